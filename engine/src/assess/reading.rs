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
#[derive(Debug, Default)]
pub(crate) struct Readings {
    /// What each dose can have been, dose after dose.
    options: Vec<Pick>,
    /// Where the options of each dose begin.
    starts: Vec<usize>,
    /// Positions into `options`, one for each dose, reading after reading.
    picks: Vec<usize>,
    /// The reading that is being made.
    current: Vec<usize>,
    count: usize,
    /// Whether every reading is among them.
    pub(crate) are_all: bool,
}

/// One day and product of one dose.
#[derive(Debug, Clone, Copy)]
struct Pick {
    on: Day,
    vaccine: VaccineIx,
}

/// Days between the tried days of a dose: every day, unless there are far too many.
fn step(dose: &InputDose) -> Day {
    ((dose.last - dose.first) / MAX_DAYS).max(1)
}

impl Input {
    /// The facts that hold on the day of assessment.
    pub(crate) fn holding(&self) -> impl Iterator<Item = CaseFact> {
        let holding = self.answers.iter().filter(|a| a.holds);
        holding.map(|a| CaseFact { observation: a.observation, on: a.on })
    }
}

impl Readings {
    /// Finds the readings of a record, whatever was read before.
    pub(crate) fn read(&mut self, rules: &RuleSet, input: &Input) {
        self.options.clear();
        self.starts.clear();
        self.picks.clear();
        self.count = 0;
        self.are_all = true;
        let mut count = Some(1_usize);
        for dose in &input.doses {
            self.are_all &= step(dose) == 1;
            let start = self.options.len();
            self.starts.push(start);
            self.add_options(rules, dose);
            count = count.and_then(|n| n.checked_mul(self.options.len() - start));
        }
        if count.is_some_and(|n| n <= MAX_READINGS) {
            self.every();
        } else {
            self.are_all = false;
            self.one_at_a_time();
        }
    }

    fn add_options(&mut self, rules: &RuleSet, dose: &InputDose) {
        let own = [dose.vaccine];
        let products = rules.completions.get(&dose.vaccine).map_or(own.as_slice(), Vec::as_slice);
        let step = step(dose);
        for vaccine in products {
            let mut on = dose.first;
            while on < dose.last {
                self.options.push(Pick { on, vaccine: *vaccine });
                on += step;
            }
            self.options.push(Pick { on: dose.last, vaccine: *vaccine });
        }
    }

    /// How many options a dose has.
    fn options_of(&self, dose: usize) -> usize {
        let end = self.starts.get(dose + 1).copied().unwrap_or(self.options.len());
        end - self.starts.get(dose).copied().unwrap_or(end)
    }

    /// Keeps the reading that is being made.
    fn keep(&mut self) {
        self.picks.extend(&self.current);
        self.count += 1;
    }

    fn every(&mut self) {
        self.current.clear();
        self.current.resize(self.starts.len(), 0);
        loop {
            self.keep();
            let mut dose = 0;
            loop {
                let many = self.options_of(dose);
                let Some(slot) = self.current.get_mut(dose) else { return };
                *slot += 1;
                if *slot < many {
                    break;
                }
                *slot = 0;
                dose += 1;
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
            self.current.clear();
            for dose in 0..self.starts.len() {
                let stays = place(self.options_of(dose), stay);
                self.current.push(stays);
            }
            self.keep();
            for dose in 0..self.starts.len() {
                let stays = place(self.options_of(dose), stay);
                for pick in 0..self.options_of(dose) {
                    if MAX_READINGS * 4 <= self.count {
                        return;
                    }
                    self.set(dose, pick);
                    self.keep();
                }
                self.set(dose, stays);
            }
        }
    }

    fn set(&mut self, dose: usize, pick: usize) {
        if let Some(slot) = self.current.get_mut(dose) {
            *slot = pick;
        }
    }

    /// The doses of one reading, for plans: every uncertain dose on its last day, as the first of
    /// the products it can have been. Intervals that hold after the last day hold after any.
    pub(crate) fn latest_doses(rules: &RuleSet, input: &Input) -> Vec<CaseDose> {
        let dose = |(i, dose): (usize, &InputDose)| {
            let products = rules.completions.get(&dose.vaccine);
            CaseDose {
                on: dose.last,
                vaccine: products.and_then(|p| p.first()).copied().unwrap_or(dose.vaccine),
                trade_name: 0,
                is_sub_standard: dose.is_sub_standard,
                position: u16::try_from(i).unwrap_or(u16::MAX),
            }
        };
        input.doses.iter().enumerate().map(dose).collect()
    }

    /// How many readings there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Makes a case the one of a reading.
    pub(crate) fn fill(&self, number: usize, input: &Input, case: &mut Case) {
        case.birth = input.birth;
        case.gender = input.gender;
        case.changes_on = input.changes_on;
        case.facts.clear();
        case.facts.extend(input.holding());
        case.doses.clear();
        let many = input.doses.len();
        let picks = self.picks.get(number * many..(number + 1) * many).unwrap_or(&[]);
        for (i, (dose, pick)) in input.doses.iter().zip(picks).enumerate() {
            let start = self.starts.get(i).copied().unwrap_or_default();
            let is_there = *pick < self.options_of(i);
            let Some(pick) = self.options.get(start + pick).filter(|_| is_there) else { continue };
            case.doses.push(CaseDose {
                on: pick.on,
                vaccine: pick.vaccine,
                trade_name: 0,
                is_sub_standard: dose.is_sub_standard,
                position: u16::try_from(i).unwrap_or(u16::MAX),
            });
        }
        // Doses of one day by what is recorded of them: the order of the record says nothing.
        let recorded = |d: &CaseDose| input.doses.get(usize::from(d.position)).map(|i| i.vaccine);
        case.doses.sort_by_key(|d| (d.on, d.is_sub_standard, recorded(d)));
    }

    /// Whether there is but one reading.
    pub(crate) fn is_certain(&self) -> bool {
        self.count == 1
    }
}
