//! The rights of the whole service, as a table to read; and that every root field of the
//! schema has its place in it.

use std::{collections::BTreeSet, fmt::Write as _};

use backend::{
    authz::{Action, Actor, ClientActor, Relation, Scope, allows, allows_client},
    testing::TestApp,
};
use chrono::{DateTime, Utc};
use expect_test::expect_file;
use serde_json::{Value, json};
use shared::{ClientId, Role};

#[test]
fn the_rights_table_is_what_was_decided() {
    let mut text = String::from("What a role may do with a record of that relation.\n\n");
    for role in Role::ALL {
        let may = |relation, action| allows(role, relation, action);
        table(&mut text, &format!("{role:?}"), may);
    }
    text.push_str("\nWhat a machine may do by its scope.\n\n");
    for scope in Scope::ALL {
        let may = |relation, action| allows_client(scope, relation, action);
        table(&mut text, scope.code(), may);
    }
    expect_file!["./authz_matrix.txt"].assert_eq(&text);
}

fn table(text: &mut String, who: &str, may: impl Fn(Relation, Action) -> bool) {
    writeln!(text, "{who:25}{}", Relation::ALL.map(|r| format!("{r:?}")).join("  "))
        .expect("a text");
    for action in Action::ALL.iter().copied() {
        let cells = Relation::ALL.map(|relation| {
            let width = format!("{relation:?}").len() + 2;
            format!("{:width$}", if may(relation, action) { "yes" } else { "–" })
        });
        let line = format!("  {:23}{}", format!("{action:?}"), cells.concat());
        writeln!(text, "{}", line.trim_end()).expect("a text");
    }
}

/// Who is answered what.
#[derive(Clone, Copy)]
enum For {
    /// Everyone: nothing of a person is in it.
    Everyone,
    /// Whoever is signed in, about themselves; null for others.
    Oneself,
    /// Those who may do this with this record.
    Record(Answer),
    /// Those who may do this with records at all.
    Professionals,
    /// Whoever has a record of their own, with a code that was given to them.
    Holder,
}

/// How someone without the right is answered.
#[derive(Clone, Copy)]
enum Answer {
    Null,
    NotFound,
}

/// A root field: where it is, what it does, for whom it is, and how it is asked.
struct Root(&'static str, &'static str, &'static [Action], For, &'static str);

const ROOTS: &[Root] = &[
    Root("Query", "viewer", &[], For::Oneself, "{ viewer { account { id } } }"),
    Root("Query", "practice", &[Action::Read], For::Oneself, "{ practice { records { nodes { id } } } }"),
    Root("Query", "vaccine", &[], For::Everyone, "{ vaccine(code: \"VAC0510\") { code } }"),
    Root("Query", "searchVaccines", &[], For::Everyone,
        "{ searchVaccines(text: \"hexyon\", locale: FR) { code } }"),
    Root("Query", "record", &[Action::Read], For::Record(Answer::Null),
        "query($id: RecordId!) { record(id: $id) { id } }"),
    Root("Query", "findRecords", &[Action::Find], For::Professionals,
        "{ findRecords(input: { name: \"Ferreira\", birthDate: \"2025-04-14\" }) { id } }"),
    Root("Mutation", "createRecord", &[Action::Create], For::Professionals, "mutation {
        createRecord(input: { idempotencyKey: \"create-1\", familyName: \"Weber\", givenName: \"Ana\",
            birthDate: \"2021\", identifiers: [{ system: FR_NIR, value: \"1\" }], sex: FEMALE,
            language: FR }) { userErrors { code } } }"),
    Root("Mutation", "openRecord", &[Action::Open], For::Professionals, "mutation($id: RecordId!) {
        openRecord(input: { idempotencyKey: \"open-key\", recordId: $id, reason: \"curious\" }) {
            userErrors { code } } }"),
    Root("Mutation", "changeContact", &[Action::ChangeContact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { changeContact(input: { idempotencyKey: \"contact-1\",
            recordId: $id, version: 1, language: FR }) { userErrors { code } } }"),
    Root("Mutation", "correctPerson", &[Action::CorrectPerson], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { correctPerson(input: { idempotencyKey: \"person-1\",
            recordId: $id, version: 1, reason: \"curious\", familyName: \"X\", givenName: \"Y\",
            birthDate: \"2021\", sex: FEMALE }) { userErrors { code } } }"),
    Root("Mutation", "supersedeIdentifier", &[Action::CorrectPerson], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { supersedeIdentifier(input: { idempotencyKey: \"number-1\",
            recordId: $id, version: 1, identifierId: \"0190d1a0-0000-7000-8000-000000000000\",
            reason: \"curious\" }) { userErrors { code } } }"),
    Root("Mutation", "recordDeath", &[Action::RecordDeath], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { recordDeath(input: { idempotencyKey: \"death-key\",
            recordId: $id, version: 1, diedOn: \"2026-11-20\", reason: \"curious\" }) {
            userErrors { code } } }"),
    Root("Mutation", "inviteTrusted", &[Action::ManageHelpers], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { inviteTrusted(input: { idempotencyKey: \"invite-key\",
            recordId: $id, rights: READ }) { code userErrors { code } } }"),
    Root("Mutation", "endInvitation", &[Action::ManageHelpers], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { endInvitation(input: { idempotencyKey: \"uninvite-1\",
            recordId: $id, invitationId: \"0190d1a0-0000-7000-8000-000000000000\" }) {
            userErrors { code } } }"),
    Root("Mutation", "endHelper", &[Action::Read], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { endHelper(input: { idempotencyKey: \"end-helper\",
            recordId: $id, holderId: $id }) { userErrors { code } } }"),
    Root("Mutation", "answerParent", &[Action::ManageHelpers], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { answerParent(input: { idempotencyKey: \"answer-key\",
            recordId: $id, holderId: $id, mayAct: true }) { userErrors { code } } }"),
    Root("Mutation", "makeParentCode", &[Action::InviteParent], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { makeParentCode(input: { idempotencyKey: \"parent-code\",
            recordId: $id }) { code userErrors { code } } }"),
    Root("Mutation", "joinByCode", &[Action::Read], For::Holder, "mutation {
        joinByCode(input: { idempotencyKey: \"join-code\", code: \"K7M4-PQ2X\" }) {
            userErrors { code } } }"),
    Root("Query", "mergePreview", &[Action::MergeRecords], For::Record(Answer::NotFound),
        "query($id: RecordId!) { mergePreview(survivorId: $id, mergedId: $id) { practices } }"),
    Root("Mutation", "mergeRecords", &[Action::MergeRecords], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { mergeRecords(input: { idempotencyKey: \"merge-key\",
            survivorId: $id, survivorVersion: 1, mergedId: $id, mergedVersion: 1,
            reason: \"curious\" }) { userErrors { code } } }"),
    Root("Mutation", "unmergeRecords", &[Action::MergeRecords], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { unmergeRecords(input: { idempotencyKey: \"unmerge-1\",
            recordId: $id, mergeId: \"0190d1a0-0000-7000-8000-000000000000\",
            reason: \"curious\" }) { userErrors { code } } }"),
    Root("Mutation", "keepRecordsApart", &[Action::MergeRecords], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { keepRecordsApart(input: { idempotencyKey: \"apart-key\",
            recordId: $id, otherId: $id }) { userErrors { code } } }"),
    Root("Mutation", "joinVaccinations", &[Action::CorrectVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { joinVaccinations(input: {
            idempotencyKey: \"join-key\", recordId: $id, vaccinationId: $dose, version: 1,
            otherId: $dose, otherVersion: 1 }) { userErrors { code } } }"),
    Root("Mutation", "keepVaccinationsApart", &[Action::CorrectVaccination],
        For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { keepVaccinationsApart(input: {
            idempotencyKey: \"keep-key\", recordId: $id, vaccinationId: $dose, version: 1,
            otherId: $dose, otherVersion: 1 }) { userErrors { code } } }"),
    Root("Mutation", "separateVaccinations", &[Action::CorrectVaccination],
        For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { separateVaccinations(input: {
            idempotencyKey: \"separate-1\", recordId: $id, vaccinationId: $dose, version: 1 }) {
            userErrors { code } } }"),
    Root("Mutation", "changeReminders", &[Action::ChangeContact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { changeReminders(input: { idempotencyKey: \"remind-1\",
            recordId: $id, version: 0, isOn: true, lead: ONE_MONTH, copiesOtherParent: true }) {
            userErrors { code } } }"),
    Root("Mutation", "confirmAddressAgain", &[Action::ChangeContact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { confirmAddressAgain(input: { idempotencyKey: \"again-1\",
            recordId: $id }) { userErrors { code } } }"),
    Root("Mutation", "recordVaccinations", &[Action::RecordVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { recordVaccinations(input: { idempotencyKey: \"record-1\",
            recordId: $id, givenOn: \"2026-11-24\", doses: [{ vaccineCode: \"VAC0510\", lot: \"A\" }] }) {
            userErrors { code } } }"),
    Root("Mutation", "transcribeVaccinations", &[Action::TranscribeVaccination],
        For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { transcribeVaccinations(input: { idempotencyKey: \"copy-key\",
            recordId: $id, proof: YELLOW_CARD, doses: [{ vaccineCode: \"VAC0510\", occurrence: \"2026\" }] }) {
            userErrors { code } } }"),
    Root("Mutation", "reportVaccinations", &[Action::ReportVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { reportVaccinations(input: { idempotencyKey: \"tell-key\",
            recordId: $id, proof: STATEMENT, doses: [{ vaccineCode: \"VAC0510\", occurrence: \"2026\" }] }) {
            userErrors { code } } }"),
    Root("Mutation", "importVaccinations", &[Action::ImportVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { importVaccinations(input: { idempotencyKey: \"import-1\",
            recordId: $id, proof: PRACTICE_FILE, doses: [{ vaccineCode: \"VAC0510\", occurrence: \"2026\" }] }) {
            userErrors { code } } }"),
    Root("Mutation", "recordNotGiven", &[Action::RecordVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { recordNotGiven(input: { idempotencyKey: \"decline-1\",
            recordId: $id, vaccineCode: \"VAC0510\", on: \"2026-11-24\", reason: IMMUNITY }) {
            userErrors { code } } }"),
    Root("Mutation", "correctVaccination", &[Action::CorrectVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { correctVaccination(input: {
            idempotencyKey: \"correct-1\", recordId: $id, vaccinationId: $dose, version: 1,
            reason: \"curious\", vaccineCode: \"VAC0510\", occurrence: \"2026-05-04\", lot: \"B\" }) {
            conflict { lot } userErrors { code } } }"),
    Root("Mutation", "voidVaccination", &[Action::VoidVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { voidVaccination(input: {
            idempotencyKey: \"void-key\", recordId: $id, vaccinationId: $dose, version: 1,
            reason: \"curious\" }) { conflict { lot } userErrors { code } } }"),
    Root("Mutation", "confirmVaccinations", &[Action::ConfirmVaccination], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { confirmVaccinations(input: {
            idempotencyKey: \"confirm-1\", recordId: $id,
            vaccinations: [{ vaccinationId: $dose, version: 1 }] }) { userErrors { code } } }"),
    Root("Mutation", "enterFacts", &[Action::EnterFact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { enterFacts(input: { idempotencyKey: \"enter-fact\",
            recordId: $id, facts: [{ code: \"asplenia\", answer: true }] }) { userErrors { code } } }"),
    Root("Mutation", "reportFacts", &[Action::ReportFact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { reportFacts(input: { idempotencyKey: \"tell-fact\",
            recordId: $id, facts: [{ code: \"asplenia\", answer: true }] }) { userErrors { code } } }"),
    Root("Mutation", "correctFact", &[Action::CorrectFact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $fact: FactId!) { correctFact(input: { idempotencyKey: \"correct-fact\",
            recordId: $id, factId: $fact, version: 1, reason: \"curious\", answer: false }) {
            conflict { answer } userErrors { code } } }"),
    Root("Mutation", "voidFact", &[Action::VoidFact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $fact: FactId!) { voidFact(input: { idempotencyKey: \"void-fact\",
            recordId: $id, factId: $fact, version: 1, reason: \"curious\" }) {
            conflict { answer } userErrors { code } } }"),
    Root("Mutation", "confirmFact", &[Action::ConfirmFact], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $fact: FactId!) { confirmFact(input: { idempotencyKey: \"confirm-fact\",
            recordId: $id, factId: $fact, version: 1 }) { conflict { answer } userErrors { code } } }"),
    Root("Mutation", "showAccessCode", &[Action::Share], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { showAccessCode(input: { recordId: $id, span: DAY }) {
            code { text } } }"),
    Root("Mutation", "redeemAccessCode", &[Action::Open], For::Professionals, "mutation {
        redeemAccessCode(input: { idempotencyKey: \"redeem-1\", code: \"K7M4 PQ3X\" }) {
            userErrors { code } } }"),
    Root("Mutation", "openInEmergency", &[Action::OpenInEmergency], For::Professionals,
        "mutation($id: RecordId!) { openInEmergency(input: { idempotencyKey: \"urgent-1\",
            recordId: $id, reason: WOUND, words: \"curious\" }) { userErrors { code } } }"),
    Root("Mutation", "questionAccess", &[Action::QuestionAccess], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { questionAccess(input: { idempotencyKey: \"question-1\",
            recordId: $id, entryId: \"0190d1a0-0000-7000-8000-000000000000\", question: \"why?\" }) {
            userErrors { code } } }"),
    Root("Mutation", "answerAccessQuestion", &[], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { answerAccessQuestion(input: { idempotencyKey: \"answer-key\",
            recordId: $id, questionId: \"0190d1a0-0000-7000-8000-000000000000\", answer: \"so\" }) {
            userErrors { code } } }"),
    Root("Mutation", "requestCorrection", &[Action::RequestCorrection], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { requestCorrection(input: {
            idempotencyKey: \"asking-1\", recordId: $id, subject: VACCINATION, vaccinationId: $dose,
            words: \"the other arm\" }) { userErrors { code } } }"),
    Root("Mutation", "setConfidentiality", &[Action::SetConfidentiality], For::Record(Answer::NotFound),
        "mutation($id: RecordId!, $dose: VaccinationId!) { setConfidentiality(input: {
            idempotencyKey: \"hiding-1\", recordId: $id, vaccinationId: $dose,
            isConfidential: true }) { userErrors { code } } }"),
    Root("Mutation", "withdrawCorrection", &[Action::RequestCorrection], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { withdrawCorrection(input: { idempotencyKey: \"taking-1\",
            recordId: $id, requestId: \"0190d1a0-0000-7000-8000-000000000000\" }) {
            userErrors { code } } }"),
    Root("Mutation", "answerCorrection", &[Action::AnswerCorrection], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { answerCorrection(input: { idempotencyKey: \"answer-key\",
            recordId: $id, requestId: \"0190d1a0-0000-7000-8000-000000000000\", outcome: CORRECTED }) {
            userErrors { code } } }"),
    Root("Subscription", "accessLogChanged", &[Action::ReadAccessLog], For::Record(Answer::NotFound),
        "subscription($id: RecordId!) { accessLogChanged(recordId: $id) { at } }"),
    Root("Mutation", "sayConsent", &[Action::SayConsent], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { sayConsent(input: { idempotencyKey: \"consent-1\",
            recordId: $id, purpose: STATISTICS, isGiven: true, textVersion: \"2026-11\",
            language: FR, how: ORAL }) { userErrors { code } } }"),
    Root("Mutation", "endAccess", &[Action::Share], For::Record(Answer::NotFound),
        "mutation($id: RecordId!) { endAccess(input: { idempotencyKey: \"end-key-1\", recordId: $id,
            accessId: \"0190d1a0-0000-7000-8000-000000000000\" }) { userErrors { code } } }"),
    Root("Mutation", "chooseLocale", &[], For::Oneself, "mutation {
        chooseLocale(input: { locale: DE }) { userErrors { code } } }"),
    Root("Mutation", "choosePractice", &[], For::Oneself, "mutation {
        choosePractice(input: { practiceId: \"0190d1a0-0000-7000-8000-000000000000\" }) {
            userErrors { code } } }"),
    Root("Subscription", "recordChanged", &[Action::Read], For::Record(Answer::NotFound),
        "subscription($id: RecordId!) { recordChanged(id: $id) { parts } }"),
    Root("Query", "ruleSets", &[], For::Everyone, "{ ruleSets }"),
    Root("Query", "simulate", &[Action::Read], For::Record(Answer::NotFound),
        "query($id: RecordId!) { simulate(input: { recordId: $id, doses: [
            { vaccineCode: \"VAC0510\", on: \"2026-11-24\" }] }) { rules } }"),
    Root("Query", "plan", &[Action::Read], For::Record(Answer::NotFound),
        "query($id: RecordId!) { plan(input: { recordId: $id, maxInjections: 2 }) { ruleSet } }"),
    Root("Subscription", "assessmentChanged", &[Action::Read], For::Record(Answer::NotFound),
        "subscription($id: RecordId!) { assessmentChanged(recordId: $id) { at } }"),
];

#[test]
fn every_root_field_of_the_schema_has_a_place_in_the_rights_table() {
    let mut in_schema = BTreeSet::new();
    let sdl = backend::graphql::sdl();
    for kind in ["Query", "Mutation", "Subscription"] {
        let start = format!("type {kind} {{\n");
        let body = sdl.split(&start).nth(1).and_then(|rest| rest.split("\n}").next());
        let lines = body.expect("the type is in the schema").lines();
        for line in lines.filter_map(|l| l.strip_prefix('\t')) {
            let name: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
            let is_field = line[name.len()..].starts_with(['(', ':']) && !name.is_empty();
            if is_field {
                in_schema.insert(format!("{kind}.{name}"));
            }
        }
    }
    let in_table: BTreeSet<String> = ROOTS.iter().map(|r| format!("{}.{}", r.0, r.1)).collect();
    assert_eq!(in_schema, in_table, "add the root field to ROOTS and say for whom it is");
    assert_eq!(in_table.len(), ROOTS.len(), "a root field stands twice");
}

/// What is done by a route beside the schema: files to download (`exports/tests/http.rs` asks
/// for them as strangers).
const ROUTES: [Action; 1] = [Action::Export];

#[test]
fn every_action_is_what_some_root_field_or_route_does() {
    let fields = ROOTS.iter().flat_map(|r| r.2);
    let done: BTreeSet<String> =
        fields.chain(&ROUTES).map(|action| format!("{action:?}")).collect();
    let unused: Vec<_> = Action::ALL.iter().filter(|a| !done.contains(&format!("{a:?}"))).collect();
    assert_eq!(unused, [] as [&Action; 0]);
}

/// The actors who have nothing to do with the record of a patient of Dr Schiltz.
fn strangers(app: &TestApp, other: shared::RecordId) -> Vec<(&'static str, Actor)> {
    let person = |role: Role| {
        let mut person = app.patient(other).account().expect("a person").clone();
        person.roles = vec![role];
        Actor::Account(person)
    };
    let machine = Actor::Client(ClientActor {
        client_id: ClientId(app.op(&Actor::System).new_id()),
        name: "Kirchberg software".to_owned(),
        practice: app.weber.practice().expect("Dr Weber has a practice").clone(),
        scopes: Scope::ALL.to_vec(),
        valid_until: DateTime::<Utc>::MAX_UTC,
    });
    vec![
        ("a patient", app.patient(other)),
        ("an editor", person(Role::RecommendationEditor)),
        ("an officer", person(Role::PublicHealthOfficer)),
        ("an auditor", person(Role::Auditor)),
        ("an operator", person(Role::Operator)),
        ("another practice's machine", machine),
        ("another practice's doctor", app.weber.clone()),
    ]
}

/// The first answer to an operation: of a subscription, the first event.
async fn first(app: &TestApp, actor: &Actor, document: &str, variables: &Value) -> Value {
    if !document.starts_with("subscription") {
        return app.run(actor, document, variables.clone()).await;
    }
    let variables = async_graphql::Variables::from_json(variables.clone());
    let mut request = async_graphql::Request::new(document).variables(variables);
    request.data = backend::graphql::data_of(app.op(actor));
    let mut events = Box::pin(app.schema.execute_stream(request));
    let event = futures::StreamExt::next(&mut events).await.expect("an answer");
    serde_json::to_value(event).expect("JSON")
}

#[tokio::test]
async fn an_anonymous_gets_nothing_of_anybody() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2026-05-04").await;
        let fact = app.fact(id, "asplenia").await;
        let variables = json!({ "id": id, "dose": dose, "fact": fact });
        let before = app.database.row_counts().await;
        for Root(kind, field, _, whom, document) in ROOTS {
            let answer = first(&app, &Actor::Anonymous, document, &variables).await;
            let code = &answer["errors"][0]["extensions"]["code"];
            match whom {
                For::Everyone => assert_eq!(answer.get("errors"), None, "{field}: {answer}"),
                For::Oneself if *kind == "Query" => {
                    assert_eq!(answer["data"], json!({ *field: null }), "{answer}");
                }
                For::Oneself | For::Record(_) | For::Professionals | For::Holder => {
                    assert_eq!(code, "UNAUTHENTICATED", "{field}: {answer}");
                }
            }
        }
        assert_eq!(before, app.database.row_counts().await);
    }
}

#[tokio::test]
async fn a_stranger_gets_what_they_would_get_if_there_were_no_such_record() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2025-04-14", 103).await;
        let dose = app.dose(id, "VAC0510", "2026-05-04").await;
        let other = app.record("Lea", "1990-03-01", 7).await;
        let fact = app.fact(id, "asplenia").await;
        let there = json!({ "id": id, "dose": dose, "fact": fact });
        let nowhere = "0190d1a0-0000-7000-8000-000000000000";
        let not_there = json!({ "id": nowhere, "dose": nowhere, "fact": nowhere });
        let before = app.database.row_counts().await;
        for (who, actor) in strangers(&app, other) {
            for Root(_, field, _, whom, document) in ROOTS {
                // Opening is how a stranger with a right to it stops being one.
                let opens = ["openRecord", "openInEmergency"].contains(field);
                if opens && may_meet_anyone(&actor, field) {
                    continue;
                }
                let answer = first(&app, &actor, document, &there).await;
                let code = &answer["errors"][0]["extensions"]["code"];
                match whom {
                    For::Record(Answer::Null) => {
                        assert_eq!(answer, json!({ "data": { *field: null } }), "{who}: {answer}");
                    }
                    For::Record(Answer::NotFound) => {
                        assert_eq!(code, "NOT_FOUND", "{who} {field}: {answer}");
                        let nobody = first(&app, &actor, document, &not_there).await;
                        assert_eq!(answer, nobody, "{who} {field} can tell that there is a record");
                    }
                    For::Professionals if !may_meet_anyone(&actor, field) => {
                        assert_eq!(code, "NOT_FOUND", "{who} {field}: {answer}");
                    }
                    // A wrong code is told as one, and counted.
                    For::Holder if who == "a patient" => {
                        let wrong = &answer["data"][*field]["userErrors"][0]["code"];
                        assert_eq!(wrong, "NOT_FOUND", "{who} {field}: {answer}");
                    }
                    For::Holder => assert_eq!(code, "NOT_FOUND", "{who} {field}: {answer}"),
                    For::Professionals | For::Everyone | For::Oneself => {}
                }
            }
        }
        // What the other practice may do with anybody, it did: create someone's record.
        let created = [
            "access_log",
            "assessment",
            "assessment_version",
            "code_attempt",
            "idempotency_key",
            "outbox_event",
            "record",
            "record_access",
            "record_identifier",
            "record_version",
        ];
        assert_eq!(changed_tables(&before, &app.database.row_counts().await), created);
    }
}

/// Whether someone may find, create or open records of people they do not know yet.
fn may_meet_anyone(actor: &Actor, field: &str) -> bool {
    match actor {
        Actor::Account(person) => person.roles.iter().any(|r| r.is_clinical()),
        Actor::Client(_) => !matches!(field, "openRecord" | "redeemAccessCode" | "openInEmergency"),
        Actor::Anonymous | Actor::System => false,
    }
}

fn changed_tables(before: &[(String, i64)], after: &[(String, i64)]) -> Vec<String> {
    let pairs = before.iter().zip(after).filter(|(b, a)| b != a);
    pairs.map(|(b, _)| b.0.clone()).collect()
}
