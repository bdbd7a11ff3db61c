//! The same seed gives the same people, on each database.

use std::fmt::Write as _;

use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};
use sha2::{Digest, Sha256};

use super::{Made, Plan, generate};
use crate::{
    accesses::{access_log, record_access},
    db::testing::each,
    records::{record, record_identifier, record_version},
    testing::NOW,
    vaccinations::{Content, vaccination, vaccination_version},
};

fn plan(records: u64, seed: u64) -> Plan {
    Plan { records, seed, now: NOW.parse().expect("a moment") }
}

/// The hash of everything in the tables of people.
async fn content_hash(db: &DatabaseConnection) -> String {
    let mut hash = Sha256::new();
    macro_rules! table {
        ($($entity:ident by $column:ident,)+) => {$(
            let rows = $entity::Entity::find()
                .order_by_asc($entity::Column::$column)
                .all(db)
                .await
                .expect("rows");
            let mut lines: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            lines.sort();
            hash.update(lines.join("\n"));
        )+};
    }
    table! {
        record by Id,
        record_version by RecordId,
        record_identifier by Id,
        record_access by Id,
        access_log by Id,
        vaccination by Id,
        vaccination_version by VaccinationId,
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("text takes everything");
        text
    })
}

#[tokio::test]
async fn the_same_seed_gives_the_same_people_on_each_database() {
    let mut hashes = Vec::new();
    let mut mades: Vec<Made> = Vec::new();
    for database in each().await.into_iter().chain(each().await) {
        mades.push(generate(&database.db, plan(60, 1), |_| {}).await.expect("people are made"));
        hashes.push(content_hash(&database.db).await);
    }
    assert!(hashes.windows(2).all(|h| h[0] == h[1]), "{hashes:?}");
    assert!(mades.windows(2).all(|m| m[0] == m[1]), "{mades:?}");
    let other = crate::db::testing::sqlite().await;
    generate(&other.db, plan(60, 2), |_| {}).await.expect("people are made");
    assert_ne!(content_hash(&other.db).await, hashes[0]);
}

#[tokio::test]
async fn a_seed_is_refused_twice_and_another_one_adds_to_it() {
    for database in each().await {
        let first = generate(&database.db, plan(700, 1), |_| {}).await.expect("people are made");
        let again = generate(&database.db, plan(10, 1), |_| {}).await;
        assert!(again.expect_err("refused").to_string().contains("--seed"));
        let second = generate(&database.db, plan(300, 2), |_| {}).await.expect("more people");
        let people = record::Entity::find().all(&database.db).await.expect("rows").len();
        let doses = vaccination::Entity::find().all(&database.db).await.expect("rows");
        assert_eq!(u64::try_from(people), Ok(1_000));
        assert_eq!(u64::try_from(doses.len()), Ok(first.doses + second.doses));
        // As many doses for each as the real system has.
        assert!((4_500..6_500).contains(&doses.len()), "{}", doses.len());
    }
}

#[tokio::test]
async fn every_dose_says_what_its_version_says_and_lies_after_birth() {
    let database = crate::db::testing::sqlite().await;
    generate(&database.db, plan(400, 3), |_| {}).await.expect("people are made");
    let db = &database.db;
    let now: chrono::DateTime<chrono::Utc> = NOW.parse().expect("a moment");
    let born: std::collections::HashMap<_, _> = record::Entity::find()
        .all(db)
        .await
        .expect("rows")
        .into_iter()
        .map(|r| (r.id, r.born_from))
        .collect();
    let versions: std::collections::HashMap<_, _> = vaccination_version::Entity::find()
        .all(db)
        .await
        .expect("rows")
        .into_iter()
        .map(|v| (v.vaccination_id, v.content))
        .collect();
    for row in vaccination::Entity::find().all(db).await.expect("rows") {
        let content = Content::of_row(&row).expect("a row is a dose");
        assert_eq!(serde_json::from_str::<Content>(&versions[&row.id]).expect("JSON"), content);
        assert!(row.occurred_to.is_none_or(|to| born[&row.record_id] <= to), "{row:?}");
        assert!(row.recorded_at <= now, "{row:?}");
        assert!(crate::catalogue_api::catalogue().vaccine(content.vaccine_code).is_some());
    }
}
