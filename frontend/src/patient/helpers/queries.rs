//! What the pages about helpers ask for.

use shared::{EntryId, RecordId};

use crate::api::{HelperKind, Moment, RecordAction, RelationRights, ViewerRelation, schema};

/// Who acts for a person.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "HelpersVariables")]
pub struct HelpersQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<HelpersOf>,
}

/// Whose.
#[derive(cynic::QueryVariables, Debug)]
pub struct HelpersVariables {
    /// The record.
    pub record: RecordId,
}

/// Who acts for a person, and who is invited to.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct HelpersOf {
    /// Given name.
    pub given_name: String,
    /// How the reader is related to it.
    pub relation: ViewerRelation,
    /// What may be done now.
    pub permitted: Vec<RecordAction>,
    /// They.
    pub helpers: Vec<Helper>,
    /// Invitations that nobody used yet.
    pub invitations: Vec<Invitation>,
}

/// Someone who acts for a person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Helper {
    /// Their own record's id.
    pub holder_id: RecordId,
    /// Their name.
    pub name: String,
    /// How they act.
    pub kind: HelperKind,
    /// What they may.
    pub rights: RelationRights,
    /// Since when.
    pub since: Moment,
    /// Whether the young person has to answer first.
    pub waits_for_answer: bool,
    /// Whether the reader may end it.
    pub can_end: bool,
}

/// An invitation that nobody used yet.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Invitation {
    /// Its id.
    pub id: EntryId,
    /// What the trusted person will be allowed.
    pub rights: RelationRights,
    /// Until when it holds.
    pub expires_at: Moment,
}
