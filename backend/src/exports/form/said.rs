//! Doses, facts, and what the recommendations say.

use chrono::{DateTime, Utc};
use engine::assessment::Status;
use serde::{Deserialize, Serialize};
use shared::{ChangeKind, Date, FactId, RecordId, VaccinationId};

use super::Author;
use crate::{facts, vaccinations};

parts! {
    /// A dose with every version of it.
    Vaccination {
        /// The dose.
        id: VaccinationId,
        /// How often it was written, from 1.
        version: i32,
        /// When it was recorded.
        recorded_at: DateTime<Utc>,
        /// Who recorded it.
        by: Author,
        /// Whether it is kept confidential now; `confidentiality` says who sees it.
        #[serde(default)]
        is_confidential: bool,
        /// What is said of it now.
        content: vaccinations::Content,
        /// Each version, oldest first.
        versions: Vec<Version<vaccinations::Content>>,
    }

    /// A fact with every version of it.
    Fact {
        /// The fact.
        id: FactId,
        /// How often it was written, from 1.
        version: i32,
        /// When it was recorded.
        recorded_at: DateTime<Utc>,
        /// Who recorded it.
        by: Author,
        /// What it says now.
        content: facts::Content,
        /// Each version, oldest first.
        versions: Vec<Version<facts::Content>>,
    }

    /// One version of a dose or fact.
    Version<T> {
        /// Which, from 1.
        version: i32,
        /// What it did.
        change: ChangeKind,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: Option<String>,
        /// Who.
        by: Author,
        /// All that it says.
        content: T,
    }

    /// What the recommendations say.
    Assessment {
        /// The rule set.
        rules: String,
        /// The day.
        as_of: Date,
        /// The first later day on which time alone can change it.
        stable_until: Date,
        /// One answer for each disease, in the order of the rule set.
        targets: Vec<TargetAnswer>,
    }

    /// What they said before.
    AssessmentBefore {
        /// Of which record.
        record_id: RecordId,
        /// Which, from 1.
        version: i32,
        /// The rule set.
        rules: String,
        /// For which day.
        as_of: Date,
        /// When it became known.
        known_at: DateTime<Utc>,
        /// One answer for each disease, in the order of the rule set.
        targets: Vec<TargetAnswer>,
    }

    /// What they say of one disease.
    TargetAnswer {
        /// NUVA's code of the disease.
        code: String,
        /// The status.
        status: Status,
        /// If it is unknown: every status that some reading of the record gives.
        possible: Vec<Status>,
        /// The first day the next dose may be given.
        earliest_on: Option<Date>,
        /// The day it is recommended.
        recommended_on: Option<Date>,
        /// The day from which it is late.
        overdue_on: Option<Date>,
        /// The last day it may be given.
        latest_on: Option<Date>,
        /// The number of the next dose.
        dose_number: Option<u16>,
        /// The rule it follows.
        rule: Option<String>,
    }
}
