//! How the person agreed that the record is kept: by word or on paper, with the text to read out.

use leptos::prelude::*;

use crate::{api::ConsentHow, i18n::use_i18n, t, ui::Choice, words};

/// The choice, and the text.
#[component]
pub fn ConsentChoice(
    /// The group's id.
    id: &'static str,
    /// What was chosen.
    value: RwSignal<Option<ConsentHow>>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = [ConsentHow::Oral, ConsentHow::Paper]
        .map(|how| (how, (move || words::consent_how(i18n, how)).into()))
        .to_vec();
    view! {
        <Choice id legend=t!(i18n, create.consent) options=options value error />
        <p class="hint">"«"{t!(i18n, my.consent.text.record)}"»"</p>
    }
}
