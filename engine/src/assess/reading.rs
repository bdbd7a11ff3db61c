//! Every way in which an uncertain record can be read.
//!
//! A dose known by its month can have been given on any of its days; a dose known by its
//! kind can have been any product of that kind. A reading picks one of each. If there are
//! too many readings, those are tried that move one dose at a time while the others stay
//! at their first, middle and last day, and the answer says that some may be missing.

use super::read::{Input, InputDose};
use crate::{
    case::{Case, CaseDose, CaseFact},
    day::Day,
    rules::RuleSet,
    schedule::VaccineIx,
};

/// The most readings that are all tried.
const MAX_READINGS: usize = 2048;
/// About the most days of one dose that are tried.
const MAX_DAYS: i32 = 400;

/// The readings of a record.
#[derive(Debug)]
pub(crate) struct Readings {
    options: Vec<Vec<Pick>>,
    /// Positions into `options`, one for each dose; a list for each reading.
    picks: Vec<Vec<usize>>,
    /// Whether every reading is among them.
    pub(crate) are_all: bool,
}

/// One day and product of one dose.
#[derive(Debug, Clone, Copy)]
struct Pick {
    on: Day,
    vaccine: VaccineIx,
}

pub(crate) fn readings(rules: &RuleSet, input: &Input<'_>) -> Readings {
    let mut readings = Readings {
        options: Vec::with_capacity(input.doses.len()),
        picks: Vec::new(),
        are_all: true,
    };
    let mut skips_days = false;
    for dose in &input.doses {
        skips_days |= 1 < step(dose);
        readings.options.push(options(rules, dose));
    }
    let count = readings.options.iter().try_fold(1_usize, |n, o| n.checked_mul(o.len()));
    if count.is_some_and(|n| n <= MAX_READINGS) {
        readings.every();
        readings.are_all = !skips_days;
    } else {
        readings.are_all = false;
        readings.one_at_a_time();
    }
    readings
}

/// Days between the tried days of a dose: every day, unless there are far too many.
fn step(dose: &InputDose<'_>) -> Day {
    ((dose.last - dose.first) / MAX_DAYS).max(1)
}

fn options(rules: &RuleSet, dose: &InputDose<'_>) -> Vec<Pick> {
    let own = [dose.vaccine];
    let products = rules.completions.get(&dose.vaccine).map_or(own.as_slice(), Vec::as_slice);
    let step = step(dose);
    let days = (dose.last - dose.first) / step + 2;
    let mut options = Vec::with_capacity(products.len() * usize::try_from(days).unwrap_or(1));
    for vaccine in products {
        let mut on = dose.first;
        while on < dose.last {
            options.push(Pick { on, vaccine: *vaccine });
            on += step;
        }
        options.push(Pick { on: dose.last, vaccine: *vaccine });
    }
    options
}

impl Input<'_> {
    /// The facts that hold on the day of assessment.
    pub(crate) fn holding(&self) -> Vec<CaseFact> {
        let holding = self.answers.iter().filter(|a| a.holds);
        holding.map(|a| CaseFact { observation: a.observation, on: a.on }).collect()
    }
}

impl Readings {
    fn every(&mut self) {
        let mut at = vec![0; self.options.len()];
        loop {
            self.picks.push(at.clone());
            let mut i = 0;
            loop {
                let Some(slot) = at.get_mut(i) else { return };
                *slot += 1;
                if *slot < self.options.get(i).map_or(0, Vec::len) {
                    break;
                }
                *slot = 0;
                i += 1;
            }
        }
    }

    fn one_at_a_time(&mut self) {
        let place = |n: usize, stay: usize| match stay {
            0 => 0,
            1 => n / 2,
            _ => n.saturating_sub(1),
        };
        for stay in 0..3 {
            let base: Vec<usize> = self.options.iter().map(|o| place(o.len(), stay)).collect();
            self.picks.push(base.clone());
            for (i, options) in self.options.iter().enumerate() {
                for pick in 0..options.len() {
                    if MAX_READINGS * 4 <= self.picks.len() {
                        return;
                    }
                    let mut picks = base.clone();
                    if let Some(slot) = picks.get_mut(i) {
                        *slot = pick;
                    }
                    self.picks.push(picks);
                }
            }
        }
    }

    /// The doses of one reading, for plans: every uncertain dose on its last day, as the first of
    /// the products it can have been. Intervals that hold after the last day hold after any.
    pub(crate) fn latest_doses(rules: &RuleSet, input: &Input<'_>) -> Vec<CaseDose> {
        let dose = |(i, dose): (usize, &InputDose<'_>)| {
            let products = rules.completions.get(&dose.vaccine);
            CaseDose {
                on: dose.last,
                vaccine: products.and_then(|p| p.first()).copied().unwrap_or(dose.vaccine),
                trade_name: 0,
                is_sub_standard: dose.dose.sub_standard,
                position: u16::try_from(i).unwrap_or(u16::MAX),
            }
        };
        input.doses.iter().enumerate().map(dose).collect()
    }

    /// The case of each reading.
    pub(crate) fn cases(&self, input: &Input<'_>) -> impl Iterator<Item = Case> {
        let facts = input.holding();
        self.picks.iter().map(move |picks| {
            let mut case = Case {
                birth: input.birth,
                gender: input.gender,
                facts: facts.clone(),
                changes_on: input.changes_on,
                doses: Vec::with_capacity(input.doses.len()),
                ..Case::default()
            };
            for (i, (dose, pick)) in input.doses.iter().zip(picks).enumerate() {
                let Some(pick) = self.options.get(i).and_then(|o| o.get(*pick)) else { continue };
                case.doses.push(CaseDose {
                    on: pick.on,
                    vaccine: pick.vaccine,
                    trade_name: 0,
                    is_sub_standard: dose.dose.sub_standard,
                    position: u16::try_from(i).unwrap_or(u16::MAX),
                });
            }
            // Doses of one day by what is recorded of them: the order of the record says nothing.
            let recorded =
                |d: &CaseDose| input.doses.get(usize::from(d.position)).map(|i| i.vaccine);
            case.doses.sort_by_key(|d| (d.on, d.is_sub_standard, recorded(d)));
            case
        })
    }

    /// Whether there is but one reading.
    pub(crate) fn is_certain(&self) -> bool {
        self.picks.len() == 1
    }
}
