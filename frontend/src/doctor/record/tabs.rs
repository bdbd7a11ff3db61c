//! The views of a record: list, timeline, decision tool with its plan and comparison; and the
//! health profile. Each has its own address.

use leptos::{ev::MouseEvent, prelude::*};
use shared::RecordId;

use crate::{i18n::use_i18n, routes::Page, t, t_string, ui::text};

/// A view of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordTab {
    /// The doses as a list.
    List,
    /// The doses by disease and age.
    Timeline,
    /// The decision tool.
    Decide,
    /// Its plan of visits.
    Plan,
    /// Two rule sets side by side.
    Compare,
}

impl RecordTab {
    /// The address.
    #[must_use]
    pub fn href(self, id: RecordId) -> String {
        match self {
            Self::List => Page::Record(id).href(),
            Self::Timeline => format!("{}?view=timeline", Page::Record(id).href()),
            Self::Decide => Page::Decide(id).href(),
            Self::Plan => format!("{}?view=plan", Page::Decide(id).href()),
            Self::Compare => format!("{}?view=compare", Page::Decide(id).href()),
        }
    }

    /// Whether it is a view of the decision tool.
    fn is_of_tool(self) -> bool {
        matches!(self, Self::Decide | Self::Plan | Self::Compare)
    }
}

/// Links to the views of a record.
#[component]
pub fn RecordTabs(
    /// Whose.
    id: RecordId,
    /// Which one is shown.
    #[prop(into)]
    here: Signal<RecordTab>,
    /// Shows another view of this page, if it has several.
    #[prop(optional)]
    on_show: Option<Callback<RecordTab>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = move |tab: RecordTab| {
        // What this page shows itself is not left to the router, which would scroll up.
        let own = on_show.filter(|_| tab.is_of_tool() == here.get_untracked().is_of_tool());
        let press = move |event: MouseEvent| {
            if let Some(on_show) = own {
                event.prevent_default();
                on_show.run(tab);
            }
        };
        let words = text(move || match tab {
            RecordTab::List => t_string!(i18n, record.list),
            RecordTab::Timeline => t_string!(i18n, record.timeline),
            RecordTab::Decide => t_string!(i18n, decide.tab),
            RecordTab::Plan => t_string!(i18n, plan.tab),
            RecordTab::Compare => t_string!(i18n, compare.tab),
        });
        view! {
            <a
                href=tab.href(id)
                rel=own.is_some().then_some("external")
                aria-current=move || (here.get() == tab).then_some("page")
                on:click=press
            >
                {words}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label=t!(i18n, record.tabs)>
            {tab(RecordTab::List)}
            {tab(RecordTab::Timeline)}
            {tab(RecordTab::Decide)}
            {tab(RecordTab::Plan)}
            {tab(RecordTab::Compare)}
            <a href=Page::Profile(id).href()>{t!(i18n, facts.open)}</a>
        </nav>
    }
}
