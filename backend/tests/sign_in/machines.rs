//! Integrators' machines and scripts: tokens by client credentials and for demo people.

use backend::{
    authz::Scope,
    clients,
    db::testing::{each, sqlite},
    error::AppError,
    practices::manage,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::Duration;
use reqwest::Response;
use serde_json::{Value, json};
use shared::{ClientId, PracticeId};

use crate::support::{Server, client};

/// A client of the practice Belair that may read and write records.
async fn a_client(server: &Server) -> (ClientId, String) {
    let op = server.op();
    let practice = manage::create_practice(&op, op.db(), "Belair", None).await.expect("a practice");
    let scopes = [Scope::RecordsRead, Scope::VaccinationsWrite];
    clients::create(&op, "Praxis-Software", practice.id, &scopes).await.expect("a client")
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

async fn ask(
    server: &Server,
    path: &str,
    authorization: Option<&str>,
    form: &[(&str, &str)],
) -> Response {
    let request = client().post(format!("{}{path}", server.url)).form(form);
    let request = authorization.iter().fold(request, |r, a| r.header("authorization", *a));
    request.send().await.expect("an answer")
}

/// The status and the error of a refusal.
async fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    assert_eq!(response.headers()["cache-control"], "no-store");
    let body: Value = response.json().await.expect("JSON");
    (status, body["error"].as_str().expect("an error").to_owned())
}

async fn token(server: &Server, id: &ClientId, secret: &str) -> String {
    let form = [("grant_type", "client_credentials")];
    let response = ask(server, "/oauth/token", Some(&basic(&id.to_string(), secret)), &form).await;
    assert_eq!(response.status(), 200);
    let body: Value = response.json().await.expect("JSON");
    body["access_token"].as_str().expect("a token").to_owned()
}

async fn who(server: &Server, token: &str) -> Value {
    let response = client()
        .post(format!("{}/graphql", server.url))
        .bearer_auth(token)
        .send()
        .await
        .expect("an answer");
    if response.status() != 200 {
        return json!(response.status().as_u16());
    }
    response.json().await.expect("JSON")
}

#[tokio::test]
async fn a_machine_shows_its_secret_and_works_with_a_short_token() {
    for database in each().await {
        let server = Server::demo(database).await;
        let (id, secret) = a_client(&server).await;
        let form = [("grant_type", "client_credentials"), ("scope", "records:read")];
        let response =
            ask(&server, "/oauth/token", Some(&basic(&id.to_string(), &secret)), &form).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let body: Value = response.json().await.expect("JSON");
        let token = body["access_token"].as_str().expect("a token");
        assert_eq!(
            body,
            json!({ "access_token": token, "token_type": "Bearer", "expires_in": 900, "scope": "records:read" })
        );
        let expected = json!({ "client": "Praxis-Software", "practice": "Belair", "scopes": ["records:read"] });
        assert_eq!(who(&server, token).await, expected);

        // In the database is neither the token nor the secret.
        let found = format!("SELECT count(*) FROM access_token WHERE token_hash = '{token}'");
        assert_eq!(server.count(&found).await, 0);
        let hashed = format!(
            "SELECT count(*) FROM client WHERE secret_hash LIKE '$argon2id$%' AND secret_hash NOT LIKE '%{secret}%'"
        );
        assert_eq!(server.count(&hashed).await, 1);

        server.wait(Duration::minutes(15));
        assert_eq!(who(&server, token).await, json!(401));
    }
}

#[tokio::test]
async fn the_secret_can_stand_in_the_form_and_all_scopes_are_the_default() {
    let server = Server::demo(sqlite().await).await;
    let (id, secret) = a_client(&server).await;
    let id = id.to_string();
    let form =
        [("grant_type", "client_credentials"), ("client_id", &id), ("client_secret", &secret)];
    let body: Value = ask(&server, "/oauth/token", None, &form).await.json().await.expect("JSON");
    assert_eq!(body["scope"], "records:read vaccinations:write");
}

#[tokio::test]
async fn each_wrong_request_is_refused_by_its_name() {
    let server = Server::demo(sqlite().await).await;
    let (id, secret) = a_client(&server).await;
    let id = id.to_string();
    let right = basic(&id, &secret);
    let grant = ("grant_type", "client_credentials");
    let unknown = basic("0190d1a0-0000-7000-8000-000000000000", &secret);
    let (wrong, malformed) = (basic(&id, "wrong"), basic("not an id", "x"));
    let (empty, other) = (basic(&id, ""), "Bearer abc");
    type Case<'a> = (&'a str, Option<&'a str>, Vec<(&'a str, &'a str)>, (u16, &'a str));
    let cases: Vec<Case> = vec![
        ("no secret", None, vec![grant], (401, "invalid_client")),
        ("wrong secret", Some(&wrong), vec![grant], (401, "invalid_client")),
        ("empty secret", Some(&empty), vec![grant], (401, "invalid_client")),
        ("unknown client", Some(&unknown), vec![grant], (401, "invalid_client")),
        ("malformed id", Some(&malformed), vec![grant], (401, "invalid_client")),
        ("another scheme", Some(other), vec![grant], (401, "invalid_client")),
        (
            "secret in the form only",
            None,
            vec![grant, ("client_secret", &secret)],
            (401, "invalid_client"),
        ),
        (
            "both ways",
            Some(&right),
            vec![grant, ("client_id", &id), ("client_secret", &secret)],
            (400, "invalid_request"),
        ),
        (
            "two clients",
            Some(&right),
            vec![grant, ("client_id", "other")],
            (400, "invalid_request"),
        ),
        ("no grant", Some(&right), vec![], (400, "invalid_request")),
        ("twice", Some(&right), vec![grant, grant], (400, "invalid_request")),
        (
            "password grant",
            Some(&right),
            vec![("grant_type", "password")],
            (400, "unsupported_grant_type"),
        ),
        (
            "a scope it has not",
            Some(&right),
            vec![grant, ("scope", "records:read records:write")],
            (400, "invalid_scope"),
        ),
        ("an unknown scope", Some(&right), vec![grant, ("scope", "admin")], (400, "invalid_scope")),
    ];
    for (name, authorization, form, (status, error)) in cases {
        let refused = refusal(ask(&server, "/oauth/token", authorization, &form).await).await;
        assert_eq!(refused, (status, error.to_owned()), "{name}");
    }
    let challenge = ask(&server, "/oauth/token", Some(&wrong), &[grant]).await;
    assert_eq!(challenge.headers()["www-authenticate"], "Basic realm=\"carnet\"");
    let json = client().post(format!("{}/oauth/token", server.url)).header("authorization", &right);
    let json =
        json.header("content-type", "application/json").body("{}").send().await.expect("an answer");
    assert_eq!(refusal(json).await, (400, "invalid_request".to_owned()));
    assert_eq!(server.count("SELECT count(*) FROM access_token").await, 0);
}

#[tokio::test]
async fn guessing_a_secret_is_slowed_down_for_that_client_only() {
    let server = Server::demo(sqlite().await).await;
    let (id, secret) = a_client(&server).await;
    let (other, other_secret) = a_client(&server).await;
    let grant = [("grant_type", "client_credentials")];
    for _ in 0..10 {
        let refused = refusal(
            ask(&server, "/oauth/token", Some(&basic(&id.to_string(), "guess")), &grant).await,
        )
        .await;
        assert_eq!(refused.0, 401);
    }
    let waiting =
        ask(&server, "/oauth/token", Some(&basic(&id.to_string(), &secret)), &grant).await;
    assert_eq!(waiting.headers()["retry-after"], "60");
    assert_eq!(refusal(waiting).await, (429, "invalid_client".to_owned()));
    token(&server, &other, &other_secret).await;
    server.wait(Duration::seconds(60));
    token(&server, &id, &secret).await;
}

#[tokio::test]
async fn a_machine_revokes_its_own_tokens_only() {
    for database in each().await {
        let server = Server::demo(database).await;
        let (id, secret) = a_client(&server).await;
        let (other, other_secret) = a_client(&server).await;
        let mine = token(&server, &id, &secret).await;
        let stranger = basic(&other.to_string(), &other_secret);
        let own = basic(&id.to_string(), &secret);
        assert_eq!(
            ask(&server, "/oauth/revoke", Some(&stranger), &[("token", &mine)]).await.status(),
            200
        );
        assert_eq!(who(&server, &mine).await["client"], "Praxis-Software");
        assert_eq!(
            refusal(ask(&server, "/oauth/revoke", None, &[("token", &mine)]).await).await.0,
            401
        );
        assert_eq!(
            refusal(ask(&server, "/oauth/revoke", Some(&own), &[]).await).await,
            (400, "invalid_request".to_owned())
        );
        assert_eq!(
            ask(&server, "/oauth/revoke", Some(&own), &[("token", &mine)]).await.status(),
            200
        );
        assert_eq!(who(&server, &mine).await, json!(401));
        assert_eq!(
            ask(&server, "/oauth/revoke", Some(&own), &[("token", "unknown")]).await.status(),
            200
        );
    }
}

#[tokio::test]
async fn a_revoked_client_is_out_at_once() {
    for database in each().await {
        let server = Server::demo(database).await;
        let (id, secret) = a_client(&server).await;
        let held = token(&server, &id, &secret).await;
        clients::revoke(&server.op(), id).await.expect("revoked");
        assert_eq!(who(&server, &held).await, json!(401));
        let form = [("grant_type", "client_credentials")];
        let refused = refusal(
            ask(&server, "/oauth/token", Some(&basic(&id.to_string(), &secret)), &form).await,
        )
        .await;
        assert_eq!(refused, (401, "invalid_client".to_owned()));
        assert!(matches!(clients::revoke(&server.op(), id).await, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn a_client_needs_a_name_scopes_and_a_practice() {
    let server = Server::demo(sqlite().await).await;
    let nowhere = PracticeId(server.op().new_id());
    let Err(AppError::Refused(faults)) = clients::create(&server.op(), " ", nowhere, &[]).await
    else {
        panic!("not refused")
    };
    let fields: Vec<&str> = faults.iter().map(|f| f.field[0].as_str()).collect();
    assert_eq!(fields, ["name", "scopes", "practice"]);
}

#[tokio::test]
async fn a_bearer_token_makes_the_cookie_count_for_nothing() {
    let server = Server::demo(sqlite().await).await;
    let (id, secret) = a_client(&server).await;
    let bearer = token(&server, &id, &secret).await;
    let mut jean = server.browser();
    jean.sign_in("jean", "/").await;
    let graphql = format!("{}/graphql", server.url);
    let both = jean.send(client().post(&graphql).bearer_auth(&bearer)).await;
    assert_eq!(both.json::<Value>().await.expect("JSON")["client"], "Praxis-Software");
    for bad in ["Bearer wrong", "Bearer", "bearer  "] {
        let both = jean.send(client().post(&graphql).header("authorization", bad)).await;
        assert_eq!(both.status(), 401, "{bad}");
    }
}

#[tokio::test]
async fn the_metadata_name_the_endpoints() {
    let server = Server::demo(sqlite().await).await;
    let address = format!("{}/.well-known/oauth-authorization-server", server.url);
    let metadata: Value =
        client().get(address).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(metadata["issuer"], server.url);
    assert_eq!(metadata["token_endpoint"], format!("{}/oauth/token", server.url));
    assert_eq!(metadata["revocation_endpoint"], format!("{}/oauth/revoke", server.url));
    assert_eq!(metadata["grant_types_supported"], json!(["client_credentials"]));
    assert_eq!(
        metadata["scopes_supported"],
        json!(["records:read", "records:write", "vaccinations:write"])
    );
}

#[tokio::test]
async fn a_script_can_be_someone_of_the_demo_for_a_while() {
    for database in each().await {
        let server = Server::demo(database).await;
        let op = server.op();
        let people = server.app.sign_in.demo.people().to_vec();
        let [anna, _, otto] = &people[..] else { panic!("three people") };

        // Without their accounts it is not a demo's database.
        let refused = clients::issue_personal_token(&op, anna, Duration::minutes(30)).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        backend::sign_in::demo::ensure_accounts(&op, &people).await.expect("accounts");
        let token =
            clients::issue_personal_token(&op, anna, Duration::minutes(30)).await.expect("a token");
        assert_eq!(who(&server, &token).await["roles"], json!(["doctor", "patient"]));
        let nobody =
            clients::issue_personal_token(&op, otto, Duration::minutes(30)).await.expect("a token");
        assert_eq!(who(&server, &nobody).await["roles"], json!([]));
        for bad in [Duration::seconds(59), Duration::hours(25)] {
            assert!(matches!(
                clients::issue_personal_token(&op, anna, bad).await,
                Err(AppError::BadInput(_))
            ));
        }

        server.wait(Duration::minutes(30));
        assert_eq!(who(&server, &token).await, json!(401));
        // The same account as when she signs in herself.
        let mut browser = server.browser();
        browser.sign_in("anna", "/").await;
        assert_eq!(server.count("SELECT count(*) FROM account").await, 3);
    }
}
