//! [`Export`]: the form of everything that is kept about a person, as `docs/export.md`
//! describes it. It is read back by the same types.
//!
//! Names are as in the database; closed sets of words are checked when it is read. What is only
//! technical (hashes of secrets, ids of accounts) is not in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::AuthorKind;

/// The word in `format`.
pub const FORMAT: &str = "carnet-export";
/// The number in `version`: it grows when what was can no longer be read.
pub const VERSION: u32 = 1;

/// Declares the parts of the form: each is written and read, and refuses what it does not know.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident $(<$of:ident>)? {
        $($(#[$fdoc:meta])* $field:ident: $type:ty,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name $(<$of>)? {
            $($(#[$fdoc])* pub $field: $type,)+
        }
    )+};
}

mod messages;
mod person;
mod said;
mod sharing;

pub use messages::{Address, Mail, Reminder, ReminderSettings};
pub use person::{Account, Identifier, Merge, Person, PersonVersion};
pub use said::{Assessment, AssessmentBefore, Fact, TargetAnswer, Vaccination, Version};
pub use sharing::{
    Access, AccessCode, AccessQuestion, Confidentiality, Consent, CorrectionRequest, LogEntry,
    NamedReader, Relation, RelationBar, RelationCode, WrongCode,
};

parts! {
    /// Everything that is kept about a person.
    Export {
        /// [`FORMAT`].
        format: String,
        /// [`VERSION`].
        version: u32,
        /// When it was made, in UTC.
        made_at: DateTime<Utc>,
        /// Who made it.
        made_by: Author,
        /// Who the person is.
        person: Person,
        /// Records of the same person that were joined into this one, as they were; their doses
        /// and facts stand in this one.
        joined: Vec<Person>,
        /// When, why and by whom records were joined or taken apart.
        merges: Vec<Merge>,
        /// Who signs in as this person.
        accounts: Vec<Account>,
        /// Doses, void ones too.
        vaccinations: Vec<Vaccination>,
        /// The health profile, void facts too.
        facts: Vec<Fact>,
        /// What the recommendations say on the day of the export; none without an exact birth date.
        assessment: Option<Assessment>,
        /// What they said before, as it was kept.
        assessments_before: Vec<AssessmentBefore>,
        /// What was agreed to, and what no more.
        consents: Vec<Consent>,
        /// Practices that may see the record, or could.
        accesses: Vec<Access>,
        /// Codes that were shown to practices.
        access_codes: Vec<AccessCode>,
        /// Who did what, this export included.
        access_log: Vec<LogEntry>,
        /// What was asked about it.
        access_questions: Vec<AccessQuestion>,
        /// What was asked to be corrected, and what was answered; files from before have none.
        #[serde(default)]
        correction_requests: Vec<CorrectionRequest>,
        /// Which doses are kept confidential, or were, and who is named; files from before have none.
        #[serde(default)]
        confidentiality: Vec<Confidentiality>,
        /// Who acts for the person, or did.
        acted_for_by: Vec<Relation>,
        /// For whom the person acts, or did.
        acts_for: Vec<Relation>,
        /// Codes and invitations to act for the person.
        relation_codes: Vec<RelationCode>,
        /// Court orders against a parent.
        relation_bars: Vec<RelationBar>,
        /// When the person entered a code that did not hold.
        wrong_codes: Vec<WrongCode>,
        /// E-mail addresses to which was written.
        addresses: Vec<Address>,
        /// Mails to the person. They name no person and no vaccine.
        mails: Vec<Mail>,
        /// What the person wants to be reminded of.
        reminder_settings: Vec<ReminderSettings>,
        /// Reminders of this person's vaccinations.
        reminders: Vec<Reminder>,
    }

    /// Who did something, named as then.
    Author {
        /// What kind.
        kind: AuthorKind,
        /// The name.
        name: String,
        /// The practice.
        practice: Option<String>,
    }
}
