//! What is asked of a practice and answered: questions about accesses, requests for correction.

use leptos::prelude::*;

use crate::{
    api::Moment,
    dates,
    i18n::use_i18n,
    t_string,
    ui::{Text, text},
};

/// Who asked, when, and in which words.
#[derive(Debug, Clone)]
pub struct AskedWords {
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The words.
    pub words: String,
}

/// What was asked, and what came of it.
#[component]
pub fn Exchange(
    /// What was asked.
    asked: AskedWords,
    /// Who ended it how and when, and the words, if there are any.
    ended: Option<(Text, Option<String>)>,
    /// What is said while nothing came of it.
    #[prop(into)]
    waits: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let (by, day) = (asked.by, dates::short_day(dates::day_of(&asked.at)));
    let head =
        text(move || t_string!(i18n, my.access.asked_by, name = by.clone(), day = day.clone()));
    view! {
        <div class="asked">
            <p class="hint">{head}</p>
            <p>"«"{asked.words}"»"</p>
            {match ended {
                Some((head, words)) => {
                    view! {
                        <p class="hint">{head}</p>
                        {words.map(|words| view! { <p>"«"{words}"»"</p> })}
                    }
                        .into_any()
                }
                None => view! { <p class="hint">{waits}</p> }.into_any(),
            }}
        </div>
    }
}
