//! What joining two records changes in status, disease by disease.

use leptos::prelude::*;

use super::queries::{MergePreview, Said};
use crate::{
    assessments::{Status, queries::NextTarget, when},
    i18n::{I18n, use_i18n},
    t,
};

/// A disease of which something else is said of both together than of one of them.
struct Changed {
    name: String,
    /// Of the one that stays, of the other, of both together.
    said: [Option<NextTarget>; 3],
}

fn of(said: Option<&Said>, at: usize) -> Option<NextTarget> {
    said.and_then(|said| said.targets.get(at)).cloned()
}

fn changed(preview: &MergePreview) -> Vec<Changed> {
    let columns = [&preview.survivor_now, &preview.merged_now, &preview.together];
    let columns = columns.map(Option::as_ref);
    let count = columns[2].map_or(0, |said| said.targets.len());
    let rows = (0..count).filter_map(|at| {
        let said = columns.map(|column| of(column, at));
        let name = said[2].as_ref()?.target.as_ref()?.name.text.clone();
        let is_new = |now: &Option<NextTarget>| {
            now.as_ref().map(|n| (n.status, n.recommended_on))
                != said[2].as_ref().map(|n| (n.status, n.recommended_on))
        };
        is_new(&said[0]).then_some(Changed { name, said })
    });
    rows.collect()
}

/// The diseases whose status becomes another for the record that stays.
#[component]
pub fn StatusTable(
    /// What joining would change.
    preview: MergePreview,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = changed(&preview);
    if rows.is_empty() {
        return view! { <p>{t!(i18n, people.merge.no_change)}</p> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let [survivor, merged, together] = row.said;
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                <td data-label=t!(i18n, people.merge.stays)>{cell(i18n, survivor)}</td>
                <td data-label=t!(i18n, people.merge.goes)>{cell(i18n, merged)}</td>
                <td data-label=t!(i18n, people.merge.together)>{cell(i18n, together)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div
            class="table-scroll"
            role="region"
            aria-label=t!(i18n, people.merge.status)
            tabindex="0"
        >
            <table class="table stacks">
                <caption class="visually-hidden">{t!(i18n, people.merge.status)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, assessment.disease)}</th>
                        <th scope="col">{t!(i18n, people.merge.stays)}</th>
                        <th scope="col">{t!(i18n, people.merge.goes)}</th>
                        <th scope="col">{t!(i18n, people.merge.together)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(i18n: I18n, said: Option<NextTarget>) -> AnyView {
    let Some(said) = said else {
        return view! { <span aria-hidden="true">"–"</span> }.into_any();
    };
    let day = move || when(i18n, said.status, said.recommended_on, said.overdue_on, &[]);
    view! {
        <Status status=said.status />
        <span class="compare-when">{day}</span>
    }
    .into_any()
}
