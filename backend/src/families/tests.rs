//! Families and helpers through the schema.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::{Locale, RecordId, Role};

use super::{bar, job};
use crate::{
    accesses::record_relation,
    authz::{AccountActor, Actor},
    testing::TestApp,
};

/// Asks as that actor and gives the payload of that name.
async fn ask(app: &TestApp, actor: &Actor, name: &str, fields: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{
            {name}(input: $input) {{ {fields} userErrors {{ code field message }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    if answer.get("errors").is_some() {
        return answer["errors"][0]["extensions"]["code"].clone();
    }
    answer["data"][name].clone()
}

fn key(app: &TestApp) -> String {
    format!("key-{}", app.op(&Actor::System).new_id())
}

/// A code for a child's parent, as Dr Schiltz prints it.
async fn parent_code(app: &TestApp, child: RecordId) -> String {
    let input = json!({ "idempotencyKey": key(app), "recordId": child });
    let made = ask(app, &app.schiltz, "makeParentCode", "code", input).await;
    made["code"].as_str().unwrap_or_else(|| panic!("no code: {made}")).to_owned()
}

async fn join(app: &TestApp, actor: &Actor, code: &str) -> Value {
    let input = json!({ "idempotencyKey": key(app), "code": code });
    ask(app, actor, "joinByCode", "record { id relation }", input).await
}

/// How that actor is related to a record; nothing if they may not read it.
async fn relation(app: &TestApp, actor: &Actor, id: RecordId) -> Value {
    let query = "query($id: RecordId!) { record(id: $id) { relation } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    answer["data"]["record"]["relation"].clone()
}

fn set_day(app: &TestApp, day: &str) {
    let at: DateTime<Utc> = format!("{day}T09:00:00Z").parse().expect("a moment");
    app.app.clock.set(at);
}

#[tokio::test]
async fn a_mother_joins_her_twins_each_by_a_code_that_works_once() {
    for app in TestApp::on_each().await {
        let own = app.record("Ana", "1990-03-01", 7).await;
        let mila = app.record("Mila", "2026-11-01", 11).await;
        let noe = app.record("Noé", "2026-11-01", 12).await;
        let (mother, other) = (app.patient(own), app.record("Lea", "1991-08-08", 8).await);
        for child in [mila, noe] {
            assert_eq!(relation(&app, &mother, child).await, Value::Null);
            let code = parent_code(&app, child).await;
            // However it is typed.
            let typed = code.to_lowercase().replace('-', " ");
            let joined = join(&app, &mother, &typed).await;
            assert_eq!(joined["record"], json!({ "id": child, "relation": "PARENT" }), "{joined}");
            let again = join(&app, &app.patient(other), &code).await;
            assert_eq!(again["userErrors"][0]["code"], "NOT_FOUND", "{again}");
        }
        let family = "{ viewer { records { relation record { givenName } } } }";
        let seen = app.run(&mother, family, json!({})).await;
        assert_eq!(seen["data"]["viewer"]["records"].as_array().map(Vec::len), Some(3), "{seen}");
        // Nothing but a hash is kept of a code.
        let kept = "SELECT code_hash AS name FROM relation_code";
        assert!(app.database.texts(kept).await.iter().all(|hash| hash.len() == 43));
    }
}

#[tokio::test]
async fn a_code_ends_with_its_time_and_wrong_ones_are_counted() {
    for app in TestApp::on_each().await {
        let own = app.record("Ana", "1990-03-01", 7).await;
        let child = app.record("Noé", "2026-11-01", 12).await;
        let mother = app.patient(own);
        let code = parent_code(&app, child).await;
        let start = app.app.clock.now();
        app.app.clock.set(start + TimeDelta::days(30));
        let late = join(&app, &mother, &code).await;
        assert_eq!(late["userErrors"][0]["code"], "NOT_FOUND", "{late}");
        app.app.clock.set(start);
        // The one that came too late was the first of eight.
        for _ in 1..8 {
            let wrong = join(&app, &mother, "0000-0000").await;
            assert_eq!(wrong["userErrors"][0]["code"], "NOT_FOUND", "{wrong}");
        }
        // Now even the right one waits, and an hour later it works.
        assert_eq!(join(&app, &mother, &code).await, "RATE_LIMITED");
        app.app.clock.set(start + TimeDelta::minutes(61));
        let joined = join(&app, &mother, &code).await;
        assert_eq!(joined["record"]["relation"], "PARENT", "{joined}");
        let own_code = parent_code(&app, child).await;
        assert_eq!(
            join(&app, &app.patient(child), &own_code).await["userErrors"][0]["code"],
            "NOT_APPLICABLE"
        );
    }
}

#[tokio::test]
async fn at_sixteen_a_young_person_with_an_account_decides_and_at_eighteen_it_ends_by_the_date() {
    for app in TestApp::on_each().await {
        let own = app.record("Ana", "1980-03-01", 7).await;
        let girl = app.record("Sofia", "2010-11-25", 12).await;
        let brother = app.record("Rui", "2010-11-25", 13).await;
        for child in [girl, brother] {
            app.make_parent(own, child).await;
        }
        let (mother, young) = (app.patient(own), app.patient(girl));
        app.sign_in(&young).await;
        assert_eq!(relation(&app, &mother, girl).await, "PARENT");
        let answer = |may_act: bool| {
            json!({ "idempotencyKey": key(&app), "recordId": girl, "holderId": own,
                "mayAct": may_act })
        };
        let early = ask(&app, &young, "answerParent", "record { id }", answer(true)).await;
        assert_eq!(early["userErrors"][0]["code"], "NOT_APPLICABLE", "{early}");
        set_day(&app, "2026-11-25");
        assert_eq!(relation(&app, &mother, girl).await, Value::Null);
        // Who has no account cannot be asked.
        assert_eq!(relation(&app, &mother, brother).await, "PARENT");
        let query = "query($id: RecordId!) { record(id: $id) {
            helpers { name kind waitsForAnswer canEnd } } }";
        let asked = app.run(&young, query, json!({ "id": girl })).await;
        assert_eq!(
            asked["data"]["record"]["helpers"],
            json!([{ "name": "Ana Ferreira Thill",
            "kind": "PARENT", "waitsForAnswer": true, "canEnd": true }]),
            "{asked}"
        );
        // Nobody else answers for her.
        assert_eq!(
            ask(&app, &mother, "answerParent", "record { id }", answer(true)).await,
            "NOT_FOUND"
        );
        let done = ask(&app, &young, "answerParent", "record { id }", answer(true)).await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
        assert_eq!(relation(&app, &mother, girl).await, "PARENT");
        set_day(&app, "2028-11-24");
        assert_eq!(relation(&app, &mother, girl).await, "PARENT");
        // On the day, without any job.
        set_day(&app, "2028-11-25");
        for child in [girl, brother] {
            assert_eq!(relation(&app, &mother, child).await, Value::Null);
        }
        let family = "{ viewer { records { relation } } }";
        let seen = app.run(&mother, family, json!({})).await;
        assert_eq!(seen["data"]["viewer"]["records"], json!([{ "relation": "SELF" }]), "{seen}");
        let op = app.op(&Actor::System);
        assert_eq!(job::end_of_age(&op).await.expect("the job runs"), 2);
        assert_eq!(job::end_of_age(&op).await.expect("the job runs"), 0);
        let rows = record_relation::Entity::find().all(&app.app.db).await.expect("relations");
        assert!(rows.iter().all(|row| row.ended_reason.as_deref() == Some("came_of_age")));
    }
}

#[tokio::test]
async fn a_no_ends_it_at_once() {
    for app in TestApp::on_each().await {
        let own = app.record("Ana", "1980-03-01", 7).await;
        let girl = app.record("Sofia", "2010-11-20", 12).await;
        app.make_parent(own, girl).await;
        let input = json!({ "idempotencyKey": "answer-no-1", "recordId": girl, "holderId": own,
            "mayAct": false });
        ask(&app, &app.patient(girl), "answerParent", "record { id }", input).await;
        assert_eq!(relation(&app, &app.patient(own), girl).await, Value::Null);
    }
}

#[tokio::test]
async fn a_trusted_person_reads_or_does_all_until_either_ends_it() {
    for app in TestApp::on_each().await {
        let own = app.record("Jos", "1938-03-01", 7).await;
        let friend = app.record("Lea", "1970-08-08", 8).await;
        let (old, helper) = (app.patient(own), app.patient(friend));
        let may = async |action: &str| {
            let query = "query($id: RecordId!) { record(id: $id) { permitted } }";
            let seen = app.run(&helper, query, json!({ "id": own })).await;
            let permitted = seen["data"]["record"]["permitted"].as_array().cloned();
            permitted.unwrap_or_default().contains(&json!(action))
        };
        for (rights, relation_is, who_ends) in
            [("READ", "READER", &old), ("ALL", "TRUSTED", &helper)]
        {
            let input = json!({ "idempotencyKey": key(&app), "recordId": own, "rights": rights });
            let made = ask(&app, &old, "inviteTrusted", "code expiresAt", input.clone()).await;
            // The code was shown once.
            let again = ask(&app, &old, "inviteTrusted", "code", input).await;
            assert_eq!(again["userErrors"][0]["code"], "KEY_REUSED", "{again}");
            let joined = join(&app, &helper, made["code"].as_str().expect("a code")).await;
            assert_eq!(joined["record"]["relation"], relation_is, "{joined}");
            assert!(may("READ").await);
            assert_eq!(may("REPORT_VACCINATION").await, rights == "ALL");
            assert_eq!(may("READ_ACCESS_LOG").await, rights == "ALL");
            assert!(!may("MANAGE_HELPERS").await, "who is trusted does not choose who else is");
            let input = json!({ "idempotencyKey": key(&app), "recordId": own, "holderId": friend });
            let ended = ask(&app, who_ends, "endHelper", "record { id }", input).await;
            assert_eq!(ended["userErrors"], json!([]), "{ended}");
            assert_eq!(relation(&app, &helper, own).await, Value::Null);
        }
    }
}

#[tokio::test]
async fn an_invitation_can_be_ended_before_it_is_used() {
    for app in TestApp::on_each().await {
        let own = app.record("Jos", "1938-03-01", 7).await;
        let friend = app.record("Lea", "1970-08-08", 8).await;
        let old = app.patient(own);
        let input = json!({ "idempotencyKey": key(&app), "recordId": own, "rights": "READ" });
        let made = ask(&app, &old, "inviteTrusted", "code", input).await;
        let query = "query($id: RecordId!) { record(id: $id) { invitations { id rights } } }";
        let seen = app.run(&old, query, json!({ "id": own })).await;
        let id = seen["data"]["record"]["invitations"][0]["id"].clone();
        let input = json!({ "idempotencyKey": key(&app), "recordId": own, "invitationId": id });
        let ended = ask(&app, &old, "endInvitation", "record { id }", input).await;
        assert_eq!(ended["userErrors"], json!([]), "{ended}");
        let late = join(&app, &app.patient(friend), made["code"].as_str().expect("a code")).await;
        assert_eq!(late["userErrors"][0]["code"], "NOT_FOUND", "{late}");
    }
}

#[tokio::test]
async fn a_barred_parent_may_nothing_until_a_court_lifts_it() {
    for app in TestApp::on_each().await {
        let own = app.record("Rui", "1980-03-01", 7).await;
        let child = app.record("Noé", "2020-04-14", 12).await;
        app.make_parent(own, child).await;
        let father = app.patient(own);
        let op = app.op(&Actor::System);
        bar::bar(&op, child, own, "TAL 2026/1234").await.expect("an operator may");
        assert_eq!(relation(&app, &father, child).await, Value::Null);
        assert!(bar::bar(&op, child, own, "TAL 2026/1234").await.is_err());
        let code = parent_code(&app, child).await;
        let refused = join(&app, &father, &code).await;
        assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND", "{refused}");
        bar::lift(&op, child, own, "TAL 2026/5678").await.expect("an operator may");
        assert_eq!(relation(&app, &father, child).await, Value::Null);
        let joined = join(&app, &father, &code).await;
        assert_eq!(joined["record"]["relation"], "PARENT", "{joined}");
        let logged =
            "SELECT action AS name FROM access_log WHERE action LIKE 'parent_bar%' ORDER BY action";
        assert_eq!(app.database.texts(logged).await, ["parent_bar_lifted", "parent_barred"]);
    }
}

#[tokio::test]
async fn who_has_no_record_or_is_no_patient_joins_nothing() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2026-11-01", 12).await;
        let code = parent_code(&app, child).await;
        let without = Actor::Account(AccountActor {
            record_id: None,
            ..app.patient(child).account().expect("a person").clone()
        });
        let mut officer = app.patient(child).account().expect("a person").clone();
        officer.roles = vec![Role::PublicHealthOfficer];
        officer.locale = Locale::De;
        for actor in [without, Actor::Account(officer), app.schiltz.clone()] {
            assert_eq!(join(&app, &actor, &code).await, "NOT_FOUND");
        }
    }
}
