//! The table `record`.

use sea_orm::entity::prelude::*;
use shared::{Date, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordId,
    pub version: i32,
    pub family_name: String,
    pub given_name: String,
    pub birth_date: String,
    pub born_from: Date,
    pub born_to: Date,
    pub sex: String,
    pub language: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub commune: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub merged_into: Option<RecordId>,
    pub died_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
