//! A word in a frame, and the mark of a dose as it stands in lists and lanes.

use leptos::prelude::*;

use super::words::Text;

/// A word in a frame.
#[component]
pub fn Tag(
    /// `accent` or `warn`; plain if not said.
    #[prop(optional)]
    tone: Option<&'static str>,
    /// The word.
    #[prop(into)]
    words: Text,
) -> impl IntoView {
    view! {
        <span class="tag" data-tone=tone>
            {words.clone()}
        </span>
    }
}

/// The grammar of marks: round is confirmed by a professional, square is told; filled counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Given or copied, and confirmed by a professional.
    Confirmed,
    /// Told by the patient or taken over, not yet confirmed.
    Reported,
    /// Not given.
    NotGiven,
    /// Entered in error.
    Void,
}

/// The mark of a dose, 28 pixels; the words beside it say the same.
#[component]
pub fn Mark(
    /// What it shows.
    kind: MarkKind,
) -> impl IntoView {
    let drawing = match kind {
        MarkKind::Confirmed => view! {
            <g class="mark mark-valid">
                <circle class="body" r="9"></circle>
                <text y="4">"✓"</text>
            </g>
        }
        .into_any(),
        MarkKind::Reported => view! {
            <g class="mark mark-reported">
                <rect class="body" x="-7.5" y="-7.5" width="15" height="15" rx="2.5"></rect>
                <text y="4">"?"</text>
            </g>
        }
        .into_any(),
        MarkKind::NotGiven => view! {
            <g class="mark mark-extraneous">
                <circle class="body" r="8"></circle>
                <path class="glyph" d="M-4 0h8"></path>
            </g>
        }
        .into_any(),
        MarkKind::Void => view! {
            <g class="mark mark-not-valid">
                <circle class="body" r="8"></circle>
                <path class="glyph" d="m-3.2-3.2 6.4 6.4m0-6.4-6.4 6.4"></path>
            </g>
        }
        .into_any(),
    };
    view! {
        <svg width="28" height="28" viewBox="-12 -12 24 24" aria-hidden="true">
            {drawing}
        </svg>
    }
}
