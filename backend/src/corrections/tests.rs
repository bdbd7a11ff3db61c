//! Requests for correction, through the schema.

use futures::StreamExt;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::{RecordId, VaccinationId};

use crate::{authz::Actor, exports, testing::TestApp};

const FIELDS: &str =
    "id subject vaccinationId practice { name } words askedBy status answer endedBy
    endedPracticeName canAnswer";

/// Sends a mutation; gives its payload, or the code with which it was denied.
async fn send(app: &TestApp, actor: &Actor, name: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ request {{ {FIELDS} }}
            userErrors {{ code field }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"][name].clone(),
    }
}

async fn ask(
    app: &TestApp,
    actor: &Actor,
    key: &str,
    id: RecordId,
    dose: Option<VaccinationId>,
) -> Value {
    let subject = if dose.is_some() { "VACCINATION" } else { "PERSON" };
    let input = json!({ "idempotencyKey": key, "recordId": id, "subject": subject,
        "vaccinationId": dose, "words": "It was the other arm." });
    send(app, actor, "requestCorrection", input).await
}

async fn answer(
    app: &TestApp,
    actor: &Actor,
    key: &str,
    id: RecordId,
    request: &Value,
    (outcome, reason): (&str, Option<&str>),
) -> Value {
    let input = json!({ "idempotencyKey": key, "recordId": id, "requestId": request,
        "outcome": outcome, "reason": reason });
    send(app, actor, "answerCorrection", input).await
}

async fn withdraw(app: &TestApp, actor: &Actor, key: &str, id: RecordId, request: &Value) -> Value {
    let input = json!({ "idempotencyKey": key, "recordId": id, "requestId": request });
    send(app, actor, "withdrawCorrection", input).await
}

/// What waits for the practice of that actor.
async fn tasks(app: &TestApp, actor: &Actor) -> Vec<Value> {
    let query = format!(
        "{{ practice {{ correctionRequests {{ recordId givenName canRead occurrence
            vaccine {{ code }} request {{ {FIELDS} }} }} }} }}"
    );
    let answer = app.run(actor, &query, json!({})).await;
    let found = answer["data"]["practice"]["correctionRequests"].as_array();
    found.unwrap_or_else(|| panic!("no tasks: {answer}")).clone()
}

/// The requests as that actor sees them on the record.
async fn seen(app: &TestApp, actor: &Actor, id: RecordId) -> Vec<Value> {
    let query = format!(
        "query($id: RecordId!) {{ record(id: $id) {{ correctionRequests {{ {FIELDS} }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "id": id })).await;
    let found = answer["data"]["record"]["correctionRequests"].as_array();
    found.unwrap_or_else(|| panic!("no record: {answer}")).clone()
}

/// The same on one dose.
async fn seen_on(app: &TestApp, actor: &Actor, id: RecordId, dose: VaccinationId) -> Vec<Value> {
    let query = format!(
        "query($id: RecordId!, $dose: VaccinationId!) {{ record(id: $id) {{
            vaccination(id: $dose) {{ correctionRequests {{ {FIELDS} }} }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "id": id, "dose": dose })).await;
    let found = answer["data"]["record"]["vaccination"]["correctionRequests"].as_array();
    found.unwrap_or_else(|| panic!("no dose: {answer}")).clone()
}

fn faults(payload: &Value) -> String {
    payload["userErrors"].to_string()
}

#[tokio::test]
async fn a_request_waits_at_the_practice_of_the_dose_and_is_kept_with_its_answer() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2026-05-04").await;
        let other = app.dose(id, "VAC0510", "2026-07-04").await;
        app.open_to_weber(id).await;
        let patient = app.patient(id);
        let asked = ask(&app, &patient, "asking-1", id, Some(dose)).await;
        let request = asked["request"]["id"].clone();
        assert_eq!(
            asked["request"],
            json!({ "id": request, "subject": "VACCINATION", "vaccinationId": dose,
                "practice": { "name": "Cabinet médical Belair" }, "words": "It was the other arm.",
                "askedBy": "Ana Ferreira", "status": "REQUESTED", "answer": null, "endedBy": null,
                "endedPracticeName": null, "canAnswer": false })
        );
        let again = ask(&app, &patient, "asking-2", id, Some(dose)).await;
        assert_eq!(faults(&again), r#"[{"code":"REPEATED","field":["vaccinationId"]}]"#);
        let waiting = tasks(&app, &app.origer).await;
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert_eq!(waiting[0]["occurrence"], "2026-05-04");
        assert_eq!(waiting[0]["vaccine"]["code"], "VAC0510");
        assert_eq!(
            (&waiting[0]["givenName"], &waiting[0]["canRead"]),
            (&json!("Noé"), &json!(true))
        );
        assert_eq!(waiting[0]["request"]["canAnswer"], true);
        // Another practice that may see the record sees the request; it is not for it to answer.
        assert_eq!(tasks(&app, &app.weber).await, Vec::<Value>::new());
        assert_eq!(seen_on(&app, &app.weber, id, dose).await[0]["canAnswer"], false);
        assert_eq!(seen_on(&app, &app.weber, id, other).await, Vec::<Value>::new());
        let done = ("CORRECTED", None);
        for (actor, key) in [(&app.weber, "answer-k1"), (&patient, "answer-k2")] {
            assert_eq!(answer(&app, actor, key, id, &request, done).await, "NOT_FOUND");
        }
        let silent = ("NOT_CHANGED", Some(" "));
        let refused = answer(&app, &app.schiltz, "answer-k3", id, &request, silent).await;
        assert_eq!(faults(&refused), r#"[{"code":"REQUIRED","field":["reason"]}]"#);
        let said = ("NOT_CHANGED", Some("The pack says the left arm."));
        let answered = answer(&app, &app.schiltz, "answer-k4", id, &request, said).await;
        assert_eq!(faults(&answered), "[]", "{answered}");
        let late = answer(&app, &app.origer, "answer-k5", id, &request, done).await;
        assert_eq!(faults(&late), r#"[{"code":"CONFLICT","field":["requestId"]}]"#);
        assert_eq!(tasks(&app, &app.origer).await, Vec::<Value>::new());
        let kept = seen_on(&app, &patient, id, dose).await;
        assert_eq!(
            (&kept[0]["status"], &kept[0]["answer"], &kept[0]["endedBy"]),
            (
                &json!("NOT_CHANGED"),
                &json!("The pack says the left arm."),
                &json!("Dr Nadine Schiltz")
            )
        );
        // Asked again, now corrected without words.
        let asked = ask(&app, &patient, "asking-3", id, Some(dose)).await;
        let request = asked["request"]["id"].clone();
        let answered = answer(&app, &app.origer, "answer-k6", id, &request, done).await;
        assert_eq!(answered["request"]["status"], "CORRECTED", "{answered}");
        assert_eq!(answered["request"]["answer"], Value::Null);
        assert_eq!(seen(&app, &patient, id).await.len(), 2);
    }
}

#[tokio::test]
async fn what_nobody_was_asked_by_name_waits_at_the_practices_that_may_see_the_record() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        let asked = ask(&app, &patient, "asking-1", id, None).await;
        let request = asked["request"]["id"].clone();
        assert_eq!(asked["request"]["practice"], Value::Null, "{asked}");
        assert_eq!(tasks(&app, &app.weber).await, Vec::<Value>::new());
        let done = ("CORRECTED", Some("The name is spelt as in the passport now."));
        assert_eq!(answer(&app, &app.weber, "answer-k1", id, &request, done).await, "NOT_FOUND");
        app.open_to_weber(id).await;
        assert_eq!(tasks(&app, &app.weber).await[0]["request"]["id"], request);
        assert_eq!(tasks(&app, &app.schiltz).await[0]["request"]["id"], request);
        let end = "UPDATE record_access SET ended_at = opened_at";
        app.app.db.execute_unprepared(end).await.expect("it ends");
        assert_eq!(tasks(&app, &app.schiltz).await, Vec::<Value>::new());
        let denied = answer(&app, &app.schiltz, "answer-k2", id, &request, done).await;
        assert_eq!(denied, "NOT_FOUND");
        let back = "UPDATE record_access SET ended_at = NULL";
        app.app.db.execute_unprepared(back).await.expect("it holds again");
        let answered = answer(&app, &app.weber, "answer-k3", id, &request, done).await;
        assert_eq!(answered["request"]["endedPracticeName"], "Pédiatrie Kirchberg", "{answered}");
    }
}

#[tokio::test]
async fn the_practice_of_the_dose_answers_also_when_it_may_see_the_record_no_more() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2026-05-04").await;
        let asked = ask(&app, &app.patient(id), "asking-1", id, Some(dose)).await;
        let end = "UPDATE record_access SET ended_at = opened_at";
        app.app.db.execute_unprepared(end).await.expect("it ends");
        let waiting = tasks(&app, &app.schiltz).await;
        assert_eq!((waiting.len(), &waiting[0]["canRead"]), (1, &json!(false)), "{waiting:?}");
        let said = ("NOT_CHANGED", Some("Show us your code, then we can look."));
        let request = &asked["request"]["id"];
        let answered = answer(&app, &app.schiltz, "answer-k1", id, request, said).await;
        assert_eq!(answered["request"]["status"], "NOT_CHANGED", "{answered}");
    }
}

#[tokio::test]
async fn a_request_is_taken_back_while_it_waits_and_stays_visible() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        let request = ask(&app, &patient, "asking-1", id, None).await["request"]["id"].clone();
        for (actor, key) in [(&app.schiltz, "taking-1"), (&app.weber, "taking-2")] {
            assert_eq!(withdraw(&app, actor, key, id, &request).await, "NOT_FOUND");
        }
        let back = withdraw(&app, &patient, "taking-3", id, &request).await;
        assert_eq!(back["request"]["status"], "WITHDRAWN", "{back}");
        let same = withdraw(&app, &patient, "taking-3", id, &request).await;
        assert_eq!(same, back);
        let late = withdraw(&app, &patient, "taking-4", id, &request).await;
        assert_eq!(faults(&late), r#"[{"code":"CONFLICT","field":["requestId"]}]"#);
        let none = withdraw(&app, &patient, "taking-5", id, &json!(id)).await;
        assert_eq!(faults(&none), r#"[{"code":"NOT_FOUND","field":["requestId"]}]"#);
        assert_eq!(tasks(&app, &app.schiltz).await, Vec::<Value>::new());
        let said = ("NOT_CHANGED", Some("It is right as it is."));
        let late = answer(&app, &app.schiltz, "answer-k1", id, &request, said).await;
        assert_eq!(faults(&late), r#"[{"code":"CONFLICT","field":["requestId"]}]"#);
        assert_eq!(seen(&app, &app.schiltz, id).await[0]["status"], "WITHDRAWN");
    }
}

#[tokio::test]
async fn who_acts_for_the_person_asks_and_who_only_reads_does_not() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2025-04-14", 103).await;
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let friend = app.record("Ute", "1991-03-01", 8).await;
        let reader = app.record("Max", "1992-03-01", 9).await;
        app.make_parent(mother, child).await;
        for (holder, rights) in [(friend, "all"), (reader, "read")] {
            app.trust(mother, holder, rights).await;
        }
        let asked = ask(&app, &app.patient(mother), "asking-1", child, None).await;
        assert_eq!(asked["request"]["status"], "REQUESTED", "{asked}");
        let asked = ask(&app, &app.patient(friend), "asking-2", mother, None).await;
        assert_eq!(asked["request"]["status"], "REQUESTED", "{asked}");
        let machine = app.machine(&crate::authz::Scope::ALL);
        for actor in [&app.patient(reader), &machine, &app.schiltz] {
            assert_eq!(ask(&app, actor, "asking-3", mother, None).await, "NOT_FOUND");
        }
        for actor in [&app.patient(reader), &machine] {
            assert_eq!(seen(&app, actor, mother).await, Vec::<Value>::new());
        }
        let query = "{ practice { correctionRequests { recordId } } }";
        let denied = app.run(&machine, query, json!({})).await;
        assert_eq!(denied["errors"][0]["extensions"]["code"], "NOT_FOUND", "{denied}");
    }
}

#[tokio::test]
async fn a_request_is_one_change_told_logged_and_counted_once() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        let shown = app.sign_in(&app.schiltz).await;
        let mut changes = app.changes(&shown, id).await;
        let asked = async {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            let first = ask(&app, &patient, "asking-1", id, None).await;
            assert_eq!(ask(&app, &patient, "asking-1", id, None).await, first);
            first
        };
        let (change, asked) = tokio::join!(changes.next(), asked);
        let change = serde_json::to_value(change.expect("an event")).expect("JSON");
        assert_eq!(change["data"]["recordChanged"]["parts"], json!(["CORRECTIONS"]), "{change}");
        let said = ("CORRECTED", Some("done"));
        answer(&app, &app.schiltz, "answer-k1", id, &asked["request"]["id"], said).await;
        let log =
            "SELECT action AS name FROM access_log WHERE action LIKE 'correction%' ORDER BY at, id";
        let logged = app.database.texts(log).await;
        assert_eq!(logged, ["correction_requested", "correction_answered"]);
        // Who sees the task reads of the dose.
        ask(&app, &patient, "asking-2", id, None).await;
        let reads = "SELECT author_name AS name FROM access_log WHERE action = 'read'
            AND author_name = 'Paul Origer'";
        assert_eq!(app.database.texts(reads).await.len(), 0);
        tasks(&app, &app.origer).await;
        assert_eq!(app.database.texts(reads).await.len(), 1);
    }
}

#[tokio::test]
async fn twenty_requests_wait_at_most() {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    let patient = app.patient(id);
    for n in 0..20 {
        let asked = ask(&app, &patient, &format!("asking-{n}"), id, None).await;
        assert_eq!(faults(&asked), "[]");
    }
    let more = ask(&app, &patient, "asking-more", id, None).await;
    assert_eq!(faults(&more), r#"[{"code":"TOO_MANY","field":["recordId"]}]"#);
    let first = seen(&app, &patient, id).await[19]["id"].clone();
    withdraw(&app, &patient, "taking-1", id, &first).await;
    let asked = ask(&app, &patient, "asking-more", id, None).await;
    assert_eq!(faults(&asked), "[]");
}

#[tokio::test]
async fn the_export_holds_what_was_asked_and_answered() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2026-05-04").await;
        let patient = app.patient(id);
        let asked = ask(&app, &patient, "asking-1", id, Some(dose)).await;
        let said = ("NOT_CHANGED", Some("It is right as it is."));
        answer(&app, &app.schiltz, "answer-k1", id, &asked["request"]["id"], said).await;
        let export = exports::export(&app.op(&patient), id).await.expect("an export");
        let file = exports::to_json(&export).expect("JSON");
        let read = exports::read::read(&file).expect("it reads what it wrote");
        let [request] = &*read.correction_requests else { panic!("{read:?}") };
        assert_eq!(request.vaccination_id, Some(dose));
        assert_eq!(request.answer.as_deref(), Some("It is right as it is."));
        assert_eq!(request.practice.as_deref(), Some("Cabinet médical Belair"));
        // A file from before has none; one that names another dose is refused.
        let mut old: Value = serde_json::from_slice(&file).expect("JSON");
        old["correction_requests"][0]["vaccination_id"] = json!(id);
        let error = exports::read::read(old.to_string().as_bytes()).expect_err("no such dose");
        assert_eq!(error.field, "correction_requests[0].vaccination_id");
        old.as_object_mut().expect("an object").remove("correction_requests");
        let read = exports::read::read(old.to_string().as_bytes()).expect("an old file");
        assert_eq!(read.correction_requests, []);
    }
}
