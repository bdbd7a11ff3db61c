//! A date in three number fields: day, month, year.

use leptos::prelude::*;
use shared::PartialDate;

use super::{field::FieldError, words::Text};
use crate::{
    dates::{DateProblem, read_fields},
    i18n::use_i18n,
    t,
};

/// What was typed into the three fields.
#[derive(Clone, Copy)]
pub struct DateFields {
    /// The day of the month.
    pub day: RwSignal<String>,
    /// The month, 1 to 12.
    pub month: RwSignal<String>,
    /// The year, four digits.
    pub year: RwSignal<String>,
}

impl DateFields {
    /// Fields that show a date, as far as it is known.
    #[must_use]
    pub fn new(date: Option<PartialDate>) -> Self {
        let (day, month, year) = match date {
            Some(PartialDate::Day { on }) => {
                (on.day().to_string(), on.month().to_string(), on.year().to_string())
            }
            Some(PartialDate::Month { year, month }) => {
                (String::new(), month.to_string(), year.to_string())
            }
            Some(PartialDate::Year { year }) => (String::new(), String::new(), year.to_string()),
            Some(PartialDate::Between { .. } | PartialDate::Unknown) | None => Default::default(),
        };
        Self { day: RwSignal::new(day), month: RwSignal::new(month), year: RwSignal::new(year) }
    }

    /// Shows another date.
    pub fn set(self, date: Option<PartialDate>) {
        let other = Self::new(date);
        self.day.set(other.day.get_untracked());
        self.month.set(other.month.get_untracked());
        self.year.set(other.year.get_untracked());
    }

    /// The date; `None` if all three are empty. What reads it follows it.
    ///
    /// # Errors
    /// If it is no date.
    pub fn read(self) -> Result<Option<PartialDate>, DateProblem> {
        self.day.with(|d| self.month.with(|m| self.year.with(|y| read_fields(d, m, y))))
    }
}

/// A date in three number fields. Whether day and month may be left out is the caller's rule.
#[component]
pub fn DateInput(
    /// The day field's id; month and year add `-month` and `-year`.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    legend: Text,
    /// What was typed.
    fields: DateFields,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described_by = {
        let (hint_id, error_id) = (hint.is_some().then(|| hint_id.clone()), error_id.clone());
        move || {
            let error_id = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = hint_id.clone().into_iter().chain(error_id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let invalid = Signal::derive(move || error.with(Option::is_some).then_some("true"));

    view! {
        <fieldset
            class="field"
            data-state=move || error.with(Option::is_some).then_some("error")
            aria-describedby=described_by
        >
            <legend>{legend.clone()}</legend>
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{hint.clone()}</span> })}
            <FieldError id=error_id error />
            <div class="date-input">
                <Part id=id.clone() label=t!(i18n, kit.date.day) value=fields.day invalid />
                <Part id=format!("{id}-month") label=t!(i18n, kit.date.month) value=fields.month invalid />
                <Part id=format!("{id}-year") label=t!(i18n, kit.date.year) value=fields.year invalid is_year=true />
            </div>
        </fieldset>
    }
}

#[component]
fn Part(
    id: String,
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    invalid: Signal<Option<&'static str>>,
    #[prop(optional)] is_year: bool,
) -> impl IntoView {
    view! {
        <div class="part">
            <label for=id.clone()>{label.clone()}</label>
            <input
                class=if is_year { "input w-4" } else { "input w-2" }
                id=id
                inputmode="numeric"
                autocomplete="off"
                maxlength=if is_year { 4 } else { 2 }
                aria-invalid=invalid
                bind:value=value
            />
        </div>
    }
}
