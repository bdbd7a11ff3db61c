//! The migrations go up, down and up again on each database.

use backend::db::{
    migrate,
    testing::{TestDatabase, each},
};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;

/// Every column of every table, with its kind and whether it may be null.
async fn columns(database: &TestDatabase) -> Vec<String> {
    let sql = match database.db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk AS name
             FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1"
        }
        _ => {
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS name
             FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1"
        }
    };
    database.texts(sql).await
}

/// Every index with its table.
async fn indexes(database: &TestDatabase) -> Vec<String> {
    let sql = match database.db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT tbl_name || ' ' || name AS name FROM sqlite_master WHERE type = 'index' ORDER BY 1"
        }
        _ => {
            "SELECT tablename || ' ' || indexname AS name FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        }
    };
    database.texts(sql).await
}

#[tokio::test]
async fn what_goes_up_comes_down_and_goes_up_the_same() {
    for database in each().await {
        let (before, indexed) = (columns(&database).await, indexes(&database).await);
        assert!(before.iter().any(|c| c.starts_with("vaccination.lot ")), "{before:?}");
        Migrator::down(&database.db, None).await.expect("every migration can be undone");
        let left = columns(&database).await;
        assert!(left.iter().all(|c| c.starts_with("seaql_migrations.")), "{left:?}");
        migrate(&database.db).await.expect("every migration can be done again");
        assert_eq!(columns(&database).await, before);
        assert_eq!(indexes(&database).await, indexed);
    }
}

#[tokio::test]
async fn migrating_what_is_migrated_does_nothing_even_twice_at_once() {
    for database in each().await {
        let before = database.row_counts().await;
        let (first, second) = tokio::join!(migrate(&database.db), migrate(&database.db));
        first.expect("nothing to do");
        second.expect("nothing to do");
        assert_eq!(database.row_counts().await, before);
    }
}

#[tokio::test]
async fn every_table_of_a_person_begins_its_key_with_the_record() {
    let of_nobody = [
        "access_token",
        "account",
        "client",
        "idempotency_key",
        "practice",
        "practice_member",
        "practitioner",
        "record",
        "rule_set_publication",
        "seaql_migrations",
        "session",
        "sign_in_attempt",
    ];
    let database = backend::db::testing::sqlite().await;
    let first_of_key = "SELECT t.name || ' ' || c.name AS name FROM sqlite_master t,
        pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk = 1 ORDER BY 1";
    for line in database.texts(first_of_key).await {
        let (table, column) = line.split_once(' ').expect("a table and a column");
        assert!(of_nobody.contains(&table) || column == "record_id", "{line}");
    }
}
