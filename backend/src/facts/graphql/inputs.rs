//! What is said of a person.

use async_graphql::InputObject;
use shared::{Date, FactId, RecordId};

use super::super::{
    SaidFact, confirm::ConfirmFact, correct::CorrectFact, enter::EnterFacts, void::VoidFact,
};
use crate::graphql::Said;

/// What is said of a person.
#[derive(Debug, InputObject)]
pub struct FactInput {
    /// A fact of the rule set: `asplenia`, `severe_reaction:DIS008`, `refused:DIS008`.
    code: String,
    /// Yes or no; yes with a number. What is not known is not said.
    answer: bool,
    /// The number, for those facts that have one.
    number: Option<i32>,
    /// Since that day; not in the future. Of a pregnancy the first day of the last period.
    from: Option<Said<Date>>,
    /// Up to that day, which still belongs to it; less than ten years ahead.
    to: Option<Said<Date>>,
    /// Anything else; at most 1,000 characters.
    note: Option<String>,
}

impl From<FactInput> for (String, SaidFact) {
    fn from(i: FactInput) -> Self {
        let FactInput { code, answer, number, from, to, note } = i;
        (code, SaidFact { answer, number, from, to, note })
    }
}

/// Declares the inputs of the two ways in which facts come into a record.
macro_rules! enter_input {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, InputObject)]
        pub struct $name {
            /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
            idempotency_key: String,
            /// The record.
            record_id: RecordId,
            /// 1 to 50.
            facts: Vec<FactInput>,
        }

        impl From<$name> for EnterFacts {
            fn from(i: $name) -> Self {
                Self {
                    idempotency_key: i.idempotency_key,
                    record_id: i.record_id,
                    facts: i.facts.into_iter().map(Into::into).collect(),
                }
            }
        }
    )+};
}

enter_input! {
    /// Facts for which a professional stands.
    EnterFactsInput,
    /// Facts that the patient or a parent tells.
    ReportFactsInput,
}

/// The whole fact as it should be, from the version that was on screen; its code stays.
#[derive(Debug, InputObject)]
pub struct CorrectFactInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The fact.
    fact_id: FactId,
    /// The version that was on screen.
    version: i32,
    /// Why, in words; 3 to 500 characters.
    reason: String,
    /// Yes or no; yes with a number.
    answer: bool,
    /// The number, for those facts that have one.
    number: Option<i32>,
    /// Since that day; not in the future.
    from: Option<Said<Date>>,
    /// Up to that day, which still belongs to it; less than ten years ahead.
    to: Option<Said<Date>>,
    /// Anything else; at most 1,000 characters.
    note: Option<String>,
}

impl From<CorrectFactInput> for CorrectFact {
    fn from(i: CorrectFactInput) -> Self {
        let said =
            SaidFact { answer: i.answer, number: i.number, from: i.from, to: i.to, note: i.note };
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            fact_id: i.fact_id,
            version: i.version,
            reason: i.reason,
            said,
        }
    }
}

/// Which fact is void, and why.
#[derive(Debug, InputObject)]
pub struct VoidFactInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The fact.
    fact_id: FactId,
    /// The version that was on screen.
    version: i32,
    /// Why, in words; 3 to 500 characters.
    reason: String,
}

impl From<VoidFactInput> for VoidFact {
    fn from(i: VoidFactInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            fact_id: i.fact_id,
            version: i.version,
            reason: i.reason,
        }
    }
}

/// Which fact to confirm.
#[derive(Debug, InputObject)]
pub struct ConfirmFactInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The fact.
    fact_id: FactId,
    /// The version that was on screen.
    version: i32,
}

impl From<ConfirmFactInput> for ConfirmFact {
    fn from(i: ConfirmFactInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            fact_id: i.fact_id,
            version: i.version,
        }
    }
}

/// Declares how an input says of which fact it speaks.
macro_rules! of_fact {
    ($($name:ident)+) => {$(
        impl $name {
            /// Which fact.
            pub(super) fn fact(&self) -> (RecordId, FactId) {
                (self.record_id, self.fact_id)
            }
        }
    )+};
}

of_fact! { CorrectFactInput VoidFactInput ConfirmFactInput }
