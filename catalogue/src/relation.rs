//! Which vaccine concept is the same as or more general than which.

use shared::VaccineCode;

use crate::{Catalogue, Vaccine, ValenceCode};

impl Catalogue {
    /// Whether `a` is the same concept as `b`, or an abstract one that covers `b`.
    ///
    /// `a` covers `b` when `a` is abstract and
    /// 1. every valence of `b` equals a valence of `a` or lies below one,
    /// 2. every valence of `a` equals a valence of `b` or lies above one, and
    /// 3. both have the same targets.
    ///
    /// So «Polio vaccine, unspecified» covers the trivalent oral one, and the abstract
    /// hexavalent covers HEXYON; but DTP does not cover DTP-Hib (1: nothing above Hib),
    /// nor a 13-valent pneumococcal vaccine the 7-valent (2), and a brand covers only
    /// itself: HEXYON and INFANRIX HEXA have alike valences, yet are two products, of
    /// which both may truly have been given. 3 follows from 1 and 2 as long as NUVA
    /// keeps a valence below one of the same target (it does, and the tests say so).
    ///
    /// A preorder: reflexive and transitive (equality is; «lies above» is; an abstract
    /// `a` over an abstract `b` over `c` chains by 1 and 2). Not antisymmetric: two abstract
    /// concepts of the same valences cover each other. Unknown codes cover only themselves.
    #[must_use]
    pub fn is_same_or_more_general(&self, a: VaccineCode, b: VaccineCode) -> bool {
        if a == b {
            return true;
        }
        match (self.vaccine(a), self.vaccine(b)) {
            (Some(a), Some(b)) => a.is_abstract && self.covers(a, b),
            _ => false,
        }
    }

    /// Whether one of the two is the same as or more general than the other: on the same
    /// day, a possible duplicate.
    #[must_use]
    pub fn is_possible_duplicate(&self, a: VaccineCode, b: VaccineCode) -> bool {
        self.is_same_or_more_general(a, b) || self.is_same_or_more_general(b, a)
    }

    fn covers(&self, a: &Vaccine, b: &Vaccine) -> bool {
        a.targets == b.targets
            && b.valences
                .iter()
                .all(|below| a.valences.iter().any(|v| self.is_same_or_above(*v, *below)))
            && a.valences
                .iter()
                .all(|above| b.valences.iter().any(|v| self.is_same_or_above(*above, *v)))
    }

    /// Whether valence `a` is `b` or one of the valences above it.
    #[must_use]
    pub fn is_same_or_above(&self, a: ValenceCode, b: ValenceCode) -> bool {
        self.lineage(b).any(|v| v == a)
    }

    /// The valence and those above it, from exact to general.
    pub fn lineage(&self, valence: ValenceCode) -> impl Iterator<Item = ValenceCode> {
        let parent = |code: &ValenceCode| self.valence(*code).and_then(|v| v.parent);
        std::iter::successors(Some(valence), parent)
    }
}
