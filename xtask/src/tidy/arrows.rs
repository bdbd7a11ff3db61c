//! Who may speak of what: purity (I1), the database (I3), GraphQL (I4), the network (I8).
//!
//! Tests are free: files `tests.rs` and `testing.rs`, folders `tests/` and `benches/`, and
//! the test module at the end of a file.

use super::{Finding, Source, code::code_without_tests};

/// A rule: in these folders, these words, only in these places.
struct Rule {
    within: &'static [&'static str],
    words: &'static [&'static str],
    allowed: &'static [&'static str],
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        within: &["shared/src/", "engine/src/"],
        words: &[
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "std::io",
            "async",
            "await",
            "SystemTime",
            "Instant",
            "Utc::now",
            "Local::now",
            "println",
            "eprintln",
            "print",
            "eprint",
            "dbg",
            "tracing",
            "log",
            "tokio",
            "rand",
            "reqwest",
            "static mut",
            "thread_local",
            "OnceLock",
            "OnceCell",
            "LazyLock",
            "LazyCell",
            "Mutex",
            "RwLock",
            "now_v7",
            "new_v4",
        ],
        // A program beside the library is a rim of its own.
        allowed: &["bin"],
        reason: "I1: `shared` and `engine` have no I/O, async, clock, randomness, logging or globals",
    },
    Rule {
        within: &["shared/src/", "engine/src/", "backend/src/", "frontend/src/"],
        words: &["sea_orm", "sea_orm_migration", "sqlx"],
        // Typed values of `shared` know how to be a column, behind its feature `orm`.
        // `operating`, `demo` and `synth` are about the database itself: they copy, look
        // after and fill it.
        allowed: &["entity", "store", "db", "shared", "operating", "demo", "synth", "testing"],
        reason: "I3: the database is spoken to in `entity.rs`, `store.rs`, `db/` and `migrations/` alone",
    },
    Rule {
        within: &["shared/src/", "engine/src/", "backend/src/", "frontend/src/", "migrations/src/"],
        words: &["async_graphql"],
        // Typed values of `shared` know how to be a scalar, behind its feature `graphql`.
        // The metrics count operations by an extension of the executor.
        allowed: &["graphql", "loader", "shared", "metrics"],
        reason: "I4: GraphQL is spoken in `graphql.rs`, `loader.rs` and `graphql/` alone",
    },
    Rule {
        within: &["frontend/src/"],
        words: &[
            "cynic",
            "gloo_net",
            "WebSocket",
            "XmlHttpRequest",
            "EventSource",
            "fetch_with_str",
            "fetch_with_request",
            "reqwest",
        ],
        // `changes.rs` holds the mutations of a feature with many of them.
        allowed: &["api", "queries", "changes"],
        reason: "I8: the network is known in `api/`, `queries.rs` and `changes.rs` alone",
    },
];

/// Breaches of the rules in one Rust file.
pub(super) fn examine(source: &Source) -> Vec<Finding> {
    if !source.path.ends_with(".rs") || is_test(&source.path) {
        return Vec::new();
    }
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.applies_to(&source.path)).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in code_without_tests(&source.text).lines().enumerate() {
        for rule in &rules {
            if let Some(word) = rule.words.iter().find(|word| has_word(line, word)) {
                findings.push(source.finding(number + 1, format!("`{word}`: {}", rule.reason)));
            }
        }
    }
    findings
}

impl Rule {
    fn applies_to(&self, path: &str) -> bool {
        let within = self.within.iter().any(|folder| path.starts_with(folder));
        let mut parts = path.split('/');
        within && !parts.any(|part| self.allowed.contains(&part.trim_end_matches(".rs")))
    }
}

fn is_test(path: &str) -> bool {
    path.split('/')
        .any(|part| ["tests", "benches", "tests.rs", "testing.rs", "testing"].contains(&part))
}

/// Whether a line holds a word that is not part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn breaches(path: &str, text: &str) -> Vec<usize> {
        examine(&source(path, text)).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn the_engine_may_not_ask_the_time_but_may_talk_about_it() {
        assert_eq!(breaches("engine/src/a.rs", "//! x\nlet t = Instant::now();"), [2]);
        assert!(breaches("engine/src/a.rs", "//! never `Instant::now()`\n// std::fs").is_empty());
        assert!(breaches("backend/src/clock.rs", "let t = Instant::now();").is_empty());
    }

    #[test]
    fn a_program_beside_the_engine_may_read_its_arguments() {
        let text = "let words = std::env::args();";
        assert!(breaches("engine/src/bin/try.rs", text).is_empty());
        assert_eq!(breaches("engine/src/binary.rs", text), [1]);
    }

    #[test]
    fn a_word_within_a_word_is_another_word() {
        assert!(breaches("engine/src/a.rs", "let catalogue = rand_core(); printed();").is_empty());
        assert_eq!(breaches("engine/src/a.rs", "rand::random()"), [1]);
    }

    #[test]
    fn rows_are_for_entity_store_and_db() {
        let text = "use sea_orm::EntityTrait;";
        assert_eq!(breaches("backend/src/records/graphql.rs", text), [1]);
        assert_eq!(breaches("backend/src/store_keeper.rs", text), [1]);
        for path in
            ["records/store.rs", "records/entity.rs", "db/connect.rs", "records/store/page.rs"]
        {
            assert!(breaches(&format!("backend/src/{path}"), text).is_empty(), "{path}");
        }
    }

    #[test]
    fn graphql_is_for_its_own_files() {
        let text = "#[derive(async_graphql::SimpleObject)]";
        assert_eq!(breaches("backend/src/records/entity.rs", text), [1]);
        assert_eq!(breaches("engine/src/lib.rs", text), [1]);
        for path in ["records/graphql.rs", "graphql/mod.rs", "records/loader.rs"] {
            assert!(breaches(&format!("backend/src/{path}"), text).is_empty(), "{path}");
        }
        assert!(breaches("shared/src/id.rs", text).is_empty());
    }

    #[test]
    fn the_network_is_for_api_and_queries() {
        assert_eq!(breaches("frontend/src/records/page.rs", "use cynic::QueryBuilder;"), [1]);
        assert!(breaches("frontend/src/records/queries.rs", "use cynic::QueryBuilder;").is_empty());
        assert!(breaches("frontend/src/api/live.rs", "web_sys::WebSocket::new(url)").is_empty());
    }

    #[test]
    fn tests_are_free() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    use sea_orm::EntityTrait;\n}";
        assert!(breaches("backend/src/records/record.rs", text).is_empty());
        assert!(breaches("backend/src/records/tests.rs", "use sea_orm::Order;").is_empty());
    }
}
