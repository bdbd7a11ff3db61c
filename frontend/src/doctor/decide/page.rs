//! The page: who, the board with its lanes, why, what if.

use std::sync::Arc;

use crate::api::QueryBuilder;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::RecordId;

use super::{
    board::Board,
    compare::CompareView,
    engine::{Basis, VERSIONS, language_of, rules_of, version_of},
    facts::Facts,
    plan::{PlanView, Planning},
    queries::DecideQuery,
    recording::{RecordThese, Recording, use_record_these},
    state::Tool,
    trace::TraceButton,
    tray::{ADD, TITLE, Tray},
    why::Why,
};
use crate::{
    api::{self, ApiError, RecordAction, live::use_topic},
    browser,
    doctor::{
        keys::{PageKey, use_page_keys},
        person_bar::PersonFacts,
        queries::Record,
        record::{RecordTab, RecordTabs},
    },
    i18n::use_i18n,
    routes::Page,
    t,
    ui::{Empty, Load, Notice, PageTitle, Remote, Tone},
    vaccinations::ReadVariables,
};

/// A record, and what the engine starts from; none without an exact birth date.
type Loaded = (Record, Option<Arc<Basis>>);

/// Loads the record with the server's assessment, and the rule set by which it was made.
async fn load(locale: api::Locale, id: RecordId) -> Result<Loaded, ApiError> {
    let answer = api::run(DecideQuery::build(ReadVariables::new(locale).record(id))).await?;
    let found = answer.record.ok_or(ApiError::NotFound)?;
    let Some(answered) = found.assessment else { return Ok((found.record, None)) };
    let rules = rules_of(version_of(&answered.rules), language_of(locale)).await?;
    let basis = Basis::new(id, answered, rules)?;
    Ok((found.record, Some(Arc::new(basis))))
}

/// The decision tool of a record.
#[component]
pub fn DecidePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let loaded = Remote::new(move || {
        topic.track();
        load(i18n.api_locale(), id)
    });

    let shown = use_shown(id);
    view! {
        <Load resource=loaded let:loaded>
            <div class="decide">
                <Head
                    record=Signal::derive(move || loaded.with(|(record, _)| record.clone()))
                    has_trace=Signal::derive(move || {
                        loaded.with(|(_, basis)| basis.as_ref().is_none_or(|b| b.is_whole()))
                    })
                    shown
                />
                {move || {
                    // Built once: what is supposed stays when the record is loaded again.
                    let has_basis = Memo::new(move |_| loaded.with(|(_, basis)| basis.is_some()));
                    if has_basis.get() {
                        view! { <Loaded loaded shown /> }.into_any()
                    } else {
                        view! {
                            <Empty title=t!(i18n, assessment.title)>
                                <p>{t!(i18n, assessment.no_birthday)}</p>
                            </Empty>
                        }
                            .into_any()
                    }
                }}
            </div>
        </Load>
    }
}

/// Which view is shown, and how another is. It is in the address, so that going back finds it.
#[derive(Clone, Copy)]
struct Shown {
    view: Memo<RecordTab>,
    show: Callback<RecordTab>,
}

fn use_shown(id: RecordId) -> Shown {
    let query = use_location().query;
    let view = Memo::new(move |_| {
        query.with(|query| match query.get_str("view") {
            Some("plan") => RecordTab::Plan,
            Some("compare") => RecordTab::Compare,
            Some(_) | None => RecordTab::Decide,
        })
    });
    let navigate = StoredValue::new_local(use_navigate());
    let show = Callback::new(move |tab: RecordTab| {
        let stay = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&tab.href(id), stay));
    });
    Shown { view, show }
}

impl Shown {
    /// Shows a view, if it is not shown.
    fn to(self, tab: RecordTab) {
        if self.view.get_untracked() != tab {
            self.show.run(tab);
        }
    }

    /// Shows the board, and puts the focus on something of it.
    fn board(self, focus: &'static str) {
        self.to(RecordTab::Decide);
        browser::focus_drawn(focus.to_owned());
    }
}

#[component]
fn Loaded(loaded: Signal<Loaded>, shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let record = Signal::derive(move || loaded.with(|(record, _)| record.clone()));
    let first = loaded.with_untracked(|(_, basis)| basis.clone());
    let basis = Signal::derive(move || {
        let basis = loaded.with(|(_, basis)| basis.clone());
        basis.or(first.clone()).expect("shown only with an assessment, and the first is kept")
    });
    let tool = Tool::new(record, basis);
    let is_agreed = Memo::new(move |_| tool.basis.with(|basis| basis.is_agreed));
    let recording = use_record_these(tool);
    use_tool_keys(tool, shown, Callback::new(move |()| recording.run()));
    let planning = Planning::new(tool, Memo::new(move |_| shown.view.get() == RecordTab::Plan));
    let to_board = Callback::new(move |()| shown.board(TITLE));
    let own = tool.basis.with_untracked(|basis| basis.version.clone());
    let other = VERSIONS.into_iter().find(|version| *version != own).unwrap_or_default();
    let compared = RwSignal::new(other.to_owned());

    view! {
        <Show when=move || !is_agreed.get()>
            <div role="alert">
                <Notice tone=Tone::Stop title=t!(i18n, decide.disagrees)>
                    <p>{t!(i18n, decide.disagrees_words)}</p>
                </Notice>
            </div>
        </Show>
        <Findings tool />
        {move || match shown.view.get() {
            RecordTab::Plan => view! { <PlanView tool planning to_board /> }.into_any(),
            RecordTab::Compare => view! { <CompareView tool version=compared /> }.into_any(),
            _ => view! { <BoardView tool recording /> }.into_any(),
        }}
        <Facts tool />
    }
}

/// The board, why, what if.
#[component]
fn BoardView(tool: Tool, recording: Recording) -> impl IntoView {
    let may_record = move || tool.record.with(|r| r.may(RecordAction::RecordVaccination));
    view! {
        <div class="decide-grid">
            <Board tool />
            <Why tool />
            <Tray tool>
                <Show when=may_record>
                    <RecordThese tool recording />
                </Show>
            </Tray>
        </div>
    }
}

/// What is contradictory in the record.
#[component]
fn Findings(tool: Tool) -> impl IntoView {
    move || {
        let basis = tool.basis.get();
        let language = tool.language();
        let found = basis.now.findings.iter().map(|finding| {
            let words = engine::words::finding(finding, language);
            view! { <p class="status-finding">{words}</p> }
        });
        found.collect_view()
    }
}

/// P chooses a product, F supposes a fact, R records, Escape goes back: from another view to the
/// board, from the board to the record.
fn use_tool_keys(tool: Tool, shown: Shown, record_these: Callback<(), bool>) {
    let navigate = use_navigate();
    use_page_keys(move |key| {
        match key {
            PageKey::Single(letter) if letter == "p" => shown.board(ADD),
            PageKey::Single(letter) if letter == "f" => tool.facts_open.set(true),
            PageKey::Single(letter) if letter == "r" => {
                if !tool.record.with_untracked(|r| r.may(RecordAction::RecordVaccination)) {
                    return false;
                }
                if !record_these.run(()) {
                    // The reason is asked for on the board.
                    shown.to(RecordTab::Decide);
                }
            }
            PageKey::Back if shown.view.get_untracked() != RecordTab::Decide => {
                shown.board(TITLE);
            }
            PageKey::Back => {
                let id = tool.record.with_untracked(|record| record.id);
                navigate(&Page::Record(id).href(), NavigateOptions::default());
            }
            PageKey::Single(_) | PageKey::Confirm => return false,
        }
        true
    });
}

/// The person, the views of the record, and what else can be done.
#[component]
fn Head(
    record: Signal<Record>,
    /// Whether the signed trace can be had.
    has_trace: Signal<bool>,
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let may_transcribe = move || record.with(|r| r.may(RecordAction::TranscribeVaccination));
    view! {
        <div class="patient-bar">
            <div class="patient-who">
                <PageTitle title=move || record.with(Record::full_name) />
                <RecordTabs id here=shown.view on_show=shown.show />
            </div>
            <PersonFacts record />
            <div class="patient-actions">
                <Show when=move || has_trace.get()>
                    <TraceButton id />
                </Show>
                <Show when=may_transcribe>
                    <a class="button" href=Page::Transcribe(id).href()>
                        {t!(i18n, record.transcribe)}
                    </a>
                </Show>
            </div>
        </div>
    }
}
