//! The table `vaccination`.

use sea_orm::entity::prelude::*;
use shared::{Date, EntryId, PracticeId, PractitionerId, RecordId, VaccinationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vaccination")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: RecordId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VaccinationId,
    pub version: i32,
    pub status: String,
    pub provenance: String,
    pub vaccine_code: String,
    pub occurrence: String,
    pub occurred_from: Option<Date>,
    pub occurred_to: Option<Date>,
    pub lot: Option<String>,
    pub expires_on: Option<Date>,
    pub serial: Option<String>,
    pub site: Option<String>,
    pub route: Option<String>,
    pub quantity_ul: Option<i32>,
    pub performer_id: Option<PractitionerId>,
    pub performer_name: Option<String>,
    pub performer_role: Option<String>,
    pub practice_id: Option<PracticeId>,
    pub practice_name: Option<String>,
    pub country: Option<String>,
    pub proof: Option<String>,
    pub is_confirmed: bool,
    pub not_given_reason: Option<String>,
    pub note: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub author_kind: String,
    pub author_name: String,
    pub author_practice_name: Option<String>,
    pub joined_into: Option<VaccinationId>,
    pub kept_apart: Option<String>,
    pub confidentiality_id: Option<EntryId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
