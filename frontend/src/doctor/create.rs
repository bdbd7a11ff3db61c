//! Stub.
use leptos::prelude::*;
/// Stub.
#[component]
pub fn CreatePage() -> impl IntoView {}
