//! A whole sign-in with the demo's provider, and every way to bend it.

use backend::db::testing::{each, sqlite};
use chrono::Duration;
use serde_json::json;

use crate::support::{Server, encoded, location, matricule, parameter, set_cookies};

#[tokio::test]
async fn a_doctor_signs_in_and_comes_to_the_page_they_wanted() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut anna = server.browser();
        assert_eq!(anna.who().await, json!("nobody"));
        assert_eq!(anna.sign_in("anna", "/records/1?tab=doses").await, "/records/1?tab=doses");
        let who = anna.who().await;
        assert_eq!(who["name"], "Dr Anna Weber");
        assert_eq!(who["roles"], json!(["doctor", "patient"]));
        assert_eq!(who["practitioner"], "Dr Anna Weber");
        // The database holds no token, and the account does not name today's port.
        let token = anna.cookies["carnet"].clone();
        assert_eq!(
            server
                .count(&format!("SELECT count(*) FROM session WHERE token_hash = '{token}'"))
                .await,
            0
        );
        assert_eq!(server.count("SELECT count(*) FROM session").await, 1);
        assert_eq!(
            server.count("SELECT count(*) FROM account WHERE issuer = 'urn:carnet:demo'").await,
            1
        );
    }
}

#[tokio::test]
async fn the_request_to_the_provider_carries_pkce_state_and_nonce() {
    let server = Server::demo(sqlite().await).await;
    let authorize = server.browser().begin("/").await;
    assert!(authorize.starts_with(&format!("{}/demo-idp/authorize?", server.url)), "{authorize}");
    let expected = [
        ("response_type", "code"),
        ("client_id", "carnet"),
        ("code_challenge_method", "S256"),
        ("scope", "openid profile"),
        ("redirect_uri", &format!("{}/auth/callback", server.url)),
    ];
    for (name, value) in expected {
        assert_eq!(parameter(&authorize, name).as_deref(), Some(value), "{name}");
    }
    let secrets = ["state", "nonce", "code_challenge"]
        .map(|name| parameter(&authorize, name).expect("a parameter"));
    assert!(secrets.iter().all(|s| s.len() == 43), "{secrets:?}");
    assert_ne!(secrets[0], secrets[1]);
}

#[tokio::test]
async fn cookies_are_for_the_server_only() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let begun = jean.get("/auth/login").await;
    assert_eq!(begun.headers()["cache-control"], "no-store");
    let [binding] = &set_cookies(&begun)[..] else { panic!("one cookie") };
    assert!(binding.starts_with("carnet-sign-in="), "{binding}");
    assert!(binding.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"), "{binding}");

    let callback = jean.choose(&location(&begun), "jean").await;
    let finished = jean.get(&callback).await;
    let cookies = set_cookies(&finished);
    let [session, removed] = &cookies[..] else { panic!("two cookies: {cookies:?}") };
    assert!(
        session.starts_with("carnet=") && session.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
        "{session}"
    );
    assert!(removed.starts_with("carnet-sign-in=;") && removed.ends_with("Max-Age=0"), "{removed}");
    assert_eq!(finished.headers()["cache-control"], "no-store");
    assert_eq!(finished.headers()["referrer-policy"], "no-referrer");
}

#[tokio::test]
async fn a_patient_is_matched_to_their_record_at_each_sign_in() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        assert_eq!(jean.who().await["record"], json!(null));
        let record = server.record(&matricule()).await;
        assert_eq!(jean.who().await["record"], json!(null));
        jean.sign_in("jean", "/").await;
        assert_eq!(jean.who().await["record"], json!(record));
        assert_eq!(server.count("SELECT count(*) FROM account").await, 1);
    }
}

#[tokio::test]
async fn a_nurse_whom_nobody_knows_has_no_role_and_no_session() {
    let server = Server::demo(sqlite().await).await;
    let mut otto = server.browser();
    assert_eq!(otto.sign_in("otto", "/").await, "/sign-in?error=no_account");
    assert_eq!(otto.who().await, json!("nobody"));
    assert_eq!(server.count("SELECT count(*) FROM session").await, 0);
}

#[tokio::test]
async fn going_back_at_the_provider_is_told() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let authorize = jean.begin("/").await;
    let callback = jean.choose(&authorize, "").await;
    assert_eq!(parameter(&callback, "error").as_deref(), Some("access_denied"));
    assert_eq!(location(&jean.get(&callback).await), "/sign-in?error=access_denied");
}

#[tokio::test]
async fn a_sign_in_never_leads_to_another_site() {
    let server = Server::demo(sqlite().await).await;
    for evil in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
    ] {
        assert_eq!(server.browser().sign_in("jean", evil).await, "/", "{evil:?}");
    }
}

#[tokio::test]
async fn a_wrong_state_signs_nobody_in() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let authorize = jean.begin("/").await;
    let callback = jean.choose(&authorize, "jean").await;
    let code = parameter(&callback, "code").expect("a code");
    let wrong = encoded(&[("code", &code), ("state", &"x".repeat(43))]);
    assert_eq!(
        location(&jean.get(&format!("/auth/callback?{wrong}")).await),
        "/sign-in?error=expired"
    );
    let without = encoded(&[("code", &code)]);
    assert_eq!(
        location(&jean.get(&format!("/auth/callback?{without}")).await),
        "/sign-in?error=invalid"
    );
    assert_eq!(jean.who().await, json!("nobody"));
}

#[tokio::test]
async fn a_callback_works_once() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        let authorize = jean.begin("/").await;
        let binding = jean.cookies["carnet-sign-in"].clone();
        let callback = jean.choose(&authorize, "jean").await;
        assert_eq!(location(&jean.get(&callback).await), "/");
        let mut again = server.browser();
        again.cookies.insert("carnet-sign-in".to_owned(), binding);
        assert_eq!(location(&again.get(&callback).await), "/sign-in?error=expired");
        assert_eq!(again.who().await, json!("nobody"));
    }
}

#[tokio::test]
async fn a_stolen_callback_does_not_work_in_another_browser_and_is_not_spoiled() {
    let server = Server::demo(sqlite().await).await;
    let (mut jean, mut thief) = (server.browser(), server.browser());
    let authorize = jean.begin("/").await;
    let callback = jean.choose(&authorize, "jean").await;
    assert_eq!(location(&thief.get(&callback).await), "/sign-in?error=invalid");
    thief.begin("/").await;
    assert_eq!(location(&thief.get(&callback).await), "/sign-in?error=invalid");
    assert_eq!(thief.who().await, json!("nobody"));
    assert_eq!(location(&jean.get(&callback).await), "/");
    assert_eq!(jean.who().await["name"], "Jean Muller");
}

#[tokio::test]
async fn an_answer_in_the_name_of_another_provider_is_refused() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let authorize = jean.begin("/").await;
    let callback = jean.choose(&authorize, "jean").await;
    let part = |name| parameter(&callback, name).expect("a parameter");
    let mixed = encoded(&[
        ("code", &part("code")),
        ("state", &part("state")),
        ("iss", "https://evil.example"),
    ]);
    assert_eq!(
        location(&jean.get(&format!("/auth/callback?{mixed}")).await),
        "/sign-in?error=invalid"
    );
}

#[tokio::test]
async fn a_sign_in_must_be_finished_in_time() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let authorize = jean.begin("/").await;
    server.wait(Duration::minutes(10));
    let callback = jean.choose(&authorize, "jean").await;
    assert_eq!(location(&jean.get(&callback).await), "/sign-in?error=expired");
    // Forgotten attempts do not pile up.
    server.wait(Duration::hours(1));
    jean.begin("/").await;
    assert_eq!(server.count("SELECT count(*) FROM sign_in_attempt").await, 1);
}

#[tokio::test]
async fn two_tabs_can_sign_in_at_once() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let first = jean.begin("/first").await;
    let second = jean.begin("/second").await;
    let binding = jean.cookies["carnet-sign-in"].clone();
    let callback = jean.choose(&second, "jean").await;
    assert_eq!(location(&jean.get(&callback).await), "/second");
    jean.cookies.insert("carnet-sign-in".to_owned(), binding);
    let callback = jean.choose(&first, "jean").await;
    assert_eq!(location(&jean.get(&callback).await), "/first");
}

#[tokio::test]
async fn the_demo_s_provider_serves_our_own_client_only() {
    let server = Server::demo(sqlite().await).await;
    let mut anyone = server.browser();
    let authorize = anyone.begin("/").await;
    let home = format!("{}/auth/callback", server.url);
    let evil = authorize.replace(&encoded(&[("x", &home)])[2..], "https%3A%2F%2Fevil.example%2F");
    assert_ne!(evil, authorize);
    assert_eq!(anyone.get(&evil).await.status(), 400);
    assert_eq!(
        anyone.get(&authorize.replace("client_id=carnet", "client_id=other")).await.status(),
        400
    );
    let plain = anyone.get(&authorize.replace("S256", "plain")).await;
    assert_eq!(parameter(&location(&plain), "error").as_deref(), Some("invalid_request"));
    let ended = encoded(&[("post_logout_redirect_uri", "https://evil.example/")]);
    assert_eq!(location(&anyone.get(&format!("/demo-idp/end-session?{ended}")).await), "/");
}

#[tokio::test]
async fn a_code_of_the_demo_needs_its_pkce_verifier() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let authorize = jean.begin("/").await;
    let callback = jean.choose(&authorize, "jean").await;
    let redirect = format!("{}/auth/callback", server.url);
    let code = parameter(&callback, "code").expect("a code");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("client_id", "carnet"),
        ("redirect_uri", &redirect),
        ("code_verifier", &"v".repeat(43)),
    ];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let refused = jean.post("/demo-idp/token", &form).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(refused.json::<serde_json::Value>().await.expect("JSON")["error"], "invalid_grant");
    // The try used the code up.
    assert_eq!(location(&jean.get(&callback).await), "/sign-in?error=invalid");
}

#[tokio::test]
async fn the_demo_speaks_the_visitor_s_language_and_remembers_it() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    let begun = jean.get("/auth/login?locale=pt").await;
    let authorize = location(&begun);
    assert_eq!(parameter(&authorize, "ui_locales").as_deref(), Some("pt"));
    let page = jean.get(&authorize).await.text().await.expect("a page");
    assert!(
        page.contains("<html lang=\"pt\">") && page.contains("Isto é uma demonstração."),
        "{page}"
    );

    let callback = jean.choose(&authorize, "jean").await;
    let request = crate::support::client().get(&callback).header("accept-language", "lb,fr;q=0.5");
    jean.send(request).await;
    assert_eq!(jean.who().await["locale"], "lb");
}

#[tokio::test]
async fn without_a_demo_there_is_no_demo_provider() {
    let database = sqlite().await;
    let clock = backend::clock::Clock::manual(crate::support::noon());
    // Nothing listens on port 9 of the loopback address.
    let server = Server::with_provider(database, clock, "http://127.0.0.1:9").await;
    let mut anyone = server.browser();
    for path in
        ["/demo-idp/.well-known/openid-configuration", "/demo-idp/authorize", "/demo-idp/jwks"]
    {
        assert_eq!(anyone.get(path).await.status(), 404, "{path}");
    }
    let begun = anyone.get("/auth/login").await;
    assert_eq!(location(&begun), "/sign-in?error=provider");
    assert_eq!(set_cookies(&begun), Vec::<String>::new());
}

#[tokio::test]
async fn localhost_is_sent_to_the_address_whose_cookies_count() {
    let server = Server::demo(sqlite().await).await;
    let request = crate::support::client()
        .get(format!("{}/auth/login?returnTo=%2Frecords", server.url))
        .header("host", "localhost:8080");
    let response = server.browser().send(request).await;
    assert_eq!(location(&response), format!("{}/auth/login?returnTo=%2Frecords", server.url));
}
