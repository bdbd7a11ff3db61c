//! The mutations of people's data.

use async_graphql::{Context, Object, Result};

use super::{
    super::{contact, correct, create, death, open, supersede},
    Record,
    inputs::{
        ChangeContactInput, CorrectPersonInput, CreateRecordInput, OpenRecordInput,
        RecordDeathInput, SupersedeIdentifierInput,
    },
    payloads::{
        ChangeContactPayload, CorrectPersonPayload, CreateRecordPayload, OpenRecordPayload,
    },
};
use crate::graphql::{ContextExt, outcome};

/// The records' mutations.
#[derive(Debug, Default)]
pub struct RecordMutation;

#[Object]
impl RecordMutation {
    /// Creates a person's record.
    async fn create_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: CreateRecordInput,
    ) -> Result<CreateRecordPayload> {
        let (created, faults) = outcome(create::create_record(ctx.op(), input.into()).await)?;
        let (record, possible, faults) = match created {
            Some(create::Created::Record(record)) => (Some(Record(*record)), Vec::new(), faults),
            Some(create::Created::Possible(matches, faults)) => (None, matches, faults),
            None => (None, Vec::new(), faults),
        };
        Ok(CreateRecordPayload {
            record,
            possible_matches: possible.into_iter().map(Into::into).collect(),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Opens a record that the practice could not see yet, with the patient present. It is written down and the patient sees it.
    async fn open_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: OpenRecordInput,
    ) -> Result<OpenRecordPayload> {
        let (record, faults) = outcome(open::open_record(ctx.op(), input.into()).await)?;
        Ok(OpenRecordPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Corrects who a person is. The version before stays, and the status is assessed anew.
    async fn correct_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: CorrectPersonInput,
    ) -> Result<CorrectPersonPayload> {
        let (record, faults) = outcome(correct::correct_person(ctx.op(), input.into()).await)?;
        Ok(CorrectPersonPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Records the day of a person's death, corrects it, or takes it back. Nobody is reminded of the dead.
    async fn record_death(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: RecordDeathInput,
    ) -> Result<CorrectPersonPayload> {
        let (record, faults) = outcome(death::record_death(ctx.op(), input.into()).await)?;
        Ok(CorrectPersonPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Replaces a number of a person by another. The old one stays and still leads to the record.
    async fn supersede_identifier(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: SupersedeIdentifierInput,
    ) -> Result<CorrectPersonPayload> {
        let done = supersede::supersede_identifier(ctx.op(), input.into()).await;
        let (record, faults) = outcome(done)?;
        Ok(CorrectPersonPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Changes how a person is reached.
    async fn change_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ChangeContactInput,
    ) -> Result<ChangeContactPayload> {
        let (record, faults) = outcome(contact::change_contact(ctx.op(), input.into()).await)?;
        Ok(ChangeContactPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }
}
