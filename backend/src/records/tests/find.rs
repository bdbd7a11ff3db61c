//! Finding people.

use serde_json::{Value, json};

use crate::{authz::Actor, testing::TestApp};

const FIND: &str = "query($input: FindRecordsInput!) { findRecords(input: $input) {
    givenName familyName birthDate canRead score } }";

async fn find(app: &TestApp, actor: &Actor, input: Value) -> Value {
    app.run(actor, FIND, json!({ "input": input })).await
}

#[tokio::test]
async fn a_person_is_found_by_number_exactly() {
    for app in TestApp::on_each().await {
        app.record("Noé", "2025-04-14", 103).await;
        let number = shared::Matricule::invent("2025-04-14".parse().expect("a day"), 103);
        let spaced = format!(" {} {} ", &number.as_str()[..8], &number.as_str()[8..]);
        for value in [number.as_str(), spaced.as_str()] {
            let input = json!({ "identifier": { "system": "LU_MATRICULE", "value": value } });
            let found = find(&app, &app.schiltz, input.clone()).await;
            assert_eq!(found["data"]["findRecords"][0]["canRead"], true, "{found}");
            assert_eq!(found["data"]["findRecords"][0]["score"], 100, "{found}");
            // Another practice learns that there is someone, and has to open the record.
            let found = find(&app, &app.weber, input).await;
            assert_eq!(found["data"]["findRecords"][0]["canRead"], false, "{found}");
        }
        let wrong = json!({ "identifier": { "system": "FR_NIR", "value": number.as_str() } });
        let found = find(&app, &app.schiltz, wrong).await;
        assert_eq!(found["data"]["findRecords"], json!([]), "{found}");
    }
}

#[tokio::test]
async fn a_person_is_found_by_name_and_birth_date_with_errors() {
    for app in TestApp::on_each().await {
        app.record("Noé", "2025-04-14", 103).await;
        app.record("Élodie", "2025-04-15", 103).await;
        for name in [
            "Noé Ferreira Thill",
            "noe ferreira",
            "FERREIRA NOE",
            "Thill Noé",
            "ferr",
            "Ferriera",
            "fereira thil",
            "Noe\u{301} Thill",
        ] {
            let found =
                find(&app, &app.schiltz, json!({ "name": name, "birthDate": "2025-04-14" })).await;
            let names = &found["data"]["findRecords"];
            assert_eq!(names.as_array().map(Vec::len), Some(1), "{name}: {found}");
            assert_eq!(names[0]["givenName"], "Noé");
        }
        for (name, born) in [
            ("Noé Weber", "2025-04-14"),
            ("Noé Ferreira", "2025-04-13"),
            ("Noé Ferreira", "2026-04-14"),
            ("F T", "2025-04-14"),
        ] {
            let input = json!({ "name": name, "birthDate": born });
            let found = find(&app, &app.schiltz, input).await;
            let found = found["data"]["findRecords"].as_array().map_or(0, Vec::len);
            assert_eq!(found, 0, "{name} {born}");
        }
    }
}

#[tokio::test]
async fn nobody_is_ever_listed() {
    for app in TestApp::on_each().await {
        app.record("Noé", "2025-04-14", 103).await;
        let mut lines = Vec::new();
        for input in [
            json!({}),
            json!({ "name": "Ferreira" }),
            json!({ "birthDate": "2025-04-14" }),
            json!({ "name": "", "birthDate": "2025-04-14" }),
            json!({ "name": "%", "birthDate": "2025-04-14" }),
            json!({ "name": "F", "birthDate": "2025-04-14" }),
            json!({ "name": "x".repeat(201), "birthDate": "2025-04-14" }),
            json!({ "identifier": { "system": "LU_MATRICULE", "value": "%" } }),
            json!({ "identifier": { "system": "FR_NIR", "value": "%" } }),
        ] {
            let answer = find(&app, &app.schiltz, input).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_INPUT", "{answer}");
            lines.push(answer["errors"][0]["message"].as_str().expect("a message").to_owned());
        }
        expect_test::expect![[r#"
            at least two letters of a name, or an identifier; a name needs the birth date beside it
            a name needs the birth date beside it
            at least two letters of a name, or an identifier
            at least two letters of a name, or an identifier
            at least two letters of a name, or an identifier
            at least two letters of a name, or an identifier
            at most 200 characters
            a matricule has 13 digits
            a number has letters, digits and `-/.` only"#]]
        .assert_eq(&lines.join("\n"));
    }
}
