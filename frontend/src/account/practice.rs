//! In which of their practices a professional works now.

use crate::api::MutationBuilder;
use leptos::{prelude::*, task::spawn_local};
use shared::PracticeId;

use crate::{
    api,
    i18n::use_i18n,
    session::{
        queries::{ChoosePractice, ChoosePracticeVariables, PracticeName},
        use_session, use_viewer,
    },
    t, t_string,
    ui::{Choice, use_toasts},
};

/// The choice; nothing for who works in one practice or none.
#[component]
pub fn PracticeSection() -> impl IntoView {
    let viewer = use_viewer();
    // Not built anew when the choice has become the viewer's: the focus stays.
    let practices = Memo::new(move |_| viewer.with(|v| v.practices.clone()));
    move || {
        let practices = practices.get();
        (1 < practices.len()).then(|| view! { <PracticeChoice practices /> })
    }
}

#[component]
fn PracticeChoice(practices: Vec<PracticeName>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (use_session(), use_toasts());
    let viewer = use_viewer();
    let now = Memo::new(move |_| viewer.with(|v| v.practice.as_ref().map(|p| p.id)));
    let chosen = RwSignal::new(now.get_untracked());
    let options = practices.iter().map(|p| (p.id, p.name.clone().into())).collect();
    let choose = move |id: PracticeId, name: String| {
        spawn_local(async move {
            let variables = ChoosePracticeVariables { practice_id: id };
            let answer = api::run(ChoosePractice::build(variables)).await;
            if answer.is_ok_and(|answer| answer.choose_practice.user_errors.is_empty()) {
                toasts.say(untrack(|| t_string!(i18n, shell.practice_done, name = name)));
            } else {
                toasts.say(untrack(|| t_string!(i18n, shell.practice_failed)));
                chosen.set(now.get_untracked());
            }
            session.refresh();
        });
    };
    Effect::watch(
        move || chosen.get(),
        move |id, _, _| {
            let Some(id) = id.filter(|id| Some(*id) != now.get_untracked()) else { return };
            let name = practices.iter().find(|p| p.id == id).map(|p| p.name.clone());
            choose(id, name.unwrap_or_default());
        },
        false,
    );

    view! {
        <section class="card practice">
            <Choice id="practice" legend=t!(i18n, shell.practice) options value=chosen />
            <p class="hint">{t!(i18n, shell.practice_hint)}</p>
        </section>
    }
}
