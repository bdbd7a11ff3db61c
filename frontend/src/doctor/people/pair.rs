//! Two people side by side.

use leptos::prelude::*;

use super::queries::{MatchEvidence, PairPerson};
use crate::{
    api::MatchPart,
    dates,
    i18n::{I18n, use_i18n},
    routes::Page,
    t, t_string,
    ui::{Text, text},
    words,
};

/// What was compared, in words.
#[must_use]
pub fn part(i18n: I18n, part: MatchPart) -> &'static str {
    match part {
        MatchPart::FamilyName => t_string!(i18n, create.family_name),
        MatchPart::GivenName => t_string!(i18n, create.given_name),
        MatchPart::BirthDate => t_string!(i18n, create.birth),
        MatchPart::Sex => t_string!(i18n, doctor.sex),
        MatchPart::Commune => t_string!(i18n, doctor.commune),
        MatchPart::Matricule => t_string!(i18n, words.system.lu_matricule),
    }
}

/// What gave how many points: «Family name 23/25 · …».
#[must_use]
pub fn evidence_text(i18n: I18n, evidence: &[MatchEvidence]) -> String {
    let parts = evidence.iter().map(|e| format!("{} {}/{}", part(i18n, e.part), e.points, e.of));
    parts.collect::<Vec<_>>().join(" · ")
}

/// Two people in two columns; what differs is marked.
#[component]
pub fn PairTable(
    /// They.
    people: [PairPerson; 2],
    /// What stands over each.
    heads: [Text; 2],
    /// What the table is called.
    #[prop(into)]
    caption: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let [one, other] = people;
    let numbers = move |person: &PairPerson| {
        let line = move |(system, number): (_, String)| {
            format!("{} {number}", words::identifier_system(i18n, system))
        };
        person.numbers().into_iter().map(line).collect::<Vec<_>>().join(", ")
    };
    let rows: Vec<(Text, [Text; 2], bool)> = vec![
        both(t!(i18n, create.given_name), &one, &other, |p| p.given_name.clone()),
        both(t!(i18n, create.family_name), &one, &other, |p| p.family_name.clone()),
        both(t!(i18n, create.birth), &one, &other, move |p| dates::short(i18n, p.birth_date.0)),
        both(t!(i18n, doctor.sex), &one, &other, move |p| words::sex(i18n, p.sex).to_owned()),
        both(t!(i18n, doctor.commune), &one, &other, |p| p.commune.clone().unwrap_or_default()),
        both(t!(i18n, people.numbers), &one, &other, numbers),
        both(t!(i18n, people.since), &one, &other, |p| {
            dates::short_day(dates::day_of(&p.created_at))
        }),
    ];
    let labels = heads.clone();
    let rows = rows.into_iter().map(move |(name, [one, other], differs)| {
        let [first, second] = labels.clone();
        let sign = if differs { "≠" } else { "=" };
        view! {
            <tr data-differs=differs.then_some("true")>
                <th scope="row">{name}</th>
                <td data-label=first>{one}</td>
                <td class="compare-mark">
                    <span class="compare-sign" aria-hidden="true">
                        {sign}
                    </span>
                    <span class="visually-hidden">
                        {text(move || {
                            if differs {
                                t_string!(i18n, people.differs)
                            } else {
                                t_string!(i18n, people.is_same)
                            }
                        })}
                    </span>
                </td>
                <td data-label=second>{other}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let [first, second] = heads;
    view! {
        <table class="table compare stacks">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{first}</th>
                    <td></td>
                    <th scope="col">{second}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A row of the table; the two values are the same if their words are.
fn both(
    name: impl Into<Text>,
    one: &PairPerson,
    other: &PairPerson,
    said: impl Fn(&PairPerson) -> String + Clone + Send + Sync + 'static,
) -> (Text, [Text; 2], bool) {
    let (a, b) = (one.clone(), other.clone());
    let differs = untrack(|| said(&a) != said(&b));
    let say = said.clone();
    (name.into(), [text(move || said(&a)), text(move || say(&b))], differs)
}

/// The name, which leads to the record.
#[component]
pub fn PersonLink(
    /// Who.
    person: PairPerson,
) -> impl IntoView {
    view! { <a href=Page::Record(person.id).href()>{person.full_name()}</a> }
}
