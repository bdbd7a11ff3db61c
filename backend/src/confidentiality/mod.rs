//! Confidential doses: the person, or a parent for a child, says that a dose is seen only by
//! those who are named (FHIR: `Immunization.meta.security` = `R`, restricted).
//!
//! Whether an actor sees such a dose is decided by [`Actor::sees_confidential`]; here is to which
//! doses of a list that applies. A dose that was joined into a hidden one is hidden with it,
//! except from the practice that recorded it. What the recommendations say is always computed
//! with all doses ([`crate::assessments::seen`]): the decision stays right, and names no dose that
//! the viewer may not see.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use shared::{EntryId, RecordId, VaccinationId};

use crate::{
    authz::{Actor, Named, PracticeRef, Relations},
    error::Result,
    op::OpCtx,
    records::Record,
    vaccinations::vaccination,
};

pub(crate) mod entity;
pub mod graphql;
mod set;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use set::{SetConfidentiality, set_confidentiality};

/// How a dose is kept confidential now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidentiality {
    /// Since when.
    pub since: DateTime<Utc>,
    /// The practices that are named, as they were called then.
    pub practices: Vec<PracticeRef>,
    /// Those who act for the person and are named.
    pub helpers: Vec<NamedHelper>,
}

/// Someone who acts for the person, and may see the dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedHelper {
    /// The id of their own record.
    pub id: RecordId,
    /// Their name then.
    pub name: String,
}

impl Confidentiality {
    fn named(&self) -> Named {
        Named {
            practices: self.practices.iter().map(|practice| practice.id).collect(),
            helpers: self.helpers.iter().map(|helper| helper.id).collect(),
        }
    }
}

/// The confidential doses among these, by what is said of them.
pub(crate) fn asked_of(doses: &[vaccination::Model]) -> Vec<EntryId> {
    doses.iter().filter_map(|dose| dose.confidentiality_id).collect()
}

/// Those of these doses that the actor may not see. A dose is of one of the records that the
/// actor may read, by their relations; what is said of a confidential dose is in `said`, else
/// nobody is named.
pub(crate) fn hidden_from(
    actor: &Actor,
    relations: impl Fn(RecordId) -> Option<Relations>,
    doses: &[vaccination::Model],
    said: &HashMap<EntryId, Confidentiality>,
) -> HashSet<VaccinationId> {
    let sees = |dose: &vaccination::Model, named: &Named| {
        relations(dose.record_id)
            .is_some_and(|relations| actor.sees_confidential(relations, dose.practice_id, named))
    };
    let named = |id: EntryId| said.get(&id).map(Confidentiality::named).unwrap_or_default();
    let is_hidden = |dose: &&vaccination::Model| {
        dose.confidentiality_id.is_some_and(|id| !sees(dose, &named(id)))
    };
    let mut hidden: HashSet<VaccinationId> =
        doses.iter().filter(is_hidden).map(|dose| dose.id).collect();
    if hidden.is_empty() {
        return hidden;
    }
    // What was joined into a hidden dose says the same; chains are as long as there are doses.
    let nobody = Named::default();
    loop {
        let known = hidden.len();
        let joined = doses.iter().filter(|d| d.joined_into.is_some_and(|i| hidden.contains(&i)));
        let joined = joined.filter(|dose| !sees(dose, &nobody));
        let joined: Vec<VaccinationId> = joined.map(|dose| dose.id).collect();
        hidden.extend(joined);
        if hidden.len() == known {
            return hidden;
        }
    }
}

/// The same, asked of the database, which is only asked where a dose is confidential.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn hidden(
    op: &OpCtx,
    db: &impl crate::db::ConnectionTrait,
    records: &[&Record],
    doses: &[vaccination::Model],
) -> Result<HashSet<VaccinationId>> {
    let said = store::current(db, &asked_of(doses)).await?;
    let relations = |id| records.iter().find(|record| record.id() == id).map(|r| r.relations);
    Ok(hidden_from(&op.actor, relations, doses, &said))
}

/// Those of these doses of a record that the actor sees.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn seen(
    op: &OpCtx,
    record: &Record,
    doses: Vec<vaccination::Model>,
) -> Result<Vec<vaccination::Model>> {
    let hidden = hidden(op, op.db(), &[record], &doses).await?;
    Ok(doses.into_iter().filter(|dose| !hidden.contains(&dose.id)).collect())
}
