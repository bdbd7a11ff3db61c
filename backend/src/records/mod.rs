//! Records: one person each.
//!
//! The only ways to get a record from outside this folder are [`require`], which names
//! the action, and [`find::find_records`], which shows only what is needed to tell
//! people apart. A record that the actor may not see is *not found*.

use chrono::{DateTime, Utc};
use shared::{BirthDate, Date, Locale, PartialDate, RecordId, Sex};

use crate::{
    accesses,
    assessments::Stored,
    authz::{Action, Actor, Relation, Relations},
    error::{AppError, Result},
    op::OpCtx,
};

pub mod contact;
pub mod correct;
pub mod create;
pub mod death;
pub(crate) mod entity;
pub mod find;
pub mod graphql;
mod identifier;
mod input;
pub mod list;
mod name;
pub mod open;
mod store;
pub mod supersede;
#[cfg(test)]
mod tests;

pub(crate) use entity::{record, record_identifier, record_version};
pub(crate) use input::{Contact, Identifier, Person, SaidIdentifier, text as checked_text};
pub(crate) use open::{reason as checked_reason, words as checked_words};
pub(crate) use store::find_by_identifier;
pub(crate) use store::{leads_to, readable, row, rows};
use store::{load, load_family};

/// A record as an actor may see it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row.
    pub(crate) row: record::Model,
    /// The person's numbers.
    pub(crate) identifiers: Vec<identifier::Held>,
    /// What is stored of its assessment, if that was read with it.
    pub(crate) stored: Option<Stored>,
    /// How many records were joined into it, if that was read with it.
    pub(crate) merged_count: Option<i64>,
    /// How many requests for correction are about it, if that was read with it.
    pub(crate) correction_count: Option<i64>,
    /// How the actor is related to it.
    pub relations: Relations,
    /// Until when the actor's practice may see it, if that ends by itself.
    pub access_until: Option<DateTime<Utc>>,
}

impl Record {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.row.id
    }

    /// The relation by which that actor, who got it, may read it.
    #[must_use]
    pub fn right_of(&self, actor: &Actor) -> Relation {
        actor.right(self.relations, Action::Read).unwrap_or(Relation::Stranger)
    }

    /// When the person was born.
    #[must_use]
    pub fn birth_date(&self) -> BirthDate {
        birth_date_of(&self.row)
    }

    /// The numbers that hold now.
    #[must_use]
    pub(crate) fn current_identifiers(&self) -> Vec<Identifier> {
        let current = self.identifiers.iter().filter(|held| held.superseded_at.is_none());
        current.map(|held| held.identifier.clone()).collect()
    }

    /// Whole years lived on that day; `None` if the birth date is not exact enough to say.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<i32> {
        let range = self.birth_date().range();
        let (most, least) = (day.age_in_years(range.from), day.age_in_years(range.to));
        (most == least && 0 <= least).then_some(least)
    }
}

/// The birth date of a row; one that cannot be read is taken as the days it spans.
pub(crate) fn birth_date_of(row: &record::Model) -> BirthDate {
    row.birth_date
        .parse::<PartialDate>()
        .ok()
        .and_then(|d| BirthDate::try_from(d).ok())
        .or_else(|| BirthDate::try_from(PartialDate::Day { on: row.born_from }).ok())
        .expect("a single day is a birth date")
}

/// The words of a row as values; what is unknown is said as unknown.
pub(crate) fn sex_of(row: &record::Model) -> Sex {
    match row.sex.as_str() {
        "female" => Sex::Female,
        "male" => Sex::Male,
        "other" => Sex::Other,
        _ => Sex::Unknown,
    }
}

/// The word for a sex in the database.
pub(crate) fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

/// The language of a row.
pub(crate) fn language_of(row: &record::Model) -> Locale {
    Locale::from_code(&row.language).unwrap_or(Locale::Fr)
}

/// The record, if the actor may do that with it. Reading it is logged.
///
/// # Errors
/// `Unauthenticated` if nobody is signed in; `NotFound` if there is no such record or
/// the actor may not see it or may not do this.
pub async fn require(op: &OpCtx, id: RecordId, action: Action) -> Result<Record> {
    let record = require_unlogged(op, id, action).await?;
    if action == Action::Read {
        accesses::log_readings(op, &[id]).await?;
    }
    Ok(record)
}

/// The same without logging: for events, which carry no data, and for changes, which
/// are logged as what they are.
///
/// # Errors
/// As [`require`].
pub async fn require_unlogged(op: &OpCtx, id: RecordId, action: Action) -> Result<Record> {
    op.signed_in()?;
    let record = load(op, op.db(), id).await?.ok_or(AppError::NotFound)?;
    if op.actor.may_any(record.relations, action) { Ok(record) } else { Err(AppError::NotFound) }
}

/// How the actor is related to a record, whatever they may do with it; `None` if there is no
/// such record.
pub(crate) async fn relations_to(op: &OpCtx, id: RecordId) -> Result<Option<Relations>> {
    Ok(load(op, op.db(), id).await?.map(|record| record.relations))
}

/// How the actor is related to a record, by what is known of the two.
fn relations_of(
    actor: &Actor,
    id: RecordId,
    acts: Option<Relation>,
    is_practice: bool,
) -> Relations {
    let is_own = actor.record_id() == Some(id);
    Relations { is_own, acts: acts.filter(|_| !is_own), is_practice }
}

/// The actor's own record and those of their children, own first, then by birth.
///
/// # Errors
/// If the database does not answer.
pub async fn of_family(op: &OpCtx) -> Result<Vec<Record>> {
    if op.actor.record_id().is_none() || !op.actor.may(Relation::Own, Action::Read) {
        return Ok(Vec::new());
    }
    let mut records = load_family(op).await?;
    records.sort_by_key(|r| (!r.relations.is_own, r.row.born_from, r.row.given_name.clone()));
    Ok(records)
}
