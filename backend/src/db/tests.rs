//! The entities and the tables agree: the same columns, null in the same places.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, DbBackend, EntityTrait, IdenStatic, Iterable, PaginatorTrait};

use super::testing::{TestDatabase, each};
use crate::{
    accesses, accounts, assessments, clients, events, facts, families, mail, matching, merges,
    practices, records, reminders, sign_in, vaccinations,
};

/// Whether each column of each table may be null, as the database says.
async fn tables(database: &TestDatabase) -> BTreeMap<String, BTreeMap<String, bool>> {
    let sql = if database.db.get_database_backend() == DbBackend::Sqlite {
        "SELECT t.name || ' ' || c.name || ' ' || CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN 'null' ELSE '' END AS name
         FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"
    } else {
        "SELECT table_name || ' ' || column_name || ' ' || CASE is_nullable WHEN 'YES' THEN 'null' ELSE '' END AS name
         FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let mut tables: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    for line in database.texts(sql).await {
        let mut words = line.split(' ').map(str::to_owned);
        let (table, column, null) = (words.next(), words.next(), words.next());
        let columns = tables.entry(table.expect("a table")).or_default();
        columns.insert(column.expect("a column"), null.as_deref() == Some("null"));
    }
    tables.remove("seaql_migrations");
    tables
}

/// What an entity says of its table; it also counts the rows, so that it can be asked.
async fn said<E>(database: &TestDatabase, entity: E) -> (String, BTreeMap<String, bool>)
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    let name = entity.table_name().to_owned();
    let rows = E::find().all(&database.db).await;
    assert!(rows.is_ok_and(|r| r.is_empty()), "{name} cannot be read");
    assert_eq!(E::find().count(&database.db).await.ok(), Some(0), "{name}");
    let columns = E::Column::iter().map(|c| (c.as_str().to_owned(), c.def().is_null()));
    (name, columns.collect())
}

#[tokio::test]
async fn entities_and_tables_agree() {
    for database in each().await {
        let d = &database;
        let entities: BTreeMap<String, BTreeMap<String, bool>> = [
            said(d, accesses::access_code::Entity).await,
            said(d, accesses::access_log::Entity).await,
            said(d, accesses::access_question::Entity).await,
            said(d, accesses::record_access::Entity).await,
            said(d, accesses::record_relation::Entity).await,
            said(d, accounts::account::Entity).await,
            said(d, accounts::session::Entity).await,
            said(d, crate::consents::entity::Entity).await,
            said(d, crate::confidentiality::entity::confidentiality::Entity).await,
            said(d, crate::confidentiality::entity::confidentiality_reader::Entity).await,
            said(d, crate::corrections::correction_request::Entity).await,
            said(d, clients::access_token::Entity).await,
            said(d, clients::client::Entity).await,
            said(d, events::entity::Entity).await,
            said(d, super::idempotency::Entity).await,
            said(d, practices::practice::Entity).await,
            said(d, practices::practice_member::Entity).await,
            said(d, practices::practitioner::Entity).await,
            said(d, families::entity::attempt::Entity).await,
            said(d, families::entity::bar::Entity).await,
            said(d, families::entity::code::Entity).await,
            said(d, matching::entity::Entity).await,
            said(d, merges::entity::item::Entity).await,
            said(d, merges::entity::merge::Entity).await,
            said(d, records::record::Entity).await,
            said(d, records::record_identifier::Entity).await,
            said(d, records::record_version::Entity).await,
            said(d, sign_in::entity::Entity).await,
            said(d, facts::fact::Entity).await,
            said(d, facts::fact_version::Entity).await,
            said(d, vaccinations::vaccination::Entity).await,
            said(d, vaccinations::vaccination_version::Entity).await,
            said(d, mail::entity::address::Entity).await,
            said(d, mail::entity::message::Entity).await,
            said(d, reminders::entity::preference::Entity).await,
            said(d, reminders::entity::reminder::Entity).await,
            said(d, assessments::entity::assessment::Entity).await,
            said(d, assessments::entity::assessment_version::Entity).await,
            said(d, assessments::entity::rule_set_publication::Entity).await,
        ]
        .into();
        assert_eq!(entities, tables(d).await);
    }
}

#[tokio::test]
async fn more_rows_are_written_than_a_statement_takes() {
    use practices::practice;
    use sea_orm::ActiveValue::Set;
    for database in each().await {
        let before = practice::Entity::find().count(&database.db).await.expect("a count");
        // 80,000 values: SQLite takes 32,766, PostgreSQL 65,535.
        let rows = (0..20_000_u128).map(|n| practice::ActiveModel {
            id: Set(shared::PracticeId(uuid::Uuid::from_u128(n))),
            name: Set(format!("Practice {n}")),
            commune: Set(None),
            created_at: Set(chrono::DateTime::UNIX_EPOCH),
        });
        super::insert_all(&database.db, rows).await.expect("written");
        let after = practice::Entity::find().count(&database.db).await.expect("a count");
        assert_eq!(after - before, 20_000);
    }
}
