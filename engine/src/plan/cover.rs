//! Which injections one visit holds: combinations that cover what is to be given.

use super::world::{Picture, World};
use crate::{day::Day, schedule::VaccineIx};

/// The most ways to fill one visit that are tried when everything fits, and when it does not.
const WAYS: (usize, usize) = (2, 6);
/// The most products that are combined.
const MOST_PRODUCTS: usize = 24;
/// The most steps in looking for combinations.
const MOST_STEPS: usize = 4000;

/// One product in one visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) vaccine: VaccineIx,
    /// A bit for each target for which it counts as the next dose.
    pub(super) covers: u64,
    /// A bit for each target it protects against.
    all: u64,
}

/// A way to fill a visit.
pub(super) type Way = Vec<Pick>;

/// The ways to give on a day what `wanted` has a bit for, the best first: all of it with the
/// fewest injections, or, where they do not suffice, as much as they hold.
pub(super) fn ways(world: &World<'_>, picture: &Picture, day: Day, wanted: u64) -> Vec<Way> {
    let picks = picks(world, picture, day, wanted);
    let coverable = picks.iter().fold(0, |mask, p| mask | p.covers) & wanted;
    if coverable == 0 {
        return Vec::new();
    }
    for count in 1..=world.wish.most {
        let mut looking = Looking { picks: &picks, count, found: Vec::new(), steps: 0 };
        looking.exact(coverable, 0, &mut Vec::new());
        if !looking.found.is_empty() {
            let mut found = looking.found;
            found.sort_by_key(|way| superfluous(way, wanted));
            found.truncate(WAYS.0);
            return found;
        }
    }
    let mut looking =
        Looking { picks: &picks, count: world.wish.most, found: Vec::new(), steps: 0 };
    looking.partial(0, 0, coverable, &mut Vec::new());
    let weight = |way: &Way| {
        let covered = way.iter().fold(0, |mask, p| mask | p.covers);
        let needs = picture.needs.iter().filter(|n| covered & n.bit() != 0);
        needs.map(|n| 1 + i64::from((day - n.late.max(world.wish.first)).max(0))).sum::<i64>()
    };
    let mut found = looking.found;
    found.sort_by_key(|way| (std::cmp::Reverse(weight(way)), way.len()));
    found.truncate(WAYS.1);
    found
}

/// How many targets are vaccinated against for nothing.
fn superfluous(way: &Way, wanted: u64) -> u32 {
    way.iter().map(|p| (p.all & !wanted).count_ones()).sum()
}

/// The products that can be given, of those with the same effect the preferred one.
fn picks(world: &World<'_>, picture: &Picture, day: Day, wanted: u64) -> Vec<Pick> {
    let open = || picture.needs.iter().filter(|n| n.may_be_given(day));
    let mut picks: Vec<Pick> = Vec::new();
    for need in open().filter(|n| wanted & n.bit() != 0) {
        for vaccine in world.products(need, picture) {
            if picks.iter().any(|p| p.vaccine == vaccine) || MOST_PRODUCTS <= picks.len() {
                continue;
            }
            let all = world.protects_against(vaccine);
            // A combination may bring forward what is not planned for yet.
            let counts = picture.needs.iter().filter(|n| n.would_count(day));
            let covers = counts
                .filter(|n| all & n.bit() != 0 && world.counts(n, vaccine, picture))
                .fold(0, |mask, n| mask | n.bit());
            let is_harmless = all & !covers & !picture.harmless == 0;
            let has_twin = picks.iter().any(|p| p.covers == covers && p.all == all);
            if covers & wanted != 0 && is_harmless && !has_twin {
                picks.push(Pick { vaccine, covers, all });
            }
        }
    }
    picks
}

/// A search for combinations of products that share no target.
struct Looking<'a> {
    picks: &'a [Pick],
    count: usize,
    found: Vec<Way>,
    steps: usize,
}

impl Looking<'_> {
    /// Ways of exactly `count` products that cover all of `left`.
    fn exact(&mut self, left: u64, used: u64, way: &mut Way) {
        self.steps += 1;
        if left == 0 {
            self.found.push(way.clone());
            return;
        }
        if self.count <= way.len() || MOST_STEPS < self.steps {
            return;
        }
        // The target with the fewest products decides first.
        let fits = |p: &&Pick, bit: u64| p.covers & bit != 0 && p.all & used == 0;
        let bits = (0..64).map(|at| 1_u64 << at).filter(|bit| left & bit != 0);
        let Some(bit) = bits.min_by_key(|bit| self.picks.iter().filter(|p| fits(p, *bit)).count())
        else {
            return;
        };
        let picks: Vec<Pick> = self.picks.iter().filter(|p| fits(p, bit)).copied().collect();
        for pick in picks {
            way.push(pick);
            self.exact(left & !pick.covers, used | pick.all, way);
            way.pop();
        }
    }

    /// Ways of at most `count` products to which none can be added.
    fn partial(&mut self, from: usize, used: u64, wanted: u64, way: &mut Way) {
        self.steps += 1;
        let can_add = |p: &Pick| p.all & used == 0 && p.covers & wanted != 0;
        let is_full = way.len() == self.count || !self.picks.iter().any(can_add);
        if is_full || MOST_STEPS < self.steps {
            if !way.is_empty() {
                self.found.push(way.clone());
            }
            return;
        }
        for at in from..self.picks.len() {
            let Some(pick) = self.picks.get(at).copied().filter(can_add) else { continue };
            way.push(pick);
            self.partial(at + 1, used | pick.all, wanted, way);
            way.pop();
        }
    }
}
