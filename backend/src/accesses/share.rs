//! The patient says who may see the record: shows a code in a practice, or ends an access.

use chrono::{DateTime, Datelike, Duration, Utc};
use serde::{Deserialize, Serialize};
use shared::{AccessSpan, Date, EntryId, LoggedAction, RecordId, RecordPart};

use super::{code::Code, store};
use crate::{
    authz::Action,
    consents,
    db::idempotency::Key,
    error::{AppError, Code as Fault, Result},
    ids::hash_of,
    op::OpCtx,
    records::{self, Record},
};

/// How long a code can be shown.
const HOLDS: Duration = Duration::minutes(15);

/// A code that was made just now; it is not kept, only its hash.
#[derive(Debug)]
pub struct Shown {
    /// The code.
    pub code: Code,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// For how long it opens the record.
    pub span: AccessSpan,
}

/// Makes a code that opens the record to one practice. It takes the place of one that was
/// made before and not used, so that there is one at most.
///
/// # Errors
/// `NotFound` if there is no such record or the actor may not share it.
pub async fn show_code(op: &OpCtx, record_id: RecordId, span: AccessSpan) -> Result<Shown> {
    let record = records::require_unlogged(op, record_id, Action::Share).await?;
    let mut random = [0; 8];
    op.app.ids.fill(&mut random);
    let code = Code::of(random);
    let expires_at = op.now() + HOLDS;
    op.transaction(async |tx| {
        if consents::is_closed(tx.db(), record.id()).await? {
            let message = "agree to keeping the record first";
            return Err(AppError::refused(Fault::ConsentWithdrawn, &[], message));
        }
        store::codes::end_all(op, tx.db(), record.id()).await?;
        let hash = hash_of(&code.to_string());
        store::codes::insert(op, tx.db(), record.id(), hash, span, expires_at).await?;
        store::log(op, tx.db(), record.id(), LoggedAction::CodeShown).await?;
        tx.changed(record.id(), &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    Ok(Shown { code, expires_at, span })
}

/// Until when an access of that span lasts that begins now: whole civil days.
#[must_use]
pub(super) fn until(span: AccessSpan, today: Date) -> Option<DateTime<Utc>> {
    let first_after = match span {
        AccessSpan::UntilEnded => return None,
        AccessSpan::Day => today.naive().succ_opt()?,
        AccessSpan::Year => {
            let next = today.naive().succ_opt()?;
            // 29 February has no next year: then 1 March.
            next.with_year(next.year() + 1)
                .or_else(|| next.succ_opt().and_then(|next| next.with_year(next.year() + 1)))?
        }
    };
    crate::clock::midnight(Date::try_from(first_after).ok()?)
}

/// Which access to end.
#[derive(Debug, Clone, Serialize)]
pub struct EndAccess {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The access.
    pub access_id: EntryId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Ends an access at once: also what the practice has open now closes.
///
/// # Errors
/// `Refused` if there is no such access or it has ended; `NotFound` if the actor may not say
/// who sees the record.
pub async fn end_access(op: &OpCtx, input: EndAccess) -> Result<Record> {
    let record = records::require_unlogged(op, input.record_id, Action::Share).await?;
    let key = Key::new(&input.idempotency_key, "endAccess", &input)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        if !store::end_access(op, tx.db(), record.id(), input.access_id).await? {
            let message = "no such access, or it has ended already";
            return Err(AppError::refused(Fault::NotFound, &["accessId"], message));
        }
        store::log(op, tx.db(), record.id(), LoggedAction::AccessEnded).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(record.id(), &[RecordPart::Access]);
        Ok(())
    })
    .await?;
    records::require_unlogged(op, record.id(), Action::Read).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_lasts_whole_days_in_luxembourg() {
        let until = |span, day: &str| {
            until(span, day.parse().expect("a day")).map(|moment| moment.to_rfc3339())
        };
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(until(AccessSpan::Day, "2026-11-24"), at("2026-11-24T23:00:00+00:00"));
        assert_eq!(until(AccessSpan::Day, "2026-07-01"), at("2026-07-01T22:00:00+00:00"));
        assert_eq!(until(AccessSpan::Year, "2026-11-24"), at("2027-11-24T23:00:00+00:00"));
        assert_eq!(until(AccessSpan::Year, "2028-02-28"), at("2029-02-28T23:00:00+00:00"));
        assert_eq!(until(AccessSpan::UntilEnded, "2026-11-24"), None);
    }
}
