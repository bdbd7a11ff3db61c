//! Confidential doses, through the schema and the exports.

use serde_json::{Value, json};
use shared::{RecordId, VaccinationId};

use crate::{authz::Actor, exports, testing::TestApp};

/// Sends a mutation; gives its payload, or the code with which it was denied.
async fn send(app: &TestApp, actor: &Actor, name: &str, fields: &str, input: Value) -> Value {
    let kind = match name {
        "joinVaccinations" | "keepVaccinationsApart" => "TwoVaccinationsInput".to_owned(),
        _ => format!("{}{}Input", name[..1].to_uppercase(), &name[1..]),
    };
    let query = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {fields}
            userErrors {{ code field }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    match answer.get("errors") {
        Some(errors) => match &errors[0]["extensions"]["code"] {
            Value::Null => panic!("{name}: {errors}"),
            code => code.clone(),
        },
        None => answer["data"][name].clone(),
    }
}

const SAID: &str = "vaccination { id isConfidential
    confidentiality { since practices { id name } helpers { id name } } }";

/// Says who may see a dose: the practices and people named, or all.
async fn set(
    app: &TestApp,
    actor: &Actor,
    (id, dose): (RecordId, VaccinationId),
    named: Option<(Vec<Value>, Vec<RecordId>)>,
) -> Value {
    let key = format!("hiding-{}", app.op(actor).new_id());
    let is_confidential = named.is_some();
    let (practices, helpers) = named.unwrap_or_default();
    let input = json!({ "idempotencyKey": key, "recordId": id, "vaccinationId": dose,
        "isConfidential": is_confidential, "practiceIds": practices, "helperIds": helpers });
    send(app, actor, "setConfidentiality", SAID, input).await
}

fn nobody() -> Option<(Vec<Value>, Vec<RecordId>)> {
    Some((Vec::new(), Vec::new()))
}

fn practice_of(actor: &Actor) -> Value {
    json!(actor.practice().expect("a practice").id)
}

fn faults(payload: &Value) -> String {
    payload["userErrors"].to_string()
}

/// Everything that a viewer is told of the doses of a record, and of what rests on them.
async fn told(app: &TestApp, actor: &Actor, id: RecordId) -> Value {
    let query = "query($id: RecordId!) {
        record(id: $id) {
            vaccinations(includeVoid: true) {
                id lot isConfidential joinedInto warnings { code other } history { version }
                correctionRequests { vaccinationId }
            }
            sameEvents { stays { id } other { id } }
            correctionRequests { vaccinationId words }
            assessment {
                input inputDoses answer findings(locale: EN)
                targets { target { code } status earliestOn recommendedOn overdueOn doseNumber
                    explain(locale: EN) doses { position vaccinationId verdict }
                    history { status since } }
            }
        }
        simulate(input: { recordId: $id, doses: [{ vaccineCode: \"VAC0510\", on: \"2026-11-24\" }] }) {
            input inputDoses targets { target { code } status doses { position vaccinationId } }
        }
        plan(input: { recordId: $id }) { answer visits { on injections { doses { doseNumber } } } }
        practice {
            vaccinations(first: 50) { nodes { id } }
            toConfirm(first: 50) { nodes { id } }
            correctionRequests { recordId request { vaccinationId } }
        }
    }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"].clone()
}

/// The signed trace, if there is one for that viewer.
async fn has_trace(app: &TestApp, actor: &Actor, id: RecordId) -> bool {
    let query = "query($id: RecordId!) { record(id: $id) { assessment { trace } } }";
    let answer = app.run(actor, query, json!({ "id": id })).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["record"]["assessment"]["trace"].is_string()
}

async fn sees(app: &TestApp, actor: &Actor, id: RecordId, dose: VaccinationId) -> bool {
    let query = "query($id: RecordId!, $dose: VaccinationId!) {
        record(id: $id) { vaccination(id: $dose) { id } } }";
    let answer = app.run(actor, query, json!({ "id": id, "dose": dose })).await;
    answer["data"]["record"]["vaccination"]["id"].is_string()
}

fn statuses(told: &Value) -> Vec<Value> {
    let targets = told["record"]["assessment"]["targets"].as_array().expect("targets");
    let said = targets.iter().map(|t| {
        json!([
            t["target"]["code"],
            t["status"],
            t["earliestOn"],
            t["recommendedOn"],
            t["overdueOn"]
        ])
    });
    said.collect()
}

#[tokio::test]
async fn a_hidden_dose_is_told_to_nobody_who_is_not_named_and_the_answer_stays_right() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "2010-04-14", 103).await;
        let hidden = app.dose(id, "VAC0523", "2026-05-04").await;
        let other = app.dose(id, "VAC0541", "2025-05-04").await;
        app.open_to_weber(id).await;
        let person = app.patient(id);
        let asked = json!({ "idempotencyKey": "asking-1", "recordId": id,
            "subject": "VACCINATION", "vaccinationId": hidden, "words": "It was the other arm." });
        let asked = send(&app, &person, "requestCorrection", "request { id }", asked).await;
        assert_eq!(faults(&asked), "[]");
        let whole = told(&app, &app.weber, id).await;
        assert!(whole["record"]["assessment"]["answer"].is_null());
        assert!(has_trace(&app, &app.weber, id).await);

        let done = set(&app, &person, (id, hidden), nobody()).await;
        assert_eq!(faults(&done), "[]", "{done}");
        assert_eq!(done["vaccination"]["isConfidential"], true);
        assert_eq!(done["vaccination"]["confidentiality"]["practices"], json!([]));

        let text = |told: &Value| told.to_string();
        let kept = told(&app, &app.weber, id).await;
        assert!(!text(&kept).contains(&hidden.to_string()), "{kept:#}");
        assert!(text(&kept).contains(&other.to_string()));
        let doses = |told: &Value| {
            let input = &told["record"]["assessment"]["input"];
            format!("{} {input} {}", told["record"]["vaccinations"], told["simulate"]["input"])
        };
        assert!(doses(&whole).contains("VAC0523") && !doses(&kept).contains("VAC0523"), "{kept:#}");
        assert!(!text(&kept).contains("2026-05-04"), "{kept:#}");
        assert!(!sees(&app, &app.weber, id, hidden).await);
        assert!(!has_trace(&app, &app.weber, id).await);
        // The same diseases, statuses and days as before it was hidden.
        assert_eq!(statuses(&kept), statuses(&whole));
        let answer = kept["record"]["assessment"]["answer"].as_str().expect("the engine's answer");
        let answer: Value = serde_json::from_str(answer).expect("JSON");
        let said =
            |t: &Value| json!([t["code"], t["earliestOn"], t["recommendedOn"], t["overdueOn"]]);
        let by_engine: Vec<Value> =
            answer["targets"].as_array().expect("targets").iter().map(said).collect();
        let days: Vec<Value> =
            statuses(&whole).iter().map(|t| json!([t[0], t[2], t[3], t[4]])).collect();
        assert_eq!(by_engine, days);
        // Where it counts, nothing says how many doses there were, nor since when.
        let was = |told: &Value, field: &str| -> Vec<Value> {
            let targets = told["record"]["assessment"]["targets"].as_array().expect("targets");
            targets.iter().map(|t| t[field].clone()).collect()
        };
        let mut covered = 0;
        for (at, doses) in was(&whole, "doses").iter().enumerate() {
            if doses.to_string().contains(&hidden.to_string()) {
                covered += 1;
                assert_eq!(was(&kept, "doseNumber")[at], Value::Null);
                assert_eq!(was(&kept, "history")[at], json!([]));
            } else {
                assert_eq!(was(&kept, "doseNumber")[at], was(&whole, "doseNumber")[at]);
                assert_eq!(was(&kept, "explain")[at], was(&whole, "explain")[at]);
            }
        }
        assert!(0 < covered);
        // What is supposed comes after the doses that the viewer sees.
        let supposed = kept["simulate"]["targets"].as_array().expect("targets");
        let made_up = supposed.iter().flat_map(|t| t["doses"].as_array().expect("doses"));
        let made_up: Vec<&Value> = made_up.filter(|d| d["vaccinationId"].is_null()).collect();
        assert!(
            !made_up.is_empty() && made_up.iter().all(|dose| dose["position"] == 1),
            "{kept:#}"
        );

        // The person, and the practice that recorded it, see it as before.
        for actor in [&person, &app.schiltz, &app.origer] {
            assert!(sees(&app, actor, id, hidden).await);
            assert!(has_trace(&app, actor, id).await);
        }
        // Named, the practice sees it; and no more once nobody is.
        let named = Some((vec![practice_of(&app.weber)], Vec::new()));
        let done = set(&app, &person, (id, hidden), named).await;
        let practices = &done["vaccination"]["confidentiality"]["practices"];
        assert_eq!(practices[0]["name"], "Pédiatrie Kirchberg", "{done}");
        assert!(sees(&app, &app.weber, id, hidden).await);
        let seen = told(&app, &app.weber, id).await;
        assert_eq!(seen["record"]["vaccinations"][0]["isConfidential"], true);
        assert_eq!(seen["record"]["assessment"]["answer"], Value::Null);
        set(&app, &person, (id, hidden), nobody()).await;
        assert!(!sees(&app, &app.weber, id, hidden).await);
        set(&app, &person, (id, hidden), None).await;
        assert_eq!(told(&app, &app.weber, id).await["record"], whole["record"]);
    }
}

#[tokio::test]
async fn also_in_an_emergency_it_stays_hidden() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "2010-04-14", 103).await;
        let hidden = app.dose(id, "VAC0523", "2026-05-04").await;
        set(&app, &app.patient(id), (id, hidden), nobody()).await;
        let input = json!({ "idempotencyKey": "breaking-1", "recordId": id,
            "reason": "CANNOT_ANSWER", "words": "unconscious" });
        let opened = send(&app, &app.weber, "openInEmergency", "record { id }", input).await;
        assert_eq!(faults(&opened), "[]", "{opened}");
        let kept = told(&app, &app.weber, id).await;
        assert_eq!(kept["record"]["vaccinations"], json!([]));
        assert!(!kept.to_string().contains(&hidden.to_string()));
    }
}

#[tokio::test]
async fn who_does_not_see_it_cannot_change_it_either() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "2010-04-14", 103).await;
        let person = app.patient(id);
        let input = json!({ "idempotencyKey": "telling-1", "recordId": id, "proof": "STATEMENT",
            "doses": [{ "vaccineCode": "VAC0523", "occurrence": "2024-05-04" }] });
        let told_dose =
            send(&app, &person, "reportVaccinations", "vaccinations { id }", input).await;
        let hidden: VaccinationId = told_dose["vaccinations"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{told_dose}"))
            .parse()
            .expect("an id");
        let same = app.dose(id, "VAC0523", "2024-05-04").await;
        set(&app, &person, (id, hidden), nobody()).await;
        // Told by the person and hidden, it is for no practice.
        for actor in [&app.schiltz, &app.weber] {
            assert!(!sees(&app, actor, id, hidden).await);
        }
        let kept = told(&app, &app.schiltz, id).await;
        assert_eq!(kept["practice"]["toConfirm"]["nodes"], json!([]));
        assert_eq!(kept["record"]["sameEvents"], json!([]));
        assert!(!kept.to_string().contains(&hidden.to_string()), "{kept:#}");
        let dose = json!({ "vaccinationId": hidden, "version": 1 });
        let two = json!({ "idempotencyKey": "joining-1", "recordId": id, "vaccinationId": same,
            "version": 1, "otherId": hidden, "otherVersion": 1 });
        let attempts = [
            (
                "voidVaccination",
                json!({ "idempotencyKey": "voiding-1", "recordId": id,
                "vaccinationId": hidden, "version": 1, "reason": "a guess" }),
            ),
            (
                "correctVaccination",
                json!({ "idempotencyKey": "correct-1", "recordId": id,
                "vaccinationId": hidden, "version": 1, "reason": "a guess",
                "vaccineCode": "VAC0523", "occurrence": "2024-05-05" }),
            ),
            (
                "confirmVaccinations",
                json!({ "idempotencyKey": "confirm-1", "recordId": id,
                "vaccinations": [dose] }),
            ),
            ("joinVaccinations", two.clone()),
            ("keepVaccinationsApart", two),
        ];
        for (name, input) in attempts {
            let payload = send(&app, &app.schiltz, name, "", input).await;
            let codes = payload["userErrors"].as_array().unwrap_or_else(|| panic!("{payload}"));
            let codes: Vec<&Value> = codes.iter().map(|fault| &fault["code"]).collect();
            assert_eq!(codes, ["NOT_FOUND"], "{name}: {payload}");
        }
        assert!(sees(&app, &person, id, hidden).await);
    }
}

#[tokio::test]
async fn parents_see_what_they_hide_and_not_what_the_young_person_hides() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2011-04-14", 103).await;
        let [mother, father] =
            [app.record("Ana", "1980-03-01", 7).await, app.record("Rui", "1981-03-01", 9).await];
        let friend = app.record("Ute", "1991-03-01", 8).await;
        app.make_parent(mother, child).await;
        app.make_parent(father, child).await;
        app.trust(child, friend, "all").await;
        let dose = app.dose(child, "VAC0523", "2026-05-04").await;
        let [young, mother, father, friend] =
            [child, mother, father, friend].map(|id| app.patient(id));
        let own = |actor: &Actor| actor.record_id().expect("a record");

        let done = set(&app, &mother, (child, dose), nobody()).await;
        let helpers = &done["vaccination"]["confidentiality"]["helpers"];
        assert_eq!(helpers, &json!([{ "id": own(&mother), "name": "Ana Ferreira Thill" }]));
        for (actor, is_seen) in
            [(&young, true), (&mother, true), (&father, false), (&friend, false)]
        {
            assert_eq!(sees(&app, actor, child, dose).await, is_seen, "{actor:?}");
        }
        // Who does not see it has no say in it; who is trusted has none at all.
        let refused = set(&app, &father, (child, dose), None).await;
        assert_eq!(faults(&refused), r#"[{"code":"NOT_FOUND","field":["vaccinationId"]}]"#);
        for actor in [&friend, &app.schiltz, &app.weber] {
            assert_eq!(set(&app, actor, (child, dose), None).await, "NOT_FOUND");
        }

        app.app.clock.set(app.app.clock.now() + chrono::Duration::hours(1));
        let done = set(&app, &young, (child, dose), Some((Vec::new(), vec![own(&friend)]))).await;
        assert_eq!(faults(&done), "[]", "{done}");
        for (actor, is_seen) in [(&young, true), (&mother, false), (&friend, true)] {
            assert_eq!(sees(&app, actor, child, dose).await, is_seen, "{actor:?}");
        }
        // What a parent takes along says nothing of it; what the person takes along all.
        let taken = exports::export(&app.op(&mother), child).await.expect("her child");
        let taken = String::from_utf8(exports::to_json(&taken).expect("JSON")).expect("text");
        assert!(!taken.contains(&dose.to_string()) && !taken.contains("U3J81V"));
        let taken = exports::export(&app.op(&young), child).await.expect("their own");
        assert!(taken.vaccinations[0].is_confidential);
        let named = |at: usize| taken.confidentiality[at].named.len();
        assert_eq!((taken.confidentiality.len(), named(0), named(1)), (2, 1, 1));
        let ended: Vec<bool> = taken.confidentiality.iter().map(|c| c.ended_at.is_some()).collect();
        assert_eq!(ended, [true, false]);
        let bytes = exports::to_json(&taken).expect("JSON");
        assert_eq!(exports::read::read(&bytes).expect("it is read back"), taken);
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_the_field() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "2010-04-14", 103).await;
        let stranger = app.record("Max", "1992-03-01", 9).await;
        let dose = app.dose(id, "VAC0523", "2026-05-04").await;
        let person = app.patient(id);
        let weber = practice_of(&app.weber);
        let refused = set(&app, &person, (id, dose), Some((vec![weber.clone()], vec![stranger])));
        assert_eq!(
            faults(&refused.await),
            r#"[{"code":"NOT_FOUND","field":["practiceIds","0"]},{"code":"NOT_FOUND","field":["helperIds","0"]}]"#
        );
        let input = json!({ "idempotencyKey": "hiding-key-1", "recordId": id, "vaccinationId": dose,
            "isConfidential": false, "practiceIds": [weber] });
        let refused = send(&app, &person, "setConfidentiality", SAID, input).await;
        assert_eq!(faults(&refused), r#"[{"code":"NOT_APPLICABLE","field":["practiceIds"]}]"#);
        let many = Some((vec![practice_of(&app.schiltz); 51], Vec::new()));
        let refused = set(&app, &person, (id, dose), many).await;
        assert_eq!(faults(&refused), r#"[{"code":"TOO_MANY","field":["practiceIds"]}]"#);
        assert_eq!(
            told(&app, &person, id).await["record"]["vaccinations"][0]["isConfidential"],
            false
        );
        // Said twice, it is written once.
        let named = || Some((vec![practice_of(&app.schiltz)], Vec::new()));
        let one = set(&app, &person, (id, dose), named()).await;
        let later = app.app.clock.now() + chrono::Duration::days(1);
        app.app.clock.set(later);
        let same = set(&app, &person, (id, dose), named()).await;
        assert_eq!(one, same);
    }
}

#[tokio::test]
async fn it_stays_hidden_when_records_are_joined_and_taken_apart() {
    for app in TestApp::on_each().await {
        let stays = app.record("Lea", "2010-04-14", 103).await;
        let joins = app.record("Tom", "2010-04-14", 104).await;
        let hidden = app.dose(joins, "VAC0523", "2026-05-04").await;
        for id in [stays, joins] {
            app.open_to_weber(id).await;
        }
        set(&app, &app.patient(joins), (joins, hidden), nobody()).await;
        let preview = "query($a: RecordId!, $b: RecordId!) {
            mergePreview(survivorId: $a, mergedId: $b) {
                together { input inputDoses answer targets { doses { vaccinationId } } }
                mergedNow { inputDoses } sameEvents { stays { id } other { id } } } }";
        let ids = json!({ "a": stays, "b": joins });
        let seen = app.run(&app.weber, preview, ids).await;
        assert!(seen.get("errors").is_none(), "{seen}");
        assert!(!seen.to_string().contains(&hidden.to_string()), "{seen}");
        let input = json!({ "idempotencyKey": "merging-1", "survivorId": stays, "survivorVersion": 1,
            "mergedId": joins, "mergedVersion": 1, "reason": "one person" });
        let merged =
            send(&app, &app.weber, "mergeRecords", "record { id merges { id } }", input).await;
        assert_eq!(faults(&merged), "[]", "{merged}");
        let person = app.patient(stays);
        assert!(!sees(&app, &app.weber, stays, hidden).await);
        assert!(sees(&app, &person, stays, hidden).await);
        let named = Some((vec![practice_of(&app.weber)], Vec::new()));
        let done = set(&app, &person, (stays, hidden), named).await;
        assert_eq!(faults(&done), "[]", "{done}");
        set(&app, &person, (stays, hidden), nobody()).await;
        let input = json!({ "idempotencyKey": "parting-1", "recordId": stays,
            "mergeId": merged["record"]["merges"][0]["id"], "reason": "two people" });
        let apart = send(&app, &app.weber, "unmergeRecords", "record { id }", input).await;
        assert_eq!(faults(&apart), "[]", "{apart}");
        assert!(!sees(&app, &app.weber, joins, hidden).await);
        let exported =
            exports::export(&app.op(&app.patient(joins)), joins).await.expect("one's own");
        assert_eq!(exported.confidentiality.len(), 3);
        let left = exports::export(&app.op(&person), stays).await.expect("one's own");
        assert_eq!(left.confidentiality.len(), 0);
    }
}

#[tokio::test]
async fn a_key_that_is_used_again_tells_nothing_that_was_hidden_meanwhile() {
    for app in TestApp::on_each().await {
        let id = app.record("Lea", "2010-04-14", 103).await;
        let person = app.patient(id);
        let input = json!({ "idempotencyKey": "telling-1", "recordId": id, "proof": "STATEMENT",
            "doses": [{ "vaccineCode": "VAC0523", "occurrence": "2024-05-04" }] });
        let told = send(&app, &person, "reportVaccinations", "vaccinations { id }", input).await;
        let dose = told["vaccinations"][0]["id"].clone();
        let input = json!({ "idempotencyKey": "confirm-1", "recordId": id,
            "vaccinations": [{ "vaccinationId": dose, "version": 1 }] });
        let fields = "vaccinations { id }";
        let one = send(&app, &app.schiltz, "confirmVaccinations", fields, input.clone()).await;
        assert_eq!(one["vaccinations"], json!([{ "id": dose }]), "{one}");
        let hidden = dose.as_str().expect("an id").parse().expect("an id");
        set(&app, &person, (id, hidden), nobody()).await;
        let again = send(&app, &app.schiltz, "confirmVaccinations", fields, input).await;
        assert_eq!(again["vaccinations"], json!([]), "{again}");
    }
}
