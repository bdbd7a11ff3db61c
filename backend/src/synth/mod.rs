//! A plausible population for load: the real system's size is 34,000 records with 186,000
//! doses.
//!
//! Everything follows from the seed and the day, so that two databases can be compared.
//! People are made one after the other and written in transactions of a few hundred, so
//! that memory stays flat. Rows are written as the product writes them – identifiers,
//! accesses, versions, log – only not one by one. What no one asks for later is left out:
//! callers' keys and events that were told long ago.

use std::collections::HashSet;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use rand::{SeedableRng, rngs::StdRng};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, TransactionTrait,
};
use shared::{Date, IdentifierSystem};

use crate::{ids::Ids, practices::practitioner, records::record_identifier};

mod courses;
mod names;
mod people;
mod practices;
pub(crate) mod products;
mod rows;
#[cfg(test)]
mod tests;

use people::Population;
use rows::Rows;

/// People per transaction: some 10,000 rows.
const PER_TRANSACTION: u64 = 500;

/// How many, and which.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many people.
    pub records: u64,
    /// Another seed gives other people.
    pub seed: u64,
    /// The moment at which the population is seen.
    pub now: DateTime<Utc>,
}

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// People.
    pub records: u64,
    /// Doses, given, told or declined.
    pub doses: u64,
    /// Practices that were added.
    pub practices: u64,
}

/// Writes the population of a plan beside whatever the database holds; `progress` is told
/// how many people there are after each transaction.
///
/// Practices that are there already (the demo's) take a share of the people, so that one
/// can sign in and look at a full practice.
///
/// # Errors
/// If the people of that seed are there already, or the database does not answer.
pub async fn generate(
    db: &DatabaseConnection,
    plan: Plan,
    progress: impl Fn(u64),
) -> anyhow::Result<Made> {
    refuse_same_seed(db, plan.seed).await?;
    let ids = Ids::seeded(plan.seed);
    let mut rng = StdRng::seed_from_u64(plan.seed);
    let tx = db.begin().await?;
    let practices = practices::found(&tx, &mut rng, &ids, &plan).await?;
    tx.commit().await?;
    let taken = taken_matricules(db).await?;
    let mut made = Made { practices: practices.added, ..Made::default() };
    let mut population = Population::new(plan, rng, ids, practices, taken);
    while made.records < plan.records {
        let count = PER_TRANSACTION.min(plan.records - made.records);
        let mut rows = Rows::default();
        for _ in 0..count {
            made.doses += population.next(&mut rows);
        }
        let tx = db.begin().await?;
        rows.write(&tx).await.context("cannot write the people")?;
        tx.commit().await?;
        made.records += count;
        progress(made.records);
    }
    Ok(made)
}

/// The number of a seed's professional.
fn professional_number(seed: u64, number: usize) -> String {
    format!("S{seed}-{number:04}")
}

async fn refuse_same_seed(db: &DatabaseConnection, seed: u64) -> anyhow::Result<()> {
    let there = practitioner::Entity::find()
        .filter(practitioner::Column::ProfessionalNumber.eq(professional_number(seed, 0)))
        .count(db)
        .await?;
    if there != 0 {
        bail!("the people of seed {seed} are in this database already; choose another --seed");
    }
    Ok(())
}

/// The matricules in the database: an invented one must be nobody's.
async fn taken_matricules(db: &DatabaseConnection) -> anyhow::Result<HashSet<String>> {
    use sea_orm::QuerySelect;
    let values: Vec<String> = record_identifier::Entity::find()
        .select_only()
        .column(record_identifier::Column::Value)
        .filter(record_identifier::Column::System.eq(IdentifierSystem::LuMatricule.code()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(values.into_iter().collect())
}

/// The civil day of a plan.
fn day_of(plan: &Plan) -> Date {
    crate::clock::luxembourg_day(plan.now)
}
