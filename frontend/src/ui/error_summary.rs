//! What is wrong with a form, at its top: it takes the focus and links to each field.

use leptos::{html, prelude::*};

use crate::{browser, i18n::use_i18n, t, t_string};

/// The summary; nothing while there is no error. Each entry is a field's id and what is wrong.
#[component]
pub fn ErrorSummary(
    /// Field id and words, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let summary = NodeRef::<html::Div>::new();
    let has_errors = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));

    Effect::new(move || {
        if let Some(summary) = summary.get()
            && has_errors.get()
        {
            // It has tabindex -1, so it takes the focus.
            let _ = summary.focus();
        }
    });

    view! {
        <Show when=move || has_errors.get()>
            <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary-title" node_ref=summary>
                <h2 id="error-summary-title">
                    {move || match errors.with(Vec::len) {
                        1 => t_string!(i18n, kit.error_summary.one).to_owned(),
                        n => t_string!(i18n, kit.error_summary.many, n = n),
                    }}
                </h2>
                <ul>
                    {move || {
                        errors
                            .get()
                            .into_iter()
                            .map(|(id, words)| {
                                let href = format!("#{id}");
                                let focus = move |event: leptos::ev::MouseEvent| {
                                    event.prevent_default();
                                    browser::focus(&id);
                                };
                                view! {
                                    <li>
                                        <a href=href rel="external" on:click=focus>
                                            {words}
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                <p class="visually-hidden">{t!(i18n, kit.error_summary.kept)}</p>
            </div>
        </Show>
    }
}
