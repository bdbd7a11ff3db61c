//! A number of a person: which system issued it, and how it is written there.
//!
//! A number is kept in one way of writing, so that it is found however it is typed:
//! capitals, no space, and where the system knows no signs, no signs.

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{EntryId, IdentifierSystem, Matricule, ParseMatriculeError};

use super::{input::text, name::name};
use crate::error::{Code, Faults};

/// A number of a person, as said.
#[derive(Debug, Clone, Serialize)]
pub struct SaidIdentifier {
    /// The system.
    pub system: IdentifierSystem,
    /// The issuer, where the system needs one.
    pub issuer: Option<String>,
    /// The number.
    pub value: String,
}

/// A number of a person, checked; the issuer is empty where none is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// The system.
    pub system: IdentifierSystem,
    /// The issuer.
    pub issuer: String,
    /// The number, without spaces, upper case.
    pub value: String,
}

/// A number of a person as it is kept: one that was replaced by another still leads to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: EntryId,
    /// The number.
    pub identifier: Identifier,
    /// Since when another stands in its place.
    pub superseded_at: Option<DateTime<Utc>>,
}

impl SaidIdentifier {
    /// Checks a number by the rules of its system.
    pub(super) fn check(&self, faults: &mut Faults, path: &[&str]) -> Option<Identifier> {
        let issuer = self.check_issuer(faults, &[path, &["issuer"]].concat());
        let at = [path, &["value"]].concat();
        let value = if self.system == IdentifierSystem::LuMatricule {
            self.check_matricule(faults, &at)
        } else {
            self.check_number(faults, &at)
        };
        Some(Identifier { system: self.system, issuer: issuer?, value: value? })
    }

    fn check_issuer(&self, faults: &mut Faults, at: &[&str]) -> Option<String> {
        let said = self.issuer.as_deref().map(str::trim).filter(|i| !i.is_empty());
        match (self.system.needs_issuer(), said) {
            (false, None) => Some(String::new()),
            (false, Some(_)) => {
                faults.add(Code::Malformed, at, "this system has no other issuer");
                None
            }
            (true, None) => {
                faults.add(Code::Required, at, "say who issued it: a hospital, a country");
                None
            }
            (true, Some(issuer)) => name::<80>(faults, at, issuer).map(String::from),
        }
    }

    fn check_matricule(&self, faults: &mut Faults, at: &[&str]) -> Option<String> {
        match self.value.parse::<Matricule>() {
            Ok(matricule) => Some(matricule.into()),
            Err(error) => {
                let code = match error {
                    ParseMatriculeError::WrongCheckDigits => Code::WrongCheckDigits,
                    ParseMatriculeError::NotThirteenDigits | ParseMatriculeError::NoSuchDay => {
                        Code::Malformed
                    }
                };
                faults.add(code, at, error);
                None
            }
        }
    }

    fn check_number(&self, faults: &mut Faults, at: &[&str]) -> Option<String> {
        // These numbers are digits and letters alone; the signs are only a way to print them.
        let is_plain = matches!(
            self.system,
            IdentifierSystem::BeNiss
                | IdentifierSystem::FrNir
                | IdentifierSystem::DeKvnr
                | IdentifierSystem::PtUtente
        );
        let value: String = self
            .value
            .chars()
            .filter(|c| !(c.is_whitespace() || is_plain && is_sign(*c)))
            .flat_map(char::to_uppercase)
            .collect();
        let value = String::from(text::<40>(faults, at, &value)?);
        let is_number = value.chars().all(|c| c.is_ascii_alphanumeric() || is_sign(c))
            && value.chars().any(|c| c.is_ascii_alphanumeric());
        if !is_number {
            faults.add(Code::Malformed, at, "a number has letters, digits and `-/.` only");
            return None;
        }
        Some(value)
    }
}

fn is_sign(c: char) -> bool {
    "-/.".contains(c)
}
