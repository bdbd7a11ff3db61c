//! Nasty histories as Luxembourg's door takes them: facts by their codes, uncertain doses.

use engine::{
    day::{Day, to_civil},
    person::{Dose, Fact, FactValue, Person},
};
use shared::{Date, PartialDate, Sex};

use super::{country::Country, people, random::Random, words};

/// More readings than that would take the naive evaluator too long.
const MOST_READINGS: usize = 45;

/// A person and a day of assessment.
pub(crate) fn person(country: &Country, random: &mut Random) -> (Person, Date) {
    let (patient, as_of) = people::patient(&country.source, random);
    let mut facts = Vec::new();
    for (code, on) in &patient.facts {
        facts.extend(fact(country, code, *on, random));
    }
    for _ in 0..random.below(3) {
        if let Some((code, _)) = random.pick(&country.facts) {
            let on = patient.doses.first().map(|d| d.on);
            facts.extend(fact(country, code, on, random));
        }
    }
    if random.percent(40) {
        facts.extend(fact(country, "history_complete", None, random));
    }
    if random.percent(5)
        && let Some(antigen) = random.pick(&country.source.antigens)
    {
        let code = format!("refused:{}", antigen.name);
        facts.push(Fact { code, from: None, to: None, value: None });
    }
    let mut doses: Vec<Dose> = patient
        .doses
        .iter()
        .map(|d| Dose {
            on: PartialDate::Day { on: Date::from_days_since_epoch(d.on) },
            vaccine: d.vaccine.clone(),
            sub_standard: d.is_spoilt,
        })
        .collect();
    if random.percent(50) {
        doses.reverse();
    }
    let sex = match patient.gender.as_str() {
        "Female" => Sex::Female,
        "Male" => Sex::Male,
        _ => Sex::Unknown,
    };
    let birth_date = Date::from_days_since_epoch(patient.birth);
    let mut person = Person { birth_date, sex, facts, doses };
    while MOST_READINGS < words::readings(country, &person, as_of) {
        person.doses.pop();
    }
    blur(country, &mut person, as_of, random);
    (person, Date::from_days_since_epoch(as_of))
}

/// Makes a dose known by its month or its kind, if that leaves few readings.
fn blur(country: &Country, person: &mut Person, as_of: Day, random: &mut Random) {
    if random.percent(6) && !person.doses.is_empty() {
        let at = random.below(person.doses.len());
        let sharp = person.doses[at].on;
        if let Some(on) = sharp.exact() {
            let civil = to_civil(on.days_since_epoch());
            let text = match random.below(3) {
                0 => format!("{:04}-{:02}", civil.year, civil.month),
                1 => format!("{}/{}", on.plus_days(-2), on.plus_days(3)),
                _ => format!("{}/{}", on, on.plus_days(40)),
            };
            person.doses[at].on = text.parse().expect("a partial date");
        }
        if MOST_READINGS < words::readings(country, person, as_of) {
            person.doses[at].on = sharp;
        }
    }
    if random.percent(4) && !person.doses.is_empty() {
        let at = random.below(person.doses.len());
        let sharp = person.doses[at].vaccine.clone();
        let of = |products: &Vec<String>| products.contains(&sharp);
        let kinds: Vec<_> = country.products.iter().filter(|(_, p)| of(p)).collect();
        if let Some((kind, _)) = random.pick(&kinds) {
            person.doses[at].vaccine.clone_from(kind);
        }
        if MOST_READINGS < words::readings(country, person, as_of) {
            person.doses[at].vaccine = sharp;
        }
    }
}

/// Facts from which that code follows, some ended, or denied.
fn fact(country: &Country, code: &str, on: Option<Day>, random: &mut Random) -> Vec<Fact> {
    if let Some(derived) = country.derived.iter().find(|d| d.code == code) {
        let mut terms: Vec<&String> = derived.all.iter().collect();
        terms.extend(random.pick(&derived.any));
        return terms.iter().flat_map(|t| from_term(country, t, on, random)).collect();
    }
    let value = random.percent(10).then(|| FactValue::Bool(random.percent(40)));
    vec![dated(code, on, value, random)]
}

fn from_term(country: &Country, term: &str, on: Option<Day>, random: &mut Random) -> Vec<Fact> {
    let words: Vec<&str> = term.split_whitespace().collect();
    match words[..] {
        [code] => fact(country, code, on, random),
        [code, "<", limit] if code != "born" => {
            let limit: i64 = limit.parse().expect("a number");
            let value = FactValue::Number(limit - i64::from(random.between(0, 3)));
            vec![dated(code, on, Some(value), random)]
        }
        _ => Vec::new(),
    }
}

fn dated(code: &str, on: Option<Day>, value: Option<FactValue>, random: &mut Random) -> Fact {
    let from = on.map(Date::from_days_since_epoch);
    let to = from.filter(|_| random.percent(30)).map(|d| d.plus_days(random.between(-2, 900)));
    Fact { code: code.to_owned(), from, to, value }
}
