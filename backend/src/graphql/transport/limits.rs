//! How much one request and one socket may ask for.

use std::time::Duration;

use async_graphql::{ObjectType, SchemaBuilder, SubscriptionType};

/// What one request may cost. The defaults leave an honest client a wide margin: the
/// standard introspection query of graphql-js, the largest honest document we know, has
/// about 450 tokens, a depth of 15 and 250 fields.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a POST body: 512 KiB. A yellow card of 100 rows is about 60 kB.
    pub body_bytes: usize,
    /// Bytes of a document: 32 KiB.
    pub document_bytes: usize,
    /// Lexical tokens of a document: 2,000. Counted before parsing.
    pub tokens: usize,
    /// Brackets of any kind open at once: 40. The parser recurses, so this guards its stack.
    pub nesting: usize,
    /// Operations in a document: 10. Only one is executed, but all are validated.
    pub operations: usize,
    /// Fragment definitions in a document: 40.
    pub fragments: usize,
    /// Selection sets within one another, fragments expanded: 32.
    pub recursive_depth: usize,
    /// Fields, fragments expanded: 1,000.
    pub fields: usize,
    /// Fields of the root, fragments expanded: 20.
    pub root_fields: usize,
    /// Aliases, fragments expanded: 60.
    pub aliases: usize,
    /// Directives, fragments expanded: 60.
    pub directives: usize,
    /// Fields within one another: 16. Checked by the schema ([`limited`]).
    pub depth: usize,
    /// Fields times rows: 10,000. Checked by the schema ([`limited`]); lists count their
    /// rows if they say so ([`rows`]).
    pub complexity: usize,
    /// Errors told in one response: 20.
    pub errors: usize,
    /// How long an operation may take, and how long its body may take to arrive: 10 s.
    pub timeout: Duration,
    /// What one socket may cost.
    pub socket: SocketLimits,
}

/// What one socket may cost.
#[derive(Debug, Clone)]
pub struct SocketLimits {
    /// Bytes of an incoming message: 128 KiB.
    pub message_bytes: usize,
    /// How long a new socket may wait with its `connection_init`: 5 s.
    pub init_timeout: Duration,
    /// Operations under way at once: 32.
    pub operations: usize,
    /// Messages waiting for the client: 32. When full, the operations wait.
    pub queue: usize,
    /// How long the client may take to take in a message: 10 s.
    pub send_timeout: Duration,
    /// How often the client is asked whether it is still there: 20 s.
    pub ping_every: Duration,
    /// How long a client may be silent, pings included: 60 s.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 512 * 1024,
            document_bytes: 32 * 1024,
            tokens: 2_000,
            nesting: 40,
            operations: 10,
            fragments: 40,
            recursive_depth: 32,
            fields: 1_000,
            root_fields: 20,
            aliases: 60,
            directives: 60,
            depth: 16,
            complexity: 10_000,
            errors: 20,
            timeout: Duration::from_secs(10),
            socket: SocketLimits::default(),
        }
    }
}

impl Default for SocketLimits {
    fn default() -> Self {
        Self {
            message_bytes: 128 * 1024,
            init_timeout: Duration::from_secs(5),
            operations: 32,
            queue: 32,
            send_timeout: Duration::from_secs(10),
            ping_every: Duration::from_secs(20),
            silence: Duration::from_secs(60),
        }
    }
}

/// Puts the limits that only the schema can check into its builder, and forbids it to
/// suggest names («did you mean»), which would tell the schema to who may not read it.
#[must_use]
pub fn limited<Q, M, S>(builder: SchemaBuilder<Q, M, S>, limits: &Limits) -> SchemaBuilder<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    builder
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .limit_directives(limits.directives)
        .limit_recursive_depth(limits.recursive_depth)
        .disable_suggestions()
}

/// The complexity of a list: itself, and its children once for every row asked for.
///
/// ```ignore
/// #[graphql(complexity = "rows(first, 20, child_complexity)")]
/// async fn vaccinations(&self, first: Option<i32>) -> Vec<Vaccination>
/// ```
/// Capped, because async-graphql adds complexities up without looking for overflow. A
/// senseless `first` counts as one row: the resolver refuses it.
#[must_use]
pub fn rows(first: Option<i32>, unless_said: usize, child_complexity: usize) -> usize {
    const CAP: usize = u32::MAX as usize;
    let rows = first.map_or(unless_said, |first| usize::try_from(first).unwrap_or(0)).max(1);
    rows.saturating_mul(child_complexity).saturating_add(1).min(CAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_costs_itself_and_its_children_for_every_row() {
        assert_eq!(rows(Some(100), 20, 3), 301);
        assert_eq!(rows(None, 20, 3), 61);
    }

    #[test]
    fn a_senseless_number_of_rows_is_no_way_around_the_limit() {
        assert_eq!(rows(Some(-5), 20, 1_000), 1_001);
        assert_eq!(rows(Some(0), 20, 1_000), 1_001);
        assert_eq!(rows(Some(i32::MAX), 20, usize::MAX), u32::MAX as usize);
    }
}
