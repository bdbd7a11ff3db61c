//! Chapter 7: the forecast of one series.

use engine::{
    day::{Day, NEVER, Period, days_in_month, from_civil, to_civil},
    schedule::source::{AgeSource, DoseSource, IntervalSource, MonthDay, Yearly},
};

use super::{
    ages::{add, is_in_force, is_within},
    evaluate::{Step, Walked, reference},
    skip,
};

/// What is forecast for a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Forecast {
    /// `NotComplete`, `Complete`, `Immune`, `Contraindicated`, `NotRecommended`, `AgedOut`.
    pub(crate) status: &'static str,
    /// The target dose that is forecast, or where the walk ended.
    pub(crate) target: usize,
    /// Target doses passed over, and by which of their skips.
    pub(crate) skipped: Vec<(usize, usize)>,
    /// The rest only for `NotComplete`.
    pub(crate) dates: Dates,
    pub(crate) dose_number: usize,
    pub(crate) is_priority: bool,
    pub(crate) finish: Option<Day>,
    pub(crate) last_max_age: Option<Day>,
}

/// The dates of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dates {
    pub(crate) earliest: Option<Day>,
    pub(crate) unadjusted_recommended: Option<Day>,
    pub(crate) unadjusted_past_due: Option<Day>,
    pub(crate) latest: Option<Day>,
    pub(crate) recommended: Option<Day>,
    pub(crate) past_due: Option<Day>,
}

pub(crate) fn forecast(step: &Step<'_>, doses: &[usize], walked: &Walked) -> Forecast {
    let targets = &step.series.doses;
    let mut at = walked.target;
    let mut skipped = Vec::new();
    loop {
        let target = targets.get(at);
        if let Some(target) = target
            && let Some(skip) = skip::skip_on(step, target, walked, step.as_of)
        {
            skipped.push((at, skip));
            at += 1;
            continue;
        }
        let say = |status| Forecast {
            status,
            target: at,
            skipped: skipped.clone(),
            ..Forecast::default()
        };
        if is_immune(step) {
            return say("Immune");
        }
        if is_contraindicated(step, targets.get(at..).unwrap_or_default()) {
            return say("Contraindicated");
        }
        let Some(target) = target else {
            let none = walked.satisfied.is_empty();
            return say(if none { "NotRecommended" } else { "Complete" });
        };
        if target.season.and_then(|s| s.end).is_some_and(|end| end < step.as_of) {
            return say("NotRecommended");
        }
        let Some(dates) = dates(step, target, doses, walked) else { return say("AgedOut") };
        let earliest = dates.earliest.unwrap_or(NEVER);
        if window_ends(step, target, walked).iter().any(|e| *e <= step.as_of || *e <= earliest) {
            return say("NotRecommended");
        }
        let max_age = max_age(step, target);
        let by_season = is_age_by_season(target);
        if !by_season && max_age.is_some_and(|max| max <= step.as_of || max <= earliest) {
            return say("AgedOut");
        }
        if let Some(skip) = skip::skip_on(step, target, walked, earliest) {
            skipped.push((at, skip));
            at += 1;
            continue;
        }
        return Forecast {
            dates,
            dose_number: 1 + numbered(step, walked),
            is_priority: is_priority(step, target),
            finish: Some(finish(step, &targets[at..], earliest)),
            last_max_age: targets.last().and_then(|last| self::max_age(step, last)),
            ..say("NotComplete")
        };
    }
}

/// 7.2
fn is_immune(step: &Step<'_>) -> bool {
    let has = |code: &String| step.patient.facts.iter().any(|(c, _)| c == code);
    step.antigen.immunity_codes.iter().any(has)
        || step.antigen.immunity_births.iter().any(|birth| {
            step.patient.birth < birth.before
                && (birth.country.is_empty() || birth.country == "U.S.")
                && !birth.exclusions.iter().any(has)
        })
}

/// 7.3: the antigen is forbidden, or every vaccine still wanted is.
fn is_contraindicated(step: &Step<'_>, remaining: &[DoseSource]) -> bool {
    let applies = |code: &str, begin, end| {
        step.patient.facts.iter().any(|(c, _)| c == code)
            && is_within(step.as_of, step.patient.birth, begin, end)
    };
    if step
        .antigen
        .contraindications
        .iter()
        .any(|c| applies(&c.observation, c.begin_age, c.end_age))
    {
        return true;
    }
    let wanted: Vec<&String> =
        remaining.iter().flat_map(|t| &t.preferable).map(|p| &p.vaccine).collect();
    let is_forbidden = |vaccine: &&String| {
        step.antigen
            .vaccine_contraindications
            .iter()
            .any(|c| c.vaccine == **vaccine && applies(&c.observation, c.begin_age, c.end_age))
    };
    !wanted.is_empty() && wanted.iter().all(is_forbidden)
}

fn age_rule<'a>(step: &Step<'_>, target: &'a DoseSource) -> Option<&'a AgeSource> {
    target.ages.iter().find(|a| is_in_force(a.validity, step.as_of))
}

fn max_age(step: &Step<'_>, target: &DoseSource) -> Option<Day> {
    age_rule(step, target).and_then(|a| a.max).map(|age| add(step.patient.birth, age))
}

/// Ours: whether the age counts on a day of the season.
fn is_age_by_season(target: &DoseSource) -> bool {
    target.season.and_then(|s| s.yearly).is_some_and(|y| y.age_on.is_some())
}

/// The days that a part of the intervals gives.
fn interval_days(
    step: &Step<'_>,
    target: &DoseSource,
    walked: &Walked,
    part: fn(&IntervalSource) -> Option<Period>,
) -> Vec<Day> {
    let mut days = Vec::new();
    for rule in target.intervals.iter().filter(|r| is_in_force(r.validity, step.as_of)) {
        if let (Some(from), Some(period)) = (reference(step, rule, walked, None), part(rule)) {
            days.push(add(from, period));
        }
    }
    days
}

fn window_ends(step: &Step<'_>, target: &DoseSource, walked: &Walked) -> Vec<Day> {
    interval_days(step, target, walked, |r| r.max)
}

/// 7.5; none if the person will be too old in every season.
fn dates(step: &Step<'_>, target: &DoseSource, doses: &[usize], walked: &Walked) -> Option<Dates> {
    let birth = step.patient.birth;
    let rule = age_rule(step, target);
    let age = |part: fn(&AgeSource) -> Option<Period>| {
        rule.and_then(part).map(|period| add(birth, period))
    };
    let mut candidates = vec![birth];
    if !is_age_by_season(target) {
        candidates.extend(age(|r| r.min.or(r.absolute_min)));
    }
    candidates.extend(interval_days(step, target, walked, |r| r.min));
    candidates.extend(target.season.and_then(|s| s.start));
    for preferable in &target.preferable {
        for given in &step.patient.doses {
            let conflicts = step.source.conflicts.iter();
            let theirs = conflicts
                .filter(|c| c.previous == given.vaccine && c.current == preferable.vaccine);
            candidates.extend(theirs.map(|c| add(given.on, c.end)));
        }
    }
    let mistakes = walked.verdicts.iter().filter(|(_, j)| j.reasons.contains("VaccineInadvertent"));
    candidates.extend(mistakes.map(|(p, _)| step.patient.doses[*p].on));
    candidates.extend(doses.last().map(|p| step.patient.doses[*p].on));
    let mut earliest = candidates.into_iter().max()?;

    let mut season_end = None;
    if let Some(yearly) = target.season.and_then(|s| s.yearly) {
        let season = season(step, yearly, rule, walked, earliest)?;
        earliest = earliest.max(season.0);
        season_end = Some(season.1);
    }
    let latest_of = |part| interval_days(step, target, walked, part).into_iter().max();
    let wanted = age(|r| r.earliest).or_else(|| latest_of(|r| r.earliest)).unwrap_or(earliest);
    let late =
        age(|r| r.latest).or_else(|| latest_of(|r| r.latest)).map(|day| day - 1).or(season_end);
    Some(Dates {
        earliest: Some(earliest),
        unadjusted_recommended: Some(wanted),
        unadjusted_past_due: late,
        latest: max_age(step, target).map(|day| day - 1),
        recommended: Some(wanted.max(earliest)),
        past_due: late.map(|day| day.max(earliest)),
    })
}

/// Ours: the first and last day of the first season that is not over on the day of
/// assessment or the earliest day, holds no dose yet if it takes but one, and in which the
/// person has the age.
fn season(
    step: &Step<'_>,
    yearly: Yearly,
    rule: Option<&AgeSource>,
    walked: &Walked,
    earliest: Day,
) -> Option<(Day, Day)> {
    let on = |year, day: MonthDay| {
        from_civil(year, day.month, day.day.min(days_in_month(year, day.month)))
    };
    let born = to_civil(step.patient.birth).year;
    for year in born - 1..born + 300 {
        let start = on(year, yearly.start);
        let mut end = on(year, yearly.end);
        if end < start {
            end = on(year + 1, yearly.end);
        }
        if end < step.as_of || end < earliest {
            continue;
        }
        let days = walked.valid().into_iter().map(|p| step.patient.doses[p].on);
        if yearly.is_once && days.into_iter().any(|day| start <= day && day <= end) {
            continue;
        }
        if let (Some(age_on), Some(rule)) = (yearly.age_on, rule) {
            let day = on(year, age_on);
            let at = |age| add(step.patient.birth, age);
            if rule.max.map(at).is_some_and(|max| max <= day) {
                return None;
            }
            if rule.min.or(rule.absolute_min).map(at).is_some_and(|min| day < min) {
                continue;
            }
        }
        return Some((start, end));
    }
    None
}

/// FORECASTDN-1
fn numbered(step: &Step<'_>, walked: &Walked) -> usize {
    let counts = |(target, on): &&(usize, Day)| {
        let start = step.series.doses[*target].season.and_then(|s| s.start);
        start.is_none_or(|start| start <= *on)
    };
    walked.satisfied.iter().filter(counts).count()
}

/// FORECASTPRIORITY-1
fn is_priority(step: &Step<'_>, target: &DoseSource) -> bool {
    let rules: Vec<_> =
        target.intervals.iter().filter(|r| is_in_force(r.validity, step.as_of)).collect();
    !rules.is_empty() && rules.iter().all(|r| r.is_priority)
}

/// SELECTB-12
fn finish(step: &Step<'_>, remaining: &[DoseSource], earliest: Day) -> Day {
    let mut days = vec![earliest];
    for target in remaining {
        for rule in target.intervals.iter().filter(|r| is_in_force(r.validity, step.as_of)) {
            days.extend(rule.min.map(|min| add(earliest, min)));
        }
    }
    days.into_iter().max().unwrap_or(earliest)
}
