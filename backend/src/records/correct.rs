//! Correcting who a person is: names, birth date, sex. A new version with a reason; the old
//! one stays, and what the recommendations say is assessed anew in the same transaction.

use serde::{Deserialize, Serialize};
use shared::{BirthDate, LoggedAction, PartialDate, RecordId, Sex, Text};

use super::{
    Record, birth_date_of, input::check_birth_date, name::name, open::reason, require_unlogged,
    sex_of, store,
};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{AppError, Code, Faults, Result},
    events::RecordPart,
    graphql::Said,
    op::OpCtx,
    vaccinations,
};

/// Who the person is, whole, from the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectPerson {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
    /// The family name.
    pub family_name: String,
    /// The given name.
    pub given_name: String,
    /// A day, a month or a year.
    pub birth_date: Said<PartialDate>,
    /// The sex.
    pub sex: Sex,
}

/// Who a person is, checked. Written as the version's content: [`super::input::Person`]
/// has the same names for the same things.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Identity {
    /// The family name.
    pub family_name: Text<100>,
    /// The given name.
    pub given_name: Text<100>,
    /// A day, a month or a year.
    pub birth_date: BirthDate,
    /// The sex.
    pub sex: Sex,
    /// Why it was corrected.
    pub reason: Text<500>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes who the person is, if nobody changed the person meanwhile and no dose would then
/// lie before the birth.
///
/// # Errors
/// `Refused` with each fault, `CONFLICT` if the version is not the current one,
/// `NOTHING_CHANGED`, `DOSE_BEFORE_BIRTH`; `NotFound` if the actor may not correct here.
pub async fn correct_person(op: &OpCtx, input: CorrectPerson) -> Result<Record> {
    let record = require_unlogged(op, input.record_id, Action::CorrectPerson).await?;
    let key = Key::new(&input.idempotency_key, "correctPerson", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let identity = input.check(op, &record)?;
        store::update_identity(op, tx.db(), id, input.version, &identity).await?;
        // Asked after the row is written and so locked: nothing changes it meanwhile.
        if vaccinations::is_any_before(tx.db(), id, identity.birth_date.range().from).await? {
            let message =
                "a dose of the record would lie before the birth: correct that dose first";
            return Err(AppError::refused(Code::DoseBeforeBirth, &["birthDate"], message));
        }
        accesses::log(op, tx.db(), id, LoggedAction::PersonCorrected).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Person]);
        Ok(())
    })
    .await?;
    require_unlogged(op, id, Action::Read).await
}

impl CorrectPerson {
    /// Checks everything at once.
    fn check(&self, op: &OpCtx, record: &Record) -> Result<Identity> {
        let mut faults = Faults::default();
        let reason = reason(&mut faults, &self.reason);
        let family_name = name(&mut faults, &["familyName"], &self.family_name);
        let given_name = name(&mut faults, &["givenName"], &self.given_name);
        let said = &self.birth_date;
        let birth_date =
            check_birth_date(&mut faults, op.today(), said, &record.current_identifiers());
        let identity = match (family_name, given_name, birth_date, reason) {
            (Some(family_name), Some(given_name), Some(birth_date), Some(reason)) => {
                Some(Identity { family_name, given_name, birth_date, sex: self.sex, reason })
            }
            _ => None,
        };
        if identity.as_ref().is_some_and(|identity| identity.is_as(record)) {
            faults.add(Code::NothingChanged, &[], "nothing would change");
        }
        faults.or(identity)
    }
}

impl Identity {
    fn is_as(&self, record: &Record) -> bool {
        let row = &record.row;
        self.family_name.as_str() == row.family_name
            && self.given_name.as_str() == row.given_name
            && self.birth_date == birth_date_of(row)
            && self.sex == sex_of(row)
    }
}
