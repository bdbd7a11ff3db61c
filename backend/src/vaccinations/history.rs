//! The history of a dose: who changed what, when and why.

pub use shared::VaccinationField as Field;

use super::{Content, vaccination_version};

/// One field that changed; values as in the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// What it said before.
    pub before: Option<String>,
    /// What it says now.
    pub after: Option<String>,
}

/// What differs between two versions.
#[must_use]
pub fn changes(before: &Content, after: &Content) -> Vec<FieldChange> {
    let (before, after) = (fields(before), fields(after));
    before
        .into_iter()
        .zip(after)
        .filter(|((_, b), (_, a))| b != a)
        .map(|((field, before), (_, after))| FieldChange { field, before, after })
        .collect()
}

fn fields(c: &Content) -> Vec<(Field, Option<String>)> {
    let word = |code: &str| code.to_ascii_uppercase();
    vec![
        (Field::Status, Some(word(c.status.code()))),
        (Field::Vaccine, Some(c.vaccine_code.to_string())),
        (Field::Occurrence, Some(c.occurrence.to_string())),
        (Field::Lot, c.lot.as_ref().map(ToString::to_string)),
        (Field::ExpiresOn, c.expires_on.map(|d| d.to_string())),
        (Field::Serial, c.serial.clone()),
        (Field::Site, c.site.map(|s| word(s.code()))),
        (Field::Route, c.route.map(|r| word(r.code()))),
        (Field::QuantityMl, c.quantity_ul.map(|q| (f64::from(q) / 1_000.0).to_string())),
        (Field::Performer, c.performer.as_ref().map(|p| p.name.clone())),
        (Field::Country, c.country.clone()),
        (Field::Proof, c.proof.map(|p| word(p.code()))),
        (Field::Confirmed, Some(c.is_confirmed.to_string())),
        (Field::NotGivenReason, c.not_given_reason.map(|r| word(r.code()))),
        (Field::Note, c.note.clone()),
    ]
}

/// What a stored version says; `None` if it cannot be read.
#[must_use]
pub fn content_of(row: &vaccination_version::Model) -> Option<Content> {
    serde_json::from_str(&row.content).ok()
}

#[cfg(test)]
mod tests {
    use shared::{PartialDate, Provenance, VaccineCode};

    use super::*;

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let code = VaccineCode::new(510).expect("a code");
        let before = Content::new(Provenance::Reported, code, PartialDate::Year { year: 2020 });
        let after = Content {
            occurrence: "2020-03".parse().expect("a month"),
            is_confirmed: true,
            ..before.clone()
        };
        assert_eq!(changes(&before, &before), Vec::new());
        let said: Vec<String> =
            changes(&before, &after).into_iter().map(|c| format!("{c:?}")).collect();
        expect_test::expect![[r#"
            FieldChange { field: Occurrence, before: Some("2020"), after: Some("2020-03") }
            FieldChange { field: Confirmed, before: Some("false"), after: Some("true") }"#]]
        .assert_eq(&said.join("\n"));
    }
}
