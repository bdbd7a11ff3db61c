//! The worklist's page: filter, rows, more, export, print; live.

use leptos::{prelude::*, task::spawn_local};

use super::{
    csv,
    queries::{Entry, Worklist, WorklistQuery, WorklistVariables},
    table::WorklistTable,
};
use crate::{
    api::{self, ApiError, AssessmentStatus, QueryBuilder, live::use_assessments},
    assessments::word,
    browser, dates,
    doctor::corrections::WaitingCorrections,
    i18n::use_i18n,
    routes::Page,
    session::use_session,
    t, t_string,
    ui::{Button, Empty, Load, PageTitle, Remote, Segments, text},
};

/// Pages of a hundred that are read at most: a longer list is filtered first.
const MOST_PAGES: usize = 20;

/// In whose record something is to be done.
#[component]
pub fn WorklistPage() -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_assessments();
    let asked =
        Asked { status: RwSignal::new(None::<AssessmentStatus>), reminded: RwSignal::new(false) };
    let first = Remote::new(move || {
        topic.track();
        load(asked.variables(i18n.api_locale()))
    });
    let options = [
        None,
        Some(AssessmentStatus::Overdue),
        Some(AssessmentStatus::Due),
        Some(AssessmentStatus::Unknown),
        Some(AssessmentStatus::DueSoon),
    ];
    let options = options.map(|option| {
        let words = text(move || match option {
            Some(status) => word(i18n, status).to_owned(),
            None => t_string!(i18n, worklist.all).to_owned(),
        });
        (option, words)
    });

    view! {
        <div class="page-head">
            <div>
                <PageTitle title=t!(i18n, worklist.title) />
                <p class="hint">{t!(i18n, worklist.words)}</p>
            </div>
            <div class="actions">
                <a class="button" href=Page::Duplicates.href()>
                    {t!(i18n, people.duplicates.link)}
                </a>
            </div>
        </div>
        <WaitingCorrections />
        <Segments
            id="worklist-status"
            legend=t!(i18n, worklist.filter)
            options=options.to_vec()
            value=asked.status
        />
        <p class="no-print">
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=asked.reminded
                    on:change:target=move |event| asked.reminded.set(event.target().checked())
                />
                <span>{t!(i18n, worklist.reminded_only)}</span>
            </label>
        </p>
        <Load resource=first let:first>
            <Listed first asked />
        </Load>
    }
}

/// What is asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// Only with this status; with any, if none.
    status: RwSignal<Option<AssessmentStatus>>,
    /// Only where someone was reminded in vain.
    reminded: RwSignal<bool>,
}

impl Asked {
    fn variables(self, locale: api::Locale) -> WorklistVariables {
        WorklistVariables {
            locale,
            statuses: self.status.get().into_iter().collect(),
            reminded: self.reminded.get(),
            after: None,
        }
    }
}

async fn load(variables: WorklistVariables) -> Result<Worklist, ApiError> {
    let answer = api::run(WorklistQuery::build(variables)).await?;
    answer.practice.map(|practice| practice.worklist).ok_or(ApiError::NotFound)
}

/// What comes after a page, as far as is read at most.
async fn load_rest(first: &Worklist, ask: WorklistVariables) -> Result<Vec<Entry>, ApiError> {
    let (mut entries, mut info) = (Vec::new(), first.page_info.clone());
    for _ in 1..MOST_PAGES {
        let Some(after) = info.end_cursor.filter(|_| info.has_next_page) else { break };
        let page = load(WorklistVariables { after: Some(after), ..ask.clone() }).await?;
        entries.extend(page.nodes);
        info = page.page_info;
    }
    Ok(entries)
}

/// The first part, and the others on demand.
#[component]
fn Listed(first: Signal<Worklist>, asked: Asked) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rest = RwSignal::new(Vec::<Entry>::new());
    // Another first part means another list.
    Effect::new(move |_| {
        first.track();
        rest.set(Vec::new());
    });
    let pending = RwSignal::new(false);
    let all = Signal::derive(move || {
        let mut all = first.with(|f| f.nodes.clone());
        rest.with(|rest| all.extend(rest.iter().cloned()));
        all
    });
    let has_more = move || first.with(|f| f.page_info.has_next_page) && rest.with(Vec::is_empty);
    let show_all = move |then: fn(crate::i18n::I18n, &[Entry])| {
        let begun = first.get_untracked();
        let ask = untrack(|| asked.variables(i18n.api_locale()));
        let is_whole = !untrack(has_more);
        pending.set(true);
        spawn_local(async move {
            if !is_whole {
                match load_rest(&begun, ask).await {
                    Ok(entries) => rest.set(entries),
                    Err(error) => session.check(error),
                }
            }
            pending.set(false);
            then(i18n, &all.get_untracked());
        });
    };

    view! {
        <section class="card" data-flush>
            <div class="worklist-bar">
                <h2>
                    {t!(i18n, worklist.people)} " "
                    <span class="count">
                        {move || {
                            let more = if has_more() { "+" } else { "" };
                            format!("{}{more}", all.with(Vec::len))
                        }}
                    </span>
                </h2>
                <div class="actions no-print">
                    <Button is_small=true pending on_press=move |()| show_all(export)>
                        {t!(i18n, worklist.export)}
                    </Button>
                    <Button is_small=true pending on_press=move |()| show_all(print)>
                        {t!(i18n, worklist.print)}
                    </Button>
                </div>
            </div>
            <Show
                when=move || all.with(|all| !all.is_empty())
                fallback=move || {
                    view! {
                        <Empty title=t!(i18n, worklist.empty)>
                            <p>{t!(i18n, worklist.empty_words)}</p>
                        </Empty>
                    }
                }
            >
                <WorklistTable entries=all />
            </Show>
            <Show when=has_more>
                <p class="table-foot no-print">
                    <Button pending on_press=move |()| show_all(|_, _| {})>
                        {t!(i18n, worklist.more)}
                    </Button>
                </p>
            </Show>
        </section>
    }
}

fn export(i18n: crate::i18n::I18n, entries: &[Entry]) {
    let heads = untrack(|| {
        vec![
            t_string!(i18n, worklist.family_name).to_owned(),
            t_string!(i18n, worklist.given_name).to_owned(),
            t_string!(i18n, doctor.born).to_owned(),
            t_string!(i18n, worklist.status).to_owned(),
            t_string!(i18n, worklist.diseases).to_owned(),
            t_string!(i18n, worklist.recommended_on).to_owned(),
            t_string!(i18n, worklist.reminded_on).to_owned(),
        ]
    });
    let text = csv::lines(&untrack(|| csv::rows(i18n, heads, entries)));
    browser::download(&format!("worklist-{}.csv", dates::today()), "text/csv;charset=utf-8", &text);
}

fn print(_: crate::i18n::I18n, _: &[Entry]) {
    // Printed after the rows are drawn; a browser that cannot print does nothing.
    request_animation_frame(|| {
        let _ = window().print();
    });
}
