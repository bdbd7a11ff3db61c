//! The closed sets of words about a fact of the health profile.

use serde::{Deserialize, Serialize};

use crate::vaccination::words;

words! {
    /// Whether a fact is said of the person.
    FactStatus {
        /// It is.
        Active = "active",
        /// Void: should never have been in this record.
        EnteredInError = "entered_in_error",
    }

    /// How a fact came into the record.
    FactProvenance {
        /// Entered by a professional.
        Entered = "entered",
        /// Told by the patient or a parent.
        Reported = "reported",
    }

    /// What the answer to a fact's question looks like.
    FactKind {
        /// Yes or no.
        YesNo = "yes_no",
        /// A whole number with a unit.
        Number = "number",
    }

    /// A field of a fact that can change.
    FactField {
        /// Said of the person, or void.
        Status = "status",
        /// Yes or no.
        Answer = "answer",
        /// The number.
        Number = "number",
        /// Since when.
        From = "from",
        /// Up to when.
        To = "to",
        /// Whether a professional stands for it.
        Confirmed = "confirmed",
        /// Anything else.
        Note = "note",
    }
}
