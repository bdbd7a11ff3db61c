//! Sending the link that confirms an address again.

use serde::{Deserialize, Serialize};
use shared::{RecordId, RecordPart};

use crate::{
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Result},
    mail::address::{self, AddressStatus},
    op::OpCtx,
    records::{self, Record, language_of},
};

/// Which record's address.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmAgain {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Sends a new link; those before do not hold any more.
///
/// # Errors
/// `Refused` with `NOT_APPLICABLE` if there is no address or it is confirmed; `NotFound` if
/// the actor may not.
pub async fn confirm_again(op: &OpCtx, input: ConfirmAgain) -> Result<Record> {
    let record = records::require_unlogged(op, input.record_id, Action::ChangeContact).await?;
    let id = record.id();
    let key = Key::new(&input.idempotency_key, "confirmAddressAgain", &input)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let email = record.row.email.as_deref().and_then(|text| text.parse().ok());
        let there = address::current(tx.db(), id).await?;
        let status = there.and_then(|row| AddressStatus::from_code(&row.status));
        let Some(email) = email.filter(|_| status != Some(AddressStatus::Confirmed)) else {
            let message = "there is no address, or it is confirmed already";
            return Err(AppError::refused(Code::NotApplicable, &["recordId"], message));
        };
        address::ask_again(op, tx, id, &email, language_of(&record.row)).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Messages]);
        Ok(())
    })
    .await?;
    records::require_unlogged(op, id, Action::Read).await
}
