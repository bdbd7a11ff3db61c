//! Giving and withdrawing consent.

use serde::{Deserialize, Serialize};
use shared::{ConsentHow, ConsentPurpose, Locale, LoggedAction, RecordId, RecordPart};

use super::{Said, TEXTS, store, withdraw};
use crate::{
    accesses,
    authz::{Action, Relation},
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Faults, Result},
    op::OpCtx,
    records::{self, Record},
    reminders,
};

/// What is said about a purpose.
#[derive(Debug, Clone, Serialize)]
pub struct SayConsent {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// For what.
    pub purpose: ConsentPurpose,
    /// A yes or a no.
    pub is_given: bool,
    /// Which text was read or read out.
    pub text_version: String,
    /// In which language.
    pub language: Locale,
    /// How it was said; what the family says itself is said in the portal.
    pub how: ConsentHow,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes what was said; a no acts at once on everything that was derived.
///
/// # Errors
/// `Refused` for an unknown text, a way that does not fit who says it, a no to keeping the record
/// from anyone but the family, or where nothing would change; `NotFound` if the actor may not say
/// it.
pub async fn say_consent(op: &OpCtx, input: SayConsent) -> Result<Record> {
    let record = records::require_unlogged(op, input.record_id, Action::SayConsent).await?;
    let key = Key::new(&input.idempotency_key, "sayConsent", &input)?;
    // A doctor who is the parent too speaks as the parent where they say so in the portal.
    let is_family = op.actor.right(record.relations, Action::SayConsent).is_some_and(is_of_family);
    let is_professional = record.relations.is_practice;
    let mut faults = Faults::default();
    let said = Said { text_version: input.text_version, language: input.language, how: input.how };
    check(&mut faults, &said);
    let fits = if said.how == ConsentHow::Portal { is_family } else { is_professional };
    if !fits {
        faults.add(
            Code::NotApplicable,
            &["how"],
            "the family says it in the portal, a practice notes what was said or signed",
        );
    }
    if input.purpose == ConsentPurpose::Record && !input.is_given && said.how != ConsentHow::Portal
    {
        let message = "only the family ends the record, in the portal";
        faults.add(Code::NotApplicable, &["purpose"], message);
    }
    faults.or(Some(()))?;
    let id = record.id();
    let (purpose, is_given) = (input.purpose, input.is_given);
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        tx.lock(&format!("consent {id}")).await?;
        let before = store::newest(tx.db(), id, purpose).await?;
        if before.is_some_and(|(_, was_given)| was_given == is_given) {
            return Err(AppError::refused(Code::NothingChanged, &[], "it was said before"));
        }
        let after = before.map_or(0, |(version, _)| version);
        let receipt =
            if is_given { None } else { Some(withdraw::reach(op, tx, id, purpose).await?) };
        let word = (purpose, after, is_given);
        store::insert(op, tx.db(), id, word, &said, receipt.as_deref()).await?;
        if is_given {
            // What there is to tell is told from now on.
            reminders::look_again(tx.db(), id, op.today()).await?;
        }
        let action =
            if is_given { LoggedAction::ConsentGiven } else { LoggedAction::ConsentWithdrawn };
        accesses::log(op, tx.db(), id, action).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    records::require_unlogged(op, id, Action::Read).await
}

fn is_of_family(relation: Relation) -> bool {
    matches!(relation, Relation::Own | Relation::Parent)
}

/// Notes faults of what was said.
pub(crate) fn check(faults: &mut Faults, said: &Said) {
    if !TEXTS.contains(&said.text_version.as_str()) {
        faults.add(Code::Malformed, &["textVersion"], "no such text");
    }
}

/// Writes that the person agreed to keeping the record, as a practice creates or opens it; says
/// nothing where it was said before.
pub(crate) async fn agree_to_record(
    op: &OpCtx,
    tx: &mut Tx,
    id: RecordId,
    said: &Said,
) -> Result<()> {
    tx.lock(&format!("consent {id}")).await?;
    let before = store::newest(tx.db(), id, ConsentPurpose::Record).await?;
    if before.is_some_and(|(_, is_given)| is_given) {
        return Ok(());
    }
    let word = (ConsentPurpose::Record, before.map_or(0, |(version, _)| version), true);
    store::insert(op, tx.db(), id, word, said, None).await?;
    accesses::log(op, tx.db(), id, LoggedAction::ConsentGiven).await
}

/// What a practice says of consent when it creates or opens a record.
pub(crate) fn checked(faults: &mut Faults, said: Option<&Said>) {
    let Some(said) = said else { return };
    let mut inner = Faults::default();
    check(&mut inner, said);
    if !inner.is_empty() || said.how == ConsentHow::Portal {
        let message = "noted by a practice: by word or on paper, of a text that there is";
        faults.add(Code::Malformed, &["consent"], message);
    }
}
