//! One page of a list that can grow.

use async_graphql::{Object, SimpleObject};

use super::to_graphql;
use crate::{
    accesses::graphql::AccessLogEntry,
    assessments::graphql::WorklistEntry,
    error::{AppError, Result},
    facts::graphql::Fact,
    records::graphql::Record,
    reminders::graphql::Message,
    vaccinations::graphql::Vaccination,
};

/// Declares the connection of a kind of row. (async-graphql's own has no words for the
/// schema, and its objects cannot be generic over what they hold.)
macro_rules! connection {
    ($($(#[$doc:meta])* $connection:ident, $edge:ident, $node:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $connection {
            edges: Vec<$edge>,
            is_after: bool,
            has_next: bool,
        }

        /// One row of a page, with its cursor.
        #[derive(Debug, SimpleObject)]
        pub struct $edge {
            /// Where it stands in the list.
            cursor: String,
            /// The row.
            node: $node,
        }

        $(#[$doc])*
        #[Object]
        impl $connection {
            /// The rows with their cursors.
            async fn edges(&self) -> &[$edge] {
                &self.edges
            }

            /// The rows.
            async fn nodes(&self) -> Vec<&$node> {
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

        impl $connection {
            /// The page of rows that were fetched with one more than asked for.
            ///
            /// # Errors
            /// Those of the fetch, as the caller sees them.
            pub(crate) fn page(
                first: u64,
                is_after: bool,
                rows: Result<Vec<(String, $node)>>,
            ) -> async_graphql::Result<Self> {
                let rows = rows.map_err(to_graphql)?;
                let most = usize::try_from(first).unwrap_or(100);
                let has_next = most < rows.len();
                let edges = rows.into_iter().take(most).map(|(cursor, node)| $edge { cursor, node }).collect();
                Ok(Self { edges, is_after, has_next })
            }
        }
    )+};
}

connection! {
    /// One page of an access log, newest first.
    AccessLogConnection, AccessLogEdge, AccessLogEntry;
    /// One page of facts.
    FactConnection, FactEdge, Fact;
    /// One page of what was written to a person, newest first.
    MessageConnection, MessageEdge, Message;
    /// One page of records.
    RecordConnection, RecordEdge, Record;
    /// One page of records in which something is to be done.
    WorklistConnection, WorklistEdge, WorklistEntry;
    /// One page of doses.
    VaccinationConnection, VaccinationEdge, Vaccination;
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
