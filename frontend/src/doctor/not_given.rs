//! Stub.
use leptos::prelude::*;
use shared::RecordId;
/// Stub.
#[component]
pub fn NotGivenPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let _ = id;
}
