//! Families and helpers in the schema.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{EntryId, RecordId, RelationRights};

use super::{
    answer::{AnswerParent, answer_parent},
    code::{MakeCode, NewCode, make_code},
    end::{EndInvitation, EndRelation, end_invitation, end_relation},
    entity, join,
    join::JoinByCode,
    rule, store,
};
use crate::{
    authz::Action,
    error::Result as AppResult,
    graphql::{ContextExt, outcome, to_graphql},
    records::{
        self,
        graphql::{Record, RecordError},
    },
};

/// How someone acts for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum HelperKind {
    /// A parent of a child.
    Parent,
    /// Someone whom the person trusts.
    Trusted,
}

/// Someone who acts for a person.
#[derive(Debug, Clone, SimpleObject)]
pub struct Helper {
    /// Their own record's id, to end it.
    holder_id: RecordId,
    /// Their name.
    name: String,
    /// How they act.
    kind: HelperKind,
    /// What they may.
    rights: RelationRights,
    /// Since when, in UTC.
    since: DateTime<Utc>,
    /// Whether the young person has to answer whether they may go on; until then they may not.
    waits_for_answer: bool,
    /// Whether the viewer may end it.
    can_end: bool,
}

/// An invitation that nobody used yet.
#[derive(Debug, Clone, SimpleObject)]
pub struct Invitation {
    /// Its id.
    id: EntryId,
    /// What the trusted person will be allowed.
    rights: RelationRights,
    /// Until when it holds, in UTC.
    expires_at: DateTime<Utc>,
}

impl Invitation {
    fn of(row: &entity::code::Model) -> Self {
        let rights = RelationRights::from_code(&row.rights).unwrap_or(RelationRights::Read);
        Self { id: row.id, rights, expires_at: row.expires_at }
    }
}

/// Who acts for a person; nothing for those who only read and for professionals.
pub(crate) async fn helpers(ctx: &Context<'_>, record: &records::Record) -> Result<Vec<Helper>> {
    let op = ctx.op();
    if !op.actor.may_any(record.relations, Action::ReadAccessLog) {
        return Ok(Vec::new());
    }
    let rows = store::acting_for(op.db(), &[record.id()]).await.map_err(to_graphql)?;
    let may_manage = op.actor.may_any(record.relations, Action::ManageHelpers);
    let is_of_age = rule::OF_AGE <= op.today().age_in_years(record.row.born_from);
    let helpers = rows.into_iter().filter(|row| row.row.kind != "parent" || !is_of_age);
    let helpers = helpers.map(|row| {
        let is_mine = op.actor.record_id() == Some(row.row.holder_record_id);
        let is_trusted = row.row.kind == "trusted";
        Helper {
            waits_for_answer: row.gives(op.today()).is_none(),
            holder_id: row.row.holder_record_id,
            name: row.holder_name(),
            kind: if is_trusted { HelperKind::Trusted } else { HelperKind::Parent },
            rights: RelationRights::from_code(&row.row.rights).unwrap_or(RelationRights::Read),
            since: row.row.since_at,
            can_end: is_mine || record.relations.is_own || may_manage && is_trusted,
        }
    });
    Ok(helpers.collect())
}

/// Whether a young person has to answer whether a parent goes on. Asked of nobody else, and of the
/// database only at the age at which that can be.
pub(crate) async fn waits_for_answer(ctx: &Context<'_>, record: &records::Record) -> Result<bool> {
    let op = ctx.op();
    let age = op.today().age_in_years(record.row.born_from);
    if !record.relations.is_own || !(rule::DECIDES..rule::OF_AGE).contains(&age) {
        return Ok(false);
    }
    let rows = store::acting_for(op.db(), &[record.id()]).await.map_err(to_graphql)?;
    let waits = |row: &store::Related| row.row.kind == "parent" && row.gives(op.today()).is_none();
    Ok(rows.iter().any(waits))
}

/// The invitations of a record; nothing for those who may not manage helpers.
pub(crate) async fn invitations(
    ctx: &Context<'_>,
    record: &records::Record,
) -> Result<Vec<Invitation>> {
    if !ctx.op().actor.may_any(record.relations, Action::ManageHelpers) {
        return Ok(Vec::new());
    }
    let rows = store::invitations(ctx.op(), record.id()).await.map_err(to_graphql)?;
    Ok(rows.iter().map(Invitation::of).collect())
}

/// A trusted person to be invited.
#[derive(Debug, InputObject)]
pub struct InviteTrustedInput {
    /// Made by the caller, 8 to 64 characters; a key makes one code.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// What the trusted person will be allowed.
    rights: RelationRights,
}

/// A child's parent to be given a code.
#[derive(Debug, InputObject)]
pub struct MakeParentCodeInput {
    /// Made by the caller, 8 to 64 characters; a key makes one code.
    idempotency_key: String,
    /// The child's record.
    record_id: RecordId,
}

/// A code, as it was given.
#[derive(Debug, InputObject)]
pub struct JoinByCodeInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The code; signs and case do not matter.
    code: String,
}

/// Who acts for a person no more.
#[derive(Debug, InputObject)]
pub struct EndHelperInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// Whoever acts for that person: `Helper.holderId`.
    holder_id: RecordId,
}

/// An invitation that holds no more.
#[derive(Debug, InputObject)]
pub struct EndInvitationInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The invitation.
    invitation_id: EntryId,
}

/// A young person's answer about a parent.
#[derive(Debug, InputObject)]
pub struct AnswerParentInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The young person's own record.
    record_id: RecordId,
    /// The parent: `Helper.holderId`.
    holder_id: RecordId,
    /// Whether they may go on acting.
    may_act: bool,
}

/// A new code. It is shown this once: only its hash is kept.
#[derive(Debug, SimpleObject)]
pub struct CodePayload {
    /// `K7M4-PQ2X`; null if there are errors.
    code: Option<String>,
    /// Until when it holds, in UTC.
    expires_at: Option<DateTime<Utc>>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// The record that was joined.
#[derive(Debug, SimpleObject)]
pub struct JoinByCodePayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// That it was done.
#[derive(Debug, SimpleObject)]
pub struct HelperPayload {
    /// The record, if the viewer may still read it.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// The families' mutations.
#[derive(Debug, Default)]
pub struct FamilyMutation;

#[Object]
impl FamilyMutation {
    /// Makes an invitation for a trusted person. The code is given to them and works once.
    async fn invite_trusted(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: InviteTrustedInput,
    ) -> Result<CodePayload> {
        let InviteTrustedInput { idempotency_key, record_id, rights } = input;
        let input = MakeCode { idempotency_key, record_id, trusted: Some(rights) };
        code(make_code(ctx.op(), input).await)
    }

    /// Makes a code with which a parent who is present joins a child's record. For professionals.
    async fn make_parent_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: MakeParentCodeInput,
    ) -> Result<CodePayload> {
        let MakeParentCodeInput { idempotency_key, record_id } = input;
        let input = MakeCode { idempotency_key, record_id, trusted: None };
        code(make_code(ctx.op(), input).await)
    }

    /// Joins a record by the code that one was given.
    async fn join_by_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: JoinByCodeInput,
    ) -> Result<JoinByCodePayload> {
        let JoinByCodeInput { idempotency_key, code } = input;
        let done = join::join_by_code(ctx.op(), JoinByCode { idempotency_key, code }).await;
        let (record, faults) = outcome(done)?;
        let user_errors = faults.into_iter().map(Into::into).collect();
        Ok(JoinByCodePayload { record: record.map(Record), user_errors })
    }

    /// Ends that someone acts for a person. Either of the two can, at any time.
    async fn end_helper(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: EndHelperInput,
    ) -> Result<HelperPayload> {
        let EndHelperInput { idempotency_key, record_id, holder_id } = input;
        let input = EndRelation { idempotency_key, record_id, holder_id };
        done(ctx, record_id, end_relation(ctx.op(), input).await).await
    }

    /// Ends an invitation that nobody used yet.
    async fn end_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: EndInvitationInput,
    ) -> Result<HelperPayload> {
        let EndInvitationInput { idempotency_key, record_id, invitation_id } = input;
        let input = EndInvitation { idempotency_key, record_id, invitation_id };
        done(ctx, record_id, end_invitation(ctx.op(), input).await).await
    }

    /// Answers, from 16 on, whether a parent may go on acting for oneself.
    async fn answer_parent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: AnswerParentInput,
    ) -> Result<HelperPayload> {
        let AnswerParentInput { idempotency_key, record_id, holder_id, may_act } = input;
        let input = AnswerParent { idempotency_key, record_id, holder_id, may_act };
        done(ctx, record_id, answer_parent(ctx.op(), input).await).await
    }
}

fn code(made: AppResult<NewCode>) -> Result<CodePayload> {
    let (made, faults) = outcome(made)?;
    let user_errors = faults.into_iter().map(Into::into).collect();
    let (code, expires_at) = made.map(|new| (new.code, new.row.expires_at)).unzip();
    Ok(CodePayload { code, expires_at, user_errors })
}

async fn done(
    ctx: &Context<'_>,
    record_id: RecordId,
    result: AppResult<()>,
) -> Result<HelperPayload> {
    let (is_done, faults) = outcome(result)?;
    let mut record = None;
    if is_done.is_some() {
        record = records::require_unlogged(ctx.op(), record_id, Action::Read).await.ok();
    }
    let user_errors = faults.into_iter().map(Into::into).collect();
    Ok(HelperPayload { record: record.map(Record), user_errors })
}
