//! Which rule set is in force on a day: the one published for it, else the newest
//! built-in one that is valid then.

use std::sync::OnceLock;

use engine::rules::{RuleSet, lu};
use shared::Date;

use super::store::publications;
use crate::{
    db::ConnectionTrait,
    error::{AppError, Result},
};

/// The built-in versions, compiled when first asked for.
static BUILT_IN: [OnceLock<Option<RuleSet>>; lu::VERSIONS.len()] =
    [const { OnceLock::new() }; lu::VERSIONS.len()];

fn built_in(at: usize) -> Option<&'static RuleSet> {
    let compile = || match lu::rule_set(Some(lu::VERSIONS[at])) {
        Ok(rules) => Some(rules),
        Err(problems) => {
            tracing::error!(version = lu::VERSIONS[at], ?problems, "a rule set cannot be read");
            None
        }
    };
    BUILT_IN[at].get_or_init(compile).as_ref()
}

/// The name by which rule sets are known outside, such as `lu-2026`.
fn name(version: &str) -> String {
    format!("lu-{version}")
}

/// The names of all rule sets, oldest first.
#[must_use]
pub fn names() -> Vec<String> {
    lu::VERSIONS.iter().map(|version| name(version)).collect()
}

/// A rule set by its name.
///
/// # Errors
/// `BadInput` that lists the names, for an unknown one.
pub fn named(wanted: &str) -> Result<&'static RuleSet> {
    let at = lu::VERSIONS.iter().position(|version| name(version) == wanted);
    at.and_then(built_in).ok_or_else(|| {
        let known = names().join(", ");
        AppError::BadInput(format!("`ruleSet` is no rule set: there is {known}"))
    })
}

/// The built-in rule set that is valid on a day: the newest that is, else the oldest.
///
/// # Errors
/// If none can be read.
pub fn valid_on(day: Date) -> Result<&'static RuleSet> {
    let day = day.days_since_epoch();
    let newest_first = (0..lu::VERSIONS.len()).rev().filter_map(built_in);
    let mut oldest = None;
    for rules in newest_first {
        if rules.valid_from <= day {
            return Ok(rules);
        }
        oldest = Some(rules);
    }
    oldest.ok_or_else(|| anyhow::anyhow!("no rule set can be read").into())
}

/// The rule set in force on a day.
///
/// # Errors
/// If the database does not answer, or names a rule set that this program does not have.
pub async fn in_force(db: &impl ConnectionTrait, day: Date) -> Result<&'static RuleSet> {
    match publications::published(db, day).await? {
        Some(name) => named(&name).map_err(|_| {
            anyhow::anyhow!("rule set `{name}` is published, but not in this program").into()
        }),
        None => valid_on(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_set_is_the_newest_that_is_valid_on_the_day() {
        let on = |day: &str| valid_on(day.parse().expect("a day")).expect("a set").name.clone();
        assert_eq!(on("2026-11-24"), "lu-2026");
        assert_eq!(on("2024-12-01"), "lu-2024");
        // Before the oldest there is nothing better than the oldest.
        assert_eq!(on("1999-01-01"), "lu-2023");
    }

    #[test]
    fn an_unknown_rule_set_is_refused_with_the_names_of_the_others() {
        let refused = named("lu-1999").expect_err("there is none");
        assert_eq!(
            refused.to_string(),
            "`ruleSet` is no rule set: there is lu-2023, lu-2024, lu-2026"
        );
    }
}
