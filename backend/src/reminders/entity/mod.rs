//! The tables of reminders.

pub(crate) mod preference;
pub(crate) mod reminder;
