//! [`Answer`]: what is stored of an assessment: status and dates of each target.
//!
//! The words (reasons, rule, questions) are derived again from the same input when someone
//! reads them: that costs microseconds and can never be out of step with the rule set.

use engine::assessment::{Assessment, Status};
use serde::{Deserialize, Serialize};
use shared::Date;

/// The status and dates of one target. The names are short because every record has some
/// twenty-five of these in each version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// NUVA's code of the target.
    #[serde(rename = "t")]
    pub code: String,
    /// The status.
    #[serde(rename = "s")]
    pub status: Status,
    /// If unknown: every status that some reading of the record gives.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Status>,
    /// The first day the next dose may be given.
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub earliest_on: Option<Date>,
    /// The day it is recommended.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub overdue_on: Option<Date>,
    /// The last day it may be given.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub latest_on: Option<Date>,
    /// The number of the next dose.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub dose_number: Option<u16>,
    /// The rule the next dose follows.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// The answer for every target, in the order of the rule set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answer {
    /// One for each target.
    pub targets: Vec<Target>,
}

/// The statuses that ask someone to act or to ask, the most urgent first as on screen.
pub const OPEN: [Status; 4] = [Status::Overdue, Status::Due, Status::Unknown, Status::DueSoon];

impl Answer {
    /// What is stored of an assessment.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let targets = assessment.targets.iter().map(|target| Target {
            code: target.code.to_string(),
            status: target.status,
            possible: target.possible.clone(),
            earliest_on: target.earliest_on,
            recommended_on: target.recommended_on,
            overdue_on: target.overdue_on,
            latest_on: target.latest_on,
            dose_number: target.dose_number,
            rule: target.rule.as_deref().map(str::to_owned),
        });
        Self { targets: targets.collect() }
    }

    /// What is to be done, for lists: ` overdue:DIS003 due:DIS010 `.
    #[must_use]
    pub fn open(&self) -> String {
        let mut words = String::from(" ");
        for (status, code) in self.open_targets().map(|t| (t.status, &t.code)) {
            words.push_str(&format!("{}:{code} ", word(status)));
        }
        words
    }

    /// The rank of the most urgent status, 0 for overdue; nothing if nothing is to be done.
    #[must_use]
    pub fn urgency(&self) -> Option<i32> {
        self.open_targets().filter_map(|t| rank(t.status)).min()
    }

    /// The first day recommended among what is to be done.
    #[must_use]
    pub fn next_on(&self) -> Option<Date> {
        self.open_targets().filter_map(|t| t.recommended_on).min()
    }

    /// The targets against which something is to be done.
    pub fn open_targets(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|t| OPEN.contains(&t.status))
    }
}

/// The rank of an open status by urgency.
fn rank(status: Status) -> Option<i32> {
    OPEN.iter().position(|s| *s == status).and_then(|at| i32::try_from(at).ok())
}

/// The word of a status as it is stored.
pub(super) fn word(status: Status) -> &'static str {
    match status {
        Status::Overdue => "overdue",
        Status::Due => "due",
        Status::DueSoon => "due_soon",
        Status::Unknown => "unknown",
        Status::UpToDate => "up_to_date",
        Status::NotDue => "not_due",
        Status::Complete => "complete",
        Status::Immune => "immune",
        Status::Contraindicated => "contraindicated",
        Status::Refused => "refused",
        Status::MayBeGiven => "may_be_given",
        Status::AgedOut => "aged_out",
        Status::NotRecommended => "not_recommended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(code: &str, status: Status, recommended: Option<&str>) -> Target {
        Target {
            code: code.to_owned(),
            status,
            possible: Vec::new(),
            earliest_on: None,
            recommended_on: recommended.map(|day| day.parse().expect("a day")),
            overdue_on: None,
            latest_on: None,
            dose_number: None,
            rule: None,
        }
    }

    #[test]
    fn a_list_is_told_what_is_open_how_urgent_it_is_and_from_when() {
        let answer = Answer {
            targets: vec![
                target("DIS001", Status::Due, Some("2026-11-01")),
                target("DIS002", Status::Complete, Some("1999-01-01")),
                target("DIS003", Status::Overdue, Some("2026-10-01")),
            ],
        };
        assert_eq!(answer.open(), " due:DIS001 overdue:DIS003 ");
        assert_eq!(answer.urgency(), Some(0));
        assert_eq!(answer.next_on(), "2026-10-01".parse().ok());
        let nothing = Answer { targets: vec![target("DIS002", Status::Complete, None)] };
        assert_eq!(
            (nothing.open().as_str(), nothing.urgency(), nothing.next_on()),
            (" ", None, None)
        );
    }

    #[test]
    fn the_stored_words_are_those_of_the_engine() {
        for status in Status::ALL {
            let said = serde_json::to_string(&status).expect("JSON");
            assert_eq!(said, format!("\"{}\"", word(status)));
        }
    }
}
