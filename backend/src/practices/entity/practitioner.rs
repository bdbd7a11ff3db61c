//! The table `practitioner`.

use sea_orm::entity::prelude::*;
use shared::PractitionerId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "practitioner")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PractitionerId,
    pub professional_number: String,
    pub name: String,
    pub role: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
