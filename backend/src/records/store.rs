//! Reading and writing records.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, Value, sea_query::Expr,
};
use serde_json::json;
use shared::{Date, DateRange, EntryId, IdentifierSystem, RecordId};
use uuid::Uuid;

use super::{
    Record,
    correct::Identity,
    identifier::{Held, Identifier},
    input::{Contact, Person},
    record, record_identifier, record_version, relations_of, sex_code,
};
use crate::{
    accesses::Author,
    assessments::Stored,
    authz::Action,
    error::{AppError, Code, Result},
    families,
    op::OpCtx,
};

/// A record beside one of its identifiers and the two facts that make the relation.
#[derive(Debug, FromQueryResult)]
struct RelatedRow {
    #[sea_orm(nested)]
    record: record::Model,
    has_practice: Option<String>,
    practice_until: Option<DateTime<Utc>>,
    relation_kind: Option<String>,
    relation_rights: Option<String>,
    has_consent: Option<bool>,
    has_account: bool,
    system: Option<String>,
    issuer: Option<String>,
    value: Option<String>,
    identifier_id: Option<EntryId>,
    superseded_at: Option<chrono::DateTime<chrono::Utc>>,
    stored_rules: Option<String>,
    stored_as_of: Option<Date>,
    stored_until: Option<Date>,
    stored_content: Option<String>,
    merged_count: Option<i64>,
    correction_count: Option<i64>,
}

/// Records with their identifiers (one row each) and the actor's relation to them;
/// `$1` practice, `$2` own record, `$3` now.
const RELATED: &str = "
    FROM record r
    LEFT JOIN record_identifier i ON i.record_id = r.id
    LEFT JOIN record_access x ON x.record_id = r.id AND x.practice_id = $1 AND x.ended_at IS NULL
        AND (x.until_at IS NULL OR x.until_at > $3)
    LEFT JOIN record_relation y ON y.record_id = r.id AND y.holder_record_id = $2 AND y.ended_at IS NULL";

const COLUMNS: &str =
    "SELECT r.*, x.basis AS has_practice, x.until_at AS practice_until, y.kind AS relation_kind,
        y.rights AS relation_rights, y.consented_at IS NOT NULL AS has_consent,
        EXISTS (SELECT 1 FROM account a WHERE a.record_id = r.id) AS has_account,
        i.id AS identifier_id, i.system, i.issuer, i.value, i.superseded_at";

/// What is stored of the assessment, where one record is read to be shown whole.
const STORED: &str = ", a.rules AS stored_rules, a.as_of AS stored_as_of,
        a.stable_until AS stored_until, a.content AS stored_content,
        (SELECT count(*) FROM record m WHERE m.merged_into = r.id) AS merged_count,
        (SELECT count(*) FROM correction_request c WHERE c.record_id = r.id) AS correction_count";
const NOT_STORED: &str = ", NULL AS stored_rules, CAST(NULL AS DATE) AS stored_as_of,
        CAST(NULL AS DATE) AS stored_until, NULL AS stored_content,
        CAST(NULL AS BIGINT) AS merged_count, CAST(NULL AS BIGINT) AS correction_count";

/// The record with the actor's relation to it and its assessment, in one query.
pub(super) async fn load(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
) -> Result<Option<Record>> {
    let what = Read { columns: STORED, join: " LEFT JOIN assessment a ON a.record_id = r.id" };
    // The id of a record that was joined into another leads there.
    let which = "r.id = (SELECT COALESCE(m.merged_into, m.id) FROM record m WHERE m.id = $4)";
    Ok(related(op, db, &what, which, &[id]).await?.pop())
}

/// Those of these records that the actor may read. The readings are not logged here.
pub(crate) async fn readable(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<Record>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = (4..4 + ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let mut found = related(op, op.db(), &WITHOUT, &format!("r.id IN ({places})"), ids).await?;
    found.retain(|r| op.actor.may_any(r.relations, Action::Read));
    Ok(found)
}

/// The actor's own record and those of their children.
pub(super) async fn load_family(op: &OpCtx) -> Result<Vec<Record>> {
    let family = "r.id IN (SELECT own.id FROM record own WHERE own.id = $2 UNION ALL
        SELECT c.record_id FROM record_relation c WHERE c.holder_record_id = $2 AND c.ended_at IS NULL)";
    let mut found = related(op, op.db(), &WITHOUT, family, &[]).await?;
    // A relation that gives nothing today is not of the family.
    found.retain(|record| op.actor.may_any(record.relations, Action::Read));
    Ok(found)
}

/// What is read beside the record and the relation.
struct Read {
    columns: &'static str,
    join: &'static str,
}

const WITHOUT: Read = Read { columns: NOT_STORED, join: "" };

async fn related(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    read: &Read,
    which: &str,
    ids: &[RecordId],
) -> Result<Vec<Record>> {
    let practice_id = op.actor.practice().map_or(Uuid::nil(), |p| p.id.0);
    let own_id = op.actor.record_id().map_or(Uuid::nil(), |r| r.0);
    let values = [practice_id.into(), own_id.into(), op.now().into()];
    let values = values.into_iter().chain(ids.iter().map(|id| Value::from(id.0)));
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        format!(
            "{COLUMNS}{}{RELATED}{} WHERE {which} AND r.merged_into IS NULL ORDER BY r.id, i.id",
            read.columns, read.join
        ),
        values,
    );
    let mut records: Vec<Record> = Vec::new();
    for found in RelatedRow::find_by_statement(statement).all(db).await? {
        let identifier = identifier_of(
            (found.identifier_id, found.superseded_at),
            found.system,
            found.issuer,
            found.value,
        );
        match records.last_mut().filter(|r| r.id() == found.record.id) {
            Some(record) => record.identifiers.extend(identifier),
            None => {
                let has_practice = found.has_practice.is_some();
                let acts = found.relation_kind.as_deref().and_then(|kind| {
                    let said = families::Said {
                        kind,
                        rights: found.relation_rights.as_deref().unwrap_or_default(),
                        has_consent: found.has_consent.unwrap_or_default(),
                        has_account: found.has_account,
                        born_from: found.record.born_from,
                    };
                    families::relation(said, op.today())
                });
                let relations = relations_of(&op.actor, found.record.id, acts, has_practice);
                let identifiers = identifier.into_iter().collect();
                let stored = stored_of(
                    found.stored_rules,
                    found.stored_as_of,
                    found.stored_until,
                    found.stored_content,
                );
                let access_until = found.practice_until;
                let (merged_count, correction_count) = (found.merged_count, found.correction_count);
                records.push(Record {
                    row: found.record,
                    identifiers,
                    stored,
                    merged_count,
                    correction_count,
                    relations,
                    access_until,
                });
            }
        }
    }
    Ok(records)
}

fn stored_of(
    rules: Option<String>,
    as_of: Option<Date>,
    until: Option<Date>,
    content: Option<String>,
) -> Option<Stored> {
    Some(Stored { rules: rules?, as_of: as_of?, stable_until: until?, content: content? })
}

fn identifier_of(
    (id, superseded_at): (Option<EntryId>, Option<chrono::DateTime<chrono::Utc>>),
    system: Option<String>,
    issuer: Option<String>,
    value: Option<String>,
) -> Option<Held> {
    let system = IdentifierSystem::from_code(&system?).unwrap_or(IdentifierSystem::Other);
    let identifier = Identifier { system, issuer: issuer?, value: value? };
    Some(Held { id: id?, identifier, superseded_at })
}

/// Writes a new record with its identifiers and its first version.
pub(super) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    person: &Person,
) -> Result<()> {
    let born = person.birth_date.range();
    let row = record::ActiveModel {
        id: Set(id),
        version: Set(1),
        family_name: Set(person.family_name.to_string()),
        given_name: Set(person.given_name.to_string()),
        birth_date: Set(person.birth_date.to_string()),
        born_from: Set(born.from),
        born_to: Set(born.to),
        sex: Set(sex_code(person.sex).to_owned()),
        language: Set(person.contact.language.code().to_owned()),
        email: Set(person.contact.email.as_ref().map(ToString::to_string)),
        phone: Set(person.contact.phone.as_ref().map(ToString::to_string)),
        commune: Set(person.contact.commune.as_ref().map(ToString::to_string)),
        created_at: Set(op.now()),
        updated_at: Set(op.now()),
        merged_into: Set(None),
        died_on: Set(None),
    };
    record::Entity::insert(row).exec_without_returning(db).await?;
    let identifiers = person.identifiers.iter().map(|i| record_identifier::ActiveModel {
        record_id: Set(id),
        id: Set(EntryId(op.new_id())),
        system: Set(i.system.code().to_owned()),
        issuer: Set(i.issuer.clone()),
        value: Set(i.value.clone()),
        created_at: Set(op.now()),
        superseded_at: Set(None),
    });
    record_identifier::Entity::insert_many(identifiers).exec_without_returning(db).await?;
    let content = serde_json::to_value(person).map_err(anyhow::Error::from)?;
    insert_version(op, db, id, 1, &content).await
}

/// Writes a changed contact over that version, and the version that says so.
///
/// # Errors
/// `Refused` with `CONFLICT` if that version is not the current one.
pub(super) async fn update_contact(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    version: i32,
    contact: &Contact,
) -> Result<()> {
    let columns = record::ActiveModel {
        language: Set(contact.language.code().to_owned()),
        email: Set(contact.email.as_ref().map(ToString::to_string)),
        phone: Set(contact.phone.as_ref().map(ToString::to_string)),
        commune: Set(contact.commune.as_ref().map(ToString::to_string)),
        ..Default::default()
    };
    let version = update(op, db, id, version, columns).await?;
    insert_version(op, db, id, version, &json!({ "contact": contact })).await
}

/// Writes who the person is over that version, and the version that says so.
///
/// # Errors
/// `Refused` with `CONFLICT` if that version is not the current one.
pub(super) async fn update_identity(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    version: i32,
    identity: &Identity,
) -> Result<()> {
    let born = identity.birth_date.range();
    let columns = record::ActiveModel {
        family_name: Set(identity.family_name.to_string()),
        given_name: Set(identity.given_name.to_string()),
        birth_date: Set(identity.birth_date.to_string()),
        born_from: Set(born.from),
        born_to: Set(born.to),
        sex: Set(sex_code(identity.sex).to_owned()),
        ..Default::default()
    };
    let version = update(op, db, id, version, columns).await?;
    let content = serde_json::to_value(identity).map_err(anyhow::Error::from)?;
    insert_version(op, db, id, version, &content).await
}

/// Writes the day of death over that version, or that there is none, and the version that says so.
///
/// # Errors
/// `Refused` with `CONFLICT` if that version is not the current one.
pub(super) async fn update_death(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (id, version): (RecordId, i32),
    died_on: Option<Date>,
    reason: &str,
) -> Result<()> {
    let columns = record::ActiveModel { died_on: Set(died_on), ..Default::default() };
    let version = update(op, db, id, version, columns).await?;
    insert_version(op, db, id, version, &json!({ "died_on": died_on, "reason": reason })).await
}

/// Writes these columns over that version; gives the new version.
async fn update(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    version: i32,
    columns: record::ActiveModel,
) -> Result<i32> {
    let next = version.saturating_add(1);
    let columns = record::ActiveModel { version: Set(next), updated_at: Set(op.now()), ..columns };
    // Asked in the same statement, so that of two at once the second finds it changed.
    let written = record::Entity::update_many()
        .set(columns)
        .filter(record::Column::Id.eq(id))
        .filter(record::Column::Version.eq(version))
        .exec(db)
        .await?;
    if written.rows_affected == 0 {
        let message = "someone else changed it meanwhile";
        return Err(AppError::refused(Code::Conflict, &["version"], message));
    }
    Ok(next)
}

async fn insert_version(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    version: i32,
    content: &serde_json::Value,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = record_version::ActiveModel {
        record_id: Set(id),
        version: Set(version),
        content: Set(content.to_string()),
        created_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    };
    record_version::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
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

/// The row of a record, whoever asks.
pub(crate) async fn row(db: &impl ConnectionTrait, id: RecordId) -> Result<Option<record::Model>> {
    Ok(record::Entity::find_by_id(id).one(db).await?)
}

/// The rows of these records, whoever asks.
pub(crate) async fn rows(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<record::Model>> {
    let query = record::Entity::find().filter(record::Column::Id.is_in(ids.iter().copied()));
    Ok(query.all(db).await?)
}

/// Everyone who can have been born in that range.
pub(super) async fn born_between(
    db: &impl ConnectionTrait,
    born: DateRange,
) -> Result<Vec<record::Model>> {
    let query = record::Entity::find()
        .filter(record::Column::BornFrom.lte(born.to))
        .filter(record::Column::BornTo.gte(born.from))
        .filter(record::Column::MergedInto.is_null())
        .order_by_asc(record::Column::Id)
        .limit(20_000);
    Ok(query.all(db).await?)
}

/// The record that stands for this one now: itself, or the one into which it was joined.
pub(crate) async fn leads_to(db: &impl ConnectionTrait, id: RecordId) -> Result<RecordId> {
    let row = record::Entity::find_by_id(id).one(db).await?;
    Ok(row.and_then(|row| row.merged_into).unwrap_or(id))
}

/// Writes that one number takes the place of another, over that version of the person; the old
/// number stays and still leads to them.
///
/// # Errors
/// `Refused` with `CONFLICT` if that version is not the current one.
pub(super) async fn supersede(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    (id, version): (RecordId, i32),
    old: EntryId,
    new: Option<&Identifier>,
    reason: &str,
) -> Result<()> {
    let version = update(op, db, id, version, record::ActiveModel::default()).await?;
    record_identifier::Entity::update_many()
        .col_expr(record_identifier::Column::SupersededAt, Expr::value(op.now()))
        .filter(record_identifier::Column::RecordId.eq(id))
        .filter(record_identifier::Column::Id.eq(old))
        .exec(db)
        .await?;
    if let Some(new) = new {
        let row = record_identifier::ActiveModel {
            record_id: Set(id),
            id: Set(EntryId(op.new_id())),
            system: Set(new.system.code().to_owned()),
            issuer: Set(new.issuer.clone()),
            value: Set(new.value.clone()),
            created_at: Set(op.now()),
            superseded_at: Set(None),
        };
        record_identifier::Entity::insert(row).exec_without_returning(db).await?;
    }
    let content = json!({ "superseded": old, "by": new, "reason": reason });
    insert_version(op, db, id, version, &content).await
}
