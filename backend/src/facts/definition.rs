//! What can be said of a person: the facts of the rule set that is in force.
//!
//! The codes and their questions are the rule set's. Here stands only what a rule set
//! does not say because no rule needs it: which answers are numbers and between what,
//! what may lie before a birth, and what one does not ask parents about their children.

use catalogue::TargetCode;
use engine::rules::{FactDefinition, RuleSet};
use shared::{Date, FactKind};

use crate::assessments;

/// What the code of a refusal begins with; the target follows.
pub(super) const REFUSED: &str = "refused:";

/// A number that can be an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    code: &'static str,
    /// Its unit as it is written.
    pub unit: &'static str,
    /// The least.
    pub least: i32,
    /// The most.
    pub most: i32,
    /// Whether the answer may also be «no».
    pub takes_no: bool,
}

/// The facts whose answers are numbers; all others are yes or no.
const NUMBERS: [Number; 3] = [
    // From the least age at which children survived to a long carried one.
    Number {
        code: "gestational_age_at_birth",
        unit: "weeks",
        least: 20,
        most: 44,
        takes_no: false,
    },
    Number { code: "birth_weight", unit: "g", least: 200, most: 8_000, takes_no: false },
    // «No»: there is no HIV.
    Number { code: "hiv_cd4", unit: "/µl", least: 0, most: 5_000, takes_no: true },
];

/// Facts about the mother, which may begin before the person's birth.
const OF_THE_MOTHER: &str = "mother_";

/// Facts that a person tells themselves or a professional in confidence: their parents
/// are not asked for them.
const INTIMATE: [&str; 5] = ["hiv_cd4", "msm", "multiple_partners", "sex_work", "transgender"];

/// One thing that can be said of a person.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// The rule set's definition; none for a refusal.
    pub rule: Option<&'static FactDefinition>,
    /// The number that is the answer, if one is.
    pub number: Option<Number>,
    /// The disease it speaks of, for a reaction or a refusal.
    pub target: Option<TargetCode>,
    /// Whether it can begin before the person's birth.
    pub is_of_the_mother: bool,
    /// Whether parents are not asked for it.
    pub is_intimate: bool,
}

impl Definition {
    /// What the rule set of that day says of a code; `None` if it does not know it.
    pub(super) fn of(code: &str, today: Date) -> Option<Self> {
        let rules = assessments::rules_on(today)?;
        if let Some(target) = code.strip_prefix(REFUSED) {
            return is_target(rules, target).then(|| Self::new(code, None));
        }
        let rule = rules.facts.definitions.iter().find(|d| d.code == code)?;
        Some(Self::new(code, Some(rule)))
    }

    /// The definition of a fact of the rule set.
    pub(super) fn new(code: &str, rule: Option<&'static FactDefinition>) -> Self {
        Self {
            rule,
            number: NUMBERS.into_iter().find(|n| n.code == code),
            target: code.split_once(':').and_then(|(_, target)| target.parse().ok()),
            is_of_the_mother: code.starts_with(OF_THE_MOTHER),
            is_intimate: INTIMATE.contains(&code),
        }
    }

    /// What the answer looks like.
    pub(super) fn kind(&self) -> FactKind {
        if self.number.is_some() { FactKind::Number } else { FactKind::YesNo }
    }

    /// Whether one has to know since when it holds.
    pub(super) fn needs_from(&self) -> bool {
        self.rule.is_some_and(FactDefinition::is_limited)
    }

    /// The last day on which it can hold, if it began on that day.
    pub(super) fn ends(&self, from: Option<Date>) -> Option<Date> {
        self.rule?.ends(from?)
    }
}

fn is_target(rules: &RuleSet, code: &str) -> bool {
    rules.schedule.antigens.iter().any(|antigen| antigen.name == code)
}

/// All refusals that can be said: one for each target of the rule set.
pub(super) fn refusals(rules: &RuleSet) -> impl Iterator<Item = String> {
    rules.schedule.antigens.iter().map(|antigen| format!("{REFUSED}{}", antigen.name))
}

#[cfg(test)]
mod tests {
    use engine::rules::lu;

    use super::*;

    #[test]
    fn the_facts_that_rules_compare_with_a_number_are_those_with_one() {
        for version in lu::VERSIONS {
            let files = lu::files(version).expect("a version has files");
            let (_, facts) = files.iter().find(|f| f.0 == "facts.toml").expect("its facts");
            let compared = facts.split('"').filter_map(|text| text.split_once(" < "));
            let mut compared: Vec<&str> =
                compared.map(|(code, _)| code).filter(|code| *code != "born").collect();
            compared.sort_unstable();
            compared.dedup();
            let mut numbers = NUMBERS.map(|n| n.code);
            numbers.sort_unstable();
            assert_eq!(compared, numbers, "in {version}");
        }
    }

    #[test]
    fn what_is_said_here_of_facts_is_said_of_facts_that_are_there() {
        let today = "2026-11-24".parse().expect("a day");
        let codes = NUMBERS.iter().map(|n| n.code).chain(INTIMATE);
        for code in codes.chain(["mother_hbsag_positive", "refused:DIS008"]) {
            assert!(Definition::of(code, today).is_some(), "{code}");
        }
        for code in ["", "refused:", "refused:DIS999", "severe_reaction", "Asplenia", "premature"] {
            assert!(Definition::of(code, today).is_none(), "{code}");
        }
        let reaction = Definition::of("severe_reaction:DIS008", today).expect("a fact");
        assert_eq!(reaction.target, "DIS008".parse().ok());
    }
}
