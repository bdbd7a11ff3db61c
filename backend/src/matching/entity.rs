//! The table `record_apart`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_apart")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: RecordId,
    pub decided_at: DateTimeUtc,
    pub author_kind: String,
    pub author_name: String,
    pub author_practice_name: Option<String>,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
