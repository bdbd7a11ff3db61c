//! The table `mail`.

use sea_orm::entity::prelude::*;
use shared::{Date, EntryId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub kind: String,
    pub day: Date,
    pub address_id: EntryId,
    pub language: String,
    pub secret: String,
    pub stop_hash: String,
    pub state: String,
    pub attempts: i32,
    pub next_at: DateTimeUtc,
    pub claimed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
