//! Writing vaccinations: a row as it is now, and one version for each change.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use shared::{ChangeKind, Date, LoggedAction, RecordId, VaccinationId, VaccinationStatus};

use super::{Content, vaccination, vaccination_version};
use crate::{
    accesses::{self, Author},
    confidentiality,
    db::Tx,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    events::RecordPart,
    op::OpCtx,
    operating::metrics,
    records,
};

mod pages;

pub(super) use pages::{page_recorded, page_to_confirm};

/// What is remembered under a caller's key.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    ids: Vec<VaccinationId>,
}

/// Writes new doses under the caller's key, all or none, and gives their ids.
pub(super) async fn insert_all(
    op: &OpCtx,
    record_id: RecordId,
    key: &Key,
    doses: &[Content],
) -> Result<Vec<VaccinationId>> {
    let (ids, is_new) = op
        .transaction(async |tx| {
            if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
                return Ok((earlier.ids, false));
            }
            let mut ids = Vec::new();
            for dose in doses {
                ids.push(insert(op, tx, record_id, dose).await?);
            }
            accesses::log(op, tx.db(), record_id, LoggedAction::VaccinationRecorded).await?;
            let remembered = Remembered { ids };
            key.remember(op, tx, &remembered).await?;
            tx.changed(record_id, &[RecordPart::Vaccinations]);
            Ok((remembered.ids, true))
        })
        .await?;
    if let Some(first) = doses.first().filter(|_| is_new) {
        metrics::doses_recorded(first.provenance.code(), ids.len());
    }
    Ok(ids)
}

async fn insert(op: &OpCtx, tx: &Tx, record_id: RecordId, dose: &Content) -> Result<VaccinationId> {
    let id = VaccinationId(op.new_id());
    let author = Author::of(&op.actor);
    let mut row = vaccination::ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        version: Set(1),
        recorded_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        ..Default::default()
    };
    dose.fill(&mut row);
    vaccination::Entity::insert(row).exec_without_returning(tx.db()).await?;
    insert_version(op, tx, record_id, id, 1, ChangeKind::Recorded, None, dose).await?;
    Ok(id)
}

/// One change of one dose.
pub(super) struct Change<'a> {
    /// The dose.
    pub id: VaccinationId,
    /// The version from which the change was made.
    pub version: i32,
    /// What the change is.
    pub kind: ChangeKind,
    /// Why, in words.
    pub reason: Option<&'a str>,
    /// The whole dose as it is now.
    pub content: Content,
}

/// Writes a change over the current row, if nobody was faster.
pub(super) async fn update(
    op: &OpCtx,
    tx: &mut Tx,
    record_id: RecordId,
    change: Change<'_>,
) -> Result<()> {
    let mut columns =
        vaccination::ActiveModel { version: Set(change.version + 1), ..Default::default() };
    change.content.fill(&mut columns);
    let written = vaccination::Entity::update_many()
        .set(columns)
        .filter(vaccination::Column::RecordId.eq(record_id))
        .filter(vaccination::Column::Id.eq(change.id))
        .filter(vaccination::Column::Version.eq(change.version))
        .exec(tx.db())
        .await?;
    if written.rows_affected == 0 {
        return Err(AppError::refused(
            Code::Conflict,
            &["version"],
            "someone else changed it meanwhile",
        ));
    }
    let version = change.version + 1;
    insert_version(
        op,
        tx,
        record_id,
        change.id,
        version,
        change.kind,
        change.reason,
        &change.content,
    )
    .await?;
    tx.changed(record_id, &[RecordPart::Vaccinations]);
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
async fn insert_version(
    op: &OpCtx,
    tx: &Tx,
    record_id: RecordId,
    vaccination_id: VaccinationId,
    version: i32,
    change: ChangeKind,
    reason: Option<&str>,
    content: &Content,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = vaccination_version::ActiveModel {
        record_id: Set(record_id),
        vaccination_id: Set(vaccination_id),
        version: Set(version),
        change: Set(change.code().to_owned()),
        at: Set(op.now()),
        reason: Set(reason.map(str::to_owned)),
        content: Set(serde_json::to_string(content).map_err(anyhow::Error::from)?),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    };
    vaccination_version::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The current row of a dose inside a transaction, with what it says.
pub(super) async fn current(
    tx: &Tx,
    record_id: RecordId,
    id: VaccinationId,
) -> Result<Option<(vaccination::Model, Content)>> {
    let Some(row) = vaccination::Entity::find_by_id((record_id, id)).one(tx.db()).await? else {
        return Ok(None);
    };
    let content = Content::of_row(&row)
        .ok_or_else(|| anyhow::anyhow!("vaccination `{id}` has an unknown word"))?;
    Ok(Some((row, content)))
}

/// The same, if the actor sees the dose.
pub(crate) async fn seen(
    op: &OpCtx,
    tx: &Tx,
    record: &records::Record,
    id: VaccinationId,
) -> Result<Option<(vaccination::Model, Content)>> {
    let Some(found) = current(tx, record.id(), id).await? else { return Ok(None) };
    // What was joined into a hidden dose is hidden with it, so all have to be looked at.
    if found.0.confidentiality_id.is_some() || found.0.joined_into.is_some() {
        let doses = of_records(tx.db(), &[record.id()]).await?;
        let hidden = confidentiality::hidden(op, tx.db(), &[record], &doses).await?;
        return Ok(Some(found).filter(|_| !hidden.contains(&id)));
    }
    Ok(Some(found))
}

impl Content {
    /// Writes it over the columns of a row.
    pub(crate) fn fill(&self, row: &mut vaccination::ActiveModel) {
        let range = self.occurrence.range();
        row.status = Set(self.status.code().to_owned());
        row.provenance = Set(self.provenance.code().to_owned());
        row.vaccine_code = Set(self.vaccine_code.to_string());
        row.occurrence = Set(self.occurrence.to_string());
        row.occurred_from = Set(range.map(|r| r.from));
        row.occurred_to = Set(range.map(|r| r.to));
        row.lot = Set(self.lot.as_ref().map(ToString::to_string));
        row.expires_on = Set(self.expires_on);
        row.serial = Set(self.serial.clone());
        row.site = Set(self.site.map(|s| s.code().to_owned()));
        row.route = Set(self.route.map(|r| r.code().to_owned()));
        row.quantity_ul = Set(self.quantity_ul);
        row.performer_id = Set(self.performer.as_ref().map(|p| p.id));
        row.performer_name = Set(self.performer.as_ref().map(|p| p.name.clone()));
        row.performer_role = Set(self.performer.as_ref().map(|p| p.role.code().to_owned()));
        row.practice_id = Set(self.practice.as_ref().map(|p| p.id));
        row.practice_name = Set(self.practice.as_ref().map(|p| p.name.clone()));
        row.country = Set(self.country.clone());
        row.proof = Set(self.proof.map(|p| p.code().to_owned()));
        row.is_confirmed = Set(self.is_confirmed);
        row.not_given_reason = Set(self.not_given_reason.map(|r| r.code().to_owned()));
        row.note = Set(self.note.clone());
        row.joined_into = Set(self.joined_into);
        // A list of ids is JSON; of one that could not be, the versions would tell.
        let apart = || serde_json::to_string(&self.kept_apart).ok();
        row.kept_apart = Set((!self.kept_apart.is_empty()).then(apart).flatten());
    }
}

/// All doses of these records, void ones too. The caller has the right to read them.
pub(crate) async fn of_records(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<vaccination::Model>> {
    let query = vaccination::Entity::find()
        .filter(vaccination::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(db).await?)
}

/// Whether any dose of the record, unless it is void, can only lie before that day.
pub(crate) async fn is_any_before(
    db: &impl ConnectionTrait,
    id: RecordId,
    day: Date,
) -> Result<bool> {
    let earlier = vaccination::Entity::find()
        .filter(vaccination::Column::RecordId.eq(id))
        .filter(vaccination::Column::OccurredTo.lt(day))
        .filter(vaccination::Column::Status.ne(VaccinationStatus::EnteredInError.code()))
        .one(db)
        .await?;
    Ok(earlier.is_some())
}

/// One dose of a record; the caller has the right to read it. The record may be named by an
/// id that leads to another.
pub(crate) async fn one(
    op: &OpCtx,
    record_id: RecordId,
    id: VaccinationId,
) -> Result<Option<vaccination::Model>> {
    let record_id = records::leads_to(op.db(), record_id).await?;
    Ok(vaccination::Entity::find_by_id((record_id, id)).one(op.db()).await?)
}

/// All versions of these doses, newest first. The caller has the right to read them.
pub(crate) async fn versions_of(
    op: &OpCtx,
    ids: &[(RecordId, VaccinationId)],
) -> Result<Vec<vaccination_version::Model>> {
    versions(op.db(), ids).await
}

/// The same, also inside a transaction.
pub(super) async fn versions(
    db: &impl ConnectionTrait,
    ids: &[(RecordId, VaccinationId)],
) -> Result<Vec<vaccination_version::Model>> {
    let query = vaccination_version::Entity::find()
        .filter(vaccination_version::Column::RecordId.is_in(ids.iter().map(|k| k.0)))
        .filter(vaccination_version::Column::VaccinationId.is_in(ids.iter().map(|k| k.1)))
        .order_by_desc(vaccination_version::Column::Version);
    Ok(query.all(db).await?)
}
