//! The one door: [`assess`] takes a rule set, a person and a day, and answers.
//!
//! Total: no panic, no error, no I/O, no clock. What is contradictory in the input becomes
//! a [`Finding`]. What is uncertain (a day known by its month, a vaccine known by its kind)
//! is read in every way, each reading is assessed, and where the answers differ the answer
//! says so.

mod kept;
mod merge;
pub(crate) mod read;
pub(crate) mod reading;
pub(crate) mod target;

use shared::Date;

use crate::{
    assessment::{Assessment, GroupAssessment, Status},
    case::Case,
    day::{BLANK, Day, NEVER},
    person::Person,
    rules::RuleSet,
    run::Runner,
    tracer::Tracer,
};

/// Assesses a person on a day.
#[must_use]
pub fn assess(rules: &RuleSet, person: &Person, as_of: Date) -> Assessment {
    Assessor::new().assess(rules, person, as_of)
}

/// Assesses people one after the other, keeping its buffers.
#[derive(Debug, Default)]
pub struct Assessor {
    runner: Runner,
    input: read::Input,
    readings: reading::Readings,
    case: Case,
    answers: merge::Answers,
    kept: kept::Kept,
}

impl Assessor {
    /// An assessor with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Assesses a person on a day.
    #[must_use]
    pub fn assess(&mut self, rules: &RuleSet, person: &Person, as_of: Date) -> Assessment {
        self.assess_traced(rules, person, as_of, None)
    }

    /// As [`Assessor::assess`], telling a tracer of every comparison.
    pub(crate) fn assess_traced(
        &mut self,
        rules: &RuleSet,
        person: &Person,
        as_of: Date,
        tracer: Option<&Tracer>,
    ) -> Assessment {
        let today = as_of.days_since_epoch();
        let Self { runner, input, readings, case, answers, kept } = self;
        input.read(rules, person, today);
        readings.read(rules, input);
        answers.begin(rules, input);
        kept.begin(rules);
        for number in 0..readings.count() {
            if let Some(tracer) = tracer {
                tracer.reading(u16::try_from(number).unwrap_or(u16::MAX));
            }
            readings.fill(number, input, case);
            runner.run_traced(&rules.schedule, case, today, tracer);
            answers.add(target::View {
                rules,
                input,
                case,
                runner,
                today,
                tracer,
                forbidding: target::forbidding(rules, case),
            });
        }
        let (targets, changes) = answers.finish(rules, input, readings, kept);
        let groups = groups(rules, &targets);
        Assessment {
            rules: rules.words.name.clone(),
            as_of,
            stable_until: Date::from_days_since_epoch(changes.min(NEVER)),
            targets,
            groups,
            findings: std::mem::take(&mut input.findings),
        }
    }
}

/// The groups, each with the most urgent status of its targets.
fn groups(
    rules: &RuleSet,
    targets: &[crate::assessment::TargetAssessment],
) -> Vec<GroupAssessment> {
    let schedule = &rules.schedule;
    let mut groups = Vec::with_capacity(schedule.groups.len());
    for (group, words) in schedule.groups.iter().zip(&rules.words.groups) {
        let mut answer = GroupAssessment {
            words: words.clone(),
            status: Status::NotRecommended,
            recommended_on: None,
            overdue_on: None,
        };
        for target in group.antigens.iter().filter_map(|a| targets.get(usize::from(*a))) {
            answer.status = answer.status.min(target.status);
            answer.recommended_on = first(answer.recommended_on, target.recommended_on);
            answer.overdue_on = first(answer.overdue_on, target.overdue_on);
        }
        groups.push(answer);
    }
    groups
}

/// The first of two days, of which each may be missing.
fn first(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.into_iter().chain(other).min()
}

/// A day of the answer; `None` for a blank.
pub(crate) fn date(day: Day) -> Option<Date> {
    (day != BLANK && day < NEVER).then(|| Date::from_days_since_epoch(day))
}
