//! The table `record_merge`; `record_id` is the record that stayed.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, EntryId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_merge")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub merged_id: RecordId,
    pub reason: String,
    pub merged_at: DateTimeUtc,
    pub author_kind: String,
    pub author_name: String,
    pub author_practice_name: Option<String>,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
    pub unmerged_at: Option<DateTimeUtc>,
    pub unmerged_reason: Option<String>,
    pub unmerged_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
