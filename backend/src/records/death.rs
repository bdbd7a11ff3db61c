//! The day of a person's death: recorded, corrected, or taken back. A new version each time.
//!
//! Nobody is reminded of the dead: what waits is cancelled at once, with that reason, and
//! nothing new is found. Lists that ask someone to act leave them out. Everything that was
//! recorded stays.

use serde::{Deserialize, Serialize};
use shared::{Date, LoggedAction, RecordId};

use super::{Record, open::reason, require_unlogged, store};
use crate::{
    accesses,
    authz::Action,
    db::idempotency::Key,
    error::{Code, Faults, Result},
    events::RecordPart,
    graphql::Said,
    op::OpCtx,
    reminders,
};

/// When someone died, from the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct RecordDeath {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The version that was on screen.
    pub version: i32,
    /// The day; none takes back what was recorded by mistake.
    pub died_on: Option<Said<Date>>,
    /// How it is known, or why it is corrected.
    pub reason: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes the day of death, and cancels what waits to be sent.
///
/// # Errors
/// `Refused`: `MALFORMED`, `IN_FUTURE`, `BEFORE_BIRTH`, `CONFLICT`, `NOTHING_CHANGED`, a
/// missing reason; `NotFound` if the actor may not record it here.
pub async fn record_death(op: &OpCtx, input: RecordDeath) -> Result<Record> {
    let record = require_unlogged(op, input.record_id, Action::RecordDeath).await?;
    let key = Key::new(&input.idempotency_key, "recordDeath", &input)?;
    let id = record.id();
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let (died_on, why) = input.check(op, &record)?;
        store::update_death(op, tx.db(), (id, input.version), died_on, &why).await?;
        if died_on.is_some() {
            reminders::cancel_waiting(op, tx, &[id], "died").await?;
        }
        // Taken back, there may be something to tell; of the children someone else is told now.
        reminders::look_again(tx.db(), id, op.today()).await?;
        accesses::log(op, tx.db(), id, LoggedAction::DeathRecorded).await?;
        key.remember(op, tx, &Remembered {}).await?;
        tx.changed(id, &[RecordPart::Person, RecordPart::Messages]);
        Ok(())
    })
    .await?;
    require_unlogged(op, id, Action::Read).await
}

impl RecordDeath {
    fn check(&self, op: &OpCtx, record: &Record) -> Result<(Option<Date>, String)> {
        let mut faults = Faults::default();
        let why = reason(&mut faults, &self.reason);
        let at = &["diedOn"];
        let mut died_on = None;
        match self.died_on.as_ref().map(Said::read) {
            Some(Err(error)) => faults.add(Code::Malformed, at, error),
            Some(Ok(day)) if op.today() < day => {
                faults.add(Code::InFuture, at, "the day is in the future");
            }
            Some(Ok(day)) if day < record.birth_date().range().from => {
                faults.add(Code::BeforeBirth, at, "the day is before the birth");
            }
            Some(Ok(day)) => died_on = Some(day),
            None => {}
        }
        if faults.is_empty() && died_on == record.row.died_on {
            faults.add(Code::NothingChanged, &[], "nothing would change");
        }
        let why = faults.or(why)?;
        Ok((died_on, why.to_string()))
    }
}
