//! The page: all who may see the record, or those who are named.

use std::collections::BTreeSet;

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use shared::{PracticeId, RecordId, VaccinationId};

use super::queries::{
    DoseToHide, Named, SetConfidentiality, SetConfidentialityInput, SetConfidentialityVariables,
    WhoCanSee, WhoCanSeeQuery,
};
use crate::{
    api::{
        self, ApiError, MutationBuilder, QueryBuilder, RecordAction, VaccinationErrorCode,
        live::use_topic,
    },
    dates,
    doctor::sending::{NotSent, use_sending},
    forms::{self, Problem},
    i18n::use_i18n,
    not_found::NotFoundPage,
    routes::Page,
    session::use_viewer,
    t, t_string,
    ui::{Button, ButtonKind, Choice, Load, Notice, PageTitle, Remote, Tone, text, use_toasts},
    vaccinations::{ReadVariables, queries::PracticeName, targets_text, vaccine_name},
};

const WHO: &str = "who-sees-choice";

/// Who is ticked: practices and people, by what names them.
type Ticked = RwSignal<BTreeSet<String>>;

/// Who may see a dose, to be changed.
#[component]
pub fn WhoSeesPage(
    /// Whose record.
    record: RecordId,
    /// The dose.
    id: VaccinationId,
) -> impl IntoView {
    let i18n = use_i18n();
    let who = Remote::new(move || {
        let variables = ReadVariables::new(i18n.api_locale()).record(record).vaccination(id);
        let answer = api::run(WhoCanSeeQuery::build(variables));
        async move { answer.await?.record.ok_or(ApiError::NotFound) }
    });
    view! {
        <Load resource=who let:who>
            {
                let who = who.get_untracked();
                let may = who.permitted.contains(&RecordAction::SetConfidentiality);
                match who.vaccination.clone().filter(|_| may) {
                    Some(dose) => view! { <Form record id dose who /> }.into_any(),
                    None => view! { <NotFoundPage /> }.into_any(),
                }
            }
        </Load>
    }
}

#[component]
fn Form(record: RecordId, id: VaccinationId, dose: DoseToHide, who: WhoCanSee) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let topic = use_topic(record);
    let sending = use_sending();
    let navigate = use_navigate();
    let DoseToHide { vaccine, occurrence, practice: recorded_by, confidentiality: named } = dose;
    let back = Page::MyVaccination(record, id).href();
    let href = StoredValue::new(back.clone());
    let refused = RwSignal::new(None::<VaccinationErrorCode>);
    let is_confidential = RwSignal::new(Some(named.is_some()));
    let own = recorded_by.as_ref().map(|practice| practice.id);
    let mut practices: Vec<(PracticeId, String)> = Vec::new();
    for access in who.accesses.iter().filter(|access| access.ended_at.is_none()) {
        let PracticeName { id, name } = access.practice.clone();
        if Some(id) != own && practices.iter().all(|(other, _)| *other != id) {
            practices.push((id, name));
        }
    }
    // A parent who hides a child's dose sees it in any case.
    let mine = use_viewer().with_untracked(|viewer| viewer.own_record().map(|own| own.id));
    let acting = who.helpers.into_iter().filter(|helper| !helper.waits_for_answer);
    let acting = acting.filter(|helper| Some(helper.holder_id) != mine);
    let helpers: Vec<(RecordId, String)> =
        acting.map(|helper| (helper.holder_id, helper.name)).collect();
    let ticked: Ticked = RwSignal::new(ids_of(named.as_ref()));
    let offered: Vec<(String, String)> = practices
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .chain(helpers.iter().map(|(id, name)| (id.to_string(), name.clone())))
        .collect();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        let is_confidential = is_confidential.get_untracked() == Some(true);
        let is_ticked =
            |id: String| is_confidential && ticked.with_untracked(|ticked| ticked.contains(&id));
        let input = SetConfidentialityInput {
            idempotency_key: sending.key(),
            record_id: record,
            vaccination_id: id,
            is_confidential,
            practice_ids: practices
                .iter()
                .map(|p| p.0)
                .filter(|id| is_ticked(id.to_string()))
                .collect(),
            helper_ids: helpers
                .iter()
                .map(|h| h.0)
                .filter(|id| is_ticked(id.to_string()))
                .collect(),
        };
        let navigate = navigate.clone();
        let request = api::run(SetConfidentiality::build(SetConfidentialityVariables { input }));
        sending.send(request, move |answer: SetConfidentiality| {
            topic.bump();
            match answer.set_confidentiality.user_errors.first() {
                Some(error) => refused.set(Some(error.code)),
                None => {
                    toasts.say(untrack(|| t_string!(i18n, confidential.saved)));
                    navigate(&href.get_value(), NavigateOptions::default());
                }
            }
        });
    };
    let options = vec![
        (false, text(move || t_string!(i18n, confidential.choose_all))),
        (true, text(move || t_string!(i18n, confidential.choose_named))),
    ];

    view! {
        <nav class="breadcrumb" aria-label=t!(i18n, my.dose.breadcrumb)>
            <ol>
                <li>
                    <a href=back.clone()>{targets_text(&vaccine)}</a>
                </li>
            </ol>
        </nav>
        <PageTitle title=t!(i18n, confidential.title) />
        <p class="hint">
            {vaccine_name(&vaccine)} " · " {move || dates::long(i18n, occurrence.0)}
        </p>
        <form class="card who-form" novalidate on:submit=submit>
            <Choice id=WHO legend=t!(i18n, confidential.who) options value=is_confidential />
            <Show when=move || is_confidential.get() == Some(true)>
                <NamedOnes offered=offered.clone() ticked />
                <p class="hint">
                    {recorded_by
                        .clone()
                        .map(|practice| {
                            let name = practice.name;
                            move || t_string!(i18n, confidential.recorded_hint, name = name.clone())
                        })} " " {t!(i18n, confidential.emergency)} " " {t!(i18n, confidential.right)}
                </p>
            </Show>
            <NotSent sending />
            <div role="alert">
                {move || {
                    refused
                        .get()
                        .map(|code| {
                            let words = forms::words(i18n, Problem::Vaccination(code));
                            view! { <Notice tone=Tone::Stop title=words.to_owned() /> }
                        })
                }}
            </div>
            <div class="actions">
                <Button kind=ButtonKind::Primary submits=true pending=sending.pending>
                    {t!(i18n, confidential.save)}
                </Button>
                <a class="button" href=back>
                    {t!(i18n, confidential.cancel)}
                </a>
            </div>
        </form>
    }
}

/// Those who can be named, to be ticked.
#[component]
fn NamedOnes(offered: Vec<(String, String)>, ticked: Ticked) -> impl IntoView {
    let i18n = use_i18n();
    if offered.is_empty() {
        return view! { <p>{t!(i18n, confidential.none_to_name)}</p> }.into_any();
    }
    let boxes = offered.into_iter().map(|(id, name)| {
        let of = id.clone();
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || ticked.with(|ticked| ticked.contains(&of))
                    on:change:target=move |event| {
                        let is_ticked = event.target().checked();
                        ticked
                            .update(|ticked| {
                                if is_ticked {
                                    ticked.insert(id.clone());
                                } else {
                                    ticked.remove(&id);
                                }
                            });
                    }
                />
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{t!(i18n, confidential.named)}</legend>
            <div class="choice-list">{boxes.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn ids_of(named: Option<&Named>) -> BTreeSet<String> {
    let Some(named) = named else { return BTreeSet::new() };
    let practices = named.practices.iter().map(|practice| practice.id.to_string());
    practices.chain(named.helpers.iter().map(|helper| helper.id.to_string())).collect()
}
