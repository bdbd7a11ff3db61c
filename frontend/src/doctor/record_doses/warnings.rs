//! What is strange about a dose before it is recorded: said, never refused. The server says the same after.

use catalogue::Catalogue;
use shared::{Date, PartialDate, VaccineCode};

use crate::{api::VaccinationStatus, vaccinations::Vaccination};

/// A dose as far as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// The product.
    pub code: VaccineCode,
    /// When.
    pub date: PartialDate,
    /// The expiry date on the pack.
    pub expires_on: Option<Date>,
}

/// Something strange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strange {
    /// The pack had expired by so many days.
    Expired(i32),
    /// The product is not licensed so young or so old.
    Age,
    /// The record has such a dose on that day.
    InRecord,
    /// That row of the form is the same dose.
    SameAsRow(usize),
}

/// What is strange about the row at `position` among the rows of the form.
#[must_use]
pub fn strange(
    catalogue: &Catalogue,
    rows: &[Option<Typed>],
    position: usize,
    record: &[Vaccination],
    birth: PartialDate,
) -> Vec<Strange> {
    let Some(Some(dose)) = rows.get(position) else { return Vec::new() };
    let mut found = Vec::new();
    if let (Some(expiry), Some(day)) = (dose.expires_on, dose.date.range())
        && expiry < day.from
    {
        found.push(Strange::Expired(day.from.days_since(expiry)));
    }
    let vaccine = catalogue.vaccine(dose.code);
    if let (Some(vaccine), Some(birth), Some(day)) = (vaccine, birth.exact(), dose.date.exact())
        && vaccine.licensed_ages.check(birth, day).is_some()
    {
        found.push(Strange::Age);
    }
    let Some(day) = dose.date.exact() else { return found };
    let is_same = |code, date: PartialDate| {
        date.exact() == Some(day) && catalogue.is_possible_duplicate(dose.code, code)
    };
    let mut earlier = rows.iter().take(position);
    if let Some(row) = earlier.position(|row| row.is_some_and(|row| is_same(row.code, row.date))) {
        found.push(Strange::SameAsRow(row));
    }
    let mut given = record.iter().filter(|dose| dose.status == VaccinationStatus::Completed);
    if given.any(|dose| is_same(dose.vaccine.code, dose.occurrence.0)) {
        found.push(Strange::InRecord);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEXYON: u16 = 510;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn typed(code: u16, date: &str, expires_on: Option<&str>) -> Option<Typed> {
        Some(Typed {
            code: VaccineCode::new(code).expect("a code"),
            date: date.parse().expect("a date"),
            expires_on: expires_on.map(day),
        })
    }

    fn check(rows: &[Option<Typed>], position: usize) -> Vec<Strange> {
        let birth = PartialDate::Day { on: day("2026-01-10") };
        strange(Catalogue::embedded(), rows, position, &[], birth)
    }

    #[test]
    fn an_expired_pack_is_told_with_its_days() {
        let rows = [typed(HEXYON, "2026-11-24", Some("2026-11-01"))];
        assert_eq!(check(&rows, 0), [Strange::Expired(23)]);
        assert_eq!(
            check(&[typed(HEXYON, "2026-11-24", Some("2026-11-24"))], 0),
            [],
            "its last day"
        );
    }

    #[test]
    fn a_product_given_too_young_is_told() {
        assert_eq!(check(&[typed(HEXYON, "2026-01-20", None)], 0), [Strange::Age]);
        assert_eq!(check(&[typed(HEXYON, "2026-01", None)], 0), [], "no exact day, no verdict");
    }

    #[test]
    fn the_second_of_two_equal_rows_names_the_first() {
        let rows = [
            None,
            typed(HEXYON, "2026-11-24", None),
            typed(HEXYON, "2026-11-24", None),
            typed(HEXYON, "2026-10-24", None),
        ];
        assert_eq!(check(&rows, 0), []);
        assert_eq!(check(&rows, 1), []);
        assert_eq!(check(&rows, 2), [Strange::SameAsRow(1)]);
        assert_eq!(check(&rows, 3), [], "another day");
    }
}
