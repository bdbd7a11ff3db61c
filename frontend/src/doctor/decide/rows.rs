//! The rows of the board: equal answers share one, sorted by what matters today. A choice never
//! moves a row: it only says beside it what would become of it.

use std::sync::Arc;

use engine::{
    assessment::{Assessment, Status, TargetAssessment, Verdict},
    rules::{Rule, RuleSet},
};
use shared::Date;

use super::engine::status_of;
use crate::{
    api::AssessmentStatus,
    assessments::{Urgency, rank, together, urgency},
};

/// The parts of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// To decide today.
    Today,
    /// To ask.
    Ask,
    /// A date is known, or a dose was given.
    Later,
    /// Nothing was given and nothing is to be.
    Rest,
}

/// One answer, for the diseases that share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The codes of the diseases.
    pub codes: Vec<Arc<str>>,
    /// Where it stands.
    pub section: Section,
    /// The answer as it is.
    pub now: TargetAssessment,
    /// With the choice, if there is one; none too if that rule set does not know the disease.
    pub after: Option<TargetAssessment>,
}

impl Row {
    /// Tells rows apart.
    #[must_use]
    pub fn key(&self) -> String {
        self.codes.join(" ")
    }

    /// What the choice changes: status or a day.
    #[must_use]
    pub fn change(&self) -> Option<&TargetAssessment> {
        self.after.as_ref().filter(|after| !is_same_state(&self.now, after))
    }

    /// Whether one of its diseases has that code.
    #[must_use]
    pub fn is_about(&self, code: &str) -> bool {
        self.codes.iter().any(|c| **c == *code)
    }

    /// How many doses do not count and have to be repeated.
    #[must_use]
    pub fn not_valid(&self) -> usize {
        let is_so = |v: Verdict| matches!(v, Verdict::NotValid | Verdict::SubStandard);
        self.now.doses.iter().filter(|dose| is_so(dose.verdict)).count()
    }

    fn order(&self) -> (Section, usize, Option<Date>, Option<Date>, std::cmp::Reverse<usize>) {
        let status = status_of(self.now.status);
        // What is later comes by its day, whether begun or not; then what is done.
        let rank = match urgency(status) {
            Urgency::Later => 0,
            Urgency::Today | Urgency::Nothing => rank(status),
        };
        let given = std::cmp::Reverse(self.now.doses.len());
        (self.section, rank, self.now.overdue_on, self.now.recommended_on, given)
    }
}

/// The rows of an answer and, beside it, of the answer to a choice; each with its rule set.
#[must_use]
pub fn rows(
    (now, rules): (&Assessment, &RuleSet),
    after: Option<(&Assessment, &RuleSet)>,
) -> Vec<Row> {
    let beside = |target: &TargetAssessment| {
        let (after, _) = after?;
        after.targets.iter().find(|t| t.code == target.code)
    };
    let answers = now.targets.iter().map(|target| (target, beside(target)));
    let rules_after = after.map_or(rules, |(_, rules)| rules);
    let groups = together(answers, |(now, after), (other, other_after)| {
        says_the_same(now, other, rules)
            && match (after, other_after) {
                (Some(one), Some(other)) => says_the_same(one, other, rules_after),
                (one, other) => one.is_none() && other.is_none(),
            }
    });
    let row = |group: Vec<(&TargetAssessment, Option<&TargetAssessment>)>| {
        let (now, after) = *group.first()?;
        Some(Row {
            codes: group.iter().map(|(target, _)| target.code.clone()).collect(),
            section: section(now),
            now: now.clone(),
            after: after.cloned(),
        })
    };
    let mut rows: Vec<Row> = groups.into_iter().filter_map(row).collect();
    rows.sort_by_key(Row::order);
    rows
}

fn section(target: &TargetAssessment) -> Section {
    match (status_of(target.status), urgency(status_of(target.status))) {
        (AssessmentStatus::Unknown, _) => Section::Ask,
        (_, Urgency::Today) => Section::Today,
        (AssessmentStatus::Complete | AssessmentStatus::Immune | AssessmentStatus::Refused, _)
        | (_, Urgency::Later) => Section::Later,
        (_, Urgency::Nothing) if target.doses.is_empty() => Section::Rest,
        (_, Urgency::Nothing) => Section::Later,
    }
}

/// Whether status, days and number of the next dose are the same.
fn is_same_state(a: &TargetAssessment, b: &TargetAssessment) -> bool {
    let state = |t: &TargetAssessment| {
        let is_open = !matches!(t.status, Status::Complete | Status::Immune);
        let days = (t.recommended_on, t.overdue_on);
        (t.status, t.possible.clone(), is_open.then_some((days, t.dose_number)))
    };
    state(a) == state(b)
}

/// Whether nothing but the disease differs.
fn says_the_same(a: &TargetAssessment, b: &TargetAssessment, rules: &RuleSet) -> bool {
    let words = |id: Option<&str>| rule(rules, id).map(|r| (&r.text, &r.source, r.confidence));
    let reasons = |t: &TargetAssessment| {
        let reasons = t.reasons.iter();
        reasons.map(|r| (r.code, r.facts.clone(), r.doses.clone())).collect::<Vec<_>>()
    };
    is_same_state(a, b)
        && (a.earliest_on, a.latest_on) == (b.earliest_on, b.latest_on)
        && a.doses == b.doses
        && a.questions == b.questions
        && reasons(a) == reasons(b)
        && words(a.rule.as_deref()) == words(b.rule.as_deref())
}

/// A rule by its id.
#[must_use]
pub fn rule<'a>(rules: &'a RuleSet, id: Option<&str>) -> Option<&'a Rule> {
    let id = id?;
    rules.rules.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::decide::{
        choice::{Choice, Chosen},
        engine::tests::basis,
    };
    use shared::VaccineCode;

    fn board(input: &str, as_of: &str, given: &[u16]) -> Vec<Row> {
        let basis = basis(input, as_of);
        let chosen = |c: &u16| Chosen { code: VaccineCode::new(*c).expect("a code"), on: None };
        let choice = Choice { products: given.iter().map(chosen).collect(), ..Choice::default() };
        let after = choice.assess(&basis, &basis.rules).filter(|_| !choice.is_empty());
        let after = after.map(|what_if| what_if.answer);
        let rules = &*basis.rules;
        rows((&basis.now, rules), after.as_ref().map(|after| (after, rules)))
    }

    const INFANT: &str = r#"{"birthDate":"2026-09-24","facts":[{"code":"history_complete"}]}"#;

    fn row_of<'a>(rows: &'a [Row], code: &str) -> &'a Row {
        rows.iter().find(|row| row.is_about(code)).expect("the row")
    }

    #[test]
    fn diseases_of_which_the_same_is_said_share_a_row_and_each_stands_once() {
        let rows = board(INFANT, "2026-11-24", &[]);
        assert!(row_of(&rows, "DIS001").is_about("DIS003"), "diphtheria and tetanus");
        let mut codes: Vec<_> = rows.iter().flat_map(|row| row.codes.clone()).collect();
        let count = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn what_is_to_decide_comes_first_then_questions_then_what_has_a_date() {
        let rows = board(INFANT, "2026-11-24", &[]);
        let sections: Vec<Section> = rows.iter().map(|row| row.section).collect();
        assert!(sections.is_sorted(), "{sections:?}");
        assert_eq!(rows[0].section, Section::Today);
    }

    #[test]
    fn a_choice_splits_a_row_where_it_decides_differently_but_moves_none() {
        const HEXYON: u16 = 510;
        let before = board(INFANT, "2026-11-24", &[]);
        let rows = board(INFANT, "2026-11-24", &[HEXYON]);
        let order = |rows: &[Row]| {
            let codes: Vec<_> = rows.iter().flat_map(|row| row.codes.clone()).collect();
            codes.iter().position(|c| **c == *"DIS001")
        };
        assert_eq!(order(&before), order(&rows));
        let tetanus = row_of(&rows, "DIS003");
        assert_eq!(tetanus.now.status, Status::Due);
        assert_eq!(tetanus.change().map(|t| t.status), Some(Status::UpToDate));
        let rotavirus =
            rows.iter().find(|row| row.now.status == Status::Due && row.change().is_none());
        assert!(rotavirus.is_some(), "what the product is not against stays");
    }
}
