//! The table `account`.

use sea_orm::entity::prelude::*;
use shared::{AccountId, PractitionerId, RecordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub issuer: String,
    pub subject: String,
    pub display_name: String,
    pub locale: String,
    pub practitioner_id: Option<PractitionerId>,
    pub record_id: Option<RecordId>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
