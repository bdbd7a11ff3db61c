//! Who is signed in, in the schema.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use shared::{AccountId, Locale, PracticeId, Role};

use super::choose;
use crate::{
    authz::AccountActor,
    error::UserError,
    graphql::{ContextExt, outcome, to_graphql},
    op::OpCtx,
    practices::graphql::{Practice, Practitioner},
    records::{
        self,
        graphql::{Record, ViewerRelation},
    },
    reminders::{self, graphql::AddressState},
};

/// One account that can sign in.
#[derive(Debug, Clone, SimpleObject)]
pub struct Account {
    /// Its id.
    id: AccountId,
    /// The name as the identity provider states it.
    display_name: String,
    /// The language of screens and mails.
    locale: Locale,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Viewer {
    op: OpCtx,
    account: AccountActor,
}

impl Viewer {
    /// The person of an operation; `None` for machines and strangers.
    fn of(op: &OpCtx) -> Option<Self> {
        Some(Self { op: op.clone(), account: op.actor.account()?.clone() })
    }
}

/// Who is signed in.
#[Object]
impl Viewer {
    /// The account.
    async fn account(&self) -> Account {
        Account {
            id: self.account.account_id,
            display_name: self.account.display_name.clone(),
            locale: self.account.locale,
        }
    }

    /// What the account may be.
    async fn roles(&self) -> &[Role] {
        &self.account.roles
    }

    /// The professional behind the account, if it is one.
    async fn practitioner(&self) -> Option<Practitioner> {
        self.account.practitioner.clone().map(Practitioner)
    }

    /// The practice in which a professional works now.
    async fn practice(&self) -> Option<Practice> {
        self.account.practice.clone().map(Practice::from)
    }

    /// All practices of a professional, by name.
    #[graphql(complexity = "5 * child_complexity")]
    async fn practices(&self) -> Vec<Practice> {
        self.account.practices.iter().cloned().map(Practice::from).collect()
    }

    /// How far the e-mail address of one's own record is; null for whom there is none.
    async fn address(&self) -> Result<Option<AddressState>> {
        let Some(id) = self.account.record_id else { return Ok(None) };
        reminders::graphql::address_state(&self.op, id).await.map(Some)
    }

    /// Own record and those of children: own first, then by birth.
    #[graphql(complexity = "5 * child_complexity")]
    async fn records(&self) -> Result<Vec<ViewerRecord>> {
        let records = records::of_family(&self.op).await.map_err(to_graphql)?;
        Ok(records
            .into_iter()
            .map(|r| ViewerRecord {
                relation: r.right_of(&self.op.actor).into(),
                record: Record(r),
            })
            .collect())
    }

    /// Whether this installation is a demo with invented people.
    async fn is_demo(&self) -> bool {
        self.op.app.config.is_demo
    }
}

/// A record that belongs to the viewer or to a child of theirs.
#[derive(Debug, Clone, SimpleObject)]
pub struct ViewerRecord {
    /// The record.
    record: Record,
    /// How the viewer is related to it.
    relation: ViewerRelation,
}

/// The account's queries.
#[derive(Debug, Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// Who is signed in; null if nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        Viewer::of(ctx.op())
    }
}

/// Chooses the language.
#[derive(Debug, InputObject)]
pub struct ChooseLocaleInput {
    /// The language.
    locale: Locale,
}

/// Chooses the practice.
#[derive(Debug, InputObject)]
pub struct ChoosePracticeInput {
    /// The practice.
    practice_id: PracticeId,
}

/// The viewer as they are now.
#[derive(Debug, SimpleObject)]
pub struct ViewerPayload {
    /// The viewer as they are now.
    viewer: Option<Viewer>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<ViewerError>,
}

/// Something in the viewer's input that they can mend.
#[derive(Debug, SimpleObject)]
pub struct ViewerError {
    /// What is wrong.
    code: ViewerErrorCode,
    /// The path in the input.
    field: Vec<String>,
    /// For developers, in English; the client translates the code.
    message: String,
}

/// What is wrong with the viewer's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ViewerErrorCode {
    /// The viewer does not work in this practice.
    NotInPractice,
}

impl From<UserError> for ViewerError {
    fn from(e: UserError) -> Self {
        Self { code: ViewerErrorCode::NotInPractice, field: e.field, message: e.message }
    }
}

/// The account's mutations.
#[derive(Debug, Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Chooses the language of screens and mails.
    async fn choose_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ChooseLocaleInput,
    ) -> Result<ViewerPayload> {
        payload(choose::choose_locale(ctx.op(), input.locale).await)
    }

    /// Chooses in which of their practices a professional works now.
    async fn choose_practice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ChoosePracticeInput,
    ) -> Result<ViewerPayload> {
        payload(choose::choose_practice(ctx.op(), input.practice_id).await)
    }
}

fn payload(result: crate::error::Result<OpCtx>) -> Result<ViewerPayload> {
    let (op, faults) = outcome(result)?;
    let viewer = op.as_ref().and_then(Viewer::of);
    Ok(ViewerPayload { viewer, user_errors: faults.into_iter().map(Into::into).collect() })
}
