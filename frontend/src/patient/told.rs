//! What the patient told and no professional has confirmed yet, and the ways to tell more.

use leptos::prelude::*;
use shared::RecordId;

use super::{
    queries::{NextRecord, ToldFact},
    row::DoseRow,
};
use crate::{
    api::{RecordAction, VaccinationStatus, ViewerRelation},
    facts::label,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Icon, IconKind},
    vaccinations::Vaccination,
};

/// Doses and facts that wait, and links.
#[component]
pub fn Told(
    /// Whose.
    id: RecordId,
    /// What is on screen.
    record: Signal<NextRecord>,
) -> impl IntoView {
    let i18n = use_i18n();
    let may = move |action| record.with(|r| r.permitted.contains(&action));
    let is_own = move || record.with(|r| r.relation == ViewerRelation::Own);
    let health = move || {
        if is_own() {
            t_string!(i18n, my.next.health)
        } else {
            t_string!(i18n, my.next.health_child)
        }
    };
    let waiting = move || {
        let (doses, facts) = record.with(waiting);
        (!doses.is_empty() || !facts.is_empty()).then(|| {
            let doses =
                doses.into_iter().map(|v| view! { <li><DoseRow record=id vaccination=v /></li> });
            let facts = facts.into_iter().map(|fact| view! { <FactRow id fact /> });
            view! {
                <section class="card" data-flush aria-labelledby="told-title">
                    <h2 class="card-title" id="told-title">{t!(i18n, my.next.waits)}</h2>
                    <p class="hint told-words">{t!(i18n, my.next.waits_words)}</p>
                    <ul class="rows">{doses.collect_view()} {facts.collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        {waiting}
        <div class="actions">
            <Show when=move || may(RecordAction::ReportVaccination)>
                <a class="button" href=Page::MyReport(id).href()>
                    <Icon kind=IconKind::Plus />
                    {t!(i18n, my.next.tell)}
                </a>
            </Show>
            <Show when=move || may(RecordAction::ReportFact)>
                <a class="button" href=Page::MyProfile(id).href()>
                    <Icon kind=IconKind::Person />
                    {health}
                </a>
            </Show>
        </div>
    }
}

/// The doses that were given and the facts, as far as no professional stands for them.
fn waiting(record: &NextRecord) -> (Vec<Vaccination>, Vec<ToldFact>) {
    let waits = |v: &&Vaccination| v.status == VaccinationStatus::Completed && !v.is_confirmed;
    let doses = record.vaccinations.iter().filter(waits).cloned().collect();
    let facts = record.facts.iter().filter(|fact| !fact.is_confirmed).cloned().collect();
    (doses, facts)
}

#[component]
fn FactRow(id: RecordId, fact: ToldFact) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || label(i18n, &fact.code, fact.question.as_deref(), fact.target.as_ref());
    view! {
        <li>
            <a class="row-link" href=Page::MyProfile(id).href()>
                <span>
                    <b>{words}</b>
                </span>
                <span class="chevron">
                    <Icon kind=IconKind::Chevron />
                </span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vaccinations::queries::sample;

    #[test]
    fn what_was_given_and_not_confirmed_waits() {
        let fact = |is_confirmed| ToldFact {
            code: "asplenia".to_owned(),
            question: None,
            target: None,
            is_confirmed,
        };
        let record = NextRecord {
            given_name: "Marc".to_owned(),
            relation: ViewerRelation::Own,
            permitted: Vec::new(),
            died_on: None,
            assessment: None,
            vaccinations: vec![
                sample("COMPLETED", false, &[]),
                sample("COMPLETED", true, &[]),
                sample("NOT_DONE", false, &[]),
            ],
            facts: vec![fact(true), fact(false)],
            waits_for_answer: false,
        };
        let (doses, facts) = waiting(&record);
        assert_eq!((doses.len(), facts.len()), (1, 1));
    }
}
