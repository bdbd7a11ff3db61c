//! What the patient's pages ask for.

use shared::{Date, EntryId, RecordId};

use super::confidentiality::queries::DoseConfidentiality;
use crate::{
    account::queries::RecordError,
    api::{
        AccessRight, AddressState, EmergencyReason, LoggedAction, Moment, PartialDate, ProofKind,
        RecordAction, Sex, ViewerRelation, schema,
    },
    assessments::queries::{Next, NextWithWhy},
    corrections::queries::DoseCorrections,
    vaccinations::{
        changes::{DosesPayload, TranscribedDoseInput},
        queries::{Author, ReadVariablesFields, Target, Vaccination, VaccinationVersions},
    },
};

/// What is next for a person.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct NextQuery {
    /// Who reads.
    pub viewer: Option<Reader>,
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<NextRecord>,
}

/// Who reads, as far as mails reach them.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Viewer")]
pub struct Reader {
    /// How far their address is; none without a record of their own.
    pub address: Option<AddressState>,
}

/// A person, what the recommendations say, and what was told.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct NextRecord {
    /// Given name.
    pub given_name: String,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What may be done now.
    pub permitted: Vec<RecordAction>,
    /// The day of death.
    pub died_on: Option<Date>,
    /// None without an exact birth date.
    pub assessment: Option<NextWithWhy>,
    /// All doses, newest first, without void ones.
    pub vaccinations: Vec<Vaccination>,
    /// The facts that are not void.
    pub facts: Vec<ToldFact>,
    /// Whether the young person has to answer whether a parent goes on.
    pub waits_for_answer: bool,
}

/// A fact, as far as it waits for a professional.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Fact", variables = "ReadVariables")]
pub struct ToldFact {
    /// Its code.
    pub code: String,
    /// The question it answers.
    #[arguments(locale: $locale)]
    pub question: Option<String>,
    /// The disease, of a reaction or a refusal.
    pub target: Option<Target>,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
}

/// Everyone of the family, and what is next for each.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct FamilyQuery {
    /// Nobody if absent.
    pub viewer: Option<FamilyViewer>,
}

/// The person at the screen.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Viewer", variables = "ReadVariables")]
pub struct FamilyViewer {
    /// How far the reader's address is; none without a record of their own.
    pub address: Option<AddressState>,
    /// Own record first, then the children's by birth.
    pub records: Vec<FamilyMember>,
}

/// One of the family.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "ViewerRecord", variables = "ReadVariables")]
pub struct FamilyMember {
    /// The reader's own, or a child's.
    pub relation: ViewerRelation,
    /// Whose it is.
    pub record: FamilyRecord,
}

/// A person and what the recommendations say.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct FamilyRecord {
    /// Its id.
    pub id: RecordId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// The day of death.
    pub died_on: Option<Date>,
    /// None without an exact birth date.
    pub assessment: Option<Next>,
}

/// A record with its doses.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct MyRecordQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<MyRecord>,
}

/// A person and all their doses.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct MyRecord {
    /// Its id.
    pub id: RecordId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Administrative sex.
    pub sex: Sex,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What may be done now.
    pub permitted: Vec<RecordAction>,
    /// All doses, newest first, without void ones.
    pub vaccinations: Vec<Vaccination>,
}

/// A record with one dose.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct MyDoseQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<RecordWithDose>,
}

/// A person and one dose.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct RecordWithDose {
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// The dose.
    #[arguments(id: $vaccination)]
    pub vaccination: Option<Vaccination>,
    /// Its versions. A field of its own: spreading one fragment into another doubles the code.
    #[cynic(rename = "vaccination", alias)]
    #[arguments(id: $vaccination)]
    pub versions: Option<VaccinationVersions>,
    /// What was asked to be corrected in it.
    #[cynic(rename = "vaccination", alias)]
    #[arguments(id: $vaccination)]
    pub corrections: Option<DoseCorrections>,
    /// Who is named to see it.
    #[cynic(rename = "vaccination", alias)]
    #[arguments(id: $vaccination)]
    pub confidentiality: Option<DoseConfidentiality>,
}

/// Who looked.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct AccessLogQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<RecordWithAccessLog>,
}

/// A person and who looked.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct RecordWithAccessLog {
    /// Given name.
    pub given_name: String,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// Newest first.
    #[arguments(first: $first, after: $after)]
    pub access_log: AccessLogPage,
}

/// A part of the list.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AccessLogConnection")]
pub struct AccessLogPage {
    /// The entries.
    pub nodes: Vec<AccessLogEntry>,
    /// Whether there is more.
    pub page_info: PageInfo,
}

/// Whether there is more of a list, and after which cursor.
#[derive(cynic::QueryFragment, Debug, Clone)]
pub struct PageInfo {
    /// Whether there is more.
    pub has_next_page: bool,
    /// After which cursor.
    pub end_cursor: Option<String>,
}

/// One reading or change.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AccessLogEntry {
    /// Its id.
    pub id: EntryId,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Author,
    /// What.
    pub action: LoggedAction,
    /// By which right.
    pub right: Option<AccessRight>,
    /// The kind of emergency.
    pub reason: Option<EmergencyReason>,
    /// Its words.
    pub note: Option<String>,
    /// What was asked about it.
    pub question: Option<AccessQuestion>,
}

/// What was asked about an entry of the log, and what the practice answered.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AccessQuestion {
    /// Its id.
    pub id: EntryId,
    /// The question.
    pub question: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Moment,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Moment>,
}

/// Asks a practice about an entry.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "QuestionAccessVariables")]
pub struct QuestionAccess {
    /// What came of it.
    #[arguments(input: $input)]
    pub question_access: QuestionedAccess,
}

/// For [`QuestionAccess`].
#[derive(cynic::QueryVariables, Debug)]
pub struct QuestionAccessVariables {
    /// All of it.
    pub input: QuestionAccessInput,
}

/// What is asked.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct QuestionAccessInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose log.
    pub record_id: RecordId,
    /// Which entry.
    pub entry_id: EntryId,
    /// The question.
    pub question: String,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AccessPayload")]
pub struct QuestionedAccess {
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}

/// Adds doses that are remembered.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReportVariables")]
pub struct ReportVaccinations {
    /// What came of it.
    #[arguments(input: $input)]
    pub report_vaccinations: DosesPayload,
}

/// What is reported.
#[derive(cynic::QueryVariables, Debug)]
pub struct ReportVariables {
    /// The doses.
    pub input: ReportVaccinationsInput,
}

/// Doses that are remembered, all or none.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct ReportVaccinationsInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// What it is read from.
    pub proof: ProofKind,
    /// 1 to 100.
    pub doses: Vec<TranscribedDoseInput>,
}
