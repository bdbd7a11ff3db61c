//! What a patient remembers of a dose, checked before it is sent.

use shared::{Date, PartialDate as Partial, VaccineCode};

use crate::{
    api::{PartialDate, VaccinationErrorCode as Code},
    dates::read_fields,
    forms::{FieldErrors, Problem},
    vaccinations::changes::TranscribedDoseInput,
};

/// The ids of the controls.
pub mod field {
    /// The vaccine.
    pub const VACCINE: &str = "vaccine";
    /// The day.
    pub const DATE: &str = "date";
    /// The lot.
    pub const LOT: &str = "lot";
    /// What it is read from.
    pub const PROOF: &str = "proof";
    /// Words.
    pub const NOTE: &str = "note";
}

/// What was typed. Plain, so that it can be tested without a browser.
#[derive(Debug, Clone, Default)]
pub struct ReportValues {
    /// What was chosen.
    pub vaccine: Option<VaccineCode>,
    /// Day of the month.
    pub day: String,
    /// Month.
    pub month: String,
    /// Year.
    pub year: String,
    /// Whether nobody knows when.
    pub is_date_unknown: bool,
    /// The lot.
    pub lot: String,
    /// Words.
    pub note: String,
}

impl ReportValues {
    /// Checks everything at once; the server checks again.
    ///
    /// # Errors
    /// If something is missing or cannot be.
    pub fn check(&self, today: Date, birth: Partial) -> Result<TranscribedDoseInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.vaccine.is_none() {
            errors.add(field::VACCINE, Problem::NoVaccine);
        }
        let occurrence = self.occurrence(today, birth);
        if let Err(problem) = occurrence {
            errors.add(field::DATE, problem);
        }
        let lot = self.lot.trim();
        if !lot.is_empty() && lot.parse::<shared::LotNumber>().is_err() {
            errors.add(field::LOT, Problem::Vaccination(Code::MalformedLot));
        }
        match (self.vaccine, occurrence) {
            (Some(vaccine_code), Ok(occurrence)) if errors.is_empty() => Ok(TranscribedDoseInput {
                vaccine_code,
                occurrence: PartialDate(occurrence),
                lot: text(lot),
                country: None,
                note: text(self.note.trim()),
            }),
            _ => Err(errors),
        }
    }

    fn occurrence(&self, today: Date, birth: Partial) -> Result<Partial, Problem> {
        if self.is_date_unknown {
            return Ok(Partial::Unknown);
        }
        let date = read_fields(&self.day, &self.month, &self.year).map_err(Problem::Date)?;
        let date = date.ok_or(Problem::NoDate)?;
        let Some(range) = date.range() else { return Ok(date) };
        if today < range.from {
            return Err(Problem::Vaccination(Code::InFuture));
        }
        if birth.range().is_some_and(|birth| range.to < birth.from) {
            return Err(Problem::Vaccination(Code::BeforeBirth));
        }
        Ok(date)
    }
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The control that a path of the input stands for.
#[must_use]
pub fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("occurrence") => field::DATE,
        Some("lot") => field::LOT,
        Some("note") => field::NOTE,
        Some("proof") => field::PROOF,
        _ => field::VACCINE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::DateProblem;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn values() -> ReportValues {
        ReportValues {
            vaccine: VaccineCode::new(510),
            year: "2020".to_owned(),
            ..Default::default()
        }
    }

    fn check(values: &ReportValues) -> Result<TranscribedDoseInput, FieldErrors> {
        values.check(day("2026-11-24"), Partial::Day { on: day("2015-03-01") })
    }

    #[test]
    fn a_year_is_enough() {
        let dose = check(&values()).expect("no error");
        assert_eq!(dose.occurrence.0, Partial::Year { year: 2020 });
        assert_eq!((dose.lot, dose.note), (None, None));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = ReportValues { lot: "<b>".to_owned(), ..ReportValues::default() };
        let errors = check(&wrong).expect_err("three errors");
        assert_eq!(errors.of(field::VACCINE), Some(Problem::NoVaccine));
        assert_eq!(errors.of(field::DATE), Some(Problem::NoDate));
        assert_eq!(errors.of(field::LOT), Some(Problem::Vaccination(Code::MalformedLot)));
    }

    #[test]
    fn a_date_lies_between_birth_and_today_or_is_unknown() {
        let date = |day: &str, month: &str, year: &str| {
            let values = ReportValues {
                day: day.to_owned(),
                month: month.to_owned(),
                year: year.to_owned(),
                ..values()
            };
            check(&values).map(|dose| dose.occurrence.0.to_string()).map_err(|e| e.of(field::DATE))
        };
        assert_eq!(date("", "", "2014"), Err(Some(Problem::Vaccination(Code::BeforeBirth))));
        assert_eq!(date("", "", "2015").as_deref(), Ok("2015"), "born in March of it");
        assert_eq!(date("25", "11", "2026"), Err(Some(Problem::Vaccination(Code::InFuture))));
        assert_eq!(date("", "11", "2026").as_deref(), Ok("2026-11"), "this month");
        assert_eq!(date("31", "2", "2020"), Err(Some(Problem::Date(DateProblem::NoSuchDay))));
        let unknown = ReportValues { is_date_unknown: true, year: String::new(), ..values() };
        assert_eq!(check(&unknown).expect("no error").occurrence.0, Partial::Unknown);
    }
}
