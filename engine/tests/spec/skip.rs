//! 6.2, 7.1 and 7.6: conditional skips.

use engine::{
    day::Day,
    schedule::source::{CountLogic, DoseSource, SkipCondition, SkipContext, SkipSetSource},
};

use super::{
    ages::{add, is_in_force, is_within},
    evaluate::{Step, Walked},
};

/// 6.2: the skip by which a target dose is passed over for the dose at `position`.
pub(crate) fn skip_for(
    step: &Step<'_>,
    target: &DoseSource,
    walked: &Walked,
    position: usize,
) -> Option<usize> {
    let on = step.patient.doses[position].on;
    first_skip(step, target, walked, SkipContext::Evaluation, on, on, position)
}

/// 7.1 and 7.6: the skip by which a target dose is passed over as seen on `day`.
pub(crate) fn skip_on(
    step: &Step<'_>,
    target: &DoseSource,
    walked: &Walked,
    day: Day,
) -> Option<usize> {
    let all = step.patient.doses.len();
    first_skip(step, target, walked, SkipContext::Forecast, day, step.as_of, all)
}

fn first_skip(
    step: &Step<'_>,
    target: &DoseSource,
    walked: &Walked,
    context: SkipContext,
    day: Day,
    anchor: Day,
    before: usize,
) -> Option<usize> {
    target.skips.iter().position(|skip| {
        if skip.context != context && skip.context != SkipContext::Both {
            return false;
        }
        let sets: Vec<bool> = skip
            .sets
            .iter()
            .filter(|set| is_in_force(set.validity, anchor))
            .map(|set| holds(step, set, walked, day, before))
            .collect();
        let all = !sets.is_empty() && sets.iter().all(|held| *held);
        if skip.all_sets { all } else { sets.contains(&true) }
    })
}

fn holds(step: &Step<'_>, set: &SkipSetSource, walked: &Walked, day: Day, before: usize) -> bool {
    let held: Vec<bool> =
        set.conditions.iter().map(|c| condition(step, c, walked, day, before)).collect();
    if set.all_conditions { held.iter().all(|h| *h) } else { held.contains(&true) }
}

fn condition(
    step: &Step<'_>,
    condition: &SkipCondition,
    walked: &Walked,
    day: Day,
    before: usize,
) -> bool {
    let previous = walked.verdicts.last().map(|(p, _)| step.patient.doses[*p].on);
    match condition {
        SkipCondition::Age { begin, end } => is_within(day, step.patient.birth, *begin, *end),
        SkipCondition::Interval(period) => previous.is_some_and(|on| add(on, *period) <= day),
        SkipCondition::IntervalWithin(period) => previous.is_some_and(|on| day < add(on, *period)),
        SkipCondition::CompletedSeries(groups) => {
            groups.iter().any(|group| step.complete.contains(group))
        }
        SkipCondition::Count {
            begin_age,
            end_age,
            start,
            end,
            vaccines,
            valid_only,
            logic,
            count,
        } => {
            let mut found = 0;
            for (p, dose) in step.patient.doses.iter().enumerate().take(before) {
                let verdict = walked.verdicts.iter().find(|(q, _)| *q == p);
                let is_listed = if vaccines.is_empty() {
                    verdict.is_some()
                } else {
                    vaccines.contains(&dose.vaccine)
                };
                let is_valid = verdict.is_some_and(|(_, j)| j.status == "Valid");
                let is_in_time = is_within(dose.on, step.patient.birth, *begin_age, *end_age)
                    && start.is_none_or(|first| first <= dose.on)
                    && end.is_none_or(|last| dose.on < last);
                if is_listed && is_in_time && (is_valid || !valid_only) {
                    found += 1;
                }
            }
            match logic {
                CountLogic::GreaterThan => *count < found,
                CountLogic::EqualTo => *count == found,
                CountLogic::LessThan => found < *count,
            }
        }
    }
}
