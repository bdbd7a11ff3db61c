//! What is asked of a practice and answered: questions about accesses, requests for correction.

use leptos::prelude::*;

use crate::{
    api::{Moment, RecordErrorCode},
    dates,
    i18n::use_i18n,
    t_string,
    ui::{Text, text},
};

/// What is wrong with words that another is to read: 3 to 500 characters. The server checks again.
#[must_use]
pub fn words_problem(words: &str) -> Option<RecordErrorCode> {
    match words.trim().chars().count() {
        0 => Some(RecordErrorCode::Required),
        1..3 => Some(RecordErrorCode::TooShort),
        3..=500 => None,
        _ => Some(RecordErrorCode::TooLong),
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_3_to_500_characters_without_the_space_around() {
        assert_eq!(words_problem(" \n "), Some(RecordErrorCode::Required));
        assert_eq!(words_problem(" no "), Some(RecordErrorCode::TooShort));
        assert_eq!(words_problem("été"), None);
        assert_eq!(words_problem(&"é".repeat(500)), None);
        assert_eq!(words_problem(&"é".repeat(501)), Some(RecordErrorCode::TooLong));
    }
}
