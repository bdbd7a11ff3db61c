//! What an answer changed: the statuses before and after, those that changed alike together.

use leptos::prelude::*;
use shared::Date;

use super::queries::Profile;
use crate::{
    api::AssessmentStatus,
    assessments::{Status, when, word as status_word},
    i18n::{I18n, use_i18n},
    t, t_string,
    ui::{Button, text},
};

/// What was said about a disease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    code: String,
    name: String,
    status: AssessmentStatus,
    recommended_on: Option<Date>,
    overdue_on: Option<Date>,
}

impl Said {
    /// The day that stands beside the status, if it has one: what is not shown has not changed.
    fn shown_day(&self) -> Option<Date> {
        use AssessmentStatus::{Due, DueSoon, NotDue, Overdue, UpToDate};
        match self.status {
            Overdue => self.overdue_on,
            Due | DueSoon | UpToDate | NotDue => self.recommended_on,
            _ => None,
        }
    }
}

/// What is said about each disease now.
#[must_use]
pub fn said(profile: &Profile) -> Vec<Said> {
    let targets = profile.assessment.iter().flat_map(|a| &a.targets);
    targets
        .filter_map(|t| {
            let target = t.target.as_ref()?;
            Some(Said {
                code: target.code.clone(),
                name: target.name.text.clone(),
                status: t.status,
                recommended_on: t.recommended_on,
                overdue_on: t.overdue_on,
            })
        })
        .collect()
}

/// One change of one or more diseases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    names: Vec<String>,
    before: Said,
    after: Said,
}

/// What differs; diseases that changed alike are one change.
#[must_use]
pub fn changes(before: &[Said], after: &[Said]) -> Vec<Change> {
    let same = |a: &Said, b: &Said| (a.status, a.shown_day()) == (b.status, b.shown_day());
    let mut changes: Vec<Change> = Vec::new();
    for now in after {
        let Some(old) = before.iter().find(|old| old.code == now.code) else { continue };
        if same(old, now) {
            continue;
        }
        match changes.iter_mut().find(|c| same(&c.before, old) && same(&c.after, now)) {
            Some(change) => change.names.push(now.name.clone()),
            None => changes.push(Change {
                names: vec![now.name.clone()],
                before: old.clone(),
                after: now.clone(),
            }),
        }
    }
    changes
}

/// «Pneumococcal disease: Unknown → Due»; what comes first, and how many more.
#[must_use]
pub fn summary(i18n: I18n, changes: &[Change]) -> String {
    let Some(first) = changes.first() else {
        return t_string!(i18n, facts.changed_nothing).to_owned();
    };
    let words = format!(
        "{}: {} → {}",
        first.names.join(", "),
        status_word(i18n, first.before.status),
        status_word(i18n, first.after.status)
    );
    match changes.len() {
        1 => words,
        n => format!("{words} · {}", t_string!(i18n, facts.changed_more, n = n - 1)),
    }
}

/// What the last answer changed, and the way back.
#[component]
pub fn ChangedBox(
    /// What differs; nothing while nothing was answered.
    changed: RwSignal<Option<Vec<Change>>>,
    /// Takes the answer back, while that can be done.
    undo: Signal<Option<Callback<()>>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div role="status">
            {move || {
                changed
                    .get()
                    .map(|changes| {
                        view! {
                            <section class="card fact-changed" aria-labelledby="changed-title">
                                <h2 id="changed-title">{t!(i18n, facts.changed)}</h2>
                                <Rows changes />
                                {move || {
                                    undo.get()
                                        .map(|undo| {
                                            view! {
                                                <Button is_small=true on_press=undo>
                                                    {t!(i18n, facts.undo)}
                                                </Button>
                                            }
                                        })
                                }}
                            </section>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Rows(changes: Vec<Change>) -> impl IntoView {
    let i18n = use_i18n();
    if changes.is_empty() {
        return view! { <p>{t!(i18n, facts.changed_nothing)}</p> }.into_any();
    }
    let rows = changes.into_iter().map(|change| {
        view! {
            <li>
                <b>{change.names.join(", ")}</b>
                <p class="fact-change">
                    <Is said=change.before />
                    <span aria-hidden="true">"→"</span>
                    <span class="visually-hidden">{t!(i18n, facts.becomes)}</span>
                    <Is said=change.after />
                </p>
            </li>
        }
    });
    view! { <ul class="fact-changes">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Is(said: Said) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span>
            <Status status=said.status />
            " "
            <span class="hint">
                {text(move || when(i18n, said.status, said.recommended_on, said.overdue_on, &[]))}
            </span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, status: AssessmentStatus) -> Said {
        let (code, name) = (code.to_owned(), format!("disease {code}"));
        Said { code, name, status, recommended_on: None, overdue_on: None }
    }

    #[test]
    fn what_changed_alike_is_said_together_and_what_did_not_is_not_said() {
        use AssessmentStatus::{Complete, Due, Unknown};
        let before = [of("a", Unknown), of("b", Complete), of("c", Unknown), of("d", Unknown)];
        let after = [of("a", Due), of("b", Complete), of("c", Due), of("d", Complete)];
        let changes = changes(&before, &after);
        let names: Vec<String> = changes.iter().map(|c| c.names.join(" and ")).collect();
        assert_eq!(names, ["disease a and disease c", "disease d"]);
        assert_eq!(super::changes(&after, &after), []);
        let later = |status| Said { recommended_on: "2027-01-01".parse().ok(), ..of("a", status) };
        assert_eq!(super::changes(&[of("a", Unknown)], &[later(Unknown)]), [], "no day is shown");
        assert_eq!(super::changes(&[of("a", Due)], &[later(Due)]).len(), 1);
    }
}
