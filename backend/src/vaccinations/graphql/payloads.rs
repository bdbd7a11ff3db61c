//! What came of a change of doses.

use std::collections::HashMap;

use async_graphql::{Enum, Result, SimpleObject};
use shared::{RecordId, VaccinationId};

use super::{
    super::{of_records, vaccination},
    Vaccination,
};
use crate::{
    authz::Action,
    confidentiality,
    error::{Code, UserError},
    graphql::{outcome, to_graphql},
    op::OpCtx,
    records,
};

/// The doses of a change.
#[derive(Debug, SimpleObject)]
pub struct VaccinationsPayload {
    /// In the order of the input; empty if there are errors.
    vaccinations: Vec<Vaccination>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<VaccinationError>,
}

/// The dose of a change.
#[derive(Debug, SimpleObject)]
pub struct VaccinationPayload {
    /// The dose as it is now; null if there are errors.
    vaccination: Option<Vaccination>,
    /// The version now in the record, if someone else changed it meanwhile.
    conflict: Option<Vaccination>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<VaccinationError>,
}

/// The doses that a use case named, loaded as they are now.
pub(super) async fn many(
    op: &OpCtx,
    result: crate::error::Result<(RecordId, Vec<VaccinationId>)>,
) -> Result<VaccinationsPayload> {
    let (done, faults) = outcome(result)?;
    let mut vaccinations = Vec::new();
    if let Some((record_id, ids)) = done {
        let rows = of_records(op.db(), &[record_id]).await.map_err(to_graphql)?;
        let rows = seen(op, record_id, rows).await?;
        let mut by_id: HashMap<VaccinationId, _> = rows.into_iter().map(|r| (r.id, r)).collect();
        vaccinations =
            ids.iter().filter_map(|id| by_id.remove(id)).map(Vaccination::alone).collect();
    }
    Ok(VaccinationsPayload {
        vaccinations,
        user_errors: faults.into_iter().map(Into::into).collect(),
    })
}

/// Those of these doses that the actor sees: a key that is used again may ask for one that was
/// hidden meanwhile.
async fn seen(
    op: &OpCtx,
    record_id: RecordId,
    rows: Vec<vaccination::Model>,
) -> Result<Vec<vaccination::Model>> {
    if confidentiality::asked_of(&rows).is_empty() {
        return Ok(rows);
    }
    let record = records::require_unlogged(op, record_id, Action::Read).await;
    let record = record.map_err(to_graphql)?;
    confidentiality::seen(op, &record, rows).await.map_err(to_graphql)
}

/// The dose of a use case, or with a conflict what someone else made of it.
pub(crate) async fn one(
    op: &OpCtx,
    record_id: RecordId,
    id: VaccinationId,
    result: crate::error::Result<()>,
) -> Result<VaccinationPayload> {
    let (done, faults) = outcome(result)?;
    let is_conflict = faults.iter().any(|f| f.code == Code::Conflict);
    let (mut vaccination, mut conflict) = (None, None);
    if done.is_some() || is_conflict {
        let now = super::super::one(op, record_id, id).await.map_err(to_graphql)?;
        let now = seen(op, record_id, now.into_iter().collect()).await?;
        let now = now.into_iter().next().map(Vaccination::alone);
        if is_conflict { conflict = now } else { vaccination = now }
    }
    Ok(VaccinationPayload {
        vaccination,
        conflict,
        user_errors: faults.into_iter().map(Into::into).collect(),
    })
}

/// Something in a vaccination's input that the user can mend.
#[derive(Debug, SimpleObject)]
pub struct VaccinationError {
    /// What is wrong.
    code: VaccinationErrorCode,
    /// The path in the input: `["doses", "2", "lot"]`.
    field: Vec<String>,
    /// For developers, in English; the client translates the code.
    message: String,
}

/// What is wrong with a vaccination's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum VaccinationErrorCode {
    /// Must be there.
    Required,
    /// Too many characters.
    TooLong,
    /// Too few characters.
    TooShort,
    /// Not written as it must be.
    Malformed,
    /// In the future.
    InFuture,
    /// Before the person's birth.
    BeforeBirth,
    /// No such vaccine in the catalogue.
    UnknownCode,
    /// A lot with other signs than letters, digits and -/._+.
    MalformedLot,
    /// The end lies before the start.
    EndBeforeStart,
    /// Not between 0.01 and 20 ml.
    QuantityOutOfRange,
    /// The professional does not work in this practice.
    NotInPractice,
    /// Not a country of ISO 3166-1.
    UnknownCountry,
    /// Nothing in the list.
    EmptyList,
    /// Too many in the list.
    TooMany,
    /// The same dose stands twice in the list.
    Repeated,
    /// Someone else changed it meanwhile; see conflict.
    Conflict,
    /// It is void; nothing more can be done with it.
    AlreadyVoid,
    /// It is confirmed already.
    AlreadyConfirmed,
    /// Nothing would change.
    NothingChanged,
    /// No such dose in this record.
    NotFound,
    /// The field does not belong to this kind of dose.
    NotApplicable,
    /// The key was used for something else.
    KeyReused,
}

impl From<UserError> for VaccinationError {
    fn from(e: UserError) -> Self {
        use VaccinationErrorCode as V;
        let code = match e.code {
            Code::Required => V::Required,
            Code::TooLong => V::TooLong,
            Code::TooShort => V::TooShort,
            Code::InFuture => V::InFuture,
            Code::BeforeBirth => V::BeforeBirth,
            Code::UnknownCode => V::UnknownCode,
            Code::MalformedLot => V::MalformedLot,
            Code::EndBeforeStart => V::EndBeforeStart,
            Code::QuantityOutOfRange => V::QuantityOutOfRange,
            Code::NotInPractice => V::NotInPractice,
            Code::UnknownCountry => V::UnknownCountry,
            Code::EmptyList => V::EmptyList,
            Code::TooMany => V::TooMany,
            Code::Repeated => V::Repeated,
            Code::Conflict => V::Conflict,
            Code::AlreadyVoid => V::AlreadyVoid,
            Code::AlreadyConfirmed => V::AlreadyConfirmed,
            Code::NothingChanged => V::NothingChanged,
            Code::NotFound => V::NotFound,
            Code::NotApplicable => V::NotApplicable,
            Code::KeyReused => V::KeyReused,
            Code::Malformed
            | Code::CodeNotValid
            | Code::ConsentWithdrawn
            | Code::WrongCheckDigits
            | Code::TooEarly
            | Code::NumberOutOfRange
            | Code::AlreadyKnown
            | Code::Confirmed
            | Code::ContradictsMatricule
            | Code::IdentifierTaken
            | Code::DoseBeforeBirth
            | Code::PossibleSamePerson => V::Malformed,
        };
        Self { code, field: e.field, message: e.message }
    }
}
