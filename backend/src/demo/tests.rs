//! The demo is whole, tells its stories, and is loaded once.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use shared::Locale;

use super::{Cast, load};
use crate::{
    accesses::access_log,
    authz::Actor,
    db::testing::each,
    op::OpCtx,
    records::record,
    testing::TestApp,
    vaccinations::{vaccination, vaccination_version},
};

/// A service on an empty database, at the moment of the tests.
async fn empty() -> Vec<TestApp> {
    let mut apps = Vec::new();
    for database in each().await {
        apps.push(TestApp::empty_on(database));
    }
    apps
}

#[tokio::test]
async fn the_demo_is_loaded_once() {
    for app in empty().await {
        let op = app.op(&Actor::System);
        let people = load(&op).await.expect("the demo loads");
        let counts = async || {
            let db = op.db();
            (
                record::Entity::find().count(db).await.expect("a count"),
                vaccination::Entity::find().count(db).await.expect("a count"),
                vaccination_version::Entity::find().count(db).await.expect("a count"),
                access_log::Entity::find().count(db).await.expect("a count"),
            )
        };
        let before = counts().await;
        assert!(20 <= before.0 && 120 <= before.1 && before.1 < before.2, "{before:?}");
        assert_eq!(load(&op).await.expect("the demo loads again"), people);
        assert_eq!(counts().await, before);
        // As if the first run had been interrupted at its end.
        crate::db::idempotency::Entity::delete_by_id((uuid::Uuid::nil(), "demo-loaded".to_owned()))
            .exec(op.db())
            .await
            .expect("the marker goes");
        app.app.clock.set(op.now() + chrono::Duration::days(40));
        load(&app.op(&Actor::System)).await.expect("the demo is finished");
        let after = counts().await;
        // Only readings have no key, so they are logged again.
        assert_eq!((after.0, after.1, after.2), (before.0, before.1, before.2));
    }
}

#[tokio::test]
async fn everyone_has_a_story_in_each_language() {
    let day = "2026-11-24".parse().expect("a day");
    for person in super::accounts::people(day) {
        assert_eq!(person.story.map(|(locale, _)| locale), Locale::ALL);
        assert!(person.story.iter().all(|(_, words)| !words.is_empty()), "{}", person.subject);
    }
}

#[tokio::test]
async fn the_mother_sees_her_children_and_the_doctor_what_happened_today() {
    let app = TestApp::empty().await;
    load(&app.op(&Actor::System)).await.expect("the demo loads");
    let cast = Cast::gather(&app.op(&Actor::System)).await.expect("the cast is there");
    let ana = own_record(&app, &cast.ana, "ana").await;
    let query = "{ viewer { records { record { givenName } } } }";
    let family = app.run(&ana, query, json!({})).await;
    let names: Vec<&str> = family["data"]["viewer"]["records"]
        .as_array()
        .unwrap_or_else(|| panic!("no records: {family}"))
        .iter()
        .filter_map(|r| r["record"]["givenName"].as_str())
        .collect();
    assert_eq!(names, ["Ana", "Mila", "Noé"]);
    let query =
        "{ practice { vaccinations(recordedOn: \"2026-11-24\") { nodes { vaccine { code } } } } }";
    let today = app.run(&cast.weber, query, json!({})).await;
    let nodes = today["data"]["practice"]["vaccinations"]["nodes"].as_array().map(Vec::len);
    assert_eq!(nodes, Some(4), "{today}");
}

#[tokio::test]
async fn the_stories_show_each_warning() {
    let app = TestApp::empty().await;
    load(&app.op(&Actor::System)).await.expect("the demo loads");
    let cast = Cast::gather(&app.op(&Actor::System)).await.expect("the cast is there");
    let mut codes = std::collections::BTreeSet::new();
    for doctor in [&cast.schiltz, &cast.weber] {
        let query =
            "{ practice { records(first: 100) { nodes { vaccinations { warnings { code } } } } } }";
        let answer = app.run(doctor, query, json!({})).await;
        warnings(&answer, &mut codes);
    }
    let codes: Vec<String> = codes.into_iter().collect();
    assert_eq!(codes, ["AGE_NOT_LICENSED", "EXPIRED_LOT", "POSSIBLE_DUPLICATE"]);
}

fn warnings(value: &Value, codes: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| warnings(item, codes)),
        Value::Object(fields) => {
            codes.extend(fields.get("code").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| warnings(field, codes));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

async fn own_record(app: &TestApp, actor: &Actor, subject: &str) -> Actor {
    use crate::accounts::account;
    let rows = account::Entity::find().all(&app.app.db).await.expect("accounts");
    let row = rows.into_iter().find(|a| a.subject == subject).expect("the account");
    match actor {
        Actor::Account(account) => {
            let mut account = account.clone();
            account.record_id = row.record_id;
            Actor::Account(account)
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn nothing_in_the_demo_lies_in_the_future() {
    let app = TestApp::empty().await;
    let op: OpCtx = app.op(&Actor::System);
    load(&op).await.expect("the demo loads");
    let rows = vaccination::Entity::find().all(op.db()).await.expect("doses");
    assert!(rows.iter().all(|v| v.recorded_at <= op.now()));
    let log = access_log::Entity::find().all(op.db()).await.expect("a log");
    assert!(log.iter().all(|entry| entry.at <= op.now()));
}
