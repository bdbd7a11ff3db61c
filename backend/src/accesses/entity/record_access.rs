//! The table `record_access`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, EntryId, PracticeId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_access")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub practice_id: PracticeId,
    pub practice_name: String,
    pub basis: String,
    pub note: Option<String>,
    pub author_kind: String,
    pub author_name: String,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
    pub opened_at: DateTimeUtc,
    pub last_read_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub until_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
