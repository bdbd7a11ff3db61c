//! Bad inputs about doses that are there: `correctVaccination`, `voidVaccination`,
//! `confirmVaccinations`.

use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{
    Case, Mutation, bad_keys,
    given::{bad_lots, bad_notes, bad_packs, bad_vaccines},
    people::reason_cases,
    taken_over::bad_occurrences,
    try_all,
    world::World,
};

/// Doses and versions that are none.
fn bad_references(world: &World) -> Vec<Case> {
    vec![
        ("version 0", "version", json!(0)),
        ("a version below 0", "version", json!(-1)),
        ("a version that is not yet", "version", json!(2)),
        ("the greatest version", "version", json!(i32::MAX)),
        ("a version that is no 32-bit number", "version", json!(4_294_967_297_i64)),
        (
            "a dose that is not there",
            "vaccinationId",
            json!("0190d1a0-0000-7000-8000-000000000000"),
        ),
        ("a dose of another record", "vaccinationId", json!(world.leas)),
        ("the record's id as dose", "vaccinationId", json!(world.noe)),
        ("a void dose", "vaccinationId", json!(world.void)),
        ("a dose that is no id", "vaccinationId", json!("first")),
        ("the dose under another record", "recordId", json!(world.lea)),
        ("a record that is not there", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
    ]
}

#[tokio::test]
async fn a_bad_correction_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let performer = world.app.schiltz.account().and_then(|a| a.practitioner.clone());
        let performer = performer.expect("Dr Schiltz is a doctor").id;
        let foreign = world.app.weber.account().and_then(|a| a.practitioner.clone());
        let good = json!({ "idempotencyKey": "correct-good", "recordId": world.noe,
            "vaccinationId": world.given, "version": 1, "reason": "typed the wrong lot",
            "vaccineCode": "VAC0510", "occurrence": "2025-06-16", "lot": "U3J81W",
            "performerId": performer, "country": "LU" });
        let mutation =
            Mutation { name: "correctVaccination", done: "vaccination { version }", good };
        let mut cases = [
            bad_references(world),
            reason_cases(),
            bad_vaccines("vaccineCode"),
            bad_occurrences("occurrence"),
            bad_lots("lot"),
            bad_packs("serial", "quantityMl", "expiresOn"),
            bad_notes("note"),
            bad_keys(),
        ]
        .concat();
        cases.extend([
            ("nothing changed", "lot", json!("U3J81V")),
            ("a month for a dose given here", "occurrence", json!("2025-06")),
            ("no lot for a dose given here", "lot", Value::Null),
            ("nobody gave the dose given here", "performerId", Value::Null),
            ("a proof for a dose given here", "proof", json!("YELLOW_CARD")),
            ("why a given dose was not given", "notGivenReason", json!("OUT_OF_STOCK")),
            (
                "given by a doctor of another practice",
                "performerId",
                json!(foreign.expect("Dr Weber is a doctor").id),
            ),
            ("a country that is none", "country", json!("Luxembourg")),
            (
                "a copied dose without its proof",
                "",
                json!({ "vaccinationId": world.copied,
                "occurrence": "2025-09", "performerId": null }),
            ),
            (
                "a dose not given without why",
                "",
                json!({ "vaccinationId": world.declined,
                "lot": null, "performerId": null, "country": null }),
            ),
            (
                "a dose not given with lot, site and performer",
                "",
                json!({
                "vaccinationId": world.declined, "notGivenReason": "IMMUNITY", "site": "LEFT_ARM",
                "route": "ORAL", "serial": "1", "quantityMl": 0.5, "expiresOn": "2027-01-01" }),
            ),
            (
                "a dose not given some time",
                "",
                json!({ "vaccinationId": world.declined,
                "notGivenReason": "IMMUNITY", "occurrence": "2026", "lot": null,
                "performerId": null, "country": null }),
            ),
            (
                "a dose not given for another reason without words",
                "",
                json!({
                "vaccinationId": world.declined, "notGivenReason": "OTHER", "lot": null,
                "performerId": null, "country": null }),
            ),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./correctVaccination.txt"]).await;
}

#[tokio::test]
async fn a_bad_void_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "void-good", "recordId": world.noe,
            "vaccinationId": world.given, "version": 1, "reason": "given to the twin brother" });
        let mutation = Mutation { name: "voidVaccination", done: "vaccination { status }", good };
        let cases = [bad_references(world), reason_cases(), bad_keys()].concat();
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./voidVaccination.txt"]).await;
}

#[tokio::test]
async fn a_bad_confirmation_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let one = |id: shared::VaccinationId, version: i64| json!([{ "vaccinationId": id, "version": version }]);
        let told = json!({ "vaccinationId": world.told, "version": 1 });
        let good = json!({ "idempotencyKey": "confirm-good", "recordId": world.noe, "vaccinations": [told] });
        let mutation = Mutation { name: "confirmVaccinations", done: "vaccinations { id }", good };
        let all = "vaccinations";
        let mut cases = bad_keys();
        cases.extend([
            ("no dose", all, json!([])),
            ("101 doses", all, json!(vec![told.clone(); 101])),
            ("the same dose twice", all, json!([told, told])),
            ("a dose that was given here", all, one(world.given, 1)),
            ("a dose copied from a proof", all, one(world.copied, 1)),
            ("a dose not given", all, one(world.declined, 1)),
            ("a void dose", all, one(world.void, 2)),
            ("a void dose in its old version", all, one(world.void, 1)),
            ("a dose of another record", all, one(world.leas, 1)),
            ("a good dose and one of another record", all, json!([told,
                { "vaccinationId": world.leas, "version": 1 }])),
            ("version 0", all, one(world.told, 0)),
            ("a version below 0", all, one(world.told, -1)),
            ("a version that is not yet", all, one(world.told, 2)),
            ("the greatest version", all, one(world.told, i64::from(i32::MAX))),
            ("a version that is no 32-bit number", all, one(world.told, 1 << 40)),
            ("no id", all, json!([{ "vaccinationId": "", "version": 1 }])),
            ("a dose without its version", all, json!([{ "vaccinationId": world.told }])),
            ("the record's id as dose", all, json!([{ "vaccinationId": world.noe, "version": 1 }])),
            ("under another record", "recordId", json!(world.lea)),
            ("a record that is not there", "recordId", json!("0190d1a0-0000-7000-8000-000000000000")),
            ("everything wrong at once", all, json!([{ "vaccinationId": world.void, "version": 2 },
                { "vaccinationId": world.given, "version": 1 }, { "vaccinationId": world.told, "version": 9 },
                { "vaccinationId": world.leas, "version": 1 }, { "vaccinationId": world.void, "version": 2 }])),
        ]);
        (mutation, world.app.origer.clone(), cases)
    };
    try_all(prepare, expect_file!["./confirmVaccinations.txt"]).await;
}
