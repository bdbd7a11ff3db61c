//! People as they are met: what speed and allocations are measured on.

use engine::person::{Dose, Person};
use shared::{Date, PartialDate, Sex};

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A few people as they are met: an infant, a schoolchild, an adult, a pensioner.
pub(crate) fn people() -> Vec<Person> {
    let person = |birth: &str, doses: &[(&str, &str)]| Person {
        birth_date: date(birth),
        sex: Sex::Female,
        facts: Vec::new(),
        doses: doses
            .iter()
            .map(|(on, vaccine)| Dose {
                on: PartialDate::Day { on: date(on) },
                vaccine: (*vaccine).to_owned(),
                sub_standard: false,
            })
            .collect(),
    };
    vec![
        person(
            "2025-09-15",
            &[("2025-11-15", "VAC0510"), ("2025-11-15", "VAC0900"), ("2025-11-15", "VAC0514")],
        ),
        person(
            "2018-01-15",
            &[
                ("2018-03-15", "VAC0510"),
                ("2018-05-15", "VAC0510"),
                ("2018-12-15", "VAC0510"),
                ("2018-03-15", "VAC0123"),
                ("2018-05-15", "VAC0123"),
                ("2018-12-15", "VAC0123"),
                ("2019-01-15", "VAC0121"),
                ("2019-05-15", "VAC0121"),
                ("2019-02-15", "VAC0850"),
            ],
        ),
        person(
            "1990-01-15",
            &[("1990-03-15", "VAC0510"), ("2005-02-01", "VAC0568"), ("2015-02-01", "VAC0568")],
        ),
        person("1950-01-15", &[("2025-10-15", "VAC1347"), ("2020-01-15", "VAC0336")]),
    ]
}
