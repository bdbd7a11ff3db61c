//! Correcting a fact, or ending it: a new version with a reason; the old one stays
//! visible.

use serde::{Deserialize, Serialize};
use shared::{ChangeKind, FactId, FactStatus, LoggedAction, RecordId};

use super::{
    Content, SaidFact,
    check::{Check, overlap},
    fact,
    store::{self, Change},
};
use crate::{
    accesses,
    authz::{Action, Actor, Relation},
    db::idempotency::Key,
    error::{AppError, Code, Result},
    op::OpCtx,
    records::{self, Record},
};

/// The whole fact as it should be, from the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectFact {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The fact.
    pub fact_id: FactId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
    /// What is said; the code stays.
    pub said: SaidFact,
}

/// What is remembered under a caller's key.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {}

/// Writes the corrected fact, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with each fault, `CONFLICT` if the version is not the current one,
/// `ALREADY_VOID`, `NOTHING_CHANGED`, `CONFIRMED`; `NotFound` if the actor may not correct
/// here.
pub async fn correct_fact(op: &OpCtx, input: CorrectFact) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::CorrectFact).await?;
    let key = Key::new(&input.idempotency_key, "correctFact", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        store::lock(tx, id).await?;
        let there = store::of_record(tx, id).await?;
        let current = store::find(&there, input.fact_id, input.version)?;
        require_own(&record, &op.actor, Action::CorrectFact, current)?;
        let check = Check::new(&record, op.today());
        let (reason, content) = input.check(check, current, &there)?;
        let (id_of, version, kind) = (input.fact_id, input.version, ChangeKind::Corrected);
        let change = Change { id: id_of, version, kind, reason: Some(&reason), content };
        store::update(op, tx, id, change).await?;
        accesses::log(op, tx.db(), id, LoggedAction::FactCorrected).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

/// Who told a fact may change it as long as no professional stands for it.
pub(super) fn require_own(
    record: &Record,
    actor: &Actor,
    action: Action,
    current: &Content,
) -> Result<()> {
    let is_professional = record.relations.is_practice && actor.may(Relation::Practice, action);
    if !is_professional && current.is_confirmed {
        let message = "a professional stands for it: only a professional can change it";
        return Err(AppError::refused(Code::Confirmed, &["factId"], message));
    }
    Ok(())
}

impl CorrectFact {
    /// The reason and the fact as it will be.
    fn check(
        &self,
        mut check: Check,
        current: &Content,
        there: &[(fact::Model, Content)],
    ) -> Result<(String, Content)> {
        let reason = records::checked_reason(&mut check.faults, &self.reason);
        let code = &current.code;
        let definition = check.definition(&["factId"], code);
        let content =
            definition.as_ref().and_then(|d| check.fact(&[], code, d, &self.said)).map(|said| {
                Content {
                    status: current.status,
                    provenance: current.provenance,
                    is_confirmed: current.is_confirmed,
                    ..said
                }
            });
        if content.as_ref() == Some(current) && check.faults.is_empty() {
            check.faults.add(Code::NothingChanged, &[], "nothing would change");
        }
        let overlaps = definition.as_ref().zip(content.as_ref()).is_some_and(|(d, content)| {
            let mut others = there.iter().filter(|(row, other)| {
                row.id != self.fact_id && other.status == FactStatus::Active
            });
            others.any(|(_, other)| overlap(d, content, other))
        });
        if overlaps {
            let message = "the record has another answer for this time";
            check.faults.add(Code::AlreadyKnown, &["from"], message);
        }
        let (reason, content) = check.faults.or(reason.zip(content))?;
        Ok((reason.into(), content))
    }
}
