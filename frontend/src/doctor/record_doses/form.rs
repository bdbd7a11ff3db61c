//! The form as a whole: its rows, what is the same for all, and the input it becomes.

use catalogue::Catalogue;
use leptos::prelude::*;
use shared::{Date, PartialDate, PractitionerId, RecordId, VaccineCode};

use super::{
    gs1::Pack,
    row::{DoseRow, DoseValues},
};
use crate::{
    api::{Route, VaccinationErrorCode as Code},
    dates,
    doctor::changes::RecordVaccinationsInput,
    forms::{FieldErrors, Problem},
    ui::DateFields,
};

/// The signals of the form. Copy; make one per page.
#[derive(Clone, Copy)]
pub struct DosesForm {
    /// The doses.
    pub rows: RwSignal<Vec<DoseRow>>,
    /// What is typed as the next product and not yet chosen.
    pub product: RwSignal<String>,
    /// The day they were given.
    pub given_on: DateFields,
    /// Who gave them, by position among the members of the practice.
    pub performer: RwSignal<usize>,
    /// Words for all.
    pub note: RwSignal<String>,
    last_key: StoredValue<u32>,
    /// The page's: a row lives as long as the page, not as the list of suggestions it came from.
    owner: StoredValue<Owner>,
}

/// What is the same for all doses, plain.
#[derive(Debug, Clone)]
pub struct SameForAll {
    /// A product that is typed and not chosen: it would be lost silently.
    pub unchosen: String,
    /// The day as typed.
    pub given_on: Result<Option<PartialDate>, dates::DateProblem>,
    /// Who gave them.
    pub performer_id: Option<PractitionerId>,
    /// Words.
    pub note: String,
}

impl DosesForm {
    /// An empty form for today.
    #[must_use]
    pub fn new(today: Date, performer: usize) -> Self {
        Self {
            rows: RwSignal::new(Vec::new()),
            product: RwSignal::new(String::new()),
            given_on: DateFields::new(Some(PartialDate::Day { on: today })),
            performer: RwSignal::new(performer),
            note: RwSignal::new(String::new()),
            last_key: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// Adds a row for that product and answers its key. What a scan says is filled in.
    pub fn add(self, code: VaccineCode, route: Option<Route>, pack: Option<Pack>) -> u32 {
        let key = self.last_key.get_value() + 1;
        self.last_key.set_value(key);
        let is_scanned = pack.is_some();
        let pack = pack.unwrap_or_default();
        let new = || DoseRow {
            key,
            code,
            lot: RwSignal::new(pack.lot.clone().unwrap_or_default()),
            expiry: RwSignal::new(pack.expires_on.map(dates::short_day).unwrap_or_default()),
            site: RwSignal::new(None),
            route: RwSignal::new(route),
            serial: RwSignal::new(pack.serial.clone()),
            is_scanned,
        };
        let row = self.owner.get_value().with(new);
        self.rows.update(|rows| rows.push(row));
        key
    }

    /// Takes a row out.
    pub fn remove(self, key: u32) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }

    /// The day the doses were given, if it is one.
    #[must_use]
    pub fn day(self) -> Option<PartialDate> {
        self.given_on.read().ok().flatten()
    }
}

/// Checks everything at once; the server checks again.
///
/// # Errors
/// If something is missing or cannot be.
pub fn check(
    key: String,
    record_id: RecordId,
    doses: &[DoseValues],
    same: SameForAll,
    (birth, today): (PartialDate, Date),
) -> Result<RecordVaccinationsInput, FieldErrors> {
    let mut errors = FieldErrors::default();
    if doses.is_empty() {
        errors.add("product", Problem::Vaccination(Code::EmptyList));
    }
    if !same.unchosen.trim().is_empty() {
        errors.add("product", Problem::Vaccination(Code::UnknownCode));
    }
    let inputs: Vec<_> = doses.iter().filter_map(|dose| dose.check(today, &mut errors)).collect();
    let given_on = day_given(same.given_on, birth, today);
    match given_on {
        Ok(given_on) if errors.is_empty() => Ok(RecordVaccinationsInput {
            idempotency_key: key,
            record_id,
            given_on,
            performer_id: same.performer_id,
            note: Some(same.note.trim().to_owned()).filter(|note| !note.is_empty()),
            doses: inputs,
        }),
        Ok(_) => Err(errors),
        Err(problem) => {
            errors.add("given-on", problem);
            Err(errors)
        }
    }
}

/// A whole day, not before birth and not after today.
///
/// # Errors
/// If it is not.
pub fn day_given(
    typed: Result<Option<PartialDate>, dates::DateProblem>,
    birth: PartialDate,
    today: Date,
) -> Result<Date, Problem> {
    let date = typed.map_err(Problem::Date)?.ok_or(Problem::Vaccination(Code::Required))?;
    let day = date.exact().ok_or(Problem::Date(dates::DateProblem::Malformed))?;
    if today < day {
        return Err(Problem::Vaccination(Code::InFuture));
    }
    if birth.range().is_some_and(|birth| day < birth.from) {
        return Err(Problem::Vaccination(Code::BeforeBirth));
    }
    Ok(day)
}

/// The usual way in of a product.
#[must_use]
pub fn usual_route(catalogue: &Catalogue, code: VaccineCode) -> Option<Route> {
    use shared::vaccination::Route as Shared;
    Some(match catalogue.vaccine(code)?.routes.first()? {
        Shared::Intramuscular => Route::Intramuscular,
        Shared::Subcutaneous => Route::Subcutaneous,
        Shared::Intradermal => Route::Intradermal,
        Shared::Oral => Route::Oral,
        Shared::Intranasal => Route::Intranasal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::DateProblem;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn given(typed: &str) -> Result<Date, Problem> {
        let typed = typed.parse::<PartialDate>().ok();
        day_given(Ok(typed), PartialDate::Day { on: day("2025-04-14") }, day("2026-11-24"))
    }

    #[test]
    fn doses_given_here_have_a_day_between_birth_and_today() {
        assert_eq!(given("2026-11-24"), Ok(day("2026-11-24")));
        assert_eq!(given("2026-11-25"), Err(Problem::Vaccination(Code::InFuture)));
        assert_eq!(given("2025-04-13"), Err(Problem::Vaccination(Code::BeforeBirth)));
        assert_eq!(given("2026-11"), Err(Problem::Date(DateProblem::Malformed)));
        assert_eq!(given(""), Err(Problem::Vaccination(Code::Required)));
    }

    #[test]
    fn a_form_without_a_dose_says_so_at_the_product() {
        let same = SameForAll {
            unchosen: String::new(),
            given_on: Ok(Some(PartialDate::Day { on: day("2026-11-24") })),
            performer_id: None,
            note: String::new(),
        };
        let people = (PartialDate::Unknown, day("2026-11-24"));
        let id = RecordId(Default::default());
        let errors = check("k".to_owned(), id, &[], same, people).expect_err("no dose");
        assert_eq!(errors.of("product"), Some(Problem::Vaccination(Code::EmptyList)));
    }

    #[test]
    fn a_product_that_is_typed_and_not_chosen_is_not_lost() {
        let dose = DoseValues {
            key: 1,
            code: VaccineCode::new(510).expect("a code"),
            lot: "A1".to_owned(),
            expiry: String::new(),
            site: None,
            route: None,
            serial: None,
        };
        let same = SameForAll {
            unchosen: "zzz".to_owned(),
            given_on: Ok(Some(PartialDate::Day { on: day("2026-11-24") })),
            performer_id: None,
            note: String::new(),
        };
        let people = (PartialDate::Unknown, day("2026-11-24"));
        let id = RecordId(Default::default());
        let errors = check("k".to_owned(), id, &[dose], same, people).expect_err("unchosen");
        assert_eq!(errors.of("product"), Some(Problem::Vaccination(Code::UnknownCode)));
    }

    #[test]
    fn the_usual_way_in_comes_from_the_catalogue() {
        let hexyon = VaccineCode::new(510).expect("a code");
        assert_eq!(usual_route(Catalogue::embedded(), hexyon), Some(Route::Intramuscular));
    }
}
