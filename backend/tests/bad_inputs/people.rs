//! Bad inputs about people: `createRecord`, `openRecord`, `changeContact`,
//! `correctPerson`.

use expect_test::expect_file;
use serde_json::{Value, json};
use shared::Matricule;

use crate::{Case, Mutation, bad_keys, try_all, world::World};

fn matricule(born: &str, serial: u16) -> String {
    Matricule::invent(born.parse().expect("a day"), serial).as_str().to_owned()
}

#[tokio::test]
async fn a_bad_new_person_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({
            "idempotencyKey": "create-good",
            "identifiers": [{ "system": "LU_MATRICULE", "value": matricule("2024-02-29", 12) }],
            "familyName": "O’Brien-Müller", "givenName": "Zoé  Ana", "birthDate": "2024-02-29",
            "sex": "FEMALE", "language": "LB", "email": "ana@example.lu", "phone": "+352 621 123 456",
            "commune": "Esch-sur-Alzette", "notTheSameAs": [],
        });
        let mutation = Mutation { name: "createRecord", done: "record { id }", good };
        let cases = [number_cases(), name_cases(), birth_cases(), contact_cases(), bad_keys()];
        let mut cases = cases.concat();
        cases.extend([
            (
                "the same person as someone with a record",
                "",
                json!({
                "identifiers": [{ "system": "FR_NIR", "value": "1900399123456" }],
                "familyName": "FERREIRA", "givenName": "Léa", "birthDate": "1990-03-01" }),
            ),
            ("51 people who are someone else", "notTheSameAs", json!(vec![world.lea; 51])),
            ("no id in notTheSameAs", "notTheSameAs", json!(["Lea"])),
            ("a sex that is none", "sex", json!("FEMALE; DROP TABLE record")),
            ("a language that is none", "language", json!("KLINGON")),
            (
                "everything wrong at once",
                "",
                json!({
                "identifiers": [{ "system": "PASSPORT", "issuer": " ", "value": "🦀" }],
                "familyName": "", "givenName": "<b>", "birthDate": "2999-12-31", "email": "ana",
                "phone": "call me", "commune": "x".repeat(81), "notTheSameAs": [] }),
            ),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./createRecord.txt"]).await;
}

fn number_cases() -> Vec<Case> {
    let one = |system: &str, value: &str| json!([{ "system": system, "value": value }]);
    let taken = matricule("1990-03-01", 7);
    let good = matricule("2024-02-29", 12);
    vec![
        ("no number", "identifiers", json!([])),
        (
            "nine numbers",
            "identifiers",
            json!(vec![json!({ "system": "FR_NIR", "value": "1" }); 9]),
        ),
        (
            "the same number twice",
            "identifiers",
            json!([
            { "system": "LU_MATRICULE", "value": good }, { "system": "LU_MATRICULE", "value": good }]),
        ),
        (
            "another's matricule",
            "",
            json!({
            "identifiers": one("LU_MATRICULE", &taken), "birthDate": "1990-03-01" }),
        ),
        ("a matricule with a wrong digit", "identifiers", one("LU_MATRICULE", "2024022901200")),
        ("a matricule of twelve digits", "identifiers", one("LU_MATRICULE", "202402290120")),
        (
            "a matricule in full-width digits",
            "identifiers",
            one("LU_MATRICULE", "２０２４０２２９０１２００"),
        ),
        ("a matricule in Arabic digits", "identifiers", one("LU_MATRICULE", "٢٠٢٤٠٢٢٩٠١٢٠٠")),
        ("a matricule with the letter l", "identifiers", one("LU_MATRICULE", "20240229012l0")),
        ("a matricule of 30 February", "identifiers", one("LU_MATRICULE", "2024023001200")),
        ("a matricule of the year 0", "identifiers", one("LU_MATRICULE", "0000000000000")),
        ("a matricule of another birth date", "birthDate", json!("2024-02-28")),
        (
            "a matricule with an issuer",
            "identifiers",
            json!([
            { "system": "LU_MATRICULE", "value": good, "issuer": "CTIE" }]),
        ),
        ("a newborn's number of nobody", "identifiers", one("LU_NEWBORN", "42")),
        (
            "a passport whose issuer is invisible",
            "identifiers",
            json!([
            { "system": "PASSPORT", "value": "AB123456", "issuer": "\u{200b}" }]),
        ),
        ("a number of nothing but signs", "identifiers", one("BE_NISS", "-/.-")),
        ("an empty number", "identifiers", one("DE_KVNR", " \t\n")),
        ("a number of 41 signs", "identifiers", one("FR_NIR", &"1".repeat(41))),
        ("a number of emoji", "identifiers", one("PT_UTENTE", "🦀🦀")),
        ("SQL as a number", "identifiers", one("FR_NIR", "1' OR '1'='1")),
        ("NUL in a number", "identifiers", one("FR_NIR", "12\u{0}34")),
        ("a system that is none", "identifiers", one("LU_MATRICULES", "1")),
    ]
}

fn name_cases() -> Vec<Case> {
    vec![
        ("no family name", "familyName", json!("")),
        ("a family name of space", "familyName", json!("  \u{a0}\u{2003} ")),
        ("an invisible family name", "familyName", json!("\u{200b}\u{feff}\u{2060}")),
        ("a name of 101 characters", "givenName", json!("é".repeat(101))),
        ("a name of a million characters", "givenName", json!("a".repeat(1_000_000))),
        ("NUL in a name", "familyName", json!("Mul\u{0}ler")),
        ("a name that turns the direction", "familyName", json!("Muller\u{202e}rebeW")),
        ("a mark of direction in a name", "familyName", json!("Mul\u{200f}ler")),
        ("a line break in a name", "familyName", json!("Muller\nWeber")),
        ("an escape sequence in a name", "familyName", json!("\u{1b}[31mMuller")),
        ("HTML as a name", "familyName", json!("<img src=x onerror=alert(1)>")),
        ("SQL as a name", "familyName", json!("Robert'); DROP TABLE record;--")),
        ("a name of emoji", "givenName", json!("👶🏽")),
        ("a name of signs", "givenName", json!("-'.")),
        ("a name of digits", "givenName", json!("1234567")),
        ("a full-width name", "familyName", json!("ＭＵＬＬＥＲ")),
        ("a Cyrillic letter in a Latin name", "familyName", json!("Mull\u{435}r")),
        ("a spreadsheet formula as a name", "givenName", json!("=HYPERLINK(\"http://evil\")")),
    ]
}

fn birth_cases() -> Vec<Case> {
    let born = |text: &str| json!({ "identifiers": [{ "system": "FR_NIR", "value": "1234567" }], "birthDate": text });
    vec![
        ("29 February of no leap year", "", born("2025-02-29")),
        ("the year 0", "", born("0000-01-01")),
        ("a year only, the year 0", "", born("0000")),
        ("born tomorrow", "", born("2026-11-25")),
        ("born next year", "", born("2027")),
        ("born 131 years ago", "", born("1895-12-31")),
        ("born between two days", "", born("2024-01-01/2024-06-30")),
        ("birth date unknown", "", born("unknown")),
        ("a birth date as people write it", "", born("29.02.2024")),
        ("a birth date with a time", "", born("2024-02-29T00:00:00Z")),
        ("a birth date in full-width digits", "", born("２０２４-02-29")),
        ("an empty birth date", "", born("")),
        ("a number as birth date", "birthDate", json!(20240229)),
    ]
}

fn contact_cases() -> Vec<Case> {
    vec![
        ("an address without at", "email", json!("ana.example.lu")),
        ("a header in an address", "email", json!("ana@example.lu\r\nBcc: all@example.lu")),
        ("an address of 255 characters", "email", json!(format!("{}@example.lu", "a".repeat(244)))),
        ("two addresses", "email", json!("ana@example.lu, bob@example.lu")),
        ("a look-alike address", "email", json!("an\u{430}@example.lu")),
        ("words as phone number", "phone", json!("appelez le soir")),
        ("a phone number of 31 signs", "phone", json!("1".repeat(31))),
        ("a phone number of three digits", "phone", json!("112")),
        ("a phone number in full-width digits", "phone", json!("＋３５２６２１")),
        ("a phone number on two lines", "phone", json!("+352 621\n123456")),
        ("a commune of 81 characters", "commune", json!("L".repeat(81))),
        ("a commune that turns the direction", "commune", json!("Esch\u{2066}")),
        ("a commune on two lines", "commune", json!("Esch\nLuxembourg")),
        ("HTML as commune", "commune", json!("<script>alert(1)</script>")),
    ]
}

#[tokio::test]
async fn opening_a_record_without_a_good_reason_is_refused() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "open-good", "recordId": world.noe,
            "reason": "consultation, patient présent" });
        let mutation = Mutation { name: "openRecord", done: "record { id }", good };
        let mut cases = [reason_cases(), bad_keys()].concat();
        cases.extend([
            (
                "a record that is not there",
                "recordId",
                json!("0190d1a0-0000-7000-8000-000000000000"),
            ),
            ("the id of a dose", "recordId", json!(world.given)),
            ("no id", "recordId", json!("")),
            ("a name as id", "recordId", json!("Noé Ferreira")),
            ("an id with SQL", "recordId", json!("' OR 1=1 --")),
            ("a number as id", "recordId", json!(1)),
            ("no reason at all", "reason", Value::Null),
        ]);
        (mutation, world.app.weber.clone(), cases)
    };
    try_all(prepare, expect_file!["./openRecord.txt"]).await;
}

/// Reasons that say nothing.
pub fn reason_cases() -> Vec<Case> {
    vec![
        ("an empty reason", "reason", json!("")),
        ("a reason of space", "reason", json!(" \u{a0}\n\t ")),
        ("an invisible reason", "reason", json!("\u{200b}\u{200b}\u{200b}\u{200b}")),
        ("a reason of two letters", "reason", json!("ok")),
        ("a reason of dots", "reason", json!("......")),
        ("a reason of emoji", "reason", json!("🙂🙂🙂")),
        ("a reason of 501 characters", "reason", json!("r".repeat(501))),
        ("a reason of a million characters", "reason", json!("r".repeat(1_000_000))),
        ("NUL in a reason", "reason", json!("wrong\u{0}child")),
        ("an escape sequence in a reason", "reason", json!("\u{1b}[2Jwrong child")),
        ("a reason that turns the direction", "reason", json!("wrong \u{202e}dlihc")),
    ]
}

#[tokio::test]
async fn a_bad_contact_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "contact-good", "recordId": world.noe, "version": 1,
            "language": "PT", "email": "lea@example.lu", "phone": "+352 26 12 34", "commune": "Mamer" });
        let mutation = Mutation { name: "changeContact", done: "record { version }", good };
        let mut cases = [contact_cases(), bad_keys()].concat();
        cases.extend([
            ("version 0", "version", json!(0)),
            ("a version below 0", "version", json!(-1)),
            ("a version that is not yet", "version", json!(2)),
            ("the greatest version", "version", json!(i32::MAX)),
            ("a version that is no 32-bit number", "version", json!(2_147_483_648_i64)),
            ("half a version", "version", json!(1.5)),
            (
                "a record that is not there",
                "recordId",
                json!("0190d1a0-0000-7000-8000-000000000000"),
            ),
            ("a language that is none", "language", json!("pt")),
            (
                "address, phone and commune wrong",
                "",
                json!({
                "email": "lea@", "phone": "evenings", "commune": "\u{0}" }),
            ),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./changeContact.txt"]).await;
}

#[tokio::test]
async fn a_bad_correction_of_a_person_is_refused_with_field_and_rule() {
    let prepare = |world: &World| {
        let good = json!({ "idempotencyKey": "person-good", "recordId": world.noe, "version": 1,
            "reason": "misread on the card", "familyName": "O’Brien-Müller", "givenName": "Noé Luc",
            "birthDate": "2025-04-14", "sex": "MALE" });
        let mutation = Mutation { name: "correctPerson", done: "record { version }", good };
        let mut cases = [name_cases(), reason_cases(), bad_keys()].concat();
        cases.extend([
            ("a birth date that the matricule contradicts", "birthDate", json!("2025-04-15")),
            ("born tomorrow", "birthDate", json!("2026-11-25")),
            ("born 131 years ago", "birthDate", json!("1895-12-31")),
            ("29 February of no leap year", "birthDate", json!("2025-02-29")),
            ("an empty birth date", "birthDate", json!("")),
            ("born between two days", "birthDate", json!("2025-04-01/2025-04-30")),
            ("a number as birth date", "birthDate", json!(20_250_414)),
            ("a sex that is none", "sex", json!("M")),
            ("version 0", "version", json!(0)),
            ("the greatest version", "version", json!(i32::MAX)),
            ("half a version", "version", json!(1.5)),
            (
                "a record that is not there",
                "recordId",
                json!("0190d1a0-0000-7000-8000-000000000000"),
            ),
            (
                "everything wrong at once",
                "",
                json!({ "reason": "", "familyName": "<b>", "givenName": "", "birthDate": "2999" }),
            ),
        ]);
        (mutation, world.app.schiltz.clone(), cases)
    };
    try_all(prepare, expect_file!["./correctPerson.txt"]).await;
}
