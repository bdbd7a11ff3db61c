//! Who may see the record, who did, and who acts for the person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    AccessBasis, AccessRight, AccessSpan, ConsentHow, ConsentPurpose, CorrectionStatus,
    CorrectionSubject, EmergencyReason, EntryId, Locale, LoggedAction, PracticeId, RecordId,
    RelationRights, VaccinationId,
};
use uuid::Uuid;

use super::Author;
use crate::consents::Reached;

parts! {
    /// One word on what something of the person is used for.
    Consent {
        /// In which record it was said.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// For what.
        purpose: ConsentPurpose,
        /// Which word on that purpose, from 1.
        version: i32,
        /// Yes or no.
        is_given: bool,
        /// Which text was read.
        text_version: String,
        /// In which language.
        language: Locale,
        /// How it was said.
        how: ConsentHow,
        /// Who noted it.
        by: Author,
        /// When.
        said_at: DateTime<Utc>,
        /// What a withdrawal reached.
        receipt: Option<Vec<Reached>>,
    }

    /// That a practice may see the record, or could.
    Access {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// The practice.
        practice_id: PracticeId,
        /// Its name.
        practice: String,
        /// On what ground.
        basis: AccessBasis,
        /// The kind of emergency.
        reason: Option<EmergencyReason>,
        /// Words given.
        note: Option<String>,
        /// Who opened it.
        by: Author,
        /// When.
        opened_at: DateTime<Utc>,
        /// When it last looked.
        last_read_at: DateTime<Utc>,
        /// Until when it holds.
        until_at: Option<DateTime<Utc>>,
        /// When it was ended.
        ended_at: Option<DateTime<Utc>>,
    }

    /// A code that was shown to a practice.
    AccessCode {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// For how long the practice may look.
        span: AccessSpan,
        /// Who showed it.
        by: String,
        /// When.
        created_at: DateTime<Utc>,
        /// Until when it held.
        expires_at: DateTime<Utc>,
        /// When it ended.
        ended_at: Option<DateTime<Utc>>,
        /// The practice that used it.
        practice_id: Option<PracticeId>,
    }

    /// One entry of the access log.
    LogEntry {
        /// In which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// When.
        at: DateTime<Utc>,
        /// What.
        action: LoggedAction,
        /// Who.
        by: Author,
        /// By which right.
        right: Option<AccessRight>,
        /// The kind of emergency.
        reason: Option<EmergencyReason>,
        /// Words given.
        note: Option<String>,
    }

    /// A question about an entry of the log.
    AccessQuestion {
        /// In which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// The entry.
        entry_id: EntryId,
        /// Whom.
        practice_id: PracticeId,
        /// What was asked.
        question: String,
        /// Who asked.
        asked_by: String,
        /// When.
        asked_at: DateTime<Utc>,
        /// What was answered.
        answer: Option<String>,
        /// Who answered.
        answered_by: Option<String>,
        /// When.
        answered_at: Option<DateTime<Utc>>,
    }

    /// What was asked to be corrected.
    CorrectionRequest {
        /// In which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// What it is about.
        subject: CorrectionSubject,
        /// The dose, if it is about one.
        vaccination_id: Option<VaccinationId>,
        /// The practice that was asked; none is any that may read and write the record.
        practice_id: Option<PracticeId>,
        /// Its name.
        practice: Option<String>,
        /// What was said to be wrong.
        words: String,
        /// Who asked.
        asked_by: String,
        /// When.
        asked_at: DateTime<Utc>,
        /// How it stands.
        status: CorrectionStatus,
        /// What was answered.
        answer: Option<String>,
        /// Who answered, or took it back.
        ended_by: Option<String>,
        /// For which practice.
        ended_practice: Option<String>,
        /// When.
        ended_at: Option<DateTime<Utc>>,
    }

    /// That a dose is kept confidential, or was.
    Confidentiality {
        /// In which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// Which dose.
        vaccination_id: VaccinationId,
        /// Since when.
        since: DateTime<Utc>,
        /// Who said so.
        by: String,
        /// Until when; none if it holds.
        ended_at: Option<DateTime<Utc>>,
        /// Who may see it beside the person and the practice that recorded it.
        named: Vec<NamedReader>,
    }

    /// Someone who is named to see a confidential dose.
    NamedReader {
        /// Whether it is a practice, or someone who acts for the person.
        is_practice: bool,
        /// The practice, or their own record.
        id: Uuid,
        /// The name then.
        name: String,
    }

    /// That someone acts for someone, or did.
    Relation {
        /// For whom.
        record_id: RecordId,
        /// Who.
        holder_record_id: RecordId,
        /// Their name; only of those who act for the person.
        holder_name: Option<String>,
        /// `parent` or `trusted`.
        kind: String,
        /// What they may.
        rights: RelationRights,
        /// Since when.
        since_at: DateTime<Utc>,
        /// When the young person said yes to it.
        consented_at: Option<DateTime<Utc>>,
        /// When it ended.
        ended_at: Option<DateTime<Utc>>,
        /// Why.
        ended_reason: Option<String>,
    }

    /// A code or invitation to act for the person.
    RelationCode {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// `parent` or `trusted`.
        kind: String,
        /// What it gives.
        rights: RelationRights,
        /// When it was made.
        created_at: DateTime<Utc>,
        /// Until when it held.
        expires_at: DateTime<Utc>,
        /// Who made it.
        by: Author,
        /// When it ended.
        ended_at: Option<DateTime<Utc>>,
        /// Who used it.
        used_by: Option<RecordId>,
    }

    /// A court's order that a parent may not act.
    RelationBar {
        /// For whom not.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// Who not.
        holder_record_id: RecordId,
        /// The order.
        reference: String,
        /// Since when.
        barred_at: DateTime<Utc>,
        /// Until when.
        lifted_at: Option<DateTime<Utc>>,
        /// The order that lifted it.
        lifted_reference: Option<String>,
    }

    /// That the person entered a code that did not hold.
    WrongCode {
        /// Which record.
        record_id: RecordId,
        /// Its id.
        id: EntryId,
        /// When.
        at: DateTime<Utc>,
    }
}
