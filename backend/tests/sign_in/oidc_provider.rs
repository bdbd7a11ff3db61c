//! Signing in with a certified provider: npm `oidc-provider`.

use backend::{clock::Clock, db::testing::each, practices::manage};
use serde_json::{Value, json};
use shared::Role;

use crate::{
    node::Node,
    support::{Browser, Server, hidden_fields, location, matricule},
};

/// Starts the provider for a server that is about to start, and the server.
async fn with_oidc_provider(
    database: backend::db::testing::TestDatabase,
) -> Option<(Server, Node)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a free port")
        .port();
    let url = format!("http://127.0.0.1:{port}");
    let callback = format!("{url}/auth/callback");
    let node = Node::start(
        "oidc/op.mjs",
        &[&callback, &format!("{url}/")],
        &[("MATRICULE", &matricule())],
    )
    .await?;
    let arguments = [
        "--oidc-issuer",
        &node.issuer,
        "--oidc-client-secret",
        "a secret: with signs/that+need escaping%",
        "--oidc-role-map",
        "MED=doctor,PAT=patient",
    ];
    let arguments = arguments.map(str::to_owned).to_vec();
    let server =
        Server::start_at(database, &format!("127.0.0.1:{port}"), Clock::System, |_| arguments)
            .await;
    let op = server.op();
    manage::create_practitioner(&op, op.db(), "90123", "Dr Anna Weber", Role::Doctor)
        .await
        .expect("a practitioner");
    Some((server, node))
}

/// Goes through the provider's pages as a person does; tells them and our callback's address.
async fn through_pages(
    browser: &mut Browser,
    start: &str,
    person: &str,
    home: &str,
) -> (Vec<String>, String) {
    let (mut pages, mut address) = (Vec::new(), start.to_owned());
    let mut response = browser.get(&address).await;
    for _ in 0..12 {
        if response.headers().contains_key("location") {
            address = joined(&address, &location(&response));
            if address.starts_with(home) {
                return (pages, address);
            }
            response = browser.get(&address).await;
            continue;
        }
        let page = response.text().await.expect("a page");
        let (action, mut form) = (action(&page), hidden_fields(&page));
        let prompt = form.iter().find(|(name, _)| name == "prompt").expect("a prompt").1.clone();
        if prompt == "login" {
            form.push(("login".to_owned(), person.to_owned()));
            form.push(("password".to_owned(), "any".to_owned()));
        }
        pages.push(prompt);
        address = joined(&address, &action);
        response = browser.post(&address, &form).await;
    }
    panic!("the provider does not come to an end: {pages:?}");
}

fn joined(base: &str, to: &str) -> String {
    let base = openidconnect::url::Url::parse(base).expect("an address");
    base.join(to).expect("an address").into()
}

fn action(page: &str) -> String {
    let (_, rest) = page.split_once("action=\"").expect("a form");
    rest.split_once('"').expect("its end").0.to_owned()
}

#[tokio::test]
async fn a_person_signs_in_with_a_certified_provider_and_out_again() {
    for database in each().await {
        let Some((server, _node)) = with_oidc_provider(database).await else { return };
        let record = server.record(&matricule()).await;

        let mut anna = server.browser();
        let start = anna.begin("/records").await;
        let (pages, callback) = through_pages(&mut anna, &start, "anna", &server.url).await;
        assert_eq!(pages, ["login", "consent"]);
        assert_eq!(location(&anna.get(&callback).await), "/records");
        let who = anna.who().await;
        let expected = json!({
            "name": "Dr Anna Weber", "roles": ["doctor", "patient"], "practitioner": "Dr Anna Weber",
            "record": null, "locale": "de",
        });
        assert_eq!(who, expected);

        let mut jean = server.browser();
        let start = jean.begin("/").await;
        let (_, callback) = through_pages(&mut jean, &start, "jean", &server.url).await;
        assert_eq!(location(&jean.get(&callback).await), "/");
        assert_eq!(jean.who().await["record"], json!(record));

        let mut vera = server.browser();
        let start = vera.begin("/").await;
        let (_, callback) = through_pages(&mut vera, &start, "vera", &server.url).await;
        assert_eq!(location(&vera.get(&callback).await), "/sign-in?error=no_account");
        assert_eq!(vera.who().await, json!("nobody"));

        sign_out_at_the_provider(&server, &mut anna).await;
    }
}

/// Signs out here, then there: the provider must ask for the name again.
async fn sign_out_at_the_provider(server: &Server, anna: &mut Browser) {
    let start = anna.begin("/").await;
    let (pages, _) = through_pages(anna, &start, "anna", &server.url).await;
    assert_eq!(pages, Vec::<String>::new(), "the provider still knows her");

    let answer: Value = anna.call("/auth/logout").await.json().await.expect("JSON");
    let address = answer["redirect"].as_str().expect("an address").to_owned();
    let page = anna.get(&address).await.text().await.expect("a page");
    let mut form = hidden_fields(&page);
    form.push(("logout".to_owned(), "yes".to_owned()));
    let ended = anna.post(&joined(&address, &action(&page)), &form).await;
    assert_eq!(location(&ended), format!("{}/", server.url));
    assert_eq!(anna.who().await, json!("nobody"));

    let start = anna.begin("/").await;
    let (pages, _) = through_pages(anna, &start, "anna", &server.url).await;
    assert_eq!(pages.first().map(String::as_str), Some("login"));
}
