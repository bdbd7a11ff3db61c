//! The table `confidentiality`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, EntryId, RecordId, VaccinationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confidentiality")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub vaccination_id: VaccinationId,
    pub since_at: DateTimeUtc,
    pub author_name: String,
    pub account_id: Option<AccountId>,
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
