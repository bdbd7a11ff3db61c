//! The table `record_relation`.

use sea_orm::entity::prelude::*;
use shared::RecordId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_relation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_record_id: RecordId,
    pub kind: String,
    pub since_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub rights: String,
    pub consented_at: Option<DateTimeUtc>,
    pub ended_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
