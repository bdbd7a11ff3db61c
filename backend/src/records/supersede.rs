//! Replacing a number of a person: a matricule that was changed, a newborn's number by the
//! matricule, one of two after records were joined. The old number stays and still leads here.

use serde::{Deserialize, Serialize};
use shared::{EntryId, LoggedAction, RecordId};

use super::{
    Record, find_by_identifier,
    input::{SaidIdentifier, check_birth_date},
    open::reason,
    require_unlogged, store,
};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{Code, Faults, Result},
    events::RecordPart,
    graphql::Said,
    op::OpCtx,
};

/// Which number, and by which.
#[derive(Debug, Clone, Serialize)]
pub struct SupersedeIdentifier {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// The number that holds no more.
    pub identifier_id: EntryId,
    /// The number in its place; none if the person has another already.
    pub by: Option<SaidIdentifier>,
    /// Why, in words.
    pub reason: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes the new number, and when the old one ended.
///
/// # Errors
/// `Refused` with each fault, `CONFLICT` if the version is not the current one, `NOT_FOUND`,
/// `IDENTIFIER_TAKEN`, `REQUIRED` if no number would be left; `NotFound` if the actor may not
/// correct the person.
pub async fn supersede_identifier(op: &OpCtx, input: SupersedeIdentifier) -> Result<Record> {
    let record = require_unlogged(op, input.record_id, Action::CorrectPerson).await?;
    let key = Key::new(&input.idempotency_key, "supersedeIdentifier", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let mut faults = Faults::default();
        let why = reason(&mut faults, &input.reason);
        let others = record.identifiers.iter().filter(|held| held.superseded_at.is_none());
        let (old, others): (Vec<_>, Vec<_>) =
            others.partition(|held| held.id == input.identifier_id);
        if old.is_empty() {
            let message = "no such number holds in this record";
            faults.add(Code::NotFound, &["identifierId"], message);
        }
        let by = input.by.as_ref().map(|said| said.check(&mut faults, &["by"]));
        if by.is_none() && others.is_empty() {
            faults.add(Code::Required, &["by"], "the person would be left without a number");
        }
        if let Some(Some(new)) = &by {
            let said = Said::from(record.birth_date().partial());
            check_birth_date(&mut faults, op.today(), &said, std::slice::from_ref(new));
            let lock = format!("identifier {} {} {}", new.system.code(), new.issuer, new.value);
            tx.lock(&lock).await?;
            let holder = find_by_identifier(tx.db(), new.system, &new.issuer, &new.value).await?;
            if holder.is_some() {
                let message = "a record has this identifier already";
                faults.add(Code::IdentifierTaken, &["by", "value"], message);
            }
        }
        let why = faults.or(why)?;
        let new = by.flatten();
        let version = (id, input.version);
        store::supersede(op, tx.db(), version, input.identifier_id, new.as_ref(), why.as_str())
            .await?;
        accesses::log(op, tx.db(), id, LoggedAction::PersonCorrected).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Person]);
        Ok(())
    })
    .await?;
    require_unlogged(op, id, Action::Read).await
}
