//! A provider that forges: npm `oauth2-mock-server`. Nothing it spoils signs anyone in.

use backend::{clock::Clock, db::testing::sqlite};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use crate::{
    node::Node,
    support::{Server, client, location, set_cookies},
};

/// What `e2e/oidc/forge.mjs` can do to a token.
const FORGERIES: [&str; 23] = [
    "expired",
    "issued in the future",
    "without expiry",
    "wrong audience",
    "audience more than us",
    "for another party",
    "without audience",
    "wrong key",
    "unknown key",
    "key inside the token",
    "wrong nonce",
    "without nonce",
    "wrong issuer",
    "issuer with a slash",
    "without subject",
    "alg none",
    "alg none without kid",
    "alg HS256 with the public key",
    "changed after signing",
    "no signature",
    "no token",
    "not a token",
    "refused code",
];

/// Signs in with whatever the provider answers now; tells where that leads.
async fn sign_in(server: &Server) -> String {
    let mut browser = server.browser();
    let authorize = browser.begin("/").await;
    let callback = location(&browser.get(&authorize).await);
    let end = location(&browser.get(&callback).await);
    let expected = if end == "/" { json!("John Doe") } else { json!(null) };
    assert_eq!(browser.who().await["name"], expected, "{end}");
    end
}

#[tokio::test]
async fn a_forged_token_signs_nobody_in() {
    let Some(mut node) = Node::start("oidc/forge.mjs", &[], &[]).await else { return };
    let server = Server::with_provider(sqlite().await, Clock::System, &node.issuer).await;
    node.tell("honest").await;
    assert_eq!(sign_in(&server).await, "/");
    for forgery in FORGERIES {
        node.tell(forgery).await;
        assert_eq!(sign_in(&server).await, "/sign-in?error=invalid", "{forgery}");
    }
    // The same way, unspoilt: what was refused above was refused for what was spoilt.
    node.tell("honest").await;
    assert_eq!(sign_in(&server).await, "/");
    assert_eq!(server.count("SELECT count(*) FROM session").await, 2);
    assert_eq!(server.count("SELECT count(*) FROM account").await, 1);
}

#[tokio::test]
async fn new_keys_of_the_provider_are_fetched_but_not_at_every_forged_token() {
    let Some(mut node) = Node::start("oidc/forge.mjs", &[], &[]).await else { return };
    let now: DateTime<Utc> = Clock::System.now();
    let server = Server::with_provider(sqlite().await, Clock::manual(now), &node.issuer).await;
    node.tell("honest").await;
    assert_eq!(sign_in(&server).await, "/");
    node.tell("after a change of keys").await;
    assert_eq!(sign_in(&server).await, "/sign-in?error=invalid");
    server.wait(Duration::seconds(61));
    assert_eq!(sign_in(&server).await, "/");
    // The key of before is still among the provider's keys.
    node.tell("honest").await;
    assert_eq!(sign_in(&server).await, "/");
}

#[tokio::test]
async fn a_provider_that_goes_away_is_told_and_its_keys_are_kept_meanwhile() {
    let Some(mut node) = Node::start("oidc/forge.mjs", &[], &[]).await else { return };
    let now: DateTime<Utc> = Clock::System.now();
    let server = Server::with_provider(sqlite().await, Clock::manual(now), &node.issuer).await;
    node.tell("honest").await;
    let mut browser = server.browser();
    let authorize = browser.begin("/").await;
    let callback = location(&browser.get(&authorize).await);
    drop(node);
    assert_eq!(location(&browser.get(&callback).await), "/sign-in?error=provider");
    // Its metadata are old by now, but what was known is better than nothing.
    server.wait(Duration::hours(2));
    let authorize = server.browser().begin("/").await;
    assert!(authorize.starts_with("http://127.0.0.1:"), "{authorize}");
}

#[tokio::test]
async fn behind_tls_the_cookies_are_secure_and_bound_to_the_host() {
    let Some(mut node) = Node::start("oidc/forge.mjs", &[], &[]).await else { return };
    node.tell("honest").await;
    let public = "https://carnet.example";
    let arguments = ["--public-url", public, "--oidc-issuer", &node.issuer].map(str::to_owned);
    let server = Server::start(sqlite().await, Clock::System, |_| arguments.to_vec()).await;
    let mut browser = server.browser();
    let begun = browser.get("/auth/login").await;
    let binding = set_cookies(&begun).remove(0);
    assert!(binding.starts_with("__Host-carnet-sign-in="), "{binding}");
    assert!(
        binding.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"),
        "{binding}"
    );

    // The proxy that ends TLS hands the callback on to us.
    let callback = location(&browser.get(&location(&begun)).await);
    let path = callback.strip_prefix(public).expect("our public address").to_owned();
    let session = set_cookies(&browser.get(&path).await).remove(0);
    assert!(session.starts_with("__Host-carnet="), "{session}");
    assert!(session.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{session}");

    // Our origin is the public one, and a cookie without the prefix is none of ours.
    let graphql = format!("{}/graphql", server.url);
    for (origin, status) in [(public, 200), (server.url.as_str(), 403)] {
        let request = client().post(&graphql).header("x-carnet-csrf", "1").header("origin", origin);
        assert_eq!(browser.send(request).await.status(), status, "{origin}");
    }
    let token = browser.cookies.remove("__Host-carnet").expect("a session");
    browser.cookies.insert("carnet".to_owned(), token);
    let request = client().post(&graphql).header("origin", public);
    let answer = browser.send(request).await;
    assert_eq!(answer.json::<serde_json::Value>().await.expect("JSON"), json!("nobody"));
}
