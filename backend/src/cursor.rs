//! Where a page of a list in time begins: a moment with the id of the row, as a text that
//! callers hand back as it is.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, Utc};

use crate::error::{AppError, Result};

/// The cursor of a row.
pub(crate) fn moment_cursor(at: DateTime<Utc>, id: impl Display) -> String {
    format!("{}_{id}", at.timestamp_micros())
}

/// Reads what [`moment_cursor`] wrote.
///
/// # Errors
/// `BadInput` for anything else.
pub(crate) fn read_moment_cursor<Id: FromStr>(cursor: &str) -> Result<(DateTime<Utc>, Id)> {
    cursor
        .split_once('_')
        .and_then(|(micros, id)| {
            Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
        })
        .ok_or_else(|| AppError::BadInput("`after` is no cursor of this list".to_owned()))
}
