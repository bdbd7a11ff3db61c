//! One purpose: its text, what holds, a yes or a no, and its history.

use leptos::prelude::*;
use shared::RecordId;

use super::queries::{Consent, ConsentedRecord, SayConsent, SayConsentInput, SayConsentVariables};
use crate::{
    api::{self, CONSENT_TEXT, ConsentHow, ConsentPurpose, MutationBuilder, live::use_topic},
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem},
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, Notice, Tag, Tone, use_toasts},
    words,
};

/// A card.
#[component]
pub fn PurposeCard(
    id: RecordId,
    purpose: ConsentPurpose,
    record: Signal<ConsentedRecord>,
    may_say: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let topic = use_topic(id);
    let sending = use_sending();
    let asks = RwSignal::new(false);
    let said = Memo::new(move |_| {
        record.with(|r| {
            r.consents.iter().filter(|c| c.purpose == purpose).cloned().collect::<Vec<_>>()
        })
    });
    let is_given = move || said.with(|said| said.first().map(|c| c.is_given));
    let say = move |is_given: bool| {
        let input = SayConsentInput {
            idempotency_key: sending.key(),
            record_id: id,
            purpose,
            is_given,
            text_version: CONSENT_TEXT.to_owned(),
            language: untrack(|| i18n.api_locale()),
            how: ConsentHow::Portal,
        };
        let request = api::run(SayConsent::build(SayConsentVariables { input }));
        sending.send(request, move |answer: SayConsent| {
            let refused = answer.say_consent.user_errors.first().map(|error| error.code);
            asks.set(false);
            toasts.say(untrack(|| match refused {
                Some(code) => forms::words(i18n, Problem::Record(code)),
                None if is_given => t_string!(i18n, my.consent.given_now),
                None => t_string!(i18n, my.consent.withdrawn_now),
            }));
            topic.bump();
        });
    };
    let title_id = format!("consent-{purpose:?}").to_lowercase();
    let state = move || {
        let newest = said.with(|said| said.first().cloned());
        match newest {
            None => ("", t_string!(i18n, my.consent.not_asked).to_owned()),
            Some(c) => {
                let day = dates::short_day(dates::day_of(&c.said_at));
                if c.is_given {
                    ("accent", t_string!(i18n, my.consent.agreed, day = day))
                } else {
                    ("warn", t_string!(i18n, my.consent.withdrawn, day = day))
                }
            }
        }
    };

    view! {
        <section class="card consent" aria-labelledby=title_id.clone()>
            <h2 id=title_id.clone()>{move || words::purpose(i18n, purpose)}</h2>
            <p>
                {move || {
                    let (tone, words) = state();
                    view! { <Tag tone words=move || words.clone() /> }
                }}
            </p>
            <p>{move || text(i18n, purpose)}</p>
            <NotSent sending />
            <Show when=move || may_say.get()>
                <Show
                    when=move || asks.get()
                    fallback=move || {
                        view! {
                            <div class="actions">
                                <Show when=move || is_given() != Some(true)>
                                    <Button pending=sending.pending on_press=move |()| say(true)>
                                        {t!(i18n, my.consent.agree)}
                                        <span class="visually-hidden">
                                            ": " {move || words::purpose(i18n, purpose)}
                                        </span>
                                    </Button>
                                </Show>
                                <Show when=move || is_given() != Some(false)>
                                    <Button on_press=move |()| asks.set(true)>
                                        {t!(i18n, my.consent.withdraw)}
                                        <span class="visually-hidden">
                                            ": " {move || words::purpose(i18n, purpose)}
                                        </span>
                                    </Button>
                                </Show>
                            </div>
                        }
                    }
                >
                    <Notice tone=Tone::Warn title=t!(i18n, my.consent.sure)>
                        <p>{move || consequence(i18n, purpose)}</p>
                        <div class="actions">
                            <Button
                                kind=ButtonKind::Danger
                                pending=sending.pending
                                on_press=move |()| say(false)
                            >
                                {t!(i18n, my.consent.withdraw_yes)}
                            </Button>
                            <Button on_press=move |()| asks.set(false)>
                                {t!(i18n, my.consent.keep)}
                            </Button>
                        </div>
                    </Notice>
                </Show>
            </Show>
            <Show when=move || said.with(|said| !said.is_empty())>
                <details class="why-plain">
                    <summary>{t!(i18n, my.consent.history)}</summary>
                    <ul class="rows">
                        <For each=move || said.get() key=|c| c.id let:consent>
                            <Word id consent />
                        </For>
                    </ul>
                </details>
            </Show>
        </section>
    }
}

#[component]
fn Word(id: RecordId, consent: Consent) -> impl IntoView {
    let i18n = use_i18n();
    let day = dates::short_day(dates::day_of(&consent.said_at));
    let time = dates::time_of(&consent.said_at);
    let by = consent
        .by
        .practice_name
        .map_or(consent.by.name.clone(), |practice| format!("{}, {practice}", consent.by.name));
    let (is_given, how, version) = (consent.is_given, consent.how, consent.text_version);
    let line = move || {
        let what =
            if is_given { t_string!(i18n, my.consent.yes) } else { t_string!(i18n, my.consent.no) };
        format!("{day}, {time}: {what} – {by} ({})", words::consent_how(i18n, how))
    };
    let text = move || t_string!(i18n, my.consent.text_of, version = version.clone());
    let entry = consent.id;
    view! {
        <li>
            <p>{line}</p>
            <p class="hint">{text}</p>
            {consent
                .receipt
                .map(|_| {
                    view! {
                        <p>
                            <a href=Page::MyReceipt(id, entry).href()>
                                {t!(i18n, my.consent.receipt)}
                            </a>
                        </p>
                    }
                })}
        </li>
    }
}

/// The text that is agreed to, version 2026-11.
fn text(i18n: I18n, purpose: ConsentPurpose) -> &'static str {
    match purpose {
        ConsentPurpose::Record => t_string!(i18n, my.consent.text.record),
        ConsentPurpose::Reminders => t_string!(i18n, my.consent.text.reminders),
        ConsentPurpose::NationalRecord => t_string!(i18n, my.consent.text.national_record),
        ConsentPurpose::CovidImport => t_string!(i18n, my.consent.text.covid_import),
        ConsentPurpose::Statistics => t_string!(i18n, my.consent.text.statistics),
    }
}

/// What a withdrawal does.
fn consequence(i18n: I18n, purpose: ConsentPurpose) -> &'static str {
    match purpose {
        ConsentPurpose::Record => t_string!(i18n, my.consent.end.record),
        ConsentPurpose::Reminders => t_string!(i18n, my.consent.end.reminders),
        ConsentPurpose::NationalRecord
        | ConsentPurpose::CovidImport
        | ConsentPurpose::Statistics => t_string!(i18n, my.consent.end.other),
    }
}
