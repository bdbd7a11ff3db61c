//! The table `fact_version`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, FactId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: FactId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    pub change: String,
    pub at: DateTimeUtc,
    pub reason: Option<String>,
    pub content: String,
    pub author_kind: String,
    pub author_name: String,
    pub author_practice_name: Option<String>,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
