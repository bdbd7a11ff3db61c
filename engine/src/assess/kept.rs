//! Parts of answers that are alike for many targets and people, made once.

use std::sync::Arc;

use crate::{
    assessment::{Reason, ReasonCode, TargetWords},
    rules::{Codes, RuleSet},
};

/// How many lists of questions are kept; one that falls on the place of another replaces it.
const PLACES: usize = 128;

/// What was already made, for one rule set.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The rule set's name, by which it is known again.
    of: Option<Arc<str>>,
    /// Lists of facts to ask for, each with the bits of its definitions.
    questions: Vec<Option<(u128, Codes)>>,
    /// Reasons that name nothing but a rule.
    reasons: Vec<Arc<[Reason]>>,
    /// For each rule (0: none) and kind of reason the place in `reasons`, from 1.
    places: Vec<u16>,
    /// What is said of targets of which nothing is to be given: target, rule.
    targets: Vec<Vec<(Option<u16>, Arc<TargetWords>)>>,
}

impl Kept {
    /// Forgets what was made for another rule set.
    pub(super) fn begin(&mut self, rules: &RuleSet) {
        if self.of.as_ref().is_none_or(|name| !Arc::ptr_eq(name, &rules.words.name)) {
            self.of = Some(rules.words.name.clone());
            self.questions.clear();
            self.questions.resize(PLACES, None);
            self.reasons.clear();
            self.places.clear();
            self.places.resize((rules.words.rules.len() + 1) * ReasonCode::COUNT, 0);
            self.targets.clear();
            self.targets.resize(rules.schedule.antigens.len(), Vec::new());
        }
    }

    /// The codes of the facts behind the bits, in the order of the rule file.
    pub(super) fn questions(&mut self, rules: &RuleSet, mask: u128) -> Codes {
        let (low, high) = (mask as u64, (mask >> 64) as u64);
        let mixed =
            low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        let place = (mixed >> 57) as usize;
        match self.questions.get_mut(place) {
            Some(Some((of, list))) if *of == mask => list.clone(),
            Some(slot) => slot.insert((mask, list(rules, mask))).1.clone(),
            None => list(rules, mask),
        }
    }

    /// What is said of a target by a rule when nothing is to be given.
    pub(super) fn target(
        &mut self,
        rules: &RuleSet,
        antigen: usize,
        rule: Option<u16>,
    ) -> Arc<TargetWords> {
        let make = || Arc::new(rules.words.target(rules, antigen, rule));
        let Some(known) = self.targets.get_mut(antigen) else { return make() };
        if let Some((_, words)) = known.iter().find(|(of, _)| *of == rule) {
            return words.clone();
        }
        let words = make();
        known.push((rule, words.clone()));
        words
    }

    /// One reason that names a rule at most.
    pub(super) fn reason(
        &mut self,
        rules: &RuleSet,
        rule: Option<u16>,
        code: ReasonCode,
    ) -> Arc<[Reason]> {
        let make = || {
            let rule = rule.and_then(|r| rules.words.rules.get(usize::from(r))).cloned();
            Arc::from([Reason { code, rule, facts: Vec::new(), doses: Vec::new() }])
        };
        let row = rule.map_or(0, |rule| usize::from(rule) + 1);
        let Some(place) = self.places.get_mut(row * ReasonCode::COUNT + code as usize) else {
            return make();
        };
        let known = usize::from(*place).checked_sub(1).and_then(|at| self.reasons.get(at));
        if let Some(known) = known {
            return known.clone();
        }
        let made: Arc<[Reason]> = make();
        self.reasons.push(made.clone());
        *place = u16::try_from(self.reasons.len()).unwrap_or(0);
        made
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
