//! Databases for tests: each test has its own, on SQLite and on PostgreSQL.
//!
//! PostgreSQL is used if `CARNET_TEST_POSTGRES` names a server on which databases may be
//! made (`cargo xtask test` starts one). A template is migrated once per run and copied.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tokio::sync::OnceCell;

use super::{connect_to, migrate};

static NEXT: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A database of one test; the SQLite folder goes when it is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// The connection.
    pub db: DatabaseConnection,
    /// Its address.
    pub url: String,
    folder: Option<std::path::PathBuf>,
}

impl TestDatabase {
    /// How many rows each table has, in the order of their names.
    pub async fn row_counts(&self) -> Vec<(String, i64)> {
        let tables = match self.db.get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            }
            _ => {
                "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            }
        };
        let tables: Vec<String> = self.texts(tables).await;
        let counts = tables.iter().map(|t| format!("SELECT '{t}' AS name, count(*) AS n FROM {t}"));
        let sql = counts.collect::<Vec<_>>().join(" UNION ALL ");
        let rows =
            self.db.query_all_raw(self.statement(&sql)).await.expect("tables can be counted");
        rows.iter()
            .map(|r| (r.try_get("", "name").expect("a name"), r.try_get("", "n").expect("a count")))
            .collect()
    }

    /// The column `name` of a query.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.db.query_all_raw(self.statement(sql)).await.expect("the query is good");
        rows.iter().map(|r| r.try_get("", "name").expect("a column `name`")).collect()
    }

    fn statement(&self, sql: &str) -> Statement {
        Statement::from_string(self.db.get_database_backend(), sql)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

/// A name that no other test has.
fn unique_name() -> String {
    format!("carnet_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A migrated SQLite file of its own.
pub async fn sqlite() -> TestDatabase {
    let folder = std::env::temp_dir().join(unique_name());
    std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let url = format!("sqlite://{}", folder.join("carnet.sqlite").display());
    let db = connect_to(&url, 8).await.expect("an SQLite file can be opened");
    migrate(&db).await.expect("the migrations run");
    TestDatabase { db, url, folder: Some(folder) }
}

/// A migrated PostgreSQL database of its own; `None`, said loudly, without a server.
///
/// # Panics
/// In CI (`CI` is set), where a missing server is a failure.
pub async fn postgres() -> Option<TestDatabase> {
    let Ok(server) = std::env::var("CARNET_TEST_POSTGRES") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "CARNET_TEST_POSTGRES is not set: `cargo xtask test` sets it"
        );
        eprintln!(
            "NOT TESTED ON POSTGRESQL: CARNET_TEST_POSTGRES is not set; run `cargo xtask test`"
        );
        return None;
    };
    let template = TEMPLATE.get_or_init(|| make_template(server.clone())).await;
    let name = unique_name();
    let admin = connect_to(&server, 1).await.expect("the PostgreSQL server of the tests answers");
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .await
        .expect("a database can be made");
    admin.close().await.ok();
    let url = with_name(&server, &name);
    let db = connect_to(&url, 8).await.expect("the new database can be opened");
    Some(TestDatabase { db, url, folder: None })
}

async fn make_template(server: String) -> String {
    let name = format!("carnet_template_{}", std::process::id());
    let admin = connect_to(&server, 1).await.expect("the PostgreSQL server of the tests answers");
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .expect("a database can be made");
    admin.close().await.ok();
    let db = connect_to(&with_name(&server, &name), 2).await.expect("the template can be opened");
    migrate(&db).await.expect("the migrations run");
    db.close().await.ok();
    name
}

/// The server's address with another database's name.
fn with_name(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}

/// Each database that can be had here: SQLite always, PostgreSQL if there is a server.
pub async fn each() -> Vec<TestDatabase> {
    let mut databases = vec![sqlite().await];
    databases.extend(postgres().await);
    databases
}
