//! Nasty histories: doses around every border that some rule draws.

use engine::{
    day::{Day, Period, days_in_month, from_civil},
    schedule::source::{DoseSource, IntervalFrom, SeriesSource, SkipCondition, Source},
};

use super::{Given, Patient, ages::add, random::Random};

/// A person and a day of assessment.
pub(crate) fn patient(source: &Source, random: &mut Random) -> (Patient, Day) {
    let birth = birth(random);
    let gender = ["Female", "Male", "Unknown"][random.below(3)].to_owned();
    let mut patient = Patient { birth, gender, facts: Vec::new(), doses: Vec::new() };
    let mut last_series = None;
    for _ in 0..1 + random.below(3) {
        let Some(antigen) = random.pick(&source.antigens) else { continue };
        let Some(series) = random.pick(&antigen.series) else { continue };
        follow(source, series, &mut patient, random);
        for indication in &series.indications {
            if random.percent(if series.indications.len() < 3 { 70 } else { 20 }) {
                let on = fact_day(birth, &patient.doses, random);
                patient.facts.push((indication.observation.clone(), on));
            }
        }
        for code in antigen
            .immunity_codes
            .iter()
            .chain(antigen.contraindications.iter().map(|c| &c.observation))
            .chain(antigen.vaccine_contraindications.iter().map(|c| &c.observation))
        {
            if random.percent(3) {
                patient.facts.push((code.clone(), None));
            }
        }
        last_series = Some(series);
    }
    disturb(source, &mut patient, random);
    patient.facts.truncate(8);
    patient.doses.sort_by_key(|d| d.on);
    let as_of = assessment_day(&patient, last_series, random);
    (patient, as_of)
}

/// Often at the end of a month, where months are added oddly.
fn birth(random: &mut Random) -> Day {
    let year =
        if random.percent(60) { random.between(2005, 2027) } else { random.between(1925, 2005) };
    let month = random.between(1, 13);
    let last = days_in_month(year, month);
    let day = if random.percent(30) { random.between(28, 32) } else { random.between(1, 29) };
    from_civil(year, month, day.min(last))
}

fn fact_day(birth: Day, doses: &[Given], random: &mut Random) -> Option<Day> {
    match random.below(4) {
        0 => None,
        1 => Some(birth + random.between(0, 400)),
        2 => doses.last().map(|d| d.on - random.between(-300, 300)),
        _ => Some(birth + random.between(0, 20_000)),
    }
}

/// Doses of a series, each about as early or as late as a rule lets it.
fn follow(source: &Source, series: &SeriesSource, patient: &mut Patient, random: &mut Random) {
    let mut previous = None;
    let count = random.below(series.doses.len() + 2);
    for at in 0..count {
        let Some(target) = series.doses.get(at).or(series.doses.last()) else { return };
        if random.percent(7) {
            continue;
        }
        let on = dose_day(target, patient, previous, random);
        let vaccine = vaccine(source, target, random);
        let trade_name = trade_name(target, random);
        previous = Some(on);
        patient.doses.push(Given { on, vaccine, trade_name, is_spoilt: random.percent(3) });
    }
}

fn dose_day(
    target: &DoseSource,
    patient: &Patient,
    previous: Option<Day>,
    random: &mut Random,
) -> Day {
    let mut by_age = Vec::new();
    for age in &target.ages {
        let parts = [age.absolute_min, age.min, age.earliest, age.latest, age.max];
        by_age.extend(parts.into_iter().flatten().map(|p| add(patient.birth, p)));
        by_age.extend([age.validity.effective, age.validity.cessation].into_iter().flatten());
    }
    let mut by_interval = Vec::new();
    for rule in target.intervals.iter().chain(&target.allowable_intervals) {
        let from = match &rule.from {
            IntervalFrom::Observation(code) => patient.fact(code).flatten(),
            IntervalFrom::TargetDose(_) => patient.doses.first().map(|d| d.on),
            IntervalFrom::Previous | IntervalFrom::MostRecent(_) => previous,
        };
        let Some(from) = from else { continue };
        let parts = [rule.absolute_min, rule.min, rule.earliest, rule.latest, rule.max];
        by_interval.extend(parts.into_iter().flatten().map(|p| add(from, p)));
    }
    let mut by_skip = Vec::new();
    for condition in target.skips.iter().flat_map(|s| &s.sets).flat_map(|s| &s.conditions) {
        match condition {
            SkipCondition::Age { begin, end } => {
                by_skip.extend([begin, end].into_iter().flatten().map(|p| add(patient.birth, *p)));
            }
            SkipCondition::Count { begin_age, end_age, .. } => by_skip
                .extend([begin_age, end_age].into_iter().flatten().map(|p| add(patient.birth, *p))),
            SkipCondition::Interval(p) | SkipCondition::IntervalWithin(p) => {
                by_skip.extend(previous.map(|on| add(on, *p)));
            }
            SkipCondition::CompletedSeries(_) => {}
        }
    }
    let age = random.pick(&by_age).copied().unwrap_or(patient.birth + random.between(0, 4000));
    let later = previous.unwrap_or(patient.birth) + random.between(0, 500);
    let interval = random.pick(&by_interval).copied().unwrap_or(later);
    let day = match random.below(10) {
        0..6 => age.max(interval),
        6 => age,
        7 => interval,
        8 => random.pick(&by_skip).copied().unwrap_or(interval),
        _ => later,
    };
    (day + random.between(-1, 2)).max(patient.birth)
}

fn vaccine(source: &Source, target: &DoseSource, random: &mut Random) -> String {
    let any = |random: &mut Random| random.pick(&source.vaccines).map(|v| v.code.clone());
    let of = match random.below(20) {
        0..11 => random.pick(&target.preferable).map(|v| v.vaccine.clone()),
        11..14 => random.pick(&target.allowable).map(|v| v.vaccine.clone()),
        14..17 => random.pick(&target.counting).cloned(),
        17 => random.pick(&target.inadvertent).cloned(),
        _ => any(random),
    };
    of.or_else(|| random.pick(&target.preferable).map(|v| v.vaccine.clone()))
        .or_else(|| any(random))
        .unwrap_or_default()
}

fn trade_name(target: &DoseSource, random: &mut Random) -> String {
    let named: Vec<&String> =
        target.preferable.iter().map(|p| &p.trade_name).filter(|t| !t.is_empty()).collect();
    match random.pick(&named) {
        Some(name) if random.percent(60) => name.to_uppercase(),
        _ => String::new(),
    }
}

/// Same-day repetitions, and vaccines that disturb one another.
fn disturb(source: &Source, patient: &mut Patient, random: &mut Random) {
    for _ in 0..random.below(3) {
        let Some(dose) = random.pick(&patient.doses).cloned() else { return };
        if random.percent(30) {
            patient.doses.push(dose);
            continue;
        }
        let theirs: Vec<_> =
            source.conflicts.iter().filter(|c| c.previous == dose.vaccine).collect();
        let Some(conflict) = random.pick(&theirs) else { continue };
        let lengths = [conflict.begin, conflict.min_end, conflict.end, Period::days(0)];
        let length = lengths[random.below(4)];
        patient.doses.push(Given {
            on: (add(dose.on, length) + random.between(-1, 2)).max(patient.birth),
            vaccine: conflict.current.clone(),
            trade_name: String::new(),
            is_spoilt: false,
        });
    }
}

/// At a border of a rule, on the day of a dose, or any day.
fn assessment_day(patient: &Patient, series: Option<&SeriesSource>, random: &mut Random) -> Day {
    let last = patient.doses.last().map_or(patient.birth, |d| d.on);
    let mut borders = vec![last];
    if let Some(series) = series {
        let mut ages = vec![series.min_age_to_start, series.max_age_to_start];
        ages.extend(series.indications.iter().flat_map(|i| [i.begin_age, i.end_age]));
        for target in &series.doses {
            for age in &target.ages {
                ages.extend([age.min, age.earliest, age.latest, age.max]);
                borders.extend([age.validity.effective, age.validity.cessation].iter().flatten());
            }
            for rule in &target.intervals {
                let parts = [rule.min, rule.earliest, rule.latest, rule.max];
                borders.extend(parts.into_iter().flatten().map(|p| add(last, p)));
            }
            if let Some(season) = target.season {
                borders.extend([season.start, season.end].into_iter().flatten());
            }
        }
        borders.extend(ages.into_iter().flatten().map(|p| add(patient.birth, p)));
    }
    let day = match random.below(10) {
        0..5 => random.pick(&borders).copied().unwrap_or(last) + random.between(-1, 2),
        5..8 => last + random.between(0, 1500),
        8 => from_civil(random.between(2024, 2028), random.between(1, 13), 1),
        _ => patient.birth + random.between(0, 30_000),
    };
    let later = if random.percent(90) { last } else { patient.birth };
    day.max(later).max(patient.birth)
}
