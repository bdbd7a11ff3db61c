//! Who a person is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{BirthDate, Date, EntryId, IdentifierSystem, Locale, RecordId, Sex};

use super::Author;

parts! {
    /// Who a person is and how they are reached.
    Person {
        /// The record.
        id: RecordId,
        /// How often it was changed, from 1.
        version: i32,
        /// Family name.
        family_name: String,
        /// Given name.
        given_name: String,
        /// Birth date, as exactly as is known.
        birth_date: BirthDate,
        /// Sex.
        sex: Sex,
        /// Language.
        language: Locale,
        /// E-mail address.
        email: Option<String>,
        /// Telephone.
        phone: Option<String>,
        /// Commune.
        commune: Option<String>,
        /// Day of death.
        died_on: Option<Date>,
        /// Since when there is the record.
        created_at: DateTime<Utc>,
        /// When it was last changed.
        updated_at: DateTime<Utc>,
        /// Numbers, replaced ones too.
        identifiers: Vec<Identifier>,
        /// Each change, oldest first.
        versions: Vec<PersonVersion>,
    }

    /// A number of a person.
    Identifier {
        /// Its id.
        id: EntryId,
        /// The system.
        system: IdentifierSystem,
        /// Who issued it, where that says which it is; else empty.
        issuer: String,
        /// The number.
        value: String,
        /// Since when it is known.
        created_at: DateTime<Utc>,
        /// Since when another stands in its place.
        superseded_at: Option<DateTime<Utc>>,
    }

    /// One change of who a person is.
    PersonVersion {
        /// Which, from 1.
        version: i32,
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: Author,
        /// What was said: of the first everything, of the others what was changed.
        content: serde_json::Value,
    }

    /// That two records were joined.
    Merge {
        /// Its id.
        id: EntryId,
        /// Into which.
        record_id: RecordId,
        /// Which.
        merged_id: RecordId,
        /// Why.
        reason: String,
        /// When.
        merged_at: DateTime<Utc>,
        /// Who.
        by: Author,
        /// When they were taken apart.
        unmerged_at: Option<DateTime<Utc>>,
        /// Why.
        unmerged_reason: Option<String>,
        /// Who.
        unmerged_by: Option<String>,
    }

    /// Who signs in as the person.
    Account {
        /// Their record.
        record_id: RecordId,
        /// The name as the provider states it.
        display_name: String,
        /// The language chosen.
        language: Locale,
        /// The provider.
        issuer: String,
        /// Since when.
        created_at: DateTime<Utc>,
    }
}
