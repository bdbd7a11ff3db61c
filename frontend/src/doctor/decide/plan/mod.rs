//! The plan: in which visits, with which injections, the person is brought up to date. Over what
//! is on record and what is supposed; computed here by the engine, saved nowhere.
//!
//! What the practice has not got is kept in this browser; nothing of a person is.

mod choices;
mod paper;
mod planning;
mod visits;
mod wish;

use leptos::prelude::*;
pub use planning::Planning;
pub use visits::limits;

use super::state::Tool;
use choices::Choices;
use paper::Paper;
use visits::Visits;

/// The view of the plan: what is allowed, and what follows; on paper the visits alone.
#[component]
pub fn PlanView(
    /// The state of the tool.
    tool: Tool,
    /// The state of the plan.
    planning: Planning,
    /// Shows the board.
    to_board: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="plan-view no-print">
            <Choices tool planning />
            <Visits tool planning to_board />
        </div>
        <Paper tool planning />
    }
}
