//! The files of an export, to download: `/exports/{record}/carnet.json`,
//! `…/carnet.fhir.json`, `…/carnet.pdf?lang=de&form=card`.
//!
//! They are asked for by a link of our own page, so by the session's cookie; a link of another
//! site is refused where the browser says so. Nothing personal is in the address or in the
//! file's name, and nothing is kept by a cache.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use shared::{Locale, RecordId};

use super::{export, fhir, pdf, to_json};
use crate::{
    app::App,
    error::{AppError, Result},
    op::OpCtx,
    server::op_of,
};

/// In which language and form.
#[derive(Debug, Deserialize)]
struct Wish {
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    form: Option<String>,
}

/// A file to download.
#[derive(Debug, Clone, Copy)]
enum File {
    Json,
    Fhir(Locale),
    Pdf(Locale, pdf::Paper),
}

impl File {
    /// What is asked for.
    fn of(name: &str, wish: &Wish) -> Result<Self> {
        let language = match wish.lang.as_deref() {
            None => Locale::Fr,
            Some(code) => Locale::from_code(code).ok_or_else(|| {
                AppError::BadInput("`lang` must be one of fr, de, en, lb, pt".to_owned())
            })?,
        };
        let paper = match wish.form.as_deref() {
            None | Some("a4") => pdf::Paper::A4,
            Some("card") => pdf::Paper::Card,
            Some(_) => {
                return Err(AppError::BadInput("`form` must be a4 or card".to_owned()));
            }
        };
        match name {
            "carnet.json" => Ok(Self::Json),
            "carnet.fhir.json" => Ok(Self::Fhir(language)),
            "carnet.pdf" => Ok(Self::Pdf(language, paper)),
            _ => Err(AppError::NotFound),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Fhir(_) => "application/fhir+json",
            Self::Pdf(..) => "application/pdf",
        }
    }

    /// As it lies in the reader's folder.
    fn name(self) -> &'static str {
        match self {
            Self::Json => "carnet.json",
            Self::Fhir(_) => "carnet.fhir.json",
            Self::Pdf(_, pdf::Paper::A4) => "carnet.pdf",
            Self::Pdf(_, pdf::Paper::Card) => "carnet-card.pdf",
        }
    }
}

/// The routes, never kept by a cache.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/exports/{record}/{file}", get(download))
}

async fn download(
    State(app): State<Arc<App>>,
    Path((record, name)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let mut response = if is_foreign(&headers) {
        let words = "an export is made for our own pages alone\n";
        (StatusCode::FORBIDDEN, words).into_response()
    } else {
        let made = match op_of(&app, &headers).await {
            Ok(op) => make(&op, &record, &name, &wish).await,
            Err(error) => Err(error),
        };
        answer(made)
    };
    let stored = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, stored);
    response
}

fn answer(made: Result<(File, Vec<u8>)>) -> Response {
    match made {
        Ok((file, bytes)) => {
            let disposition = format!("attachment; filename=\"{}\"", file.name());
            let kind = [
                (header::CONTENT_TYPE, file.media_type().to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
            ];
            (kind, bytes).into_response()
        }
        Err(error) => refused(&error),
    }
}

/// Whether the browser says that another site asks.
fn is_foreign(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    matches!(site, Some("cross-site" | "same-site"))
}

async fn make(op: &OpCtx, record: &str, name: &str, wish: &Wish) -> Result<(File, Vec<u8>)> {
    let file = File::of(name, wish)?;
    let id: RecordId = record.parse().map_err(|_| AppError::NotFound)?;
    let export = export(op, id).await?;
    let write = move || match file {
        File::Json => to_json(&export),
        File::Fhir(language) => fhir::to_json(&export, language),
        File::Pdf(language, paper) => pdf::to_pdf(&export, language, paper),
    };
    // Drawing pages takes longer than a request may hold others up.
    let bytes = tokio::task::spawn_blocking(write).await.map_err(anyhow::Error::from)??;
    Ok((file, bytes))
}

fn refused(error: &AppError) -> Response {
    let status = match error {
        AppError::Unauthenticated => StatusCode::UNAUTHORIZED,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Refused(_) | AppError::BadInput(_) => StatusCode::BAD_REQUEST,
        AppError::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        AppError::Internal(_) => {
            tracing::error!(error = error.with_causes(), "an export cannot be made");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    (status, format!("{error}\n")).into_response()
}
