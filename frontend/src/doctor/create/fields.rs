//! Who a person is, as fields: names, birth date, sex.

use leptos::prelude::*;

use super::values::field;
use crate::{
    api::Sex,
    forms::FormErrors,
    i18n::use_i18n,
    t,
    ui::{Choice, DateFields, DateInput, TextInput},
    words,
};

/// Names, birth date, sex.
#[component]
pub fn PersonFields(
    /// Given name.
    given_name: RwSignal<String>,
    /// Family name.
    family_name: RwSignal<String>,
    /// Birth date.
    birth: DateFields,
    /// Administrative sex.
    sex: RwSignal<Option<Sex>>,
    /// What is wrong.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let sexes =
        Sex::ALL.iter().map(|sex| (*sex, (move || words::sex(i18n, *sex)).into())).collect();
    view! {
        <div class="pair-grid">
            <TextInput
                id=field::GIVEN_NAME
                label=t!(i18n, create.given_name)
                value=given_name
                error=errors.of(field::GIVEN_NAME)
            />
            <TextInput
                id=field::FAMILY_NAME
                label=t!(i18n, create.family_name)
                value=family_name
                error=errors.of(field::FAMILY_NAME)
            />
            <DateInput
                id=field::BIRTH
                legend=t!(i18n, create.birth)
                hint=t!(i18n, create.birth_hint)
                fields=birth
                error=errors.of(field::BIRTH)
            />
            <Choice
                id=field::SEX
                legend=t!(i18n, doctor.sex)
                options=sexes
                value=sex
                error=errors.of(field::SEX)
            />
        </div>
    }
}
