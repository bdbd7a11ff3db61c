//! The records that a practice may see, last looked at first.

use std::collections::HashMap;

use shared::RecordId;

use super::{Record, readable};
use crate::{
    accesses,
    cursor::{moment_cursor, read_moment_cursor},
    error::Result,
    op::OpCtx,
};

/// One page of the practice's records, each with its cursor; one more than asked for,
/// if there is.
///
/// # Errors
/// `NotFound` for those who may not read the practice's records.
pub async fn of_practice(
    op: &OpCtx,
    first: u64,
    after: Option<&str>,
) -> Result<Vec<(String, Record)>> {
    let practice = op.reading_practice()?;
    let after = after.map(read_moment_cursor).transpose()?;
    let order = accesses::page_of_practice(op, practice, first, after).await?;
    let ids: Vec<RecordId> = order.iter().map(|(_, id)| *id).collect();
    let mut records: HashMap<RecordId, Record> =
        readable(op, &ids).await?.into_iter().map(|r| (r.id(), r)).collect();
    let page = order
        .into_iter()
        .filter_map(|(at, id)| Some((moment_cursor(at, id), records.remove(&id)?)));
    Ok(page.collect())
}
