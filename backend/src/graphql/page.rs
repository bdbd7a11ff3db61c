//! One page of a list that can grow.

use async_graphql::{
    OutputType,
    connection::{Connection, Edge},
};

use super::to_graphql;
use crate::error::{AppError, Result};

/// How many were asked for: 1 to 100.
///
/// # Errors
/// `BadInput` for any other number.
pub fn first_of(first: i32) -> Result<u64> {
    u64::try_from(first)
        .ok()
        .filter(|n| (1..=100).contains(n))
        .ok_or_else(|| AppError::BadInput("`first` is between 1 and 100".to_owned()))
}

/// The connection of rows that were fetched with one more than asked for.
///
/// # Errors
/// Those of the fetch, as the caller sees them.
pub fn connection<T: OutputType>(
    first: u64,
    is_after: bool,
    rows: Result<Vec<(String, T)>>,
) -> async_graphql::Result<Connection<String, T>> {
    let mut rows = rows.map_err(to_graphql)?;
    let most = usize::try_from(first).unwrap_or(100);
    let has_next = most < rows.len();
    rows.truncate(most);
    let mut connection = Connection::new(is_after, has_next);
    connection.edges.extend(rows.into_iter().map(|(cursor, node)| Edge::new(cursor, node)));
    Ok(connection)
}
