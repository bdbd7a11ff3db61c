//! What is typed in the form of a correction, and the input it becomes.

use leptos::prelude::*;
use shared::{Date, LotNumber, PartialDate, RecordId, VaccinationId};

use crate::{
    api::{
        self, NotGivenReason, ProofKind, Provenance, Route, Site, VaccinationErrorCode as Code,
        VaccinationStatus,
    },
    dates::{self, DateProblem, read_fast},
    doctor::{
        changes::CorrectVaccinationInput, record::actions::reason_problem, record_doses::expiry,
    },
    forms::{FieldErrors, Problem},
    i18n::I18n,
    vaccinations::{Vaccination, product::ProductValue, shown_name},
};

/// The ids of the controls.
pub mod field {
    /// The product.
    pub const PRODUCT: &str = "product";
    /// When.
    pub const DATE: &str = "date";
    /// The lot.
    pub const LOT: &str = "lot";
    /// The expiry date.
    pub const EXPIRY: &str = "expiry";
    /// Millilitres.
    pub const QUANTITY: &str = "quantity";
    /// Who gave it.
    pub const PERFORMER: &str = "performer";
    /// The country.
    pub const COUNTRY: &str = "country";
    /// What it was read from.
    pub const PROOF: &str = "proof";
    /// Why it was not given.
    pub const NOT_GIVEN: &str = "not-given";
    /// Words.
    pub const NOTE: &str = "note";
    /// Why it is corrected.
    pub const REASON: &str = "reason";
}

/// Which fields a dose has, by how it came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Given at the practice.
    GivenHere,
    /// Copied, told or taken over.
    Elsewhere,
    /// Not given.
    NotGiven,
}

impl Kind {
    /// Of that dose.
    #[must_use]
    pub fn of(dose: &Vaccination) -> Self {
        match (dose.status, dose.provenance) {
            (VaccinationStatus::NotDone, _) => Self::NotGiven,
            (_, Provenance::GivenHere) => Self::GivenHere,
            _ => Self::Elsewhere,
        }
    }
}

/// The signals of the form. Copy; make one per form.
#[derive(Clone, Copy)]
pub struct Controls {
    /// The product.
    pub product: ProductValue,
    /// When.
    pub date: RwSignal<String>,
    /// The lot.
    pub lot: RwSignal<String>,
    /// The expiry date.
    pub expiry: RwSignal<String>,
    /// Where on the body.
    pub site: RwSignal<Option<Site>>,
    /// The way in.
    pub route: RwSignal<Option<Route>>,
    /// Millilitres.
    pub quantity: RwSignal<String>,
    /// The country, ISO 3166-1 alpha-2.
    pub country: RwSignal<String>,
    /// What it was read from.
    pub proof: RwSignal<Option<ProofKind>>,
    /// Why it was not given.
    pub not_given: RwSignal<Option<NotGivenReason>>,
    /// Words.
    pub note: RwSignal<String>,
    /// Why it is corrected.
    pub reason: RwSignal<String>,
}

impl Controls {
    /// The dose as it is.
    #[must_use]
    pub fn new(dose: &Vaccination, i18n: I18n) -> Self {
        let text = |text: &Option<String>| RwSignal::new(text.clone().unwrap_or_default());
        let shown = shown_name(&dose.vaccine);
        Self {
            product: ProductValue::new(Some((dose.vaccine.code, shown))),
            date: RwSignal::new(date_text(dose.occurrence.0, i18n)),
            lot: text(&dose.lot),
            expiry: RwSignal::new(dose.expires_on.map(dates::short_day).unwrap_or_default()),
            site: RwSignal::new(dose.site),
            route: RwSignal::new(dose.route),
            quantity: RwSignal::new(dose.quantity_ml.map(|ml| ml.to_string()).unwrap_or_default()),
            country: text(&dose.country),
            proof: RwSignal::new(dose.proof),
            not_given: RwSignal::new(dose.not_given_reason),
            note: text(&dose.note),
            reason: RwSignal::new(String::new()),
        }
    }

    /// Shows another version; the reason stays.
    pub fn show(self, dose: &Vaccination, i18n: I18n) {
        let other = Self::new(dose, i18n);
        self.product.text.set(other.product.text.get_untracked());
        self.product.code.set(other.product.code.get_untracked());
        for (to, from) in [
            (self.date, other.date),
            (self.lot, other.lot),
            (self.expiry, other.expiry),
            (self.quantity, other.quantity),
            (self.country, other.country),
            (self.note, other.note),
        ] {
            to.set(from.get_untracked());
        }
        self.site.set(other.site.get_untracked());
        self.route.set(other.route.get_untracked());
        self.proof.set(other.proof.get_untracked());
        self.not_given.set(other.not_given.get_untracked());
    }

    /// What was typed; what reads it follows it.
    #[must_use]
    pub fn read(self) -> Values {
        Values {
            code: self.product.code.get(),
            date: self.date.get(),
            lot: self.lot.get(),
            expiry: self.expiry.get(),
            site: self.site.get(),
            route: self.route.get(),
            quantity: self.quantity.get(),
            country: self.country.get(),
            proof: self.proof.get(),
            not_given: self.not_given.get(),
            note: self.note.get(),
            reason: self.reason.get(),
        }
    }
}

/// A date as the fast field shows it.
fn date_text(date: PartialDate, i18n: I18n) -> String {
    match date {
        PartialDate::Unknown => "?".to_owned(),
        // The fast field has no other way to write two days.
        PartialDate::Between { .. } => date.to_string(),
        _ => untrack(|| dates::short(i18n, date)),
    }
}

/// What was typed, plain.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// The product.
    pub code: Option<shared::VaccineCode>,
    /// When.
    pub date: String,
    /// The lot.
    pub lot: String,
    /// The expiry date.
    pub expiry: String,
    /// Where on the body.
    pub site: Option<Site>,
    /// The way in.
    pub route: Option<Route>,
    /// Millilitres.
    pub quantity: String,
    /// The country.
    pub country: String,
    /// What it was read from.
    pub proof: Option<ProofKind>,
    /// Why it was not given.
    pub not_given: Option<NotGivenReason>,
    /// Words.
    pub note: String,
    /// Why it is corrected.
    pub reason: String,
}

/// What a correction starts from.
#[derive(Debug, Clone)]
pub struct Start {
    /// Makes it happen once.
    pub key: String,
    /// Whose.
    pub record_id: RecordId,
    /// Which dose.
    pub vaccination_id: VaccinationId,
    /// The version on screen.
    pub version: i32,
    /// Which fields it has.
    pub kind: Kind,
    /// Fields that this form does not show stay as they are.
    pub kept: Kept,
}

/// What stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The serial number.
    pub serial: Option<String>,
    /// Who gave it.
    pub performer_id: Option<shared::PractitionerId>,
}

impl Values {
    /// Checks everything at once; the server checks again.
    ///
    /// # Errors
    /// If something is missing or cannot be.
    pub fn check(self, start: Start, today: Date) -> Result<CorrectVaccinationInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut wrong = |field: &str, problem: Problem| errors.add(field, problem);
        if self.code.is_none() {
            wrong(field::PRODUCT, Problem::Vaccination(Code::Required));
        }
        let date = self.occurrence(start.kind, today).map_err(|p| wrong(field::DATE, p)).ok();
        let lot =
            self.lot(start.kind).map_err(|code| wrong(field::LOT, Problem::Vaccination(code)));
        let expires_on = optional(&self.expiry, |text| expiry::read(text, today))
            .map_err(|problem| wrong(field::EXPIRY, Problem::Date(problem)));
        let quantity_ml = optional(&self.quantity, |text| text.replace(',', ".").parse::<f64>())
            .map_err(|_| wrong(field::QUANTITY, Problem::Vaccination(Code::Malformed)));
        if let Some(code) = reason_problem(&self.reason) {
            wrong(field::REASON, Problem::Vaccination(code));
        }
        match (self.code, date, lot, expires_on, quantity_ml) {
            (Some(vaccine_code), Some(date), Ok(lot), Ok(expires_on), Ok(quantity_ml))
                if errors.is_empty() =>
            {
                Ok(CorrectVaccinationInput {
                    idempotency_key: start.key,
                    record_id: start.record_id,
                    vaccination_id: start.vaccination_id,
                    version: start.version,
                    reason: self.reason.trim().to_owned(),
                    vaccine_code,
                    occurrence: api::PartialDate(date),
                    lot,
                    expires_on,
                    serial: start.kept.serial,
                    site: self.site,
                    route: self.route,
                    quantity_ml,
                    performer_id: start.kept.performer_id,
                    country: filled(&self.country).map(|country| country.to_uppercase()),
                    proof: self.proof,
                    not_given_reason: self.not_given,
                    note: filled(&self.note),
                })
            }
            _ => Err(errors),
        }
    }

    fn occurrence(&self, kind: Kind, today: Date) -> Result<PartialDate, Problem> {
        if self.date.trim().is_empty() {
            return Err(Problem::Vaccination(Code::Required));
        }
        let date = read_fast(&self.date, today).map_err(Problem::Date)?;
        let needs_day = kind != Kind::Elsewhere;
        if needs_day && date.exact().is_none() {
            return Err(Problem::Date(DateProblem::Malformed));
        }
        if date.range().is_some_and(|range| today < range.from) {
            return Err(Problem::Vaccination(Code::InFuture));
        }
        Ok(date)
    }

    fn lot(&self, kind: Kind) -> Result<Option<String>, Code> {
        match self.lot.trim() {
            "" if kind == Kind::GivenHere => Err(Code::Required),
            "" => Ok(None),
            text => text
                .parse::<LotNumber>()
                .map(|lot| Some(lot.into()))
                .map_err(|_| Code::MalformedLot),
        }
    }
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn optional<T, E>(text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some),
    }
}

/// The control that a path of the input stands for.
#[must_use]
pub fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("vaccineCode") => field::PRODUCT,
        Some("occurrence") => field::DATE,
        Some("lot" | "serial") => field::LOT,
        Some("expiresOn") => field::EXPIRY,
        Some("quantityMl") => field::QUANTITY,
        Some("performerId") => field::PERFORMER,
        Some("country") => field::COUNTRY,
        Some("proof") => field::PROOF,
        Some("notGivenReason") => field::NOT_GIVEN,
        Some("note") => field::NOTE,
        _ => field::REASON,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            code: shared::VaccineCode::new(510),
            date: "16.06.2025".to_owned(),
            lot: "u3c88".to_owned(),
            expiry: String::new(),
            site: None,
            route: None,
            quantity: "0,5".to_owned(),
            country: "pt".to_owned(),
            proof: Some(ProofKind::YellowCard),
            not_given: None,
            note: String::new(),
            reason: "misread".to_owned(),
        }
    }

    fn check(values: Values, kind: Kind) -> Result<CorrectVaccinationInput, FieldErrors> {
        let start = Start {
            key: "k".to_owned(),
            record_id: RecordId(Default::default()),
            vaccination_id: VaccinationId(Default::default()),
            version: 3,
            kind,
            kept: Kept::default(),
        };
        values.check(start, "2026-11-24".parse().expect("a day"))
    }

    #[test]
    fn a_correction_carries_the_whole_dose() {
        let input = check(values(), Kind::Elsewhere).expect("no error");
        assert_eq!(input.version, 3);
        assert_eq!(input.lot.as_deref(), Some("U3C88"));
        assert_eq!(input.quantity_ml, Some(0.5));
        assert_eq!(input.country.as_deref(), Some("PT"));
    }

    #[test]
    fn what_was_given_here_needs_a_day_and_a_lot() {
        let vague = Values { date: "0625".to_owned(), lot: String::new(), ..values() };
        let errors = check(vague.clone(), Kind::GivenHere).expect_err("month, no lot");
        assert_eq!(errors.of(field::DATE), Some(Problem::Date(DateProblem::Malformed)));
        assert_eq!(errors.of(field::LOT), Some(Problem::Vaccination(Code::Required)));
        assert!(check(vague, Kind::Elsewhere).is_ok());
    }

    #[test]
    fn a_reason_is_needed() {
        let errors = check(Values { reason: " ".to_owned(), ..values() }, Kind::Elsewhere);
        let errors = errors.expect_err("no reason");
        assert_eq!(errors.of(field::REASON), Some(Problem::Vaccination(Code::Required)));
    }
}
