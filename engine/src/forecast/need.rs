//! 7.2 immunity, 7.3 contraindication, 7.4 need.

use crate::{
    day::NEVER,
    evaluate::{Context, Walk},
    schedule::{Antigen, CodeWindow, TargetDose},
    verdict::SeriesStatus,
};

use super::dates::Found;

/// What a person's facts say about a whole antigen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AntigenFacts {
    pub(crate) is_immune: bool,
    pub(crate) is_contraindicated: bool,
}

/// The country a schedule's «U.S.» means when nothing is known of the person's birth.
const HOME: &str = "U.S.";

impl Context<'_> {
    /// 7.2 and the antigen's part of 7.3.
    pub(crate) fn antigen_facts(&self, antigen: &Antigen) -> AntigenFacts {
        AntigenFacts {
            is_immune: self.is_immune(antigen),
            is_contraindicated: !self.case.facts.is_empty()
                && antigen
                    .contraindications
                    .of(&self.schedule.contraindications)
                    .iter()
                    .any(|c| self.applies(*c)),
        }
    }

    /// Whether a fact is known and the person's age lies in its window.
    pub(crate) fn applies(&self, window: CodeWindow) -> bool {
        self.case.fact(window.observation).is_some()
            && self.reached(self.age(window.begin))
            && !self.reached(self.age(window.end))
    }

    fn is_immune(&self, antigen: &Antigen) -> bool {
        let codes = &self.schedule.codes;
        let has = |code| self.case.fact(code).is_some();
        if !self.case.facts.is_empty() && antigen.immunity_codes.of(codes).iter().any(|c| has(*c)) {
            return true;
        }
        antigen.birth_immunities.of(&self.schedule.birth_immunities).iter().any(|birth| {
            let country = &self.case.birth_country;
            let fits = birth.country.is_empty()
                || *country == birth.country
                || (country.is_empty() && birth.country == HOME);
            self.case.birth < birth.before
                && fits
                && !birth.exclusions.of(codes).iter().any(|c| has(*c))
        })
    }
}

impl Walk<'_> {
    /// Whether facts forbid every vaccine that the remaining target doses would want.
    pub(super) fn lacks_a_vaccine(&self, remaining: &[TargetDose]) -> bool {
        if self.context.case.facts.is_empty() {
            return false;
        }
        let uses = &self.context.schedule.vaccine_uses;
        let mut any = false;
        for wanted in remaining.iter().flat_map(|target| target.preferable.of(uses)) {
            if !self.is_contraindicated(wanted.vaccine) {
                return false;
            }
            any = true;
        }
        any
    }

    /// Whether a fact forbids that vaccine.
    pub(crate) fn is_contraindicated(&self, vaccine: u16) -> bool {
        let schedule = self.context.schedule;
        if self.context.case.facts.is_empty() {
            return false;
        }
        let Some(antigen) = schedule.antigens.get(usize::from(self.series.antigen)) else {
            return false;
        };
        let rules = antigen.vaccine_contraindications.of(&schedule.vaccine_contraindications);
        rules.iter().any(|r| r.vaccine == vaccine && self.context.applies(r.window))
    }

    /// 7.4, after immunity and contraindication.
    pub(super) fn need(&self, target: &TargetDose, found: &Found) -> SeriesStatus {
        let dates = &found.dates;
        let season_end = target.season_end;
        if season_end != NEVER && self.context.reached(season_end + 1) {
            return SeriesStatus::NotRecommended;
        }
        self.note_intervals(target);
        let window_end = found.window_end;
        if window_end != NEVER && (self.context.reached(window_end) || window_end <= dates.earliest)
        {
            return SeriesStatus::NotRecommended;
        }
        if target.yearly.is_some_and(|y| y.age_on.is_some()) {
            let is_too_old = dates.earliest == NEVER;
            return if is_too_old { SeriesStatus::AgedOut } else { SeriesStatus::NotComplete };
        }
        if self.context.tracer.is_some() {
            self.context.max_age(target);
        }
        let max_age = found.max_age;
        if self.context.reached(max_age) || max_age <= dates.earliest {
            return SeriesStatus::AgedOut;
        }
        SeriesStatus::NotComplete
    }
}
