//! One family.

use serde_json::json;

use super::{
    confirmed, enter, find_all, folder, letters, now, reminders, secret_of, send, set_day,
};
use crate::{
    authz::Actor,
    mail::address::{self, Followed},
    reminders::{find::dry_run, preference},
    testing::TestApp,
};

#[tokio::test]
async fn a_mother_of_twins_gets_one_mail_one_month_before_and_none_twice() {
    for app in TestApp::on_each().await {
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let twins =
            [app.record("Noé", "2026-11-20", 1).await, app.record("Mia", "2026-11-20", 2).await];
        for twin in twins {
            app.make_parent(mother, twin).await;
        }
        confirmed(&app, mother, "lea@example.lu").await;
        let (kept, transport) = folder();
        find_all(&app).await;
        send(&app, &transport).await;
        let before = letters(&kept).len();
        // At two months the hexavalent vaccine is recommended: 20 January; a month before that.
        set_day(&app, "2026-12-19");
        assert_eq!(find_all(&app).await.queued, 0);
        set_day(&app, "2026-12-20");
        let planned =
            dry_run(&app.op(&Actor::System), app.app.clock.today()).await.expect("a list");
        let found = find_all(&app).await;
        assert_eq!(found.queued, planned.len() as u64);
        let tetanus: Vec<_> = planned.iter().filter(|t| t.target == "DIS003").collect();
        assert_eq!(tetanus.len(), 2, "one for each twin");
        assert!(tetanus.iter().all(|t| t.due_on.to_string() == "2027-01-20"));
        assert_eq!(find_all(&app).await.queued, 0, "found once");
        assert_eq!(send(&app, &transport).await, 1, "one mail for both");
        assert_eq!(send(&app, &transport).await, 0, "sent once");
        let letters = letters(&kept);
        assert_eq!(letters.len(), before + 1);
        for letter in &letters {
            for secret in ["Noé", "Mia", "Lea", "Ferreira", "Tetanus", "Hexa", "DIS"] {
                assert!(!letter.contains(secret), "{secret} is in a letter: {letter}");
            }
        }
        // Nobody is told again of the same dose and day.
        for day in ["2026-12-21", "2027-01-05", "2027-01-19"] {
            set_day(&app, day);
            find_all(&app).await;
            send(&app, &transport).await;
        }
        let told = reminders(&app).await;
        let of_tetanus = told.iter().filter(|line| line.starts_with("DIS003 1 2027-01-20 sent"));
        assert_eq!(of_tetanus.count(), 2, "{told:?}");
    }
}

/// Names and days of the worklist, as far as someone was reminded in vain.
async fn reminded_in_vain(app: &TestApp) -> Vec<String> {
    let query =
        "{ practice { worklist(reminded: true) { nodes { remindedOn record { givenName } } } } }";
    let answer = app.run(&app.schiltz, query, json!({})).await;
    let nodes = answer["data"]["practice"]["worklist"]["nodes"].as_array().cloned();
    let line = |node: serde_json::Value| {
        format!("{} {}", node["record"]["givenName"], node["remindedOn"]).replace('"', "")
    };
    nodes.unwrap_or_else(|| panic!("{answer}")).into_iter().map(line).collect()
}

#[tokio::test]
async fn the_practice_sees_who_was_reminded_and_did_not_come() {
    for app in TestApp::on_each().await {
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let (noe, mia) =
            (app.record("Noé", "2026-11-20", 1).await, app.record("Mia", "2026-11-20", 2).await);
        for twin in [noe, mia] {
            app.make_parent(mother, twin).await;
        }
        confirmed(&app, mother, "lea@example.lu").await;
        let (_kept, transport) = folder();
        set_day(&app, "2026-12-20");
        find_all(&app).await;
        send(&app, &transport).await;
        for day in ["2026-12-20", "2027-01-02"] {
            set_day(&app, day);
            assert_eq!(reminded_in_vain(&app).await, [""; 0], "there is time on {day}");
        }
        set_day(&app, "2027-02-01");
        crate::assessments::job::catch_up(&app.op(&Actor::System), |_| {}).await.expect("a run");
        assert_eq!(reminded_in_vain(&app).await, ["Noé 2026-12-20", "Mia 2026-12-20"]);
        // One comes for a part of it and wants nothing of the rest.
        app.dose(mia, "VAC0510", "2027-02-01").await;
        assert_eq!(reminded_in_vain(&app).await.len(), 2, "something is still to be given");
        for target in app.database.texts("SELECT DISTINCT target AS name FROM reminder").await {
            app.fact(mia, &format!("refused:{target}")).await;
        }
        assert_eq!(reminded_in_vain(&app).await, ["Noé 2026-12-20"]);
    }
}

#[tokio::test]
async fn a_reader_is_told_that_their_address_failed() {
    for app in TestApp::on_each().await {
        let lea = app.record("Lea", "1990-03-01", 7).await;
        confirmed(&app, lea, "lea@example.lu").await;
        let state = async || {
            let answer = app.run(&app.patient(lea), "{ viewer { address } }", json!({})).await;
            answer["data"]["viewer"]["address"].clone()
        };
        assert_eq!(state().await, "CONFIRMED");
        sea_orm::ConnectionTrait::execute_unprepared(
            &app.app.db,
            "UPDATE address SET status = 'failed'",
        )
        .await
        .expect("the address is changed");
        assert_eq!(state().await, "FAILED");
        let of_doctor = app.run(&app.schiltz, "{ viewer { address } }", json!({})).await;
        assert_eq!(of_doctor["data"]["viewer"]["address"], json!(null), "{of_doctor}");
    }
}

#[tokio::test]
async fn what_was_given_or_refused_meanwhile_is_cancelled_with_its_reason() {
    for app in TestApp::on_each().await {
        let mother = app.record("Lea", "1990-03-01", 7).await;
        // Seven weeks old: a little early for the hexavalent vaccine, and early enough to count.
        let child = app.record("Noé", "2026-10-05", 1).await;
        app.make_parent(mother, child).await;
        confirmed(&app, mother, "lea@example.lu").await;
        let (kept, transport) = folder();
        set_day(&app, "2026-11-25");
        assert!(0 < find_all(&app).await.queued);
        // Before the mail leaves, the dose is given (a little early), and one vaccine refused.
        app.dose(child, "VAC0510", "2026-11-25").await;
        app.fact(child, "refused:DIS032").await;
        send(&app, &transport).await;
        let told = reminders(&app).await;
        let line = |disease: &str| {
            let begins = format!("{disease} ");
            told.iter().find(|line| line.starts_with(&begins)).cloned().unwrap_or_default()
        };
        assert!(line("DIS003").ends_with("cancelled given"), "{told:?}");
        assert!(line("DIS032").ends_with("cancelled refused"), "{told:?}");
        assert_eq!(letters(&kept).len(), 1, "the others still hold, and they go in one mail");
    }
}

#[tokio::test]
async fn who_stops_gets_no_more_and_who_starts_again_does() {
    for app in TestApp::on_each().await {
        let mother = app.record("Lea", "1990-03-01", 7).await;
        let child = app.record("Noé", "2026-10-20", 1).await;
        app.make_parent(mother, child).await;
        confirmed(&app, mother, "lea@example.lu").await;
        let (kept, transport) = folder();
        set_day(&app, "2026-11-25");
        find_all(&app).await;
        let secret = secret_of(&app, "lea@example.lu").await;
        let stopped = preference::stop(&app.app, &secret).await.expect("an answer");
        assert_eq!(stopped, Some(shared::Locale::De));
        assert_eq!(preference::stop(&app.app, &secret).await.expect("an answer"), stopped);
        assert_eq!(send(&app, &transport).await, 0);
        let told = reminders(&app).await;
        assert!(told.iter().all(|line| line.ends_with("cancelled opted_out")), "{told:?}");
        assert_eq!(find_all(&app).await.queued, 0);
        let again = json!({ "idempotencyKey": "start-again", "recordId": mother, "version": 1,
            "isOn": true, "lead": "ONE_MONTH", "copiesOtherParent": true });
        let mutation = "mutation($input: ChangeRemindersInput!) { changeReminders(input: $input) {
            record { reminders { isOn version address } } userErrors { code } } }";
        let answer = app.run(&app.patient(mother), mutation, json!({ "input": again })).await;
        let settings = &answer["data"]["changeReminders"]["record"]["reminders"];
        assert_eq!(
            settings,
            &json!({ "isOn": true, "version": 2, "address": "CONFIRMED" }),
            "{answer}"
        );
        assert_eq!(find_all(&app).await.queued, told.len() as u64);
        assert_eq!(send(&app, &transport).await, 1);
        assert_eq!(letters(&kept).len(), 1);
    }
}

#[tokio::test]
async fn an_address_is_written_to_only_after_its_reader_confirmed_it() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-10-20", 1).await;
        enter(&app, id, "lea@example.lu").await;
        set_day(&app, "2026-11-25");
        assert_eq!(find_all(&app).await.queued, 0);
        let first = secret_of(&app, "lea@example.lu").await;
        // Another address takes its place: the link of the first does not hold any more.
        enter(&app, id, "pol@example.lu").await;
        let second = secret_of(&app, "pol@example.lu").await;
        assert_eq!(address::confirm(&app.app, &first).await.expect("an answer"), Followed::TooOld);
        assert_eq!(
            address::confirm(&app.app, "nonsense").await.expect("an answer"),
            Followed::TooOld
        );
        app.app.clock.set(now(&app) + chrono::TimeDelta::days(15));
        assert_eq!(address::confirm(&app.app, &second).await.expect("an answer"), Followed::TooOld);
        confirmed(&app, id, "pol.thill@example.lu").await;
        assert!(0 < find_all(&app).await.queued);
        let (kept, transport) = folder();
        send(&app, &transport).await;
        let letters = letters(&kept);
        // The questions whose address is gone were not sent.
        assert!(
            letters.iter().all(|letter| letter.contains("To: pol.thill@example.lu")),
            "{letters:?}"
        );
        assert_eq!(letters.len(), 1, "{letters:?}");
    }
}

#[tokio::test]
async fn a_date_that_moves_far_is_told_again_and_says_so() {
    for app in TestApp::on_each().await {
        let id = app.record("Noé", "2026-06-20", 1).await;
        confirmed(&app, id, "lea@example.lu").await;
        for (day, product) in [("2026-08-20", "VAC0510"), ("2026-10-20", "VAC0510")] {
            app.dose(id, product, day).await;
        }
        let (kept, transport) = folder();
        // The third is recommended at 11 months: 20 May 2027.
        set_day(&app, "2027-04-20");
        find_all(&app).await;
        send(&app, &transport).await;
        let told = reminders(&app).await;
        let first = told.iter().find(|line| line.starts_with("DIS003 3 2027-05-20 sent"));
        assert!(first.is_some(), "{told:?}");
        // The second dose turns out to have been given much later.
        let query = "query($id: RecordId!) { record(id: $id) { vaccinations { id version occurrence performer { id } } } }";
        let doses = app.run(&app.schiltz, query, json!({ "id": id })).await;
        let doses = doses["data"]["record"]["vaccinations"].as_array().expect("doses").clone();
        let second = doses.iter().find(|d| d["occurrence"] == "2026-10-20").expect("the second");
        let input = json!({ "idempotencyKey": "correct-it", "recordId": id,
            "vaccinationId": second["id"], "version": second["version"], "reason": "misread",
            "vaccineCode": "VAC0510", "occurrence": "2027-03-30", "lot": "U3J81V",
            "performerId": second["performer"]["id"] });
        let mutation =
            "mutation($input: CorrectVaccinationInput!) { correctVaccination(input: $input) {
            userErrors { code field } } }";
        let answer = app.run(&app.schiltz, mutation, json!({ "input": input })).await;
        assert_eq!(answer["data"]["correctVaccination"]["userErrors"], json!([]), "{answer}");
        for day in ["2027-05-01", "2027-06-01", "2027-07-01", "2027-08-01", "2027-09-01"] {
            set_day(&app, day);
            find_all(&app).await;
            send(&app, &transport).await;
        }
        let told = reminders(&app).await;
        let of_tetanus: Vec<_> = told.iter().filter(|l| l.starts_with("DIS003 3")).collect();
        assert_eq!(of_tetanus.len(), 2, "{told:?}");
        let moved = "SELECT moved_from || '' AS name FROM reminder WHERE target = 'DIS003' AND moved_from IS NOT NULL";
        assert_eq!(app.database.texts(moved).await, ["2027-05-20"]);
        let said = letters(&kept)
            .iter()
            .filter(|l| l.contains("den wir Ihnen genannt haben") || l.contains("genannt"))
            .count();
        assert!(1 <= said, "{:?}", letters(&kept));
    }
}
