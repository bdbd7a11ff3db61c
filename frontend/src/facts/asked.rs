//! What is worth asking, with «yes», «no» and «don't know»; and anything else that can be said,
//! by a search.

use leptos::prelude::*;

use super::{
    queries::FactQuestion,
    state::{Editing, State, question_id},
    words::{decides, question_label},
};
use crate::{
    api::FactKind,
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, Empty, Suggest, Suggestion, text},
};

/// On a phone so many questions are shown at first.
const FIRST: usize = 6;
/// So many suggestions are shown.
const SUGGESTED: usize = 8;

/// The questions.
#[component]
pub fn Asked(
    /// The page's state.
    state: State,
) -> impl IntoView {
    let i18n = use_i18n();
    let shows_all = RwSignal::new(untrack(|| state.is_desk()));
    let shown = move || {
        let most = if shows_all.get() { usize::MAX } else { FIRST };
        state.asked().into_iter().take(most).collect::<Vec<_>>()
    };
    let hidden = move || {
        let count = state.asked().len();
        if shows_all.get() { 0 } else { count.saturating_sub(FIRST) }
    };
    let put_off = move || state.put_off.with(Vec::len);

    view! {
        <section class="card" data-flush aria-labelledby="ask-title">
            <h2 class="card-title" id="ask-title">{t!(i18n, facts.ask)}</h2>
            <p class="hint fact-lead">{t!(i18n, facts.ask_words)}</p>
            <Show when=move || state.asked().is_empty()>
                <Empty title=t!(i18n, facts.ask_none)>
                    <p>{t!(i18n, facts.ask_none_words)}</p>
                </Empty>
            </Show>
            <ul class="rows">
                <For each=shown key=move |q| (q.code.clone(), i18n.code()) let:question>
                    <Ask state question />
                </For>
            </ul>
            <Show when=move || 0 < hidden() || 0 < put_off()>
                <div class="fact-more">
                    <Show when=move || 0 < hidden()>
                        <Button on_press=move |()| shows_all.set(true)>
                            {text(move || t_string!(i18n, facts.more_questions, n = hidden()))}
                        </Button>
                    </Show>
                    <Show when=move || 0 < put_off()>
                        <Button
                            kind=ButtonKind::Quiet
                            on_press=move |()| state.put_off.set(Vec::new())
                        >
                            {text(move || t_string!(i18n, facts.show_again, n = put_off()))}
                        </Button>
                    </Show>
                </div>
            </Show>
            <AddOther state />
        </section>
    }
}

#[component]
fn Ask(state: State, question: FactQuestion) -> impl IntoView {
    let i18n = use_i18n();
    let id = question_id(&question.code);
    let label_id = format!("{id}-label");
    let code = StoredValue::new(question.code.clone());
    let is_number = question.kind == FactKind::Number;
    let takes_no = question.takes_no;
    let (label, why) = (question.clone(), question);
    let pending = state.sending.pending;

    view! {
        <li>
        <div class="fact-ask" id=id role="group" tabindex="-1" aria-labelledby=label_id.clone()>
            <div>
                <p id=label_id.clone()>{move || question_label(i18n, &label)}</p>
                <p class="hint">{move || decides(i18n, &why)}</p>
            </div>
            <div class="actions">
                <Button on_press=move |()| state.edit(Editing::New(code.get_value()))>
                    {move || {
                        if is_number {
                            t_string!(i18n, facts.give_number)
                        } else {
                            t_string!(i18n, facts.yes)
                        }
                    }}
                </Button>
                {takes_no
                    .then(|| {
                        view! {
                            <Button pending on_press=move |()| state.say_no(&code.get_value())>
                                {t!(i18n, facts.no)}
                            </Button>
                        }
                    })}
                <Button
                    kind=ButtonKind::Quiet
                    on_press=move |()| state.put_off(&code.get_value())
                >
                    {t!(i18n, facts.dont_know)}
                </Button>
            </div>
        </div></li>
    }
}

/// Anything else that can be said, found by a word of its question.
#[component]
fn AddOther(state: State) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let suggestions = Signal::derive(move || {
        let looked_for = shared::fold::fold(&typed.get());
        if looked_for.is_empty() {
            return Vec::new();
        }
        state.profile.with(|p| {
            let labelled = p.fact_questions.iter().map(|q| (q, question_label(i18n, q)));
            let fitting =
                labelled.filter(|(_, label)| shared::fold::fold(label).contains(&looked_for));
            let suggestion = |(q, title): (&FactQuestion, String)| Suggestion {
                value: q.code.clone(),
                title,
                aside: String::new(),
                detail: String::new(),
            };
            fitting.map(suggestion).take(SUGGESTED).collect()
        })
    });
    let choose = move |chosen: Suggestion| {
        typed.set(String::new());
        state.edit(Editing::New(chosen.value));
    };
    view! {
        <div class="fact-add">
            <Suggest
                id="fact-other"
                label=t!(i18n, facts.add)
                hint=t!(i18n, facts.add_hint)
                text=typed
                suggestions
                on_choose=choose
            />
        </div>
    }
}
