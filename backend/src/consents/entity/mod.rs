//! The table `consent`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, EntryId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub purpose: String,
    pub version: i32,
    pub is_given: bool,
    pub text_version: String,
    pub language: String,
    pub how: String,
    pub author_kind: String,
    pub author_name: String,
    pub practice_name: Option<String>,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
    pub said_at: DateTimeUtc,
    pub receipt: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
