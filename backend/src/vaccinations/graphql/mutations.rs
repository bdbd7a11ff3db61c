//! The mutations of doses.

use async_graphql::{Context, Object, Result};

use super::{
    super::{
        confirm::confirm_vaccinations,
        correct::correct_vaccination,
        not_given::record_not_given,
        record::record_vaccinations,
        same::{join_vaccinations, keep_vaccinations_apart, separate_vaccinations},
        transcribe::{Way, take_over},
        void::void_vaccination,
    },
    inputs::{
        ConfirmVaccinationsInput, CorrectVaccinationInput, ImportVaccinationsInput,
        RecordNotGivenInput, RecordVaccinationsInput, ReportVaccinationsInput,
        SeparateVaccinationsInput, TranscribeVaccinationsInput, TwoVaccinationsInput,
        VoidVaccinationInput,
    },
    payloads::{self, VaccinationPayload, VaccinationsPayload},
};
use crate::graphql::ContextExt;

/// The mutations of doses.
#[derive(Debug, Default)]
pub struct VaccinationMutation;

#[Object]
impl VaccinationMutation {
    /// Records doses given here, all or none.
    async fn record_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: RecordVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), record_vaccinations(ctx.op(), input.into()).await).await
    }

    /// Copies doses from a proof, all or none.
    async fn transcribe_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: TranscribeVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), take_over(ctx.op(), Way::Transcribe, input.into()).await).await
    }

    /// Adds doses that the patient or a parent remembers; a professional confirms them later.
    async fn report_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ReportVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), take_over(ctx.op(), Way::Report, input.into()).await).await
    }

    /// Takes over doses from another system; a professional confirms them later. For integrators.
    async fn import_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ImportVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), take_over(ctx.op(), Way::Import, input.into()).await).await
    }

    /// Records that a dose was not given, and why.
    async fn record_not_given(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: RecordNotGivenInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), record_not_given(ctx.op(), input.into()).await).await
    }

    /// Writes a new version of a dose; the old one stays visible.
    async fn correct_vaccination(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: CorrectVaccinationInput,
    ) -> Result<VaccinationPayload> {
        let (record_id, id) = input.dose();
        payloads::one(ctx.op(), record_id, id, correct_vaccination(ctx.op(), input.into()).await)
            .await
    }

    /// Marks a dose as entered in error; it stays visible.
    async fn void_vaccination(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: VoidVaccinationInput,
    ) -> Result<VaccinationPayload> {
        let (record_id, id) = input.dose();
        payloads::one(ctx.op(), record_id, id, void_vaccination(ctx.op(), input.into()).await).await
    }

    /// Joins two doses that are the same event: the one with the more exact code stays and takes over what only the other says. Both are versions, and can be undone.
    async fn join_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: TwoVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), join_vaccinations(ctx.op(), input.into()).await).await
    }

    /// Says that two doses of the same day are two events; they are not proposed again.
    async fn keep_vaccinations_apart(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: TwoVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), keep_vaccinations_apart(ctx.op(), input.into()).await).await
    }

    /// Takes two doses apart that were joined; each says again what it said before.
    async fn separate_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: SeparateVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), separate_vaccinations(ctx.op(), input.into()).await).await
    }

    /// Confirms doses that were told or imported, all or none.
    async fn confirm_vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ConfirmVaccinationsInput,
    ) -> Result<VaccinationsPayload> {
        payloads::many(ctx.op(), confirm_vaccinations(ctx.op(), input.into()).await).await
    }
}
