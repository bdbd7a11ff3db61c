//! The code with which a parent who is present joins a child's record: a sheet to print.

use crate::api::MutationBuilder;
use leptos::prelude::*;
use shared::RecordId;

use crate::{
    api::{self, RecordAction},
    browser, dates,
    doctor::{
        queries::Record,
        record::{FormHead, RecordForm},
        sending::{NotSent, use_sending},
    },
    forms::{Problem, words as problem_words},
    i18n::use_i18n,
    patient::helpers::changes::{MakeParentCode, MakeParentCodeInput, ParentCodeVariables},
    t, t_string,
    ui::{Button, ButtonKind, text, use_toasts},
};

/// The sheet for a child's parent.
#[component]
pub fn ParentCodePage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let form = |record| view! { <Sheet record /> }.into_any();
    view! { <RecordForm id action=RecordAction::InviteParent form /> }
}

#[component]
fn Sheet(record: Signal<Record>) -> impl IntoView {
    let i18n = use_i18n();
    let id = record.with_untracked(|r| r.id);
    let (sending, toasts) = (use_sending(), use_toasts());
    let made = RwSignal::new(None::<(String, String)>);
    let make = move |()| {
        let input = MakeParentCodeInput { idempotency_key: sending.key(), record_id: id };
        let request = api::run(MakeParentCode::build(ParentCodeVariables { input }));
        sending.send(request, move |answer: MakeParentCode| {
            let payload = answer.make_parent_code;
            if let Some(error) = payload.user_errors.first() {
                toasts.say(problem_words(i18n, Problem::Record(error.code)).to_owned());
            }
            let until = payload.expires_at.map(|at| dates::short_day(dates::day_of(&at)));
            made.set(payload.code.zip(until));
        });
    };
    view! {
        <FormHead record title=t!(i18n, helpers.sheet) />
        <section class="card narrow-form">
            <p class="no-print">{t!(i18n, helpers.sheet_lead)}</p>
            <NotSent sending />
            {move || {
                made.get()
                    .map(|(code, until)| {
                        view! {
                            <h2>{move || record.with(Record::full_name)}</h2>
                            <ol>
                                <li>
                                    {text(move || {
                                        t_string!(
                                            i18n, helpers.sheet_one, address = browser::origin()
                                        )
                                    })}
                                </li>
                                <li>{t!(i18n, helpers.sheet_two)}</li>
                            </ol>
                            <p class="code">
                                <span class="visually-hidden">{t!(i18n, helpers.code)} " "</span>
                                {code}
                            </p>
                            <p class="hint">
                                {text(move || t_string!(i18n, helpers.once, date = until.clone()))}
                            </p>
                            <p class="no-print">
                                <Button on_press=|()| browser::print()>
                                    {t!(i18n, my.list.print)}
                                </Button>
                            </p>
                        }
                    })
            }}
            <p class="no-print">
                <Button kind=ButtonKind::Primary pending=sending.pending on_press=make>
                    {t!(i18n, helpers.make_code)}
                </Button>
            </p>
        </section>
    }
}
