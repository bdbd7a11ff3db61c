//! Forecasting one series (CDSi chapter 7): the loop.
//!
//! 7.1 skip, 7.2 immunity, 7.3 contraindication, 7.4 need, 7.5 dates, 7.6 validate; a skip
//! moves on to the next target dose and begins anew.

mod dates;
mod need;
mod season;

use crate::{
    day::BLANK,
    evaluate::{Walk, skip::At},
    verdict::{ForecastDates, SeriesState, SeriesStatus},
};

pub(crate) use need::AntigenFacts;

impl Walk<'_> {
    /// Forecasts the series after its doses were evaluated up to the target dose `at`.
    pub(crate) fn forecast(&self, at: usize, facts: AntigenFacts) -> SeriesState {
        let targets = self.series.doses.of(&self.context.schedule.doses);
        let mut at = at;
        let mut state = SeriesState {
            is_relevant: true,
            targets: count(targets.len()),
            satisfied: self.satisfied,
            evaluated: count(self.doses.len()),
            ..SeriesState::default()
        };
        self.count_valid(&mut state);
        loop {
            state.next_target = count(at);
            let target = targets.get(at);
            if let Some(target) = target
                && self.is_skipped(target, At::Assessment)
            {
                at += 1;
                continue;
            }
            if facts.is_immune {
                state.status = SeriesStatus::Immune;
                return state;
            }
            if facts.is_contraindicated
                || targets.get(at..).is_some_and(|left| self.lacks_a_vaccine(left))
            {
                state.status = SeriesStatus::Contraindicated;
                return state;
            }
            let Some(target) = target else {
                state.status = if 0 < self.satisfied {
                    SeriesStatus::Complete
                } else {
                    SeriesStatus::NotRecommended
                };
                return state;
            };
            let found = self.dates(target);
            let dates = found.dates;
            state.status = self.need(target, &found);
            if state.status != SeriesStatus::NotComplete {
                return state;
            }
            if self.is_skipped(target, At::Earliest(dates.earliest)) {
                at += 1;
                continue;
            }
            state.dates = dates;
            state.dose_number = self.numbered + 1;
            state.is_priority = self.is_priority(target);
            return state;
        }
    }

    fn count_valid(&self, state: &mut SeriesState) {
        for (i, verdict) in self.verdicts.iter().enumerate() {
            if verdict.status == crate::verdict::DoseStatus::Valid {
                state.valid += 1;
                if state.first_valid == BLANK {
                    state.first_valid = self.dose(i).map_or(BLANK, |d| d.on);
                }
            }
        }
    }
}

fn count(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl ForecastDates {
    pub(crate) fn is_none(&self) -> bool {
        self.earliest == BLANK
    }
}
