//! Bad inputs about requests for correction: `requestCorrection`, `withdrawCorrection`,
//! `answerCorrection`.

use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{Case, Mutation, bad_keys, people::reason_cases, try_all, world::World};

/// The cases of a reason, under another name.
fn words_cases() -> Vec<Case> {
    reason_cases().into_iter().map(|(what, _, value)| (what, "words", value)).collect()
}

const NOWHERE: &str = "0190d1a0-0000-7000-8000-000000000000";

#[tokio::test]
async fn a_bad_request_for_correction_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "asking-good", "recordId": world.noe,
            "subject": "VACCINATION", "vaccinationId": world.copied, "words": "It was the other arm." });
        let mutation = Mutation { name: "requestCorrection", done: "request { status }", good };
        let dose = "vaccinationId";
        let mut cases = [words_cases(), bad_keys()].concat();
        cases.extend([
            ("no dose", dose, Value::Null),
            ("a dose that is not there", dose, json!(NOWHERE)),
            ("a dose of another record", dose, json!(world.leas)),
            ("a void dose", dose, json!(world.void)),
            ("the record's id as dose", dose, json!(world.noe)),
            ("a dose that is no id", dose, json!("first")),
            ("a dose about which a request waits", dose, json!(world.given)),
            ("a dose in a request about a person", "subject", json!("PERSON")),
            ("a dose in a request about a missing one", "subject", json!("MISSING_VACCINATION")),
            ("a subject that is none", "subject", json!("EVERYTHING")),
            ("no subject", "subject", Value::Null),
            ("the dose under another record", "recordId", json!(world.lea)),
            ("a record that is not there", "recordId", json!(NOWHERE)),
            (
                "everything wrong at once",
                "",
                json!({ "words": "no", "subject": "OTHER", "vaccinationId": NOWHERE }),
            ),
        ]);
        (mutation, world.mother.clone(), cases)
    };
    try_all(prepare, expect_file!["./requestCorrection.txt"]).await;
}

/// Requests that are none, or wait no more.
fn bad_requests(world: &World) -> Vec<Case> {
    let request = "requestId";
    vec![
        ("a request that is not there", request, json!(NOWHERE)),
        ("the record's id as request", request, json!(world.noe)),
        ("the dose's id as request", request, json!(world.given)),
        ("a request that was taken back", request, world.taken_back.clone()),
        ("a request that is no id", request, json!("first")),
        ("an empty request", request, json!("")),
        ("no request", request, Value::Null),
        ("a number as request", request, json!(1)),
        ("a list as request", request, json!([world.asked])),
        ("a request that injects", request, json!("' OR 1=1 --")),
        ("a request longer than an id", request, json!(format!("{NOWHERE}0"))),
        ("the request under another record", "recordId", json!(world.lea)),
        ("the request under a record elsewhere", "recordId", json!(world.elsewhere)),
        ("a record that is not there", "recordId", json!(NOWHERE)),
        ("no record", "recordId", Value::Null),
    ]
}

#[tokio::test]
async fn a_bad_withdrawal_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "taking-good", "recordId": world.noe,
            "requestId": world.asked });
        let mutation = Mutation { name: "withdrawCorrection", done: "request { status }", good };
        let cases = [bad_requests(world), bad_keys()].concat();
        (mutation, world.mother.clone(), cases)
    };
    try_all(prepare, expect_file!["./withdrawCorrection.txt"]).await;
}

#[tokio::test]
async fn a_bad_answer_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "answer-good", "recordId": world.noe,
            "requestId": world.asked, "outcome": "NOT_CHANGED", "reason": "The pack says left." });
        let mutation = Mutation { name: "answerCorrection", done: "request { status }", good };
        let mut cases = [bad_requests(world), reason_cases(), bad_keys()].concat();
        cases.extend([
            ("nothing changed, without a reason", "reason", Value::Null),
            (
                "corrected, with a reason of two letters",
                "",
                json!({ "outcome": "CORRECTED", "reason": "ok" }),
            ),
            ("an outcome that is none", "outcome", json!("REQUESTED")),
            ("no outcome", "outcome", Value::Null),
        ]);
        (mutation, world.app.origer.clone(), cases)
    };
    try_all(prepare, expect_file!["./answerCorrection.txt"]).await;
}
