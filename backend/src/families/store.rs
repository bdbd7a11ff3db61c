//! The rows of relations, codes, bars and attempts.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, Statement, sea_query::Expr,
};
use shared::{Date, EntryId, RecordId, RelationRights};

use super::{
    entity::{attempt, bar, code},
    rule::{Said, relation},
};
use crate::{
    accesses::{Author, record_relation},
    authz::Relation,
    error::Result,
    ids::hash_of,
    op::OpCtx,
    records::record,
};

/// A code to be kept.
pub(super) struct NewCode<'a> {
    pub(super) kind: &'a str,
    pub(super) rights: RelationRights,
    pub(super) code: &'a str,
    pub(super) expires_at: DateTime<Utc>,
}

pub(super) async fn insert_code(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    new: NewCode<'_>,
) -> Result<code::Model> {
    let author = Author::of(&op.actor);
    let row = code::Model {
        record_id,
        id: EntryId(op.new_id()),
        kind: new.kind.to_owned(),
        rights: new.rights.code().to_owned(),
        code_hash: hash_of(new.code),
        created_at: op.now(),
        expires_at: new.expires_at,
        author_kind: author.kind.code().to_owned(),
        author_name: author.name,
        author_practice_name: author.practice_name,
        ended_at: None,
        used_by: None,
    };
    let active: code::ActiveModel = row.clone().into();
    code::Entity::insert(active.reset_all()).exec_without_returning(db).await?;
    Ok(row)
}

/// The row of a code that holds now.
pub(super) async fn holding_code(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    typed: &str,
) -> Result<Option<code::Model>> {
    let query = code::Entity::find()
        .filter(code::Column::CodeHash.eq(hash_of(typed)))
        .filter(code::Column::EndedAt.is_null())
        .filter(code::Column::ExpiresAt.gt(op.now()));
    Ok(query.one(db).await?)
}

/// The invitations of a trusted person that hold now, newest first.
pub(super) async fn invitations(op: &OpCtx, id: RecordId) -> Result<Vec<code::Model>> {
    let query = code::Entity::find()
        .filter(code::Column::RecordId.eq(id))
        .filter(code::Column::Kind.eq("trusted"))
        .filter(code::Column::EndedAt.is_null())
        .filter(code::Column::ExpiresAt.gt(op.now()))
        .order_by_desc(code::Column::Id);
    Ok(query.all(op.db()).await?)
}

pub(super) async fn use_code(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    row: &code::Model,
    by: RecordId,
) -> Result<()> {
    let columns = code::ActiveModel {
        ended_at: Set(Some(op.now())),
        used_by: Set(Some(by)),
        ..Default::default()
    };
    let used = code::Entity::update_many()
        .set(columns)
        .filter(code::Column::RecordId.eq(row.record_id))
        .filter(code::Column::Id.eq(row.id))
        .filter(code::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    if used.rows_affected == 0 {
        // Two at once: the other was faster.
        let message = "no such code holds";
        let code = crate::error::Code::NotFound;
        return Err(crate::error::AppError::refused(code, &["code"], message));
    }
    Ok(())
}

/// Ends a code that nobody used; whether there was one.
pub(super) async fn end_code(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    id: EntryId,
) -> Result<bool> {
    let ended = code::Entity::update_many()
        .col_expr(code::Column::EndedAt, Expr::value(op.now()))
        .filter(code::Column::RecordId.eq(record_id))
        .filter(code::Column::Id.eq(id))
        .filter(code::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(0 < ended.rows_affected)
}

pub(super) async fn attempts_since(
    db: &impl ConnectionTrait,
    own: RecordId,
    since: DateTime<Utc>,
) -> Result<u64> {
    let query = attempt::Entity::find()
        .filter(attempt::Column::RecordId.eq(own))
        .filter(attempt::Column::At.gt(since));
    Ok(query.count(db).await?)
}

pub(super) async fn note_attempt(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    own: RecordId,
) -> Result<()> {
    let row = attempt::ActiveModel {
        record_id: Set(own),
        id: Set(EntryId(op.new_id())),
        at: Set(op.now()),
    };
    attempt::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Whether a court's order bars that person from acting for the child.
pub(super) async fn is_barred(
    db: &impl ConnectionTrait,
    child: RecordId,
    holder: RecordId,
) -> Result<bool> {
    let query = bar::Entity::find()
        .filter(bar::Column::RecordId.eq(child))
        .filter(bar::Column::HolderRecordId.eq(holder))
        .filter(bar::Column::LiftedAt.is_null());
    Ok(query.one(db).await?.is_some())
}

/// Whether an order concerns one of these records: then they are not joined with others.
pub(crate) async fn has_bar(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<bool> {
    let concerned = sea_orm::Condition::any()
        .add(bar::Column::RecordId.is_in(ids.iter().copied()))
        .add(bar::Column::HolderRecordId.is_in(ids.iter().copied()));
    let query = bar::Entity::find().filter(concerned).filter(bar::Column::LiftedAt.is_null());
    Ok(query.one(db).await?.is_some())
}

pub(super) async fn insert_bar(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    child: RecordId,
    holder: RecordId,
    reference: &str,
) -> Result<EntryId> {
    let id = EntryId(op.new_id());
    let row = bar::ActiveModel {
        record_id: Set(child),
        id: Set(id),
        holder_record_id: Set(holder),
        reference: Set(reference.to_owned()),
        barred_at: Set(op.now()),
        lifted_at: Set(None),
        lifted_reference: Set(None),
    };
    bar::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}

/// Lifts what bars them; whether anything did.
pub(super) async fn lift_bars(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    child: RecordId,
    holder: RecordId,
    reference: &str,
) -> Result<bool> {
    let columns = bar::ActiveModel {
        lifted_at: Set(Some(op.now())),
        lifted_reference: Set(Some(reference.to_owned())),
        ..Default::default()
    };
    let lifted = bar::Entity::update_many()
        .set(columns)
        .filter(bar::Column::RecordId.eq(child))
        .filter(bar::Column::HolderRecordId.eq(holder))
        .filter(bar::Column::LiftedAt.is_null())
        .exec(db)
        .await?;
    Ok(0 < lifted.rows_affected)
}

pub(super) async fn is_record(db: &impl ConnectionTrait, id: RecordId) -> Result<bool> {
    Ok(record::Entity::find_by_id(id).one(db).await?.is_some())
}

/// The row by which someone acts for a person, if it is not ended.
pub(super) async fn active(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    holder: RecordId,
) -> Result<Option<record_relation::Model>> {
    let query = record_relation::Entity::find_by_id((record_id, holder))
        .filter(record_relation::Column::EndedAt.is_null());
    Ok(query.one(db).await?)
}

/// Lets someone act for a person from now on; what was before between the two ends.
pub(super) async fn begin(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    holder: RecordId,
    (kind, rights): (&str, &str),
) -> Result<()> {
    let earlier = record_relation::Entity::find_by_id((record_id, holder)).one(db).await?;
    // Who is a parent already stays one.
    if earlier.as_ref().is_some_and(|row| row.ended_at.is_none() && row.kind == "parent") {
        return Ok(());
    }
    let row = record_relation::ActiveModel {
        record_id: Set(record_id),
        holder_record_id: Set(holder),
        kind: Set(kind.to_owned()),
        since_at: Set(op.now()),
        ended_at: Set(None),
        rights: Set(rights.to_owned()),
        consented_at: Set(None),
        ended_reason: Set(None),
    };
    if earlier.is_none() {
        record_relation::Entity::insert(row).exec_without_returning(db).await?;
    } else {
        record_relation::Entity::update(row).exec(db).await?;
    }
    Ok(())
}

/// Ends whatever someone may do for a person.
pub(super) async fn end(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    holder: RecordId,
    reason: &str,
) -> Result<()> {
    let columns = record_relation::ActiveModel {
        ended_at: Set(Some(op.now())),
        ended_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    update(db, record_id, holder, columns).await
}

/// Notes a young person's yes.
pub(super) async fn consent(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    holder: RecordId,
) -> Result<()> {
    let columns =
        record_relation::ActiveModel { consented_at: Set(Some(op.now())), ..Default::default() };
    update(db, record_id, holder, columns).await
}

async fn update(
    db: &impl ConnectionTrait,
    record_id: RecordId,
    holder: RecordId,
    columns: record_relation::ActiveModel,
) -> Result<()> {
    record_relation::Entity::update_many()
        .set(columns)
        .filter(record_relation::Column::RecordId.eq(record_id))
        .filter(record_relation::Column::HolderRecordId.eq(holder))
        .filter(record_relation::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// A relation beside what decides whether it holds.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Related {
    #[sea_orm(nested)]
    pub(crate) row: record_relation::Model,
    born_from: Date,
    has_account: bool,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
}

impl Related {
    /// The name of whoever acts.
    pub(crate) fn holder_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// What it gives on that day.
    pub(crate) fn gives(&self, today: Date) -> Option<Relation> {
        relation(Said::of(&self.row, self.born_from, self.has_account), today)
    }
}

/// The relations that are not ended and fulfil a condition on `y` (the row), `c` (the person),
/// `h` (whoever acts), with the name of whoever acts.
async fn related(
    db: &impl ConnectionTrait,
    condition: &str,
    ids: &[RecordId],
) -> Result<Vec<Related>> {
    let sql = format!(
        "SELECT y.*, c.born_from, h.given_name, h.family_name,
            EXISTS (SELECT 1 FROM account a WHERE a.record_id = c.id) AS has_account
        FROM record_relation y
        JOIN record c ON c.id = y.record_id
        JOIN record h ON h.id = y.holder_record_id
        WHERE y.ended_at IS NULL AND {condition} ORDER BY y.since_at, y.holder_record_id"
    );
    let values = ids.iter().map(|id| id.0.into());
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Related::find_by_statement(statement).all(db).await?)
}

fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// What that person may do for these on a day: those for whom anything.
pub(crate) async fn acts_for(
    db: &impl ConnectionTrait,
    holder: RecordId,
    ids: &[RecordId],
    today: Date,
) -> Result<Vec<(RecordId, Relation)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let condition =
        format!("y.holder_record_id = $1 AND y.record_id IN ({})", places(2, ids.len()));
    let all: Vec<RecordId> = [holder].into_iter().chain(ids.iter().copied()).collect();
    let rows = related(db, &condition, &all).await?;
    let holds = |row: &Related| Some((row.row.record_id, row.gives(today)?));
    Ok(rows.iter().filter_map(holds).collect())
}

/// Everyone who acts for these people, or will when they are asked, oldest first.
pub(crate) async fn acting_for(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<Related>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    related(db, &format!("y.record_id IN ({})", places(1, ids.len())), ids).await
}

/// The parents whose child is of age on that day.
pub(super) async fn of_age(
    db: &impl ConnectionTrait,
    today: Date,
    age: i32,
) -> Result<Vec<(RecordId, RecordId)>> {
    let backend = db.get_database_backend();
    let sql = "SELECT y.*, c.born_from FROM record_relation y JOIN record c ON c.id = y.record_id
        WHERE y.ended_at IS NULL AND y.kind = 'parent' AND c.born_from <= $1
        ORDER BY y.record_id, y.holder_record_id";
    let values = [years_before(today, age).into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let rows = Grown::find_by_statement(statement).all(db).await?;
    let over = rows.into_iter().filter(|row| age <= today.age_in_years(row.born_from));
    Ok(over.map(|row| (row.row.record_id, row.row.holder_record_id)).collect())
}

#[derive(Debug, FromQueryResult)]
struct Grown {
    #[sea_orm(nested)]
    row: record_relation::Model,
    born_from: Date,
}

/// A day on or after which everyone of that age was born, roughly: the birthday decides.
fn years_before(today: Date, years: i32) -> Date {
    let year = today.year() - years;
    let day = Date::from_ymd(year, today.month(), today.day());
    day.or_else(|| Date::from_ymd(year, 3, 1)).unwrap_or(today)
}
