//! Sessions: forged requests, idle and absolute limits, renewal, sign-out.

use backend::db::testing::{each, sqlite};
use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{Server, client, parameter};

#[tokio::test]
async fn a_request_forged_by_another_site_is_refused() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    jean.sign_in("jean", "/").await;
    let graphql = format!("{}/graphql", server.url);
    let evil = "https://evil.example";
    let requests = [
        (client().post(&graphql), 403),
        (client().post(&graphql).header("origin", &server.url), 403),
        (client().post(&graphql).header("x-carnet-csrf", "1").header("origin", evil), 403),
        (client().post(&graphql).header("x-carnet-csrf", "1").header("origin", "null"), 403),
        (
            client()
                .post(&graphql)
                .header("x-carnet-csrf", "1")
                .header("origin", "null")
                .header("sec-fetch-site", "cross-site"),
            403,
        ),
        (
            client()
                .post(&graphql)
                .header("x-carnet-csrf", "1")
                .header("origin", "null")
                .header("sec-fetch-site", "same-origin"),
            200,
        ),
        (client().post(&graphql).header("x-carnet-csrf", "1"), 200),
        (client().post(&graphql).header("x-carnet-csrf", "1").header("origin", &server.url), 200),
        (client().get(&graphql), 200),
        // A socket shows where it comes from, or is refused.
        (client().get(&graphql).header("upgrade", "websocket"), 403),
        (client().get(&graphql).header("upgrade", "websocket").header("origin", evil), 403),
        (client().get(&graphql).header("upgrade", "WebSocket").header("origin", &server.url), 200),
    ];
    for (number, (request, status)) in requests.into_iter().enumerate() {
        assert_eq!(jean.send(request).await.status(), status, "request {number}");
    }
    let logout = format!("{}/auth/logout", server.url);
    assert_eq!(jean.send(client().post(&logout)).await.status(), 403);
    assert_eq!(jean.who().await["name"], "Jean Muller");
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        for _ in 0..3 {
            server.wait(Duration::minutes(29));
            assert_eq!(jean.who().await["name"], "Jean Muller");
        }
        server.wait(Duration::minutes(30));
        assert_eq!(jean.who().await, json!(401));
    }
}

#[tokio::test]
async fn a_session_ends_after_its_hours_however_much_it_is_used() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        for _ in 0..35 {
            server.wait(Duration::minutes(20));
            assert_eq!(jean.who().await["name"], "Jean Muller");
        }
        server.wait(Duration::minutes(20));
        assert_eq!(jean.who().await, json!(401));
    }
}

#[tokio::test]
async fn a_token_is_renewed_each_hour_and_the_old_one_holds_for_a_moment() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        let first = jean.cookies["carnet"].clone();
        for _ in 0..2 {
            server.wait(Duration::minutes(29));
            jean.who().await;
            assert_eq!(jean.cookies["carnet"], first);
        }
        server.wait(Duration::minutes(2));
        jean.who().await;
        assert_ne!(jean.cookies["carnet"], first);
        assert_eq!(jean.who().await["name"], "Jean Muller");

        let mut late = server.browser();
        late.cookies.insert("carnet".to_owned(), first);
        server.wait(Duration::seconds(29));
        assert_eq!(late.who().await["name"], "Jean Muller");
        server.wait(Duration::seconds(1));
        assert_eq!(late.who().await, json!(401));
        assert_eq!(jean.who().await["name"], "Jean Muller");
        assert_eq!(server.count("SELECT count(*) FROM session").await, 2);
    }
}

#[tokio::test]
async fn requests_at_the_same_time_renew_a_token_once() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        for _ in 0..2 {
            server.wait(Duration::minutes(25));
            jean.who().await;
        }
        server.wait(Duration::minutes(11));
        let before = server.count("SELECT count(*) FROM session").await;
        let mut tabs = Vec::new();
        for _ in 0..8 {
            let mut tab = server.browser();
            tab.cookies = jean.cookies.clone();
            tabs.push(tokio::spawn(async move { tab.who().await["name"].clone() }));
        }
        for tab in tabs {
            assert_eq!(tab.await.expect("an answer"), "Jean Muller");
        }
        assert_eq!(server.count("SELECT count(*) FROM session").await, before + 1);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_at_the_provider() {
    for database in each().await {
        let server = Server::demo(database).await;
        let mut jean = server.browser();
        jean.sign_in("jean", "/").await;
        let token = jean.cookies["carnet"].clone();
        let answer: Value = jean.call("/auth/logout").await.json().await.expect("JSON");
        let redirect = answer["redirect"].as_str().expect("an address");
        assert!(
            redirect.starts_with(&format!("{}/demo-idp/end-session?", server.url)),
            "{redirect}"
        );
        assert_eq!(
            parameter(redirect, "post_logout_redirect_uri"),
            Some(format!("{}/", server.url))
        );
        assert_eq!(parameter(redirect, "client_id").as_deref(), Some("carnet"));
        assert_eq!(parameter(redirect, "id_token_hint").expect("a token").split('.').count(), 3);
        assert!(!jean.cookies.contains_key("carnet"));

        let mut thief = server.browser();
        thief.cookies.insert("carnet".to_owned(), token);
        assert_eq!(thief.who().await, json!(401));
        assert_eq!(
            server
                .count(
                    "SELECT count(*) FROM session WHERE ended_at IS NULL OR id_token IS NOT NULL"
                )
                .await,
            0
        );
        let again: Value = jean.call("/auth/logout").await.json().await.expect("JSON");
        assert_eq!(again, json!({ "redirect": "/" }));
    }
}

#[tokio::test]
async fn signing_out_ends_the_tokens_of_before_the_renewal_too() {
    let server = Server::demo(sqlite().await).await;
    let mut jean = server.browser();
    jean.sign_in("jean", "/").await;
    let first = jean.cookies["carnet"].clone();
    for _ in 0..3 {
        server.wait(Duration::minutes(20));
        jean.who().await;
    }
    assert_ne!(jean.cookies["carnet"], first);
    jean.call("/auth/logout").await;
    let mut late = server.browser();
    late.cookies.insert("carnet".to_owned(), first);
    assert_eq!(late.who().await, json!(401));
}

#[tokio::test]
async fn signing_in_again_ends_the_session_of_before() {
    let server = Server::demo(sqlite().await).await;
    let mut browser = server.browser();
    browser.sign_in("jean", "/").await;
    let first = browser.cookies["carnet"].clone();
    browser.sign_in("anna", "/").await;
    assert_eq!(browser.who().await["name"], "Dr Anna Weber");
    let mut other = server.browser();
    other.cookies.insert("carnet".to_owned(), first);
    assert_eq!(other.who().await, json!(401));
}

#[tokio::test]
async fn a_made_up_cookie_is_nobody_s() {
    let server = Server::demo(sqlite().await).await;
    for (value, expected) in [
        ("x".repeat(43), json!(401)),
        (format!("{}.0", "x".repeat(43)), json!(401)),
        ("short".to_owned(), json!("nobody")),
        ("' OR 1=1 --".to_owned(), json!("nobody")),
    ] {
        let mut browser = server.browser();
        browser.cookies.insert("carnet".to_owned(), value.clone());
        assert_eq!(browser.who().await, expected, "{value}");
    }
}
