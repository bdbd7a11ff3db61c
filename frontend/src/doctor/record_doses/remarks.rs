//! What is strange about the rows of a form, found while one types and said beside each.

use leptos::prelude::*;

use super::warnings::{Strange, Typed, strange};
use crate::{
    doctor::queries::Record,
    i18n::{I18n, use_i18n},
    t_string,
    ui::{Icon, IconKind},
    vaccine_catalogue::use_catalogue,
};

/// What is strange about each row, by its position.
#[must_use]
pub fn strange_rows(
    record: Signal<Record>,
    typed: impl Fn() -> Vec<Option<Typed>> + Send + Sync + 'static,
) -> Memo<Vec<Vec<Strange>>> {
    let catalogue = use_catalogue();
    Memo::new(move |_| {
        let Some(catalogue) = catalogue.get() else { return Vec::new() };
        let typed = typed();
        record.with(|r| {
            let of = |i| strange(&catalogue, &typed, i, &r.vaccinations, r.birth_date.0);
            (0..typed.len()).map(of).collect()
        })
    })
}

/// What is strange about one row; nothing if nothing is.
#[component]
pub fn Remarks(
    /// An id.
    #[prop(into)]
    id: String,
    /// What.
    strange: Signal<Vec<Strange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="remarks" id=id role="status">
            {move || {
                strange
                    .get()
                    .into_iter()
                    .map(|s| {
                        view! {
                            <p class="warn-text">
                                <Icon kind=IconKind::Warn size=14 />
                                <span>{move || strange_text(i18n, s)}</span>
                            </p>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// Something strange in words.
fn strange_text(i18n: I18n, strange: Strange) -> String {
    match strange {
        Strange::Expired(1) => t_string!(i18n, give.strange.expired_one).to_owned(),
        Strange::Expired(days) => t_string!(i18n, give.strange.expired, n = days),
        Strange::Age => t_string!(i18n, words.warning.age_not_licensed).to_owned(),
        Strange::InRecord => t_string!(i18n, give.strange.in_record).to_owned(),
        Strange::SameAsRow(row) => t_string!(i18n, give.strange.same_as_row, n = row + 1),
    }
}
