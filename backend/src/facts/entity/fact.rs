//! The table `fact`.

use sea_orm::entity::prelude::*;
use shared::{Date, FactId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FactId,
    pub version: i32,
    pub status: String,
    pub provenance: String,
    pub code: String,
    pub answer: bool,
    pub number: Option<i32>,
    pub holds_from: Option<Date>,
    pub holds_to: Option<Date>,
    pub is_confirmed: bool,
    pub note: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub author_kind: String,
    pub author_name: String,
    pub author_practice_name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
