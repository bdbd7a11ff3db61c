//! Changing how a person is reached.

use serde::{Deserialize, Serialize};
use shared::{Locale, LoggedAction, RecordId};

use super::{Record, input::check_contact, require_unlogged, store};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{Faults, Result},
    events::RecordPart,
    mail,
    op::OpCtx,
};

/// How a person is reached from now on.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeContact {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// The language.
    pub language: Locale,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The commune.
    pub commune: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes the contact, if nobody changed the person meanwhile.
///
/// # Errors
/// `Refused` with each fault, `CONFLICT` if the version is not the current one.
pub async fn change_contact(op: &OpCtx, input: ChangeContact) -> Result<Record> {
    let record = require_unlogged(op, input.record_id, Action::ChangeContact).await?;
    let id = record.id();
    let key = Key::new(&input.idempotency_key, "changeContact", &input)?;
    let mut faults = Faults::default();
    let contact = check_contact(
        &mut faults,
        input.language,
        input.email.as_deref(),
        input.phone.as_deref(),
        input.commune.as_deref(),
    );
    let contact = faults.or(contact)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        store::update_contact(op, tx.db(), id, input.version, &contact).await?;
        mail::address::follow(op, tx, id, contact.email.as_ref(), contact.language).await?;
        accesses::log(op, tx.db(), id, LoggedAction::ContactChanged).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Person]);
        Ok(())
    })
    .await?;
    require_unlogged(op, id, Action::Read).await
}
