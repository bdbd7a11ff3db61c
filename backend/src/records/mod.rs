//! Records: one person each.
//!
//! The only ways to get a record from outside this folder are [`require`], which names
//! the action, and [`find::find_records`], which shows only what is needed to tell
//! people apart. A record that the actor may not see is *not found*.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    Statement,
};
use shared::{BirthDate, Date, IdentifierSystem, Locale, PartialDate, RecordId, Sex};

use crate::{
    accesses::{self, record_access, record_relation},
    authz::{Action, Actor, Relation},
    error::{AppError, Result},
    op::OpCtx,
};

pub mod contact;
pub mod create;
pub(crate) mod entity;
pub mod find;
pub mod graphql;
mod input;
pub mod list;
pub mod open;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use entity::{record, record_identifier, record_version};
pub(crate) use input::{Contact, Identifier, Person, SaidIdentifier, text as checked_text};
pub(crate) use open::reason as checked_reason;

/// A record as an actor may see it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row.
    pub(crate) row: record::Model,
    /// How the actor is related to it.
    pub relation: Relation,
}

impl Record {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.row.id
    }

    /// When the person was born.
    #[must_use]
    pub fn birth_date(&self) -> BirthDate {
        birth_date_of(&self.row)
    }

    /// Whole years lived on that day; `None` if the birth date is not exact enough to say.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<i32> {
        let range = self.birth_date().range();
        let (most, least) = (day.age_in_years(range.from), day.age_in_years(range.to));
        (most == least && 0 <= least).then_some(least)
    }
}

/// The birth date of a row; one that cannot be read is taken as the days it spans.
pub(crate) fn birth_date_of(row: &record::Model) -> BirthDate {
    row.birth_date
        .parse::<PartialDate>()
        .ok()
        .and_then(|d| BirthDate::try_from(d).ok())
        .or_else(|| BirthDate::try_from(PartialDate::Day { on: row.born_from }).ok())
        .expect("a single day is a birth date")
}

/// The words of a row as values; what is unknown is said as unknown.
pub(crate) fn sex_of(row: &record::Model) -> Sex {
    match row.sex.as_str() {
        "female" => Sex::Female,
        "male" => Sex::Male,
        "other" => Sex::Other,
        _ => Sex::Unknown,
    }
}

/// The word for a sex in the database.
pub(crate) fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

/// The language of a row.
pub(crate) fn language_of(row: &record::Model) -> Locale {
    Locale::from_code(&row.language).unwrap_or(Locale::Fr)
}

/// The record, if the actor may do that with it. Reading it is logged.
///
/// # Errors
/// `Unauthenticated` if nobody is signed in; `NotFound` if there is no such record or
/// the actor may not see it or may not do this.
pub async fn require(op: &OpCtx, id: RecordId, action: Action) -> Result<Record> {
    let record = require_unlogged(op, id, action).await?;
    if action == Action::Read {
        accesses::log_readings(op, &[id]).await?;
    }
    Ok(record)
}

/// The same without logging: for events, which carry no data, and for changes, which
/// are logged as what they are.
///
/// # Errors
/// As [`require`].
pub async fn require_unlogged(op: &OpCtx, id: RecordId, action: Action) -> Result<Record> {
    op.signed_in()?;
    let record = load(op, op.db(), id).await?.ok_or(AppError::NotFound)?;
    if op.actor.may(record.relation, action) { Ok(record) } else { Err(AppError::NotFound) }
}

/// A row with the two facts that make the relation.
#[derive(Debug, FromQueryResult)]
struct RelatedRow {
    #[sea_orm(nested)]
    record: record::Model,
    has_practice: Option<String>,
    is_parent: Option<String>,
}

/// The columns of a record and the actor's relation to it; `$1` practice, `$2` own record.
const RELATED: &str = "SELECT r.*, x.basis AS has_practice, y.kind AS is_parent FROM record r
    LEFT JOIN record_access x ON x.record_id = r.id AND x.practice_id = $1 AND x.ended_at IS NULL
    LEFT JOIN record_relation y ON y.record_id = r.id AND y.holder_record_id = $2 AND y.ended_at IS NULL";

/// The record with the actor's relation to it, in one query.
async fn load(op: &OpCtx, db: &impl ConnectionTrait, id: RecordId) -> Result<Option<Record>> {
    Ok(load_many(op, db, &[id]).await?.pop())
}

async fn load_many(op: &OpCtx, db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Record>> {
    let none = uuid::Uuid::nil();
    let practice_id = op.actor.practice().map_or(none, |p| p.id.0);
    let own_id = op.actor.record_id().map_or(none, |r| r.0);
    let places = (3..3 + ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let values = [practice_id, own_id].into_iter().chain(ids.iter().map(|id| id.0)).map(Into::into);
    let sql = format!("{RELATED} WHERE r.id IN ({places})");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = RelatedRow::find_by_statement(statement).all(db).await?;
    let records = found.into_iter().map(|f| {
        let relation =
            relation_of(&op.actor, f.record.id, f.is_parent.is_some(), f.has_practice.is_some());
        Record { row: f.record, relation }
    });
    Ok(records.collect())
}

/// Those of these records that the actor may read. The readings are not logged here.
pub(crate) async fn readable(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<Record>> {
    let mut found = if ids.is_empty() { Vec::new() } else { load_many(op, op.db(), ids).await? };
    found.retain(|r| op.actor.may(r.relation, Action::Read));
    Ok(found)
}

/// The identifiers of a record, as a key for loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdentifiersOf(pub RecordId);

/// The relation that gives most: own, then parent, then practice.
fn relation_of(actor: &Actor, id: RecordId, is_parent: bool, has_practice: bool) -> Relation {
    if actor.record_id() == Some(id) {
        Relation::Own
    } else if is_parent {
        Relation::Parent
    } else if has_practice {
        Relation::Practice
    } else {
        Relation::Stranger
    }
}

/// The actor's own record and those of their children, own first, then by birth.
///
/// # Errors
/// If the database does not answer.
pub async fn of_family(op: &OpCtx) -> Result<Vec<Record>> {
    let Some(own) = op.actor.record_id() else { return Ok(Vec::new()) };
    if !op.actor.may(Relation::Own, Action::Read) {
        return Ok(Vec::new());
    }
    let children: Vec<RecordId> = record_relation::Entity::find()
        .filter(record_relation::Column::HolderRecordId.eq(own))
        .filter(record_relation::Column::EndedAt.is_null())
        .all(op.db())
        .await?
        .into_iter()
        .map(|r| r.record_id)
        .collect();
    let rows = record::Entity::find()
        .filter(record::Column::Id.is_in(children.into_iter().chain([own])))
        .all(op.db())
        .await?;
    let mut records: Vec<Record> = rows
        .into_iter()
        .map(|row| {
            let relation = relation_of(&op.actor, row.id, true, false);
            Record { row, relation }
        })
        .collect();
    records
        .sort_by_key(|r| (r.relation != Relation::Own, r.row.born_from, r.row.given_name.clone()));
    Ok(records)
}

/// The identifiers of these records.
pub(crate) async fn identifiers_of(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<record_identifier::Model>> {
    let query = record_identifier::Entity::find()
        .filter(record_identifier::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(db).await?)
}

/// Who has this identifier.
pub(crate) async fn find_by_identifier(
    db: &impl ConnectionTrait,
    system: IdentifierSystem,
    issuer: &str,
    value: &str,
) -> Result<Option<RecordId>> {
    let row = record_identifier::Entity::find()
        .filter(record_identifier::Column::System.eq(system.code()))
        .filter(record_identifier::Column::Issuer.eq(issuer))
        .filter(record_identifier::Column::Value.eq(value))
        .one(db)
        .await?;
    Ok(row.map(|r| r.record_id))
}

/// A moment as a cursor and back; unreadable ones are refused.
pub(crate) fn moment_cursor(at: DateTime<Utc>, id: RecordId) -> String {
    format!("{}_{id}", at.timestamp_micros())
}

/// Reads what [`moment_cursor`] wrote.
pub(crate) fn read_moment_cursor(cursor: &str) -> Result<(DateTime<Utc>, RecordId)> {
    cursor
        .split_once('_')
        .and_then(|(micros, id)| {
            Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
        })
        .ok_or_else(|| AppError::BadInput("`after` is no cursor of this list".to_owned()))
}

/// The practice's access rows joined to their records.
pub(crate) fn with_access(practice_id: shared::PracticeId) -> sea_orm::Select<record::Entity> {
    let access = record::Entity::belongs_to(record_access::Entity)
        .from(record::Column::Id)
        .to(record_access::Column::RecordId)
        .into();
    record::Entity::find()
        .join(JoinType::InnerJoin, access)
        .filter(record_access::Column::PracticeId.eq(practice_id))
        .filter(record_access::Column::EndedAt.is_null())
}
