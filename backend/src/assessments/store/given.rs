//! The doses that were given, as far as an assessment rests on them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};
use shared::{Date, RecordId, VaccinationId, VaccinationStatus};

use crate::{
    error::Result,
    vaccinations::vaccination::{self, Column},
};

/// What of a dose that was given an assessment rests on.
#[derive(Debug, Clone, FromQueryResult)]
pub(in crate::assessments) struct Given {
    pub(in crate::assessments) record_id: RecordId,
    pub(in crate::assessments) id: VaccinationId,
    pub(in crate::assessments) vaccine_code: String,
    pub(in crate::assessments) occurrence: String,
    pub(in crate::assessments) occurred_from: Option<Date>,
    pub(in crate::assessments) occurred_to: Option<Date>,
    pub(in crate::assessments) expires_on: Option<Date>,
}

/// The doses that were given to the people of these records.
pub(in crate::assessments) async fn given_to(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<Given>> {
    let query = vaccination::Entity::find()
        .select_only()
        .columns([
            Column::RecordId,
            Column::Id,
            Column::VaccineCode,
            Column::Occurrence,
            Column::OccurredFrom,
            Column::OccurredTo,
            Column::ExpiresOn,
        ])
        .filter(Column::RecordId.is_in(ids.iter().copied()))
        .filter(Column::Status.eq(VaccinationStatus::Completed.code()));
    Ok(query.into_model::<Given>().all(db).await?)
}
