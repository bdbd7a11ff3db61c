//! Taking everything along: what is kept about a person, as JSON, as FHIR, as PDF.
//!
//! One [`form::Export`] is gathered from the database; the three files are made of it by pure
//! functions ([`to_json`], [`fhir`], [`pdf`]), and JSON is read back by [`read`]. Each export is
//! an entry of the access log, and stands in the file that it made. `docs/export.md` describes
//! the forms.

use shared::{LoggedAction, RecordId, RecordPart};

use crate::{accesses, authz::Action, error::Result, op::OpCtx, records};

pub mod command;
pub mod fhir;
pub mod form;
pub mod http;
pub mod pdf;
pub mod read;
mod store;
#[cfg(test)]
mod tests;

pub use form::Export;

/// Everything that is kept about the person of a record. That it was taken along is logged
/// first.
///
/// # Errors
/// `NotFound` if there is no such record or the actor may not take it along.
pub async fn export(op: &OpCtx, id: RecordId) -> Result<Export> {
    let record = records::require_unlogged(op, id, Action::Export).await?;
    op.transaction(async |tx| {
        accesses::log(op, tx.db(), record.id(), LoggedAction::Exported).await?;
        tx.changed(record.id(), &[RecordPart::AccessLog]);
        Ok(())
    })
    .await?;
    store::gather(op, &record).await
}

/// The export as JSON, for people to look at as well: indented.
///
/// # Errors
/// If it cannot be written.
pub fn to_json(export: &Export) -> Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(export).map_err(anyhow::Error::from)?;
    json.push(b'\n');
    Ok(json)
}
