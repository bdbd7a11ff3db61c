//! That a record of the reader's family was opened in an emergency: on every page of theirs,
//! for as long as the server tells of it.

use leptos::prelude::*;
use shared::RecordId;

use super::queries::{EmergenciesQuery, Emergency, Opened};
use crate::{
    api::{self, ApiError, QueryBuilder, live::use_topic},
    dates,
    i18n::use_i18n,
    routes::Page,
    session::use_viewer,
    t, t_string,
    ui::{Notice, Remote, Tone},
    words,
};

/// The notices; nothing while there is nothing to tell, or it cannot be loaded.
#[component]
pub fn EmergencyNotices() -> impl IntoView {
    let viewer = use_viewer();
    let topics: Vec<_> =
        viewer.with_untracked(|v| v.records.iter().map(|r| use_topic(r.record.id)).collect());
    let has_records = !topics.is_empty();
    let loaded = Remote::new(move || {
        topics.iter().for_each(|topic| topic.track());
        load(has_records)
    });
    move || {
        let records = loaded.get().unwrap_or_default();
        let opened = records.into_iter().flat_map(|record| {
            let (id, name) = (record.id, record.given_name);
            record.emergencies.into_iter().map(move |emergency| (id, name.clone(), emergency))
        });
        opened.map(|(id, name, emergency)| view! { <Told id name emergency /> }).collect_view()
    }
}

async fn load(has_records: bool) -> Result<Vec<Opened>, ApiError> {
    if !has_records {
        return Ok(Vec::new());
    }
    let answer = api::run_kept(EmergenciesQuery::build(())).await?;
    let records = answer.viewer.map(|viewer| viewer.records).unwrap_or_default();
    Ok(records.into_iter().map(|r| r.record).collect())
}

#[component]
fn Told(id: RecordId, name: String, emergency: Emergency) -> impl IntoView {
    let i18n = use_i18n();
    let Emergency { at, by, reason, .. } = emergency;
    let who =
        by.practice_name.map_or(by.name.clone(), |practice| format!("{}, {practice}", by.name));
    let day = dates::short_day(dates::day_of(&at));
    let time = dates::time_of(&at);
    let told = move || {
        let words = reason.map_or("", |reason| words::emergency(i18n, reason));
        t_string!(
            i18n,
            my.access.told,
            who = who.clone(),
            day = day.clone(),
            time = time.clone(),
            reason = words
        )
    };
    view! {
        <Notice
            tone=Tone::Stop
            title=move || t_string!(i18n, my.access.told_title, name = name.clone())
        >
            <p>{told}</p>
            <p>
                <a href=Page::MyAccessLog(id).href()>{t!(i18n, my.access.told_more)}</a>
            </p>
        </Notice>
    }
}
