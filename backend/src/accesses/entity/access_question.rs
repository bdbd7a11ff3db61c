//! The table `access_question`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, EntryId, PracticeId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub entry_id: EntryId,
    pub practice_id: PracticeId,
    pub question: String,
    pub asked_by: String,
    pub asked_account_id: Option<AccountId>,
    pub asked_at: DateTimeUtc,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    pub answered_account_id: Option<AccountId>,
    pub answered_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
