//! Creating records: numbers, people who may be the same, keys.

use futures::future::join_all;
use serde_json::{Value, json};
use shared::Role;

use super::{CREATE, codes, create, matricule, person};
use crate::{
    authz::{Actor, Scope},
    testing::TestApp,
};

#[tokio::test]
async fn a_record_is_created_from_a_matricule() {
    for app in TestApp::on_each().await {
        let payload = create(&app, &app.schiltz, person("create-1", json!({}))).await;
        assert_eq!(codes(&payload), [""; 0], "{payload}");
        assert_eq!(payload["record"]["version"], 1);
        assert_eq!(payload["record"]["ageYears"], 5);
        assert_eq!(
            payload["record"]["identifiers"],
            json!([{ "system": "LU_MATRICULE", "issuer": null, "value": matricule("20210502001") }])
        );
    }
}

#[tokio::test]
async fn a_matricule_may_leave_day_or_month_unknown() {
    for app in TestApp::on_each().await {
        let cases = [
            ("20200500001", "2020-05", "Ana", Some(6)),
            ("20190000001", "2019", "Bea", None::<i32>),
            ("20180700001", "2018-07-15", "Cleo", Some(8)),
        ];
        for (first, born, given_name, age) in cases {
            let but = json!({ "birthDate": born, "givenName": given_name,
                "identifiers": [{ "system": "LU_MATRICULE", "value": matricule(first) }] });
            let payload =
                create(&app, &app.schiltz, person(&format!("partial-{given_name}"), but)).await;
            assert_eq!(payload["record"]["birthDate"], born, "{payload}");
            assert_eq!(payload["record"]["ageYears"], json!(age), "{born}");
        }
    }
}

#[tokio::test]
async fn a_record_is_created_from_other_numbers_and_found_however_they_are_typed() {
    for app in TestApp::on_each().await {
        let numbers = json!([
            { "system": "LU_NEWBORN", "issuer": " CHL ", "value": "2021/17" },
            { "system": "BE_NISS", "value": "21.05.02-033.28" },
        ]);
        let but = json!({ "identifiers": numbers });
        let payload = create(&app, &app.schiltz, person("newborn-1", but)).await;
        assert_eq!(
            payload["record"]["identifiers"],
            json!([
                { "system": "LU_NEWBORN", "issuer": "CHL", "value": "2021/17" },
                { "system": "BE_NISS", "issuer": null, "value": "21050203328" },
            ]),
            "{payload}"
        );
        let query = "query($input: FindRecordsInput!) { findRecords(input: $input) { givenName } }";
        for (system, value) in [("BE_NISS", "21050203328"), ("BE_NISS", "21 05 02 033 28")] {
            let input = json!({ "identifier": { "system": system, "value": value } });
            let found = app.run(&app.weber, query, json!({ "input": input })).await;
            assert_eq!(found["data"]["findRecords"], json!([{ "givenName": "Ana" }]), "{found}");
        }
    }
}

#[tokio::test]
async fn someone_who_may_be_the_same_is_shown_before_a_second_record_is_made() {
    for app in TestApp::on_each().await {
        let first = create(&app, &app.schiltz, person("person-same-1", json!({}))).await;
        let id = first["record"]["id"].clone();
        let numbers = json!([{ "system": "FR_NIR", "value": "2210599123456" }]);
        // Another practice, a typing error, another order, no accent.
        let but = json!({ "familyName": "WEBBER", "givenName": "Ana", "identifiers": numbers });
        let before = app.database.row_counts().await;
        let second = create(&app, &app.weber, person("person-same-2", but.clone())).await;
        assert_eq!(codes(&second), ["POSSIBLE_SAME_PERSON"], "{second}");
        assert_eq!(second["record"], Value::Null);
        let matches = &second["possibleMatches"];
        assert_eq!(matches[0]["id"], id);
        assert_eq!(matches[0]["canRead"], false);
        assert_eq!(before, app.database.row_counts().await);
        // The same key with «not the same»: nothing was remembered of the attempt.
        let mut input = person("person-same-2", but);
        input["notTheSameAs"] = json!([id]);
        let third = create(&app, &app.weber, input).await;
        assert_eq!(third["record"]["familyName"], "WEBBER", "{third}");
    }
}

#[tokio::test]
async fn a_number_belongs_to_one_person_whatever_is_said_to_differ() {
    for app in TestApp::on_each().await {
        let first = create(&app, &app.schiltz, person("person-taken-1", json!({}))).await;
        let id = first["record"]["id"].clone();
        let but = json!({ "familyName": "Thill", "givenName": "Zoé", "notTheSameAs": [id] });
        let second = create(&app, &app.weber, person("person-taken-2", but)).await;
        assert_eq!(codes(&second), ["IDENTIFIER_TAKEN"], "{second}");
        assert_eq!(second["userErrors"][0]["field"], json!(["identifiers", "0", "value"]));
        assert_eq!(
            second["possibleMatches"],
            json!([{ "id": id, "givenName": "Ana", "canRead": false, "score": 100 }])
        );
    }
}

#[tokio::test]
async fn the_same_key_creates_once_and_answers_the_same() {
    for app in TestApp::on_each().await {
        let first = create(&app, &app.schiltz, person("again-key", json!({}))).await;
        let before = app.database.row_counts().await;
        let again = create(&app, &app.schiltz, person("again-key", json!({}))).await;
        assert_eq!(first, again);
        assert_eq!(before, app.database.row_counts().await);
        let other = person("again-key", json!({ "givenName": "Bea" }));
        let reused = create(&app, &app.schiltz, other).await;
        assert_eq!(codes(&reused), ["KEY_REUSED"], "{reused}");
        assert_eq!(reused["userErrors"][0]["field"], json!(["idempotencyKey"]));
        // A key belongs to its actor.
        let numbers = json!([{ "system": "FR_NIR", "value": "2210599123456" }]);
        let but = json!({ "givenName": "Dora", "familyName": "Kremer", "identifiers": numbers });
        let theirs = create(&app, &app.weber, person("again-key", but)).await;
        assert_eq!(theirs["record"]["familyName"], "Kremer", "{theirs}");
    }
}

#[tokio::test]
async fn the_same_key_many_times_at_once_creates_one_record() {
    for app in TestApp::on_each().await {
        let input = person("at-once-1", json!({}));
        let all = join_all((0..12).map(|_| create(&app, &app.schiltz, input.clone()))).await;
        assert!(all.iter().all(|p| p["record"]["id"] == all[0]["record"]["id"]), "{all:?}");
        assert!(!all[0]["record"].is_null(), "{}", all[0]);
        let counts = app.database.row_counts().await;
        assert!(counts.contains(&("record".to_owned(), 1)), "{counts:?}");
    }
}

#[tokio::test]
async fn the_same_number_many_times_at_once_is_one_record() {
    for app in TestApp::on_each().await {
        // More than there are connections: whoever waits must not starve whoever works.
        let all = join_all((0..20).map(|i| {
            let input = person(&format!("at-once-{i:02}"), json!({}));
            create(&app, &app.schiltz, input)
        }))
        .await;
        let created = all.iter().filter(|p| !p["record"].is_null()).count();
        let taken = all.iter().filter(|p| codes(p) == ["IDENTIFIER_TAKEN"]).count();
        assert_eq!((created, taken), (1, 19), "{all:?}");
    }
}

#[tokio::test]
async fn who_could_not_see_the_record_afterwards_cannot_create_it() {
    for app in TestApp::on_each().await {
        let mut homeless = app.schiltz.account().expect("a person").clone();
        homeless.practice = None;
        homeless.practices.clear();
        let actors = [
            Actor::Account(homeless),
            app.machine(&[Scope::RecordsWrite]),
            app.machine(&[Scope::RecordsRead]),
        ];
        let before = app.database.row_counts().await;
        for actor in actors {
            let input = json!({ "input": person("nobody-1", json!({})) });
            let answer = app.run(&actor, CREATE, input).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
        }
        assert_eq!(before, app.database.row_counts().await);
        let machine = app.machine(&[Scope::RecordsRead, Scope::RecordsWrite]);
        let payload = create(&app, &machine, person("machine-1", json!({}))).await;
        assert_eq!(payload["record"]["familyName"], "Weber", "{payload}");
    }
}

#[tokio::test]
async fn a_doctor_without_the_role_of_a_patient_sees_their_own_record_through_the_practice() {
    for app in TestApp::on_each().await {
        let own = app.record("Nadine", "1980-01-31", 4).await;
        let mut doctor = app.schiltz.account().expect("a person").clone();
        doctor.record_id = Some(own);
        assert_eq!(doctor.roles, [Role::Doctor]);
        let query = "query($id: RecordId!) { record(id: $id) { relation } }";
        let seen = app.run(&Actor::Account(doctor), query, json!({ "id": own })).await;
        assert_eq!(seen["data"]["record"]["relation"], "PRACTICE", "{seen}");
    }
}
