//! The controls of a correction, those that the kind of dose has.

use leptos::prelude::*;

use super::values::{Controls, Kind, field};
use crate::{
    api::{NotGivenReason, ProofKind, Route, Site},
    forms::FormErrors,
    i18n::{I18n, use_i18n},
    t, t_string,
    ui::{SelectInput, TextArea, TextInput},
    vaccinations::product::ProductField,
    words,
};

/// All of them.
#[component]
pub fn CorrectFields(
    /// The controls.
    controls: Controls,
    /// Which ones.
    kind: Kind,
    /// What is wrong.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="pair-grid">
            <ProductField
                id=field::PRODUCT
                label=t!(i18n, words.field.vaccine)
                hint=None
                error=errors.of(field::PRODUCT)
                value=controls.product
                on_choose=move |()| errors.clear(field::PRODUCT)
            />
            <TextInput
                id=field::DATE
                label=t!(i18n, words.field.occurrence)
                hint=t!(i18n, correct.date_hint)
                value=controls.date
                error=errors.of(field::DATE)
                width="w-10"
            />
            {(kind != Kind::NotGiven).then(|| view! { <PackFields controls errors /> })}
            {(kind == Kind::GivenHere).then(|| view! { <BodyFields controls errors /> })}
            {(kind == Kind::Elsewhere).then(|| view! { <OriginFields controls errors /> })}
            {(kind == Kind::NotGiven)
                .then(|| {
                    view! {
                        <Pick
                            id=field::NOT_GIVEN
                            label=t!(i18n, words.field.not_given_reason)
                            all=NotGivenReason::ALL
                            words=move |reason| words::not_given_reason(i18n, reason)
                            value=controls.not_given
                            error=errors.of(field::NOT_GIVEN)
                        />
                    }
                })}
        </div>
        <TextArea
            id=field::NOTE
            label=t!(i18n, words.field.note)
            value=controls.note
            error=errors.of(field::NOTE)
        />
        <TextInput
            id=field::REASON
            label=t!(i18n, correct.reason)
            hint=t!(i18n, record.reason_hint)
            value=controls.reason
            error=errors.of(field::REASON)
        />
    }
}

/// What a control is called, for the summary of errors.
#[must_use]
pub fn name_of(i18n: I18n, id: &str) -> Option<String> {
    let name = match id {
        field::PRODUCT => t_string!(i18n, words.field.vaccine),
        field::DATE => t_string!(i18n, words.field.occurrence),
        field::LOT => t_string!(i18n, words.field.lot),
        field::EXPIRY => t_string!(i18n, words.field.expires_on),
        field::QUANTITY => t_string!(i18n, correct.quantity),
        field::PERFORMER => t_string!(i18n, words.field.performer),
        field::COUNTRY => t_string!(i18n, words.field.country),
        field::PROOF => t_string!(i18n, words.field.proof),
        field::NOT_GIVEN => t_string!(i18n, words.field.not_given_reason),
        field::NOTE => t_string!(i18n, words.field.note),
        field::REASON => t_string!(i18n, correct.reason),
        _ => return None,
    };
    Some(name.to_owned())
}

/// What stands on the pack.
#[component]
fn PackFields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextInput
            id=field::LOT
            label=t!(i18n, words.field.lot)
            value=controls.lot
            error=errors.of(field::LOT)
            width="w-10"
        />
        <TextInput
            id=field::EXPIRY
            label=t!(i18n, words.field.expires_on)
            value=controls.expiry
            error=errors.of(field::EXPIRY)
            width="w-10"
        />
    }
}

/// Where it went.
#[component]
fn BodyFields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Pick
            id="site"
            label=t!(i18n, words.field.site)
            all=Site::ALL
            words=move |site| words::site(i18n, site)
            value=controls.site
            error=Signal::derive(|| None)
        />
        <Pick
            id="route"
            label=t!(i18n, words.field.route)
            all=Route::ALL
            words=move |route| words::route(i18n, route)
            value=controls.route
            error=Signal::derive(|| None)
        />
        <TextInput
            id=field::QUANTITY
            label=t!(i18n, correct.quantity)
            value=controls.quantity
            error=errors.of(field::QUANTITY)
            inputmode="decimal"
            width="w-4"
        />
    }
}

/// Where it comes from.
#[component]
fn OriginFields(controls: Controls, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Pick
            id=field::PROOF
            label=t!(i18n, words.field.proof)
            all=ProofKind::ALL
            words=move |proof| words::proof(i18n, proof)
            value=controls.proof
            error=errors.of(field::PROOF)
        />
        <TextInput
            id=field::COUNTRY
            label=t!(i18n, words.field.country)
            hint=t!(i18n, correct.country_hint)
            value=controls.country
            error=errors.of(field::COUNTRY)
            width="w-4"
        />
    }
}

/// One of the contract's words, or none.
#[component]
fn Pick<T>(
    id: &'static str,
    #[prop(into)] label: crate::ui::Text,
    all: &'static [T],
    words: impl Fn(T) -> &'static str + Copy + Send + Sync + 'static,
    value: RwSignal<Option<T>>,
    error: Signal<Option<String>>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let position = move || {
        value.get().and_then(|value| all.iter().position(|a| *a == value)).map_or(0, |i| i + 1)
    };
    let chosen = RwSignal::new(untrack(position));
    // The list of the kit speaks of positions, the form of values.
    Effect::new(move || {
        let value_of = |i: usize| i.checked_sub(1).and_then(|i| all.get(i)).copied();
        let now = value_of(chosen.get());
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    Effect::new(move || {
        let position = position();
        if chosen.get_untracked() != position {
            chosen.set(position);
        }
    });
    let options = Signal::derive(move || {
        let mut names = vec![t_string!(i18n, give.route_unknown).to_owned()];
        names.extend(all.iter().map(|value| words(*value).to_owned()));
        names
    });
    view! { <SelectInput id label options value=chosen error /> }
}
