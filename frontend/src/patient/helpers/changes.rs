//! What the pages about helpers change.

use shared::{EntryId, RecordId};

use crate::{
    account::queries::RecordError,
    api::{Moment, RelationRights, schema},
};

/// Invites a trusted person.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "InviteVariables")]
pub struct InviteTrusted {
    /// What came of it.
    #[arguments(input: $input)]
    pub invite_trusted: CodePayload,
}

/// For [`InviteTrusted`].
#[derive(cynic::QueryVariables, Debug)]
pub struct InviteVariables {
    /// All of it.
    pub input: InviteTrustedInput,
}

/// For whom, and what for.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct InviteTrustedInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// What they will be allowed.
    pub rights: RelationRights,
}

/// Makes a code for a child's parent.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ParentCodeVariables")]
pub struct MakeParentCode {
    /// What came of it.
    #[arguments(input: $input)]
    pub make_parent_code: CodePayload,
}

/// For [`MakeParentCode`].
#[derive(cynic::QueryVariables, Debug)]
pub struct ParentCodeVariables {
    /// All of it.
    pub input: MakeParentCodeInput,
}

/// For which child.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct MakeParentCodeInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
}

/// A code, shown this once.
#[derive(cynic::QueryFragment, Debug)]
pub struct CodePayload {
    /// The code.
    pub code: Option<String>,
    /// Until when it holds.
    pub expires_at: Option<Moment>,
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// Joins a record by a code.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "JoinVariables")]
pub struct JoinByCode {
    /// What came of it.
    #[arguments(input: $input)]
    pub join_by_code: JoinPayload,
}

/// For [`JoinByCode`].
#[derive(cynic::QueryVariables, Debug)]
pub struct JoinVariables {
    /// All of it.
    pub input: JoinByCodeInput,
}

/// The code as it was typed.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct JoinByCodeInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The code.
    pub code: String,
}

/// What came of joining.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "JoinByCodePayload")]
pub struct JoinPayload {
    /// The record.
    pub record: Option<Joined>,
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}

/// The record that was joined.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Record")]
pub struct Joined {
    /// Its id.
    pub id: RecordId,
}

/// Ends that someone acts for a person.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EndHelperVariables")]
pub struct EndHelper {
    /// What came of it.
    #[arguments(input: $input)]
    pub end_helper: HelperPayload,
}

/// For [`EndHelper`].
#[derive(cynic::QueryVariables, Debug)]
pub struct EndHelperVariables {
    /// All of it.
    pub input: EndHelperInput,
}

/// Who acts no more.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct EndHelperInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// Whoever acts.
    pub holder_id: RecordId,
}

/// Ends an invitation.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EndInvitationVariables")]
pub struct EndInvitation {
    /// What came of it.
    #[arguments(input: $input)]
    pub end_invitation: HelperPayload,
}

/// For [`EndInvitation`].
#[derive(cynic::QueryVariables, Debug)]
pub struct EndInvitationVariables {
    /// All of it.
    pub input: EndInvitationInput,
}

/// Which invitation.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct EndInvitationInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The invitation.
    pub invitation_id: EntryId,
}

/// Answers about a parent.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AnswerVariables")]
pub struct AnswerParent {
    /// What came of it.
    #[arguments(input: $input)]
    pub answer_parent: HelperPayload,
}

/// For [`AnswerParent`].
#[derive(cynic::QueryVariables, Debug)]
pub struct AnswerVariables {
    /// All of it.
    pub input: AnswerParentInput,
}

/// Whether a parent may go on.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct AnswerParentInput {
    /// The key of this intention.
    pub idempotency_key: String,
    /// One's own record.
    pub record_id: RecordId,
    /// The parent.
    pub holder_id: RecordId,
    /// Whether they may.
    pub may_act: bool,
}

/// That it was done.
#[derive(cynic::QueryFragment, Debug)]
pub struct HelperPayload {
    /// What is wrong.
    pub user_errors: Vec<RecordError>,
}
