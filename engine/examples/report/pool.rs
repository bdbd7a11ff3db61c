//! Invented people around the edges of the rules of one file, the simplest first.

use std::collections::BTreeSet;

use engine::{
    day::{Day, Period, from_civil},
    person::{Dose, Fact, FactValue, Person},
    schedule::source::{AntigenSource, DoseSource, IntervalFrom, SeriesSource, SkipCondition},
};
use shared::{Date, PartialDate, Sex};

use crate::spec::{ages::add, country::Country, random::Random};

/// A person and a day of assessment.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) person: Person,
    pub(crate) as_of: Day,
}

impl Candidate {
    /// How much there is to read, and how odd it is.
    fn weight(&self, given: &BTreeSet<&String>) -> usize {
        let kinds: BTreeSet<_> = self.person.doses.iter().map(|d| &d.vaccine).collect();
        let is_odd = kinds.iter().any(|vaccine| !given.contains(vaccine));
        let (from, to) = (from_civil(2010, 1, 1), from_civil(2031, 1, 1));
        let is_far = !(from..to).contains(&self.as_of);
        4 * self.person.doses.len()
            + 2 * kinds.len()
            + 5 * self.person.facts.len()
            + if is_odd { 5 } else { 0 }
            + if is_far { 9 } else { 0 }
    }

    pub(crate) fn day(&self) -> Date {
        Date::from_days_since_epoch(self.as_of)
    }
}

/// Births for every age and season.
const BIRTHS: [(i32, i32, i32); 16] = [
    (2025, 1, 15),
    (2025, 1, 15),
    (2025, 1, 15),
    (2024, 9, 1),
    (2024, 2, 29),
    (2024, 3, 1),
    (2024, 8, 31),
    (2023, 10, 1),
    (2018, 1, 15),
    (2014, 1, 15),
    (2010, 1, 15),
    (2000, 1, 15),
    (1990, 1, 15),
    (1970, 1, 15),
    (1960, 1, 15),
    (1950, 12, 31),
];

/// That many people for the rules of some antigens.
pub(crate) fn pool(
    country: &Country,
    targets: &[String],
    count: usize,
    seed: u64,
) -> Vec<Candidate> {
    let antigens: Vec<&AntigenSource> =
        country.source.antigens.iter().filter(|a| targets.contains(&a.name)).collect();
    let mut random = Random::new(seed);
    let mut out = Vec::new();
    for _ in 0..count {
        let Some(antigen) = random.pick(&antigens) else { break };
        let Some(series) = random.pick(&antigen.series) else { continue };
        out.push(candidate(country, antigen, series, &mut random));
    }
    let given: BTreeSet<&String> = antigens
        .iter()
        .flat_map(|a| &a.series)
        .flat_map(|s| &s.doses)
        .flat_map(|d| &d.preferable)
        .map(|p| &p.vaccine)
        .collect();
    out.sort_by_key(|c| c.weight(&given));
    out
}

fn candidate(
    country: &Country,
    antigen: &AntigenSource,
    series: &SeriesSource,
    random: &mut Random,
) -> Candidate {
    let (year, month, day) = *random.pick(&BIRTHS).unwrap_or(&BIRTHS[0]);
    let birth = from_civil(year, month, day);
    let mut person = Person {
        birth_date: Date::from_days_since_epoch(birth),
        sex: *random
            .pick(&[Sex::Unknown, Sex::Unknown, Sex::Female, Sex::Male])
            .unwrap_or(&Sex::Unknown),
        facts: Vec::new(),
        doses: Vec::new(),
    };
    let mut fact_days = Vec::new();
    let is_at_risk = random.percent(92);
    if let Some(indication) = random.pick(&series.indications).filter(|_| is_at_risk) {
        let on = fact_day(birth, series, random);
        person.facts.extend(facts_for(country, &indication.observation, on, random));
        fact_days.extend(on);
    }
    if random.percent(35) {
        person.facts.push(fact("history_complete", None, None));
    }
    let forbidding: Vec<&String> = antigen
        .immunity_codes
        .iter()
        .chain(antigen.contraindications.iter().map(|c| &c.observation))
        .chain(antigen.series.iter().flat_map(|s| s.indications.iter().map(|i| &i.observation)))
        .collect();
    if random.percent(8)
        && let Some(code) = random.pick(&forbidding)
    {
        let on = random.percent(40).then(|| birth + random.between(0, 900));
        person.facts.extend(facts_for(country, code, on, random));
    }
    let days = give(antigen, series, &mut person, birth, &fact_days, random);
    let as_of = assessment_day(series, birth, &days, &fact_days, random);
    person.doses.retain(|d| d.on.exact().is_some_and(|on| on.days_since_epoch() <= as_of));
    Candidate { person, as_of }
}

fn fact(code: &str, from: Option<Day>, value: Option<FactValue>) -> Fact {
    Fact { code: code.to_owned(), from: from.map(Date::from_days_since_epoch), to: None, value }
}

/// A day for a fact whose day matters, such as a pregnancy.
fn fact_day(birth: Day, series: &SeriesSource, random: &mut Random) -> Option<Day> {
    let observed = series
        .doses
        .iter()
        .flat_map(|d| &d.intervals)
        .any(|i| matches!(i.from, IntervalFrom::Observation(_)));
    if !observed && !random.percent(5) {
        return None;
    }
    let ages = [Period::months(18 * 12), Period::months(30 * 12), Period::months(12 * 12)];
    let age = random.pick(&ages).copied().unwrap_or_default();
    Some(add(birth, age) + random.between(-2, 400))
}

/// Facts as they are asked for, from which a code follows.
fn facts_for(country: &Country, code: &str, on: Option<Day>, random: &mut Random) -> Vec<Fact> {
    let words: Vec<&str> = code.split_whitespace().collect();
    if let [code, "<", limit] = words[..] {
        let limit: i64 = limit.parse().unwrap_or_default();
        let less = 1;
        return if code == "born" {
            Vec::new()
        } else {
            vec![fact(code, on, Some(FactValue::Number(limit.min(900) - less)))]
        };
    }
    if let ["born", ..] = words[..] {
        return Vec::new();
    }
    let Some(derived) = country.derived.iter().find(|d| d.code == code) else {
        return vec![fact(code, on, None)];
    };
    let mut terms: Vec<&String> = derived.all.iter().collect();
    terms.extend(random.pick(&derived.any));
    terms.iter().flat_map(|t| facts_for(country, t, on, random)).collect()
}

/// Gives doses of a series, most when they are recommended, some at an edge.
fn give(
    antigen: &AntigenSource,
    series: &SeriesSource,
    person: &mut Person,
    birth: Day,
    fact_days: &[Day],
    random: &mut Random,
) -> Vec<Day> {
    let count = random.below(series.doses.len() + 2).min(9);
    let odd = [0, 0, 12, 45][random.below(4)];
    let marked =
        if random.percent(60) { count.saturating_sub(1) } else { random.below(count.max(1)) };
    let mut days: Vec<Day> = Vec::new();
    for k in 0..count {
        let at = k.min(series.doses.len().saturating_sub(1));
        let Some(target) = series.doses.get(at) else { break };
        let is_odd = random.percent(odd);
        let on = if (k == marked && random.percent(85)) || is_odd {
            let of = if is_odd && random.percent(40) {
                random.pick(&antigen.series).and_then(|s| random.pick(&s.doses)).unwrap_or(target)
            } else {
                target
            };
            at_an_edge(of, birth, &days, fact_days, random)
        } else {
            nominal(target, birth, &days, fact_days)
        };
        let on = on.max(birth);
        let vaccine = vaccine(antigen, target, random);
        let date = Date::from_days_since_epoch(on);
        person.doses.push(Dose { on: PartialDate::Day { on: date }, vaccine, sub_standard: false });
        days.push(on);
        days.sort_unstable();
    }
    person.doses.sort_by_key(|d| d.on.exact().map(Date::days_since_epoch));
    days
}

fn reference(from: &IntervalFrom, days: &[Day], fact_days: &[Day]) -> Option<Day> {
    match from {
        IntervalFrom::Previous | IntervalFrom::MostRecent(_) => days.last().copied(),
        IntervalFrom::TargetDose(n) => days.get(usize::from(*n).saturating_sub(1)).copied(),
        IntervalFrom::Observation(_) => fact_days.first().copied(),
    }
}

fn nominal(target: &DoseSource, birth: Day, days: &[Day], fact_days: &[Day]) -> Day {
    let mut all = vec![birth];
    all.extend(target.ages.iter().filter_map(|a| a.earliest.or(a.min)).map(|p| add(birth, p)));
    for rule in &target.intervals {
        let from = reference(&rule.from, days, fact_days);
        all.extend(from.zip(rule.earliest.or(rule.min)).map(|(from, p)| add(from, p)));
    }
    let day = all.into_iter().max().unwrap_or(birth);
    target.season.and_then(|s| s.yearly).map_or(day, |yearly| {
        let year = engine::day::to_civil(day).year;
        let start = from_civil(year, yearly.start.month, yearly.start.day);
        if start < day && day < start + 120 { day } else { day.max(start) }
    })
}

fn edges(target: &DoseSource, birth: Day, days: &[Day], fact_days: &[Day]) -> Vec<Day> {
    let mut all = Vec::new();
    for age in &target.ages {
        let parts = [age.absolute_min, age.min, age.earliest, age.latest, age.max];
        all.extend(parts.into_iter().flatten().map(|p| add(birth, p)));
    }
    for rule in &target.intervals {
        let Some(from) = reference(&rule.from, days, fact_days) else { continue };
        let parts = [rule.absolute_min, rule.min, rule.earliest, rule.latest, rule.max];
        all.extend(parts.into_iter().flatten().map(|p| add(from, p)));
    }
    for condition in target.skips.iter().flat_map(|s| &s.sets).flat_map(|s| &s.conditions) {
        match condition {
            SkipCondition::Age { begin: from, end: to }
            | SkipCondition::Count { begin_age: from, end_age: to, .. } => {
                all.extend([from, to].into_iter().flatten().map(|p| add(birth, *p)));
            }
            SkipCondition::Interval(p) | SkipCondition::IntervalWithin(p) => {
                all.extend(days.last().map(|on| add(*on, *p)));
            }
            SkipCondition::CompletedSeries(_) => {}
        }
    }
    all
}

fn at_an_edge(
    target: &DoseSource,
    birth: Day,
    days: &[Day],
    fact_days: &[Day],
    random: &mut Random,
) -> Day {
    let edges = edges(target, birth, days, fact_days);
    let last = days.last().copied().unwrap_or(birth);
    let day = random.pick(&edges).copied().unwrap_or(last + random.between(0, 400));
    let later = if random.percent(85) { day.max(last) } else { day };
    later + [0, 0, -1, -1, 1, 30][random.below(6)]
}

fn vaccine(antigen: &AntigenSource, target: &DoseSource, random: &mut Random) -> String {
    let first = target.preferable.first().map(|p| p.vaccine.clone());
    let any = match random.below(100) {
        0..72 => None,
        72..80 => random.pick(&target.preferable).map(|p| p.vaccine.clone()),
        80..86 => random.pick(&target.counting).cloned(),
        86..92 => target.intervals.iter().find_map(|rule| match &rule.from {
            IntervalFrom::MostRecent(codes) => codes.first().cloned(),
            _ => None,
        }),
        _ => random
            .pick(&antigen.series)
            .and_then(|s| random.pick(&s.doses))
            .and_then(|d| d.preferable.first())
            .map(|p| p.vaccine.clone()),
    };
    any.or(first).or_else(|| target.counting.first().cloned()).unwrap_or_default()
}

fn assessment_day(
    series: &SeriesSource,
    birth: Day,
    days: &[Day],
    fact_days: &[Day],
    random: &mut Random,
) -> Day {
    let last = days.last().copied();
    let mut borders: Vec<Day> = last.into_iter().collect();
    let mut ages = vec![series.min_age_to_start, series.max_age_to_start];
    ages.extend(series.indications.iter().flat_map(|i| [i.begin_age, i.end_age]));
    borders.extend(ages.into_iter().flatten().map(|p| add(birth, p)));
    if let Some(next) = series.doses.get(days.len()).or(series.doses.last()) {
        borders.extend(edges(next, birth, days, fact_days));
    }
    if let Some(yearly) = series.doses.iter().find_map(|d| d.season.and_then(|s| s.yearly)) {
        let year = engine::day::to_civil(last.unwrap_or(birth)).year + random.between(0, 4);
        for day in [yearly.start, yearly.end] {
            borders.push(from_civil(year, day.month, day.day.min(28)));
        }
    }
    borders
        .extend(fact_days.iter().flat_map(|d| [*d, *d + 22, add(*d, Period::months(3)), *d + 294]));
    let edge = random.pick(&borders).copied().unwrap_or(birth);
    let day = match random.below(10) {
        0..6 => edge + random.between(-1, 2),
        6..8 => last.unwrap_or(edge) + random.between(0, 2),
        8 => last.unwrap_or(edge) + random.between(0, 500),
        _ => birth + random.between(0, 2000),
    };
    let floor = if random.percent(95) { last.unwrap_or(birth) } else { birth };
    day.max(floor)
}
