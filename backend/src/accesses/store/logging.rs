//! Writing the access log: who did what, and by which right.

use sea_orm::{
    ConnectionTrait, DbBackend, Statement, Value,
    sea_query::{
        Alias, Expr, ExprTrait, InsertStatement, PostgresQueryBuilder, Query, SelectStatement,
        SimpleExpr, SqliteQueryBuilder,
    },
};
use shared::{AccessRight, EmergencyReason, LoggedAction, RecordId, RecordPart};

use super::super::Author;
use crate::{error::Result, events, op::OpCtx};

const COLUMNS: [&str; 13] = [
    "record_id",
    "id",
    "at",
    "action",
    "author_kind",
    "author_name",
    "practice_id",
    "practice_name",
    "account_id",
    "client_id",
    "reason",
    "note",
    "basis",
];

/// Writes the readings into the log, tells who watches it, and for a practice notes when it
/// last looked at the records (its list is in that order). One statement, because it precedes
/// every page; on PostgreSQL all of it happens or nothing.
pub(in crate::accesses) async fn insert_readings(op: &OpCtx, ids: &[RecordId]) -> Result<()> {
    let backend = op.db().get_database_backend();
    let parts = [RecordPart::AccessLog];
    let events: Vec<events::Told> =
        ids.iter().map(|id| events::told(op, *id, &parts)).collect::<Result<_>>()?;
    let (insert, values) = build(backend, &rows(op, ids, &Logged::of(LoggedAction::Read)));
    let mut sql = Sql { backend, values };
    let outbox = outbox(op, &mut sql, &events);
    let looked = op.actor.practice().map(|practice| {
        let (now, practice) = (sql.place(op.now()), sql.place(practice.id.0));
        let places: Vec<String> = ids.iter().map(|id| sql.place(id.0)).collect();
        format!(
            "UPDATE record_access SET last_read_at = {now} WHERE practice_id = {practice}
             AND record_id IN ({})",
            places.join(", ")
        )
    });
    let text = if backend == DbBackend::Postgres {
        let looked = looked.map(|looked| format!(", looked AS ({looked})")).unwrap_or_default();
        let channel = sql.place(events::CHANNEL);
        let payloads: Vec<String> =
            events.iter().map(|e| format!("({})", sql.place(e.payload.clone()))).collect();
        format!(
            "WITH logged AS ({insert}), told AS ({outbox}){looked}
             SELECT pg_notify({channel}, said.payload) FROM (VALUES {}) AS said (payload)",
            payloads.join(", ")
        )
    } else {
        let looked = looked.map(|looked| format!("; {looked}")).unwrap_or_default();
        format!("{insert}; {outbox}{looked}")
    };
    op.db().execute_raw(Statement::from_sql_and_values(backend, text, sql.values)).await?;
    events::tell(&op.app, ids.iter().map(|id| (*id, parts.to_vec())).collect());
    Ok(())
}

/// A statement in the making.
struct Sql {
    backend: DbBackend,
    values: Vec<Value>,
}

impl Sql {
    /// The place of a value.
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        match self.backend {
            DbBackend::Postgres => format!("${}", self.values.len()),
            _ => "?".to_owned(),
        }
    }
}

fn outbox(op: &OpCtx, sql: &mut Sql, events: &[events::Told]) -> String {
    let rows: Vec<String> = events
        .iter()
        .map(|event| {
            let places = [
                sql.place(event.record_id.0),
                sql.place(event.id.0),
                sql.place(event.parts.clone()),
                sql.place(op.now()),
                sql.place(op.app.events.node()),
            ];
            format!("({})", places.join(", "))
        })
        .collect();
    format!(
        "INSERT INTO outbox_event (record_id, id, parts, created_at, node) VALUES {}",
        rows.join(", ")
    )
}

/// What is logged beside who and when.
#[derive(Debug, Clone)]
pub struct Logged {
    action: LoggedAction,
    reason: Option<EmergencyReason>,
    note: Option<String>,
}

impl Logged {
    fn of(action: LoggedAction) -> Self {
        Self { action, reason: None, note: None }
    }
}

/// Logs what the actor did with this record.
///
/// # Errors
/// If the log cannot be written.
pub async fn log(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    action: LoggedAction,
) -> Result<()> {
    write(op, db, record_id, &Logged::of(action)).await
}

/// Logs the same with the reason and the words that were given.
///
/// # Errors
/// If the log cannot be written.
pub async fn log_with(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    action: LoggedAction,
    reason: EmergencyReason,
    note: &str,
) -> Result<()> {
    let logged = Logged { action, reason: Some(reason), note: Some(note.to_owned()) };
    write(op, db, record_id, &logged).await
}

async fn write(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    record_id: RecordId,
    logged: &Logged,
) -> Result<()> {
    let backend = db.get_database_backend();
    let (insert, values) = build(backend, &rows(op, &[record_id], logged));
    db.execute_raw(Statement::from_sql_and_values(backend, insert, values)).await?;
    Ok(())
}

fn build(backend: DbBackend, insert: &InsertStatement) -> (String, Vec<Value>) {
    let (sql, values) = match backend {
        DbBackend::Postgres => insert.build(PostgresQueryBuilder),
        _ => insert.build(SqliteQueryBuilder),
    };
    (sql, values.0)
}

fn rows(op: &OpCtx, ids: &[RecordId], logged: &Logged) -> InsertStatement {
    let author = Author::of(&op.actor);
    let mut insert = Query::insert();
    insert.into_table(Alias::new("access_log")).columns(COLUMNS.map(Alias::new));
    for id in ids {
        insert.values_panic([
            Expr::val(id.0),
            Expr::val(op.new_id()),
            Expr::val(op.now()),
            Expr::val(logged.action.code()),
            Expr::val(author.kind.code()),
            Expr::val(author.name.clone()),
            Expr::val(author.practice_id.map(|p| p.0)),
            Expr::val(author.practice_name.clone()),
            Expr::val(author.account_id.map(|a| a.0)),
            Expr::val(author.client_id.map(|c| c.0)),
            Expr::val(logged.reason.map(EmergencyReason::code)),
            Expr::val(logged.note.clone()),
            right(op, *id),
        ]);
    }
    insert
}

/// By which right, as it is at this moment: the practice's access, else that it is their own
/// or their child's; nothing for Carnet itself.
fn right(op: &OpCtx, id: RecordId) -> SimpleExpr {
    let of_practice = op.actor.practice().map(|practice| {
        Query::select()
            .column(Alias::new("basis"))
            .from(Alias::new("record_access"))
            .and_where(Expr::col(Alias::new("record_id")).eq(id.0))
            .and_where(Expr::col(Alias::new("practice_id")).eq(practice.id.0))
            .and_where(Expr::col(Alias::new("ended_at")).is_null())
            .and_where(
                Expr::col(Alias::new("until_at"))
                    .is_null()
                    .or(Expr::col(Alias::new("until_at")).gt(op.now())),
            )
            .to_owned()
    });
    let personal = match op.actor.record_id() {
        Some(own) if own == id => Expr::val(AccessRight::Own.code()),
        Some(own) => of_family(own, id),
        None => Expr::val(None::<String>),
    };
    match of_practice {
        Some(basis) => subquery(basis).if_null(personal),
        None => personal,
    }
}

/// In which way someone acts for the person of a record: `parent`, `trusted`.
fn of_family(own: RecordId, id: RecordId) -> SimpleExpr {
    let kind = Query::select()
        .column(Alias::new("kind"))
        .from(Alias::new("record_relation"))
        .and_where(Expr::col(Alias::new("record_id")).eq(id.0))
        .and_where(Expr::col(Alias::new("holder_record_id")).eq(own.0))
        .and_where(Expr::col(Alias::new("ended_at")).is_null())
        .to_owned();
    subquery(kind)
}

fn subquery(select: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}
