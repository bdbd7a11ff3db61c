//! Who a person is, as the form has it.

use anyhow::Context as _;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{IdentifierSystem, Locale, RecordId};

use super::{
    super::form::{Account, Identifier, Merge, Person, PersonVersion},
    author, word,
};
use crate::{
    accounts::account,
    error::Result,
    merges::entity::merge,
    records::{birth_date_of, record, record_identifier, record_version, sex_of},
};

/// One person.
pub(super) async fn person(db: &impl ConnectionTrait, row: record::Model) -> Result<Person> {
    let identifiers = record_identifier::Entity::find()
        .filter(record_identifier::Column::RecordId.eq(row.id))
        .order_by_asc(record_identifier::Column::Id)
        .all(db)
        .await?;
    let versions = record_version::Entity::find()
        .filter(record_version::Column::RecordId.eq(row.id))
        .order_by_asc(record_version::Column::Version)
        .all(db)
        .await?;
    Ok(Person {
        id: row.id,
        version: row.version,
        birth_date: birth_date_of(&row),
        sex: sex_of(&row),
        language: word("language", &row.language, Locale::from_code)?,
        family_name: row.family_name,
        given_name: row.given_name,
        email: row.email,
        phone: row.phone,
        commune: row.commune,
        died_on: row.died_on,
        created_at: row.created_at,
        updated_at: row.updated_at,
        identifiers: identifiers.into_iter().map(identifier).collect::<Result<_>>()?,
        versions: versions.into_iter().map(version).collect::<Result<_>>()?,
    })
}

/// Several.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    rows: Vec<record::Model>,
) -> Result<Vec<Person>> {
    let mut people = Vec::new();
    for row in rows {
        people.push(person(db, row).await?);
    }
    Ok(people)
}

fn identifier(row: record_identifier::Model) -> Result<Identifier> {
    Ok(Identifier {
        id: row.id,
        system: word("system", &row.system, IdentifierSystem::from_code)?,
        issuer: row.issuer,
        value: row.value,
        created_at: row.created_at,
        superseded_at: row.superseded_at,
    })
}

fn version(row: record_version::Model) -> Result<PersonVersion> {
    Ok(PersonVersion {
        version: row.version,
        at: row.created_at,
        by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
        content: serde_json::from_str(&row.content).context("a version of a person")?,
    })
}

/// That these records were joined or taken apart.
pub(super) async fn merges(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Merge>> {
    let about = Condition::any()
        .add(merge::Column::RecordId.is_in(ids.iter().copied()))
        .add(merge::Column::MergedId.is_in(ids.iter().copied()));
    let rows = merge::Entity::find().filter(about).order_by_asc(merge::Column::Id).all(db).await?;
    let merges = rows.into_iter().map(|row| {
        Ok(Merge {
            id: row.id,
            record_id: row.record_id,
            merged_id: row.merged_id,
            reason: row.reason,
            merged_at: row.merged_at,
            by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
            unmerged_at: row.unmerged_at,
            unmerged_reason: row.unmerged_reason,
            unmerged_by: row.unmerged_by,
        })
    });
    merges.collect()
}

/// Who signs in as the person.
pub(super) async fn accounts(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Account>> {
    let rows = account::Entity::find()
        .filter(account::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(account::Column::Id)
        .all(db)
        .await?;
    let accounts = rows.into_iter().filter_map(|row| {
        let record_id = row.record_id?;
        Some(word("locale", &row.locale, Locale::from_code).map(|language| Account {
            record_id,
            display_name: row.display_name,
            language,
            issuer: row.issuer,
            created_at: row.created_at,
        }))
    });
    accounts.collect()
}
