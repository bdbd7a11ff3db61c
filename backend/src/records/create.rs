//! Creating a person's record.
//!
//! Someone who may be the same person is shown before a second record is made: the
//! caller then opens that record, or says `not_the_same_as`.

use serde::{Deserialize, Serialize};
use shared::{AccessBasis, Locale, LoggedAction, PartialDate, RecordId, Sex};

use super::{
    Record, find,
    find::RecordMatch,
    find_by_identifier,
    input::{Person, SaidIdentifier},
    record, require_unlogged, store,
};
use crate::{
    accesses,
    authz::{Action, Actor, Relation},
    consents,
    db::Tx,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result, UserError},
    events::RecordPart,
    graphql::Said,
    mail, matching,
    op::OpCtx,
};

/// What someone says about a new person.
#[derive(Debug, Clone, Serialize)]
pub struct CreateRecord {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// At least one.
    pub identifiers: Vec<SaidIdentifier>,
    /// The family name.
    pub family_name: String,
    /// The given name.
    pub given_name: String,
    /// A day, a month or a year.
    pub birth_date: Said<PartialDate>,
    /// The sex.
    pub sex: Sex,
    /// The language.
    pub language: Locale,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The commune.
    pub commune: Option<String>,
    /// People who look the same and are not.
    pub not_the_same_as: Vec<RecordId>,
    /// That the person agrees, as it was noted.
    pub consent: Option<consents::Said>,
}

/// What came of it.
#[derive(Debug)]
pub enum Created {
    /// The record is there.
    Record(Box<Record>),
    /// Nothing was written: these may be the same person.
    Possible(Vec<RecordMatch>, Vec<UserError>),
}

/// What is remembered under the caller's key.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    record_id: RecordId,
}

/// Creates the record, unless someone who may be the same person is there.
///
/// # Errors
/// `Refused` with each fault of the input; `NotFound` for those who may not create.
pub async fn create_record(op: &OpCtx, input: CreateRecord) -> Result<Created> {
    op.signed_in()?;
    // Whoever creates a record must be able to see it afterwards: through a practice.
    let can_see = op.actor.practice().is_some() && op.actor.may(Relation::Practice, Action::Read);
    let is_allowed =
        op.actor.may(Relation::Stranger, Action::Create) && (can_see || *op.actor == Actor::System);
    if !is_allowed {
        return Err(AppError::NotFound);
    }
    let key = Key::new(&input.idempotency_key, "createRecord", &input)?;
    let mut faults = Faults::default();
    consents::say::checked(&mut faults, input.consent.as_ref());
    faults.or(Some(()))?;
    let person = input.check(op.today())?;
    let consent = input.consent.as_ref();
    let outcome = op.transaction(async |tx| create(op, tx, &key, &person, consent).await).await?;
    match outcome {
        Ok(id) => Ok(Created::Record(Box::new(require_unlogged(op, id, Action::Read).await?))),
        Err((matches, faults)) => Ok(Created::Possible(matches, faults)),
    }
}

type Possible = (Vec<RecordMatch>, Vec<UserError>);

async fn create(
    op: &OpCtx,
    tx: &mut Tx,
    key: &Key,
    person: &Person,
    consent: Option<&consents::Said>,
) -> Result<Result<RecordId, Possible>> {
    if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
        return Ok(Ok(earlier.record_id));
    }
    let others = match someone_else(op, tx, person).await? {
        Ok(others) => others,
        Err(possible) => return Ok(Err(possible)),
    };
    let record_id = RecordId(op.new_id());
    store::insert(op, tx.db(), record_id, person).await?;
    for other in &others {
        matching::keep_apart(op, tx.db(), record_id, *other).await?;
    }
    let (email, language) = (person.contact.email.as_ref(), person.contact.language);
    mail::address::follow(op, tx, record_id, email, language).await?;
    let grant =
        accesses::Grant { basis: AccessBasis::Created, reason: None, note: None, until_at: None };
    accesses::grant(op, tx.db(), record_id, grant).await?;
    accesses::log(op, tx.db(), record_id, LoggedAction::Created).await?;
    if let Some(consent) = consent {
        consents::say::agree_to_record(op, tx, record_id, consent).await?;
    }
    key.remember(op, tx, &Remembered { record_id }).await?;
    tx.changed(record_id, &[RecordPart::Person, RecordPart::Access]);
    Ok(Ok(record_id))
}

/// Whoever has one of the identifiers, or may be the same by what is published in
/// `docs/matching.md`; else those who were said to be others.
async fn someone_else(
    op: &OpCtx,
    tx: &Tx,
    person: &Person,
) -> Result<Result<Vec<RecordId>, Possible>> {
    let (mut holders, mut faults) = (Vec::new(), Vec::new());
    for (i, identifier) in person.identifiers.iter().enumerate() {
        tx.lock(&format!(
            "identifier {} {} {}",
            identifier.system.code(),
            identifier.issuer,
            identifier.value
        ))
        .await?;
        let holder =
            find_by_identifier(tx.db(), identifier.system, &identifier.issuer, &identifier.value)
                .await?;
        if let Some(holder) = holder {
            holders.push(holder);
            let path = ["identifiers", &i.to_string(), "value"];
            faults.push(UserError::new(
                Code::IdentifierTaken,
                &path,
                "another record has this identifier",
            ));
        }
    }
    if !holders.is_empty() {
        let rows = store::rows(tx.db(), &holders).await?;
        let found = rows.into_iter().map(|row| (row, 100, Vec::new())).collect();
        return Ok(Err((find::with_rights(op, tx.db(), found).await?, faults)));
    }
    let likely = matching::like(op, tx.db(), person, find::MOST).await?;
    let is_said = |row: &record::Model| person.not_the_same_as.contains(&row.id);
    let (others, found): (Vec<_>, Vec<_>) = likely.into_iter().partition(|(row, ..)| is_said(row));
    if found.is_empty() {
        return Ok(Ok(others.into_iter().map(|(row, ..)| row.id).collect()));
    }
    let matches = find::with_rights(op, tx.db(), found).await?;
    let message = "someone who may be the same person has a record";
    let faults = vec![UserError::new(Code::PossibleSamePerson, &["notTheSameAs"], message)];
    Ok(Err((matches, faults)))
}
