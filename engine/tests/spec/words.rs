//! The answer in the words of the product (`docs/engine.md`), as plainly as it can be said.

use std::collections::BTreeSet;

use engine::{
    day::{Day, NEVER, Period},
    person::Person,
    schedule::source::{Source, VaccineSource},
};
use shared::Sex;

use super::{Antigen, Given, Patient, PatientSeries, ages::add, country::Country, group};

/// The answer for one target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Target {
    pub(crate) status: String,
    pub(crate) possible: Vec<String>,
    pub(crate) earliest: Option<Day>,
    pub(crate) recommended: Option<Day>,
    pub(crate) overdue: Option<Day>,
    pub(crate) latest: Option<Day>,
    pub(crate) dates_differ: bool,
    /// Only looked at where there is one reading.
    pub(crate) dose_number: usize,
    pub(crate) series: String,
    pub(crate) vaccines: BTreeSet<String>,
    pub(crate) doses: Vec<(usize, String, Vec<String>, Option<Day>)>,
}

/// From the most urgent.
const ORDER: [&str; 13] = [
    "overdue",
    "due",
    "due_soon",
    "unknown",
    "up_to_date",
    "not_due",
    "complete",
    "immune",
    "contraindicated",
    "refused",
    "may_be_given",
    "aged_out",
    "not_recommended",
];

const VERDICTS: [&str; 4] = ["valid", "not_valid", "sub_standard", "extraneous"];

fn place(status: &str) -> usize {
    ORDER.iter().position(|s| *s == status).expect("a status")
}

/// A dose with all days and products it can have had.
struct Option_ {
    position: usize,
    is_spoilt: bool,
    picks: Vec<(Day, String)>,
}

/// How many readings a person's record has.
pub(crate) fn readings(country: &Country, person: &Person, today: Day) -> usize {
    options(country, person, today).iter().fold(1, |n, o| n.saturating_mul(o.picks.len()))
}

fn options(country: &Country, person: &Person, today: Day) -> Vec<Option_> {
    let birth = person.birth_date.days_since_epoch();
    let mut out = Vec::new();
    for (position, dose) in person.doses.iter().enumerate() {
        let (first, last) = dose.on.range().map_or((birth, today), |range| {
            (range.from.days_since_epoch(), range.to.days_since_epoch())
        });
        let is_known = country.source.vaccines.iter().any(|v| v.code == dose.vaccine);
        if !is_known || last < birth || last < first || today < first {
            continue;
        }
        let products = country.products.iter().find(|(code, _)| *code == dose.vaccine);
        let products = match products {
            Some((_, products)) if !products.is_empty() => products.clone(),
            _ => vec![dose.vaccine.clone()],
        };
        let mut picks = Vec::new();
        for product in &products {
            for day in first.max(birth)..=last.min(today) {
                picks.push((day, product.clone()));
            }
        }
        out.push(Option_ { position, is_spoilt: dose.sub_standard, picks });
    }
    out
}

/// The answer for every target of the rule set.
pub(crate) fn assess(country: &Country, person: &Person, today: Day) -> Vec<Target> {
    let options = options(country, person, today);
    let count: usize = options.iter().map(|o| o.picks.len()).product();
    let mut all: Vec<Vec<Target>> = Vec::new();
    for reading in 0..count {
        let mut rest = reading;
        let mut doses: Vec<(usize, Given)> = Vec::new();
        for option in &options {
            let (on, vaccine) = option.picks[rest % option.picks.len()].clone();
            rest /= option.picks.len();
            let given =
                Given { on, vaccine, trade_name: String::new(), is_spoilt: option.is_spoilt };
            doses.push((option.position, given));
        }
        // The order of the record says nothing of doses of one day.
        let place = |recorded: usize| {
            let code = &person.doses[recorded].vaccine;
            country.source.vaccines.iter().position(|v| v.code == *code)
        };
        doses.sort_by_key(|(recorded, d)| (d.on, d.is_spoilt, place(*recorded)));
        all.push(one_reading(country, person, &doses, today));
    }
    let targets = country.source.antigens.len();
    (0..targets).map(|t| merge(all.iter().map(|targets| targets[t].clone()).collect())).collect()
}

fn one_reading(
    country: &Country,
    person: &Person,
    doses: &[(usize, Given)],
    today: Day,
) -> Vec<Target> {
    let birth = person.birth_date.days_since_epoch();
    let gender = match person.sex {
        Sex::Female => "Female",
        Sex::Male => "Male",
        Sex::Other | Sex::Unknown => "Unknown",
    };
    let patient = Patient {
        birth,
        gender: gender.to_owned(),
        facts: country.holding(&person.facts, birth, today),
        doses: doses.iter().map(|(_, d)| d.clone()).collect(),
    };
    let found = super::assess(&country.source, &patient, today);
    let forbidden = forbidden(&country.source, &patient, today);
    found
        .iter()
        .map(|antigen| {
            let mut target = target(antigen, &patient, &forbidden, person, today);
            for p in &antigen.doses {
                let judged = group::verdict(&[antigen], *p);
                let word = match judged.status {
                    "Valid" => "valid",
                    "NotValid" => "not_valid",
                    "SubStandard" => "sub_standard",
                    _ => "extraneous",
                };
                target.doses.push((doses[*p].0, word.to_owned(), Vec::new(), judged.valid_from));
            }
            target.doses.sort_by_key(|d| d.0);
            target
        })
        .collect()
}

/// The products that hold anything which is forbidden, or are forbidden themselves.
fn forbidden(source: &Source, patient: &Patient, today: Day) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let applies = |fact: &str, begin, end| {
        patient.fact(fact).is_some() && super::ages::is_within(today, patient.birth, begin, end)
    };
    for antigen in &source.antigens {
        let every = &antigen.contraindications;
        if every.iter().any(|c| applies(&c.observation, c.begin_age, c.end_age)) {
            let holds =
                |v: &&VaccineSource| v.associations.iter().any(|a| a.antigen == antigen.name);
            out.extend(source.vaccines.iter().filter(holds).map(|v| v.code.clone()));
        }
        for c in &antigen.vaccine_contraindications {
            if applies(&c.observation, c.begin_age, c.end_age) {
                out.insert(c.vaccine.clone());
            }
        }
    }
    out
}

/// The most urgent best series of a target; and what is not known or not wanted.
fn target(
    antigen: &Antigen<'_>,
    patient: &Patient,
    forbidden: &BTreeSet<String>,
    person: &Person,
    today: Day,
) -> Target {
    let all: Vec<Target> =
        antigen.best.iter().map(|s| of_series(antigen, s, patient, forbidden, today)).collect();
    let is_begun = all.iter().any(|t| ["up_to_date", "complete"].contains(&t.status.as_str()));
    let urgency = |t: &Target| {
        let status = if t.status == "not_due" { "up_to_date" } else { &t.status };
        (place(status), t.recommended)
    };
    let mut target = all
        .into_iter()
        .min_by_key(urgency)
        .unwrap_or_else(|| Target { status: "not_recommended".to_owned(), ..Target::default() });
    if is_begun && target.status == "not_due" {
        "up_to_date".clone_into(&mut target.status);
    }
    let holds = |code: &str| {
        person.facts.iter().any(|f| {
            f.code == code
                && f.value != Some(engine::person::FactValue::Bool(false))
                && f.from.is_none_or(|from| from.days_since_epoch() <= today)
                && f.to.is_none_or(|to| today <= to.days_since_epoch())
                && f.from.zip(f.to).is_none_or(|(from, to)| from <= to)
        })
    };
    let is_wanted =
        ["overdue", "due", "due_soon", "up_to_date", "not_due"].contains(&target.status.as_str());
    target.possible = vec![target.status.clone()];
    if is_wanted && holds(&format!("refused:{}", antigen.antigen.name)) {
        "refused".clone_into(&mut target.status);
        target.possible = vec![target.status.clone()];
    } else if target.status == "overdue" && antigen.doses.is_empty() && !holds("history_complete") {
        "unknown".clone_into(&mut target.status);
        target.possible = vec!["overdue".to_owned(), "up_to_date".to_owned()];
    }
    target
}

fn of_series(
    antigen: &Antigen<'_>,
    one: &PatientSeries<'_>,
    patient: &Patient,
    forbidden: &BTreeSet<String>,
    today: Day,
) -> Target {
    let mut target = Target { series: one.series.name.clone(), ..Target::default() };
    let status = match one.forecast.status {
        "Complete" => "complete",
        "Immune" => "immune",
        "Contraindicated" => "contraindicated",
        "NotRecommended" => "not_recommended",
        "AgedOut" => "aged_out",
        _ => {
            open(antigen, one, patient, forbidden, today, &mut target);
            return target;
        }
    };
    status.clone_into(&mut target.status);
    target
}

fn open(
    antigen: &Antigen<'_>,
    one: &PatientSeries<'_>,
    patient: &Patient,
    forbidden: &BTreeSet<String>,
    today: Day,
    target: &mut Target,
) {
    let dates = one.forecast.dates;
    target.earliest = dates.earliest;
    target.recommended = dates.recommended;
    target.latest = dates.latest;
    target.dose_number = one.forecast.dose_number;
    for wanted in &one.series.doses[one.forecast.target].preferable {
        if wanted.is_forecast && !forbidden.contains(&wanted.vaccine) {
            target.vaccines.insert(wanted.vaccine.clone());
        }
    }
    let (earliest, recommended) =
        (dates.earliest.expect("a date"), dates.recommended.expect("a date"));
    let dose = &one.series.doses[one.forecast.target];
    if target.vaccines.is_empty() && dose.preferable.iter().any(|wanted| wanted.is_forecast) {
        let on = today.max(earliest);
        for other in &antigen.antigen.otherwise {
            let fits = super::ages::is_within(on, patient.birth, other.begin_age, other.end_age);
            let counts = dose.counting.contains(&other.vaccine);
            if fits && counts && !forbidden.contains(&other.vaccine) {
                target.vaccines.insert(other.vaccine.clone());
            }
        }
    }
    if one.series.may_be_given {
        target.status = if earliest <= today { "may_be_given" } else { "not_due" }.to_owned();
        return;
    }
    let at = |years| add(patient.birth, Period::years(years));
    let grace = match recommended {
        day if day < at(2) => 1,
        day if day < at(18) => 3,
        _ => 6,
    };
    let overdue = match dates.unadjusted_past_due {
        Some(last) if recommended <= last => last + 1,
        _ => add(recommended, Period::months(grace)),
    };
    target.overdue = Some(overdue);
    target.status = if overdue <= today {
        "overdue"
    } else if recommended <= today {
        "due"
    } else if add(recommended, Period::months(-1)) <= today {
        "due_soon"
    } else if one.walked.satisfied.is_empty() {
        "not_due"
    } else {
        "up_to_date"
    }
    .to_owned();
}

/// One answer from those of all readings.
fn merge(all: Vec<Target>) -> Target {
    let mut out = all.iter().min_by_key(|t| place(&t.status)).cloned().unwrap_or_default();
    let mut possible: Vec<String> = all.iter().flat_map(|t| t.possible.clone()).collect();
    possible.sort_by_key(|s| place(s));
    possible.dedup();
    if 1 < possible.len() {
        "unknown".clone_into(&mut out.status);
        out.possible = possible;
    } else {
        out.possible = Vec::new();
    }
    let dates = |t: &Target| (t.earliest, t.recommended, t.overdue, t.latest);
    out.dates_differ = all.iter().any(|t| dates(t) != dates(&all[0]));
    let first = |part: fn(&Target) -> Option<Day>| all.iter().filter_map(part).min();
    let is_real = |day: &Day| *day < NEVER;
    out.earliest = all.iter().filter_map(|t| t.earliest).max().filter(is_real);
    out.recommended = first(|t| t.recommended).filter(is_real);
    out.overdue = first(|t| t.overdue).filter(is_real);
    out.latest = first(|t| t.latest).filter(is_real);
    out.vaccines = all.iter().flat_map(|t| t.vaccines.clone()).collect();
    let positions: BTreeSet<usize> =
        all.iter().flat_map(|t| &t.doses).map(|(position, ..)| *position).collect();
    out.doses = Vec::new();
    for position in positions {
        let mine: Vec<_> = all.iter().flat_map(|t| &t.doses).filter(|d| d.0 == position).collect();
        let found: Vec<String> = VERDICTS
            .iter()
            .filter(|v| mine.iter().any(|d| d.1 == **v))
            .map(|v| (*v).to_owned())
            .collect();
        let valid_from = mine.iter().filter_map(|d| d.3).max();
        if let [one] = &found[..] {
            out.doses.push((position, one.clone(), Vec::new(), valid_from));
        } else {
            out.doses.push((position, "uncertain".to_owned(), found, valid_from));
        }
    }
    out
}
