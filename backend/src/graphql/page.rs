//! One page of a list that can grow.

use async_graphql::{Object, OutputType, SimpleObject};

use super::to_graphql;
use crate::{
    accesses::graphql::AccessLogEntry,
    error::{AppError, Result},
    records::graphql::Record,
    vaccinations::graphql::Vaccination,
};

/// One page of a list, with cursors to go on.
#[derive(Debug)]
pub struct Connection<T> {
    edges: Vec<Edge<T>>,
    is_after: bool,
    has_next: bool,
}

/// One row of a page, with its cursor.
#[derive(Debug, SimpleObject)]
#[graphql(concrete(name = "AccessLogEdge", params(AccessLogEntry)))]
#[graphql(concrete(name = "RecordEdge", params(Record)))]
#[graphql(concrete(name = "VaccinationEdge", params(Vaccination)))]
pub struct Edge<T: OutputType> {
    /// Where it stands in the list.
    cursor: String,
    /// The row.
    node: T,
}

/// Where a page stands in its list.
#[derive(Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there is a page after it.
    has_next_page: bool,
    /// Whether there is a page before it.
    has_previous_page: bool,
    /// The first row's cursor.
    start_cursor: Option<String>,
    /// The last row's cursor.
    end_cursor: Option<String>,
}

/// One page of a list, with cursors to go on.
#[Object(
    concrete(name = "AccessLogConnection", params(AccessLogEntry)),
    concrete(name = "RecordConnection", params(Record)),
    concrete(name = "VaccinationConnection", params(Vaccination))
)]
impl<T: OutputType> Connection<T> {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The rows.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|e| &e.node).collect()
    }

    /// Where the page stands.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.is_after,
            start_cursor: self.edges.first().map(|e| e.cursor.clone()),
            end_cursor: self.edges.last().map(|e| e.cursor.clone()),
        }
    }
}

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
) -> async_graphql::Result<Connection<T>> {
    let mut rows = rows.map_err(to_graphql)?;
    let most = usize::try_from(first).unwrap_or(100);
    let has_next = most < rows.len();
    rows.truncate(most);
    let edges = rows.into_iter().map(|(cursor, node)| Edge { cursor, node }).collect();
    Ok(Connection { edges, is_after, has_next })
}
