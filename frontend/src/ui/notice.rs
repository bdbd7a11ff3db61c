//! Something to know, in place; and the words of an empty list.

use leptos::prelude::*;

use super::{Icon, IconKind, words::Text};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Well.
    Good,
    /// Does not hinder, but matters.
    Warn,
    /// Hinders.
    Stop,
    /// A question.
    Ask,
}

impl Tone {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Info => None,
            Self::Good => Some("good"),
            Self::Warn => Some("warn"),
            Self::Stop => Some("stop"),
            Self::Ask => Some("ask"),
        }
    }

    fn icon(self) -> IconKind {
        match self {
            Self::Info | Self::Ask => IconKind::Info,
            Self::Good => IconKind::Check,
            Self::Warn | Self::Stop => IconKind::Warn,
        }
    }
}

/// A notice: a title, then words.
#[component]
pub fn Notice(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// What it is about.
    #[prop(into)]
    title: Text,
    /// What to know and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.name()>
            <Icon kind=tone.icon() />
            <div>
                <p>
                    <b>{title.clone()}</b>
                </p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// What an empty list means and the one next step.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: Text,
    /// What that means, and a link or button.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title.clone()}</h2>
            {children()}
        </div>
    }
}
