//! Moving what belongs to one record to another.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use shared::{EntryId, RecordId};
use uuid::Uuid;

use super::super::entity::{item, merge};
use crate::{
    accesses::{record_access, record_relation},
    confidentiality,
    corrections::correction_request,
    db::insert_all,
    error::Result,
    facts::{fact, fact_version},
    records::record_identifier,
    vaccinations::{vaccination, vaccination_version},
};

/// A kind of what moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::merges) enum Kind {
    /// A dose with its versions.
    Dose,
    /// A fact with its versions.
    Fact,
    /// A request for correction that is about no dose; one about a dose goes with it.
    Correction,
    /// A number.
    Identifier,
    /// That a practice may see it.
    Access,
    /// Who acts for this person; the id is theirs.
    ActedForBy,
    /// For whom this person acts; the id is theirs.
    ActsFor,
}

impl Kind {
    pub(in crate::merges) const ALL: [Self; 7] = [
        Self::Dose,
        Self::Fact,
        Self::Correction,
        Self::Identifier,
        Self::Access,
        Self::ActedForBy,
        Self::ActsFor,
    ];

    /// The word in the database.
    pub(in crate::merges) fn code(self) -> &'static str {
        match self {
            Self::Dose => "dose",
            Self::Fact => "fact",
            Self::Correction => "correction",
            Self::Identifier => "identifier",
            Self::Access => "access",
            Self::ActedForBy => "acted_for_by",
            Self::ActsFor => "acts_for",
        }
    }
}

/// What of a kind moves from one record to another: everything, without what the other has too.
async fn to_move(
    db: &impl ConnectionTrait,
    kind: Kind,
    from: RecordId,
    to: RecordId,
) -> Result<Vec<Uuid>> {
    Ok(match kind {
        Kind::Dose => {
            let query = vaccination::Entity::find().filter(vaccination::Column::RecordId.eq(from));
            query.all(db).await?.into_iter().map(|row| row.id.0).collect()
        }
        Kind::Fact => {
            let query = fact::Entity::find().filter(fact::Column::RecordId.eq(from));
            query.all(db).await?.into_iter().map(|row| row.id.0).collect()
        }
        Kind::Correction => {
            let query = correction_request::Entity::find()
                .filter(correction_request::Column::RecordId.eq(from))
                .filter(correction_request::Column::VaccinationId.is_null());
            query.all(db).await?.into_iter().map(|row| row.id.0).collect()
        }
        Kind::Identifier => {
            let query = record_identifier::Entity::find()
                .filter(record_identifier::Column::RecordId.eq(from));
            query.all(db).await?.into_iter().map(|row| row.id.0).collect()
        }
        Kind::Access => {
            let (mine, theirs) = (accesses(db, from).await?, accesses(db, to).await?);
            let is_new = |row: &record_access::Model| {
                theirs.iter().all(|other| other.practice_id != row.practice_id)
            };
            mine.into_iter().filter(is_new).map(|row| row.id.0).collect()
        }
        Kind::ActedForBy | Kind::ActsFor => {
            let (mine, theirs) = (others(db, kind, from).await?, others(db, kind, to).await?);
            let is_new = |id: &RecordId| *id != to && !theirs.contains(id);
            mine.into_iter().filter(is_new).map(|id| id.0).collect()
        }
    })
}

/// The accesses to a record, ended ones too.
pub(in crate::merges) async fn accesses(
    db: &impl ConnectionTrait,
    id: RecordId,
) -> Result<Vec<record_access::Model>> {
    let query = record_access::Entity::find().filter(record_access::Column::RecordId.eq(id));
    Ok(query.all(db).await?)
}

/// Who acts for a person, or for whom a person acts, also ended.
async fn others(db: &impl ConnectionTrait, kind: Kind, id: RecordId) -> Result<Vec<RecordId>> {
    use record_relation::Column as C;
    let is_for = kind == Kind::ActsFor;
    let mine = if is_for { C::HolderRecordId.eq(id) } else { C::RecordId.eq(id) };
    let rows = record_relation::Entity::find().filter(mine).all(db).await?;
    let other =
        |row: record_relation::Model| if is_for { row.record_id } else { row.holder_record_id };
    Ok(rows.into_iter().map(other).collect())
}

/// Moves everything of a record to another and writes down what moved.
pub(in crate::merges) async fn all(
    db: &impl ConnectionTrait,
    (survivor, merge_id): (RecordId, EntryId),
    from: RecordId,
) -> Result<()> {
    for kind in Kind::ALL {
        let ids = to_move(db, kind, from, survivor).await?;
        let rows = ids.iter().copied().map(|id| item::ActiveModel {
            record_id: Set(survivor),
            merge_id: Set(merge_id),
            kind: Set(kind.code().to_owned()),
            item_id: Set(id),
        });
        if !ids.is_empty() {
            insert_all(db, rows.collect::<Vec<_>>()).await?;
            some(db, kind, &ids, from, survivor).await?;
        }
    }
    Ok(())
}

/// Moves what moved with a merge back to where it came from, from where it is now.
pub(in crate::merges) async fn back(
    db: &impl ConnectionTrait,
    row: &merge::Model,
    home: RecordId,
) -> Result<()> {
    let items = super::items(db, row).await?;
    for kind in Kind::ALL {
        let of_kind = items.iter().filter(|item| item.kind == kind.code());
        let ids: Vec<Uuid> = of_kind.map(|item| item.item_id).collect();
        if !ids.is_empty() {
            some(db, kind, &ids, home, row.merged_id).await?;
        }
    }
    Ok(())
}

/// Moves these of one kind, as far as they are there.
pub(in crate::merges) async fn some(
    db: &impl ConnectionTrait,
    kind: Kind,
    ids: &[Uuid],
    from: RecordId,
    to: RecordId,
) -> Result<()> {
    /// Moves the rows of one table.
    macro_rules! rows {
        ($table:ident, $of:ident, $id:ident) => {
            $table::Entity::update_many()
                .col_expr($table::Column::$of, Expr::value(to.0))
                .filter($table::Column::$of.eq(from))
                .filter($table::Column::$id.is_in(ids.iter().copied()))
                .exec(db)
                .await?
        };
    }
    match kind {
        Kind::Dose => {
            rows!(vaccination, RecordId, Id);
            rows!(vaccination_version, RecordId, VaccinationId);
            rows!(correction_request, RecordId, VaccinationId);
            confidentiality::store::moved(db, ids, (from, to)).await?;
        }
        Kind::Fact => {
            rows!(fact, RecordId, Id);
            rows!(fact_version, RecordId, FactId);
        }
        Kind::Correction => {
            rows!(correction_request, RecordId, Id);
        }
        Kind::Identifier => {
            rows!(record_identifier, RecordId, Id);
        }
        Kind::Access => {
            rows!(record_access, RecordId, Id);
        }
        Kind::ActedForBy => {
            rows!(record_relation, RecordId, HolderRecordId);
        }
        Kind::ActsFor => {
            rows!(record_relation, HolderRecordId, RecordId);
        }
    }
    Ok(())
}

/// A practice whose access ended while the records were one may see neither afterwards.
pub(in crate::merges) async fn end_accesses(
    db: &impl ConnectionTrait,
    row: &merge::Model,
    home: RecordId,
) -> Result<()> {
    let ended = accesses(db, home).await?.into_iter().filter_map(|access| {
        let ended_at = access.ended_at.filter(|at| row.merged_at <= *at)?;
        Some((access.practice_id, ended_at))
    });
    for (practice_id, ended_at) in ended {
        record_access::Entity::update_many()
            .col_expr(record_access::Column::EndedAt, Expr::value(ended_at))
            .filter(record_access::Column::RecordId.eq(row.merged_id))
            .filter(record_access::Column::PracticeId.eq(practice_id))
            .filter(record_access::Column::EndedAt.is_null())
            .exec(db)
            .await?;
    }
    Ok(())
}

/// The people who act for one of two records of whom the other is, or who are both.
pub(in crate::merges) async fn are_related(
    db: &impl ConnectionTrait,
    a: RecordId,
    b: RecordId,
) -> Result<bool> {
    use record_relation::Column as C;
    let found = record_relation::Entity::find()
        .filter(C::RecordId.is_in([a, b]))
        .filter(C::HolderRecordId.is_in([a, b]))
        .filter(C::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(found.is_some())
}
