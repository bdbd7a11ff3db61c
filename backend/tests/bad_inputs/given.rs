//! Bad inputs about doses given, or not given, here.

use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{Case, Mutation, bad_keys, try_all, world::World};

/// Days on which no dose can have been given to Noé, for a field that wants a day.
fn bad_days(at: &'static str) -> Vec<Case> {
    vec![
        ("tomorrow", at, json!("2026-11-25")),
        ("the last day there is", at, json!("2999-12-31")),
        ("the day before birth", at, json!("2025-04-13")),
        ("29 February of no leap year", at, json!("2026-02-29")),
        ("the year 0", at, json!("0000-01-01")),
        ("a month instead of a day", at, json!("2026-11")),
        ("a day as people write it", at, json!("24.11.2026")),
        ("a day with a time", at, json!("2026-11-24T10:00:00+01:00")),
        ("a day in full-width digits", at, json!("２０２６-11-24")),
        ("no day", at, json!("")),
        ("a number as day", at, json!(20261124)),
    ]
}

/// Vaccines that are none.
pub fn bad_vaccines(at: &'static str) -> Vec<Case> {
    vec![
        ("a vaccine that is not in the catalogue", at, json!("VAC9999")),
        ("a code in small letters", at, json!("vac0510")),
        ("a code of three digits", at, json!("VAC510")),
        ("a brand instead of a code", at, json!("Hexyon")),
        ("SQL as code", at, json!("VAC0510'--")),
        ("no code", at, json!("")),
        ("a code of a million characters", at, json!("V".repeat(1_000_000))),
    ]
}

/// Words that cannot be kept.
pub fn bad_notes(at: &'static str) -> Vec<Case> {
    vec![
        ("a note of 1,001 characters", at, json!("n".repeat(1_001))),
        ("NUL in a note", at, json!("fever\u{0}")),
        ("a note that turns the direction", at, json!("fever \u{202e}on")),
        ("a space of no width in a note", at, json!("fe\u{200b}ver")),
    ]
}

/// Lots that no pack carries.
pub fn bad_lots(at: &'static str) -> Vec<Case> {
    vec![
        ("a lot of 21 signs", at, json!("A".repeat(21))),
        ("HTML as lot", at, json!("<b>U3J</b>")),
        ("a full-width lot", at, json!("Ｕ３Ｊ８１Ｖ")),
        ("a Cyrillic letter in a lot", at, json!("U3\u{408}81V")),
        ("a lot with a line break", at, json!("U3J\n81V")),
        ("NUL in a lot", at, json!("U3J\u{0}")),
        ("an emoji as lot", at, json!("💉")),
        ("two lots", at, json!("U3J81V, U3J82V")),
    ]
}

/// Serial numbers and quantities that no dose has.
pub fn bad_packs(serial: &'static str, quantity: &'static str, expiry: &'static str) -> Vec<Case> {
    vec![
        ("a serial number of 21 signs", serial, json!("1".repeat(21))),
        ("HTML as serial number", serial, json!("<script>")),
        ("NUL in a serial number", serial, json!("12\u{0}34")),
        ("an emoji as serial number", serial, json!("🦀")),
        ("no quantity", quantity, json!(0)),
        ("a quantity below zero", quantity, json!(-0.5)),
        ("a tenth of a drop", quantity, json!(0.005)),
        ("a bottle", quantity, json!(500)),
        ("a quantity without end", quantity, json!(1e308)),
        ("a quantity in words", quantity, json!("0.5 ml")),
        ("31 November as expiry", expiry, json!("2027-11-31")),
        ("a month as expiry", expiry, json!("2027-11")),
        ("the year 9999 as expiry", expiry, json!("9999-01-01")),
    ]
}

fn dose() -> Value {
    json!({ "vaccineCode": "VAC0510", "lot": "U3J81V", "expiresOn": "2027-06-30", "serial": "SN-1",
        "site": "LEFT_THIGH", "route": "INTRAMUSCULAR", "quantityMl": 0.5 })
}

#[tokio::test]
async fn a_bad_dose_given_here_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let foreign = world.app.weber.account().and_then(|a| a.practitioner.clone());
        let good = json!({ "idempotencyKey": "given-good", "recordId": world.noe,
            "givenOn": "2026-11-24", "note": "calm", "doses": [dose(), dose()] });
        let mutation = Mutation { name: "recordVaccinations", done: "vaccinations { id }", good };
        let mut cases = [
            bad_days("givenOn"),
            bad_vaccines("doses/1/vaccineCode"),
            bad_lots("doses/0/lot"),
            bad_packs("doses/0/serial", "doses/0/quantityMl", "doses/1/expiresOn"),
            bad_notes("note"),
            bad_keys(),
        ]
        .concat();
        cases.extend([
            ("no dose", "doses", json!([])),
            ("21 doses", "doses", json!(vec![dose(); 21])),
            ("no lot", "doses/1/lot", json!("")),
            ("a lot of space", "doses/1/lot", json!(" \u{a0} ")),
            ("an invisible lot", "doses/1/lot", json!("\u{200b}")),
            ("given by a doctor of another practice", "performerId",
                json!(foreign.expect("Dr Weber is a doctor").id)),
            ("given by nobody we know", "performerId", json!("0190d1a0-0000-7000-8000-000000000000")),
            ("given by a record", "performerId", json!(world.noe)),
            ("into the left ear", "doses/0/site", json!("LEFT_EAR")),
            ("another practice's record", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
            ("the id of a dose as record", "recordId", json!(world.given)),
            ("everything wrong at once", "", json!({ "givenOn": "2026-11-31", "note": "\u{7}",
                "performerId": world.noe, "doses": [
                    { "vaccineCode": "", "lot": "" , "quantityMl": -1 },
                    { "vaccineCode": "VAC9999", "lot": "🦀", "expiresOn": "soon", "serial": "\u{1b}" }] })),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./recordVaccinations.txt"]).await;
}

#[tokio::test]
async fn a_bad_dose_not_given_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "not-given-good", "recordId": world.noe,
            "vaccineCode": "VAC0017", "on": "2026-11-24", "reason": "OTHER", "note": "asked for time" });
        let mutation = Mutation { name: "recordNotGiven", done: "vaccinations { id }", good };
        let mut cases =
            [bad_days("on"), bad_vaccines("vaccineCode"), bad_notes("note"), bad_keys()].concat();
        cases.extend([
            ("another reason without words", "note", Value::Null),
            ("another reason in empty words", "note", json!(" \n ")),
            ("another reason in invisible words", "note", json!("\u{200b}\u{2060}")),
            ("a reason that is none", "reason", json!("BECAUSE")),
            ("no reason", "reason", Value::Null),
            (
                "a record that is not there",
                "recordId",
                json!("0190d1a0-0000-7000-8000-000000000000"),
            ),
        ]);
        (mutation, world.app.origer.clone(), cases)
    };
    try_all(prepare, expect_file!["./recordNotGiven.txt"]).await;
}
