//! Saying who may see a dose.

use serde::{Deserialize, Serialize};
use shared::{LoggedAction, PracticeId, RecordId, RecordPart, VaccinationId};

use super::{Confidentiality, NamedHelper, store};
use crate::{
    accesses,
    authz::{Action, PracticeRef},
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Faults, Result},
    families,
    op::OpCtx,
    records::{self, Record},
    vaccinations::{self, vaccination},
};

/// The most practices and people that are named, each.
const MOST: usize = 50;

/// Who may see a dose from now on.
#[derive(Debug, Clone, Serialize)]
pub struct SetConfidentiality {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// Whether only those who are named see it, or all who may read the record.
    pub is_confidential: bool,
    /// The practices that are named; each may see the record now.
    pub practice_ids: Vec<PracticeId>,
    /// Those who are named of who acts for the person, by their own records.
    pub helper_ids: Vec<RecordId>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Says who may see a dose. A parent who hides a child's dose goes on seeing it.
///
/// # Errors
/// `Refused`: `NOT_FOUND` for a dose that the actor does not see, a practice that may not see the
/// record now, or someone who does not act for the person; `NOT_APPLICABLE` if someone is named
/// for a dose that all may see; `TOO_MANY`. `NotFound` if the actor may not say this here.
pub async fn set_confidentiality(op: &OpCtx, input: SetConfidentiality) -> Result<()> {
    let action = Action::SetConfidentiality;
    let record = records::require_unlogged(op, input.record_id, action).await?;
    let key = Key::new(&input.idempotency_key, "setConfidentiality", &input)?;
    let id = record.id();
    let said = input.check(op, &record).await?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        tx.lock(&format!("confidentiality {id}")).await?;
        let row = dose(op, tx, &record, input.vaccination_id).await?;
        if is_so(tx, &row, said.as_ref()).await? {
            return key.remember(op, tx, &Remembered {}).await;
        }
        store::write(op, tx.db(), (id, row.id), said.as_ref()).await?;
        accesses::log(op, tx.db(), id, LoggedAction::ConfidentialitySet).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Vaccinations]);
        Ok(())
    })
    .await
}

/// The dose, if the actor sees it.
async fn dose(
    op: &OpCtx,
    tx: &Tx,
    record: &Record,
    id: VaccinationId,
) -> Result<vaccination::Model> {
    let found = vaccinations::seen(op, tx, record, id).await?;
    found.map(|(row, _)| row).ok_or_else(|| {
        let message = "no such dose in this record";
        AppError::refused(Code::NotFound, &["vaccinationId"], message)
    })
}

/// Whether the same is said of the dose already.
async fn is_so(tx: &Tx, row: &vaccination::Model, said: Option<&Confidentiality>) -> Result<bool> {
    let ids: Vec<_> = row.confidentiality_id.into_iter().collect();
    let now = store::current(tx.db(), &ids).await?.into_values().next();
    let sorted = |of: &Confidentiality| {
        let mut named = of.named();
        named.practices.sort_unstable();
        named.helpers.sort_unstable();
        named
    };
    Ok(now.as_ref().map(sorted) == said.map(sorted))
}

impl SetConfidentiality {
    /// What is said, with the names of those who may see the dose; nothing if all may.
    async fn check(&self, op: &OpCtx, record: &Record) -> Result<Option<Confidentiality>> {
        let mut faults = Faults::default();
        let lists =
            [("practiceIds", self.practice_ids.len()), ("helperIds", self.helper_ids.len())];
        for (field, count) in lists {
            if MOST < count {
                faults.add(Code::TooMany, &[field], format_args!("at most {MOST} are named"));
            }
            if !self.is_confidential && 0 < count {
                let message = "nobody is named for a dose that all may see";
                faults.add(Code::NotApplicable, &[field], message);
            }
        }
        faults.or(Some(()))?;
        if !self.is_confidential {
            return Ok(None);
        }
        let mut faults = Faults::default();
        let practices = self.practices(op, record, &mut faults).await?;
        let helpers = self.helpers(op, record, &mut faults).await?;
        faults.or(Some(Some(Confidentiality { since: op.now(), practices, helpers })))
    }

    async fn practices(
        &self,
        op: &OpCtx,
        record: &Record,
        faults: &mut Faults,
    ) -> Result<Vec<PracticeRef>> {
        let open = accesses::log::accesses(op, &[record.id()]).await?;
        let mut named: Vec<PracticeRef> = Vec::new();
        for (at, id) in self.practice_ids.iter().enumerate() {
            let holds = |row: &&accesses::record_access::Model| {
                row.practice_id == *id && accesses::holds_now(row, op.now())
            };
            match open.iter().find(holds) {
                _ if named.iter().any(|practice| practice.id == *id) => {}
                Some(row) => named.push(PracticeRef { id: *id, name: row.practice_name.clone() }),
                None => {
                    let path = ["practiceIds", &at.to_string()];
                    faults.add(Code::NotFound, &path, "this practice may not see the record now");
                }
            }
        }
        Ok(named)
    }

    async fn helpers(
        &self,
        op: &OpCtx,
        record: &Record,
        faults: &mut Faults,
    ) -> Result<Vec<NamedHelper>> {
        let acting = families::store::acting_for(op.db(), &[record.id()]).await?;
        let name_of = |id: RecordId| {
            let row = acting.iter().find(|row| row.row.holder_record_id == id)?;
            row.gives(op.today())?;
            Some(row.holder_name())
        };
        let mut named: Vec<NamedHelper> = Vec::new();
        // Who hides a child's dose goes on seeing it; of their own they need no name.
        let own = op.actor.record_id().filter(|own| *own != record.id());
        named.extend(own.and_then(|id| Some(NamedHelper { id, name: name_of(id)? })));
        for (at, id) in self.helper_ids.iter().enumerate() {
            match name_of(*id) {
                _ if named.iter().any(|helper| helper.id == *id) => {}
                Some(name) => named.push(NamedHelper { id: *id, name }),
                None => {
                    let path = ["helperIds", &at.to_string()];
                    faults.add(Code::NotFound, &path, "they do not act for this person");
                }
            }
        }
        Ok(named)
    }
}
