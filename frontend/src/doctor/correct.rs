//! Stub.
use leptos::prelude::*;
use shared::{RecordId, VaccinationId};
/// Stub.
#[component]
pub fn CorrectPage(
    /// Whose.
    id: RecordId,
    /// Which.
    dose: VaccinationId,
) -> impl IntoView {
    let _ = (id, dose);
}
