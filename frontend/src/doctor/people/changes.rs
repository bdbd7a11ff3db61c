//! What the pages about one person and one record change.

use shared::{Date, EntryId, FactId, RecordId, VaccinationId};

use crate::{
    account::queries::RecordError, api::schema, doctor::queries::IdentifierInput,
    vaccinations::changes::DosesPayload,
};

/// Joins two records.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "MergeVariables")]
pub struct MergeRecords {
    /// What came of it.
    #[arguments(input: $input)]
    pub merge_records: MergePayload,
}

/// For [`MergeRecords`].
#[derive(cynic::QueryVariables, Debug)]
pub struct MergeVariables {
    /// All of it.
    pub input: MergeRecordsInput,
}

/// Which record into which.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct MergeRecordsInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record that stays.
    pub survivor_id: RecordId,
    /// Its version on screen.
    pub survivor_version: i32,
    /// The other.
    pub merged_id: RecordId,
    /// Its version on screen.
    pub merged_version: i32,
    /// Why.
    pub reason: String,
}

/// What came of joining.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "MergeRecordsPayload")]
pub struct MergePayload {
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// Takes two records apart.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UnmergeVariables")]
pub struct UnmergeRecords {
    /// What came of it.
    #[arguments(input: $input)]
    pub unmerge_records: UnmergePayload,
}

/// For [`UnmergeRecords`].
#[derive(cynic::QueryVariables, Debug)]
pub struct UnmergeVariables {
    /// All of it.
    pub input: UnmergeRecordsInput,
}

/// Which merge, and what belongs to the other.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct UnmergeRecordsInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The merge.
    pub merge_id: EntryId,
    /// Why.
    pub reason: String,
    /// Doses that belong to the other.
    pub vaccinations: Vec<VaccinationId>,
    /// Facts that belong to the other.
    pub facts: Vec<FactId>,
}

/// What came of taking apart.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "UnmergeRecordsPayload")]
pub struct UnmergePayload {
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// Says that two records are two people.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ApartVariables")]
pub struct KeepRecordsApart {
    /// What came of it.
    #[arguments(input: $input)]
    pub keep_records_apart: ApartPayload,
}

/// For [`KeepRecordsApart`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ApartVariables {
    /// All of it.
    pub input: KeepRecordsApartInput,
}

/// Two records that are two people.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct KeepRecordsApartInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// One.
    pub record_id: RecordId,
    /// The other.
    pub other_id: RecordId,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "KeepRecordsApartPayload")]
pub struct ApartPayload {
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// For [`JoinDoses`] and [`KeepDosesApart`].
#[derive(cynic::QueryVariables, Debug)]
pub struct TwoVariables {
    /// All of it.
    pub input: TwoVaccinationsInput,
}

/// Two doses of one record.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct TwoVaccinationsInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// One.
    pub vaccination_id: VaccinationId,
    /// Its version on screen.
    pub version: i32,
    /// The other.
    pub other_id: VaccinationId,
    /// Its version on screen.
    pub other_version: i32,
}

/// Joins two doses.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "TwoVariables")]
pub struct JoinDoses {
    /// What came of it.
    #[arguments(input: $input)]
    pub join_vaccinations: DosesPayload,
}

/// Keeps two doses apart.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "TwoVariables")]
pub struct KeepDosesApart {
    /// What came of it.
    #[arguments(input: $input)]
    pub keep_vaccinations_apart: DosesPayload,
}

/// For [`SeparateDoses`].
#[derive(cynic::QueryVariables, Debug)]
pub struct SeparateVariables {
    /// All of it.
    pub input: SeparateVaccinationsInput,
}

/// A dose that was joined into another.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SeparateVaccinationsInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// Its version on screen.
    pub version: i32,
}

/// Takes joined doses apart.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SeparateVariables")]
pub struct SeparateDoses {
    /// What came of it.
    #[arguments(input: $input)]
    pub separate_vaccinations: DosesPayload,
}

/// Records a death.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DeathVariables")]
pub struct RecordDeath {
    /// What came of it.
    #[arguments(input: $input)]
    pub record_death: DeathPayload,
}

/// For [`RecordDeath`].
#[derive(cynic::QueryVariables, Debug)]
pub struct DeathVariables {
    /// All of it.
    pub input: RecordDeathInput,
}

/// When a person died.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct RecordDeathInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version on screen.
    pub version: i32,
    /// The day; none takes it back.
    pub died_on: Option<Date>,
    /// How it is known.
    pub reason: String,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CorrectPersonPayload")]
pub struct DeathPayload {
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// Puts another number in the place of one.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SupersedeVariables")]
pub struct SupersedeIdentifier {
    /// What came of it.
    #[arguments(input: $input)]
    pub supersede_identifier: DeathPayload,
}

/// For [`SupersedeIdentifier`].
#[derive(cynic::QueryVariables, Debug)]
pub struct SupersedeVariables {
    /// All of it.
    pub input: SupersedeIdentifierInput,
}

/// Which number, and by which.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SupersedeIdentifierInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// The version on screen.
    pub version: i32,
    /// The number that holds no more.
    pub identifier_id: EntryId,
    /// The number in its place; none if another is held already.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub by: Option<IdentifierInput>,
    /// Why.
    pub reason: String,
}
