//! The table `correction_request`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, EntryId, PracticeId, RecordId, VaccinationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub subject: String,
    pub vaccination_id: Option<VaccinationId>,
    pub practice_id: Option<PracticeId>,
    pub practice_name: Option<String>,
    pub words: String,
    pub asked_by: String,
    pub asked_account_id: Option<AccountId>,
    pub asked_at: DateTimeUtc,
    pub status: String,
    pub answer: Option<String>,
    pub ended_by: Option<String>,
    pub ended_practice_name: Option<String>,
    pub ended_account_id: Option<AccountId>,
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
