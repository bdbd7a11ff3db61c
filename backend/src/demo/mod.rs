//! The demo's people.

use crate::{error::Result, op::OpCtx, sign_in::demo::DemoPerson};

/// Loads the demo.
///
/// # Errors
/// If the database does not answer.
pub async fn load(_op: &OpCtx) -> Result<()> {
    Ok(())
}

/// Who can sign in.
#[must_use]
pub fn people() -> Vec<DemoPerson> {
    Vec::new()
}
