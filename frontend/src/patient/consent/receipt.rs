//! The receipt of a withdrawal, to print: each thing that it reached and what became of it.

use leptos::prelude::*;
use shared::{EntryId, RecordId};

use super::{
    page::load,
    queries::{Consent, ConsentedRecord},
};
use crate::{
    api::{ConsentPurpose, live::use_topic},
    browser, dates,
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, Icon, IconKind, Load, PageTitle, Remote},
    vaccinations::ReadVariables,
    words,
};

/// One receipt.
#[component]
pub fn ReceiptPage(
    /// Whose.
    record: RecordId,
    /// Of which withdrawal.
    id: EntryId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(record);
    let loaded = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(record))
    });
    view! {
        <Load resource=loaded let:loaded>
            {move || match loaded.with(|r| receipt_of(r, id)) {
                Some((person, consent)) => view! { <Paper record person consent /> }.into_any(),
                None => view! { <NotFoundPage /> }.into_any(),
            }}
        </Load>
    }
}

fn receipt_of(record: &ConsentedRecord, id: EntryId) -> Option<(String, Consent)> {
    let consent = record.consents.iter().find(|c| c.id == id && c.receipt.is_some())?;
    Some((format!("{} {}", record.given_name, record.family_name), consent.clone()))
}

#[component]
fn Paper(record: RecordId, person: String, consent: Consent) -> impl IntoView {
    let i18n = use_i18n();
    let purpose = consent.purpose;
    let (day, time) =
        (dates::short_day(dates::day_of(&consent.said_at)), dates::time_of(&consent.said_at));
    let by = consent.by.name.clone();
    let said = move || {
        t_string!(i18n, my.receipt.said, name = by.clone(), day = day.clone(), time = time.clone())
    };
    let lines = consent.receipt.unwrap_or_default();
    let has_lines = !lines.is_empty();
    let rows = lines
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{move || words::receipt_item(i18n, line.item)}</th>
                    <td class="num">{line.count}</td>
                    <td>{move || words::receipt_fate(i18n, line.fate)}</td>
                </tr>
            }
        })
        .collect_view();
    let number = consent.id.to_string();

    view! {
        <nav class="breadcrumb no-print" aria-label=t!(i18n, my.dose.breadcrumb)>
            <ol>
                <li>
                    <a href=Page::MyConsent(record).href()>{t!(i18n, my.consent.short)}</a>
                </li>
            </ol>
        </nav>
        <PageTitle title=t!(i18n, my.receipt.title) />
        <p>
            <b>{person}</b>
        </p>
        <p>
            {t!(i18n, my.receipt.of)} ": "
            <b>{move || words::purpose(i18n, purpose)}</b>
        </p>
        <p>{said}</p>
        {if has_lines {
            view! {
                <div
                    class="table-scroll"
                    role="region"
                    aria-label=t!(i18n, my.receipt.scrolls)
                    tabindex="0"
                >
                    <table class="table receipt">
                        <caption class="visually-hidden">{t!(i18n, my.receipt.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, my.receipt.what)}</th>
                                <th scope="col" class="num">{t!(i18n, my.receipt.count)}</th>
                                <th scope="col">{t!(i18n, my.receipt.fate)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
                .into_any()
        } else {
            view! { <p>{t!(i18n, my.receipt.nothing)}</p> }.into_any()
        }}
        <Show when=move || purpose == ConsentPurpose::Record>
            <p>{t!(i18n, my.receipt.locked)}</p>
        </Show>
        <div class="actions no-print">
            <Button kind=ButtonKind::Primary on_press=|()| browser::print()>
                <Icon kind=IconKind::Print />
                {t!(i18n, my.list.print)}
            </Button>
        </div>
        <p class="hint">{t!(i18n, my.receipt.number)} ": " {number}</p>
    }
}
