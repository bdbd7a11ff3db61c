//! Selecting the best series of an antigen (CDSi chapter 8).
//!
//! Within each series group: which series may be scored (8.1), whether one wins outright
//! (8.2), else points (8.3 to 8.7); then across groups (8.8).

mod best;
mod scorable;
mod score;

use crate::{
    day::{BLANK, Day},
    evaluate::Context,
    schedule::{Schedule, Series, SeriesIx},
    verdict::{SeriesState, SeriesStatus},
};

pub(crate) use best::best_series;
use score::Table;

/// The most relevant series one series group may have.
pub(crate) const MAX_IN_GROUP: usize = 64;

/// One relevant series as a candidate.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) ix: SeriesIx,
    pub(crate) series: &'a Series,
    pub(crate) state: &'a SeriesState,
}

/// The relevant series of one series group.
#[derive(Clone, Copy)]
pub(crate) struct Members<'a> {
    pub(crate) schedule: &'a Schedule,
    pub(crate) states: &'a [SeriesState],
    pub(crate) series: &'a [SeriesIx],
}

impl<'a> Members<'a> {
    pub(crate) fn candidate(&self, ix: SeriesIx) -> Option<Candidate<'a>> {
        let series = self.schedule.series.get(usize::from(ix))?;
        let state = self.states.get(usize::from(ix))?;
        Some(Candidate { ix, series, state })
    }

    fn get(&self, at: u8) -> Option<Candidate<'a>> {
        self.candidate(*self.series.get(usize::from(at))?)
    }

    pub(crate) fn iter(self) -> impl DoubleEndedIterator<Item = Candidate<'a>> + Clone {
        self.series.iter().filter_map(move |ix| self.candidate(*ix))
    }
}

impl Candidate<'_> {
    fn is_complete(&self) -> bool {
        self.state.status == SeriesStatus::Complete
    }

    /// `SELECTB-16`
    fn is_in_process(&self) -> bool {
        0 < self.state.satisfied && self.state.status == SeriesStatus::NotComplete
    }

    /// `SELECTB-12` and `SELECTB-3`: when it could be done, if in time.
    fn finish(&self, context: &Context<'_>) -> Option<Day> {
        if self.state.dates.is_none() {
            return None;
        }
        if let Some(tracer) = context.tracer {
            tracer.series(usize::from(self.ix));
        }
        let targets = self.series.doses.of(&context.schedule.doses);
        let remaining = targets.get(usize::from(self.state.next_target)..).unwrap_or_default();
        let finish = context.finish(remaining, self.state.dates.earliest);
        let last = targets.last().map_or(BLANK, |target| context.max_age(target));
        (finish < last).then_some(finish)
    }

    /// Target doses passed over although none was given for them.
    fn skipped(&self) -> u16 {
        self.state.next_target.saturating_sub(self.state.satisfied)
    }

    /// Target doses that are still not satisfied.
    fn remaining(&self) -> u16 {
        self.state.targets.saturating_sub(self.state.next_target)
    }
}

/// The one series that stands for its series group, if any.
pub(crate) fn prioritized(context: &Context<'_>, group: Members<'_>) -> Option<SeriesIx> {
    if let [only] = group.series {
        let is_it = |c: &Candidate<'_>| c.series.is_default || scorable::alone(context, c);
        return group.candidate(*only).filter(is_it).map(|c| c.ix);
    }
    let mut scorable = [0_u8; MAX_IN_GROUP];
    let count = scorable::scorable(context, group, &mut scorable);
    let scorable = scorable.get(..count).unwrap_or(&[]);
    // Ours: of several defaults the one that can still be started.
    let defaults = || group.iter().filter(|c| c.series.is_default);
    let is_open = |c: &Candidate<'_>| !context.reached(context.age(c.series.max_age_to_start));
    let default = match defaults().nth(1) {
        None => defaults().next(),
        Some(_) => defaults().find(is_open).or_else(|| defaults().next_back()),
    };
    let chosen = |at: u8| group.get(at).map(|c| c.ix);
    match (scorable, default) {
        ([], default) => default.map(|c| c.ix),
        ([only], _) => chosen(*only),
        (several, default) => {
            let of = |test: fn(&Candidate<'_>) -> bool| {
                let mut found =
                    several.iter().filter(|at| group.get(**at).is_some_and(|c| test(&c)));
                (found.next().copied(), found.next().is_some())
            };
            match (of(|c| c.is_complete()), of(|c| c.is_in_process())) {
                ((Some(one), false), _) | ((None, _), (Some(one), false)) => chosen(one),
                // Ours: what was valid in time stays so when all are over or forbidden.
                ((None, _), (None, _))
                    if of(|c| c.series.rule.is_some() && 0 < c.state.valid).0.is_some() =>
                {
                    score::highest(context, group, several, Table::Ended)
                }
                ((None, _), (None, _)) if default.is_some() => default.map(|c| c.ix),
                ((None, _), (None, _)) => {
                    score::highest(context, group, several, Table::NoValidDoses)
                }
                ((None, _), _) => score::highest(context, group, several, Table::InProcess),
                _ => score::highest(context, group, several, Table::Complete),
            }
        }
    }
}
