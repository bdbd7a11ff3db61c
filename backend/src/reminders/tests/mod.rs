//! Whom to tell, once, and no more when it does not hold.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::RecordId;

use super::store::find::{Done, find};
use crate::{
    assessments::job::catch_up,
    authz::Actor,
    mail::{address, address::Followed, job::send_waiting, transport::Transport},
    testing::TestApp,
};

mod clock;
mod one;
mod settings;

/// Sets the clock to nine in the morning of a day, UTC.
fn set_day(app: &TestApp, day: &str) {
    app.app.clock.set(format!("{day}T09:00:00Z").parse().expect("a moment"));
}

/// Assesses what has run out, and finds whom to tell.
async fn find_all(app: &TestApp) -> Done {
    let op = app.op(&Actor::System);
    catch_up(&op, |_| {}).await.expect("the job runs");
    find(&op, |_| {}).await.expect("the finder runs")
}

/// Lets a quarter of an hour pass and sends what waits; gives how many were taken.
async fn send(app: &TestApp, transport: &Transport) -> u64 {
    app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(15));
    send_waiting(&app.op(&Actor::System), transport).await.expect("the sender runs")
}

/// Gives a record an address that its reader confirms.
async fn confirmed(app: &TestApp, id: RecordId, email: &str) {
    enter(app, id, email).await;
    let secret = secret_of(app, email).await;
    let followed = address::confirm(&app.app, &secret).await.expect("an answer");
    assert!(matches!(followed, Followed::Done(_)), "{followed:?}");
}

/// The same for a record that no doctor of the tests sees.
async fn confirmed_as_system(app: &TestApp, id: RecordId, email: &str) {
    let op = app.op(&Actor::System);
    let entered = email.parse().expect("an address");
    let language = shared::Locale::Fr;
    op.transaction(async |tx| address::follow(&op, tx, id, Some(&entered), language).await)
        .await
        .expect("an address is asked");
    let secret = secret_of(app, email).await;
    let followed = address::confirm(&app.app, &secret).await.expect("an answer");
    assert!(matches!(followed, Followed::Done(_)), "{followed:?}");
}

/// Enters an address in a record.
async fn enter(app: &TestApp, id: RecordId, email: &str) {
    let query = "query($id: RecordId!) { record(id: $id) { version } }";
    let version = app.run(&app.schiltz, query, json!({ "id": id })).await;
    let mutation = "mutation($input: ChangeContactInput!) { changeContact(input: $input) {
        userErrors { code } } }";
    let input = json!({ "idempotencyKey": format!("enter-{}", app.op(&Actor::System).new_id()),
        "recordId": id, "version": version["data"]["record"]["version"], "language": "DE",
        "email": email });
    let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
    assert_eq!(answer["data"]["changeContact"]["userErrors"], json!([]), "{answer}");
}

/// The secret of the mail that waits for an address.
async fn secret_of(app: &TestApp, email: &str) -> String {
    let secrets = format!(
        "SELECT m.secret AS name FROM mail m JOIN address a ON a.id = m.address_id
        WHERE a.email = '{email}' AND m.secret <> '' ORDER BY m.created_at"
    );
    app.database.texts(&secrets).await.pop().expect("a mail waits")
}

/// Every reminder in a line, in the order of the day, disease and state.
async fn reminders(app: &TestApp) -> Vec<String> {
    let sql = "SELECT target || ' ' || dose_number || ' ' || due_on || ' ' || state || ' ' ||
        COALESCE(reason, '-') AS name FROM reminder ORDER BY 1";
    app.database.texts(sql).await
}

/// A folder that is nobody else's; gone with the value.
struct Kept(std::path::PathBuf);

impl Drop for Kept {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A transport into a folder.
fn folder() -> (Kept, Transport) {
    let name = format!("carnet-mails-{}", crate::ids::Ids::random().token());
    let folder = std::env::temp_dir().join(name);
    (Kept(folder.clone()), Transport::Folder(folder))
}

/// What is in the folder.
fn letters(kept: &Kept) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(&kept.0) else { return Vec::new() };
    let mut letters: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a letter"))
        .collect();
    letters.sort();
    letters
}

/// The moment of the tests.
fn now(app: &TestApp) -> DateTime<Utc> {
    app.app.clock.now()
}
