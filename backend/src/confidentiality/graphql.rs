//! Confidential doses in the schema.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use futures::future;
use shared::{PracticeId, RecordId, VaccinationId};

use super::{
    Confidentiality as Said, NamedHelper as Helper, SetConfidentiality, asked_of, hidden_from,
};
use crate::{
    authz::Action,
    graphql::{
        ContextExt,
        loader::{ConfidentialityOf, DosesOf},
    },
    practices::graphql::Practice,
    records::Record,
    vaccinations::{
        graphql::payloads::{self, VaccinationPayload},
        vaccination,
    },
};

/// The doses of a record, and which of them the viewer may not see.
#[derive(Debug)]
pub(crate) struct Doses {
    /// All of them: for the engine alone.
    pub(crate) all: Arc<Vec<vaccination::Model>>,
    /// Those that the viewer sees.
    pub(crate) seen: Arc<Vec<vaccination::Model>>,
    /// Those that the viewer may not see.
    pub(crate) hidden: HashSet<VaccinationId>,
}

/// The doses of a record that the viewer may read.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn doses(ctx: &Context<'_>, record: &Record) -> Result<Doses> {
    let all = ctx.load(DosesOf(record.id())).await?.unwrap_or_default();
    let said = said_of(ctx, &all).await?;
    let relations = |id| (id == record.id()).then_some(record.relations);
    let hidden = hidden_from(&ctx.op().actor, relations, &all, &said);
    let seen = if hidden.is_empty() {
        all.clone()
    } else {
        Arc::new(all.iter().filter(|dose| !hidden.contains(&dose.id)).cloned().collect())
    };
    Ok(Doses { all, seen, hidden })
}

async fn said_of(
    ctx: &Context<'_>,
    doses: &[vaccination::Model],
) -> Result<HashMap<shared::EntryId, Said>> {
    let asked = asked_of(doses).into_iter().map(|id| async move {
        Ok::<_, async_graphql::Error>(ctx.load(ConfidentialityOf(id)).await?.map(|said| (id, said)))
    });
    Ok(future::try_join_all(asked).await?.into_iter().flatten().collect())
}

/// Who sees a dose beside the person and the practice that recorded it; for those who may say so.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn of_dose(
    ctx: &Context<'_>,
    record: &Record,
    dose: &vaccination::Model,
) -> Result<Option<Confidentiality>> {
    let Some(id) = dose.confidentiality_id else { return Ok(None) };
    if !ctx.op().actor.may_any(record.relations, Action::SetConfidentiality) {
        return Ok(None);
    }
    Ok(ctx.load(ConfidentialityOf(id)).await?.map(Confidentiality))
}

/// How a dose is kept confidential.
#[derive(Debug, Clone)]
pub struct Confidentiality(Said);

/// How a dose is kept confidential.
#[Object]
impl Confidentiality {
    /// Since when, in UTC.
    async fn since(&self) -> DateTime<Utc> {
        self.0.since
    }

    /// The practices that are named; the one that recorded the dose sees it without.
    async fn practices(&self) -> Vec<Practice> {
        let named = self.0.practices.iter();
        named.map(|p| Practice { id: p.id, name: p.name.clone() }).collect()
    }

    /// Those who are named of who acts for the person.
    async fn helpers(&self) -> Vec<NamedHelper> {
        let named = self.0.helpers.iter();
        named.map(|Helper { id, name }| NamedHelper { id: *id, name: name.clone() }).collect()
    }
}

/// Someone who acts for the person, and may see a confidential dose.
#[derive(Debug, SimpleObject)]
pub struct NamedHelper {
    /// The id of their own record, as in `Helper.holderId`.
    id: RecordId,
    /// Their name.
    name: String,
}

/// Who may see a dose from now on.
#[derive(Debug, InputObject)]
pub struct SetConfidentialityInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The dose.
    vaccination_id: VaccinationId,
    /// Whether only those who are named see it; if not, all who may read the record.
    is_confidential: bool,
    /// The practices that are named, at most 50; each may see the record now.
    #[graphql(default)]
    practice_ids: Vec<PracticeId>,
    /// Those who are named of who acts for the person, at most 50, by `Helper.holderId`. A parent who says this is named in any case.
    #[graphql(default)]
    helper_ids: Vec<RecordId>,
}

/// The mutations of confidential doses.
#[derive(Debug, Default)]
pub struct ConfidentialityMutation;

#[Object]
impl ConfidentialityMutation {
    /// Says who may see a dose: all who may read the record, or only those who are named. For the person and for parents. The person and the practice that recorded it see it always.
    async fn set_confidentiality(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: SetConfidentialityInput,
    ) -> Result<VaccinationPayload> {
        let (record_id, id) = (input.record_id, input.vaccination_id);
        let input = SetConfidentiality {
            idempotency_key: input.idempotency_key,
            record_id,
            vaccination_id: id,
            is_confidential: input.is_confidential,
            practice_ids: input.practice_ids,
            helper_ids: input.helper_ids,
        };
        let done = super::set_confidentiality(ctx.op(), input).await;
        payloads::one(ctx.op(), record_id, id, done).await
    }
}
