//! What came of a change of the health profile.

use std::collections::HashMap;

use async_graphql::{Enum, Result, SimpleObject};
use shared::{FactId, RecordId};

use super::{super::store, Fact};
use crate::{
    error::{Code, UserError},
    graphql::{outcome, to_graphql},
    op::OpCtx,
    records,
};

/// The facts of a change.
#[derive(Debug, SimpleObject)]
pub struct FactsPayload {
    /// In the order of the input; empty if there are errors.
    facts: Vec<Fact>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<FactError>,
}

/// The fact of a change.
#[derive(Debug, SimpleObject)]
pub struct FactPayload {
    /// The fact as it is now; null if there are errors.
    fact: Option<Fact>,
    /// The version now in the record, if someone else changed it meanwhile.
    conflict: Option<Fact>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<FactError>,
}

async fn by_id(op: &OpCtx, record_id: RecordId) -> Result<HashMap<FactId, Fact>> {
    let rows = store::rows(op.db(), &[record_id]).await.map_err(to_graphql)?;
    Ok(rows.into_iter().map(|row| (row.id, Fact(row))).collect())
}

/// The facts that a use case named, loaded as they are now.
pub(super) async fn many(
    op: &OpCtx,
    result: crate::error::Result<(RecordId, Vec<FactId>)>,
) -> Result<FactsPayload> {
    let (done, faults) = outcome(result)?;
    let mut facts = Vec::new();
    if let Some((record_id, ids)) = done {
        let mut by_id = by_id(op, record_id).await?;
        facts = ids.iter().filter_map(|id| by_id.remove(id)).collect();
    }
    Ok(FactsPayload { facts, user_errors: faults.into_iter().map(Into::into).collect() })
}

/// The fact of a use case, or with a conflict what someone else made of it.
pub(super) async fn one(
    op: &OpCtx,
    record_id: RecordId,
    id: FactId,
    result: crate::error::Result<()>,
) -> Result<FactPayload> {
    let (done, faults) = outcome(result)?;
    let is_conflict = faults.iter().any(|f| f.code == Code::Conflict);
    let (mut fact, mut conflict) = (None, None);
    if done.is_some() || is_conflict {
        let record_id = records::leads_to(op.db(), record_id).await.map_err(to_graphql)?;
        let now = by_id(op, record_id).await?.remove(&id);
        if is_conflict { conflict = now } else { fact = now }
    }
    let user_errors = faults.into_iter().map(Into::into).collect();
    Ok(FactPayload { fact, conflict, user_errors })
}

/// Something in a fact's input that the user can mend.
#[derive(Debug, SimpleObject)]
pub struct FactError {
    /// What is wrong.
    code: FactErrorCode,
    /// The path in the input: `["facts", "2", "number"]`.
    field: Vec<String>,
    /// For developers, in English; the client translates the code.
    message: String,
}

/// What is wrong with a fact's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FactErrorCode {
    /// Must be there.
    Required,
    /// Too many characters.
    TooLong,
    /// Too few characters.
    TooShort,
    /// Not written as it must be.
    Malformed,
    /// In the future, or an end too far in it.
    InFuture,
    /// Before the person's birth.
    BeforeBirth,
    /// No such fact in the rule set.
    UnknownCode,
    /// The end lies before the start.
    EndBeforeStart,
    /// Not between the least and the greatest number of this fact.
    NumberOutOfRange,
    /// Nothing in the list.
    EmptyList,
    /// Too many in the list.
    TooMany,
    /// The same fact stands twice in the list.
    Repeated,
    /// The record has an answer for this time already: correct or end that one.
    AlreadyKnown,
    /// A professional stands for it: only a professional can change it.
    Confirmed,
    /// Someone else changed it meanwhile; see conflict.
    Conflict,
    /// It is void; nothing more can be done with it.
    AlreadyVoid,
    /// It is confirmed already.
    AlreadyConfirmed,
    /// Nothing would change.
    NothingChanged,
    /// No such fact in this record.
    NotFound,
    /// The field does not belong to this fact, or the fact not to this person.
    NotApplicable,
    /// The key was used for something else.
    KeyReused,
}

impl From<UserError> for FactError {
    fn from(e: UserError) -> Self {
        use FactErrorCode as F;
        let code = match e.code {
            Code::Required => F::Required,
            Code::TooLong => F::TooLong,
            Code::TooShort => F::TooShort,
            Code::InFuture => F::InFuture,
            Code::BeforeBirth => F::BeforeBirth,
            Code::UnknownCode => F::UnknownCode,
            Code::EndBeforeStart => F::EndBeforeStart,
            Code::NumberOutOfRange => F::NumberOutOfRange,
            Code::EmptyList => F::EmptyList,
            Code::TooMany => F::TooMany,
            Code::Repeated => F::Repeated,
            Code::AlreadyKnown => F::AlreadyKnown,
            Code::Confirmed => F::Confirmed,
            Code::Conflict => F::Conflict,
            Code::AlreadyVoid => F::AlreadyVoid,
            Code::AlreadyConfirmed => F::AlreadyConfirmed,
            Code::NothingChanged => F::NothingChanged,
            Code::NotFound => F::NotFound,
            Code::NotApplicable => F::NotApplicable,
            Code::KeyReused => F::KeyReused,
            Code::Malformed
            | Code::CodeNotValid
            | Code::ConsentWithdrawn
            | Code::MalformedLot
            | Code::QuantityOutOfRange
            | Code::NotInPractice
            | Code::UnknownCountry
            | Code::WrongCheckDigits
            | Code::TooEarly
            | Code::ContradictsMatricule
            | Code::IdentifierTaken
            | Code::DoseBeforeBirth
            | Code::PossibleSamePerson => F::Malformed,
        };
        Self { code, field: e.field, message: e.message }
    }
}
