//! Whether the process lives, and whether it can serve.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, bail};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use migrations::Migrator;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sea_orm_migration::MigratorTrait;

use crate::app::App;

/// The process answers.
pub(super) async fn live() -> Response {
    answer(StatusCode::OK, "live\n")
}

/// The database answers, and its tables are those that this program knows.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let checked = tokio::time::timeout(Duration::from_secs(2), is_migrated(&app.db)).await;
    match checked.unwrap_or_else(|_| Err(anyhow::anyhow!("no answer in two seconds"))) {
        Ok(()) => answer(StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(error = %format!("{error:#}"), "not ready");
            answer(StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

fn answer(status: StatusCode, words: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], words).into_response()
}

/// One query: does the database answer, and has it exactly our migrations?
async fn is_migrated(db: &DatabaseConnection) -> anyhow::Result<()> {
    let sql = "SELECT COUNT(*) AS count FROM seaql_migrations";
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .context("the database does not answer")?
        .context("the database counts nothing")?;
    let applied: i64 = row.try_get("", "count")?;
    let known = Migrator::migrations().len();
    if usize::try_from(applied) != Ok(known) {
        bail!("{applied} migrations are applied and {known} are known; run `carnet migrate`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::testing::each, testing::TestApp};

    #[tokio::test]
    async fn it_is_ready_with_its_tables_and_not_without() {
        for database in each().await {
            let app = TestApp::empty_on(database).app;
            assert_eq!(ready(State(app.clone())).await.status(), StatusCode::OK);
            let sql = "DELETE FROM seaql_migrations WHERE version LIKE '%create_outbox'";
            app.db.execute_unprepared(sql).await.expect("a migration is forgotten");
            assert_eq!(ready(State(app.clone())).await.status(), StatusCode::SERVICE_UNAVAILABLE);
            app.db.clone().close().await.expect("the pool closes");
            assert_eq!(ready(State(app)).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        }
    }
}
