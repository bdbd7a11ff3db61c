//! What was written to the person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{Date, EntryId, Locale, RecordId};

parts! {
    /// An e-mail address.
    Address {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// The address.
        email: String,
        /// How far it is: `waiting`, `confirmed`, `failed`, `replaced`.
        status: String,
        /// Since when.
        created_at: DateTime<Utc>,
        /// When it was confirmed.
        confirmed_at: Option<DateTime<Utc>>,
        /// When it ended.
        ended_at: Option<DateTime<Utc>>,
    }

    /// A mail to the person.
    Mail {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// What it is.
        kind: String,
        /// Of which day.
        day: Date,
        /// To which address.
        address_id: EntryId,
        /// In which language.
        language: Locale,
        /// What became of it.
        state: String,
        /// How often it was tried.
        attempts: i32,
        /// When it was written.
        created_at: DateTime<Utc>,
        /// When it was sent or given up.
        ended_at: Option<DateTime<Utc>>,
        /// Why it was given up.
        reason: Option<String>,
    }

    /// What the person wants to be reminded of.
    ReminderSettings {
        /// Which record.
        record_id: RecordId,
        /// How often it was changed, from 1.
        version: i32,
        /// Whether at all.
        is_on: bool,
        /// How long before.
        lead: String,
        /// Whether the other parent is written to as well.
        copies_other_parent: bool,
        /// When it was last changed.
        updated_at: DateTime<Utc>,
    }

    /// A reminder of a vaccination of the person.
    Reminder {
        /// Of whom.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// To whom.
        recipient_id: RecordId,
        /// Against what: NUVA's code.
        target: String,
        /// Which dose.
        dose_number: i32,
        /// When it is recommended.
        due_on: Date,
        /// When to tell.
        tell_on: Date,
        /// The day that was told before.
        moved_from: Option<Date>,
        /// By which rule set.
        rules: String,
        /// By which answer of it.
        assessment_version: i32,
        /// In which mail.
        mail_id: EntryId,
        /// What became of it.
        state: String,
        /// Why it was cancelled.
        reason: Option<String>,
        /// When it was made.
        created_at: DateTime<Utc>,
        /// When it was sent or cancelled.
        ended_at: Option<DateTime<Utc>>,
    }
}
