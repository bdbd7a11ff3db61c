//! The table `access_log`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, ClientId, EntryId, PracticeId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub at: DateTimeUtc,
    pub action: String,
    pub author_kind: String,
    pub author_name: String,
    pub practice_id: Option<PracticeId>,
    pub practice_name: Option<String>,
    pub account_id: Option<AccountId>,
    pub client_id: Option<ClientId>,
    pub basis: Option<String>,
    pub reason: Option<String>,
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
