//! 8.3 to 8.7: points for series that compete.

use super::{Candidate, MAX_IN_GROUP, Members};
use crate::{day::Day, evaluate::Context, schedule::SeriesIx};

/// The series with the most points; of equal ones the preferred, then the one with the
/// fewest target doses passed over, then the first.
pub(super) fn highest(
    context: &Context<'_>,
    group: Members<'_>,
    scorable: &[u8],
    table: Table,
) -> Option<SeriesIx> {
    let mut chosen = [None; MAX_IN_GROUP];
    let mut count = 0;
    let looks_ahead = matches!(table, Table::InProcess | Table::NoValidDoses);
    for at in scorable {
        let Some(c) = group.get(*at) else { continue };
        let competes = match table {
            Table::Complete => c.is_complete(),
            Table::InProcess => c.is_in_process(),
            Table::NoValidDoses | Table::Ended => true,
        };
        if competes && let Some(slot) = chosen.get_mut(count) {
            let finish = if looks_ahead { c.finish(context) } else { None };
            *slot = Some(Contender { one: c, finish });
            count += 1;
        }
    }
    let field = Field { context, chosen: chosen.get(..count).unwrap_or(&[]) };
    let mut best: Option<(Candidate<'_>, i32)> = None;
    for contender in field.iter() {
        let points = field.points(contender, table);
        let c = contender.one;
        let is_better = best.as_ref().is_none_or(|(b, most)| {
            let order = |c: &Candidate<'_>| (c.series.preference, c.skipped());
            *most < points || (points == *most && order(&c) < order(b))
        });
        if is_better {
            best = Some((c, points));
        }
    }
    best.map(|(c, _)| c.ix)
}

/// Which of CDSi's tables gives the points.
#[derive(Clone, Copy)]
pub(super) enum Table {
    Complete,
    InProcess,
    NoValidDoses,
    /// Ours: begun, and every one too late, forbidden or not needed.
    Ended,
}

/// A series that competes.
#[derive(Clone, Copy)]
struct Contender<'a> {
    one: Candidate<'a>,
    /// When it could be done, if in time and if the table asks for that.
    finish: Option<Day>,
}

/// The series that compete.
struct Field<'a> {
    context: &'a Context<'a>,
    chosen: &'a [Option<Contender<'a>>],
}

impl<'a> Field<'a> {
    fn iter(&self) -> impl Iterator<Item = &'a Contender<'a>> {
        self.chosen.iter().flatten()
    }

    /// `SELECTB-14`: a series cannot begin before today. Negative, so that earlier is more.
    fn start(&self, c: &Candidate<'_>) -> Day {
        let earliest = c.state.dates.earliest;
        if c.state.dates.is_none() {
            Day::MIN
        } else if self.context.reached(earliest) {
            -self.context.as_of
        } else {
            -earliest
        }
    }

    fn points(&self, contender: &Contender<'_>, table: Table) -> i32 {
        let c = &contender.one;
        let is_completable = contender.finish.is_some();
        match table {
            Table::Complete | Table::Ended => self.rank(c, 1, |_, c| i32::from(c.state.valid)),
            Table::InProcess => {
                let all_valid = c.state.valid == c.state.evaluated;
                let path = c.series.is_product_path && all_valid;
                let completable = if is_completable { 3 } else { -3 };
                (if path { 2 } else { -2 })
                    + completable
                    + self.rank(c, 2, |_, c| i32::from(c.state.valid))
                    + self.rank(c, 2, |_, c| -i32::from(c.remaining()))
                    + self.finishes_first(contender)
            }
            Table::NoValidDoses => {
                self.rank(c, 1, |field, c| field.start(c))
                    + if is_completable { 1 } else { -1 }
                    + if c.series.is_product_path { -1 } else { 1 }
            }
        }
    }

    /// Points for being alone at the top, none for sharing it, else points off.
    fn rank(&self, c: &Candidate<'_>, points: i32, of: fn(&Self, &Candidate<'_>) -> i32) -> i32 {
        let (mut most, mut holders) = (i32::MIN, 0);
        for other in self.iter() {
            let has = of(self, &other.one);
            if most < has {
                (most, holders) = (has, 0);
            }
            holders += i32::from(has == most);
        }
        if self.context.tracer.is_some() {
            // A trace tells of each comparison as often as the rule asks for it.
            self.iter().for_each(|other| {
                of(self, &other.one);
            });
        }
        match (of(self, c) == most, holders) {
            (true, 1) => points,
            (true, _) => 0,
            (false, _) => -points,
        }
    }

    fn finishes_first(&self, c: &Contender<'_>) -> i32 {
        let Some(first) = self.iter().filter_map(|other| other.finish).min() else { return 0 };
        let holds = |one: &Contender<'_>| one.finish == Some(first);
        match (holds(c), self.iter().filter(|other| holds(other)).count()) {
            (true, 1) => 1,
            (true, _) => 0,
            (false, _) => -1,
        }
    }
}
