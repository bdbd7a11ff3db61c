//! The signed trace of the server's answer, as a file.

use leptos::{prelude::*, task::spawn_local};
use shared::RecordId;

use super::queries::TraceQuery;
use crate::{
    api::{self, ApiError, QueryBuilder},
    browser,
    i18n::use_i18n,
    session::use_session,
    t,
    ui::Button,
    vaccinations::ReadVariables,
};

/// Fetches the trace and gives it to the reader. `carnet verify-trace` derives it again.
#[component]
pub fn TraceButton(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let pending = RwSignal::new(false);
    let fetch = move |()| {
        pending.set(true);
        let variables = ReadVariables::new(untrack(|| i18n.api_locale())).record(id);
        spawn_local(async move {
            match load(variables).await {
                // No name and no number of the person in a file's name.
                Ok(trace) => browser::download("trace.json", "application/json", &trace),
                Err(error) => session.check(error),
            }
            pending.set(false);
        });
    };
    view! {
        <Button pending on_press=fetch>
            {t!(i18n, decide.trace)}
        </Button>
    }
}

async fn load(variables: ReadVariables) -> Result<String, ApiError> {
    let answer = api::run(TraceQuery::build(variables)).await?;
    let assessment = answer.record.and_then(|record| record.assessment);
    assessment.and_then(|assessment| assessment.trace).ok_or(ApiError::NotFound)
}
