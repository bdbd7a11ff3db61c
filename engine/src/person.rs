//! What is known about a person: the input of [`crate::assess`].

use serde::{Deserialize, Serialize};
use shared::{Date, PartialDate, Sex};

/// A person with their facts and doses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// The day of birth.
    pub birth_date: Date,
    /// The sex, as far as rules ask for it.
    #[serde(default = "unknown_sex")]
    pub sex: Sex,
    /// What is known, yes or no.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The doses, in any order.
    #[serde(default)]
    pub doses: Vec<Dose>,
}

/// Something known about a person.
///
/// The codes are those of the rule set's `facts.toml`, and `refused:DIS008` for a
/// vaccination against that target that the person does not want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fact {
    /// Its code.
    pub code: String,
    /// Since that day; for a pregnancy the first day of the last period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Up to that day, which still belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Its value: a number, or `false` if the question was answered with no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<FactValue>,
}

/// The value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A whole number: weeks, grams, cells.
    Number(i64),
}

/// A dose as the record gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dose {
    /// When: `2020-03-01`, `2020-03`, `2020`, `2020-01-01/2020-06-30` or `unknown`.
    #[serde(with = "partial_date")]
    pub on: PartialDate,
    /// The NUVA code of the vaccine, which may be an abstract one.
    pub vaccine: String,
    /// Spoilt, or expired when given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sub_standard: bool,
}

fn unknown_sex() -> Sex {
    Sex::Unknown
}

/// A partial date as one short text.
pub(crate) mod partial_date {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use shared::PartialDate;

    pub(crate) fn serialize<S: Serializer>(date: &PartialDate, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&date.to_string())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PartialDate, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
