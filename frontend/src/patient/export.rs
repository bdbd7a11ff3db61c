//! Taking everything along: the files of a record, to download.

use leptos::prelude::*;
use shared::RecordId;

use crate::{
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind},
};

/// The files of a record. The server makes each when it is asked for, and logs it.
#[component]
pub fn Export(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let language = move || i18n.code();
    let address = move |file: &str| format!("/exports/{id}/{file}");
    let pdf = move || format!("{}?lang={}", address("carnet.pdf"), language());
    let card = move || format!("{}?lang={}&form=card", address("carnet.pdf"), language());
    let fhir = move || format!("{}?lang={}", address("carnet.fhir.json"), language());

    view! {
        <section class="card no-print export" aria-labelledby="export-title">
            <h2 id="export-title">{t!(i18n, my.export.title)}</h2>
            <p>{t!(i18n, my.export.words)}</p>
            <ul class="rows">
                <File
                    href=Signal::derive(pdf)
                    name=Signal::derive(move || t_string!(i18n, my.export.pdf))
                    words=Signal::derive(move || t_string!(i18n, my.export.pdf_words))
                />
                <File
                    href=Signal::derive(card)
                    name=Signal::derive(move || t_string!(i18n, my.export.card))
                    words=Signal::derive(move || t_string!(i18n, my.export.card_words))
                />
                <File
                    href=Signal::derive(move || address("carnet.json"))
                    name=Signal::derive(move || t_string!(i18n, my.export.json))
                    words=Signal::derive(move || t_string!(i18n, my.export.json_words))
                />
                <File
                    href=Signal::derive(fhir)
                    name=Signal::derive(move || t_string!(i18n, my.export.fhir))
                    words=Signal::derive(move || t_string!(i18n, my.export.fhir_words))
                />
            </ul>
            <p class="hint">{t!(i18n, my.export.confidential)}</p>
            <p class="hint">{t!(i18n, my.export.logged)}</p>
        </section>
    }
}

/// One file: a link that downloads, and what is in it.
#[component]
fn File(
    href: Signal<String>,
    name: Signal<&'static str>,
    words: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <li>
            <a class="button" href=href download="">
                <Icon kind=IconKind::Down />
                {name}
            </a>
            <p class="hint">{words}</p>
        </li>
    }
}
