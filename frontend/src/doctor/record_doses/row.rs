//! One row of the form: what was typed, and what it means.

use leptos::prelude::*;
use shared::{Date, LotNumber, VaccineCode, vaccination::ParseLotError};

use super::expiry;
use crate::{
    api::{Route, Site, VaccinationErrorCode as Code},
    dates::DateProblem,
    doctor::changes::GivenDoseInput,
    forms::{FieldErrors, Problem},
};

/// One dose as it is typed. Copy: the view and the form share its signals.
#[derive(Clone, Copy)]
pub struct DoseRow {
    /// Tells rows apart, in ids too.
    pub key: u32,
    /// The product.
    pub code: VaccineCode,
    /// The lot.
    pub lot: RwSignal<String>,
    /// The expiry date.
    pub expiry: RwSignal<String>,
    /// Where on the body.
    pub site: RwSignal<Option<Site>>,
    /// The way in.
    pub route: RwSignal<Option<Route>>,
    /// The serial number, from a scan.
    pub serial: RwSignal<Option<String>>,
    /// Whether it was scanned.
    pub is_scanned: bool,
}

impl DoseRow {
    /// What was typed.
    #[must_use]
    pub fn read(self) -> DoseValues {
        DoseValues {
            key: self.key,
            code: self.code,
            lot: self.lot.get(),
            expiry: self.expiry.get(),
            site: self.site.get(),
            route: self.route.get(),
            serial: self.serial.get(),
        }
    }
}

/// What was typed, plain.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseValues {
    /// Tells rows apart.
    pub key: u32,
    /// The product.
    pub code: VaccineCode,
    /// The lot.
    pub lot: String,
    /// The expiry date.
    pub expiry: String,
    /// Where on the body.
    pub site: Option<Site>,
    /// The way in.
    pub route: Option<Route>,
    /// The serial number.
    pub serial: Option<String>,
}

/// The id of a control of a row.
#[must_use]
pub fn control(field: &str, key: u32) -> String {
    format!("{field}-{key}")
}

impl DoseValues {
    /// The expiry date, if it is one.
    #[must_use]
    pub fn expires_on(&self, today: Date) -> Option<Date> {
        expiry::read(&self.expiry, today).ok()
    }

    /// Checks the row; what is wrong is added to `errors`.
    pub fn check(&self, today: Date, errors: &mut FieldErrors) -> Option<GivenDoseInput> {
        let lot = self.lot.parse::<LotNumber>().map_err(|error| match error {
            ParseLotError::Empty => Code::Required,
            ParseLotError::TooLong => Code::TooLong,
            ParseLotError::Malformed => Code::MalformedLot,
        });
        if let Err(code) = lot {
            errors.add(control("lot", self.key), Problem::Vaccination(code));
        }
        let expires_on: Result<Option<Date>, DateProblem> = match self.expiry.trim() {
            "" => Ok(None),
            text => expiry::read(text, today).map(Some),
        };
        if let Err(problem) = expires_on {
            errors.add(control("expiry", self.key), Problem::Date(problem));
        }
        Some(GivenDoseInput {
            vaccine_code: self.code,
            lot: lot.ok()?.into(),
            expires_on: expires_on.ok()?,
            serial: self.serial.clone(),
            site: self.site,
            route: self.route,
        })
    }
}

/// The control that a path of the input stands for: `["doses", "2", "lot"]` is the lot of the third row.
#[must_use]
pub fn control_of(path: &[String], keys: &[u32]) -> String {
    let mut parts = path.iter().skip_while(|part| *part != "doses").skip(1);
    let key = parts.next().and_then(|i| i.parse::<usize>().ok()).and_then(|i| keys.get(i));
    let (Some(key), field) = (key, parts.next().map(String::as_str)) else {
        return match path.last().map(String::as_str) {
            Some("givenOn") => "given-on",
            Some("performerId") => "performer",
            Some("note") => "note",
            _ => "product",
        }
        .to_owned();
    };
    let field = match field {
        Some("expiresOn") => "expiry",
        Some("site") => "site",
        Some("route") => "route",
        // Product and serial number have no control of their own in a row.
        _ => "lot",
    };
    control(field, *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lot: &str, expiry: &str) -> DoseValues {
        DoseValues {
            key: 7,
            code: VaccineCode::new(510).expect("a code"),
            lot: lot.to_owned(),
            expiry: expiry.to_owned(),
            site: Some(Site::LeftThigh),
            route: None,
            serial: None,
        }
    }

    fn check(values: &DoseValues) -> (Option<GivenDoseInput>, FieldErrors) {
        let mut errors = FieldErrors::default();
        let dose = values.check("2026-11-24".parse().expect("a day"), &mut errors);
        (dose, errors)
    }

    #[test]
    fn a_lot_is_needed_and_an_expiry_is_not() {
        let (dose, errors) = check(&values("v3f 271v", ""));
        assert!(errors.is_empty());
        assert_eq!(dose.map(|d| (d.lot, d.expires_on)), Some(("V3F271V".to_owned(), None)));
    }

    #[test]
    fn everything_wrong_in_a_row_is_said_at_once() {
        let (dose, errors) = check(&values("", "31.02.27"));
        assert_eq!(dose, None);
        assert_eq!(errors.of("lot-7"), Some(Problem::Vaccination(Code::Required)));
        assert_eq!(errors.of("expiry-7"), Some(Problem::Date(DateProblem::NoSuchDay)));
        let (_, errors) = check(&values("<b>", "0627"));
        assert_eq!(errors.of("lot-7"), Some(Problem::Vaccination(Code::MalformedLot)));
    }

    #[test]
    fn what_the_server_refuses_lands_in_its_row() {
        let control = |path: &[&str]| {
            control_of(&path.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(), &[4, 9])
        };
        assert_eq!(control(&["doses", "1", "lot"]), "lot-9");
        assert_eq!(control(&["input", "doses", "0", "expiresOn"]), "expiry-4");
        assert_eq!(control(&["doses", "0", "vaccineCode"]), "lot-4");
        assert_eq!(control(&["doses", "5", "lot"]), "product");
        assert_eq!(control(&["givenOn"]), "given-on");
        assert_eq!(control(&["performerId"]), "performer");
    }
}
