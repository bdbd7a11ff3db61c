//! The people and doses among which the bad inputs are tried.

use backend::{
    authz::{Actor, Scope},
    testing::TestApp,
};
use serde_json::{Value, json};
use shared::{FactId, RecordId, VaccinationId};

/// Two records of one practice, with doses.
pub struct World {
    /// The service.
    pub app: TestApp,
    /// Noé, born on 14 April 2025.
    pub noe: RecordId,
    /// Lea, born on 1 March 1990; her mother.
    pub lea: RecordId,
    /// Noé's, given here.
    pub given: VaccinationId,
    /// Noé's, copied from the yellow card.
    pub copied: VaccinationId,
    /// Noé's, told by Lea, not confirmed.
    pub told: VaccinationId,
    /// Noé's, not given.
    pub declined: VaccinationId,
    /// Noé's, void.
    pub void: VaccinationId,
    /// Lea's, given here.
    pub leas: VaccinationId,
    /// Lea's: told by her, not confirmed, since 20 May 2026.
    pub pregnancy: FactId,
    /// Lea's, entered by Dr Schiltz.
    pub dialysis: FactId,
    /// Lea's, void.
    pub void_fact: FactId,
    /// What Lea asked to be corrected in Noé's dose that was given here; it waits.
    pub asked: Value,
    /// What she asked before and took back.
    pub taken_back: Value,
    /// Someone of another practice.
    pub elsewhere: RecordId,
    /// Lea as a patient.
    pub mother: Actor,
    /// A machine of the practice that may do everything.
    pub machine: Actor,
}

impl World {
    /// On that service.
    pub async fn new(app: TestApp) -> Self {
        let noe = app.record("Noé", "2025-04-14", 103).await;
        let lea = app.record("Lea", "1990-03-01", 7).await;
        app.make_parent(lea, noe).await;
        let mother = app.patient(lea);
        let machine = app.machine(&Scope::ALL);
        let given = app.dose(noe, "VAC0510", "2025-06-16").await;
        let void = app.dose(noe, "VAC0017", "2026-05-04").await;
        let leas = app.dose(lea, "VAC0541", "2026-05-04").await;
        let doses = json!([{ "vaccineCode": "VAC0510", "occurrence": "2025-08" }]);
        let input = json!({ "idempotencyKey": "world-copied", "recordId": noe, "proof": "YELLOW_CARD", "doses": doses });
        let copied = first(&app, &app.schiltz, "transcribeVaccinations", input).await;
        let doses = json!([{ "vaccineCode": "VAC0135", "occurrence": "2026" }]);
        let input = json!({ "idempotencyKey": "world-told", "recordId": noe, "proof": "STATEMENT", "doses": doses });
        let told = first(&app, &mother, "reportVaccinations", input).await;
        let input = json!({ "idempotencyKey": "world-declined", "recordId": noe, "vaccineCode": "VAC0017",
            "on": "2026-05-04", "reason": "ACUTE_ILLNESS" });
        let declined = first(&app, &app.schiltz, "recordNotGiven", input).await;
        let input = json!({ "idempotencyKey": "world-void", "recordId": noe, "vaccinationId": void,
            "version": 1, "reason": "wrong child" });
        let mutation = "mutation($input: VoidVaccinationInput!) {
            voidVaccination(input: $input) { userErrors { message } } }";
        let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["voidVaccination"]["userErrors"], json!([]), "{answer}");
        let dialysis = app.fact(lea, "dialysis").await;
        let void_fact = app.fact(lea, "cancer").await;
        let pregnancy = pregnancy(&app, &mother, lea).await;
        void_it(&app, lea, void_fact).await;
        let elsewhere = elsewhere(&app).await;
        let taken_back = asked(&app, &mother, "world-asked-1", noe, given).await;
        let input =
            json!({ "idempotencyKey": "world-taken", "recordId": noe, "requestId": taken_back });
        let mutation = "mutation($input: WithdrawCorrectionInput!) {
            withdrawCorrection(input: $input) { userErrors { message } } }";
        let answer = app.run(&mother, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["withdrawCorrection"]["userErrors"], json!([]), "{answer}");
        let asked = asked(&app, &mother, "world-asked-2", noe, given).await;
        Self {
            app,
            noe,
            lea,
            given,
            copied,
            told,
            declined,
            void,
            leas,
            pregnancy,
            dialysis,
            void_fact,
            asked,
            taken_back,
            elsewhere,
            mother,
            machine,
        }
    }
}

async fn first(app: &TestApp, actor: &Actor, name: &str, input: Value) -> VaccinationId {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ vaccinations {{ id }} userErrors {{ message }} }} }}"
    );
    let answer = app.run(actor, &query, json!({ "input": input })).await;
    let id = answer["data"][name]["vaccinations"][0]["id"].as_str();
    id.unwrap_or_else(|| panic!("no dose: {answer}")).parse().expect("an id")
}

async fn pregnancy(app: &TestApp, mother: &Actor, id: RecordId) -> FactId {
    let facts = json!([{ "code": "pregnancy", "answer": true, "from": "2026-05-20" }]);
    let input = json!({ "idempotencyKey": "world-pregnant", "recordId": id, "facts": facts });
    let query = "mutation($input: ReportFactsInput!) {
        reportFacts(input: $input) { facts { id } userErrors { message } } }";
    let answer = app.run(mother, query, json!({ "input": input })).await;
    let id = answer["data"]["reportFacts"]["facts"][0]["id"].as_str();
    id.unwrap_or_else(|| panic!("no fact: {answer}")).parse().expect("an id")
}

async fn void_it(app: &TestApp, id: RecordId, fact: FactId) {
    let input = json!({ "idempotencyKey": "world-void-fact", "recordId": id, "factId": fact,
        "version": 1, "reason": "another patient" });
    let query = "mutation($input: VoidFactInput!) {
        voidFact(input: $input) { userErrors { message } } }";
    let answer = app.run(&app.schiltz, query, json!({ "input": input })).await;
    assert_eq!(answer["data"]["voidFact"]["userErrors"], json!([]), "{answer}");
}

/// A request about a dose; its id.
async fn asked(
    app: &TestApp,
    actor: &Actor,
    key: &str,
    id: RecordId,
    dose: VaccinationId,
) -> Value {
    let input = json!({ "idempotencyKey": key, "recordId": id, "subject": "VACCINATION",
        "vaccinationId": dose, "words": "It was the other arm." });
    let query = "mutation($input: RequestCorrectionInput!) {
        requestCorrection(input: $input) { request { id } userErrors { message } } }";
    let answer = app.run(actor, query, json!({ "input": input })).await;
    assert_eq!(answer["data"]["requestCorrection"]["userErrors"], json!([]), "{answer}");
    answer["data"]["requestCorrection"]["request"]["id"].clone()
}

/// Someone whom only Dr Weber's practice may see.
async fn elsewhere(app: &TestApp) -> RecordId {
    let input = json!({ "idempotencyKey": "world-elsewhere", "familyName": "Kremer",
        "givenName": "Léon", "birthDate": "1980-01-02", "sex": "MALE", "language": "LB",
        "identifiers": [{ "system": "FR_NIR", "value": "180017512345602" }], "notTheSameAs": [] });
    let query = "mutation($input: CreateRecordInput!) {
        createRecord(input: $input) { record { id } userErrors { code field message } } }";
    let answer = app.run(&app.weber, query, json!({ "input": input })).await;
    let id = answer["data"]["createRecord"]["record"]["id"].as_str();
    id.unwrap_or_else(|| panic!("no record: {answer}")).parse().expect("an id")
}
