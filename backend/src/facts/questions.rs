//! What is worth asking: the facts that could change what the recommendations say of this
//! person, and on request all others that can be said.

use std::collections::HashSet;

use catalogue::TargetCode;
use engine::assessment::Assessment;
use shared::Sex;

use super::definition::{Definition, refusals};
use crate::assessments;
use shared::Date;

/// A fact that can be said of a person.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its code.
    pub code: String,
    /// What is known of it.
    pub definition: Definition,
    /// The diseases whose answer it could change.
    pub decides: Vec<TargetCode>,
}

/// Those that could change the assessment, in the order of the rule set; with `all`, then
/// those that can be said as well.
#[must_use]
pub fn questions(
    assessment: Option<&Assessment>,
    sex: Sex,
    today: Date,
    is_for_parent: bool,
    all: bool,
) -> Vec<Question> {
    let Some(rules) = assessments::rules_on(today) else { return Vec::new() };
    let targets = assessment.map(|a| a.targets.as_slice()).unwrap_or_default();
    let asked: HashSet<&str> =
        targets.iter().flat_map(|t| t.questions.iter()).map(|code| &**code).collect();
    let decides = |code: &str| {
        let asking = targets.iter().filter(|t| t.questions.iter().any(|q| **q == *code));
        asking.filter_map(|t| t.code.parse().ok()).collect()
    };
    let defined = rules.facts.definitions.iter().map(|d| (d.code.clone(), Some(d)));
    let all_codes = defined.chain(refusals(rules).map(|code| (code, None)));
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for (code, rule) in all_codes.filter(|(_, r)| r.is_none_or(|rule| rule.fits(sex))) {
        let definition = Definition::new(&code, rule);
        if is_for_parent && definition.is_intimate {
            continue;
        }
        let question = Question { decides: decides(&code), code, definition };
        if asked.contains(question.code.as_str()) {
            first.push(question);
        } else if all {
            then.push(question);
        }
    }
    first.append(&mut then);
    first
}
