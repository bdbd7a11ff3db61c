//! A whole service for one test: own database, a clock that stands, seeded ids, and two
//! practices with the people who act in tests. All of them are invented.

use std::sync::Arc;

use async_graphql::{Request, Response, Variables};
use chrono::{DateTime, Utc};
use clap::Parser;
use futures::stream::BoxStream;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use shared::{AccountId, ClientId, FactId, Locale, Matricule, RecordId, Role, VaccinationId};

use crate::{
    accesses::record_relation,
    accounts::{Credential, account, actor_of, roles_as_words, session},
    app::App,
    authz::{AccountActor, Actor, ClientActor, PracticeRef, PractitionerRef, Scope},
    clock::Clock,
    config::Config,
    db::testing::{TestDatabase, each, sqlite},
    graphql::{CarnetSchema, builder, data_of},
    ids::Ids,
    op::OpCtx,
    practices::manage::{add_member, create_practice, create_practitioner},
};

/// The moment at which the tests play: Tuesday, 24 November 2026, 10:00 in Luxembourg.
pub const NOW: &str = "2026-11-24T09:00:00Z";

/// A service with its own database.
pub struct TestApp {
    /// The service.
    pub app: Arc<App>,
    /// Its schema, without limits.
    pub schema: CarnetSchema,
    /// Dr Nadine Schiltz of Belair.
    pub schiltz: Actor,
    /// The nurse Paul Origer of Belair.
    pub origer: Actor,
    /// Dr Marc Weber of Kirchberg.
    pub weber: Actor,
    /// The database, kept until the test ends.
    pub database: TestDatabase,
}

#[derive(Parser)]
struct NoArguments {
    #[command(flatten)]
    config: Config,
}

/// A configuration with nothing but defaults, as a demo.
#[must_use]
pub fn config() -> Config {
    let line = NoArguments::try_parse_from(["carnet"]).expect("the defaults are a configuration");
    let mut config = Config { is_demo: true, ..line.config };
    // No mail waits for another.
    config.mail.mails_per_minute = u32::MAX;
    // No file is made for it.
    config.storage.trace_key = Some("BwcH".repeat(10) + "Bwc").and_then(|key| key.parse().ok());
    config
}

impl TestApp {
    /// On SQLite.
    pub async fn new() -> Self {
        Self::on(sqlite().await).await
    }

    /// On each database that can be had here.
    pub async fn on_each() -> Vec<Self> {
        let mut apps = Vec::new();
        for database in each().await {
            apps.push(Self::on(database).await);
        }
        apps
    }

    /// On SQLite, with no practices and no people.
    pub async fn empty() -> Self {
        Self::empty_on(sqlite().await)
    }

    /// On that database, with no practices and no people.
    #[must_use]
    pub fn empty_on(database: TestDatabase) -> Self {
        let now: DateTime<Utc> = NOW.parse().expect("a moment");
        let app = App::new(config(), database.db.clone(), Clock::manual(now), Ids::seeded(7));
        let nobody = Actor::Anonymous;
        Self {
            app,
            schema: builder().finish(),
            schiltz: nobody.clone(),
            origer: nobody.clone(),
            weber: nobody,
            database,
        }
    }

    /// On that database.
    pub async fn on(database: TestDatabase) -> Self {
        let now: DateTime<Utc> = NOW.parse().expect("a moment");
        let app = App::new(config(), database.db.clone(), Clock::manual(now), Ids::seeded(7));
        let op = OpCtx::new(app.clone(), Actor::System);
        let belair =
            create_practice(&op, op.db(), "Cabinet médical Belair", Some("Luxembourg")).await;
        let belair = belair.expect("a practice can be made");
        let kirchberg =
            create_practice(&op, op.db(), "Pédiatrie Kirchberg", Some("Luxembourg")).await;
        let kirchberg = kirchberg.expect("a practice can be made");
        let schiltz = professional(&op, "P-100", "Dr Nadine Schiltz", Role::Doctor, &belair).await;
        let origer = professional(&op, "P-101", "Paul Origer", Role::Nurse, &belair).await;
        let weber = professional(&op, "P-200", "Dr Marc Weber", Role::Doctor, &kirchberg).await;
        Self { app, schema: builder().finish(), schiltz, origer, weber, database }
    }

    /// An operation of that actor, now.
    #[must_use]
    pub fn op(&self, actor: &Actor) -> OpCtx {
        OpCtx::new(self.app.clone(), actor.clone())
    }

    /// Runs a GraphQL operation as that actor and gives `{data, errors}`.
    pub async fn run(&self, actor: &Actor, query: &str, variables: Value) -> Value {
        self.execute(self.op(actor), query, variables).await
    }

    /// Runs a GraphQL operation as whoever is behind that credential, as the server does.
    pub async fn run_with(&self, shown: &Credential, query: &str, variables: Value) -> Value {
        let actor = actor_of(&self.app, shown).await.expect("the credential holds");
        self.execute(self.op(&actor).with_credential(shown.clone()), query, variables).await
    }

    async fn execute(&self, op: OpCtx, query: &str, variables: Value) -> Value {
        let mut request = Request::new(query).variables(Variables::from_json(variables));
        request.data = data_of(op);
        let response = self.schema.execute(request).await;
        serde_json::to_value(response).expect("a response is JSON")
    }

    /// What `recordChanged` tells whoever is behind that credential, from now on.
    pub async fn changes(&self, shown: &Credential, id: RecordId) -> BoxStream<'static, Response> {
        let actor = actor_of(&self.app, shown).await.expect("the credential holds");
        let query = "subscription($id: RecordId!) {
            recordChanged(id: $id) { recordId parts } }";
        let mut request = Request::new(query).variables(Variables::from_json(json!({ "id": id })));
        request.data = data_of(self.op(&actor).with_credential(shown.clone()));
        Box::pin(self.schema.execute_stream(request))
    }

    /// Creates the record of someone born on that day, as Dr Schiltz, and gives its id.
    pub async fn record(&self, given_name: &str, born: &str, serial: u16) -> RecordId {
        let day = born.parse().expect("a day");
        let input = json!({
            "idempotencyKey": format!("record-{born}-{serial}"),
            "identifiers": [{ "system": "LU_MATRICULE", "value": Matricule::invent(day, serial).as_str() }],
            "familyName": "Ferreira Thill", "givenName": given_name, "birthDate": born,
            "sex": "FEMALE", "language": "FR", "notTheSameAs": [],
        });
        let mutation = "mutation($input: CreateRecordInput!) {
            createRecord(input: $input) { record { id } userErrors { code field message } } }";
        let answer = self.run(&self.schiltz, mutation, json!({ "input": input })).await;
        let id = answer["data"]["createRecord"]["record"]["id"].as_str();
        id.unwrap_or_else(|| panic!("no record: {answer}")).parse().expect("an id")
    }

    /// Records one dose given that day, as Dr Schiltz, and gives its id.
    pub async fn dose(&self, record_id: RecordId, code: &str, on: &str) -> VaccinationId {
        let input = json!({
            "idempotencyKey": format!("dose-{}", self.op(&self.schiltz).new_id()),
            "recordId": record_id, "givenOn": on, "doses": [{ "vaccineCode": code, "lot": "U3J81V" }],
        });
        let mutation = "mutation($input: RecordVaccinationsInput!) {
            recordVaccinations(input: $input) { vaccinations { id } userErrors { code message } } }";
        let answer = self.run(&self.schiltz, mutation, json!({ "input": input })).await;
        let id = answer["data"]["recordVaccinations"]["vaccinations"][0]["id"].as_str();
        id.unwrap_or_else(|| panic!("no dose: {answer}")).parse().expect("an id")
    }

    /// Enters a fact that is answered with yes, as Dr Schiltz, and gives its id.
    pub async fn fact(&self, record_id: RecordId, code: &str) -> FactId {
        let input = json!({
            "idempotencyKey": format!("fact-{}", self.op(&self.schiltz).new_id()),
            "recordId": record_id, "facts": [{ "code": code, "answer": true }],
        });
        let mutation = "mutation($input: EnterFactsInput!) {
            enterFacts(input: $input) { facts { id } userErrors { code field message } } }";
        let answer = self.run(&self.schiltz, mutation, json!({ "input": input })).await;
        let id = answer["data"]["enterFacts"]["facts"][0]["id"].as_str();
        id.unwrap_or_else(|| panic!("no fact: {answer}")).parse().expect("an id")
    }

    /// Says that the owner of a record is a parent of the person of another.
    pub async fn make_parent(&self, owner: RecordId, child: RecordId) {
        self.relate(child, owner, ("parent", "all")).await;
    }

    /// Says that the owner of a record is trusted by the person of another, for `all` or to `read`.
    pub async fn trust(&self, record: RecordId, holder: RecordId, rights: &str) {
        self.relate(record, holder, ("trusted", rights)).await;
    }

    async fn relate(&self, record: RecordId, holder: RecordId, (kind, rights): (&str, &str)) {
        let row = record_relation::ActiveModel {
            record_id: Set(record),
            holder_record_id: Set(holder),
            kind: Set(kind.to_owned()),
            since_at: Set(self.app.clock.now()),
            ended_at: Set(None),
            rights: Set(rights.to_owned()),
            consented_at: Set(None),
            ended_reason: Set(None),
        };
        let written = record_relation::Entity::insert(row).exec_without_returning(&self.app.db);
        written.await.expect("a relation can be written");
    }

    /// Lets Dr Weber's practice see a record, with the patient present.
    pub async fn open_to_weber(&self, id: RecordId) {
        let mutation = "mutation($input: OpenRecordInput!) {
            openRecord(input: $input) { userErrors { code } } }";
        let input = json!({ "idempotencyKey": format!("opening-{id}"), "recordId": id,
            "reason": "fever" });
        let answer = self.run(&self.weber, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["openRecord"]["userErrors"], json!([]), "{answer}");
    }

    /// A machine of Dr Schiltz's practice with these scopes.
    #[must_use]
    pub fn machine(&self, scopes: &[Scope]) -> Actor {
        Actor::Client(ClientActor {
            client_id: ClientId(self.op(&Actor::System).new_id()),
            name: "Praxis software".to_owned(),
            practice: self.schiltz.practice().expect("Dr Schiltz has a practice").clone(),
            scopes: scopes.to_vec(),
            valid_until: DateTime::<Utc>::MAX_UTC,
        })
    }

    /// Signs someone in: an account and a session, as the provider's callback makes them.
    pub async fn sign_in(&self, actor: &Actor) -> Credential {
        let person = actor.account().expect("only people have sessions");
        let op = self.op(&Actor::System);
        let hash = crate::ids::hash_of(&self.app.ids.token());
        let row = account::ActiveModel {
            id: Set(person.account_id),
            issuer: Set("https://id.example".to_owned()),
            subject: Set(hash.clone()),
            display_name: Set(person.display_name.clone()),
            locale: Set(person.locale.code().to_owned()),
            practitioner_id: Set(person.practitioner.as_ref().map(|p| p.id)),
            record_id: Set(person.record_id),
            created_at: Set(op.now()),
        };
        let written = account::Entity::insert(row).exec_without_returning(op.db()).await;
        written.expect("an account can be written");
        let row = session::ActiveModel {
            token_hash: Set(hash.clone()),
            account_id: Set(person.account_id),
            roles: Set(roles_as_words(&person.roles)),
            practice_id: Set(person.practice.as_ref().map(|p| p.id)),
            id_token: Set(None),
            created_at: Set(op.now()),
            last_seen_at: Set(op.now()),
            rotated_at: Set(op.now()),
            expires_at: Set(op.now() + chrono::Duration::hours(12)),
            ended_at: Set(None),
        };
        let written = session::Entity::insert(row).exec_without_returning(op.db()).await;
        written.expect("a session can be written");
        Credential::Session(hash)
    }

    /// Someone who owns that record and signs in as a patient.
    #[must_use]
    pub fn patient(&self, record_id: RecordId) -> Actor {
        Actor::Account(AccountActor {
            account_id: AccountId(self.app.ids.uuid(self.app.clock.now())),
            display_name: "Ana Ferreira".to_owned(),
            locale: Locale::Fr,
            roles: vec![Role::Patient],
            practitioner: None,
            practice: None,
            practices: Vec::new(),
            record_id: Some(record_id),
            valid_until: DateTime::<Utc>::MAX_UTC,
        })
    }
}

/// A professional of one practice, signed in.
async fn professional(
    op: &OpCtx,
    number: &str,
    name: &str,
    role: Role,
    practice: &PracticeRef,
) -> Actor {
    let practitioner: PractitionerRef = create_practitioner(op, op.db(), number, name, role)
        .await
        .expect("a professional can be made");
    add_member(op, op.db(), practice.id, practitioner.id).await.expect("a member can be added");
    Actor::Account(AccountActor {
        account_id: AccountId(op.new_id()),
        display_name: name.to_owned(),
        locale: Locale::Fr,
        roles: vec![role],
        practitioner: Some(practitioner),
        practice: Some(practice.clone()),
        practices: vec![practice.clone()],
        record_id: None,
        valid_until: DateTime::<Utc>::MAX_UTC,
    })
}
