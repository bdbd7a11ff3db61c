//! Lists of facts to ask for, shared between targets and people.

use std::sync::Arc;

use crate::rules::{Codes, RuleSet};

/// More lists than that are not kept.
const MOST_KEPT: usize = 128;

/// The lists that were already made, for one rule set.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// The rule set's name, by which it is known again.
    of: Option<Arc<str>>,
    kept: Vec<(u128, Codes)>,
}

impl Questions {
    /// The codes of the facts behind the bits, in the order of the rule file.
    pub(super) fn of(&mut self, rules: &RuleSet, mask: u128) -> Codes {
        if self.of.as_ref().is_none_or(|name| !Arc::ptr_eq(name, &rules.words.name)) {
            self.of = Some(rules.words.name.clone());
            self.kept.clear();
        }
        if let Some((_, list)) = self.kept.iter().find(|(m, _)| *m == mask) {
            return list.clone();
        }
        let list = list(rules, mask);
        if self.kept.len() < MOST_KEPT {
            self.kept.push((mask, list.clone()));
        }
        list
    }
}

fn list(rules: &RuleSet, mut mask: u128) -> Codes {
    let mut out = Vec::with_capacity(mask.count_ones() as usize);
    while mask != 0 {
        let definition = rules.facts.definitions.get(mask.trailing_zeros() as usize);
        let word = definition.and_then(|d| rules.words.facts.get(usize::from(d.observation)));
        out.extend(word.cloned());
        mask &= mask - 1;
    }
    out.into()
}
