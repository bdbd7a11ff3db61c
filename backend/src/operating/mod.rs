//! What the people who run an installation need: health, metrics, logs, backup, restore,
//! a doctor, and load.
//!
//! Nothing in here shows or keeps anything personal: routes are told by their pattern,
//! GraphQL operations by the names of their root fields.

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::app::App;

pub mod backup;
pub mod commands;
pub mod doctor;
pub mod health;
pub mod logging;
pub mod metrics;
pub mod requests;
pub mod restore;
mod sqlite;

/// `/health/live`, `/health/ready`, `/metrics`.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::scrape))
}
