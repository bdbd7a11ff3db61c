//! The assessments' queries: a record's, and someone who is made up.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, Result};
use engine::person::{Dose, Fact, FactValue, Person};
use shared::{Date, PartialDate, RecordId, Sex};

use super::RecordStatus;
use crate::{
    assessments::{RecordAssessment, known, known::Asked, of_today, rule_sets},
    authz::Action,
    error::AppError,
    facts,
    graphql::{
        ContextExt,
        loader::{AssessmentOf, DosesOf, FactsOf, ReadingOf},
        to_graphql,
    },
    records::{self, Record},
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
    let doses = ctx.load(DosesOf(id)).await?.unwrap_or_default();
    let op = ctx.op();
    let facts = ctx.load(FactsOf(id)).await?.unwrap_or_default();
    let facts = facts::for_engine(&facts);
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
    Ok(assessed.map(|assessed| RecordStatus { record_id: Some(id), of: Arc::new(assessed) }))
}

/// A person and what might be: nothing of it is stored.
#[derive(Debug, InputObject)]
pub struct SimulateInput {
    /// A record whose person, facts and doses are taken; else `birthDate` is needed.
    record_id: Option<RecordId>,
    /// The day of birth, for someone who is made up.
    birth_date: Option<Date>,
    /// The sex, for someone who is made up.
    sex: Option<Sex>,
    /// Facts beside those of the record; an answer to the same question takes its place.
    #[graphql(default)]
    facts: Vec<SimulatedFact>,
    /// Doses beside those of the record.
    #[graphql(default)]
    doses: Vec<SimulatedDose>,
    /// The day it speaks of; today if missing.
    as_of: Option<Date>,
    /// The rule set, such as `lu-2024`; the one in force then if missing.
    rule_set: Option<String>,
}

/// Something that might be known about a person.
#[derive(Debug, InputObject)]
pub struct SimulatedFact {
    /// Its code, as in docs/engine.md.
    code: String,
    /// Since that day.
    from: Option<Date>,
    /// Up to that day, which still belongs to it.
    to: Option<Date>,
    /// Its value, if it is a number.
    number: Option<i64>,
    /// The answer, if it is yes or no.
    is_so: Option<bool>,
}

/// A dose that might be given.
#[derive(Debug, InputObject)]
pub struct SimulatedDose {
    /// The NUVA code of the vaccine.
    vaccine_code: String,
    /// When: a day, a month, a year, a span, or unknown.
    on: PartialDate,
}

/// The most facts and doses that a simulation takes, each.
const MOST: usize = 200;

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
        let op = ctx.op();
        op.signed_in().map_err(to_graphql)?;
        if MOST < input.facts.len() || MOST < input.doses.len() {
            let message = format!("`input`: at most {MOST} facts and {MOST} doses");
            return Err(to_graphql(AppError::BadInput(message)));
        }
        let asked = Asked { as_of: input.as_of, rule_set: input.rule_set, known_at: None };
        let person = match (input.record_id, input.birth_date) {
            (Some(_), Some(_)) | (None, None) => {
                let message = "`input`: either `recordId` or `birthDate`".to_owned();
                return Err(to_graphql(AppError::BadInput(message)));
            }
            (None, Some(birth_date)) => {
                let sex = input.sex.unwrap_or(Sex::Unknown);
                let person = Person { birth_date, sex, facts: Vec::new(), doses: Vec::new() };
                Some((None, person, Vec::new()))
            }
            (Some(id), None) => {
                let record = records::require(op, id, Action::Read).await.map_err(to_graphql)?;
                let status = of_record(ctx, &record, &Asked::default()).await?;
                status.map(|s| (Some(id), s.of.person.clone(), s.of.doses.clone()))
            }
        };
        let Some((record_id, mut person, doses)) = person else { return Ok(None) };
        let facts: Vec<Fact> = input.facts.into_iter().map(fact).collect();
        person.facts.retain(|held| facts.iter().all(|fact| fact.code != held.code));
        person.facts.extend(facts);
        person.doses.extend(input.doses.into_iter().map(|dose| Dose {
            on: dose.on,
            vaccine: dose.vaccine_code,
            sub_standard: false,
        }));
        let rules = asked.rules(op).await.map_err(to_graphql)?;
        let as_of = asked.as_of.unwrap_or(op.today());
        let of = RecordAssessment::derive(rules, person, doses, as_of);
        Ok(Some(RecordStatus { record_id, of: Arc::new(of) }))
    }
}

fn fact(said: SimulatedFact) -> Fact {
    let number = said.number.map(FactValue::Number);
    let value = number.or(said.is_so.map(FactValue::Bool));
    Fact { code: said.code, from: said.from, to: said.to, value }
}
