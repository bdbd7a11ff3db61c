//! What stands around the pages asks for.

use shared::{EntryId, RecordId};

use crate::api::{EmergencyReason, Moment, schema};

/// What was opened of the family's records.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query")]
pub struct EmergenciesQuery {
    /// Who is signed in.
    pub viewer: Option<FamilyEmergencies>,
}

/// The records of the family.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Viewer")]
pub struct FamilyEmergencies {
    /// They.
    pub records: Vec<RecordEmergencies>,
}

/// One of them.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "ViewerRecord")]
pub struct RecordEmergencies {
    /// The record.
    pub record: Opened,
}

/// A record and who opened it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record")]
pub struct Opened {
    /// Its id.
    pub id: RecordId,
    /// Whose.
    pub given_name: String,
    /// Newest first.
    pub emergencies: Vec<Emergency>,
}

/// One opening.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AccessLogEntry")]
pub struct Emergency {
    /// Its id.
    pub id: EntryId,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Opener,
    /// The kind.
    pub reason: Option<EmergencyReason>,
}

/// Who opened it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Author")]
pub struct Opener {
    /// The name.
    pub name: String,
    /// The practice.
    pub practice_name: Option<String>,
}
