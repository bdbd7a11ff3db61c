//! The log as it happens, and questions about it.

use futures::StreamExt;
use serde_json::{Value, json};
use shared::RecordId;

use super::{read, wait};
use crate::{authz::Actor, graphql::data_of, testing::TestApp};

async fn ask(app: &TestApp, actor: &Actor, key: &str, id: RecordId, entry: &Value) -> Value {
    let mutation = "mutation($input: QuestionAccessInput!) { questionAccess(input: $input) {
        record { id } userErrors { code field } } }";
    let input = json!({ "idempotencyKey": key, "recordId": id, "entryId": entry,
        "question": "I was not there that day. Why?" });
    app.run(actor, mutation, json!({ "input": input })).await
}

async fn answer(app: &TestApp, actor: &Actor, key: &str, id: RecordId, question: &Value) -> Value {
    let mutation = "mutation($input: AnswerAccessQuestionInput!) {
        answerAccessQuestion(input: $input) { isDone userErrors { code field } } }";
    let input = json!({ "idempotencyKey": key, "recordId": id, "questionId": question,
        "answer": "The school asked for the certificate." });
    app.run(actor, mutation, json!({ "input": input })).await
}

/// The newest entries of the log.
async fn log(app: &TestApp, actor: &Actor, id: RecordId) -> Vec<Value> {
    let query = "query($id: RecordId!) { record(id: $id) { accessLog(first: 100) { nodes {
        id action by { name } question { id question askedBy answer answeredBy } } } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    let nodes = answer["data"]["record"]["accessLog"]["nodes"].as_array().cloned();
    nodes.unwrap_or_else(|| panic!("no log: {answer}"))
}

async fn tasks(app: &TestApp, actor: &Actor) -> Value {
    let query = "{ practice { accessQuestions { recordId givenName familyName birthDate
        question { id question askedBy } entry { action by { name } } } } }";
    let answer = app.run(actor, query, json!({})).await;
    answer["data"]["practice"]["accessQuestions"].clone()
}

#[tokio::test]
async fn a_question_is_a_task_of_the_practice_until_it_answers_also_without_access() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let patient = app.patient(id);
        wait(&app, 1);
        read(&app, &app.schiltz, id).await;
        wait(&app, 1);
        let entries = log(&app, &patient, id).await;
        let own = entries.iter().find(|e| e["by"]["name"] == "Ana Ferreira").expect("own reading");
        let theirs = entries.iter().find(|e| e["action"] == "READ" && e != &own).expect("theirs");
        let asked = ask(&app, &patient, "question-1", id, &theirs["id"]).await;
        assert_eq!(asked["data"]["questionAccess"]["userErrors"], json!([]), "{asked}");
        for (key, entry, code) in [
            ("question-2", &theirs["id"], "REPEATED"),
            ("question-3", &own["id"], "NOT_APPLICABLE"),
            ("question-4", &json!(id), "NOT_FOUND"),
        ] {
            let refused = ask(&app, &patient, key, id, entry).await;
            let fault = json!([{ "code": code, "field": ["entryId"] }]);
            assert_eq!(refused["data"]["questionAccess"]["userErrors"], fault, "{refused}");
        }
        // The practice may see the record no more, and still has to answer.
        let end = "UPDATE record_access SET ended_at = opened_at";
        sea_orm::ConnectionTrait::execute_unprepared(&app.app.db, end).await.expect("it ends");
        assert_eq!(tasks(&app, &app.weber).await, json!([]));
        let waiting = tasks(&app, &app.origer).await;
        let question = waiting[0]["question"]["id"].clone();
        assert_eq!(
            waiting,
            json!([{ "recordId": id, "givenName": "Noé", "familyName": "Ferreira Thill",
                "birthDate": "2025-04-14", "question": { "id": question,
                    "question": "I was not there that day. Why?", "askedBy": "Ana Ferreira" },
                "entry": { "action": "READ", "by": { "name": "Dr Nadine Schiltz" } } }])
        );
        for (actor, key) in [(&app.weber, "answer-k1"), (&patient, "answer-k2")] {
            let denied = answer(&app, actor, key, id, &question).await;
            assert_eq!(denied["errors"][0]["extensions"]["code"], "NOT_FOUND", "{denied}");
        }
        let done = answer(&app, &app.origer, "answer-k3", id, &question).await;
        assert_eq!(done["data"]["answerAccessQuestion"]["isDone"], true, "{done}");
        let again = answer(&app, &app.schiltz, "answer-k4", id, &question).await;
        let code = &again["data"]["answerAccessQuestion"]["userErrors"][0]["code"];
        assert_eq!(code, "REPEATED", "{again}");
        assert_eq!(tasks(&app, &app.origer).await, json!([]));
        let entries = log(&app, &patient, id).await;
        let theirs = entries.iter().find(|e| e["id"] == theirs["id"]).expect("theirs");
        assert_eq!(theirs["question"]["answer"], "The school asked for the certificate.");
        assert_eq!(theirs["question"]["answeredBy"], "Paul Origer");
        assert!(entries.iter().any(|e| e["action"] == "ACCESS_ANSWERED"), "{entries:?}");
    }
}

#[tokio::test]
async fn a_reading_is_told_to_the_patient_as_it_happens_and_to_no_practice() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let query = "subscription($id: RecordId!) { accessLogChanged(recordId: $id) { at } }";
        let watch = async |actor: &Actor, shown| {
            let variables = async_graphql::Variables::from_json(json!({ "id": id }));
            let mut request = async_graphql::Request::new(query).variables(variables);
            request.data = data_of(app.op(actor).with_credential(shown));
            Box::pin(app.schema.execute_stream(request))
        };
        let patient = app.patient(id);
        let shown = app.sign_in(&patient).await;
        let mut events = watch(&patient, shown).await;
        let doctor = app.sign_in(&app.origer).await;
        let mut denied = watch(&app.origer, doctor.clone()).await;
        let first = serde_json::to_value(denied.next().await.expect("an answer")).expect("JSON");
        assert_eq!(first["errors"][0]["extensions"]["code"], "NOT_FOUND", "{first}");
        // A practice that watches the record is not told who else reads it.
        let mut changes = app.changes(&doctor, id).await;
        let happens = async {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            wait(&app, 1);
            read(&app, &app.schiltz, id).await;
            wait(&app, 1);
            app.dose(id, "VAC0510", "2026-05-04").await;
        };
        let (told, change, ()) = tokio::join!(events.next(), changes.next(), happens);
        let told = serde_json::to_value(told.expect("an event")).expect("JSON");
        assert_eq!(told["data"]["accessLogChanged"]["at"], "2026-11-24T09:01:00+00:00", "{told}");
        let change = serde_json::to_value(change.expect("an event")).expect("JSON");
        let parts = &change["data"]["recordChanged"]["parts"];
        assert_eq!(*parts, json!(["VACCINATIONS", "ASSESSMENT"]), "{change}");
        // The event of a reading is in the table too, for other nodes.
        let rows = "SELECT parts AS name FROM outbox_event WHERE parts LIKE '%access_log%'";
        assert_eq!(app.database.texts(rows).await.len(), 1);
    }
}
