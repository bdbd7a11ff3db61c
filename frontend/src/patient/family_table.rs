//! Who and what: a row for each disease, a column for each of the family. On a phone each
//! card holds its own list instead.

use leptos::prelude::*;
use shared::Date;

use super::{
    disease::{Named, Pictures, join, named},
    queries::FamilyMember,
};
use crate::{
    api::{AssessmentStatus, ViewerRelation},
    assessments::{Status, Urgency, queries::NextTarget, rank, together, urgency, when},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, ButtonKind, text},
};

/// Diseases of which to each the same is said.
#[derive(Debug, Clone)]
struct Row {
    diseases: Vec<Named>,
    cells: Vec<Option<NextTarget>>,
}

/// The status, the recommended day, the day from which it is late.
type Said = (AssessmentStatus, Option<Date>, Option<Date>);

impl Row {
    /// How soon something has to be done for anyone.
    fn urgency(&self) -> Urgency {
        let each = self.cells.iter().flatten().map(|target| urgency(target.status));
        each.min().unwrap_or(Urgency::Nothing)
    }

    /// What is said to each.
    fn said(&self) -> Vec<Option<Said>> {
        let said = |t: &NextTarget| (t.status, t.recommended_on, t.overdue_on);
        self.cells.iter().map(|cell| cell.as_ref().map(said)).collect()
    }

    /// The place of the most urgent of its cells.
    fn rank(&self) -> usize {
        self.cells.iter().flatten().map(|target| rank(target.status)).min().unwrap_or(usize::MAX)
    }
}

/// A row for the diseases of which the same is said, the most urgent first.
fn table(family: &[FamilyMember], name: impl Fn(&NextTarget) -> Option<Named>) -> Vec<Row> {
    let mut table: Vec<Row> = Vec::new();
    for (at, member) in family.iter().enumerate() {
        let targets = member.record.assessment.iter().flat_map(|a| &a.targets);
        for target in targets {
            let Some(disease) = name(target) else { continue };
            let held = table.iter().position(|row| row.diseases.contains(&disease));
            let row = held.unwrap_or_else(|| {
                table.push(Row { diseases: vec![disease], cells: vec![None; family.len()] });
                table.len() - 1
            });
            let cell = &mut table[row].cells[at];
            // Of several that nobody tells apart, the most urgent.
            if cell.as_ref().is_none_or(|held| rank(target.status) < rank(held.status)) {
                *cell = Some(target.clone());
            }
        }
    }
    table.sort_by_key(|row| (row.urgency(), row.rank()));
    let of_rows = |rows: Vec<Row>| {
        let diseases = rows.iter().flat_map(|row| row.diseases.clone()).collect();
        rows.into_iter().next().map(|first| Row { diseases, ..first })
    };
    let groups = together(table, |a, b| a.said() == b.said());
    groups.into_iter().filter_map(of_rows).collect()
}

/// The table; nothing for one person.
#[component]
pub fn FamilyTable(
    /// The family.
    family: Vec<FamilyMember>,
) -> impl IntoView {
    let i18n = use_i18n();
    if family.len() < 2 {
        return ().into_any();
    }
    let name = |target: &NextTarget| named(i18n, std::slice::from_ref(target)).into_iter().next();
    let (open, rest): (Vec<Row>, Vec<Row>) =
        table(&family, name).into_iter().partition(|row| row.urgency() != Urgency::Nothing);
    let more: usize = rest.iter().map(|row| row.diseases.len()).sum();
    let shows_all = RwSignal::new(false);
    let heads = family.into_iter().map(|member| {
        let name = member.record.given_name;
        let is_own = member.relation == ViewerRelation::Own;
        let words = move || if is_own { t_string!(i18n, my.me).to_owned() } else { name.clone() };
        view! { <th scope="col">{text(words)}</th> }
    });
    view! {
        <section class="card family-table" data-flush aria-labelledby="table-title">
            <h2 class="card-title" id="table-title">{t!(i18n, my.family_page.table)}</h2>
            <div
                class="table-scroll"
                role="region"
                aria-label=t!(i18n, my.family_page.scrolls)
                tabindex="0"
            >
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, my.family_page.disease)}</th>
                            {heads.collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {open.into_iter().map(|row| view! { <TableRow row /> }).collect_view()}
                        {move || {
                            shows_all
                                .get()
                                .then(|| {
                                    let rows = rest.clone().into_iter();
                                    rows.map(|row| view! { <TableRow row /> }).collect_view()
                                })
                        }}
                    </tbody>
                </table>
            </div>
            {(0 < more)
                .then(|| {
                    view! {
                        <Button
                            kind=ButtonKind::Quiet
                            on_press=move |()| shows_all.update(|all| *all = !*all)
                        >
                            {text(move || {
                                if shows_all.get() {
                                    t_string!(i18n, my.family_page.fewer).to_owned()
                                } else {
                                    t_string!(i18n, my.family_page.more, n = more)
                                }
                            })}
                        </Button>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn TableRow(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let pictures = row.diseases.iter().filter_map(|(disease, _)| *disease).collect();
    let name = join(i18n, row.diseases);
    let cells = row.cells.into_iter().map(|cell| {
        let cell = cell.map(|target| {
            let status = target.status;
            let day = move || when(i18n, status, target.recommended_on, target.overdue_on, &[]);
            view! {
                <Status status />
                <span class="sub">{text(day)}</span>
            }
        });
        view! { <td>{cell}</td> }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="family-disease">
                    <Pictures diseases=pictures />
                    {name}
                </span>
            </th>
            {cells.collect_view()}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patient::disease::Disease;
    use serde_json::json;

    fn member(targets: &[(&str, &str)]) -> FamilyMember {
        let target = |(code, status): &(&str, &str)| {
            json!({ "target": { "code": code, "name": { "text": code, "locale": "EN" } },
                "status": status, "recommendedOn": null, "overdueOn": null })
        };
        let targets: Vec<_> = targets.iter().map(target).collect();
        serde_json::from_value(json!({ "relation": "PARENT", "record": {
            "id": "0190d1a0-0000-7000-8000-000000000001", "givenName": "Mila",
            "familyName": "F", "birthDate": "2022-01-01", "diedOn": null,
            "assessment": { "rules": "lu", "notice": "", "asOf": "2026-11-24", "targets": targets },
        } }))
        .expect("one of the family")
    }

    fn table_of(family: &[FamilyMember]) -> Vec<(Vec<Disease>, Urgency)> {
        let table = table(family, |target| {
            let disease = Disease::of_code(&target.target.as_ref()?.code)?;
            Some((Some(disease), format!("{disease:?}")))
        });
        let row = |row: &Row| {
            (row.diseases.iter().filter_map(|(disease, _)| *disease).collect(), row.urgency())
        };
        table.iter().map(row).collect()
    }

    #[test]
    fn each_disease_is_said_once_and_the_most_urgent_stands_first() {
        let family = [
            member(&[("DIS043", "COMPLETE"), ("DIS044", "DUE"), ("DIS038", "NOT_DUE")]),
            member(&[("DIS043", "COMPLETE"), ("DIS030", "NOT_RECOMMENDED"), ("DIS038", "OVERDUE")]),
        ];
        assert_eq!(
            table_of(&family),
            [
                (vec![Disease::Hpv], Urgency::Today),
                (vec![Disease::MeningoAcwy], Urgency::Today),
                (vec![Disease::Rabies], Urgency::Nothing),
            ]
        );
    }

    #[test]
    fn diseases_of_which_everyone_is_told_the_same_share_a_row() {
        let family = [
            member(&[("DIS001", "DUE"), ("DIS002", "DUE"), ("DIS003", "OVERDUE")]),
            member(&[("DIS001", "COMPLETE"), ("DIS002", "COMPLETE"), ("DIS003", "COMPLETE")]),
        ];
        assert_eq!(
            table_of(&family),
            [
                (vec![Disease::Pertussis], Urgency::Today),
                (vec![Disease::Diphtheria, Disease::Tetanus], Urgency::Today),
            ]
        );
    }
}
