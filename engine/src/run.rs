//! One pass over an exact case: evaluate, forecast, select (Table 4-1).
//!
//! A [`Runner`] keeps its buffers between people, so that a pass allocates nothing once
//! they have grown.

use std::cell::Cell;

use crate::{
    case::{Case, age_dates, date_of},
    day::{BLANK, Day, NEVER},
    evaluate::{Context, Walk, conflict},
    forecast::AntigenFacts,
    group::{Contained, GroupForecast, GroupVerdict, blend},
    schedule::{Antigen, Group, Schedule, Series, SeriesIx, SeriesKind},
    select::{MAX_IN_GROUP, Members, best_series, prioritized},
    tracer::{Kind, Tracer},
    verdict::{DoseStatus, DoseVerdict, SeriesState, SeriesStatus},
};

/// The number of series groups an antigen may have.
const MAX_GROUPS: usize = 32;

/// Assesses exact cases, one after the other.
#[derive(Debug, Default)]
pub struct Runner {
    ages: Vec<Day>,
    conflict_free: Vec<Day>,
    masks: Vec<u64>,
    antigen_doses: Vec<u16>,
    antigen_runs: Vec<(u32, u32)>,
    verdicts: Vec<DoseVerdict>,
    states: Vec<SeriesState>,
    best: Vec<SeriesIx>,
    /// Where each antigen's best series stand.
    best_runs: Vec<(u32, u32)>,
    contained: Vec<Contained>,
    members: Vec<SeriesIx>,
    changes: Day,
}

impl Runner {
    /// A runner with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Assesses a case; the results stay in the runner until the next one.
    pub fn run(&mut self, schedule: &Schedule, case: &Case, as_of: Day) {
        self.run_traced(schedule, case, as_of, None);
    }

    /// As [`Runner::run`], telling a tracer of every comparison.
    pub(crate) fn run_traced(
        &mut self,
        schedule: &Schedule,
        case: &Case,
        as_of: Day,
        tracer: Option<&Tracer>,
    ) {
        let mut ages = std::mem::take(&mut self.ages);
        age_dates(schedule, case.birth, &mut ages);
        self.collect_doses(schedule, case, &ages);
        self.verdicts.clear();
        // Of a state that is not relevant nothing is read.
        self.states.resize(schedule.series.len(), SeriesState::default());
        self.states.iter_mut().for_each(|state| state.is_relevant = false);
        self.best.clear();
        self.best_runs.clear();
        let changes = Cell::new(NEVER.min(case.changes_on));
        let mut conflict_free = std::mem::take(&mut self.conflict_free);
        conflict::conflict_free(schedule, case, &mut conflict_free);
        let context = Context {
            schedule,
            case,
            ages: &ages,
            conflict_free: &conflict_free,
            as_of,
            changes,
            tracer,
        };
        for (ix, antigen) in schedule.antigens.iter().enumerate() {
            if let Some(tracer) = tracer {
                tracer.antigen(ix);
            }
            self.antigen(&context, ix, antigen);
        }
        self.changes = context.changes.get();
        self.ages = ages;
        self.conflict_free = conflict_free;
    }

    /// The first later day on which some comparison with the day of assessment changes.
    #[must_use]
    pub fn changes_on(&self) -> Day {
        self.changes
    }

    /// The dates at which the person reaches the ages of the schedule.
    #[cfg(feature = "rules")]
    pub(crate) fn ages(&self) -> &[Day] {
        &self.ages
    }

    /// Makes the doses of each antigen a run of positions.
    fn collect_doses(&mut self, schedule: &Schedule, case: &Case, ages: &[Day]) {
        self.antigen_doses.clear();
        self.antigen_runs.clear();
        // A bit for each antigen: there are at most 64.
        let mut masks = std::mem::take(&mut self.masks);
        masks.clear();
        masks.extend(case.doses.iter().map(|dose| {
            let vaccine = schedule.vaccines.get(usize::from(dose.vaccine));
            let associations = vaccine.map(|v| v.associations.of(&schedule.associations));
            associations.unwrap_or_default().iter().fold(0_u64, |mask, a| {
                let counts = date_of(ages, a.begin) <= dose.on && dose.on < date_of(ages, a.end);
                mask | u64::from(counts) << (a.antigen & 63)
            })
        }));
        for antigen in 0..schedule.antigens.len() {
            let start = self.antigen_doses.len();
            for (position, mask) in masks.iter().enumerate() {
                if mask >> antigen & 1 == 1 {
                    self.antigen_doses.push(short(position));
                }
            }
            self.antigen_runs.push((small(start), small(self.antigen_doses.len())));
        }
        self.masks = masks;
    }

    /// The positions of an antigen's doses in the case.
    #[must_use]
    pub fn doses_of(&self, antigen: usize) -> &[u16] {
        let run = self.antigen_runs.get(antigen).copied().unwrap_or_default();
        self.antigen_doses.get(run.0 as usize..run.1 as usize).unwrap_or(&[])
    }

    fn antigen(&mut self, context: &Context<'_>, ix: usize, antigen: &Antigen) {
        let facts = context.antigen_facts(antigen);
        let mut complete = 0;
        // Completed Series makes status depend on status: begin with none complete and
        // repeat while more become so. Each round adds a bit, so it ends.
        loop {
            let found = self.pass(context, ix, antigen, facts, complete);
            if found | complete == complete {
                break;
            }
            complete |= found;
            if !antigen_asks_for_complete(context.schedule, antigen) {
                break;
            }
        }
        if let Some(tracer) = context.tracer {
            tracer.antigen(ix);
        }
        self.select(context, antigen);
    }

    /// Evaluates and forecasts all relevant series of an antigen; gives the complete groups.
    fn pass(
        &mut self,
        context: &Context<'_>,
        ix: usize,
        antigen: &Antigen,
        facts: AntigenFacts,
        complete: u32,
    ) -> u32 {
        let run = self.antigen_runs.get(ix).copied().unwrap_or_default();
        let doses = self.antigen_doses.get(run.0 as usize..run.1 as usize).unwrap_or(&[]);
        let mut found = 0;
        for at in antigen.series.start..antigen.series.end {
            let at = at as usize;
            let Some(series) = context.schedule.series.get(at) else { continue };
            if let Some(tracer) = context.tracer {
                tracer.series(at);
            }
            if !is_relevant(context, series) || (doses.is_empty() && !may_start(context, series)) {
                continue;
            }
            context.note(Kind::RuleApplies, i32::from(short(at)), 0, true);
            let start = self.verdicts.len();
            self.verdicts.resize(start + doses.len(), DoseVerdict::default());
            let verdicts = self.verdicts.get_mut(start..).unwrap_or_default();
            let mut walk = Walk::new(context, series, doses, verdicts, complete);
            let target = walk.evaluate();
            let mut state = walk.forecast(target, facts);
            state.verdicts = small(start);
            if state.status == SeriesStatus::Complete {
                found |= 1_u32 << (series.series_group & 31);
            }
            if let Some(slot) = self.states.get_mut(at) {
                *slot = state;
            }
        }
        found
    }

    fn select(&mut self, context: &Context<'_>, antigen: &Antigen) {
        let schedule = context.schedule;
        let all = antigen.series.of(&schedule.series);
        let mut chosen = [0; MAX_GROUPS];
        let mut chosen_count = 0;
        let mut members = std::mem::take(&mut self.members);
        let mut groups = all.iter().fold(0_u32, |mask, s| mask | 1 << (s.series_group & 31));
        while groups != 0 {
            let number = groups.trailing_zeros();
            groups &= groups - 1;
            members.clear();
            for (i, series) in all.iter().enumerate() {
                let at = antigen.series.start as usize + i;
                if u32::from(series.series_group & 31) == number
                    && members.len() < MAX_IN_GROUP
                    && self.states.get(at).is_some_and(|s| may_compete(context, series, s))
                {
                    members.push(short(at));
                }
            }
            let group = Members { schedule, states: &self.states, series: &members };
            if !members.is_empty()
                && let Some(winner) = prioritized(context, group)
                && let Some(slot) = chosen.get_mut(chosen_count)
            {
                *slot = winner;
                chosen_count += 1;
            }
        }
        let chosen = chosen.get(..chosen_count).unwrap_or(&[]);
        let all = Members { schedule, states: &self.states, series: chosen };
        let start = small(self.best.len());
        self.best.extend(all.iter().filter(|one| best_series(one, all)).map(|one| one.ix));
        self.best_runs.push((start, small(self.best.len())));
        self.members = members;
    }

    /// The best series of the antigen.
    pub(crate) fn best_of<'s>(
        &'s self,
        schedule: &'s Schedule,
        antigen: usize,
    ) -> impl Iterator<Item = (SeriesIx, &'s Series, &'s SeriesState)> {
        let run = self.best_runs.get(antigen).copied().unwrap_or_default();
        let best = self.best.get(run.0 as usize..run.1 as usize).unwrap_or(&[]);
        best.iter().filter_map(move |ix| {
            let series = schedule.series.get(usize::from(*ix))?;
            let state = self.states.get(usize::from(*ix))?;
            Some((*ix, series, state))
        })
    }

    /// The verdicts of a series, one for each dose of its antigen.
    pub(crate) fn verdicts(&self, antigen: usize, state: &SeriesState) -> &[DoseVerdict] {
        let start = state.verdicts as usize;
        self.verdicts.get(start..start + self.doses_of(antigen).len()).unwrap_or(&[])
    }

    /// A line for each relevant series of an antigen, the best ones marked.
    #[must_use]
    pub fn describe(&self, schedule: &Schedule, antigen: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let run = schedule.antigens.get(antigen).map(|a| a.series).unwrap_or_default();
        for at in run.start as usize..run.end as usize {
            let (Some(series), Some(state)) = (schedule.series.get(at), self.states.get(at)) else {
                continue;
            };
            if !state.is_relevant {
                continue;
            }
            let best = if self.best.iter().any(|b| usize::from(*b) == at) { "*" } else { " " };
            let statuses: Vec<_> = self.verdicts(antigen, state).iter().map(|v| v.status).collect();
            lines.push(format!(
                "{best} {} [{:?}] {:?}, target {} of {}, {statuses:?}",
                series.name,
                series.kind,
                state.status,
                state.next_target + 1,
                state.targets,
            ));
        }
        lines
    }

    /// The forecast of a vaccine group from the best series of one type; `None` if there is none.
    pub fn group(
        &mut self,
        schedule: &Schedule,
        case: &Case,
        group: &Group,
        kind: SeriesKind,
    ) -> Option<GroupForecast> {
        let mut contained = std::mem::take(&mut self.contained);
        contained.clear();
        for antigen in &group.antigens {
            let antigen = usize::from(*antigen);
            for (_, series, state) in self.best_of(schedule, antigen) {
                if series.kind == kind {
                    contained.push(Contained {
                        status: state.status,
                        dates: state.dates,
                        dose_number: state.dose_number
                            + self.valid_elsewhere(schedule, antigen, state),
                        is_priority: state.is_priority,
                    });
                }
            }
        }
        let last = group
            .antigens
            .iter()
            .filter_map(|a| self.doses_of(usize::from(*a)).last())
            .filter_map(|p| case.doses.get(usize::from(*p)))
            .map(|d| d.on)
            .max()
            .unwrap_or(BLANK);
        let blended = blend(&contained, group.antigens.len(), group.administer_full, last);
        self.contained = contained;
        blended
    }

    /// Doses that do not count in this series but in another best series of the antigen.
    fn valid_elsewhere(&self, schedule: &Schedule, antigen: usize, state: &SeriesState) -> u16 {
        let mut count = 0;
        for (i, here) in self.verdicts(antigen, state).iter().enumerate() {
            let counts = |other: &SeriesState| {
                let there = self.verdicts(antigen, other).get(i);
                there.is_some_and(|v| v.status == DoseStatus::Valid)
            };
            let elsewhere = || self.best_of(schedule, antigen).any(|(_, _, s)| counts(s));
            count += u16::from(here.status != DoseStatus::Valid && elsewhere());
        }
        count
    }

    /// The verdict on an antigen's dose (by its place among them) over all its best series.
    pub(crate) fn best_verdict(
        &self,
        schedule: &Schedule,
        antigen: usize,
        i: usize,
    ) -> GroupVerdict {
        let mut verdict = GroupVerdict::default();
        for (_, _, state) in self.best_of(schedule, antigen) {
            if let Some(found) = self.verdicts(antigen, state).get(i) {
                verdict.take(found);
            }
        }
        verdict
    }

    /// The verdict on a dose over all best series of the group's antigens.
    #[must_use]
    pub fn group_verdict(
        &self,
        schedule: &Schedule,
        antigens: impl Iterator<Item = usize>,
        position: u16,
        kind: Option<SeriesKind>,
    ) -> GroupVerdict {
        let mut verdict = GroupVerdict::default();
        for antigen in antigens {
            let Some(i) = self.doses_of(antigen).iter().position(|p| *p == position) else {
                continue;
            };
            for (_, series, state) in self.best_of(schedule, antigen) {
                if kind.is_some_and(|kind| kind != series.kind) {
                    continue;
                }
                let Some(found) = self.verdicts(antigen, state).get(i) else { continue };
                verdict.take(found);
            }
        }
        verdict
    }
}

/// Whether a series competes within its group.
fn may_compete(context: &Context<'_>, series: &Series, state: &SeriesState) -> bool {
    state.is_relevant && (0 < state.satisfied || may_start(context, series))
}

/// The age gate for a series of which nothing was given; and ours: what was not begun in
/// time is no longer offered.
fn may_start(context: &Context<'_>, series: &Series) -> bool {
    context.reached(context.age(series.min_age_to_start))
        && (series.rule.is_none()
            || series.is_default
            || !context.reached(context.age(series.max_age_to_start)))
}

/// Chapter 5: whether a series applies to the person.
fn is_relevant(context: &Context<'_>, series: &Series) -> bool {
    if series.genders & context.case.gender == 0 {
        return false;
    }
    match series.kind {
        SeriesKind::Standard | SeriesKind::EvaluationOnly => true,
        SeriesKind::Risk => {
            !context.case.facts.is_empty()
                && series
                    .indications
                    .of(&context.schedule.indications)
                    .iter()
                    .any(|i| context.applies(*i))
        }
    }
}

fn antigen_asks_for_complete(schedule: &Schedule, antigen: &Antigen) -> bool {
    antigen.series.of(&schedule.series).iter().any(|s| s.asks_for_complete)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
