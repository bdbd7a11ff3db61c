//! Choosing a product: the search through the catalogue, in a professional's form or cell, or in a
//! patient's form.

use leptos::prelude::*;
use shared::VaccineCode;

use crate::{
    i18n::use_i18n,
    t,
    ui::{Button, Notice, Suggest, Suggestion, Tone},
    vaccine_catalogue::{VaccineCatalogue, use_catalogue},
};

/// What was typed and what was chosen.
#[derive(Clone, Copy)]
pub struct ProductValue {
    /// What stands in the field.
    pub text: RwSignal<String>,
    /// What was chosen; nothing as soon as one types on.
    pub code: RwSignal<Option<VaccineCode>>,
}

impl ProductValue {
    /// A field that shows that product.
    #[must_use]
    pub fn new(chosen: Option<(VaccineCode, String)>) -> Self {
        let (code, text) = chosen.map_or((None, String::new()), |(code, name)| (Some(code), name));
        Self { text: RwSignal::new(text), code: RwSignal::new(code) }
    }

    /// Chooses.
    pub fn choose(self, suggestion: &Suggestion) {
        self.code.set(suggestion.value.parse().ok());
        self.text.set(suggestion.title.clone());
    }
}

/// A field in which a product is searched by brand, disease, abbreviation or code.
#[component]
pub fn ProductField(
    /// The field's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: crate::ui::Text,
    /// How to answer.
    #[prop(optional_no_strip)]
    hint: Option<crate::ui::Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What was typed and chosen.
    value: ProductValue,
    /// After something was chosen.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
    /// Whether `on_choose` moves the focus.
    #[prop(optional)]
    leads_on: bool,
    /// Whether the label is said but not shown.
    #[prop(optional)]
    hides_label: bool,
    /// Whether Tab takes the current suggestion, for fast hands; a patient's only goes on.
    #[prop(default = true)]
    chooses_on_tab: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let catalogue = use_catalogue();
    let suggestions = Memo::new(move |_| {
        if value.code.with(Option::is_some) {
            return Vec::new();
        }
        value.text.with(|text| catalogue.suggestions(text, i18n))
    });
    // Typing on takes the choice back.
    Effect::watch(
        move || value.text.get(),
        move |text, before, _| {
            let has_changed = before.is_some_and(|before| before != text);
            if has_changed && let Some(code) = value.code.get_untracked() {
                let name = untrack(|| catalogue.name(code, i18n));
                if name.as_deref() != Some(text.as_str()) {
                    value.code.set(None);
                }
            }
        },
        false,
    );
    let choose = move |suggestion: Suggestion| {
        value.choose(&suggestion);
        if let Some(on_choose) = on_choose {
            on_choose.run(());
        }
    };
    match hint {
        Some(hint) => view! {
            <Suggest id label hint error text=value.text suggestions on_choose=choose hides_label chooses_on_tab leads_on />
        }
        .into_any(),
        None => view! {
            <Suggest id label error text=value.text suggestions on_choose=choose hides_label chooses_on_tab leads_on />
        }
        .into_any(),
    }
}

/// That the list of vaccines could not be loaded, and how to try again.
#[component]
pub fn NoCatalogue(
    /// The catalogue.
    catalogue: VaccineCatalogue,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        catalogue.error().map(|_| {
            view! {
                <Notice tone=Tone::Warn title=t!(i18n, my.report.no_catalogue)>
                    <p>
                        <Button is_small=true on_press=move |()| catalogue.retry()>
                            {t!(i18n, kit.load.again)}
                        </Button>
                    </p>
                </Notice>
            }
        })
    }
}
