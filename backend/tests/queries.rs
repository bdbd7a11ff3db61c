//! What a page costs the database: at most five queries, however long its lists.
//!
//! Counted are the statements that SeaORM sends, with their text, so that a failure says
//! which one is too many. Signing in is one of them (`accounts::actor_of`); once in a
//! minute it also notes that the session is in use.

use std::sync::{Arc, Mutex};

use backend::{accounts::Credential, db::testing::each, testing::TestApp};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::RecordId;

/// A service that notes each statement it sends.
struct Counted {
    app: TestApp,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Counted {
    async fn on_each() -> Vec<Self> {
        let mut counted = Vec::new();
        for mut database in each().await {
            let statements = Arc::new(Mutex::new(Vec::new()));
            let noted = statements.clone();
            database.db.set_metric_callback(move |info| {
                noted.lock().expect("nobody panicked").push(info.statement.sql.clone());
            });
            counted.push(Self { app: TestApp::on(database).await, statements });
        }
        counted
    }

    /// What the operation answers and the statements it took, signing in among them.
    async fn run(&self, shown: &Credential, query: &str, variables: Value) -> (Value, Vec<String>) {
        self.statements.lock().expect("nobody panicked").clear();
        let answer = self.app.run_with(shown, query, variables).await;
        assert_eq!(answer.get("errors"), None, "{answer}");
        (answer["data"].clone(), self.statements.lock().expect("nobody panicked").clone())
    }

    /// Gives someone that many doses, on different days.
    async fn doses(&self, id: RecordId, count: i32) {
        let doses: Vec<Value> = (0..count)
            .map(|i| {
                let day = format!("2025-{:02}-{:02}", 5 + i / 28, 1 + i % 28);
                json!({ "vaccineCode": "VAC0510", "occurrence": day, "lot": format!("LOT{i}") })
            })
            .collect();
        let input = json!({ "idempotencyKey": format!("doses-{id}"), "recordId": id,
            "proof": "YELLOW_CARD", "doses": doses });
        let mutation = "mutation($input: TranscribeVaccinationsInput!) {
            transcribeVaccinations(input: $input) { userErrors { code field } } }";
        let answer = self.app.run(&self.app.schiltz, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["transcribeVaccinations"]["userErrors"], json!([]), "{answer}");
    }
}

/// All that the pages show of a dose.
const DOSE: &str = "id version status provenance occurrence occurredFrom occurredTo lot expiresOn
    serial site route quantityMl isConfirmed notGivenReason note recordedAt country proof
    vaccine { code name(locale: FR) { text locale } isAbstract targets { code name(locale: FR) { text } } }
    performer { id name role } practice { id name } recordedBy { kind name practiceName }
    warnings { code other }";

/// All that the pages show of a person.
const PERSON: &str = "id version familyName givenName birthDate ageYears sex language email phone
    commune relation permitted identifiers { system issuer value }";

#[track_caller]
fn costs_at_most(most: usize, statements: &[String]) {
    assert!(
        statements.len() <= most,
        "{} statements:\n{}",
        statements.len(),
        statements.join("\n")
    );
}

#[tokio::test]
async fn the_doctors_record_page_costs_at_most_five_queries_with_signing_in() {
    for counted in Counted::on_each().await {
        let app = &counted.app;
        let id = app.record("Noé", "2025-04-14", 103).await;
        counted.doses(id, 40).await;
        let shown = app.sign_in(&app.schiltz).await;
        let query = format!(
            "query($id: RecordId!) {{ record(id: $id) {{ {PERSON} vaccinations(includeVoid: true) {{ {DOSE} }}
                correctionRequests {{ id words canAnswer }}
                assessment {{ rules targets {{ status recommendedOn doses {{ vaccinationId verdict }} }} }} }} }}"
        );
        // The first reading, which is logged.
        let (data, first) = counted.run(&shown, &query, json!({ "id": id })).await;
        assert_eq!(data["record"]["vaccinations"].as_array().map(Vec::len), Some(40));
        assert_eq!(data["record"]["identifiers"].as_array().map(Vec::len), Some(1));
        costs_at_most(5, &first);
        // And again, a moment later.
        let (_, again) = counted.run(&shown, &query, json!({ "id": id })).await;
        costs_at_most(4, &again);
        // After a while it is logged again, and the session's use is noted.
        app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(11));
        let (_, later) = counted.run(&shown, &query, json!({ "id": id })).await;
        costs_at_most(6, &later);
        let readings = "SELECT author_name AS name FROM access_log WHERE action = 'read'";
        assert_eq!(app.database.texts(readings).await.len(), 2);
    }
}

#[tokio::test]
async fn the_patients_page_costs_at_most_four_queries_beside_signing_in() {
    for counted in Counted::on_each().await {
        let app = &counted.app;
        let own = app.record("Lea", "1990-03-01", 7).await;
        counted.doses(own, 5).await;
        for i in 1..=3 {
            let child = app.record("Noé", &format!("202{i}-04-14"), 103).await;
            counted.doses(child, 30).await;
            app.make_parent(own, child).await;
        }
        let shown = app.sign_in(&app.patient(own)).await;
        let query = format!(
            "{{ viewer {{ account {{ displayName locale }} roles
                records {{ relation record {{ {PERSON} vaccinations {{ {DOSE} }} }} }} }} }}"
        );
        let (data, statements) = counted.run(&shown, &query, json!({})).await;
        let records = data["viewer"]["records"].as_array().expect("records");
        let doses = |r: &Value| r["record"]["vaccinations"].as_array().map_or(0, Vec::len);
        assert_eq!(records.iter().map(doses).collect::<Vec<_>>(), [5, 30, 30, 30]);
        costs_at_most(5, &statements);
    }
}

/// What the patient's family page asks for, as `frontend` sends it.
const FAMILY: &str = include_str!("../../frontend/tests/queries/family.graphql");
/// What the page of what is next for one person asks for.
const NEXT: &str = include_str!("../../frontend/tests/queries/next.graphql");

#[tokio::test]
async fn the_family_page_costs_the_same_however_many_children_there_are() {
    for counted in Counted::on_each().await {
        let app = &counted.app;
        let mut costs = Vec::new();
        for children in [1, 6] {
            let own = app.record("Lea", &format!("198{children}-03-01"), 7 + children).await;
            counted.doses(own, 5).await;
            for i in 0..children {
                let born = format!("20{}-04-14", 12 + i + children);
                let child = app.record("Noé", &born, 103 + children).await;
                counted.doses(child, 10).await;
                app.make_parent(own, child).await;
            }
            let shown = app.sign_in(&app.patient(own)).await;
            let (data, statements) = counted.run(&shown, FAMILY, json!({ "locale": "FR" })).await;
            let records = data["viewer"]["records"].as_array().expect("records");
            assert_eq!(records.len(), 1 + usize::from(children));
            for each in records {
                let targets = each["record"]["assessment"]["targets"].as_array();
                assert!(targets.is_some_and(|targets| 20 < targets.len()), "{each}");
            }
            // Session, family, that it is read, doses, facts, assessments.
            costs_at_most(7, &statements);
            costs.push(statements.len());
        }
        assert_eq!(costs[0], costs[1], "what more children cost");
    }
}

#[tokio::test]
async fn the_page_of_what_is_next_costs_at_most_six_queries_with_signing_in() {
    for counted in Counted::on_each().await {
        let app = &counted.app;
        let own = app.record("Lea", "1990-03-01", 7).await;
        counted.doses(own, 30).await;
        let shown = app.sign_in(&app.patient(own)).await;
        let variables = json!({ "locale": "DE", "record": own });
        let (data, statements) = counted.run(&shown, NEXT, variables).await;
        assert_eq!(data["record"]["vaccinations"].as_array().map(Vec::len), Some(30));
        let why = data["record"]["assessment"]["why"].as_array().expect("reasons");
        assert!(why.iter().any(|w| w["reasons"][0].is_string()), "{why:?}");
        costs_at_most(6, &statements);
    }
}

#[tokio::test]
async fn a_list_of_a_hundred_records_with_doses_costs_at_most_four_queries_beside_signing_in() {
    for counted in Counted::on_each().await {
        let app = &counted.app;
        for i in 0..100_u16 {
            let born = format!("19{:02}-{:02}-01", 25 + i / 12, 1 + i % 12);
            let id = app.record("Ana", &born, i).await;
            let input = json!({ "idempotencyKey": format!("many-{i:04}"), "recordId": id,
                "proof": "YELLOW_CARD", "doses": [
                    { "vaccineCode": "VAC0541", "occurrence": "2020-01-01" },
                    { "vaccineCode": "VAC0541", "occurrence": "2020-01-01" }] });
            let mutation = "mutation($input: TranscribeVaccinationsInput!) {
                transcribeVaccinations(input: $input) { userErrors { code } } }";
            app.run(&app.schiltz, mutation, json!({ "input": input })).await;
        }
        let shown = app.sign_in(&app.origer).await;
        let query = format!(
            "{{ practice {{ name records(first: 100) {{ nodes {{ {PERSON} vaccinations {{ {DOSE} }} }} }} }} }}"
        );
        let (data, statements) = counted.run(&shown, &query, json!({})).await;
        let nodes = data["practice"]["records"]["nodes"].as_array().expect("records");
        assert_eq!(nodes.len(), 100);
        assert_eq!(nodes[99]["vaccinations"][1]["warnings"][0]["code"], "POSSIBLE_DUPLICATE");
        costs_at_most(5, &statements);
        // The doses of a day with their people.
        let query = format!(
            "{{ practice {{ vaccinations(recordedOn: \"2026-11-24\", first: 100) {{ nodes {{
                record {{ {PERSON} }} {DOSE} }} }} }} }}"
        );
        let (data, statements) = counted.run(&shown, &query, json!({})).await;
        let nodes = data["practice"]["vaccinations"]["nodes"].as_array().expect("doses");
        assert_eq!(nodes.len(), 100);
        costs_at_most(5, &statements);
        // Whatever else is asked of each, its cost does not grow with the list: session,
        // doses, members, their names, records, accesses and versions are one each. The
        // practices are asked for on three ways, which meet in one statement or do not,
        // as the database happens to answer.
        let query = "query($first: Int!) { practice { vaccinations(first: $first) { nodes {
            history { version } practice { commune practitioners { name } }
            record { accesses { practice { commune } } } } } } }";
        for first in [2, 100] {
            let (_, statements) = counted.run(&shown, query, json!({ "first": first })).await;
            costs_at_most(7 + 3, &statements);
        }
    }
}
