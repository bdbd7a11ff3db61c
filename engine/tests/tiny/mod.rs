//! A small invented rule set: for what need not know Luxembourg's.

use engine::rules::{RuleFile, RuleSet, load};

/// Its files.
pub(crate) const FILES: &[RuleFile<'static>] = &[
    ("schedule.toml", include_str!("schedule.toml")),
    ("vaccines.toml", include_str!("vaccines.toml")),
    ("facts.toml", include_str!("facts.toml")),
    ("mmr.toml", include_str!("mmr.toml")),
    ("flu.toml", include_str!("flu.toml")),
];

/// Compiles it.
pub(crate) fn rule_set() -> RuleSet {
    load(FILES, include_str!("nuva.txt")).unwrap_or_else(|problems| panic!("{problems:?}"))
}
