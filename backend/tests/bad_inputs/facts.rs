//! Bad inputs about the health profile: `enterFacts`, `reportFacts`, `correctFact`,
//! `voidFact`, `confirmFact`.

use expect_test::expect_file;
use serde_json::{Value, json};
use shared::{FactId, RecordId};

use crate::{
    Case, Mutation, bad_keys, given::bad_notes, people::reason_cases, try_all, world::World,
};

/// What can be wrong with one fact; `at` is where it stands in the input.
fn bad_answers(at: &'static str) -> Vec<(&'static str, Value)> {
    let fact = |code: &str, more: Value| {
        let mut fact = json!({ "code": code, "answer": true });
        fact.as_object_mut().expect("an object").extend(more.as_object().expect("fields").clone());
        if at == "list" { json!([fact]) } else { fact }
    };
    vec![
        ("no code", fact("", json!({}))),
        ("a code in capitals", fact("ASPLENIA", json!({}))),
        ("a code of a disease", fact("DIS008", json!({}))),
        ("a code that follows from others", fact("premature", json!({}))),
        ("a refusal of nothing", fact("refused:", json!({}))),
        ("a refusal of no disease", fact("refused:DIS999", json!({}))),
        ("a reaction without its disease", fact("severe_reaction", json!({}))),
        ("a code with SQL", fact("asplenia'; DROP TABLE fact; --", json!({}))),
        ("a very long code", fact(&"a".repeat(5_000), json!({}))),
        ("what is said of men only", fact("msm", json!({}))),
        ("a number where there is none", fact("asplenia", json!({ "number": 3 }))),
        ("no number where there is one", fact("birth_weight", json!({}))),
        ("a number and «no»", fact("hiv_cd4", json!({ "answer": false, "number": 200 }))),
        ("«no» where there is a number", fact("birth_weight", json!({ "answer": false }))),
        ("19 weeks", fact("gestational_age_at_birth", json!({ "number": 19 }))),
        ("45 weeks", fact("gestational_age_at_birth", json!({ "number": 45 }))),
        ("grams as kilograms", fact("birth_weight", json!({ "number": 3 }))),
        ("a negative count", fact("hiv_cd4", json!({ "number": -1 }))),
        ("a number of no 32 bits", fact("hiv_cd4", json!({ "number": 1_i64 << 40 }))),
        ("half a number", fact("birth_weight", json!({ "number": 2500.5 }))),
        ("a number as words", fact("birth_weight", json!({ "number": "2500" }))),
        ("a pregnancy without its beginning", fact("pregnancy", json!({}))),
        ("a pregnancy from tomorrow", fact("pregnancy", json!({ "from": "2026-11-25" }))),
        ("since before birth", fact("asplenia", json!({ "from": "1990-02-28" }))),
        ("since no day", fact("asplenia", json!({ "from": "2026-02-30" }))),
        ("since some month", fact("asplenia", json!({ "from": "2026-02" }))),
        ("since a German day", fact("asplenia", json!({ "from": "24.11.2026" }))),
        ("since nothing", fact("asplenia", json!({ "from": "" }))),
        (
            "ends before it begins",
            fact("cancer", json!({ "from": "2020-05-02", "to": "2020-05-01" })),
        ),
        ("ended before birth", fact("cancer", json!({ "to": "1980-05-01" }))),
        ("ends in 2036", fact("cancer", json!({ "to": "2036-11-24" }))),
        ("ends at the end of days", fact("cancer", json!({ "to": "9999-12-31" }))),
        (
            "everything wrong at once",
            fact(
                "hiv_cd4",
                json!({ "number": 5_001,
            "from": "2027-01-01", "to": "1980-01-01", "note": "a\u{202e}b" }),
            ),
        ),
    ]
}

fn bad_facts(world: &World) -> Vec<Case> {
    let mut cases = bad_keys();
    cases.extend(bad_answers("list").into_iter().map(|(what, fact)| (what, "facts", fact)));
    cases.extend(bad_notes("facts/0/note"));
    let one = json!({ "code": "cancer", "answer": true });
    cases.extend([
        ("nothing", "facts", json!([])),
        ("51 facts", "facts", json!(vec![one.clone(); 51])),
        ("the same twice", "facts", json!([one, one])),
        ("yes and no", "facts", json!([one, { "code": "cancer", "answer": false }])),
        ("what the record says already", "facts", json!([{ "code": "dialysis", "answer": true }])),
        ("the contrary of it", "facts", json!([{ "code": "dialysis", "answer": false }])),
        ("no answer", "facts", json!([{ "code": "asplenia" }])),
        ("an answer in words", "facts", json!([{ "code": "asplenia", "answer": "yes" }])),
        (
            "an unknown field",
            "facts",
            json!([{ "code": "asplenia", "answer": true, "status": "ACTIVE" }]),
        ),
        ("a record that is not there", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
        ("somebody without a right", "recordId", json!(world.elsewhere)),
    ]);
    cases
}

#[tokio::test]
async fn a_bad_fact_of_a_doctor_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "enter-good", "recordId": world.lea,
            "facts": [{ "code": "asplenia", "answer": true, "from": "2019-05-02" }] });
        let mutation = Mutation { name: "enterFacts", done: "facts { id }", good };
        (mutation, world.app.schiltz.clone(), bad_facts(world))
    };
    try_all(prepare, expect_file!["./enterFacts.txt"]).await;
}

#[tokio::test]
async fn a_bad_fact_of_a_patient_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "report-good", "recordId": world.lea,
            "facts": [{ "code": "chronic_lung_disease", "answer": true, "from": "2026-08-01" }] });
        let mutation = Mutation { name: "reportFacts", done: "facts { id }", good };
        (mutation, world.mother.clone(), bad_facts(world))
    };
    try_all(prepare, expect_file!["./reportFacts.txt"]).await;
}

fn bad_references(world: &World, fact: FactId, void: FactId) -> Vec<Case> {
    vec![
        ("version 0", "version", json!(0)),
        ("a version below 0", "version", json!(-1)),
        ("a version that is not yet", "version", json!(2)),
        ("the greatest version", "version", json!(i32::MAX)),
        ("a version that is no 32-bit number", "version", json!(4_294_967_297_i64)),
        ("a fact that is not there", "factId", json!("0190d1a0-0000-7000-8000-000000000000")),
        ("a dose as fact", "factId", json!(world.leas)),
        ("the record's id as fact", "factId", json!(world.lea)),
        ("a void fact", "factId", json!(void)),
        ("a fact that is no id", "factId", json!("first")),
        ("the fact in capitals", "factId", json!(fact.to_string().to_uppercase() + "0")),
        ("the fact under another record", "recordId", json!(world.noe)),
        ("a record that is not there", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
    ]
}

fn of(id: RecordId, fact: FactId, key: &str) -> Value {
    json!({ "idempotencyKey": key, "recordId": id, "factId": fact, "version": 1 })
}

#[tokio::test]
async fn a_bad_correction_of_a_fact_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let mut good = of(world.lea, world.pregnancy, "correct-fact-good");
        let said = json!({ "reason": "the scan said so", "answer": true, "from": "2026-06-01" });
        good.as_object_mut().expect("an object").extend(said.as_object().expect("fields").clone());
        let mutation = Mutation { name: "correctFact", done: "fact { id }", good };
        let mut cases = bad_references(world, world.pregnancy, world.void_fact);
        cases.extend([bad_keys(), reason_cases(), bad_notes("note")].concat());
        cases.extend([
            ("nothing new", "from", json!("2026-05-20")),
            ("no beginning", "from", Value::Null),
            ("from tomorrow", "from", json!("2026-11-25")),
            ("since before birth", "from", json!("1980-01-01")),
            ("since no day", "from", json!("2026-06-31")),
            ("ends before it begins", "to", json!("2026-05-31")),
            ("ends in a hundred years", "to", json!("2126-05-31")),
            ("a number where there is none", "number", json!(28)),
            ("no answer", "answer", Value::Null),
            ("another code", "code", json!("asplenia")),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./correctFact.txt"]).await;
}

#[tokio::test]
async fn a_bad_void_of_a_fact_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let mut good = of(world.lea, world.pregnancy, "void-fact-good");
        good["reason"] = json!("told by mistake");
        let mutation = Mutation { name: "voidFact", done: "fact { status }", good };
        let mut cases = bad_references(world, world.pregnancy, world.void_fact);
        cases.extend([bad_keys(), reason_cases()].concat());
        cases.push(("what a professional stands for", "factId", json!(world.dialysis)));
        (mutation, world.mother.clone(), cases)
    };
    try_all(prepare, expect_file!["./voidFact.txt"]).await;
}

#[tokio::test]
async fn a_bad_confirmation_of_a_fact_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = of(world.lea, world.pregnancy, "confirm-fact-good");
        let mutation = Mutation { name: "confirmFact", done: "fact { isConfirmed }", good };
        let mut cases = bad_references(world, world.pregnancy, world.void_fact);
        cases.extend(bad_keys());
        cases.extend([
            ("what is confirmed", "factId", json!(world.dialysis)),
            ("with a reason, which it does not take", "reason", json!("seen")),
        ]);
        (mutation, world.app.origer.clone(), cases)
    };
    try_all(prepare, expect_file!["./confirmFact.txt"]).await;
}
