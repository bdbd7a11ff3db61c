//! Writing vaccinations: a row as it is now, and one version for each change.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use shared::{ChangeKind, LoggedAction, RecordId, VaccinationId};

use super::{Content, vaccination, vaccination_version};
use crate::{
    accesses::{self, Author},
    db::Tx,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    events::RecordPart,
    op::OpCtx,
    operating::metrics,
};

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
