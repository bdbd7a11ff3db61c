//! Reading everything that is kept about a person, as the form has it.
//!
//! A confidential dose that the reader may not see is left out. What belongs to records that were joined into this one is read with it. A row with a word
//! that none of our types knows is an error, never left out.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{AuthorKind, RecordId};

use super::form::{Author, Export, FORMAT, Fact, VERSION, Vaccination};
use crate::{
    accesses,
    assessments::{self, entity::assessment_version, seen::Hidden},
    confidentiality,
    error::{AppError, Result},
    facts::{self, fact, fact_version},
    op::OpCtx,
    records::{Record, record},
    vaccinations::{self, vaccination, vaccination_version},
};

mod messages;
mod person;
mod said;
mod sharing;

/// Reads everything about the person of a record. The caller has the right to it.
pub(super) async fn gather(op: &OpCtx, of: &Record) -> Result<Export> {
    let (db, id) = (op.db(), of.id());
    let joined = record::Entity::find()
        .filter(record::Column::MergedInto.eq(id))
        .order_by_asc(record::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<RecordId> = [id].into_iter().chain(joined.iter().map(|row| row.id)).collect();
    let row = record::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
    let all = vaccinations::of_records(db, &[id]).await?;
    let hidden = confidentiality::hidden(op, db, &[of], &all).await?;
    let fact_rows = facts::store::rows(db, &[id]).await?;
    let known = facts::for_engine(&fact_rows);
    let today = assessments::of_today(op, &row, &all, &known, None).await?;
    let mut doses = all;
    doses.retain(|dose| !hidden.contains(&dose.id));
    let unseen = today.as_ref().map(|today| Hidden::among(&today.doses, &hidden));
    let unseen = unseen.unwrap_or_default();
    let by = accesses::Author::of(&op.actor);
    let (acted_for_by, acts_for) = sharing::relations(db, &ids).await?;
    Ok(Export {
        format: FORMAT.to_owned(),
        version: VERSION,
        made_at: op.now(),
        made_by: Author { kind: by.kind, name: by.name, practice: by.practice_name },
        person: person::person(db, row).await?,
        joined: person::people(db, joined).await?,
        merges: person::merges(db, &ids).await?,
        accounts: person::accounts(db, &ids).await?,
        vaccinations: vaccinations_of(db, id, doses).await?,
        facts: facts_of(db, id, fact_rows).await?,
        assessment: today.as_ref().map(|today| said::assessment(today, &unseen)),
        // From day to day they would tell when a hidden dose was given.
        assessments_before: match unseen.is_empty() {
            true => assessments_before(db, &ids).await?,
            false => Vec::new(),
        },
        consents: sharing::consents(db, &ids).await?,
        accesses: sharing::accesses(db, &ids).await?,
        access_codes: sharing::codes(db, &ids).await?,
        access_log: sharing::log(db, id).await?,
        access_questions: sharing::questions(db, &ids).await?,
        correction_requests: sharing::corrections(db, &ids, &hidden).await?,
        confidentiality: sharing::confidentiality(db, &ids, &hidden).await?,
        acted_for_by,
        acts_for,
        relation_codes: sharing::relation_codes(db, &ids).await?,
        relation_bars: sharing::bars(db, &ids).await?,
        wrong_codes: sharing::wrong_codes(db, &ids).await?,
        addresses: messages::addresses(db, &ids).await?,
        mails: messages::mails(db, &ids).await?,
        reminder_settings: messages::settings(db, &ids).await?,
        reminders: messages::reminders(db, &ids).await?,
    })
}

/// The value of a word in a column.
fn word<T>(column: &str, code: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    let unknown =
        || anyhow::anyhow!("the column `{column}` has a word that is none of ours").into();
    read(code).ok_or_else(unknown)
}

/// The same of a column that may be empty.
fn word_if<T>(
    column: &str,
    code: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    code.map(|code| word(column, code, read)).transpose()
}

fn author(kind: &str, name: String, practice: Option<String>) -> Result<Author> {
    Ok(Author { kind: word("author_kind", kind, AuthorKind::from_code)?, name, practice })
}

async fn vaccinations_of(
    db: &impl ConnectionTrait,
    id: RecordId,
    mut rows: Vec<vaccination::Model>,
) -> Result<Vec<Vaccination>> {
    let mut versions = vaccination_version::Entity::find()
        .filter(vaccination_version::Column::RecordId.eq(id))
        .order_by_asc(vaccination_version::Column::Version)
        .all(db)
        .await?;
    rows.sort_by_key(|row| (row.occurred_from, row.occurred_to, row.id));
    rows.into_iter().map(|row| said::vaccination(row, &mut versions)).collect()
}

async fn facts_of(
    db: &impl ConnectionTrait,
    id: RecordId,
    rows: Vec<fact::Model>,
) -> Result<Vec<Fact>> {
    let mut versions = fact_version::Entity::find()
        .filter(fact_version::Column::RecordId.eq(id))
        .order_by_asc(fact_version::Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(|row| said::fact(row, &mut versions)).collect()
}

async fn assessments_before(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<super::form::AssessmentBefore>> {
    let rows = assessment_version::Entity::find()
        .filter(assessment_version::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(assessment_version::Column::RecordId)
        .order_by_asc(assessment_version::Column::Version)
        .all(db)
        .await?;
    rows.into_iter().map(said::assessment_before).collect()
}
