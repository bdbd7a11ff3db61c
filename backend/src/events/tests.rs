//! What watchers are told, and when they are told no more.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use futures::StreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use shared::RecordId;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::RecordPart;
use crate::{
    accesses::record_access,
    accounts::{Credential, session},
    app::App,
    authz::Actor,
    clock::Clock,
    error::AppError,
    ids::Ids,
    op::OpCtx,
    testing::{TestApp, config},
};

/// Watches a record; what comes arrives in the receiver, which ends with the stream.
async fn watch(app: &TestApp, shown: &Credential, id: RecordId) -> UnboundedReceiver<Value> {
    let mut stream = app.changes(shown, id).await;
    let before = app.app.events.sender.receiver_count();
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(response) = stream.next().await {
            sender.send(serde_json::to_value(response).expect("JSON")).ok();
        }
    });
    while app.app.events.sender.receiver_count() == before {
        tokio::task::yield_now().await;
    }
    receiver
}

/// The next thing told; a test that waits for long has failed.
async fn next(watcher: &mut UnboundedReceiver<Value>) -> Option<Value> {
    let next = tokio::time::timeout(Duration::from_secs(30), watcher.recv()).await;
    next.expect("something is told within half a minute")
}

fn parts(event: Option<Value>) -> Value {
    event.expect("an event")["data"]["recordChanged"]["parts"].clone()
}

/// Says that a part of the record changed, as a use case does.
async fn change(app: &Arc<App>, id: RecordId, part: RecordPart) {
    let op = OpCtx::new(app.clone(), Actor::System);
    let done = op.transaction(async |tx| {
        tx.changed(id, &[part]);
        Ok(())
    });
    done.await.expect("a change can be noted");
}

#[tokio::test]
async fn a_change_is_told_after_its_commit_and_never_after_a_rollback() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let other = app.record("Lea", "1990-03-01", 7).await;
        let shown = app.sign_in(&app.origer).await;
        let mut watcher = watch(&app, &shown, id).await;
        let op = app.op(&app.schiltz);
        let undone: Result<(), AppError> = op
            .transaction(async |tx| {
                tx.changed(id, &[RecordPart::Person]);
                Err(AppError::NotFound)
            })
            .await;
        assert!(undone.is_err());
        app.dose(other, "VAC0510", "2026-11-24").await;
        app.dose(id, "VAC0510", "2026-11-24").await;
        // When it is told, the dose can be read.
        let told = parts(next(&mut watcher).await);
        assert_eq!(told, json!(["VACCINATIONS", "ASSESSMENT"]));
        let query = "query($id: RecordId!) { record(id: $id) { vaccinations { lot } } }";
        let seen = app.run_with(&shown, query, json!({ "id": id })).await;
        assert_eq!(seen["data"]["record"]["vaccinations"], json!([{ "lot": "U3J81V" }]), "{seen}");
    }
}

#[tokio::test]
async fn watching_is_no_reading() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let shown = app.sign_in(&app.origer).await;
        let mut watcher = watch(&app, &shown, id).await;
        change(&app.app, id, RecordPart::Access).await;
        assert_eq!(parts(next(&mut watcher).await), json!(["ACCESS"]));
        let readings = "SELECT author_name AS name FROM access_log WHERE action = 'read'";
        assert_eq!(app.database.texts(readings).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_stranger_and_an_anonymous_are_told_nothing() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let weber = app.sign_in(&app.weber).await;
        for (shown, code) in [(weber, "NOT_FOUND"), (Credential::None, "UNAUTHENTICATED")] {
            let mut stream = app.changes(&shown, id).await;
            let first = stream.next().await.expect("an answer");
            let first = serde_json::to_value(first).expect("JSON");
            assert_eq!(first["errors"][0]["extensions"]["code"], code, "{first}");
            assert!(stream.next().await.is_none());
        }
    }
}

#[tokio::test]
async fn whoever_loses_the_right_is_told_so_and_no_more() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let shown = app.sign_in(&app.origer).await;
        let mut watcher = watch(&app, &shown, id).await;
        change(&app.app, id, RecordPart::Person).await;
        assert_eq!(parts(next(&mut watcher).await), json!(["PERSON"]));
        record_access::Entity::update_many()
            .col_expr(record_access::Column::EndedAt, Expr::value(app.app.clock.now()))
            .filter(record_access::Column::RecordId.eq(id))
            .exec(&app.app.db)
            .await
            .expect("an access can end");
        change(&app.app, id, RecordPart::Person).await;
        let last = next(&mut watcher).await.expect("an answer");
        assert_eq!(last["errors"][0]["extensions"]["code"], "NOT_FOUND", "{last}");
        assert_eq!(next(&mut watcher).await, None);
    }
}

#[tokio::test]
async fn whoever_is_signed_out_is_told_so_and_no_more() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        for is_ended in [true, false] {
            let mut actor = app.origer.account().expect("a person").clone();
            actor.account_id = shared::AccountId(app.op(&Actor::System).new_id());
            let shown = app.sign_in(&Actor::Account(actor)).await;
            let mut watcher = watch(&app, &shown, id).await;
            if is_ended {
                session::Entity::update_many()
                    .col_expr(session::Column::EndedAt, Expr::value(app.app.clock.now()))
                    .exec(&app.app.db)
                    .await
                    .expect("a session can end");
            } else {
                app.app.clock.set(app.app.clock.now() + TimeDelta::hours(13));
            }
            change(&app.app, id, RecordPart::Person).await;
            let last = next(&mut watcher).await.expect("an answer");
            assert_eq!(last["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{last}");
            assert_eq!(next(&mut watcher).await, None);
        }
    }
}

#[tokio::test]
async fn a_slow_watcher_is_told_to_load_everything_again() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let shown = app.sign_in(&app.origer).await;
    let mut stream = app.changes(&shown, id).await;
    // It has begun to watch, and then does not look while 1,001 things happen.
    let before = app.app.events.sender.receiver_count();
    let mut first = Box::pin(stream.next());
    while app.app.events.sender.receiver_count() == before {
        assert!(futures::poll!(&mut first).is_pending());
        tokio::task::yield_now().await;
    }
    for _ in 0..1_100 {
        super::tell(&app.app, vec![(id, vec![RecordPart::Person])]);
    }
    let all = json!([
        "PERSON",
        "VACCINATIONS",
        "ACCESS",
        "ASSESSMENT",
        "FACTS",
        "MESSAGES",
        "ACCESS_LOG",
        "CORRECTIONS"
    ]);
    let event = first.await.map(|r| serde_json::to_value(r).expect("JSON"));
    assert_eq!(parts(event), all);
}

#[tokio::test]
async fn two_nodes_on_one_postgresql_tell_each_other_once() {
    let Some(database) = crate::db::testing::postgres().await else { return };
    let here = TestApp::on(database).await;
    let id = here.record("Noé", "2025-04-14", 103).await;
    let clock = Clock::manual(here.app.clock.now());
    let there = App::new(config(), here.app.db.clone(), clock, Ids::seeded(8));
    let listener = tokio::spawn(super::listen(here.app.clone()));
    let listening = "SELECT query AS name FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    while here.database.texts(listening).await.is_empty() {
        tokio::task::yield_now().await;
    }
    let shown = here.sign_in(&here.origer).await;
    let mut watcher = watch(&here, &shown, id).await;
    change(&there, id, RecordPart::Vaccinations).await;
    assert_eq!(parts(next(&mut watcher).await), json!(["VACCINATIONS"]));
    // What happens here is told once, though the database tells it to all.
    change(&here.app, id, RecordPart::Person).await;
    change(&there, id, RecordPart::Access).await;
    assert_eq!(parts(next(&mut watcher).await), json!(["PERSON"]));
    assert_eq!(parts(next(&mut watcher).await), json!(["ACCESS"]));
    listener.abort();
}

#[tokio::test]
async fn what_another_process_left_in_the_table_is_told_once() {
    for here in TestApp::on_each().await {
        let id = here.record("Noé", "2025-04-14", 103).await;
        let clock = Clock::manual(here.app.clock.now());
        let there = App::new(config(), here.app.db.clone(), clock, Ids::seeded(8));
        let shown = here.sign_in(&here.origer).await;
        let mut watcher = watch(&here, &shown, id).await;
        let mut elsewhere = super::Elsewhere::from_now(&here.app);
        change(&there, id, RecordPart::Assessment).await;
        change(&here.app, id, RecordPart::Person).await;
        assert_eq!(parts(next(&mut watcher).await), json!(["PERSON"]));
        for _ in 0..3 {
            elsewhere.tell(&here.app).await.expect("the table can be read");
        }
        assert_eq!(parts(next(&mut watcher).await), json!(["ASSESSMENT"]));
        // A second later only what is new.
        here.app.clock.set(here.app.clock.now() + TimeDelta::seconds(1));
        there.clock.set(here.app.clock.now());
        change(&there, id, RecordPart::Facts).await;
        elsewhere.tell(&here.app).await.expect("the table can be read");
        let told = parts(next(&mut watcher).await);
        assert!(told.as_array().is_some_and(|parts| parts.contains(&json!("FACTS"))), "{told}");
        change(&here.app, id, RecordPart::Access).await;
        assert_eq!(parts(next(&mut watcher).await), json!(["ACCESS"]));
    }
}
