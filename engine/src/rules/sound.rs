//! Whether a rule set that was read holds together: every run inside its table, every number
//! within what the engine can reckon with.
//!
//! A compiled rule set does by construction. One from bytes is checked, so that the engine
//! need not ask again while it assesses.

use super::{RuleSet, facts::Term};
use crate::{
    day::{ALWAYS, BLANK, Day, NEVER, Period},
    evaluate::MAX_TARGETS,
    schedule::{Condition, Force, MonthDay, Run, Schedule},
};

/// The most targets a rule set may have: a bit for each in one word.
const MAX_ANTIGENS: usize = 64;
/// The most facts that can be defined.
const MAX_DEFINITIONS: usize = 128;
/// More months than any period has.
const MAX_MONTHS: i32 = 12 * 1000;

type Sound = Result<(), &'static str>;

/// Says which part does not hold together, if one does not.
pub(super) fn check(set: &RuleSet) -> Sound {
    let schedule = &set.schedule;
    sizes(set)?;
    runs(schedule)?;
    periods(schedule)?;
    days(schedule)?;
    facts(set)
}

fn ensure(holds: bool, part: &'static str) -> Sound {
    if holds { Ok(()) } else { Err(part) }
}

fn sizes(set: &RuleSet) -> Sound {
    let schedule = &set.schedule;
    let most = usize::from(u16::MAX);
    let counts = [schedule.vaccines.len(), schedule.observations.len(), schedule.series.len()];
    ensure(counts.into_iter().all(|count| count < most), "too many entries")?;
    let words = schedule.vaccines.len().div_ceil(64).max(1);
    let classes = schedule.conflict_classes;
    ensure(schedule.antigens.len() <= MAX_ANTIGENS, "too many targets")?;
    ensure(set.facts.definitions.len() <= MAX_DEFINITIONS, "too many facts")?;
    ensure(
        schedule.words_per_set == words && schedule.set_words.len().is_multiple_of(words),
        "sets of vaccines",
    )?;
    ensure(
        classes.checked_mul(classes) == Some(schedule.conflict_matrix.len()),
        "conflicts of vaccines",
    )?;
    let most = schedule.doses.iter().map(|d| usize::from(d.number)).max().unwrap_or_default();
    ensure(most <= MAX_TARGETS, "numbers of doses")?;
    let is_series_of = |run: Run| (run.end - run.start) as usize <= MAX_TARGETS;
    ensure(
        schedule.series.iter().all(|s| s.doses.start <= s.doses.end && is_series_of(s.doses)),
        "doses of a series",
    )
}

/// Every run lies in its table, and no entry belongs to two: so the work is bounded as well.
fn runs(s: &Schedule) -> Sound {
    let within = |runs: &mut dyn Iterator<Item = Run>, table: usize, part| {
        let mut total = 0_usize;
        for run in runs {
            let (start, end) = (run.start as usize, run.end as usize);
            ensure(start <= end && end <= table, part)?;
            total += end - start;
        }
        ensure(total <= table, part)
    };
    let (antigens, series, doses) = (&s.antigens, &s.series, &s.doses);
    within(&mut s.vaccines.iter().map(|v| v.associations), s.associations.len(), "associations")?;
    within(&mut antigens.iter().map(|a| a.series), series.len(), "series")?;
    let of_births = s.birth_immunities.iter().map(|b| b.exclusions);
    let codes = &mut antigens.iter().map(|a| a.immunity_codes).chain(of_births);
    within(codes, s.codes.len(), "codes of immunity")?;
    let births = &mut antigens.iter().map(|a| a.birth_immunities);
    within(births, s.birth_immunities.len(), "immunity by birth")?;
    let all = &mut antigens.iter().map(|a| a.contraindications);
    within(all, s.contraindications.len(), "contraindications")?;
    let all = &mut antigens.iter().map(|a| a.vaccine_contraindications);
    within(all, s.vaccine_contraindications.len(), "contraindications of vaccines")?;
    within(&mut antigens.iter().map(|a| a.otherwise), s.otherwise.len(), "other vaccines")?;
    within(&mut series.iter().map(|s| s.indications), s.indications.len(), "indications")?;
    within(&mut series.iter().map(|s| s.doses), doses.len(), "doses")?;
    within(&mut doses.iter().map(|d| d.ages), s.age_rules.len(), "ages of doses")?;
    let all = &mut doses.iter().flat_map(|d| [d.intervals, d.allowable_intervals]);
    within(all, s.intervals.len(), "intervals")?;
    let all = &mut doses.iter().flat_map(|d| [d.preferable, d.allowable]);
    within(all, s.vaccine_uses.len(), "vaccines of doses")?;
    within(&mut doses.iter().map(|d| d.skips), s.skips.len(), "skips")?;
    within(&mut s.skips.iter().map(|skip| skip.sets), s.skip_sets.len(), "sets of skips")?;
    within(&mut s.skip_sets.iter().map(|set| set.conditions), s.conditions.len(), "conditions")
}

fn is_period(period: Period) -> bool {
    period.months.abs() <= MAX_MONTHS && period.days.abs() <= NEVER
}

fn periods(s: &Schedule) -> Sound {
    ensure(s.ages.iter().copied().all(is_period), "ages")?;
    let mut intervals = s
        .intervals
        .iter()
        .flat_map(|i| [i.absolute_min, i.min, i.earliest, i.latest, i.max].into_iter().flatten());
    ensure(intervals.all(is_period), "intervals")?;
    let mut conflicts = s.conflict_rules.iter().flat_map(|c| [c.begin, c.min_end, c.end]);
    ensure(conflicts.all(is_period), "conflicts of vaccines")?;
    s.conditions.iter().try_for_each(|condition| match condition {
        Condition::Interval(period) | Condition::IntervalWithin(period) => {
            ensure(is_period(*period), "conditions")
        }
        Condition::Age { .. } | Condition::CompletedSeries(_) | Condition::Count(_) => Ok(()),
    })
}

fn is_day(day: Day) -> bool {
    day == BLANK || (ALWAYS..=NEVER).contains(&day)
}

fn is_month_day(day: MonthDay) -> bool {
    (1..=12).contains(&day.month) && (1..=31).contains(&day.day)
}

fn days(s: &Schedule) -> Sound {
    let in_force = |force: Force| is_day(force.effective) && is_day(force.cessation);
    ensure(s.age_rules.iter().all(|a| in_force(a.validity)), "ages of doses")?;
    ensure(s.intervals.iter().all(|i| in_force(i.validity)), "intervals")?;
    ensure(s.skip_sets.iter().all(|set| in_force(set.validity)), "skips")?;
    s.doses.iter().try_for_each(|dose| {
        ensure(is_day(dose.season_start) && is_day(dose.season_end), "seasons")?;
        let Some(yearly) = dose.yearly else { return Ok(()) };
        let days = [Some(yearly.start), Some(yearly.end), yearly.age_on];
        ensure(days.into_iter().flatten().all(is_month_day), "seasons")
    })
}

fn facts(set: &RuleSet) -> Sound {
    for fact in &set.facts.definitions {
        let periods = [Some(fact.asked_from), fact.asked_until, fact.lasts];
        ensure(periods.into_iter().flatten().all(is_period), "facts")?;
    }
    for derived in &set.facts.derived {
        for term in derived.any.iter().chain(&derived.all).chain(&derived.unless) {
            if let Term::BornBefore(day) = term {
                ensure(is_day(*day), "derived facts")?;
            }
        }
    }
    ensure(is_day(set.valid_from), "the day from which it is valid")
}
