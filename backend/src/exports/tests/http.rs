//! The files over HTTP: who gets them, and with which headers.

use axum::{
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use shared::RecordId;
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::demos;
use crate::{authz::Actor, clients, demo, exports::read::read, server, testing::TestApp};

/// A request by the token of that person of the demo.
async fn get(app: &TestApp, person: Option<&str>, path: &str, site: &str) -> Response<Body> {
    let op = app.op(&Actor::System);
    let mut request = Request::get(path).header("sec-fetch-site", site);
    if let Some(person) = person {
        let people = demo::people(&op).await.expect("the people");
        let person = people.iter().find(|p| p.subject == person).expect("the person");
        let token = clients::issue_personal_token(&op, person, chrono::Duration::minutes(30));
        let bearer = format!("Bearer {}", token.await.expect("a token"));
        request = request.header(header::AUTHORIZATION, bearer);
    }
    let (_close, closing) = watch::channel(false);
    let router = server::router(&app.app, closing);
    let request = request.body(Body::empty()).expect("a request");
    router.oneshot(request).await.expect("an answer")
}

/// Ana's own record.
async fn ana(app: &TestApp) -> RecordId {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let row = crate::accounts::account::Entity::find()
        .filter(crate::accounts::account::Column::Subject.eq("ana"))
        .one(&app.app.db)
        .await;
    row.expect("an account").expect("Ana").record_id.expect("her record")
}

#[tokio::test]
async fn each_file_comes_with_a_neutral_name_and_is_kept_by_no_cache() {
    let app = demos().await.into_iter().next().expect("SQLite");
    let id = ana(&app).await;
    for (file, kind, name, begins) in [
        ("carnet.json", "application/json", "carnet.json", "{"),
        ("carnet.fhir.json?lang=pt", "application/fhir+json", "carnet.fhir.json", "{"),
        ("carnet.pdf?lang=lb", "application/pdf", "carnet.pdf", "%PDF-1.7"),
        ("carnet.pdf?lang=de&form=card", "application/pdf", "carnet-card.pdf", "%PDF-1.7"),
    ] {
        let answer = get(&app, Some("ana"), &format!("/exports/{id}/{file}"), "same-origin").await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        let said = |name| answer.headers().get(name).and_then(|v| v.to_str().ok());
        assert_eq!(said(header::CONTENT_TYPE), Some(kind));
        assert_eq!(said(header::CACHE_CONTROL), Some("no-store"));
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), Some("nosniff"));
        let disposition = format!("attachment; filename=\"{name}\"");
        assert_eq!(said(header::CONTENT_DISPOSITION), Some(disposition.as_str()));
        let body = to_bytes(answer.into_body(), 1 << 24).await.expect("a body");
        assert!(body.starts_with(begins.as_bytes()), "{file}");
        if file == "carnet.json" {
            assert_eq!(read(&body).expect("an export").person.id, id);
        }
    }
}

#[tokio::test]
async fn nobody_else_gets_a_file_and_what_is_asked_wrongly_is_refused() {
    let app = demos().await.into_iter().next().expect("SQLite");
    let id = ana(&app).await;
    let own = format!("/exports/{id}/carnet.json");
    let cases = [
        (None, own.clone(), "same-origin", StatusCode::UNAUTHORIZED),
        (Some("schiltz"), own.clone(), "same-origin", StatusCode::NOT_FOUND),
        (Some("weber"), own.clone(), "same-origin", StatusCode::NOT_FOUND),
        (Some("ana"), own, "cross-site", StatusCode::FORBIDDEN),
        (Some("ana"), "/exports/42/carnet.json".to_owned(), "none", StatusCode::NOT_FOUND),
        (Some("ana"), format!("/exports/{id}/carnet.xml"), "none", StatusCode::NOT_FOUND),
        (Some("ana"), format!("/exports/{id}/carnet.pdf?lang=xx"), "none", StatusCode::BAD_REQUEST),
        (Some("ana"), format!("/exports/{id}/carnet.pdf?form=a3"), "none", StatusCode::BAD_REQUEST),
    ];
    for (person, path, site, status) in cases {
        let answer = get(&app, person, &path, site).await;
        assert_eq!(answer.status(), status, "{person:?} {path}");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    }
}
