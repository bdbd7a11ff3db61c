//! Mail: messages that wait in the database until a mail server has taken them.
//!
//! A message is queued in the transaction of what causes it and claimed before it is sent;
//! whatever it says is looked at again at that moment. It has one `Message-ID` for all its
//! attempts, so that the one case that may repeat (a crash between the server's yes and our
//! commit) is the same message to the reader's program. Nothing about health is in a mail,
//! no name of a person or a vaccine; its links need a sign-in, or act by a secret of their
//! own.

use serde::{Deserialize, Serialize};
use shared::{EmailAddress, EntryId, Locale, RecordId};

pub(crate) mod entity;
pub mod job;
pub mod pages;
pub(crate) mod render;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub mod transport;
mod words;

pub use store::address;

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Whether the address is right.
    ConfirmAddress,
    /// That a vaccination comes.
    Reminder,
    /// That a record was opened in an emergency.
    Emergency,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ConfirmAddress, Self::Reminder, Self::Emergency];

    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ConfirmAddress => "confirm_address",
            Self::Reminder => "reminder",
            Self::Emergency => "emergency",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for its moment.
    Waiting,
    /// A node sends it now.
    Sending,
    /// A mail server has taken it.
    Sent,
    /// No server will take it.
    Failed,
    /// What it would have said does not hold any more.
    Cancelled,
}

impl State {
    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A message with all that is needed to send it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The record to whose address it goes.
    pub record_id: RecordId,
    /// Its id, of which the `Message-ID` is made.
    pub id: EntryId,
    /// What it is for.
    pub kind: Kind,
    /// To whom.
    pub to: EmailAddress,
    /// In which language.
    pub language: Locale,
    /// The secret of its own link: the address's or that which stops the reminders.
    pub secret: String,
    /// How long before the vaccination it comes, said in the footer of a reminder.
    pub lead: crate::reminders::Lead,
    /// Whether a date that was told before has moved.
    pub has_moved: bool,
}
