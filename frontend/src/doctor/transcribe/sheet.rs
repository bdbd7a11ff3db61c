//! The rows of the sheet, plain: what was typed, what it means, and the way back.

use shared::{Date, LotNumber, PartialDate, RecordId, VaccineCode};

use crate::{
    api::{self, ProofKind, VaccinationErrorCode as Code},
    dates::read_fast,
    doctor::{
        changes::TranscribeVaccinationsInput,
        record_doses::{row::control, warnings::Typed},
    },
    forms::{FieldErrors, Problem},
    vaccinations::changes::TranscribedDoseInput,
};

/// How many steps back there are.
const STEPS: usize = 50;

/// What was typed in one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowValues {
    /// Tells rows apart.
    pub key: u32,
    /// The date.
    pub date: String,
    /// The product as it stands in the field.
    pub product: String,
    /// The chosen product.
    pub code: Option<VaccineCode>,
    /// The lot.
    pub lot: String,
}

impl RowValues {
    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.date, &self.product, &self.lot].iter().all(|text| text.trim().is_empty())
    }

    /// The dose as far as it can be read.
    #[must_use]
    pub fn typed(&self, today: Date) -> Option<Typed> {
        let date = read_fast(&self.date, today).ok()?;
        Some(Typed { code: self.code?, date, expires_on: None })
    }

    fn check(
        &self,
        (birth, today): (PartialDate, Date),
        country: Option<&str>,
        errors: &mut FieldErrors,
    ) -> Option<TranscribedDoseInput> {
        let date = occurrence(&self.date, birth, today);
        if let Err(problem) = date {
            errors.add(control("date", self.key), problem);
        }
        if self.code.is_none() {
            let code =
                if self.product.trim().is_empty() { Code::Required } else { Code::UnknownCode };
            errors.add(control("product", self.key), Problem::Vaccination(code));
        }
        let lot = match self.lot.trim() {
            "" => Ok(None),
            text => text.parse::<LotNumber>().map(|lot| Some(lot.into())),
        };
        if lot.is_err() {
            errors.add(control("lot", self.key), Problem::Vaccination(Code::MalformedLot));
        }
        Some(TranscribedDoseInput {
            vaccine_code: self.code?,
            occurrence: api::PartialDate(date.ok()?),
            lot: lot.ok()?,
            country: country.map(str::to_owned),
            note: None,
        })
    }
}

/// When: not after today, not before birth; `?` if nobody knows.
fn occurrence(text: &str, birth: PartialDate, today: Date) -> Result<PartialDate, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Vaccination(Code::Required));
    }
    let date = read_fast(text, today).map_err(Problem::Date)?;
    let Some(range) = date.range() else { return Ok(date) };
    if today < range.from {
        return Err(Problem::Vaccination(Code::InFuture));
    }
    if birth.range().is_some_and(|birth| range.to < birth.from) {
        return Err(Problem::Vaccination(Code::BeforeBirth));
    }
    Ok(date)
}

/// The date that `=` means: the one of the row above.
#[must_use]
pub fn as_above(rows: &[RowValues], position: usize) -> Option<String> {
    let above = rows.get(position.checked_sub(1)?)?;
    Some(above.date.clone()).filter(|date| !date.trim().is_empty())
}

/// Checks all rows at once; empty ones are left out. The server checks again.
///
/// # Errors
/// If something is missing or cannot be.
pub fn check(
    key: String,
    record_id: RecordId,
    rows: &[RowValues],
    (proof, country): (ProofKind, Option<&str>),
    people: (PartialDate, Date),
) -> Result<TranscribeVaccinationsInput, FieldErrors> {
    let mut errors = FieldErrors::default();
    let filled = rows.iter().filter(|row| !row.is_empty());
    let doses: Vec<_> = filled.filter_map(|row| row.check(people, country, &mut errors)).collect();
    if doses.is_empty() && errors.is_empty() {
        let first = rows.first().map_or(0, |row| row.key);
        errors.add(control("date", first), Problem::Vaccination(Code::EmptyList));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(TranscribeVaccinationsInput { idempotency_key: key, record_id, proof, doses })
}

/// The control that a path of the input stands for.
#[must_use]
pub fn control_of(path: &[String], keys: &[u32]) -> String {
    let mut parts = path.iter().skip_while(|part| *part != "doses").skip(1);
    let key = parts.next().and_then(|i| i.parse::<usize>().ok()).and_then(|i| keys.get(i));
    let Some(key) = key else {
        return match path.last().map(String::as_str) {
            Some("proof") => "proof".to_owned(),
            _ => control("date", keys.first().copied().unwrap_or_default()),
        };
    };
    match parts.next().map(String::as_str) {
        Some("vaccineCode") => control("product", *key),
        Some("lot") => control("lot", *key),
        Some("country") => "country".to_owned(),
        _ => control("date", *key),
    }
}

/// Earlier states of the sheet.
#[derive(Debug, Clone, Default)]
pub struct Past(Vec<Vec<RowValues>>);

impl Past {
    /// Remembers a state, unless it is the last one remembered.
    pub fn remember(&mut self, state: Vec<RowValues>) {
        if self.0.last() == Some(&state) {
            return;
        }
        self.0.push(state);
        if STEPS < self.0.len() {
            self.0.remove(0);
        }
    }

    /// The newest state that differs from the present one.
    pub fn step_back(&mut self, present: &[RowValues]) -> Option<Vec<RowValues>> {
        while let Some(state) = self.0.pop() {
            if state != present {
                return Some(state);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::DateProblem;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn row(key: u32, date: &str, code: Option<u16>, lot: &str) -> RowValues {
        RowValues {
            key,
            date: date.to_owned(),
            product: code.map_or("", |_| "Hexyon").to_owned(),
            code: code.and_then(VaccineCode::new),
            lot: lot.to_owned(),
        }
    }

    fn check_rows(rows: &[RowValues]) -> Result<TranscribeVaccinationsInput, FieldErrors> {
        let people = (PartialDate::Day { on: day("2025-04-14") }, day("2026-11-24"));
        let id = RecordId(Default::default());
        check("k".to_owned(), id, rows, (ProofKind::YellowCard, Some("PT")), people)
    }

    #[test]
    fn a_card_is_copied_as_exactly_as_it_says() {
        let rows = [
            row(1, "160625", Some(510), "u3c88"),
            row(2, "0825", Some(510), ""),
            row(3, "?", Some(510), ""),
            row(4, "", None, ""),
        ];
        let input = check_rows(&rows).expect("no error");
        let dates: Vec<String> = input.doses.iter().map(|d| d.occurrence.0.to_string()).collect();
        assert_eq!(dates, ["2025-06-16", "2025-08", "unknown"], "the empty row is left out");
        assert_eq!(input.doses[0].lot.as_deref(), Some("U3C88"));
        assert_eq!(input.doses[0].country.as_deref(), Some("PT"));
    }

    #[test]
    fn each_error_stands_in_its_row() {
        let rows = [
            row(1, "320125", Some(510), ""),
            row(2, "", Some(510), "<b>"),
            RowValues { product: "xyz".to_owned(), ..row(3, "2024", None, "") },
        ];
        let errors = check_rows(&rows).expect_err("errors");
        assert_eq!(errors.of("date-1"), Some(Problem::Date(DateProblem::NoSuchDay)));
        assert_eq!(errors.of("date-2"), Some(Problem::Vaccination(Code::Required)));
        assert_eq!(errors.of("lot-2"), Some(Problem::Vaccination(Code::MalformedLot)));
        assert_eq!(errors.of("product-3"), Some(Problem::Vaccination(Code::UnknownCode)));
        assert_eq!(errors.of("date-3"), Some(Problem::Vaccination(Code::BeforeBirth)));
    }

    #[test]
    fn an_empty_sheet_asks_for_a_dose() {
        let errors = check_rows(&[row(5, " ", None, "")]).expect_err("nothing typed");
        assert_eq!(errors.of("date-5"), Some(Problem::Vaccination(Code::EmptyList)));
    }

    #[test]
    fn an_equals_sign_means_the_date_above() {
        let rows = [row(1, "16.06.2025", None, ""), row(2, "=", None, "")];
        assert_eq!(as_above(&rows, 1).as_deref(), Some("16.06.2025"));
        assert_eq!(as_above(&rows, 0), None);
    }

    #[test]
    fn steps_go_back_to_the_newest_state_that_differs() {
        let (empty, one) = (vec![row(1, "", None, "")], vec![row(1, "160625", None, "")]);
        let mut past = Past::default();
        past.remember(empty.clone());
        past.remember(empty.clone());
        past.remember(one.clone());
        assert_eq!(past.step_back(&one), Some(empty));
        assert_eq!(past.step_back(&one), None);
    }

    #[test]
    fn what_the_server_refuses_lands_in_its_row() {
        let control = |path: &[&str]| {
            control_of(&path.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(), &[4, 9])
        };
        assert_eq!(control(&["doses", "1", "occurrence"]), "date-9");
        assert_eq!(control(&["doses", "0", "vaccineCode"]), "product-4");
        assert_eq!(control(&["proof"]), "proof");
    }
}
