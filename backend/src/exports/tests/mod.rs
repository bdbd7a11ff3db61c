//! What is exported is everything, is read back as it was, and goes to nobody else.

use shared::RecordId;

use super::{Export, export};
use crate::{authz::Actor, db::testing::each, records::record, testing::TestApp};

mod files;
mod http;
mod round_trip;

/// The demo on each database: some twenty people with long stories.
async fn demos() -> Vec<TestApp> {
    let mut apps = Vec::new();
    for database in each().await {
        let app = TestApp::empty_on(database);
        crate::demo::load(&app.op(&Actor::System)).await.expect("the demo loads");
        apps.push(app);
    }
    apps
}

/// Everyone of the demo whose record stands for itself.
async fn everyone(app: &TestApp) -> Vec<RecordId> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    let rows = record::Entity::find()
        .filter(record::Column::MergedInto.is_null())
        .order_by_asc(record::Column::Id)
        .all(&app.app.db)
        .await;
    rows.expect("the records are there").into_iter().map(|row| row.id).collect()
}

/// The export of a record by the person themselves.
async fn own(app: &TestApp, id: RecordId) -> Export {
    export(&app.op(&app.patient(id)), id).await.expect("one's own record")
}
