//! What of an answer a viewer sees who may not see some of the doses.
//!
//! The answer is computed with all doses, so statuses and days are right for everyone. What names
//! a dose, or counts doses, is taken out here for those that the viewer may not see: the doses
//! themselves, what is said about each, and the number of the next dose where a hidden one
//! counts. Pure.

use std::{borrow::Cow, collections::HashSet};

use engine::{
    assessment::{Assessment, TargetAssessment},
    person::Person,
    plan::Plan,
};
use shared::VaccinationId;

/// Which doses of an engine's input are kept from a viewer, by position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden(Vec<usize>);

impl Hidden {
    /// Those of the input's doses, given in its order, that are hidden.
    #[must_use]
    pub fn among(doses: &[VaccinationId], hidden: &HashSet<VaccinationId>) -> Self {
        let positions = doses.iter().enumerate().filter(|(_, id)| hidden.contains(id));
        Self(positions.map(|(position, _)| position).collect())
    }

    /// Whether the viewer sees all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a dose stands among those that the viewer sees; nothing for one that is hidden.
    #[must_use]
    pub fn position(&self, of: usize) -> Option<usize> {
        match self.0.binary_search(&of) {
            Ok(_) => None,
            Err(before) => Some(of - before),
        }
    }

    /// The doses that the viewer sees.
    #[must_use]
    pub fn doses<T: Clone>(&self, all: &[T]) -> Vec<T> {
        let seen = all.iter().enumerate().filter(|(at, _)| self.position(*at).is_some());
        seen.map(|(_, dose)| dose.clone()).collect()
    }

    /// The person with the doses that the viewer sees.
    #[must_use]
    pub fn person<'a>(&self, of: &'a Person) -> Cow<'a, Person> {
        if self.is_empty() {
            return Cow::Borrowed(of);
        }
        let Person { birth_date, sex, ref facts, ref doses } = *of;
        Cow::Owned(Person { birth_date, sex, facts: facts.clone(), doses: self.doses(doses) })
    }

    /// Whether a hidden dose stands among those against a disease.
    #[must_use]
    pub fn is_in(&self, target: &TargetAssessment) -> bool {
        target.doses.iter().any(|dose| self.position(dose.position).is_none())
    }

    /// What is said of a disease as the viewer sees it.
    #[must_use]
    pub fn target<'a>(&self, of: &'a TargetAssessment) -> Cow<'a, TargetAssessment> {
        if self.is_empty() {
            return Cow::Borrowed(of);
        }
        let mut seen = of.clone();
        if self.is_in(of) {
            seen.dose_number = None;
        }
        seen.doses.retain(|dose| self.position(dose.position).is_some());
        for dose in &mut seen.doses {
            dose.position = self.position(dose.position).unwrap_or(dose.position);
        }
        let reasons = of.reasons.iter().cloned().map(|mut reason| {
            reason.doses = reason.doses.iter().filter_map(|at| self.position(*at)).collect();
            reason
        });
        seen.reasons = reasons.collect();
        Cow::Owned(seen)
    }

    /// The answer as the viewer sees it.
    #[must_use]
    pub fn answer(&self, of: &Assessment) -> Assessment {
        let mut seen = of.clone();
        for target in &mut seen.targets {
            *target = self.target(target).into_owned();
        }
        let is_seen = |at: usize| self.position(at).is_some();
        seen.findings.retain(|finding| finding.dose.is_none_or(is_seen));
        for finding in &mut seen.findings {
            finding.dose = finding.dose.and_then(|at| self.position(at));
        }
        seen
    }

    /// The plan as the viewer sees it: without the number of a dose where a hidden one counts.
    #[must_use]
    pub fn plan(&self, mut seen: Plan, assessed: impl FnOnce() -> Assessment) -> Plan {
        if self.is_empty() {
            return seen;
        }
        let assessed = assessed();
        for injection in seen.visits.iter_mut().flat_map(|visit| &mut visit.injections) {
            for dose in &mut injection.doses {
                let target = assessed.targets.iter().find(|target| target.code == dose.target);
                if target.is_some_and(|target| self.is_in(target)) {
                    dose.dose_number = 0;
                }
            }
        }
        seen
    }
}
