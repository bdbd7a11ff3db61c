//! The same key twice acts once and answers the same.
//!
//! A key belongs to its actor. Its row is written in the transaction of the change, so
//! that either both are there or neither.

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    db::Tx,
    error::{AppError, Code, Result},
    ids::hash_of,
    op::OpCtx,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub mutation: String,
    pub input_hash: String,
    pub result: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// One use of a key: of which mutation, with which input.
#[derive(Debug)]
pub struct Key {
    key: String,
    mutation: &'static str,
    input_hash: String,
}

impl Key {
    /// The key of a mutation and its input.
    ///
    /// # Errors
    /// `Refused` if the key has not 8 to 64 visible ASCII characters.
    pub fn new(key: &str, mutation: &'static str, input: &impl Serialize) -> Result<Self> {
        if !(8..=64).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
            let message = "a key has 8 to 64 visible ASCII characters";
            return Err(AppError::refused(Code::Malformed, &["idempotencyKey"], message));
        }
        let input = serde_json::to_string(input).map_err(anyhow::Error::from)?;
        Ok(Self { key: key.to_owned(), mutation, input_hash: hash_of(&input) })
    }

    /// What this key answered before; `None` if it is new.
    ///
    /// # Errors
    /// `Refused` if it was used for something else.
    pub async fn earlier<T: DeserializeOwned>(&self, op: &OpCtx, tx: &Tx) -> Result<Option<T>> {
        tx.lock(&format!("key {} {}", op.actor.key_space(), self.key)).await?;
        let found =
            Entity::find_by_id((op.actor.key_space(), self.key.clone())).one(tx.db()).await?;
        let Some(row) = found else { return Ok(None) };
        if row.mutation != self.mutation || row.input_hash != self.input_hash {
            let message = "this key was used for something else";
            return Err(AppError::refused(Code::KeyReused, &["idempotencyKey"], message));
        }
        Ok(Some(serde_json::from_str(&row.result).map_err(anyhow::Error::from)?))
    }

    /// Remembers what it answered.
    ///
    /// # Errors
    /// If the row cannot be written; the transaction must then not be committed.
    pub async fn remember(&self, op: &OpCtx, tx: &Tx, result: &impl Serialize) -> Result<()> {
        let row = ActiveModel {
            actor_id: Set(op.actor.key_space()),
            key: Set(self.key.clone()),
            mutation: Set(self.mutation.to_owned()),
            input_hash: Set(self.input_hash.clone()),
            result: Set(serde_json::to_string(result).map_err(anyhow::Error::from)?),
            created_at: Set(op.now()),
        };
        row.insert(tx.db()).await?;
        Ok(())
    }
}
