//! The mutations of the health profile.

use async_graphql::{Context, Object, Result};

use super::{
    super::{
        confirm::confirm_fact,
        correct::correct_fact,
        enter::{Way, enter_facts},
        void::void_fact,
    },
    inputs::{
        ConfirmFactInput, CorrectFactInput, EnterFactsInput, ReportFactsInput, VoidFactInput,
    },
    payloads::{self, FactPayload, FactsPayload},
};
use crate::graphql::ContextExt;

/// The mutations of the health profile.
#[derive(Debug, Default)]
pub struct FactMutation;

#[Object]
impl FactMutation {
    /// Enters facts for which a professional stands, all or none.
    async fn enter_facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: EnterFactsInput,
    ) -> Result<FactsPayload> {
        payloads::many(ctx.op(), enter_facts(ctx.op(), Way::Enter, input.into()).await).await
    }

    /// Adds facts that the patient or a parent tells; they count at once, and a professional confirms them later.
    async fn report_facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ReportFactsInput,
    ) -> Result<FactsPayload> {
        payloads::many(ctx.op(), enter_facts(ctx.op(), Way::Report, input.into()).await).await
    }

    /// Writes a new version of a fact, for instance with its end; the old one stays visible. Who told it may do so while nobody confirmed it.
    async fn correct_fact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: CorrectFactInput,
    ) -> Result<FactPayload> {
        let (record_id, id) = input.fact();
        payloads::one(ctx.op(), record_id, id, correct_fact(ctx.op(), input.into()).await).await
    }

    /// Marks a fact as entered in error; it stays visible. Who told it may do so while nobody confirmed it.
    async fn void_fact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: VoidFactInput,
    ) -> Result<FactPayload> {
        let (record_id, id) = input.fact();
        payloads::one(ctx.op(), record_id, id, void_fact(ctx.op(), input.into()).await).await
    }

    /// Confirms a fact that was told.
    async fn confirm_fact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ConfirmFactInput,
    ) -> Result<FactPayload> {
        let (record_id, id) = input.fact();
        payloads::one(ctx.op(), record_id, id, confirm_fact(ctx.op(), input.into()).await).await
    }
}
