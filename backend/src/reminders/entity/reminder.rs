//! The table `reminder`.

use sea_orm::entity::prelude::*;
use shared::{Date, EntryId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EntryId,
    pub recipient_id: RecordId,
    pub target: String,
    pub dose_number: i32,
    pub due_on: Date,
    pub tell_on: Date,
    pub moved_from: Option<Date>,
    pub rules: String,
    pub assessment_version: i32,
    pub mail_id: EntryId,
    pub state: String,
    pub reason: Option<String>,
    pub created_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
