//! Two years of the demo's people, day by day, against a naive script that knows nothing of
//! stored days: it derives everyone afresh each day and keeps a list of what it told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use engine::{
    assess,
    assessment::Status,
    day::Period,
    rules::{RuleSet, lu},
};
use sea_orm::EntityTrait;
use shared::{Date, PartialDate, RecordId};

use super::{find_all, folder, letters, send};
use crate::{
    accesses::record_relation,
    authz::Actor,
    db::testing::{TestDatabase, postgres, sqlite},
    records::{birth_date_of, record},
    testing::TestApp,
};

/// What was told: to whom, of whom, against what, which dose, recommended when; on which day.
type Told = BTreeMap<(RecordId, RecordId, String, i32, Date), Date>;

/// The naive script.
struct Script {
    rules: RuleSet,
    told: Told,
    mails: BTreeSet<(RecordId, Date)>,
}

impl Script {
    async fn day(&mut self, app: &TestApp, today: Date) {
        let records = record::Entity::find().all(&app.app.db).await.expect("the records");
        let relations = record_relation::Entity::find().all(&app.app.db).await.expect("relations");
        let ids: Vec<RecordId> = records.iter().map(|r| r.id).collect();
        let op = app.op(&Actor::System);
        let people = crate::assessments::people_now(&op, &ids).await.expect("an answer");
        for record in &records {
            let born = match birth_date_of(record).partial() {
                PartialDate::Day { on } => on,
                _ => continue,
            };
            let parents =
                relations.iter().filter(|r| r.record_id == record.id && r.ended_at.is_none());
            let mut parents: Vec<_> = parents.map(|r| (r.since_at, r.holder_record_id)).collect();
            parents.sort();
            let is_child = today.age_in_years(born) < 18;
            let told: Vec<RecordId> = if is_child && !parents.is_empty() {
                parents.into_iter().map(|(_, id)| id).collect()
            } else {
                vec![record.id]
            };
            let answer = assess(&self.rules, &people[&record.id], today);
            for target in &answer.targets {
                let open = [
                    Status::Overdue,
                    Status::Due,
                    Status::DueSoon,
                    Status::UpToDate,
                    Status::NotDue,
                ];
                let Some(due) = target.recommended_on.filter(|_| open.contains(&target.status))
                else {
                    continue;
                };
                let yearly = self.rules.season_of(&target.code).is_some();
                let before = if yearly { Period::days(0) } else { Period::months(-1) };
                let tell = Date::from_days_since_epoch(before.after(due.days_since_epoch()));
                if today < tell {
                    continue;
                }
                let number = target.dose_number.map_or(0, i32::from);
                for recipient in &told {
                    let is_told = self.told.keys().any(|(r, about, code, n, day)| {
                        (r, about, code.as_str(), *n)
                            == (recipient, &record.id, &*target.code, number)
                            && day.days_since(due).abs() <= 14
                    });
                    if !is_told {
                        let key = (*recipient, record.id, target.code.to_string(), number, due);
                        self.told.insert(key, today);
                        self.mails.insert((*recipient, today));
                    }
                }
            }
        }
    }
}

async fn stored(app: &TestApp) -> Told {
    let rows = crate::reminders::entity::reminder::Entity::find().all(&app.app.db).await;
    let rows = rows.expect("the reminders").into_iter();
    rows.map(|row| {
        assert_eq!(row.state, "sent", "{row:?}");
        let day = crate::clock::luxembourg_day(row.created_at);
        ((row.recipient_id, row.record_id, row.target, row.dose_number, row.due_on), day)
    })
    .collect()
}

async fn two_years(database: TestDatabase, days: i64, least: usize) {
    let app = TestApp::empty_on(database);
    crate::demo::load(&app.op(&Actor::System)).await.expect("the demo's people");
    let records = record::Entity::find().all(&app.app.db).await.expect("the records");
    for (i, record) in records.iter().enumerate() {
        super::confirmed_as_system(&app, record.id, &format!("person{i}@example.lu")).await;
    }
    let mut script = Script {
        rules: lu::rule_set(None).expect("the newest rule set"),
        told: Told::new(),
        mails: BTreeSet::new(),
    };
    let (kept, transport) = folder();
    super::set_day(&app, "2026-11-25");
    for _ in 0..days {
        let today = app.app.clock.today();
        find_all(&app).await;
        send(&app, &transport).await;
        script.day(&app, today).await;
        app.app.clock.set(app.app.clock.now() + TimeDelta::days(1) - TimeDelta::minutes(15));
    }
    let stored = stored(&app).await;
    assert!(least <= stored.len(), "{} reminders", stored.len());
    for (key, day) in &script.told {
        assert_eq!(stored.get(key), Some(day), "missing or on another day: {key:?}");
    }
    for key in stored.keys() {
        assert!(script.told.contains_key(key), "not in the script's list: {key:?}");
    }
    assert_eq!(letters(&kept).len(), script.mails.len(), "one mail for each recipient and day");
}

#[tokio::test]
async fn two_years_of_the_demo_tell_what_a_naive_script_tells() {
    two_years(sqlite().await, 730, 40).await;
}

#[tokio::test]
async fn two_years_of_the_demo_tell_what_a_naive_script_tells_on_postgresql() {
    if let Some(database) = postgres().await {
        two_years(database, 60, 20).await;
    }
}
