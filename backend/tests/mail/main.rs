//! Sending to real mail servers in Node: npm maildev with TLS and a password, and one of npm
//! smtp-server that greylists, refuses, breaks and is slow as it is told.

use std::path::Path;

use backend::{
    authz::Actor,
    config::Config,
    mail::{job::send_waiting, transport::Transport},
    op::OpCtx,
    testing::{TestApp, config},
};
use chrono::TimeDelta;
use node::Node;
use serde_json::{Value, json};
use shared::RecordId;

#[path = "../sign_in/node.rs"]
mod node;

/// A transport to that address, which may trust our own authority.
fn transport(url: &str, trusts: bool) -> Transport {
    let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/mail/authority.pem");
    let mut config: Config = config();
    config.mail.smtp_url = url.parse().ok();
    config.mail.smtp_ca = trusts.then_some(authority);
    Transport::of(&config).expect("an address of a server").expect("a server")
}

/// Enters an address, whose question waits now.
async fn enter(app: &TestApp, id: RecordId, email: &str) {
    let mutation = "mutation($input: ChangeContactInput!) { changeContact(input: $input) {
        userErrors { code } } }";
    let query = "query($id: RecordId!) { record(id: $id) { version } }";
    let version = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let op = app.op(&Actor::System);
    let input = json!({ "idempotencyKey": format!("enter-{}", op.new_id()), "recordId": id,
        "version": version["data"]["record"]["version"], "language": "LB", "email": email });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["changeContact"]["userErrors"], json!([]), "{answer}");
}

fn op(app: &TestApp) -> OpCtx {
    app.op(&Actor::System)
}

/// Sends what waits; gives how many were taken.
async fn send(app: &TestApp, transport: &Transport) -> u64 {
    send_waiting(&op(app), transport).await.expect("the sender runs")
}

fn pass(app: &TestApp, minutes: i64) {
    app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(minutes));
}

/// State, attempts and reason of the newest mail.
async fn newest(app: &TestApp) -> String {
    let sql = "SELECT state || ' ' || attempts || ' ' || COALESCE(reason, '-') AS name FROM mail
        ORDER BY id DESC LIMIT 1";
    app.database.texts(sql).await.pop().expect("a mail")
}

async fn address_state(app: &TestApp, id: RecordId) -> Value {
    let query = "query($id: RecordId!) { record(id: $id) { reminders { address } } }";
    let answer = app.run(&app.schiltz, query, json!({ "id": id })).await;
    answer["data"]["record"]["reminders"]["address"].clone()
}

#[tokio::test]
async fn maildev_takes_it_by_tls_with_the_password_and_shows_it_in_the_readers_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/mail");
    let file = |name: &str| folder.join(name).display().to_string();
    let arguments = [file("server.pem"), file("server.key")];
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(node) = Node::start("mail/maildev.mjs", &arguments, &[]).await else { return };
    let (smtp, web) = node.issuer.split_once(' ').expect("two ports");
    let app = TestApp::new().await;
    let id = app.record("Noé", "2026-10-20", 1).await;
    enter(&app, id, "lea@example.lu").await;
    // A certificate that nobody knows, a wrong password: not taken, tried again later.
    let secret = "carnet:a%20secret%2Fwith%3Asigns";
    let stranger = transport(&format!("smtps://{secret}@127.0.0.1:{smtp}"), false);
    assert_eq!(send(&app, &stranger).await, 0);
    pass(&app, 2);
    let wrong = transport(&format!("smtps://carnet:wrong@127.0.0.1:{smtp}"), true);
    assert_eq!(send(&app, &wrong).await, 0);
    let held = newest(&app).await;
    assert!(held.starts_with("waiting 2 smtp_5"), "{held}");
    assert_eq!(address_state(&app, id).await, "WAITING", "no fault of the address");
    pass(&app, 10);
    let right = transport(&format!("smtps://{secret}@127.0.0.1:{smtp}"), true);
    assert_eq!(send(&app, &right).await, 1, "{}", newest(&app).await);
    let mails = reqwest::get(format!("http://127.0.0.1:{web}/api/email")).await.expect("maildev");
    let mails: Value = serde_json::from_str(&mails.text().await.expect("text")).expect("JSON");
    let mail = &mails.as_array().or(mails["emails"].as_array()).expect("mails")[0];
    assert_eq!(mail["subject"], "Confirméiert w.e.g. Är E-Mail-Adress", "{mails}");
    assert!(!mail.to_string().contains("Noé"), "{mail}");
}

#[tokio::test]
async fn a_greylisting_server_is_asked_again_and_takes_it_once() {
    let Some(mut node) = Node::start("mail/server.mjs", &[], &[]).await else { return };
    for (i, app) in TestApp::on_each().await.into_iter().enumerate() {
        let transport = transport(&format!("smtp://127.0.0.1:{}", node.issuer), false);
        let id = app.record("Noé", "2026-10-20", 1).await;
        // Somebody else on each database, whom the server has not seen yet.
        let email = format!("lea.{i}@example.lu");
        node.tell("greylist").await;
        enter(&app, id, &email).await;
        assert_eq!(send(&app, &transport).await, 0);
        assert_eq!(newest(&app).await, "waiting 1 smtp_450");
        assert_eq!(send(&app, &transport).await, 0, "not at once");
        pass(&app, 2);
        assert_eq!(send(&app, &transport).await, 1);
        assert_eq!(newest(&app).await, "sent 2 -");
        node.tell("take").await;
        assert_eq!(send(&app, &transport).await, 0, "and not again");
    }
}

#[tokio::test]
async fn nobody_there_fails_the_address_busy_broken_and_slow_do_not() {
    let Some(mut node) = Node::start("mail/server.mjs", &[], &[]).await else { return };
    for app in TestApp::on_each().await {
        let transport = transport(&format!("smtp://127.0.0.1:{}", node.issuer), false);
        let id = app.record("Noé", "2026-10-20", 1).await;
        enter(&app, id, "lea@example.lu").await;
        for (mood, reason) in [("busy", "smtp_421"), ("sender", "smtp_550"), ("break", "")] {
            node.tell(mood).await;
            assert_eq!(send(&app, &transport).await, 0, "{mood}");
            let held = newest(&app).await;
            assert!(held.starts_with("waiting") && held.contains(reason), "{mood}: {held}");
            assert_eq!(address_state(&app, id).await, "WAITING");
            pass(&app, 30);
        }
        node.tell("slow 1500").await;
        assert_eq!(send(&app, &transport).await, 1, "{}", newest(&app).await);
        node.tell("unknown").await;
        enter(&app, id, "nobody@example.lu").await;
        assert_eq!(send(&app, &transport).await, 0);
        assert_eq!(newest(&app).await, "failed 1 smtp_550");
        assert_eq!(address_state(&app, id).await, "FAILED");
        pass(&app, 60 * 24);
        node.tell("take").await;
        assert_eq!(send(&app, &transport).await, 0, "given up for good");
    }
}

#[tokio::test]
async fn no_server_at_all_is_given_up_after_five_days() {
    let app = TestApp::new().await;
    let nowhere = transport("smtp://127.0.0.1:9", false);
    let id = app.record("Noé", "2026-10-20", 1).await;
    enter(&app, id, "lea@example.lu").await;
    let mut attempts = 0;
    for _ in 0..20 {
        send(&app, &nowhere).await;
        attempts += 1;
        if newest(&app).await.starts_with("failed") {
            break;
        }
        pass(&app, 12 * 60 + 1);
    }
    assert_eq!(newest(&app).await, format!("failed {attempts} connection"));
    assert!((8..=12).contains(&attempts), "{attempts}");
    assert_eq!(address_state(&app, id).await, "WAITING");
}
