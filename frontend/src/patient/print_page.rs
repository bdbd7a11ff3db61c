//! Everything on paper: complete, with dates, lots and where each dose comes from.

use leptos::prelude::*;
use shared::RecordId;

use super::{export::Export, list_page::load, queries::MyRecord};
use crate::{
    api::{RecordAction, VaccinationStatus, live::use_topic},
    browser, dates,
    i18n::use_i18n,
    routes::Page,
    t, t_string,
    ui::{Button, ButtonKind, Icon, IconKind, Load, PageTitle, Remote},
    vaccinations::{ReadVariables, Vaccination, detail::source_text, shown_name},
    words,
};

/// One record on paper.
#[component]
pub fn PrintPage(
    /// Whose.
    id: RecordId,
) -> impl IntoView {
    let i18n = use_i18n();
    let topic = use_topic(id);
    let record = Remote::new(move || {
        topic.track();
        load(ReadVariables::new(i18n.api_locale()).record(id))
    });

    view! {
        <Load resource=record let:record>
            <Paper id record />
        </Load>
    }
}

#[component]
fn Paper(id: RecordId, record: Signal<MyRecord>) -> impl IntoView {
    let i18n = use_i18n();
    let person = move || {
        record.with(|r| {
            format!(
                "{} {} · {} {}",
                r.given_name,
                r.family_name,
                t_string!(i18n, my.print.born),
                dates::short(i18n, r.birth_date.0)
            )
        })
    };
    let may_export = move || record.with(|r| r.permitted.contains(&RecordAction::Export));
    let printed = move || t_string!(i18n, my.print.printed, day = dates::short_day(dates::today()));

    view! {
        <nav class="breadcrumb" aria-label=t!(i18n, my.dose.breadcrumb)>
            <ol>
                <li>
                    <a href=Page::MyVaccinations(id).href()>{t!(i18n, nav.vaccinations)}</a>
                </li>
            </ol>
        </nav>
        <PageTitle title=t!(i18n, my.print.title) />
        <p>
            <b>{person}</b>
        </p>
        <div class="actions no-print">
            <Button kind=ButtonKind::Primary on_press=|()| browser::print()>
                <Icon kind=IconKind::Print />
                {t!(i18n, my.list.print)}
            </Button>
        </div>
        <div class="table-scroll" role="region" aria-label=t!(i18n, my.print.scrolls) tabindex="0">
            <table class="table paper">
                <caption class="visually-hidden">{t!(i18n, my.print.title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, words.field.occurrence)}</th>
                        <th scope="col">{t!(i18n, words.field.vaccine)}</th>
                        <th scope="col">{t!(i18n, my.print.diseases)}</th>
                        <th scope="col">{t!(i18n, words.field.lot)}</th>
                        <th scope="col">{t!(i18n, vaccinations.source)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || record.with(|r| r.vaccinations.clone())
                        key=move |v| (v.id, v.version, i18n.code())
                        let:vaccination
                    >
                        <PaperRow vaccination />
                    </For>
                </tbody>
            </table>
        </div>
        <p class="hint">{printed}</p>
        <p class="hint">{t!(i18n, my.print.source)}</p>
        <Show when=may_export>
            <Export id />
        </Show>
    }
}

#[component]
fn PaperRow(vaccination: Vaccination) -> impl IntoView {
    let i18n = use_i18n();
    let v = StoredValue::new(vaccination);
    let targets = v.with_value(|v| {
        let names: Vec<&str> = v.vaccine.targets.iter().map(|t| t.name.text.as_str()).collect();
        names.join(", ")
    });
    let source = move || {
        v.with_value(|v| {
            let mut parts = vec![source_text(i18n, v)];
            parts.extend(v.performer.as_ref().map(|p| p.name.clone()));
            parts.extend(v.practice.as_ref().map(|p| p.name.clone()));
            parts.extend(v.country.as_ref().map(|c| browser::country(c, i18n.code())));
            parts.join(", ")
        })
    };
    let not_given = v.with_value(|v| v.status == VaccinationStatus::NotDone);

    view! {
        <tr>
            <td>{move || v.with_value(|v| dates::short(i18n, v.occurrence.0))}</td>
            <th scope="row">
                {v.with_value(|v| shown_name(&v.vaccine))}
                {not_given
                    .then(|| {
                        view! {
                            <span class="sub">
                                {move || words::status(i18n, VaccinationStatus::NotDone)}
                            </span>
                        }
                    })}
            </th>
            <td>{targets}</td>
            <td>{v.with_value(|v| v.lot.clone().unwrap_or_else(|| "–".to_owned()))}</td>
            <td>{source}</td>
        </tr>
    }
}
