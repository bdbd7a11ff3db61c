//! The text of the professional's operations, so that a reviewer sees what is asked. `UPDATE_EXPECT=1` rewrites.

use cynic::{MutationBuilder, QueryBuilder};
use expect_test::expect_file;
use frontend::{
    api::{CorrectionOutcome, IdentifierSystem, Locale, NotGivenReason, ProofKind, Sex},
    doctor::{
        changes::{
            ConfirmVaccinations, ConfirmVaccinationsInput, ConfirmVaccinationsVariables,
            CreateRecord, CreateRecordInput, CreateRecordVariables, OpenRecord, OpenRecordInput,
            OpenRecordVariables, RecordNotGiven, RecordNotGivenInput, RecordNotGivenVariables,
            RecordVaccinations, RecordVaccinationsInput, RecordVaccinationsVariables,
            TranscribeVaccinations, TranscribeVaccinationsInput, TranscribeVaccinationsVariables,
            VoidVaccination, VoidVaccinationInput, VoidVaccinationVariables,
        },
        corrections::{
            changes::{AnswerCorrection, AnswerCorrectionInput, AnswerCorrectionVariables},
            queries::CorrectionTasksQuery,
        },
        decide::queries::DecideQuery,
        queries::{
            DoseQuery, FindQuery, FindRecordsInput, FindVariables, IdentifierInput, PeopleQuery,
            RecordAndMembersQuery, RecordQuery, StartQuery,
        },
    },
    vaccinations::ReadVariables,
};
use shared::{Date, EntryId, PartialDate, RecordId, VaccinationId, VaccineCode};

fn reading() -> ReadVariables {
    ReadVariables::new(Locale::Fr)
}

fn record_id() -> RecordId {
    RecordId(Default::default())
}

fn key() -> String {
    "key".to_owned()
}

#[test]
fn where_a_professional_arrives() {
    expect_file!["queries/start.graphql"].assert_eq(&StartQuery::build(reading()).query);
    expect_file!["queries/people.graphql"].assert_eq(&PeopleQuery::build(reading()).query);
}

#[test]
fn what_waits_to_be_corrected() {
    let query = CorrectionTasksQuery::build(reading()).query;
    expect_file!["queries/correction_tasks.graphql"].assert_eq(&query);
}

#[test]
fn an_answer_to_a_request_for_correction() {
    let input = AnswerCorrectionInput {
        idempotency_key: key(),
        record_id: record_id(),
        request_id: EntryId(Default::default()),
        outcome: CorrectionOutcome::Corrected,
        reason: None,
    };
    let operation = AnswerCorrection::build(AnswerCorrectionVariables { input });
    expect_file!["queries/answer_correction.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_search_for_a_person() {
    let identifier = IdentifierInput {
        system: IdentifierSystem::LuMatricule,
        issuer: None,
        value: "2025041410391".to_owned(),
    };
    let input = FindRecordsInput { identifier: Some(identifier), name: None, birth_date: None };
    let operation = FindQuery::build(FindVariables { input });
    expect_file!["queries/find.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_record_and_a_dose_of_it() {
    expect_file!["queries/record.graphql"].assert_eq(&RecordQuery::build(reading()).query);
    expect_file!["queries/record_and_members.graphql"]
        .assert_eq(&RecordAndMembersQuery::build(reading()).query);
    expect_file!["queries/dose.graphql"].assert_eq(&DoseQuery::build(reading()).query);
    expect_file!["queries/decide.graphql"].assert_eq(&DecideQuery::build(reading()).query);
}

#[test]
fn doses_that_were_given_copied_and_not_given() {
    let vaccine_code = VaccineCode::new(510).expect("a code");
    let input = RecordVaccinationsInput {
        idempotency_key: key(),
        record_id: record_id(),
        given_on: Date::MIN,
        performer_id: None,
        note: None,
        doses: Vec::new(),
    };
    let operation = RecordVaccinations::build(RecordVaccinationsVariables { input });
    expect_file!["queries/record_vaccinations.graphql"].assert_eq(&operation.query);

    let input = TranscribeVaccinationsInput {
        idempotency_key: key(),
        record_id: record_id(),
        proof: ProofKind::YellowCard,
        doses: Vec::new(),
    };
    let operation = TranscribeVaccinations::build(TranscribeVaccinationsVariables { input });
    expect_file!["queries/transcribe_vaccinations.graphql"].assert_eq(&operation.query);

    let input = RecordNotGivenInput {
        idempotency_key: key(),
        record_id: record_id(),
        vaccine_code,
        on: Date::MIN,
        reason: NotGivenReason::OutOfStock,
        note: None,
    };
    let operation = RecordNotGiven::build(RecordNotGivenVariables { input });
    expect_file!["queries/record_not_given.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_dose_that_is_confirmed_or_void() {
    let input = ConfirmVaccinationsInput {
        idempotency_key: key(),
        record_id: record_id(),
        vaccinations: Vec::new(),
    };
    let operation = ConfirmVaccinations::build(ConfirmVaccinationsVariables { input });
    expect_file!["queries/confirm_vaccinations.graphql"].assert_eq(&operation.query);

    let input = VoidVaccinationInput {
        idempotency_key: key(),
        record_id: record_id(),
        vaccination_id: VaccinationId(Default::default()),
        version: 1,
        reason: String::new(),
    };
    let operation = VoidVaccination::build(VoidVaccinationVariables { input });
    expect_file!["queries/void_vaccination.graphql"].assert_eq(&operation.query);
}

#[test]
fn a_record_that_is_created_or_opened() {
    let input = CreateRecordInput {
        idempotency_key: key(),
        identifiers: Vec::new(),
        family_name: String::new(),
        given_name: String::new(),
        birth_date: frontend::api::PartialDate(PartialDate::Unknown),
        sex: Sex::Female,
        language: Locale::Lb,
        email: None,
        phone: None,
        commune: None,
        not_the_same_as: Vec::new(),
        consent: None,
    };
    let operation = CreateRecord::build(CreateRecordVariables { input });
    expect_file!["queries/create_record.graphql"].assert_eq(&operation.query);

    let input = OpenRecordInput {
        idempotency_key: key(),
        record_id: record_id(),
        reason: String::new(),
        consent: None,
    };
    let operation = OpenRecord::build(OpenRecordVariables { input });
    expect_file!["queries/open_record.graphql"].assert_eq(&operation.query);
}
