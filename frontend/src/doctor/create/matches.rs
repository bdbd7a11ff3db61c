//! Someone who may be the same person exists already: which of them, or nobody.

use leptos::prelude::*;
use shared::RecordId;

use crate::{
    dates,
    doctor::{find::open_dialog::OpenDialog, queries::RecordMatch},
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, Notice, Tone},
    words,
};

/// The people, each with «it is this one», and «another person» for none of them.
#[component]
pub fn PossibleMatches(
    /// They.
    matches: Vec<RecordMatch>,
    /// It is none of them.
    on_another: Callback<Vec<RecordId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let to_open = RwSignal::new(None::<(RecordId, String)>);
    let ids: Vec<RecordId> = matches.iter().map(|m| m.id).collect();
    let rows = matches.into_iter().map(|person| view! { <Row person to_open /> }).collect_view();

    view! {
        <div role="alert" id="matches" tabindex="-1">
            <Notice tone=Tone::Ask title=t!(i18n, create.matches.title)>
                <p>{t!(i18n, create.matches.words)}</p>
                <ul class="rows match-rows">{rows}</ul>
                <p>
                    <Button on_press=move |()| on_another.run(ids.clone())>
                        {t!(i18n, create.matches.another)}
                    </Button>
                </p>
            </Notice>
        </div>
        <OpenDialog to_open />
    }
}

#[component]
fn Row(person: RecordMatch, to_open: RwSignal<Option<(RecordId, String)>>) -> impl IntoView {
    let i18n = use_i18n();
    let id = person.id;
    let name = format!("{} {}", person.given_name, person.family_name);
    let (birth, sex, commune) = (person.birth_date.0, person.sex, person.commune);
    let facts = move || {
        let mut parts = vec![t_string!(i18n, doctor.born_on, date = dates::short(i18n, birth))];
        parts.push(words::sex(i18n, sex).to_owned());
        parts.extend(commune.clone());
        parts.join(" · ")
    };
    let action = if person.can_read {
        view! {
            <a class="button" href=Page::Record(id).href()>
                {t!(i18n, create.matches.this_one)}
                <span class="visually-hidden">": "{name.clone()}</span>
            </a>
        }
        .into_any()
    } else {
        let of_name = name.clone();
        view! {
            <button
                class="button"
                type="button"
                on:click=move |_| to_open.set(Some((id, of_name.clone())))
            >
                {t!(i18n, create.matches.this_one)}
                <span class="visually-hidden">": "{name.clone()}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <li class="found-row">
            <div>
                <b>{name}</b>
                <span class="hint">{facts}</span>
            </div>
            {action}
        </li>
    }
}
