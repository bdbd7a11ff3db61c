//! The practice's lists: records, doses of a day, what waits for confirmation.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::many;
use crate::testing::TestApp;

/// Walks a list in pages of two and gives what `line` makes of each node.
async fn walk(app: &TestApp, list: &str, node: &str, variables: Value) -> Vec<String> {
    let arguments = if variables.get("on").is_some() { "recordedOn: $on, " } else { "" };
    let declared = if arguments.is_empty() { "" } else { "$on: Date, " };
    let query = format!(
        "query({declared}$after: String) {{ practice {{ {list}({arguments}first: 2, after: $after) {{
            nodes {{ {node} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }} }}"
    );
    let (mut lines, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut variables = variables.clone();
        variables["after"] = after.clone();
        let answer = app.run(&app.schiltz, &query, variables).await;
        let page = &answer["data"]["practice"][list];
        let nodes = page["nodes"].as_array().unwrap_or_else(|| panic!("no page: {answer}"));
        assert!(nodes.len() <= 2);
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        lines.extend(nodes.iter().map(|n| n.to_string().replace('"', "")));
        if page["pageInfo"]["hasNextPage"] == false {
            return lines;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn the_practice_lists_its_records_last_looked_at_first() {
    for app in TestApp::on_each().await {
        let mut ids = Vec::new();
        for (i, name) in ["Ana", "Bea", "Cleo", "Dora", "Eva"].iter().enumerate() {
            ids.push(app.record(name, &format!("2020-01-0{}", i + 1), 1).await);
        }
        // Two were looked at later; the others all in the same moment.
        for id in [ids[1], ids[3]] {
            app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(1));
            let query = "query($id: RecordId!) { record(id: $id) { givenName } }";
            app.run(&app.origer, query, json!({ "id": id })).await;
        }
        let lines = walk(&app, "records", "givenName", json!({})).await;
        assert_eq!(lines[..2], ["{givenName:Dora}", "{givenName:Bea}"], "{lines:?}");
        let mut rest = lines[2..].to_vec();
        rest.sort();
        assert_eq!(rest, ["{givenName:Ana}", "{givenName:Cleo}", "{givenName:Eva}"]);
        // The other practice has none of them.
        let query = "{ practice { name records { nodes { givenName } } } }";
        let theirs = app.run(&app.weber, query, json!({})).await;
        assert_eq!(theirs["data"]["practice"]["records"]["nodes"], json!([]), "{theirs}");
    }
}

#[tokio::test]
async fn the_practice_lists_the_doses_of_a_day_in_luxembourg_newest_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2020-04-14", 103).await;
        let moments = [
            ("2026-11-22T23:00:00Z", "2026-11-01"), // the 23rd, 0:00
            ("2026-11-23T22:59:59Z", "2026-11-02"), // the 23rd, 23:59:59
            ("2026-11-23T23:00:00Z", "2026-11-03"), // the 24th, 0:00
            ("2026-11-24T09:00:00Z", "2026-11-04"),
            ("2026-11-24T09:00:01Z", "2026-11-05"),
        ];
        for (moment, on) in moments {
            app.app.clock.set(moment.parse().expect("a moment"));
            app.dose(id, "VAC0510", on).await;
        }
        let lines = walk(&app, "vaccinations", "occurrence", json!({ "on": "2026-11-24" })).await;
        let of = |days: &[&str]| -> Vec<String> {
            days.iter().map(|d| format!("{{occurrence:2026-11-0{d}}}")).collect()
        };
        assert_eq!(lines, of(&["5", "4", "3"]));
        let lines = walk(&app, "vaccinations", "occurrence", json!({ "on": "2026-11-23" })).await;
        assert_eq!(lines, of(&["2", "1"]));
        let lines = walk(&app, "vaccinations", "occurrence", json!({ "on": "2999-12-31" })).await;
        assert_eq!(lines, [""; 0]);
        let lines = walk(&app, "vaccinations", "occurrence", json!({})).await;
        assert_eq!(lines, of(&["5", "4", "3", "2", "1"]));
    }
}

#[tokio::test]
async fn what_waits_for_confirmation_comes_oldest_first() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2020-04-14", 103).await;
        let patient = app.patient(id);
        let mut first = Value::Null;
        for day in 1..=3 {
            app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(1));
            let doses =
                json!([{ "vaccineCode": "VAC0510", "occurrence": format!("2021-01-0{day}") }]);
            let input = json!({ "idempotencyKey": format!("waiting-{day}"), "recordId": id,
                "proof": "STATEMENT", "doses": doses });
            let told = many(&app, &patient, "reportVaccinations", input).await;
            if first.is_null() {
                first = told["vaccinations"][0].clone();
            }
        }
        app.dose(id, "VAC0017", "2026-05-04").await;
        let lines = walk(&app, "toConfirm", "occurrence record { givenName }", json!({})).await;
        let line = |day: u8| format!("{{occurrence:2021-01-0{day},record:{{givenName:Noé}}}}");
        assert_eq!(lines, [line(1), line(2), line(3)]);
        let input = json!({ "idempotencyKey": "waiting-x", "recordId": id,
            "vaccinations": [{ "vaccinationId": first["id"], "version": 1 }] });
        many(&app, &app.schiltz, "confirmVaccinations", input).await;
        let lines = walk(&app, "toConfirm", "occurrence record { givenName }", json!({})).await;
        assert_eq!(lines, [line(2), line(3)]);
    }
}

#[tokio::test]
async fn a_list_refuses_a_cursor_or_a_number_that_is_none() {
    let app = TestApp::new().await;
    for list in ["records", "vaccinations", "toConfirm", "factsToConfirm"] {
        for arguments in [
            "after: \"nonsense\"",
            "after: \"99999999999999999999_0190d1a0-0000-7000-8000-000000000000\"",
            "after: \"9223372036854775807_0190d1a0-0000-7000-8000-000000000000\"",
            "after: \"1_\"",
            "first: 0",
            "first: -1",
            "first: 101",
            "first: 2147483647",
        ] {
            let query =
                format!("{{ practice {{ {list}({arguments}) {{ nodes {{ __typename }} }} }} }}");
            let answer = app.run(&app.schiltz, &query, json!({})).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_INPUT", "{list} {answer}");
        }
    }
}
