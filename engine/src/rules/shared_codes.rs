//! Codes that answers share instead of copying.

use std::sync::Arc;

use super::{RuleSet, asked::Asked};
use crate::{
    assess::target::named,
    assessment::{GroupWords, TargetWords},
    schedule::Antigen,
};

/// Codes that answers share.
pub(crate) type Codes = Arc<[Arc<str>]>;

/// Texts that answers share instead of copying.
#[derive(Debug, Clone)]
pub(crate) struct SharedCodes {
    pub(crate) name: Arc<str>,
    pub(crate) groups: Vec<Arc<GroupWords>>,
    /// What is said of each target when no rule is for the person.
    pub(crate) targets: Vec<Arc<TargetWords>>,
    /// What is said when a target dose of the schedule is to be given: for which target and rule.
    doses: Vec<(u8, Option<u16>, Arc<TargetWords>)>,
    pub(crate) vaccines: Vec<Arc<str>>,
    pub(crate) facts: Vec<Arc<str>>,
    pub(crate) rules: Vec<Arc<str>>,
    pub(crate) conflicts: Vec<Option<Arc<str>>>,
    pub(crate) asked: Asked,
}

impl Default for SharedCodes {
    fn default() -> Self {
        Self {
            name: Arc::from(""),
            groups: Vec::new(),
            targets: Vec::new(),
            doses: Vec::new(),
            vaccines: Vec::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            conflicts: Vec::new(),
            asked: Asked::default(),
        }
    }
}

impl SharedCodes {
    /// The codes of a rule set whose other parts are complete.
    pub(crate) fn of(set: &RuleSet) -> Self {
        let of = |text: &str| Arc::<str>::from(text);
        let schedule = &set.schedule;
        let vaccines: Vec<Arc<str>> = schedule.vaccines.iter().map(|v| of(&v.code)).collect();
        let none: Codes = Arc::from([]);
        let target = |(antigen, name): (&Antigen, &String)| {
            Arc::new(TargetWords {
                code: of(&antigen.name),
                target: of(name),
                vaccines: none.clone(),
                rule: None,
                confidence: None,
                conflict: None,
            })
        };
        let targets = schedule.antigens.iter().zip(&set.target_names).map(target).collect();
        let mut codes = Self {
            name: of(&set.name),
            groups: Vec::new(),
            targets,
            doses: Vec::new(),
            facts: schedule.observations.iter().map(|o| of(&o.code)).collect(),
            rules: set.rules.iter().map(|r| of(&r.id)).collect(),
            conflicts: set.rules.iter().map(|r| r.conflict.as_deref().map(of)).collect(),
            asked: Asked::of(set),
            vaccines,
        };
        for group in &schedule.groups {
            let members = group.antigens.iter().filter_map(|a| codes.targets.get(usize::from(*a)));
            let targets = members.map(|target| target.code.clone()).collect();
            codes.groups.push(Arc::new(GroupWords { group: of(&group.name), targets }));
        }
        codes.doses.resize_with(schedule.doses.len(), Default::default);
        for series in &schedule.series {
            for at in series.doses.start..series.doses.end {
                let words = codes.target(set, usize::from(series.antigen), series.rule);
                let named = named(set, Some(at));
                let vaccine = |v| codes.vaccines.get(usize::from(v)).cloned();
                let vaccines = named.filter_map(vaccine).collect();
                if let Some(slot) = codes.doses.get_mut(at as usize) {
                    let words = Arc::new(TargetWords { vaccines, ..words });
                    *slot = (series.antigen, series.rule, words);
                }
            }
        }
        codes
    }

    /// What is said when a target dose is to be given, if it is for that target by that rule.
    pub(crate) fn of_dose(
        &self,
        at: u32,
        antigen: usize,
        rule: Option<u16>,
    ) -> Option<&Arc<TargetWords>> {
        let (of, by, words) = self.doses.get(at as usize)?;
        (usize::from(*of) == antigen && *by == rule).then_some(words)
    }

    /// What is said of a target by a rule, without products.
    pub(crate) fn target(&self, set: &RuleSet, antigen: usize, rule: Option<u16>) -> TargetWords {
        let basis = self.targets.get(antigen).map(|t| TargetWords::clone(t)).unwrap_or_default();
        let at = rule.map_or(usize::MAX, usize::from);
        TargetWords {
            rule: self.rules.get(at).cloned(),
            confidence: set.rules.get(at).map(|r| r.confidence),
            conflict: self.conflicts.get(at).cloned().flatten(),
            ..basis
        }
    }
}
