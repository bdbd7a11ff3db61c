//! One dose in a list, and the doses by disease.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::RecordId;

use crate::{
    api::VaccinationStatus,
    dates,
    i18n::{code_of, from_api, use_i18n},
    routes::Page,
    t_string,
    ui::{Icon, IconKind, Mark},
    vaccinations::{
        Vaccination,
        detail::{Confidential, mark_of},
        shown_name, targets_text,
    },
    words,
};

/// One dose as a row that opens it.
#[component]
pub fn DoseRow(
    /// Whose.
    record: RecordId,
    /// The dose.
    vaccination: Vaccination,
    /// Whether the disease stands above, so that the date comes first.
    #[prop(optional)]
    is_under_disease: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let href = Page::MyVaccination(record, vaccination.id).href();
    let kind = mark_of(&vaccination);
    let is_confidential = vaccination.is_confidential;
    let named_in = vaccination.vaccine.targets.first().and_then(|target| target.name.locale);
    let language = move || {
        let is_foreign = named_in != Some(i18n.api_locale()) && !is_under_disease;
        named_in.filter(|_| is_foreign).map(|locale| code_of(from_api(locale)))
    };
    let v = StoredValue::new(vaccination);
    let title = move || {
        v.with_value(|v| {
            if is_under_disease {
                dates::long(i18n, v.occurrence.0)
            } else {
                targets_text(&v.vaccine)
            }
        })
    };
    let detail = move || {
        v.with_value(|v| {
            if is_under_disease {
                shown_name(&v.vaccine)
            } else {
                format!("{} · {}", dates::long(i18n, v.occurrence.0), shown_name(&v.vaccine))
            }
        })
    };
    let remark = move || {
        v.with_value(|v| match v.status {
            VaccinationStatus::NotDone => {
                let reason = v.not_given_reason.map(|r| words::not_given_reason(i18n, r));
                let status = words::status(i18n, v.status);
                Some(reason.map_or(status.to_owned(), |reason| format!("{status}: {reason}")))
            }
            VaccinationStatus::EnteredInError => Some(words::status(i18n, v.status).to_owned()),
            VaccinationStatus::Completed if !v.is_confirmed => {
                Some(t_string!(i18n, my.list.not_confirmed).to_owned())
            }
            VaccinationStatus::Completed => None,
        })
    };

    view! {
        <a class="row-link" href=href>
            <Mark kind />
            <span>
                <b lang=language>{title}</b>
                <span class="hint">{detail}</span>
                {move || remark().map(|remark| view! { <span class="hint remark">{remark}</span> })}
                {is_confidential.then(|| view! { <Confidential /> })}
            </span>
            <span class="chevron">
                <Icon kind=IconKind::Chevron />
            </span>
        </a>
    }
}

/// The doses that count for one disease.
#[derive(Debug, Clone, PartialEq)]
pub struct DiseaseGroup {
    /// The disease's code.
    pub code: String,
    /// The disease's name.
    pub name: String,
    /// Its doses, in the order they came.
    pub vaccinations: Vec<Vaccination>,
}

/// Each dose under each of its diseases, diseases by name; a combined vaccine stands several times.
#[must_use]
pub fn by_disease(vaccinations: &[Vaccination]) -> Vec<DiseaseGroup> {
    let mut groups: BTreeMap<(String, String), Vec<Vaccination>> = BTreeMap::new();
    for vaccination in vaccinations {
        for target in &vaccination.vaccine.targets {
            let key = (target.name.text.clone(), target.code.clone());
            groups.entry(key).or_default().push(vaccination.clone());
        }
    }
    groups
        .into_iter()
        .map(|((name, code), vaccinations)| DiseaseGroup { code, name, vaccinations })
        .collect()
}
