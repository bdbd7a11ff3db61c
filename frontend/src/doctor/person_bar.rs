//! The person in the record: always on screen, on every page about them.

use leptos::prelude::*;

use super::queries::Record;
use crate::{
    dates::{self, Age},
    i18n::{I18n, LOCALES, to_api, use_i18n},
    routes::Page,
    t,
    ui::Text,
    words,
};

/// «19 months».
#[must_use]
pub fn age_text(i18n: I18n, birth: shared::PartialDate) -> Option<String> {
    Age::on(dates::today(), birth).map(|age| age.words(i18n))
}

/// The facts beside the name: age, birth, number, sex, commune, language.
#[component]
pub fn PersonFacts(
    /// Whose.
    record: Signal<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let birth = move || record.with(|r| r.birth_date.0);
    let age = move || age_text(i18n, birth());
    let number = move || record.with(Record::number);
    let commune = move || record.with(|r| r.commune.clone());
    let language = move || {
        let language = record.with(|r| r.language);
        LOCALES.iter().find(|(l, ..)| to_api(*l) == language).map(|(.., name)| *name)
    };

    view! {
        <dl class="facts patient-facts">
            {move || age().map(|age| view! { <Fact term=t!(i18n, doctor.age) value=age /> })}
            <Fact
                term=t!(i18n, doctor.born)
                value=move || dates::short(i18n, birth())
            />
            {move || {
                number()
                    .map(|(system, value)| {
                        view! {
                            <Fact
                                term=move || words::identifier_system(i18n, system)
                                value=value
                            />
                        }
                    })
            }}
            <Fact
                term=t!(i18n, doctor.sex)
                value=move || words::sex(i18n, record.with(|r| r.sex))
            />
            {move || {
                commune()
                    .map(|commune| {
                        view! { <Fact term=t!(i18n, doctor.commune) value=commune /> }
                    })
            }}
            <Fact term=t!(i18n, doctor.language) value=move || language().unwrap_or_default() />
        </dl>
    }
}

#[component]
fn Fact(#[prop(into)] term: Text, #[prop(into)] value: Text) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// Where one is, and back: records, the person, this page.
#[component]
pub fn Crumbs(
    /// Whose.
    record: Signal<Record>,
    /// The page's name.
    #[prop(into)]
    here: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="breadcrumb" aria-label=t!(i18n, doctor.breadcrumb)>
            <ol>
                <li>
                    <a href=Page::Records.href()>{t!(i18n, nav.records)}</a>
                </li>
                <li>
                    <a href=move || {
                        Page::Record(record.with(|r| r.id)).href()
                    }>{move || record.with(Record::full_name)}</a>
                </li>
                <li>
                    <span aria-current="page">{move || here.get()}</span>
                </li>
            </ol>
        </nav>
    }
}

/// The person in one line: name, age, birth date, number.
#[component]
pub fn PersonLine(
    /// Whose.
    record: Signal<Record>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rest = move || {
        record.with(|r| {
            let born = dates::short(i18n, r.birth_date.0);
            let mut parts = Vec::new();
            parts.extend(age_text(i18n, r.birth_date.0));
            parts.push(crate::t_string!(i18n, doctor.born_on, date = born));
            parts.extend(r.number().map(|(_, number)| number));
            parts.join(" · ")
        })
    };
    view! {
        <p class="hint person-line">
            <b class="ink">{move || record.with(Record::full_name)}</b>
            " · "
            {rest}
        </p>
    }
}
