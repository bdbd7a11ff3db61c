//! What is asked about who may see a dose, and what is said.

use shared::{PracticeId, RecordId, VaccinationId};

use crate::{
    api::{Moment, PartialDate, RecordAction, schema},
    vaccinations::queries::{PracticeName, ReadVariablesFields, VaccinationError, Vaccine},
};

/// How a dose is kept confidential.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination")]
pub struct DoseConfidentiality {
    /// None if all who may see the record see it.
    pub confidentiality: Option<Named>,
}

/// Who is named.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Confidentiality")]
pub struct Named {
    /// Practices.
    pub practices: Vec<PracticeName>,
    /// People who act for the person.
    pub helpers: Vec<NamedHelper>,
}

/// Someone who acts for the person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct NamedHelper {
    /// Their own record.
    pub id: RecordId,
    /// Their name.
    pub name: String,
}

/// Who can be named.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct WhoCanSeeQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<WhoCanSee>,
}

/// The practices that may see the record, and who acts for the person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct WhoCanSee {
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// The dose.
    #[arguments(id: $vaccination)]
    pub vaccination: Option<DoseToHide>,
    /// Practices that may see it, or could.
    pub accesses: Vec<PracticeAccess>,
    /// Who acts for the person.
    pub helpers: Vec<Helper>,
}

/// A dose, and who is named to see it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination", variables = "ReadVariables")]
pub struct DoseToHide {
    /// What was given.
    pub vaccine: Vaccine,
    /// When.
    pub occurrence: PartialDate,
    /// The practice that recorded it.
    pub practice: Option<PracticeName>,
    /// None if all who may see the record see it.
    pub confidentiality: Option<Named>,
}

/// A practice that may see the record, or could.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Access")]
pub struct PracticeAccess {
    /// Which.
    pub practice: PracticeName,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

/// Someone who acts for the person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Helper")]
pub struct Helper {
    /// Their own record.
    pub holder_id: RecordId,
    /// Their name.
    pub name: String,
    /// Whether they may not act yet.
    pub waits_for_answer: bool,
}

/// Says who may see a dose.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SetConfidentialityVariables")]
pub struct SetConfidentiality {
    /// What comes of it.
    #[arguments(input: $input)]
    pub set_confidentiality: ConfidentialitySet,
}

/// What is said.
#[derive(cynic::QueryVariables, Debug)]
pub struct SetConfidentialityVariables {
    /// Who.
    pub input: SetConfidentialityInput,
}

/// Who may see a dose from now on.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct SetConfidentialityInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// Whether only those who are named see it.
    pub is_confidential: bool,
    /// Practices that are named.
    pub practice_ids: Vec<PracticeId>,
    /// People who are named.
    pub helper_ids: Vec<RecordId>,
}

/// What comes of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "VaccinationPayload")]
pub struct ConfidentialitySet {
    /// What was refused.
    pub user_errors: Vec<VaccinationError>,
}
