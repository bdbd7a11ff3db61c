//! The demo's authorize page: whoever comes chooses who to be.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use openidconnect::url::Url;
use serde::{Deserialize, Serialize};
use shared::Locale;

use super::{codes::Grant, page};
use crate::{
    app::App,
    sign_in::{claims, provider},
};

/// The authorization request, as it is sent and as the page's form repeats it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct AuthorizeRequest {
    pub(crate) client_id: Option<String>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) response_type: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: Option<String>,
    pub(crate) code_challenge_method: Option<String>,
    pub(crate) ui_locales: Option<String>,
}

/// The form: the request again, and who was chosen (nobody: the person goes back).
#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    #[serde(flatten)]
    request: AuthorizeRequest,
    subject: Option<String>,
}

/// Shows the people.
pub(crate) async fn choose(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(request): Query<AuthorizeRequest>,
) -> Response {
    if let Err(refusal) = check(&app, &request) {
        return refusal.into_response(&app, &request);
    }
    let locale = locale(&request, &headers);
    match page::render(app.sign_in.demo.people(), &request, locale) {
        Ok(html) => ([(header::VARY, "accept-language")], Html(html)).into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "cannot render the demo's sign-in page");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Sends the browser back with a code for whom was chosen.
pub(crate) async fn chosen(State(app): State<Arc<App>>, Form(choice): Form<Choice>) -> Response {
    let request = choice.request;
    let code_challenge = match check(&app, &request) {
        Ok(code_challenge) => code_challenge,
        Err(refusal) => return refusal.into_response(&app, &request),
    };
    let person = choice.subject.as_deref().and_then(|subject| app.sign_in.demo.person(subject));
    let Some(person) = person else {
        return Refusal::Tell("access_denied").into_response(&app, &request);
    };
    let code = app.ids.token();
    let grant = Grant {
        subject: person.subject.clone(),
        client_id: app.config.oidc.client_id.clone(),
        redirect_uri: provider::callback_url(&app.config),
        code_challenge,
        nonce: request.nonce.clone(),
        granted_at: app.clock.now(),
    };
    app.sign_in.demo.codes.keep(&code, grant);
    back(&app, &request, ("code", &code))
}

/// What the browser says as it comes to end the provider's session.
#[derive(Debug, Deserialize)]
pub(crate) struct EndSession {
    post_logout_redirect_uri: Option<String>,
}

/// Ends nothing, as the demo's provider remembers nobody; goes back to our own site only.
pub(crate) async fn end_session(
    State(app): State<Arc<App>>,
    Query(query): Query<EndSession>,
) -> Redirect {
    let home = format!("{}/", app.config.public_url());
    let is_ours = query.post_logout_redirect_uri.is_some_and(|uri| uri == home);
    Redirect::to(if is_ours { &home } else { "/" })
}

/// Why a request is not served.
enum Refusal {
    /// It may come from anyone: shown here, sent nowhere.
    Show(&'static str),
    /// It is our client's: told to it.
    Tell(&'static str),
}

impl Refusal {
    fn into_response(self, app: &App, request: &AuthorizeRequest) -> Response {
        match self {
            Self::Show(text) => (StatusCode::BAD_REQUEST, text).into_response(),
            Self::Tell(error) => back(app, request, ("error", error)),
        }
    }
}

/// Checks a request; tells its PKCE challenge.
fn check(app: &App, request: &AuthorizeRequest) -> Result<String, Refusal> {
    if request.client_id.as_deref() != Some(&app.config.oidc.client_id) {
        return Err(Refusal::Show("unknown client_id"));
    }
    if request.redirect_uri.as_deref() != Some(&provider::callback_url(&app.config)) {
        return Err(Refusal::Show("this redirect_uri is not registered"));
    }
    if request.response_type.as_deref() != Some("code") {
        return Err(Refusal::Tell("unsupported_response_type"));
    }
    if !request.scope.as_deref().unwrap_or("").split(' ').any(|s| s == "openid") {
        return Err(Refusal::Tell("invalid_scope"));
    }
    if request.code_challenge_method.as_deref() != Some("S256") {
        return Err(Refusal::Tell("invalid_request"));
    }
    request.code_challenge.clone().filter(|c| c.len() == 43).ok_or(Refusal::Tell("invalid_request"))
}

/// Sends the browser back to the client.
fn back(app: &App, request: &AuthorizeRequest, (name, value): (&str, &str)) -> Response {
    let Ok(mut url) = Url::parse(&provider::callback_url(&app.config)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    {
        let mut parameters = url.query_pairs_mut();
        parameters.append_pair(name, value).append_pair("iss", &super::issuer(&app.config));
        if let Some(state) = &request.state {
            parameters.append_pair("state", state);
        }
    }
    Redirect::to(url.as_str()).into_response()
}

fn locale(request: &AuthorizeRequest, headers: &HeaderMap) -> Locale {
    let asked =
        request.ui_locales.as_deref().and_then(|tags| tags.split(' ').find_map(claims::locale_of));
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .and_then(claims::accepted_locale);
    asked.or(accepted).unwrap_or(Locale::Fr)
}
