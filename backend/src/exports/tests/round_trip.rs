//! What was exported and read back is the record, on each database.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use shared::{LoggedAction, RecordId};

use super::{super::read::ReadError, Export, demos, everyone, own};
use crate::{
    authz::Actor,
    error::AppError,
    exports::{export, read::read, store, to_json},
    facts, records,
    testing::TestApp,
    vaccinations::{self, vaccination, vaccination_version},
};

#[tokio::test]
async fn what_was_exported_and_read_back_is_the_record() {
    for app in demos().await {
        let mut doses = 0;
        for id in everyone(&app).await {
            let exported = own(&app, id).await;
            let file = to_json(&exported).expect("JSON");
            let again = read(&file).expect("it reads what it wrote");
            assert_eq!(again, exported);
            let now = store::gather(&app.op(&app.patient(id)), &record(&app, id).await).await;
            assert_eq!(again, now.expect("the record"));
            doses += is_what_the_tables_say(&app, id, &again).await;
        }
        assert!(100 < doses, "{doses} doses");
    }
}

async fn record(app: &TestApp, id: RecordId) -> records::Record {
    let op = app.op(&app.patient(id));
    let found = records::require_unlogged(&op, id, crate::authz::Action::Export).await;
    found.expect("one's own record")
}

/// Compares doses and facts with the rows themselves, read another way; how many doses.
async fn is_what_the_tables_say(app: &TestApp, id: RecordId, said: &Export) -> usize {
    let db = &app.app.db;
    let rows = vaccination::Entity::find().filter(vaccination::Column::RecordId.eq(id));
    let rows = rows.all(db).await.expect("the doses");
    assert_eq!(rows.len(), said.vaccinations.len());
    for row in &rows {
        let dose = said.vaccinations.iter().find(|dose| dose.id == row.id).expect("the dose");
        assert_eq!(Some(&dose.content), vaccinations::Content::of_row(row).as_ref());
        assert_eq!((dose.version, dose.recorded_at), (row.version, row.recorded_at));
        assert_eq!((&dose.by.name, dose.by.kind.code()), (&row.author_name, &*row.author_kind));
        let versions = vaccination_version::Entity::find()
            .filter(vaccination_version::Column::RecordId.eq(id))
            .filter(vaccination_version::Column::VaccinationId.eq(row.id))
            .all(db)
            .await
            .expect("the versions");
        assert_eq!(versions.len(), dose.versions.len());
        for version in versions {
            let at = usize::try_from(version.version - 1).expect("from 1");
            let kept: vaccinations::Content =
                serde_json::from_str(&version.content).expect("a version");
            let said = &dose.versions[at];
            assert_eq!((&said.content, &said.reason), (&kept, &version.reason));
            assert_eq!((said.change.code(), said.at), (&*version.change, version.at));
        }
    }
    for row in facts::store::rows(db, &[id]).await.expect("the facts") {
        let fact = said.facts.iter().find(|fact| fact.id == row.id).expect("the fact");
        assert_eq!(Some(&fact.content), facts::Content::of_row(&row).as_ref());
    }
    rows.len()
}

/// How many rows of a table are about a person, by the part of the export that holds them.
fn counted(export: &Export) -> BTreeMap<&'static str, usize> {
    let e = export;
    [
        ("access_code", e.access_codes.len()),
        ("access_log", e.access_log.len()),
        ("access_question", e.access_questions.len()),
        ("account", e.accounts.len()),
        ("address", e.addresses.len()),
        ("assessment_version", e.assessments_before.len()),
        ("code_attempt", e.wrong_codes.len()),
        ("consent", e.consents.len()),
        ("confidentiality", e.confidentiality.len()),
        ("confidentiality_reader", e.confidentiality.iter().map(|c| c.named.len()).sum()),
        ("correction_request", e.correction_requests.len()),
        ("fact", e.facts.len()),
        ("fact_version", e.facts.iter().map(|fact| fact.versions.len()).sum()),
        ("mail", e.mails.len()),
        ("record_access", e.accesses.len()),
        ("record_identifier", e.person.identifiers.len()),
        ("record_merge", e.merges.len()),
        ("record_relation", e.acted_for_by.len()),
        ("record_version", e.person.versions.len()),
        ("relation_bar", e.relation_bars.len()),
        ("relation_code", e.relation_codes.len()),
        ("reminder", e.reminders.len()),
        ("reminder_preference", e.reminder_settings.len()),
        ("vaccination", e.vaccinations.len()),
        ("vaccination_version", e.vaccinations.iter().map(|dose| dose.versions.len()).sum()),
    ]
    .into()
}

/// Tables with a record's id that are not in the export: the present one of
/// `assessment_version`, what was told to screens, that another record is of someone else, and
/// which rows moved when records were joined.
const NOT_EXPORTED: [&str; 4] = ["assessment", "outbox_event", "record_apart", "record_merge_item"];

#[tokio::test]
async fn every_table_about_a_person_is_in_the_export_with_all_its_rows() {
    for app in demos().await {
        let tables = tables_of_records(&app).await;
        for id in everyone(&app).await {
            let export = own(&app, id).await;
            if !export.joined.is_empty() || !export.merges.is_empty() {
                continue;
            }
            let counted = counted(&export);
            for table in &tables {
                if NOT_EXPORTED.contains(&table.as_str()) {
                    continue;
                }
                let said = counted.get(table.as_str());
                let said = *said.unwrap_or_else(|| panic!("`{table}` is not in the export"));
                let rows = count(&app, table, id).await;
                assert_eq!(said, rows, "{table} of {id}");
            }
        }
    }
}

async fn tables_of_records(app: &TestApp) -> Vec<String> {
    let sql = if app.app.db.get_database_backend() == sea_orm::DbBackend::Sqlite {
        "SELECT t.name AS name FROM sqlite_master t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND c.name = 'record_id' ORDER BY t.name"
    } else {
        "SELECT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'record_id' ORDER BY table_name"
    };
    let tables = app.database.texts(sql).await;
    assert!(20 < tables.len(), "{tables:?}");
    tables
}

async fn count(app: &TestApp, table: &str, id: RecordId) -> usize {
    use sea_orm::{ConnectionTrait, Statement};
    let backend = app.app.db.get_database_backend();
    let place = if backend == sea_orm::DbBackend::Sqlite { "?" } else { "$1" };
    let sql = format!("SELECT count(*) AS n FROM {table} WHERE record_id = {place}");
    let statement = Statement::from_sql_and_values(backend, sql, [id.0.into()]);
    let row = app.app.db.query_one_raw(statement).await.expect("a count").expect("a row");
    let n: i64 = row.try_get("", "n").expect("a number");
    usize::try_from(n).expect("not negative")
}

#[tokio::test]
async fn only_the_person_and_who_acts_for_them_take_it_along_and_it_is_logged() {
    for app in TestApp::on_each().await {
        let child = app.record("Noé", "2025-04-14", 103).await;
        let parent = app.record("Ana", "1990-02-03", 7).await;
        let other = app.record("Rui", "1985-01-01", 9).await;
        app.make_parent(parent, child).await;
        app.dose(child, "VAC0510", "2026-11-20").await;
        let machine = app.machine(&crate::authz::Scope::ALL);
        for stranger in [&app.schiltz, &app.weber, &app.patient(other), &machine] {
            let refused = export(&app.op(stranger), child).await;
            assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        }
        let nobody = export(&app.op(&Actor::Anonymous), child).await;
        assert!(matches!(nobody, Err(AppError::Unauthenticated)), "{nobody:?}");
        let exported = export(&app.op(&app.patient(parent)), child).await.expect("her child");
        let entries = exported.access_log.iter().filter(|e| e.action == LoggedAction::Exported);
        let rights: Vec<_> = entries.map(|entry| entry.right).collect();
        // Those who were refused are no exports.
        assert_eq!(rights, [Some(shared::AccessRight::Parent)]);
        assert_eq!(exported.acted_for_by[0].holder_name.as_deref(), Some("Ana Ferreira Thill"));
    }
}

/// The file of a record with a dose, changed in one place, and what is said of it.
async fn fault(change: impl Fn(&mut Value)) -> ReadError {
    let app = TestApp::new().await;
    let id = app.record("Noé", "2025-04-14", 103).await;
    app.dose(id, "VAC0510", "2026-11-20").await;
    let mut file: Value =
        serde_json::from_slice(&to_json(&own(&app, id).await).expect("JSON")).expect("JSON");
    change(&mut file);
    read(&serde_json::to_vec(&file).expect("JSON")).expect_err("it is faulty")
}

#[tokio::test]
async fn a_fault_is_told_with_its_field_and_rule() {
    let said = [
        fault(|file| file["format"] = json!("other")).await,
        fault(|file| file["version"] = json!(2)).await,
        fault(|file| file["vaccinations"][0]["content"]["lot"] = json!("<b>")).await,
        fault(|file| file["vaccinations"][0]["content"]["note"] = json!("other")).await,
        fault(|file| file["vaccinations"][0]["version"] = json!(2)).await,
        fault(|file| file["access_log"][0]["action"] = json!("sold")).await,
        fault(|file| file["person"]["birth_date"]["on"] = json!("2025-02-30")).await,
        fault(|file| file["person"]["shoe_size"] = json!(42)).await,
        fault(|file| {
            file.as_object_mut().expect("an object").remove("consents");
        })
        .await,
    ];
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    expect_test::expect![[r#"
        `format`: must be "carnet-export"
        `version`: must be 1, the only version that this program reads
        `vaccinations[0].content.lot`: a lot has letters, digits and `-/._+` only
        `vaccinations[0].content`: must be what the last of `versions` says
        `vaccinations[0].versions`: must be numbered 1 to 2, as `version` says
        `access_log[0].action`: unknown variant `sold`, expected one of `read`, `created`, `opened`, `opened_in_emergency`, `opened_by_code`, `code_shown`, `access_ended`, `consent_given`, `consent_withdrawn`, `access_questioned`, `access_answered`, `correction_requested`, `correction_withdrawn`, `correction_answered`, `confidentiality_set`, `contact_changed`, `person_corrected`, `helper_invited`, `helper_joined`, `helper_ended`, `parent_barred`, `parent_bar_lifted`, `death_recorded`, `merged`, `unmerged`, `vaccination_recorded`, `vaccination_corrected`, `vaccination_voided`, `vaccination_confirmed`, `fact_entered`, `fact_corrected`, `fact_voided`, `fact_confirmed`, `exported`
        `person.birth_date`: no such day in the calendar
        `person.shoe_size`: unknown field `shoe_size`, expected one of `id`, `version`, `family_name`, `given_name`, `birth_date`, `sex`, `language`, `email`, `phone`, `commune`, `died_on`, `created_at`, `updated_at`, `identifiers`, `versions`
        `.`: missing field `consents`"#]].assert_eq(&said.join("\n"));
    assert_eq!(read(b"{").expect_err("no JSON").field, ".");
}
