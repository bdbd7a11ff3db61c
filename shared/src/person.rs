//! A person as the record knows them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::{Date, DateRange, PartialDate};

/// Administrative sex, as in FHIR `Patient.gender`. The matricule does not carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither of the two, as stated by an official document.
    Other,
    /// Not known.
    Unknown,
}

/// What an account may be. One account can have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A person with a record of their own, or children who have one.
    Patient,
    /// A doctor who vaccinates.
    Doctor,
    /// A nurse of a practice.
    Nurse,
    /// Turns recommendations into rules.
    RecommendationEditor,
    /// Looks at coverage without seeing people.
    PublicHealthOfficer,
    /// Reads the audit log.
    Auditor,
    /// Runs the installation.
    Operator,
}

impl Role {
    /// All roles, in the order of the rights table.
    pub const ALL: [Self; 7] = [
        Self::Patient,
        Self::Doctor,
        Self::Nurse,
        Self::RecommendationEditor,
        Self::PublicHealthOfficer,
        Self::Auditor,
        Self::Operator,
    ];

    /// The word in configuration, tokens and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Doctor => "doctor",
            Self::Nurse => "nurse",
            Self::RecommendationEditor => "recommendation_editor",
            Self::PublicHealthOfficer => "public_health_officer",
            Self::Auditor => "auditor",
            Self::Operator => "operator",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Whether this is a professional who treats patients.
    #[must_use]
    pub fn is_clinical(self) -> bool {
        matches!(self, Self::Doctor | Self::Nurse)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The system that issued an identifier of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "snake_case")]
pub enum IdentifierSystem {
    /// Luxembourg's national identification number (urn:oid:1.3.182.4.4).
    LuMatricule,
    /// A hospital's provisional number of a newborn who has no matricule yet.
    LuNewborn,
    /// Belgium: national register number (NISS).
    BeNiss,
    /// France: social security number (NIR).
    FrNir,
    /// Germany: health insurance number (KVNR).
    DeKvnr,
    /// Portugal: health service user number (número de utente).
    PtUtente,
    /// A passport; the issuer is the country.
    Passport,
    /// Another official number; the issuer says which.
    Other,
}

impl IdentifierSystem {
    /// All systems, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::LuMatricule,
        Self::LuNewborn,
        Self::BeNiss,
        Self::FrNir,
        Self::DeKvnr,
        Self::PtUtente,
        Self::Passport,
        Self::Other,
    ];

    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LuMatricule => "lu_matricule",
            Self::LuNewborn => "lu_newborn",
            Self::BeNiss => "be_niss",
            Self::FrNir => "fr_nir",
            Self::DeKvnr => "de_kvnr",
            Self::PtUtente => "pt_utente",
            Self::Passport => "passport",
            Self::Other => "other",
        }
    }

    /// The system of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the number means nothing without a named issuer.
    #[must_use]
    pub fn needs_issuer(self) -> bool {
        matches!(self, Self::LuNewborn | Self::Passport | Self::Other)
    }
}

/// When a person was born: a day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "PartialDate", into = "PartialDate")]
pub struct BirthDate(PartialDate);

/// Why a partial date is no birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a birth date is a day, a month or a year")]
pub struct NoBirthDate;

impl BirthDate {
    /// The first and last day it can mean.
    #[must_use]
    pub fn range(self) -> DateRange {
        self.0.range().unwrap_or(DateRange { from: Date::MIN, to: Date::MAX })
    }

    /// What is known.
    #[must_use]
    pub fn partial(self) -> PartialDate {
        self.0
    }
}

impl TryFrom<PartialDate> for BirthDate {
    type Error = NoBirthDate;
    fn try_from(date: PartialDate) -> Result<Self, NoBirthDate> {
        match date {
            PartialDate::Day { .. } | PartialDate::Month { .. } | PartialDate::Year { .. } => {
                date.range().map(|_| Self(date)).ok_or(NoBirthDate)
            }
            PartialDate::Between { .. } | PartialDate::Unknown => Err(NoBirthDate),
        }
    }
}

impl From<BirthDate> for PartialDate {
    fn from(date: BirthDate) -> Self {
        date.0
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_is_a_day_a_month_or_a_year() {
        let parse =
            |t: &str| BirthDate::try_from(t.parse::<PartialDate>().expect("a partial date"));
        assert!(parse("2020-01-01").is_ok());
        assert!(parse("2020-01").is_ok());
        assert!(parse("2020").is_ok());
        assert_eq!(parse("unknown"), Err(NoBirthDate));
        assert_eq!(parse("2020-01-01/2020-02-01"), Err(NoBirthDate));
    }

    #[test]
    fn codes_read_what_they_write() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        for system in IdentifierSystem::ALL {
            assert_eq!(IdentifierSystem::from_code(system.code()), Some(system));
        }
    }
}
