//! Typed ids: a vaccination's id where a record's is asked does not compile.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: write 36 characters as in `0190d1a0-0000-7000-8000-000000000000`")]
pub struct ParseIdError;

/// Declares id types: a `Uuid` with the usual derives, under `graphql` a scalar of
/// the same name, under `orm` a column.
macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                if text.len() != 36 {
                    return Err(ParseIdError);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError)
            }
        }

        $(#[$doc])*
        #[cfg(feature = "graphql")]
        #[async_graphql::Scalar(name_type = false)]
        impl async_graphql::ScalarType for $name {
            fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
                crate::id::parse_scalar(value)
            }
            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.to_string())
            }
        }

        #[cfg(feature = "orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

/// Reads any scalar of ours that is written as a string.
#[cfg(feature = "graphql")]
pub(crate) fn parse_scalar<T>(value: async_graphql::Value) -> async_graphql::InputValueResult<T>
where
    T: FromStr + async_graphql::InputType,
    T::Err: fmt::Display,
{
    match value {
        async_graphql::Value::String(text) => {
            text.parse().map_err(|e: T::Err| async_graphql::InputValueError::custom(e))
        }
        other => Err(async_graphql::InputValueError::expected_type(other)),
    }
}

id_type! {
    /// One person's vaccination record, and with it that person.
    RecordId,
    /// One dose given, told or declined, with all its versions.
    VaccinationId,
    /// One fact of a person's health profile, with all its versions.
    FactId,
    /// One practice in which professionals work.
    PracticeId,
    /// One professional (doctor, nurse) who works in practices.
    PractitionerId,
    /// One account that can sign in.
    AccountId,
    /// One integrator's machine account.
    ClientId,
    /// One row of something that belongs to a record: an identifier, an access, a log entry.
    EntryId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else() {
        let text = "0190d1a0-0000-7000-8000-00000000002a";
        let id: RecordId = text.parse().expect("well formed");
        assert_eq!(id.to_string(), text);
        for bad in
            ["", "42", "0190d1a000007000800000000000002a", "{0190d1a0-0000-7000-8000-00000000002a}"]
        {
            assert_eq!(bad.parse::<RecordId>(), Err(ParseIdError), "{bad}");
        }
    }
}
