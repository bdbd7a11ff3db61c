//! The search for a person, and who was found.

use crate::api::QueryBuilder;
use leptos::{ev::SubmitEvent, prelude::*};
use shared::RecordId;

use super::{
    asked::{self, Asked, Missing},
    open_dialog::OpenDialog,
};
use crate::{
    api::{self, IdentifierSystem},
    browser, dates,
    doctor::{
        keys::{PageKey, use_page_keys},
        person_bar::age_text,
        queries::{FindQuery, FindRecordsInput, FindVariables, IdentifierInput, RecordMatch},
        sending::{NotSent, use_sending},
    },
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, Empty, Icon, IconKind},
    words,
};

const FIND: &str = "find";

/// The search field with its answers.
#[component]
pub fn FindBox() -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let asked = Memo::new(move |_| text.with(|text| asked::read(text, dates::today())));
    // Said only once one has tried: nobody is corrected while typing.
    let has_tried = RwSignal::new(false);
    let found = RwSignal::new(None::<Vec<RecordMatch>>);
    let sending = use_sending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        has_tried.set(true);
        let Some(input) = input_of(asked.get_untracked()) else { return };
        sending.send(
            api::run(FindQuery::build(FindVariables { input })),
            move |answer: FindQuery| {
                found.set(Some(answer.find_records));
                request_animation_frame(|| browser::focus("found-0"));
            },
        );
    };
    use_page_keys(move |key| {
        let is_find = key == PageKey::Single("/".to_owned());
        if is_find {
            browser::focus(FIND);
        }
        is_find
    });
    let problem = Signal::derive(move || match asked.get() {
        Asked::Missing(missing) if has_tried.get() => Some(missing_text(i18n, missing)),
        _ => None,
    });

    view! {
        <search>
            <form class="find" novalidate on:submit=submit>
                <div class="search find-big">
                    <Icon kind=IconKind::Search />
                    <label class="visually-hidden" for=FIND>
                        {t!(i18n, find.label)}
                    </label>
                    <input
                        class="input"
                        id=FIND
                        type="text"
                        inputmode="search"
                        placeholder=t!(i18n, find.placeholder)
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="find-problem"
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        prop:value=text
                        on:input:target=move |event| {
                            text.set(event.target().value());
                            has_tried.set(false);
                            found.set(None);
                        }
                    />
                    <kbd class="key" aria-hidden="true">"/"</kbd>
                </div>
                <Button submits=true pending=sending.pending>{t!(i18n, find.button)}</Button>
            </form>
            <p class="error" id="find-problem" role="status">
                {problem}
            </p>
        </search>
        <NotSent sending />
        {move || found.get().map(|found| view! { <Found found /> })}
    }
}

fn input_of(asked: Asked) -> Option<FindRecordsInput> {
    match asked {
        Asked::Matricule(matricule) => Some(FindRecordsInput {
            identifier: Some(IdentifierInput {
                system: IdentifierSystem::LuMatricule,
                issuer: None,
                value: matricule.into(),
            }),
            name: None,
            birth_date: None,
        }),
        Asked::Person { name, born } => {
            Some(FindRecordsInput { identifier: None, name: Some(name), birth_date: Some(born) })
        }
        Asked::Nothing | Asked::Missing(_) => None,
    }
}

fn missing_text(i18n: I18n, missing: Missing) -> String {
    match missing {
        Missing::Digits(n) => t_string!(i18n, find.missing.digits, n = n),
        Missing::MatriculeDay => t_string!(i18n, find.missing.matricule_day).to_owned(),
        Missing::CheckDigits => t_string!(i18n, errors.wrong_check_digits).to_owned(),
        Missing::BirthDate => t_string!(i18n, find.missing.birth_date).to_owned(),
        Missing::WholeBirthDate => t_string!(i18n, find.missing.whole_birth_date).to_owned(),
        Missing::Name => t_string!(i18n, find.missing.name).to_owned(),
    }
}

/// Who was found; each can be opened, some only with the patient present.
#[component]
fn Found(found: Vec<RecordMatch>) -> impl IntoView {
    let i18n = use_i18n();
    let count = found.len();
    let to_open = RwSignal::new(None::<(RecordId, String)>);
    let heading = move || match count {
        0 => t_string!(i18n, find.nobody).to_owned(),
        1 => t_string!(i18n, find.one).to_owned(),
        n => t_string!(i18n, find.many, n = n),
    };
    let rows = found.into_iter().enumerate().map(|(i, person)| {
        view! { <FoundRow person id=format!("found-{i}") to_open /> }
    });
    let rows = rows.collect_view();

    view! {
        <section aria-label=heading class="found">
            <p class="visually-hidden" role="status">
                {heading}
            </p>
            {if count == 0 {
                view! {
                    <div id="found-0" tabindex="-1">
                        <Empty title=t!(i18n, find.nobody)>
                            <p>{t!(i18n, find.nobody_words)}</p>
                            <a class="button" href=Page::NewRecord.href()>
                                {t!(i18n, find.new_record)}
                            </a>
                        </Empty>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <div class="card" data-flush>
                        <h2 id="found-title" class="table-title">
                            {heading}
                        </h2>
                        <ul class="rows">{rows}</ul>
                    </div>
                }
                    .into_any()
            }}
        </section>
        <OpenDialog to_open />
    }
}

#[component]
fn FoundRow(
    person: RecordMatch,
    id: String,
    to_open: RwSignal<Option<(RecordId, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let record = person.id;
    let name = format!("{} {}", person.given_name, person.family_name);
    let (birth, sex, commune) = (person.birth_date.0, person.sex, person.commune);
    let facts = move || {
        let mut parts = vec![t_string!(i18n, doctor.born_on, date = dates::short(i18n, birth))];
        parts.extend(age_text(i18n, birth));
        parts.push(words::sex(i18n, sex).to_owned());
        parts.extend(commune.clone());
        parts.join(" · ")
    };
    let is_similar = person.score < 100;
    let action = if person.can_read {
        view! {
            <a class="button" id=id href=Page::Record(record).href()>
                {t!(i18n, find.open)}
                <span class="visually-hidden">" "{name.clone()}</span>
            </a>
        }
        .into_any()
    } else {
        let name = name.clone();
        let of_name = name.clone();
        view! {
            <button
                class="button"
                type="button"
                id=id
                on:click=move |_| to_open.set(Some((record, of_name.clone())))
            >
                {t!(i18n, find.open_present)}
                <span class="visually-hidden">" "{name}</span>
            </button>
        }
        .into_any()
    };

    view! {
        <li class="found-row">
            <div>
                <b>{name}</b>
                {is_similar
                    .then(|| view! { <span class="tag">{t!(i18n, find.similar)}</span> })}
                <span class="hint">{facts}</span>
            </div>
            {action}
        </li>
    }
}
