//! Who a person is, as fields: a number, names, birth date, sex.

use leptos::prelude::*;

use super::values::{check_identifier, field, needs_issuer};
use crate::{
    api::{IdentifierSystem, Sex},
    doctor::queries::IdentifierInput,
    forms::{FieldErrors, FormErrors},
    i18n::use_i18n,
    t,
    ui::{Choice, DateFields, DateInput, SelectInput, TextInput},
    words,
};

/// The signals of a number.
#[derive(Clone, Copy)]
pub struct NumberControls {
    /// The position among the systems.
    pub system: RwSignal<usize>,
    /// Who issued it.
    pub issuer: RwSignal<String>,
    /// The number.
    pub number: RwSignal<String>,
}

impl NumberControls {
    /// Empty, for a matricule.
    #[must_use]
    pub fn for_matricule() -> Self {
        let text = || RwSignal::new(String::new());
        Self { system: RwSignal::new(0), issuer: text(), number: text() }
    }

    /// Who issues such numbers; what reads it follows it.
    #[must_use]
    pub fn system(self) -> IdentifierSystem {
        let position = self.system.get();
        IdentifierSystem::ALL.get(position).copied().unwrap_or(IdentifierSystem::LuMatricule)
    }

    /// What is typed, or nothing and what is wrong with it; the server checks again.
    pub fn check(self, errors: &mut FieldErrors) -> Option<IdentifierInput> {
        check_identifier(self.system(), &self.issuer.get(), &self.number.get(), errors)
    }
}

/// The number and who issued it.
#[component]
pub fn NumberFields(
    /// The number.
    controls: NumberControls,
    /// What is wrong.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let systems = Signal::derive(move || {
        let name = |system: &IdentifierSystem| words::identifier_system(i18n, *system).to_owned();
        IdentifierSystem::ALL.iter().map(name).collect::<Vec<_>>()
    });
    let number_label = move || words::identifier_system(i18n, controls.system());
    view! {
        <div class="pair-grid">
            <SelectInput
                id="system"
                label=t!(i18n, create.system)
                options=systems
                value=controls.system
            />
            <TextInput
                id=field::NUMBER
                label=number_label
                value=controls.number
                error=errors.of(field::NUMBER)
                width="w-20"
            />
            <Show when=move || needs_issuer(controls.system())>
                <TextInput
                    id=field::ISSUER
                    label=t!(i18n, create.issuer)
                    hint=t!(i18n, create.issuer_hint)
                    value=controls.issuer
                    error=errors.of(field::ISSUER)
                />
            </Show>
        </div>
    }
}

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
