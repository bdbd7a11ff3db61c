//! The assessments' queries: a record's, someone who is made up, and the visits to come.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use futures::future;

use super::{
    RecordStatus,
    plan::{PlanInput, PlanOfVisits},
    suppose::{SimulateInput, Supposed},
};
use crate::{
    assessments::{known, known::Asked, of_today, rule_sets, seen::Hidden},
    confidentiality::graphql::{Doses, doses as doses_of},
    facts,
    graphql::{
        ContextExt,
        loader::{AssessmentOf, FactsOf, ReadingOf},
        to_graphql,
    },
    records::Record,
};

/// The assessment of a record that the viewer may read.
///
/// # Errors
/// `BAD_INPUT` for a rule set that there is not.
pub(crate) async fn of_record(
    ctx: &Context<'_>,
    record: &Record,
    asked: &Asked,
) -> Result<Option<RecordStatus>> {
    let id = record.id();
    ctx.load(ReadingOf(id)).await?;
    // Asked for together, so that those of the page's other fields are the same two queries.
    let (doses, facts) = future::try_join(doses_of(ctx, record), ctx.load(FactsOf(id))).await?;
    let Doses { all: doses, hidden, .. } = doses;
    let facts = facts::for_engine(&facts.unwrap_or_default());
    let op = ctx.op();
    let assessed = if asked.is_todays(op.today()) {
        let stored = match &record.stored {
            Some(stored) => Some(stored.clone()),
            None => ctx.load(AssessmentOf(id)).await?.map(Into::into),
        };
        of_today(op, &record.row, &doses, &facts, stored.as_ref()).await
    } else {
        known::derive(op, &record.row, &doses, &facts, asked).await
    };
    let assessed = assessed.map_err(to_graphql)?;
    Ok(assessed.map(|assessed| {
        let hidden = Hidden::among(&assessed.doses, &hidden);
        RecordStatus { record_id: Some(id), hidden: Arc::new(hidden), of: Arc::new(assessed) }
    }))
}

/// The assessments' queries.
#[derive(Debug, Default)]
pub struct AssessmentQuery;

#[Object]
impl AssessmentQuery {
    /// The rule sets by their names, oldest first.
    async fn rule_sets(&self) -> Vec<String> {
        rule_sets::names()
    }

    /// What the recommendations would say: of a record with doses and facts beside those it
    /// has, or of someone who is made up. Nothing is stored. Null while the record's birth
    /// date is not known to the day.
    #[graphql(complexity = "10 + child_complexity")]
    async fn simulate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person and what might be.")] input: SimulateInput,
    ) -> Result<Option<RecordStatus>> {
        let supposed = input.person(ctx).await?;
        Ok(supposed.map(Supposed::assessed))
    }

    /// The visits that bring a person up to date: of a record with doses and facts beside those
    /// it has, or of someone who is made up. Nothing is stored. Null while the record's birth
    /// date is not known to the day.
    #[graphql(complexity = "1000 + child_complexity")]
    async fn plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person, what might be, and what is allowed.")] input: PlanInput,
    ) -> Result<Option<PlanOfVisits>> {
        input.plan(ctx).await
    }
}
