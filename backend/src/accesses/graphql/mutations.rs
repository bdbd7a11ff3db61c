//! The mutations of who may see a record.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{AccessSpan, EmergencyReason, EntryId, RecordId};

use super::super::{emergency, qr, redeem, share};
use crate::{
    error::{AppError, UserError},
    graphql::{ContextExt, outcome, to_graphql},
    records::{
        self,
        graphql::{Record, RecordError},
    },
};

/// For whom a code is, and for how long it opens the record.
#[derive(Debug, InputObject)]
pub struct ShowAccessCodeInput {
    /// The record.
    record_id: RecordId,
    /// For how long the practice may see it.
    span: AccessSpan,
}

/// A code that was made just now.
#[derive(Debug, SimpleObject)]
pub struct AccessCode {
    /// Two groups of four signs, as it is shown and read aloud.
    text: String,
    /// The same to scan.
    qr: QrCode,
    /// Until when it can be used, once.
    expires_at: DateTime<Utc>,
    /// For how long the practice may see the record.
    span: AccessSpan,
}

/// A QR code as a picture.
#[derive(Debug, SimpleObject)]
pub struct QrCode {
    /// Modules from side to side, without the quiet zone of four around.
    size: i32,
    /// The dark modules, as the `d` of an SVG path.
    path: String,
}

/// The code; it is shown once and not kept.
#[derive(Debug, SimpleObject)]
pub struct ShowAccessCodePayload {
    /// The code; null if there are errors.
    code: Option<AccessCode>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// A code as the patient shows it.
#[derive(Debug, InputObject)]
pub struct RedeemAccessCodeInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// In any case, with or without spaces.
    code: String,
}

/// Which record, and why it cannot wait for the patient's word.
#[derive(Debug, InputObject)]
pub struct OpenInEmergencyInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The kind of emergency.
    reason: EmergencyReason,
    /// What happened; 3 to 500 characters. The patient reads it.
    words: String,
}

/// Which access to end.
#[derive(Debug, InputObject)]
pub struct EndAccessInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The access.
    access_id: EntryId,
}

/// The record as it is now.
#[derive(Debug, SimpleObject)]
pub struct AccessPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

pub(crate) fn payload(result: Result<records::Record, AppError>) -> Result<AccessPayload> {
    let (record, faults): (_, Vec<UserError>) = outcome(result)?;
    let user_errors = faults.into_iter().map(Into::into).collect();
    Ok(AccessPayload { record: record.map(Record), user_errors })
}

/// The mutations of who may see a record.
#[derive(Debug, Default)]
pub struct AccessMutation;

#[Object]
impl AccessMutation {
    /// Makes a code that opens the record to one practice, once, within 15 minutes. It takes the place of an earlier one.
    async fn show_access_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ShowAccessCodeInput,
    ) -> Result<ShowAccessCodePayload> {
        let shown = share::show_code(ctx.op(), input.record_id, input.span).await;
        let (shown, faults) = outcome(shown)?;
        let user_errors = faults.into_iter().map(Into::into).collect();
        let Some(shown) = shown else {
            return Ok(ShowAccessCodePayload { code: None, user_errors });
        };
        let (size, path) = qr::picture(&shown.code.to_string()).map_err(to_graphql)?;
        let code = AccessCode {
            text: shown.code.shown(),
            qr: QrCode { size, path },
            expires_at: shown.expires_at,
            span: shown.span,
        };
        Ok(ShowAccessCodePayload { code: Some(code), user_errors })
    }

    /// Opens the record whose patient shows that code to the practice of the viewer.
    async fn redeem_access_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: RedeemAccessCodeInput,
    ) -> Result<AccessPayload> {
        let input = redeem::RedeemCode { idempotency_key: input.idempotency_key, code: input.code };
        payload(redeem::redeem_code(ctx.op(), input).await)
    }

    /// Opens a record in an emergency without the patient's word, for 24 hours. For doctors; the patient is told at once.
    async fn open_in_emergency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: OpenInEmergencyInput,
    ) -> Result<AccessPayload> {
        let input = emergency::OpenInEmergency {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            reason: input.reason,
            words: input.words,
        };
        payload(emergency::open_in_emergency(ctx.op(), input).await)
    }

    /// Ends a practice's access at once.
    async fn end_access(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: EndAccessInput,
    ) -> Result<AccessPayload> {
        let input = share::EndAccess {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            access_id: input.access_id,
        };
        payload(share::end_access(ctx.op(), input).await)
    }
}
