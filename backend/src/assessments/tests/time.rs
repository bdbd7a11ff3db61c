//! Time alone, and other rule sets.

use chrono::TimeDelta;
use indicatif::ProgressBar;
use serde_json::json;

use super::{TETANUS, assessment, target};
use crate::{
    assessments::{
        commands::{out_of_step, publish},
        job::{Done, catch_up},
    },
    authz::Actor,
    db::testing::{TestDatabase, postgres, sqlite},
    testing::TestApp,
};

async fn run_job(app: &TestApp) -> Done {
    catch_up(&app.op(&Actor::System), |_| {}).await.expect("the job runs")
}

/// Two years day by day: what the job keeps is what is derived each day, and it touches
/// nobody whose answer can't have changed. `compared` says on which days all are compared.
async fn two_years(database: TestDatabase, compared: usize) {
    let app = TestApp::empty_on(database);
    crate::demo::load(&app.op(&Actor::System)).await.expect("the demo's people");
    let mut touched = 0;
    for day in 0..730 {
        app.app.clock.set(app.app.clock.now() + TimeDelta::days(1));
        touched += run_job(&app).await.assessed;
        if day % compared == 0 {
            let op = app.op(&Actor::System);
            let found = out_of_step(&op, |_| {}).await.expect("an answer");
            assert_eq!(found, [], "on day {day}, {}", op.today());
        }
    }
    let people = app.database.texts("SELECT given_name AS name FROM record").await.len();
    let most = 730 * people as u64 / 10;
    assert!(0 < touched && touched < most, "{touched} assessments for {people} people");
}

#[tokio::test]
async fn moved_day_by_day_over_two_years_what_is_stored_is_what_is_derived() {
    two_years(sqlite().await, 1).await;
}

#[tokio::test]
async fn moved_day_by_day_over_two_years_what_is_stored_is_what_is_derived_on_postgresql() {
    if let Some(database) = postgres().await {
        two_years(database, 5).await;
    }
}

#[tokio::test]
async fn after_days_of_standstill_the_job_catches_up_once() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-09-24", 103).await;
        assert_eq!(run_job(&app).await, Done::default());
        app.app.clock.set(app.app.clock.now() + TimeDelta::days(100));
        let before = target(&assessment(&app, id).await, TETANUS);
        assert_eq!(before["status"], "OVERDUE", "what has run out is not shown");
        assert_eq!(run_job(&app).await, Done { assessed: 1, changed: 1 });
        assert_eq!(run_job(&app).await, Done::default());
        assert_eq!(target(&assessment(&app, id).await, TETANUS), before);
    }
}

#[tokio::test]
async fn two_nodes_do_no_record_twice() {
    for app in TestApp::on_each().await {
        for serial in 0..40_u16 {
            let born = format!("20{:02}-{:02}-15", 10 + serial / 12, 1 + serial % 12);
            app.record("Noé", &born, serial).await;
        }
        app.app.clock.set(app.app.clock.now() + TimeDelta::days(1_500));
        let (one, other) = tokio::join!(run_job(&app), run_job(&app));
        assert_eq!(one.assessed + other.assessed, 40);
        let versions = "SELECT COUNT(*) || '' AS name FROM assessment_version";
        assert_eq!(app.database.texts(versions).await, ["80"], "one more for each");
    }
}

#[tokio::test]
async fn a_rule_set_that_is_published_holds_from_its_day() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2024-09-24", 103).await;
        let op = app.op(&Actor::System);
        let bar = ProgressBar::hidden();
        let refused = publish(&op, "lu-1999", None, &bar).await.expect_err("there is none");
        assert!(refused.to_string().contains("lu-2024"), "{refused}");
        let said = publish(&op, "lu-2023", None, &bar).await.expect("it is published");
        assert!(said.contains("1 records assessed"), "{said}");
        assert_eq!(assessment(&app, id).await["rules"], "lu-2023");
        // A dose is now assessed by it.
        app.dose(id, "VAC0510", "2026-11-24").await;
        assert_eq!(assessment(&app, id).await["rules"], "lu-2023");
        assert_eq!(out_of_step(&op, |_| {}).await.expect("an answer"), []);

        let from = "2026-12-01".parse().ok();
        publish(&op, "lu-2026", from, &bar).await.expect("it is published");
        assert_eq!(run_job(&app).await, Done::default(), "not before its day");
        app.app.clock.set(app.app.clock.now() + TimeDelta::days(7));
        assert_eq!(run_job(&app).await.assessed, 1);
        assert_eq!(assessment(&app, id).await["rules"], "lu-2026");
        let held = "SELECT rules AS name FROM assessment_version ORDER BY version";
        let held = app.database.texts(held).await;
        assert_eq!(held, ["lu-2026", "lu-2023", "lu-2023", "lu-2026"], "{}", json!(held));
    }
}
