//! What has to be said of a record before its doses: that it was joined from two, and that doses
//! may stand in it twice.

use leptos::prelude::*;

use super::queries::Merge;
use crate::{
    api::RecordAction,
    dates,
    doctor::queries::Record,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Notice, Tone, text},
};

/// The notices of a record; nothing, if there is nothing to say.
#[component]
pub fn RecordNotices(
    /// Whose.
    record: Signal<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let merges = Memo::new(move |_| record.with(|r| r.merges.clone()));
    let same =
        Memo::new(move |_| {
            record.with(|r| {
                if r.may(RecordAction::CorrectVaccination) { r.same_events.len() } else { 0 }
            })
        });
    let died_on = Memo::new(move |_| record.with(|r| r.died_on));
    view! {
        {move || {
            died_on
                .get()
                .map(|day| {
                    let title =
                        move || t_string!(i18n, people.death.notice, date = dates::short_day(day));
                    view! {
                        <Notice tone=Tone::Stop title>
                            <p>
                                {t!(i18n, people.death.notice_words)} " "
                                <Show when=move || record.with(|r| r.may(RecordAction::RecordDeath))>
                                    <a href=Page::Death(id).href()>
                                        {t!(i18n, people.death.correct)}
                                    </a>
                                </Show>
                            </p>
                        </Notice>
                    }
                })
        }}
        <Show when=move || 0 < same.get()>
            <Notice tone=Tone::Ask title=t!(i18n, people.same.notice)>
                <p>
                    <a href=Page::SameEvents(id).href()>{t!(i18n, people.same.link)}</a>
                </p>
            </Notice>
        </Show>
        <Show when=move || merges.with(|merges| !merges.is_empty())>
            <Notice title=t!(i18n, people.merged.title)>
                <ul class="plain-list">
                    <For each=move || merges.get() key=|merge| merge.id let:merge>
                        <Line record merge />
                    </For>
                </ul>
            </Notice>
        </Show>
    }
}

#[component]
fn Line(record: Signal<Record>, merge: Merge) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let (name, day, reason) = (merge.by.name, dates::day_of(&merge.at), merge.reason);
    view! {
        <li>
            {text(move || {
                t_string!(
                    i18n, people.merged.by, name = name.clone(), date = dates::short_day(day), reason =
                    reason.clone()
                )
            })}
            " "
            <a href=Page::Unmerge(id, merge.id).href()>{t!(i18n, people.merged.undo)}</a>
        </li>
    }
}
