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
    for at in scorable {
        let Some(c) = group.get(*at) else { continue };
        let competes = match table {
            Table::Complete => c.is_complete(),
            Table::InProcess => c.is_in_process(),
            Table::NoValidDoses | Table::Ended => true,
        };
        if competes && let Some(slot) = chosen.get_mut(count) {
            *slot = Some(c);
            count += 1;
        }
    }
    let field = Field { context, chosen: chosen.get(..count).unwrap_or(&[]) };
    let mut best: Option<(Candidate<'_>, i32)> = None;
    for c in field.iter() {
        let points = field.points(c, table);
        let is_better = best.as_ref().is_none_or(|(b, most)| {
            let order = |c: &Candidate<'_>| (c.series.preference, c.skipped());
            *most < points || (points == *most && order(c) < order(b))
        });
        if is_better {
            best = Some((*c, points));
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

/// The series that compete.
struct Field<'a> {
    context: &'a Context<'a>,
    chosen: &'a [Option<Candidate<'a>>],
}

impl<'a> Field<'a> {
    fn iter(&self) -> impl Iterator<Item = &'a Candidate<'a>> {
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

    fn points(&self, c: &Candidate<'_>, table: Table) -> i32 {
        match table {
            Table::Complete | Table::Ended => self.rank(c, 1, |_, c| i32::from(c.state.valid)),
            Table::InProcess => {
                let all_valid = c.state.valid == c.state.evaluated;
                let path = c.series.is_product_path && all_valid;
                let completable = if c.is_completable() { 3 } else { -3 };
                (if path { 2 } else { -2 })
                    + completable
                    + self.rank(c, 2, |_, c| i32::from(c.state.valid))
                    + self.rank(c, 2, |_, c| -i32::from(c.remaining()))
                    + self.finishes_first(c)
            }
            Table::NoValidDoses => {
                self.rank(c, 1, |field, c| field.start(c))
                    + if c.is_completable() { 1 } else { -1 }
                    + if c.series.is_product_path { -1 } else { 1 }
            }
        }
    }

    /// Points for being alone at the top, none for sharing it, else points off.
    fn rank(&self, c: &Candidate<'_>, points: i32, of: fn(&Self, &Candidate<'_>) -> i32) -> i32 {
        let (mut most, mut holders) = (i32::MIN, 0);
        for other in self.iter() {
            let has = of(self, other);
            if most < has {
                (most, holders) = (has, 0);
            }
            holders += i32::from(has == most);
        }
        if self.context.tracer.is_some() {
            // A trace tells of each comparison as often as the rule asks for it.
            self.iter().for_each(|other| {
                of(self, other);
            });
        }
        match (of(self, c) == most, holders) {
            (true, 1) => points,
            (true, _) => 0,
            (false, _) => -points,
        }
    }

    fn finishes_first(&self, c: &Candidate<'_>) -> i32 {
        let first = self.iter().filter(|o| o.is_completable()).map(|o| o.state.finish).min();
        let Some(first) = first else { return 0 };
        let holds = |o: &Candidate<'_>| o.is_completable() && o.state.finish == first;
        match (holds(c), self.iter().filter(|o| holds(o)).count()) {
            (true, 1) => 1,
            (true, _) => 0,
            (false, _) => -1,
        }
    }
}
