//! What is strange about a dose. Said, not refused: the doctor decides. Derived each
//! time from what the record says now, stored nowhere.

use shared::{BirthDate, VaccinationId, VaccinationStatus, WarningCode};

use super::{Content, same, vaccination};
use crate::catalogue_api::catalogue;

/// Something strange about a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub code: WarningCode,
    /// The other dose of a possible duplicate.
    pub other: Option<VaccinationId>,
}

/// What is strange about this dose among all doses of its record.
#[must_use]
pub fn warnings_of(
    row: &vaccination::Model,
    all: &[vaccination::Model],
    born: BirthDate,
) -> Vec<Warning> {
    let Some(dose) = Content::of_row(row).filter(|d| d.status == VaccinationStatus::Completed)
    else {
        return Vec::new();
    };
    let mut warnings = Vec::new();
    if let (Some(expiry), Some(day)) = (dose.expires_on, row.occurred_from)
        && expiry < day
    {
        warnings.push(Warning { code: WarningCode::ExpiredLot, other: None });
    }
    let vaccine = catalogue().vaccine(dose.vaccine_code);
    if let (Some(vaccine), Some(day), Some(birth)) =
        (vaccine, dose.occurrence.exact(), born.partial().exact())
        && vaccine.licensed_ages.check(birth, day).is_some()
    {
        warnings.push(Warning { code: WarningCode::AgeNotLicensed, other: None });
    }
    let other = all.iter().filter(|other| same::is_same_event(row, other));
    warnings
        .extend(other.map(|o| Warning { code: WarningCode::PossibleDuplicate, other: Some(o.id) }));
    warnings
}
