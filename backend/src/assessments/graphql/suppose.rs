//! A person as they are on record, or made up, with what might be beside it.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Result};
use engine::{
    person::{Dose, Fact, FactValue, Person},
    rules::RuleSet,
};
use shared::{Date, PartialDate, RecordId, Sex, VaccinationId};

use super::{RecordStatus, of_record};
use crate::{
    assessments::{RecordAssessment, known::Asked, seen::Hidden},
    authz::Action,
    error::AppError,
    graphql::{ContextExt, to_graphql},
    records,
};

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
    pub(super) as_of: Option<Date>,
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

/// The person that is supposed, and by which rules and for which day.
#[derive(Debug)]
pub(super) struct Supposed {
    pub(super) record_id: Option<RecordId>,
    pub(super) person: Person,
    doses: Vec<VaccinationId>,
    pub(super) hidden: Arc<Hidden>,
    pub(super) rules: &'static RuleSet,
    pub(super) as_of: Date,
}

impl SimulateInput {
    /// Reads the record, if one is named, and puts beside it what is supposed. Nothing while its
    /// birth date is not known to the day.
    ///
    /// # Errors
    /// `Unauthenticated`; `NotFound` for a record that one may not read; `BadInput` for what
    /// makes no sense.
    pub(super) async fn person(self, ctx: &Context<'_>) -> Result<Option<Supposed>> {
        let op = ctx.op();
        op.signed_in().map_err(to_graphql)?;
        if MOST < self.facts.len() || MOST < self.doses.len() {
            let message = format!("`input`: at most {MOST} facts and {MOST} doses");
            return Err(to_graphql(AppError::BadInput(message)));
        }
        let asked = Asked { as_of: self.as_of, rule_set: self.rule_set, known_at: None };
        let mut hidden = Arc::default();
        let person = match (self.record_id, self.birth_date) {
            (Some(_), Some(_)) | (None, None) => {
                let message = "`input`: either `recordId` or `birthDate`".to_owned();
                return Err(to_graphql(AppError::BadInput(message)));
            }
            (None, Some(birth_date)) => {
                let sex = self.sex.unwrap_or(Sex::Unknown);
                let person = Person { birth_date, sex, facts: Vec::new(), doses: Vec::new() };
                Some((person, Vec::new()))
            }
            (Some(id), None) => {
                let record = records::require(op, id, Action::Read).await.map_err(to_graphql)?;
                let status = of_record(ctx, &record, &Asked::default()).await?;
                if let Some(status) = &status {
                    hidden = status.hidden.clone();
                }
                status.map(|s| (s.of.person.clone(), s.of.doses.clone()))
            }
        };
        let Some((mut person, doses)) = person else { return Ok(None) };
        let facts: Vec<Fact> = self.facts.into_iter().map(fact).collect();
        person.facts.retain(|held| facts.iter().all(|fact| fact.code != held.code));
        person.facts.extend(facts);
        person.doses.extend(self.doses.into_iter().map(|dose| Dose {
            on: dose.on,
            vaccine: dose.vaccine_code,
            sub_standard: false,
        }));
        let rules = asked.rules(op).await.map_err(to_graphql)?;
        let as_of = asked.as_of.unwrap_or(op.today());
        Ok(Some(Supposed { record_id: self.record_id, person, doses, hidden, rules, as_of }))
    }
}

impl Supposed {
    /// What the recommendations say of them.
    pub(super) fn assessed(self) -> RecordStatus {
        let Self { record_id, person, doses, hidden, rules, as_of } = self;
        let of = RecordAssessment::derive(rules, person, doses, as_of);
        RecordStatus { record_id, hidden, of: Arc::new(of) }
    }
}

fn fact(said: SimulatedFact) -> Fact {
    let number = said.number.map(FactValue::Number);
    let value = number.or(said.is_so.map(FactValue::Bool));
    Fact { code: said.code, from: said.from, to: said.to, value }
}
