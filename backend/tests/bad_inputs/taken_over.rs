//! Bad inputs about doses given elsewhere: copied, told and imported.

use backend::authz::Actor;
use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{
    Case, Mutation, bad_keys,
    given::{bad_lots, bad_notes, bad_vaccines},
    try_all,
    world::World,
};

fn dose() -> Value {
    json!({ "vaccineCode": "VAC0135", "occurrence": "2025-11", "lot": "AB-12", "country": "PT", "note": "2a dose" })
}

/// Times at which no dose can have been given to Noé.
pub fn bad_occurrences(at: &'static str) -> Vec<Case> {
    vec![
        ("tomorrow", at, json!("2026-11-25")),
        ("next month", at, json!("2026-12")),
        ("next year", at, json!("2027")),
        ("until tomorrow", at, json!("2026-01-01/2026-11-25")),
        ("the day before birth", at, json!("2025-04-13")),
        ("the month before birth", at, json!("2025-03")),
        ("the year before birth", at, json!("2024")),
        ("between two days before birth", at, json!("2000-01-01/2025-04-13")),
        ("a range from end to start", at, json!("2026-06-30/2026-01-01")),
        ("a range without end", at, json!("2026-01-01/")),
        ("three days", at, json!("2026-01-01/2026-02-01/2026-03-01")),
        ("29 February of no leap year", at, json!("2026-02-29")),
        ("month 13", at, json!("2025-13")),
        ("month 0", at, json!("2025-00")),
        ("the year 0", at, json!("0000")),
        ("a year of five digits", at, json!("20255")),
        ("unknown in another case", at, json!("Unknown")),
        ("a question mark", at, json!("?")),
        ("a season", at, json!("été 2025")),
        ("a full-width year", at, json!("２０２５")),
        ("no time", at, json!("")),
    ]
}

fn countries(at: &'static str) -> Vec<Case> {
    vec![
        ("a country of three letters", at, json!("PRT")),
        ("a country that is none", at, json!("XX")),
        ("a country's name", at, json!("Portugal")),
        ("a flag as country", at, json!("🇵🇹")),
        ("a full-width country", at, json!("ＰＴ")),
    ]
}

async fn try_way(
    name: &'static str,
    actor: impl Fn(&World) -> Actor,
    expected: expect_test::ExpectFile,
) {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "taken-over-good", "recordId": world.noe,
            "proof": "YELLOW_CARD", "doses": [dose(), dose()] });
        let mutation = Mutation { name, done: "vaccinations { id }", good };
        let mut cases = [
            bad_occurrences("doses/1/occurrence"),
            bad_vaccines("doses/0/vaccineCode"),
            bad_lots("doses/0/lot"),
            countries("doses/0/country"),
            bad_notes("doses/1/note"),
            bad_keys(),
        ]
        .concat();
        let mut last_bad = vec![dose(); 100];
        last_bad[99]["occurrence"] = json!("2099");
        cases.extend([
            ("no dose", "doses", json!([])),
            ("101 doses", "doses", json!(vec![dose(); 101])),
            ("a hundred doses of which the last is bad", "doses", json!(last_bad)),
            ("a proof that is none", "proof", json!("RUMOUR")),
            ("a record that is not there", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
            ("everything wrong at once", "doses", json!([
                { "vaccineCode": "x", "occurrence": "x", "lot": "{}", "country": "x", "note": "\u{0}" }])),
        ]);
        (mutation, actor(world), cases)
    };
    try_all(prepare, expected).await;
}

#[tokio::test]
async fn a_bad_dose_copied_from_a_proof_is_refused_with_field_and_rule() {
    let actor = |world: &World| world.app.schiltz.clone();
    try_way("transcribeVaccinations", actor, expect_file!["./transcribeVaccinations.txt"]).await;
}

#[tokio::test]
async fn a_bad_dose_told_by_a_parent_is_refused_with_field_and_rule() {
    let actor = |world: &World| world.mother.clone();
    try_way("reportVaccinations", actor, expect_file!["./reportVaccinations.txt"]).await;
}

#[tokio::test]
async fn a_bad_dose_of_another_system_is_refused_with_field_and_rule() {
    let actor = |world: &World| world.machine.clone();
    try_way("importVaccinations", actor, expect_file!["./importVaccinations.txt"]).await;
}
