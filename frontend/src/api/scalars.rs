//! The contract's scalars as our own values.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::schema;

cynic::impl_scalar!(shared::Date, schema::Date);
cynic::impl_scalar!(shared::VaccineCode, schema::VaccineCode);
cynic::impl_scalar!(shared::RecordId, schema::RecordId);
cynic::impl_scalar!(shared::VaccinationId, schema::VaccinationId);
cynic::impl_scalar!(shared::FactId, schema::FactId);
cynic::impl_scalar!(shared::PracticeId, schema::PracticeId);
cynic::impl_scalar!(shared::PractitionerId, schema::PractitionerId);
cynic::impl_scalar!(shared::AccountId, schema::AccountId);
cynic::impl_scalar!(shared::EntryId, schema::EntryId);
cynic::impl_scalar!(PartialDate, schema::PartialDate);
cynic::impl_scalar!(Moment, schema::DateTime);

/// A partial date as it travels: `2026-11-24`, `2026-11`, `2026`, `…/…`, `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartialDate(pub shared::PartialDate);

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(de::Error::custom)
    }
}

/// A moment in UTC as it travels: RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub String);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
