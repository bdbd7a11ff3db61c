//! The pages behind a mail's links: confirming an address, stopping reminders.
//!
//! Following a link changes nothing, because programs that look at mails follow links too:
//! the page has a button. A reader's program that stops reminders by itself posts (RFC 8058).
//! Who has the secret of the link may do that one thing; no session is looked at.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use minijinja::{Environment, context};
use shared::Locale;

use super::{
    address::{self, Followed},
    store,
    words::{self, Page, Words},
};
use crate::{app::App, error::Result, reminders};

/// Which page.
#[derive(Clone, Copy)]
enum Which {
    Confirm,
    Confirmed,
    Stop,
    Stopped,
    TooOld,
}

impl Which {
    fn page(self, words: &'static Words) -> &'static Page {
        match self {
            Self::Confirm => &words.confirm_page,
            Self::Confirmed => &words.confirmed_page,
            Self::Stop => &words.stop_page,
            Self::Stopped => &words.stopped_page,
            Self::TooOld => &words.too_old_page,
        }
    }
}

/// The routes, never kept by a cache.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/mail/confirm/{secret}", get(ask_confirm).post(confirm))
        .route("/mail/stop/{secret}", get(ask_stop).post(stop))
        .route("/mail/style.css", get(style))
        .layer(axum::middleware::map_response(never_stored))
}

async fn never_stored(mut response: Response) -> Response {
    let value = header::HeaderValue::from_static("no-store");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(value);
    response
}

async fn style() -> Response {
    let kind = (header::CONTENT_TYPE, "text/css; charset=utf-8");
    let kept = (header::CACHE_CONTROL, "no-cache");
    ([kind, kept], include_str!("templates/style.css")).into_response()
}

async fn ask_confirm(State(app): State<Arc<App>>, Path(secret): Path<String>) -> Response {
    let language = address::language(&app, &secret).await;
    answer(language.map(|l| l.map(|l| (l, Which::Confirm))))
}

async fn confirm(State(app): State<Arc<App>>, Path(secret): Path<String>) -> Response {
    let followed = address::confirm(&app, &secret).await;
    answer(followed.map(|followed| match followed {
        Followed::Done(l) => Some((l, Which::Confirmed)),
        Followed::TooOld => None,
    }))
}

async fn ask_stop(State(app): State<Arc<App>>, Path(secret): Path<String>) -> Response {
    let row = store::by_secret(&app.db, &secret).await;
    let language = |code: &str| Locale::from_code(code).unwrap_or(Locale::Fr);
    answer(row.map(|row| row.map(|row| (language(&row.language), Which::Stop))))
}

async fn stop(State(app): State<Arc<App>>, Path(secret): Path<String>) -> Response {
    let language = reminders::preference::stop(&app, &secret).await;
    answer(language.map(|l| l.map(|l| (l, Which::Stopped))))
}

/// The page in its language; all five of «too old» stand in French, which everyone reads here.
fn answer(found: Result<Option<(Locale, Which)>>) -> Response {
    match found {
        Ok(Some((language, which))) => shown(StatusCode::OK, language, which),
        Ok(None) => shown(StatusCode::NOT_FOUND, Locale::Fr, Which::TooOld),
        Err(error) => {
            tracing::error!(error = error.with_causes(), "a mail's link cannot be followed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn shown(status: StatusCode, language: Locale, which: Which) -> Response {
    let words = words::of(language);
    let page = which.page(words);
    let mut templates = Environment::new();
    let rendered = templates
        .add_template("page.html", include_str!("templates/page.html"))
        .and_then(|()| templates.get_template("page.html"))
        .and_then(|template| {
            template.render(context! {
                lang => language.code(),
                title => page.title,
                text => page.text,
                button => page.button,
                home => words.home,
            })
        });
    match rendered {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page of a mail's link is broken");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
