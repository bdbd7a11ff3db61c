//! Writing records.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use shared::{EntryId, RecordId};

use super::{
    input::{Contact, Person},
    record, record_identifier, record_version, sex_code,
};
use crate::{accesses::Author, error::Result, op::OpCtx};

/// Writes a new record with its identifiers and its first version.
pub(super) async fn insert(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    person: &Person,
) -> Result<()> {
    let born = person.birth_date.range();
    let row = record::ActiveModel {
        id: Set(id),
        version: Set(1),
        family_name: Set(person.family_name.to_string()),
        given_name: Set(person.given_name.to_string()),
        birth_date: Set(person.birth_date.to_string()),
        born_from: Set(born.from),
        born_to: Set(born.to),
        sex: Set(sex_code(person.sex).to_owned()),
        language: Set(person.contact.language.code().to_owned()),
        email: Set(person.contact.email.as_ref().map(ToString::to_string)),
        phone: Set(person.contact.phone.as_ref().map(ToString::to_string)),
        commune: Set(person.contact.commune.as_ref().map(ToString::to_string)),
        created_at: Set(op.now()),
        updated_at: Set(op.now()),
    };
    record::Entity::insert(row).exec_without_returning(db).await?;
    let identifiers = person.identifiers.iter().map(|i| record_identifier::ActiveModel {
        record_id: Set(id),
        id: Set(EntryId(op.new_id())),
        system: Set(i.system.code().to_owned()),
        issuer: Set(i.issuer.clone()),
        value: Set(i.value.clone()),
        created_at: Set(op.now()),
    });
    record_identifier::Entity::insert_many(identifiers).exec_without_returning(db).await?;
    let content = serde_json::to_value(person).map_err(anyhow::Error::from)?;
    insert_version(op, db, id, 1, &content).await
}

/// Writes a changed contact over the current one, and the version that says so.
pub(super) async fn update_contact(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    row: record::Model,
    contact: &Contact,
) -> Result<()> {
    let (id, version) = (row.id, row.version + 1);
    let mut row = record::ActiveModel::from(row);
    row.version = Set(version);
    row.language = Set(contact.language.code().to_owned());
    row.email = Set(contact.email.as_ref().map(ToString::to_string));
    row.phone = Set(contact.phone.as_ref().map(ToString::to_string));
    row.commune = Set(contact.commune.as_ref().map(ToString::to_string));
    row.updated_at = Set(op.now());
    record::Entity::update(row).exec(db).await?;
    insert_version(op, db, id, version, &json!({ "contact": contact })).await
}

async fn insert_version(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    id: RecordId,
    version: i32,
    content: &serde_json::Value,
) -> Result<()> {
    let author = Author::of(&op.actor);
    let row = record_version::ActiveModel {
        record_id: Set(id),
        version: Set(version),
        content: Set(content.to_string()),
        created_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    };
    record_version::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
