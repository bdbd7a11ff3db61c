//! Reminders: whom to tell of a vaccination that comes, and when.
//!
//! A person is told one calendar month before the recommended day (or two weeks or one,
//! as they wish), at once if it is nearer; of what has a season, on its first day. For
//! each person, recipient, dose and day there is one [`entity::reminder`] row, which says
//! what it was derived from. All of one recipient and day go in one mail. Before the mail
//! is sent, the derivation is looked at again ([`recheck`]): what does not hold is
//! cancelled, visibly, with its reason.
//!
//! Who is told ([`family`]): an adult for themselves; for a child the parents who are
//! joined to its record, or the address in the record while none is. Only confirmed
//! addresses are written to.

use chrono::{DateTime, TimeDelta, Utc};
use engine::{assessment::Status, day::Period, rules::RuleSet};
use shared::{Date, RecordId, RecordPart};

use crate::{assessments::content::Target, db::Tx};

mod again;
pub mod commands;
pub(crate) mod entity;
pub mod graphql;
pub(crate) mod notice;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use store::{
    SENT, cancel, cancel_of_record, cancel_waiting, look_again,
    recheck::{Held, recheck},
    sent, told_in_time,
};
pub use store::{find, preference, preference::Lead};

/// By how much a date may move before it is told again.
const MOVES: i32 = 14;

/// The day that a target asks someone to come, if it does: what is recommended and not
/// given, neither forbidden nor refused nor unknown.
#[must_use]
pub fn due_on(target: &Target) -> Option<Date> {
    match target.status {
        Status::Overdue | Status::Due | Status::DueSoon | Status::UpToDate | Status::NotDue => {
            target.recommended_on
        }
        Status::Unknown
        | Status::Complete
        | Status::Immune
        | Status::Contraindicated
        | Status::Refused
        | Status::MayBeGiven
        | Status::AgedOut
        | Status::NotRecommended => None,
    }
}

/// The day on which to tell of it: so long before, by the month rule of CDSi (CALCDT-5: a day
/// that does not exist is the first of the next month); of what has a season, on its day.
#[must_use]
pub fn tell_on(rules: &RuleSet, target: &str, due_on: Date, lead: Lead) -> Date {
    if rules.season_of(target).is_some() {
        return due_on;
    }
    let before = match lead {
        Lead::OneMonth => Period::months(-1),
        Lead::TwoWeeks => Period::weeks(-2),
        Lead::OneWeek => Period::weeks(-1),
    };
    Date::from_days_since_epoch(before.after(due_on.days_since_epoch()))
}

/// The first day on which someone may have to be told of one of these targets.
#[must_use]
pub fn remind_on(rules: &RuleSet, targets: &[Target]) -> Option<Date> {
    let days = targets
        .iter()
        .filter_map(|target| Some(tell_on(rules, &target.code, due_on(target)?, Lead::OneMonth)));
    days.min()
}

/// How long someone has to come after a reminder, before they are said not to have come.
const TIME_TO_COME: TimeDelta = TimeDelta::weeks(2);

/// Who was reminded before that moment had the time to come.
pub(crate) fn in_vain_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TIME_TO_COME
}

/// Whether two days are near enough to be the same to who was told.
fn is_near(a: Date, b: Date) -> bool {
    a.days_since(b).abs() <= MOVES
}

/// Tells those who watch the records that their messages changed.
fn changed(tx: &mut Tx, record_id: RecordId, recipient: RecordId) {
    tx.changed(record_id, &[RecordPart::Messages]);
    tx.changed(recipient, &[RecordPart::Messages]);
}
