//! Vaccinations: one dose of one product, given (or told, or declined) on one day.
//!
//! A combined vaccine is one vaccination that counts for several diseases. Nothing is
//! ever changed in place: each change writes the whole dose as a new version, and every
//! version stays visible. Dose numbers are derived by the engine and stored nowhere.
//!
//! Impossible is refused with the field and the rule; strange is warned about
//! ([`warnings`]) and kept.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::{RecordId, VaccinationId};

use crate::{error::Result, op::OpCtx};

mod check;
pub mod confirm;
pub mod content;
pub mod correct;
mod countries;
pub(crate) mod entity;
pub mod graphql;
pub mod history;
pub mod list;
pub mod not_given;
pub mod record;
mod store;
#[cfg(test)]
mod tests;
pub mod transcribe;
pub mod void;
pub mod warnings;

pub use content::Content;
pub(crate) use entity::{vaccination, vaccination_version};

/// All doses of these records, void ones too. The caller has the right to read them.
pub(crate) async fn of_records(op: &OpCtx, ids: &[RecordId]) -> Result<Vec<vaccination::Model>> {
    let query = vaccination::Entity::find()
        .filter(vaccination::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(op.db()).await?)
}

/// One dose of a record; the caller has the right to read it.
pub(crate) async fn one(
    op: &OpCtx,
    record_id: RecordId,
    id: VaccinationId,
) -> Result<Option<vaccination::Model>> {
    Ok(vaccination::Entity::find_by_id((record_id, id)).one(op.db()).await?)
}
