//! What is recorded about a dose, term by term.

use leptos::prelude::*;

use super::{
    name::shown_name,
    queries::{Author, Vaccination},
};
use crate::{
    api::{AuthorKind, Provenance, VaccinationStatus},
    browser, dates,
    i18n::{I18n, use_i18n},
    t, t_string,
    ui::{Icon, IconKind, MarkKind},
    words,
};

/// That a dose is seen only by those who are named.
#[component]
pub fn Confidential() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="hint remark">
            <Icon kind=IconKind::Lock size=14 />
            " "
            {t!(i18n, confidential.tag)}
        </span>
    }
}

/// The mark of a dose.
#[must_use]
pub fn mark_of(vaccination: &Vaccination) -> MarkKind {
    match vaccination.status {
        VaccinationStatus::EnteredInError => MarkKind::Void,
        VaccinationStatus::NotDone => MarkKind::NotGiven,
        VaccinationStatus::Completed if vaccination.is_confirmed => MarkKind::Confirmed,
        VaccinationStatus::Completed => MarkKind::Reported,
    }
}

/// Who did something: «Dr Nadine Schiltz, Cabinet médical Belair».
#[must_use]
pub fn author_text(i18n: I18n, author: &Author) -> String {
    let name = match author.kind {
        AuthorKind::Practitioner | AuthorKind::Patient => author.name.clone(),
        AuthorKind::Client if author.name.is_empty() => {
            t_string!(i18n, words.author.client).to_owned()
        }
        AuthorKind::Client => author.name.clone(),
        AuthorKind::System => t_string!(i18n, words.author.system).to_owned(),
    };
    match &author.practice_name {
        Some(practice) => format!("{name}, {practice}"),
        None => name,
    }
}

/// Where a dose comes from: «copied (yellow card)».
#[must_use]
pub fn origin_text(i18n: I18n, vaccination: &Vaccination) -> String {
    let provenance = words::provenance(i18n, vaccination.provenance);
    match vaccination.proof {
        Some(proof) => format!("{provenance} ({})", words::proof(i18n, proof)),
        None => provenance.to_owned(),
    }
}

/// Where a dose comes from, and whether a professional stands for it.
#[must_use]
pub fn source_text(i18n: I18n, vaccination: &Vaccination) -> String {
    let origin = origin_text(i18n, vaccination);
    if vaccination.provenance == Provenance::GivenHere {
        return origin;
    }
    let confirmed = if vaccination.is_confirmed {
        t_string!(i18n, vaccinations.confirmed)
    } else {
        t_string!(i18n, vaccinations.not_confirmed)
    };
    format!("{origin}, {confirmed}")
}

/// The terms and values of a dose, those that are known.
#[must_use]
pub fn facts(i18n: I18n, v: &Vaccination) -> Vec<(&'static str, String)> {
    use crate::api::VaccinationField as Field;
    let known = [
        (Field::Lot, v.lot.clone()),
        (Field::ExpiresOn, v.expires_on.map(dates::short_day)),
        (Field::Serial, v.serial.clone()),
        (Field::Site, v.site.map(|site| words::site(i18n, site).to_owned())),
        (Field::Route, v.route.map(|route| words::route(i18n, route).to_owned())),
        (
            Field::QuantityMl,
            v.quantity_ml.map(|ml| format!("{} ml", browser::number(ml, i18n.code()))),
        ),
        (Field::Performer, v.performer.as_ref().map(|p| p.name.clone())),
        (Field::Country, v.country.as_ref().map(|c| browser::country(c, i18n.code()))),
        (
            Field::NotGivenReason,
            v.not_given_reason.map(|r| words::not_given_reason(i18n, r).to_owned()),
        ),
        (Field::Note, v.note.clone()),
    ];
    known
        .into_iter()
        .filter_map(|(field, value)| Some((words::field(i18n, field), value?)))
        .collect()
}

/// The facts of a dose as terms over values.
#[component]
pub fn DoseFacts(
    /// The dose.
    #[prop(into)]
    vaccination: Signal<Vaccination>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        vaccination.with(|v| {
            let mut rows = vec![
                (words::field(i18n, crate::api::VaccinationField::Vaccine), shown_name(&v.vaccine)),
                (
                    words::field(i18n, crate::api::VaccinationField::Occurrence),
                    dates::long(i18n, v.occurrence.0),
                ),
            ];
            rows.extend(facts(i18n, v));
            if v.is_confidential {
                let words = t_string!(i18n, confidential.told).to_owned();
                rows.push((t_string!(i18n, confidential.tag), words));
            }
            rows.push((t_string!(i18n, vaccinations.source), source_text(i18n, v)));
            let recorded = format!(
                "{}, {}",
                dates::short_day(dates::day_of(&v.recorded_at)),
                author_text(i18n, &v.recorded_by)
            );
            rows.push((t_string!(i18n, vaccinations.recorded), recorded));
            rows
        })
    };

    view! {
        <dl class="plain-facts">
            {move || {
                rows()
                    .into_iter()
                    .map(|(term, value)| {
                        view! {
                            <div>
                                <dt>{term}</dt>
                                <dd>{value}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
}
