//! A server on a port of its own, and a browser that keeps cookies.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use backend::{
    accounts::actor_of,
    app::App,
    authz::Actor,
    clients,
    clock::Clock,
    config::Config,
    db::testing::TestDatabase,
    ids::Ids,
    op::OpCtx,
    practices::manage,
    sign_in::{self, demo::DemoPerson},
};
use chrono::{DateTime, Duration, Utc};
use clap::Parser;
use reqwest::{RequestBuilder, Response, header};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::{Date, Locale, Matricule, Role};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

/// A running server with its database and, in a demo, its people.
pub(crate) struct Server {
    pub(crate) app: Arc<App>,
    pub(crate) url: String,
    database: TestDatabase,
}

/// The moment at which the clock of the tests stands at first.
pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-24T11:00:00Z".parse().expect("a moment")
}

impl Server {
    /// A demo with Dr Anna Weber, Jean Muller and Otto Klein, its clock at noon.
    pub(crate) async fn demo(database: TestDatabase) -> Self {
        let server = Self::start(database, Clock::manual(noon()), |_| vec![]).await;
        let op = server.op();
        manage::create_practitioner(&op, op.db(), "90123", "Dr Anna Weber", Role::Doctor)
            .await
            .expect("a practitioner");
        server.app.sign_in.demo.set_people(people());
        server
    }

    /// A server that signs people in with the provider that these arguments name.
    pub(crate) async fn with_provider(database: TestDatabase, clock: Clock, issuer: &str) -> Self {
        let issuer = issuer.to_owned();
        Self::start(database, clock, move |_| vec!["--oidc-issuer".to_owned(), issuer]).await
    }

    /// A server; the arguments may depend on its address.
    pub(crate) async fn start(
        database: TestDatabase,
        clock: Clock,
        arguments: impl FnOnce(&str) -> Vec<String>,
    ) -> Self {
        Self::start_at(database, "127.0.0.1:0", clock, arguments).await
    }

    /// The same on an address that was chosen before.
    pub(crate) async fn start_at(
        database: TestDatabase,
        listen: &str,
        clock: Clock,
        arguments: impl FnOnce(&str) -> Vec<String>,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind(listen).await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let url = format!("http://{address}");
        let extra = arguments(&url);
        let is_demo = extra.is_empty();
        let line = ["carnet".to_owned(), "--listen".to_owned(), address];
        let config =
            Line::try_parse_from(line.into_iter().chain(extra)).expect("a command line").config;
        let config = Config { is_demo, ..config };
        assert_eq!(config.check(), Vec::<String>::new());

        let app = App::new(config, database.db.clone(), clock, Ids::random());
        let router = Router::new()
            .route("/graphql", post(who).get(who))
            .merge(sign_in::routes(&app))
            .merge(clients::routes())
            .layer(axum::middleware::from_fn_with_state(app.clone(), sign_in::guard))
            .with_state(app.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { app, url, database }
    }

    /// An operation of Carnet itself.
    pub(crate) fn op(&self) -> OpCtx {
        OpCtx::new(self.app.clone(), Actor::System)
    }

    /// Moves the clock on.
    pub(crate) fn wait(&self, time: Duration) {
        self.app.clock.set(self.app.clock.now() + time);
    }

    /// A browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser { url: self.url.clone(), client: client(), cookies: BTreeMap::new() }
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let backend = self.database.db.get_database_backend();
        let row = self
            .database
            .db
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .expect("a query");
        row.expect("a row").try_get_by_index(0).expect("a number")
    }

    /// Writes a record with that matricule.
    pub(crate) async fn record(&self, matricule: &str) -> uuid::Uuid {
        let (op, db) = (self.op(), &self.database.db);
        let (record_id, id) = (op.new_id(), op.new_id());
        let record = "INSERT INTO record (id, version, family_name, given_name, birth_date, born_from, born_to, sex, language, created_at, updated_at)
            VALUES ($1, 1, 'Muller', 'Jean', '1956-02-03', $2, $2, 'male', 'fr', $3, $3)";
        let born: Date = "1956-02-03".parse().expect("a date");
        let values: Vec<sea_orm::Value> = vec![record_id.into(), born.into(), op.now().into()];
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), record, values))
            .await
            .expect("a record");
        let identifier =
            "INSERT INTO record_identifier (record_id, id, system, issuer, value, created_at)
            VALUES ($1, $2, 'lu_matricule', '', $3, $4)";
        let values: Vec<sea_orm::Value> =
            vec![record_id.into(), id.into(), matricule.into(), op.now().into()];
        db.execute_raw(Statement::from_sql_and_values(
            db.get_database_backend(),
            identifier,
            values,
        ))
        .await
        .expect("an identifier");
        record_id
    }
}

/// Jean Muller's matricule.
pub(crate) fn matricule() -> String {
    Matricule::invent("1956-02-03".parse().expect("a date"), 7).as_str().to_owned()
}

fn people() -> Vec<DemoPerson> {
    let person = |subject: &str, name: &str, role| DemoPerson {
        subject: subject.to_owned(),
        name: name.to_owned(),
        roles: vec![role],
        matricule: None,
        professional_number: None,
        story: Locale::ALL.map(|l| (l, "…")),
    };
    vec![
        DemoPerson {
            roles: vec![Role::Doctor, Role::Patient],
            professional_number: Some("90123".to_owned()),
            ..person("anna", "Dr Anna Weber", Role::Doctor)
        },
        DemoPerson { matricule: Some(matricule()), ..person("jean", "Jean Muller", Role::Patient) },
        DemoPerson {
            professional_number: Some("00000".to_owned()),
            ..person("otto", "Otto Klein", Role::Nurse)
        },
    ]
}

/// Says who is behind a request, as the GraphQL endpoint finds out.
async fn who(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    let actor = actor_of(&app, &sign_in::credential(&app, &headers))
        .await
        .map_err(|_| StatusCode::UNAUTHORIZED)?;
    Ok(Json(match actor {
        Actor::Anonymous | Actor::System => json!("nobody"),
        Actor::Account(a) => json!({
            "name": a.display_name,
            "roles": a.roles.iter().map(|r| r.code()).collect::<Vec<_>>(),
            "practitioner": a.practitioner.map(|p| p.name),
            "record": a.record_id,
            "locale": a.locale.code(),
        }),
        Actor::Client(c) => json!({
            "client": c.name, "practice": c.practice.name, "scopes": c.scopes.iter().map(|s| s.code()).collect::<Vec<_>>(),
        }),
    }))
}

/// An HTTP client that follows nothing by itself.
pub(crate) fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.build().expect("a client")
}

/// A browser: it keeps cookies by name, and follows redirects one at a time.
pub(crate) struct Browser {
    url: String,
    client: reqwest::Client,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser {
    /// The full address of a path, or of an address.
    pub(crate) fn address(&self, to: &str) -> String {
        if to.starts_with('/') { format!("{}{to}", self.url) } else { to.to_owned() }
    }

    /// Sends a request with our cookies if it goes to our own server, and keeps those it sets.
    pub(crate) async fn send(&mut self, request: RequestBuilder) -> Response {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        };
        let response = request.send().await.expect("an answer");
        for cookie in set_cookies(&response) {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((&cookie, ""));
            let (name, value) = pair.split_once('=').expect("a cookie");
            if attributes.contains("Max-Age=0") || attributes.contains("expires=Thu, 01 Jan 1970") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }

    pub(crate) async fn get(&mut self, to: &str) -> Response {
        let request = self.client.get(self.address(to));
        self.send(request).await
    }

    pub(crate) async fn post(&mut self, to: &str, form: &[(String, String)]) -> Response {
        let request = self.client.post(self.address(to)).form(form);
        self.send(request).await
    }

    /// A request as our own pages send it.
    pub(crate) async fn call(&mut self, path: &str) -> Response {
        let request = self
            .client
            .post(self.address(path))
            .header("x-carnet-csrf", "1")
            .header("origin", &self.url);
        self.send(request).await
    }

    /// Who the server thinks this browser is.
    pub(crate) async fn who(&mut self) -> Value {
        let response = self.call("/graphql").await;
        if response.status() != 200 {
            return json!(response.status().as_u16());
        }
        response.json().await.expect("JSON")
    }

    /// Begins a sign-in and stops at the provider's door: its address.
    pub(crate) async fn begin(&mut self, return_to: &str) -> String {
        let query = encoded(&[("returnTo", return_to)]);
        let response = self.get(&format!("/auth/login?{query}")).await;
        assert_eq!(response.status(), 303);
        location(&response)
    }

    /// Chooses someone on the demo's page and stops at our callback: its address.
    pub(crate) async fn choose(&mut self, authorize: &str, subject: &str) -> String {
        let page = self.get(authorize).await;
        assert_eq!(page.status(), 200);
        let mut form = hidden_fields(&page.text().await.expect("a page"));
        form.push(("subject".to_owned(), subject.to_owned()));
        let response = self.post("/demo-idp/authorize", &form).await;
        assert_eq!(response.status(), 303);
        location(&response)
    }

    /// Signs in at the demo and tells where the browser is sent at last.
    pub(crate) async fn sign_in(&mut self, subject: &str, return_to: &str) -> String {
        let authorize = self.begin(return_to).await;
        let callback = self.choose(&authorize, subject).await;
        let response = self.get(&callback).await;
        assert_eq!(response.status(), 303);
        location(&response)
    }
}

/// Where an answer sends the browser.
pub(crate) fn location(response: &Response) -> String {
    response.headers().get(header::LOCATION).expect("a location").to_str().expect("text").to_owned()
}

/// The cookies an answer sets, with their attributes.
pub(crate) fn set_cookies(response: &Response) -> Vec<String> {
    let values = response.headers().get_all(header::SET_COOKIE).iter();
    values.map(|v| v.to_str().expect("text").to_owned()).collect()
}

/// A query string.
pub(crate) fn encoded(pairs: &[(&str, &str)]) -> String {
    openidconnect::url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A parameter of an address.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let url = openidconnect::url::Url::parse(address).expect("an address");
    url.query_pairs().find(|(n, _)| n == name).map(|(_, value)| value.into_owned())
}

/// The hidden fields of a form, as a browser would send them.
pub(crate) fn hidden_fields(page: &str) -> Vec<(String, String)> {
    let fields = page
        .split("<input ")
        .skip(1)
        .filter_map(|field| field.split_once('>'))
        .map(|(field, _)| field);
    let hidden = fields.filter(|field| field.contains("type=\"hidden\""));
    hidden
        .filter_map(|field| Some((attribute(field, "name")?, attribute(field, "value")?)))
        .collect()
}

fn attribute(field: &str, name: &str) -> Option<String> {
    let (_, rest) = field.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescaped(value))
}

fn unescaped(text: &str) -> String {
    let pairs = [
        ("&#x2f;", "/"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
