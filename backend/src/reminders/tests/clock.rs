//! Two years of the demo's people, day by day, against a naive script that knows nothing of
//! stored days: it derives everyone afresh each day and keeps a list of what it told. By one
//! node and by two, and with nodes that are killed while they work.

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use chrono::TimeDelta;
use engine::{
    assess,
    assessment::Status,
    day::Period,
    rules::{RuleSet, lu},
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use sea_orm::EntityTrait;
use shared::{Date, PartialDate, RecordId};

use super::{folder, letters};
use crate::{
    accesses::record_relation,
    app::App,
    assessments::job::catch_up,
    authz::Actor,
    clock::Clock,
    db::{
        connect_to,
        testing::{TestDatabase, postgres, sqlite},
    },
    ids::Ids,
    mail::job::send_waiting,
    op::OpCtx,
    records::{birth_date_of, record},
    reminders::find::find,
    testing::{TestApp, config},
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

/// What a run of the clock is like.
struct Run {
    days: i64,
    /// How many reminders there are at least.
    least: usize,
    nodes: usize,
    /// Whether nodes are killed while they work.
    kills: bool,
}

/// The nodes that work on one database, and the chance that one is killed.
struct Nodes {
    apps: Vec<Arc<App>>,
    url: String,
    random: Option<StdRng>,
    killed: usize,
}

impl Nodes {
    async fn start(app: &TestApp, run: &Run) -> Self {
        let random = run.kills.then(|| StdRng::seed_from_u64(11));
        let mut nodes = Self { apps: Vec::new(), url: app.database.url.clone(), random, killed: 0 };
        for number in 0..run.nodes {
            let node = nodes.node(&app.app.clock, number as u64).await;
            nodes.apps.push(node);
        }
        nodes
    }

    /// A process of its own: pool, ids, name.
    async fn node(&self, clock: &Clock, seed: u64) -> Arc<App> {
        let db = connect_to(&self.url, 4).await.expect("the database can be opened");
        App::new(config(), db, clock.clone(), Ids::seeded(100 + seed))
    }

    /// Lets every node do the same work at once. Where there are kills, first some begin it and
    /// die at a random moment; new ones take their places.
    async fn work<W: Future<Output = ()> + Send + 'static>(&mut self, work: impl Fn(OpCtx) -> W) {
        for at in 0..self.apps.len() {
            let Some(random) = &mut self.random else { break };
            if random.random_bool(0.5) {
                continue;
            }
            let polls = random.random_range(1..120);
            let app = self.apps[at].clone();
            let op = OpCtx::new(app.clone(), Actor::System);
            let died = Dies { work: Box::pin(work(op)), polls }.await;
            if died {
                self.replace(at).await;
            }
        }
        let all = self.apps.iter().map(|app| work(OpCtx::new(app.clone(), Actor::System)));
        futures::future::join_all(all).await;
    }
}

impl Nodes {
    /// A new process in the place of one that died.
    async fn replace(&mut self, at: usize) {
        self.killed += 1;
        let app = self.apps[at].clone();
        app.db.clone().close().await.ok();
        self.apps[at] = self.node(&app.clock, 1_000 + self.killed as u64).await;
    }

    /// Lets the first node die ever later in the same work, until a mail stays claimed behind it;
    /// whether one did. How many steps that takes is the machine's affair.
    async fn die_holding_a_mail<W>(&mut self, db: &TestDatabase, work: impl Fn(OpCtx) -> W) -> bool
    where
        W: Future<Output = ()>,
    {
        let held = async |state: &str| {
            let sql = format!("SELECT state AS name FROM mail WHERE state = '{state}'");
            !db.texts(&sql).await.is_empty()
        };
        if !held("waiting").await {
            return false;
        }
        for polls in 1.. {
            let op = OpCtx::new(self.apps[0].clone(), Actor::System);
            if !(Dies { work: Box::pin(work(op)), polls }).await {
                return false;
            }
            self.replace(0).await;
            if held("sending").await {
                return true;
            }
        }
        false
    }
}

/// Work that is dropped after so many steps; says whether it was.
struct Dies<W> {
    work: Pin<Box<W>>,
    polls: u32,
}

impl<W: Future<Output = ()>> Future for Dies<W> {
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        let Some(left) = self.polls.checked_sub(1) else { return Poll::Ready(true) };
        self.polls = left;
        self.work.as_mut().poll(context).map(|()| false)
    }
}

async fn find_on(op: OpCtx) {
    catch_up(&op, |_| {}).await.expect("the job runs");
    find(&op, |_| {}).await.expect("the finder runs");
}

async fn clock_runs(database: TestDatabase, run: Run) {
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
    let transport = Arc::new(transport);
    let mut nodes = Nodes::start(&app, &run).await;
    let mut held = false;
    super::set_day(&app, "2026-11-25");
    for _ in 0..run.days {
        let morning = app.app.clock.now();
        nodes.work(find_on).await;
        // What a dead node had claimed is taken up when its time is over.
        loop {
            app.app.clock.set(app.app.clock.now() + TimeDelta::minutes(15));
            let transport = transport.clone();
            let send = move |op| {
                let transport = transport.clone();
                async move {
                    send_waiting(&op, &transport).await.expect("the sender runs");
                }
            };
            if run.kills && !held {
                held = nodes.die_holding_a_mail(&app.database, &send).await;
            }
            nodes.work(send).await;
            let open = "SELECT state AS name FROM mail WHERE state IN ('waiting', 'sending')";
            if app.database.texts(open).await.is_empty() {
                break;
            }
        }
        script.day(&app, crate::clock::luxembourg_day(morning)).await;
        app.app.clock.set(morning + TimeDelta::days(1));
    }
    let stored = stored(&app).await;
    assert!(run.least <= stored.len(), "{} reminders", stored.len());
    for (key, day) in &script.told {
        assert_eq!(stored.get(key), Some(day), "missing or on another day: {key:?}");
    }
    for key in stored.keys() {
        assert!(script.told.contains_key(key), "not in the script's list: {key:?}");
    }
    // The folder keeps one file for each Message-ID: a mail that a dead node had given away is
    // there once more under the same one.
    assert_eq!(letters(&kept).len(), script.mails.len(), "one mail for each recipient and day");
    let again = "SELECT attempts || '' AS name FROM mail WHERE kind = 'reminder' AND attempts <> 1";
    let again = app.database.texts(again).await;
    if run.kills {
        assert!(5 < nodes.killed, "only {} were killed", nodes.killed);
        assert!(!again.is_empty(), "nobody died between claiming and the end");
    } else {
        assert!(again.is_empty(), "taken more than once: {again:?}");
    }
}

#[tokio::test]
async fn two_years_of_the_demo_tell_what_a_naive_script_tells() {
    let run = Run { days: 730, least: 40, nodes: 1, kills: false };
    clock_runs(sqlite().await, run).await;
}

#[tokio::test]
async fn a_service_that_is_killed_tells_what_a_naive_script_tells() {
    let run = Run { days: 200, least: 20, nodes: 1, kills: true };
    clock_runs(sqlite().await, run).await;
}

#[tokio::test]
async fn two_nodes_on_postgresql_tell_what_a_naive_script_tells() {
    if let Some(database) = postgres().await {
        let run = Run { days: 60, least: 20, nodes: 2, kills: false };
        clock_runs(database, run).await;
    }
}

#[tokio::test]
async fn two_nodes_on_postgresql_that_are_killed_tell_what_a_naive_script_tells() {
    if let Some(database) = postgres().await {
        let run = Run { days: 60, least: 20, nodes: 2, kills: true };
        clock_runs(database, run).await;
    }
}
