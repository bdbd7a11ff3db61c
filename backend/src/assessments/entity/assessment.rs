//! The table `assessment`.

use sea_orm::entity::prelude::*;
use shared::{Date, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    pub version: i32,
    pub rules: String,
    pub input_hash: String,
    pub as_of: Date,
    pub stable_until: Date,
    pub urgency: Option<i32>,
    pub next_on: Option<Date>,
    pub open: String,
    pub content: String,
    pub assessed_at: DateTimeUtc,
    pub remind_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
