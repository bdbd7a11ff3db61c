//! The text of every operation, so that a reviewer sees what is asked. `UPDATE_EXPECT=1` rewrites.

use cynic::{MutationBuilder, QueryBuilder, SubscriptionBuilder};
use expect_test::expect_file;
use frontend::{
    account::queries::{
        ChangeContact, ChangeContactInput, ChangeContactVariables, ContactQuery, ContactVariables,
    },
    api::{
        CorrectionSubject, Locale, ProofKind,
        live::{RecordChanged, RecordChangedVariables},
    },
    patient::{
        confidentiality::queries::{
            SetConfidentiality, SetConfidentialityInput, SetConfidentialityVariables,
            WhoCanSeeQuery,
        },
        corrections::queries::{
            CorrectionsQuery, RequestCorrection, RequestCorrectionInput,
            RequestCorrectionVariables, WithdrawCorrection, WithdrawCorrectionInput,
            WithdrawCorrectionVariables,
        },
        queries::{
            AccessLogQuery, FamilyQuery, MyDoseQuery, MyRecordQuery, NextQuery, ReportVaccinations,
            ReportVaccinationsInput, ReportVariables,
        },
    },
    session::queries::{
        ChooseLocale, ChooseLocaleVariables, ChoosePractice, ChoosePracticeVariables, ViewerQuery,
    },
    vaccinations::ReadVariables,
};
use shared::{EntryId, PracticeId, RecordId};

fn record() -> RecordId {
    RecordId(Default::default())
}

fn reading() -> ReadVariables {
    ReadVariables::new(Locale::Fr)
}

#[test]
fn who_is_signed_in() {
    expect_file!["queries/viewer.graphql"].assert_eq(&ViewerQuery::build(()).query);
}

#[test]
fn a_choice_of_language() {
    let operation = ChooseLocale::build(ChooseLocaleVariables { locale: Locale::Lb });
    expect_file!["queries/choose_locale.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_choice_of_practice() {
    let practice_id = PracticeId(Default::default());
    let operation = ChoosePractice::build(ChoosePracticeVariables { practice_id });
    expect_file!["queries/choose_practice.graphql"].assert_eq(&operation.query);
}

#[test]
fn that_a_record_changed() {
    let operation = RecordChanged::build(RecordChangedVariables { id: record() });
    expect_file!["queries/record_changed.graphql"].assert_eq(operation.query());
}

#[test]
fn what_is_next_for_a_person() {
    expect_file!["queries/next.graphql"].assert_eq(&NextQuery::build(reading()).query);
}

#[test]
fn the_family_side_by_side() {
    expect_file!["queries/family.graphql"].assert_eq(&FamilyQuery::build(reading()).query);
}

#[test]
fn a_record_with_its_doses() {
    expect_file!["queries/my_record.graphql"].assert_eq(&MyRecordQuery::build(reading()).query);
}

#[test]
fn one_dose_with_its_history() {
    expect_file!["queries/my_dose.graphql"].assert_eq(&MyDoseQuery::build(reading()).query);
}

#[test]
fn what_was_asked_to_be_corrected() {
    let query = CorrectionsQuery::build(reading()).query;
    expect_file!["queries/corrections.graphql"].assert_eq(&query);
}

#[test]
fn a_request_for_correction_and_taking_it_back() {
    let input = RequestCorrectionInput {
        idempotency_key: "key".to_owned(),
        record_id: record(),
        subject: CorrectionSubject::Person,
        vaccination_id: None,
        words: "two L".to_owned(),
    };
    let operation = RequestCorrection::build(RequestCorrectionVariables { input });
    expect_file!["queries/request_correction.graphql"].assert_eq(&operation.query);
    let sent = serde_json::to_value(&operation.variables).expect("JSON");
    assert_eq!(sent["input"].get("vaccinationId"), None, "{sent}");
    let request_id = EntryId(Default::default());
    let input = WithdrawCorrectionInput {
        idempotency_key: "key".to_owned(),
        record_id: record(),
        request_id,
    };
    let operation = WithdrawCorrection::build(WithdrawCorrectionVariables { input });
    expect_file!["queries/withdraw_correction.graphql"].assert_eq(&operation.query);
}

#[test]
fn who_looked() {
    expect_file!["queries/access_log.graphql"].assert_eq(&AccessLogQuery::build(reading()).query);
}

#[test]
fn a_remembered_dose() {
    let input = ReportVaccinationsInput {
        idempotency_key: String::new(),
        record_id: record(),
        proof: ProofKind::Statement,
        doses: Vec::new(),
    };
    let operation = ReportVaccinations::build(ReportVariables { input });
    expect_file!["queries/report_vaccinations.graphql"].assert_eq(&operation.query);
}

#[test]
fn how_someone_is_reached() {
    let operation = ContactQuery::build(ContactVariables { record: record() });
    expect_file!["queries/contact.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_change_of_how_someone_is_reached() {
    let input = ChangeContactInput {
        idempotency_key: String::new(),
        record_id: record(),
        version: 1,
        language: Locale::Fr,
        email: None,
        phone: None,
        commune: None,
    };
    let operation = ChangeContact::build(ChangeContactVariables { input });
    expect_file!["queries/change_contact.graphql"].assert_eq(&operation.query);
}

#[test]
fn who_can_be_named_to_see_a_dose() {
    expect_file!["queries/who_can_see.graphql"].assert_eq(&WhoCanSeeQuery::build(reading()).query);
}

#[test]
fn who_may_see_a_dose() {
    let input = SetConfidentialityInput {
        idempotency_key: "hiding-1".to_owned(),
        record_id: record(),
        vaccination_id: shared::VaccinationId(Default::default()),
        is_confidential: true,
        practice_ids: Vec::new(),
        helper_ids: Vec::new(),
    };
    let operation = SetConfidentiality::build(SetConfidentialityVariables { input });
    expect_file!["queries/set_confidentiality.graphql"].assert_eq(&operation.query);
}
