//! The search: days of visits, and what each holds, by branch and bound.
//!
//! A visit gives everything that is due on its day, as far as the injections allow: no
//! opportunity is missed. Beyond that it may give what is not due yet but may be given. The next
//! visit is no later than the first day on which a dose would become overdue, and stands on a day
//! on which something changes: a dose may be given, is due, or is about to be late.

use super::{
    cover::{Way, ways},
    world::{Given, Need, Picture, World},
};
use crate::day::Day;

/// The most questions to the engine in one search.
const MOST_ASKED: usize = 1200;
/// The most days that are tried for one visit.
const MOST_DAYS: usize = 40;
/// The most visits of a plan.
const MOST_VISITS: u32 = 24;
/// How often a day on which nothing could be given is passed over.
const MOST_HOPS: u32 = 12;

/// What a plan is measured by; less is better. What did not fit is late until the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Score {
    pub(super) late_days: i64,
    /// Doses that did not fit.
    unmet: u32,
    visits: u32,
    injections: u32,
    last: Day,
    /// All days of visits together: of plans that are as good otherwise the earlier.
    days: i64,
}

/// The best plan that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) given: Vec<Given>,
    /// For each of those the targets it is for.
    pub(super) covers: Vec<u64>,
    /// A bit for each target of which a dose did not fit.
    pub(super) owed: u64,
    pub(super) score: Score,
    pub(super) is_proven: bool,
}

struct Search<'w, 'a> {
    world: &'w mut World<'a>,
    best: Option<Found>,
    is_cut: bool,
}

/// One step of the search: what was given so far.
#[derive(Clone, Default)]
struct Path {
    given: Vec<Given>,
    covers: Vec<u64>,
    score: Score,
    hops: u32,
    /// What was to come before the end of the plan and was not given yet, with the first day that
    /// was said to be late: it stays owed if other doses put it off.
    owed: Vec<(usize, Day)>,
}

impl Path {
    fn owe(&mut self, needs: &[Need]) {
        for need in needs {
            match self.owed.iter_mut().find(|(antigen, _)| *antigen == need.antigen) {
                Some((_, late)) => *late = need.late.min(*late),
                None => self.owed.push((need.antigen, need.late)),
            }
        }
    }

    /// The first day on which a dose is late.
    fn late(&self, need: &Need) -> Day {
        let owed = self.owed.iter().find(|(antigen, _)| *antigen == need.antigen);
        owed.map_or(need.late, |(_, late)| need.late.min(*late))
    }
}

pub(super) fn best(world: &mut World<'_>) -> Found {
    let first = world.wish.first;
    let picture = world.picture(first, &[]);
    let mut search = Search { world, best: None, is_cut: false };
    search.visit(first, &picture, &Path::default());
    let is_proven = !search.is_cut;
    let mut found = search.best.unwrap_or_default();
    found.is_proven = is_proven;
    found
}

impl Search<'_, '_> {
    /// Looks for the next visit, on `from` or later.
    fn next(&mut self, now: Day, picture: &Picture, path: &Path, from: Day) {
        let until = self.world.wish.until;
        let mut pending = self.pending(picture);
        if pending.is_empty() && now < until {
            // What only time brings: a season, an age.
            let later = self.world.picture(until, &path.given);
            pending = self.pending(&later);
        }
        let mut path = path.clone();
        path.owe(&pending);
        let reachable = |n: &&Need| n.from.max(from) <= n.last.min(until);
        let open: Vec<&Need> = pending.iter().filter(reachable).collect();
        if open.is_empty() {
            self.keep(path);
            return;
        }
        let opens = picture.needs.iter().map(|n| n.from);
        for day in days(&path, &open, opens, from, self.world) {
            if !self.is_hopeless(&path, &open, day) {
                let picture = self.world.picture(day, &path.given);
                self.visit(day, &picture, &path);
            }
        }
    }

    /// Fills a visit on a day in every way that is to be tried, and goes on. Where nothing can be
    /// given, and at the start where nothing has to be, the day is passed over.
    fn visit(&mut self, day: Day, picture: &Picture, path: &Path) {
        let open: Vec<&Need> = picture.needs.iter().filter(|n| n.may_be_given(day)).collect();
        let mask = |due: bool| {
            open.iter().filter(|n| (n.due <= day) == due).fold(0, |mask, n| mask | n.bit())
        };
        let (must, early) = (mask(true), mask(false));
        let mut is_visit = false;
        if path.score.visits < MOST_VISITS {
            let with_early = (early != 0).then_some(must | early);
            for wanted in [Some(must), with_early].into_iter().flatten() {
                for way in ways(self.world, picture, day, wanted) {
                    is_visit |= self.give(day, &open, path, way);
                }
            }
        }
        let may_wait = !is_visit || (must == 0 && path.given.is_empty());
        if may_wait && path.hops < MOST_HOPS {
            let hops = path.hops + u32::from(!is_visit && must != 0);
            let path = Path { hops, ..path.clone() };
            self.next(day, picture, &path, day + 1);
        } else if may_wait {
            // Nothing that could be given before the end was found.
            self.keep(path.clone());
        }
    }

    /// Gives what a way holds, as far as it counts, and goes on; says whether anything did.
    fn give(&mut self, day: Day, open: &[&Need], path: &Path, mut way: Way) -> bool {
        if MOST_ASKED < self.world.asked && self.best.is_some() {
            self.is_cut = true;
            return true;
        }
        let (path, after) = loop {
            if way.is_empty() {
                return false;
            }
            let mut path = path.clone();
            let covers: Vec<u64> = way.iter().map(|p| p.covers).collect();
            path.given.extend(way.iter().map(|p| Given { on: day, vaccine: p.vaccine }));
            match self.world.picture_if_valid(day, &path.given, &covers) {
                Ok(after) => {
                    path.covers.extend(covers);
                    break (path, after);
                }
                Err(at) => drop(way.remove(at)),
            }
        };
        let mut path = path;
        let covered = way.iter().fold(0, |mask, p| mask | p.covers);
        let counted = open.iter().filter(|n| covered & n.bit() != 0);
        path.score.late_days += counted.map(|n| self.late_days(&path, n, day)).sum::<i64>();
        path.owed.retain(|(antigen, _)| covered >> antigen & 1 == 0);
        path.hops = 0;
        path.score.visits += 1;
        path.score.injections += u32::try_from(way.len()).unwrap_or(u32::MAX);
        path.score.last = day;
        path.score.days += i64::from(day);
        let from = day + self.world.wish.apart;
        self.next(day, &after, &path, from);
        true
    }

    /// By how many days a dose is overdue, counted from the first visit.
    fn late_days(&self, path: &Path, need: &Need, day: Day) -> i64 {
        self.days_after(path.late(need), day)
    }

    fn days_after(&self, late: Day, day: Day) -> i64 {
        i64::from((day - late.max(self.world.wish.first)).max(0))
    }

    /// The doses that have to be given before the end of the plan and for which there is a product.
    fn pending(&self, picture: &Picture) -> Vec<Need> {
        let until = self.world.wish.until;
        let is_wanted = |n: &&Need| n.due <= until && !self.world.products(n, picture).is_empty();
        picture.needs.iter().filter(is_wanted).copied().collect()
    }

    /// Whether nothing can be better than what was found if the next visit is on that day.
    fn is_hopeless(&self, path: &Path, open: &[&Need], day: Day) -> bool {
        let Some(best) = &self.best else { return false };
        let late: i64 = open.iter().map(|n| self.late_days(path, n, day)).sum();
        let mine = &path.score;
        let bound = Score {
            late_days: mine.late_days + late,
            visits: mine.visits + 1,
            injections: mine.injections + 1,
            last: day,
            days: mine.days + i64::from(day),
            ..*mine
        };
        best.score <= bound
    }

    /// A plan that goes no further.
    fn keep(&mut self, mut path: Path) {
        let until = self.world.wish.until;
        path.score.unmet = u32::try_from(path.owed.len()).unwrap_or(u32::MAX);
        let late = path.owed.iter().map(|(_, late)| self.days_after(*late, until));
        path.score.late_days += late.sum::<i64>();
        if self.best.as_ref().is_none_or(|best| path.score < best.score) {
            let Path { given, covers, score, owed, .. } = path;
            let owed = owed.iter().fold(0, |mask, (antigen, _)| mask | 1 << antigen);
            self.best = Some(Found { given, covers, owed, score, is_proven: false });
        }
    }
}

/// The days on which the next visit may be: those on which something changes, until the first dose
/// would be late; the likeliest first. After a day on which nothing could be given also those that
/// follow.
fn days(
    path: &Path,
    open: &[&Need],
    opens: impl Iterator<Item = Day>,
    from: Day,
    world: &World<'_>,
) -> Vec<Day> {
    let (until, apart) = (world.wish.until, world.wish.apart);
    let first = |n: &Need| n.from.max(from);
    let by = |n: &&Need| (path.late(n) - 1).min(n.last).min(until).max(first(n));
    let latest = open.iter().map(by).min().unwrap_or(until);
    let changes: Vec<Day> = open.iter().flat_map(|n| [first(n), n.due]).chain(opens).collect();
    // A visit early enough for the one after it.
    let before = changes.iter().map(|day| day - apart);
    let mut days: Vec<Day> = before.chain(changes.iter().copied()).collect();
    let most = if 0 < path.hops { until } else { latest };
    days.retain(|day| from <= *day && *day <= most);
    days.sort_unstable();
    days.dedup();
    if path.hops == 0 {
        days.reverse();
    }
    if !days.contains(&latest) {
        days.insert(days.len().min(1), latest);
    }
    days.truncate(MOST_DAYS);
    days
}
