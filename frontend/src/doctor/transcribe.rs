//! Stub.
use leptos::prelude::*;
use shared::RecordId;
/// Stub.
#[component]
pub fn TranscribePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let _ = id;
}
