//! What a relation gives on a day. The only place that knows the ages.

use shared::Date;

use crate::{accesses::record_relation, authz::Relation};

/// From this age on a young person who has an account decides whether parents may act for them.
pub(super) const DECIDES: i32 = 16;
/// From this age on nobody acts for a person as a parent.
pub(super) const OF_AGE: i32 = 18;

/// A row of who acts for whom, with what decides whether it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said<'a> {
    /// `parent` or `trusted`.
    pub(crate) kind: &'a str,
    /// `all` or `read`.
    pub(crate) rights: &'a str,
    /// Whether the young person said yes.
    pub(crate) has_consent: bool,
    /// Whether the person of the record has an account of their own.
    pub(crate) has_account: bool,
    /// The earliest day on which that person can have been born: it is theirs to decide sooner.
    pub(crate) born_from: Date,
}

impl<'a> Said<'a> {
    /// What a row says of a record born then.
    pub(crate) fn of(row: &'a record_relation::Model, born_from: Date, has_account: bool) -> Self {
        Self {
            kind: &row.kind,
            rights: &row.rights,
            has_consent: row.consented_at.is_some(),
            has_account,
            born_from,
        }
    }
}

/// The relation that a row which is not ended gives on that day, if any.
pub(crate) fn relation(said: Said<'_>, today: Date) -> Option<Relation> {
    let age = today.age_in_years(said.born_from);
    match said.kind {
        "parent" if OF_AGE <= age => None,
        "parent" if DECIDES <= age && said.has_account && !said.has_consent => None,
        "parent" => Some(Relation::Parent),
        "trusted" if said.rights == "all" => Some(Relation::Trusted),
        "trusted" => Some(Relation::Reader),
        _ => None,
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_parent_acts_until_the_young_person_decides_and_never_after_the_eighteenth_birthday() {
        let born_from: Date = "2010-11-24".parse().expect("a day");
        let said = |has_account, has_consent| Said {
            kind: "parent",
            rights: "all",
            has_consent,
            has_account,
            born_from,
        };
        let on = |day: &str, account, consent| {
            relation(said(account, consent), day.parse().expect("a day")).is_some()
        };
        assert!(on("2026-11-23", true, false), "not 16 yet");
        assert!(!on("2026-11-24", true, false), "16 and not asked");
        assert!(on("2026-11-24", false, false), "16 and nobody to ask");
        assert!(on("2026-11-24", true, true), "16 and said yes");
        assert!(on("2028-11-23", true, true), "the day before the birthday");
        for (account, consent) in [(false, false), (false, true), (true, true)] {
            assert!(!on("2028-11-24", account, consent), "18");
        }
    }

    #[test]
    fn a_trusted_person_reads_or_does_all_at_any_age() {
        let said = |rights| Said {
            kind: "trusted",
            rights,
            has_consent: false,
            has_account: true,
            born_from: "1950-01-01".parse().expect("a day"),
        };
        let today = "2026-11-24".parse().expect("a day");
        assert_eq!(relation(said("all"), today), Some(Relation::Trusted));
        assert_eq!(relation(said("read"), today), Some(Relation::Reader));
        assert_eq!(relation(Said { kind: "neighbour", ..said("all") }, today), None);
    }
}
