//! What someone says about a person, checked purely.

use serde::Serialize;
use shared::{
    BirthDate, Date, EmailAddress, IdentifierSystem, Locale, Matricule, ParseEmailError,
    ParseTextError, PartialDate, RecordId, Sex, Text,
};

pub use super::identifier::{Identifier, SaidIdentifier};
use super::{create::CreateRecord, name::name};
use crate::{
    error::{Code, Faults, Result},
    graphql::Said,
};

/// A person, checked.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// At least one.
    pub identifiers: Vec<Identifier>,
    /// The family name.
    pub family_name: Text<100>,
    /// The given name.
    pub given_name: Text<100>,
    /// A day, a month or a year.
    pub birth_date: BirthDate,
    /// The sex.
    pub sex: Sex,
    /// How they are reached.
    pub contact: Contact,
    /// People who look the same and are not.
    pub not_the_same_as: Vec<RecordId>,
}

/// How a person is reached, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The language in which they are written to.
    pub language: Locale,
    /// The e-mail address.
    pub email: Option<EmailAddress>,
    /// The phone number.
    pub phone: Option<Text<30>>,
    /// The commune.
    pub commune: Option<Text<80>>,
}

impl CreateRecord {
    /// Checks everything at once.
    pub(super) fn check(&self, today: Date) -> Result<Person> {
        let mut faults = Faults::default();
        let identifiers = self.check_identifiers(&mut faults);
        let family_name = name(&mut faults, &["familyName"], &self.family_name);
        let given_name = name(&mut faults, &["givenName"], &self.given_name);
        let birth_date = check_birth_date(&mut faults, today, &self.birth_date, &identifiers);
        let contact = check_contact(
            &mut faults,
            self.language,
            self.email.as_deref(),
            self.phone.as_deref(),
            self.commune.as_deref(),
        );
        if 50 < self.not_the_same_as.len() {
            faults.add(Code::TooMany, &["notTheSameAs"], "at most 50 people");
        }
        let person = match (family_name, given_name, birth_date, contact) {
            (Some(family_name), Some(given_name), Some(birth_date), Some(contact)) => {
                Some(Person {
                    identifiers,
                    family_name,
                    given_name,
                    birth_date,
                    sex: self.sex,
                    contact,
                    not_the_same_as: self.not_the_same_as.clone(),
                })
            }
            _ => None,
        };
        faults.or(person)
    }

    fn check_identifiers(&self, faults: &mut Faults) -> Vec<Identifier> {
        if self.identifiers.is_empty() {
            faults.add(Code::Required, &["identifiers"], "at least one identifier");
        }
        if 8 < self.identifiers.len() {
            faults.add(Code::TooMany, &["identifiers"], "at most 8 identifiers");
            return Vec::new();
        }
        let mut checked: Vec<Identifier> = Vec::new();
        for (i, said) in self.identifiers.iter().enumerate() {
            let at = i.to_string();
            let Some(identifier) = said.check(faults, &["identifiers", &at]) else { continue };
            if checked.contains(&identifier) {
                faults.add(
                    Code::Repeated,
                    &["identifiers", &at, "value"],
                    "this identifier stands twice",
                );
            }
            checked.push(identifier);
        }
        checked
    }
}

/// Checks a birth date: it can be, and no matricule says another.
pub(super) fn check_birth_date(
    faults: &mut Faults,
    today: Date,
    said: &Said<PartialDate>,
    identifiers: &[Identifier],
) -> Option<BirthDate> {
    let field = &["birthDate"];
    let said = match said.read() {
        Ok(said) => BirthDate::try_from(said).map_err(|e| e.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let birth_date = match said {
        Ok(birth_date) => birth_date,
        Err(message) => {
            faults.add(Code::Malformed, field, message);
            return None;
        }
    };
    let range = birth_date.range();
    if today < range.from {
        faults.add(Code::InFuture, field, "the birth date is in the future");
        return None;
    }
    if range.to < Date::from_ymd(today.year() - 130, 1, 1).unwrap_or(Date::MIN) {
        faults.add(Code::TooEarly, field, "the birth date is more than 130 years ago");
        return None;
    }
    let matricules = identifiers.iter().filter(|i| i.system == IdentifierSystem::LuMatricule);
    for matricule in matricules.filter_map(|i| i.value.parse::<Matricule>().ok()) {
        let stated = matricule.birth_date().and_then(PartialDate::range);
        if stated.is_some_and(|s| s.to < range.from || range.to < s.from) {
            faults.add(
                Code::ContradictsMatricule,
                field,
                "the matricule states another birth date",
            );
            return None;
        }
    }
    Some(birth_date)
}

/// Checks how a person is reached; empty fields mean «none». All faults are told.
pub(super) fn check_contact(
    faults: &mut Faults,
    language: Locale,
    email: Option<&str>,
    phone: Option<&str>,
    commune: Option<&str>,
) -> Option<Contact> {
    fn given(text: Option<&str>) -> Option<&str> {
        text.map(str::trim).filter(|t| !t.is_empty())
    }
    // What is absent is fine, what is refused has left its fault.
    let email = given(email).map(|said| check_email(faults, said));
    let phone = given(phone).map(|said| check_phone(faults, said));
    let commune = given(commune).map(|said| name(faults, &["commune"], said));
    let is_refused = email == Some(None) || phone == Some(None) || commune.as_ref() == Some(&None);
    (!is_refused).then(|| Contact {
        language,
        email: email.flatten(),
        phone: phone.flatten(),
        commune: commune.flatten(),
    })
}

fn check_email(faults: &mut Faults, said: &str) -> Option<EmailAddress> {
    match said.parse() {
        Ok(email) => Some(email),
        Err(error) => {
            let code = match error {
                ParseEmailError::TooLong => Code::TooLong,
                ParseEmailError::Empty | ParseEmailError::Malformed => Code::Malformed,
            };
            faults.add(code, &["email"], error);
            None
        }
    }
}

fn check_phone(faults: &mut Faults, said: &str) -> Option<Text<30>> {
    let is_phone = said.chars().all(|c| c.is_ascii_digit() || "+ ()/-.".contains(c))
        && 4 <= said.chars().filter(char::is_ascii_digit).count();
    if !is_phone {
        let message = "a phone number has at least four digits, and spaces and `+()/-.` only";
        faults.add(Code::Malformed, &["phone"], message);
        return None;
    }
    text(faults, &["phone"], said)
}

/// A bounded text, or the fault noted.
pub(crate) fn text<const MAX: usize>(
    faults: &mut Faults,
    field: &[&str],
    said: &str,
) -> Option<Text<MAX>> {
    match Text::parse(said) {
        Ok(text) => Some(text),
        Err(error) => {
            let code = match error {
                ParseTextError::Empty => Code::Required,
                ParseTextError::TooLong(_) => Code::TooLong,
                ParseTextError::Control => Code::Malformed,
            };
            faults.add(code, field, error);
            None
        }
    }
}
