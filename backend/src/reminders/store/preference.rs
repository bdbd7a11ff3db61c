//! What a recipient wants: reminders or none, how long before, also for the other parent.

use std::sync::Arc;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use shared::{Locale, LoggedAction, RecordId, RecordPart};

use super::super::entity::preference;
use crate::{
    accesses,
    app::App,
    authz::{Action, Actor},
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Result},
    mail,
    op::OpCtx,
    records::{self, Record},
};

/// How long before the recommended day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lead {
    /// One calendar month.
    OneMonth,
    /// Two weeks.
    TwoWeeks,
    /// One week.
    OneWeek,
}

impl Lead {
    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OneMonth => "one_month",
            Self::TwoWeeks => "two_weeks",
            Self::OneWeek => "one_week",
        }
    }

    /// The lead of that word; the usual one for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "two_weeks" => Self::TwoWeeks,
            "one_week" => Self::OneWeek,
            _ => Self::OneMonth,
        }
    }
}

/// What a recipient wants; this, if nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preference {
    /// Counts the changes, from 0.
    pub version: i32,
    /// Whether reminders are sent.
    pub is_on: bool,
    /// How long before.
    pub lead: Lead,
    /// Whether the other parent of one's children is told too.
    pub copies_other_parent: bool,
}

impl Default for Preference {
    fn default() -> Self {
        Self { version: 0, is_on: true, lead: Lead::OneMonth, copies_other_parent: true }
    }
}

impl From<preference::Model> for Preference {
    fn from(row: preference::Model) -> Self {
        Self {
            version: row.version,
            is_on: row.is_on,
            lead: Lead::from_code(&row.lead),
            copies_other_parent: row.copies_other_parent,
        }
    }
}

/// What these recipients said; those who said nothing are not in it.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<(RecordId, Preference)>> {
    let query =
        preference::Entity::find().filter(preference::Column::RecordId.is_in(ids.iter().copied()));
    Ok(query.all(db).await?.into_iter().map(|row| (row.record_id, row.into())).collect())
}

/// What one recipient wants.
pub(crate) async fn of_one(db: &impl ConnectionTrait, id: RecordId) -> Result<Preference> {
    Ok(of(db, &[id]).await?.pop().map(|(_, said)| said).unwrap_or_default())
}

/// What a recipient wants from now on.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeReminders {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record to whose address reminders go.
    pub record_id: RecordId,
    /// The version that was on screen; 0 if nothing was said before.
    pub version: i32,
    /// Whether reminders are sent.
    pub is_on: bool,
    /// How long before.
    pub lead: Lead,
    /// Whether the other parent is told too.
    pub copies_other_parent: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {}

/// Writes what the recipient wants, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with `CONFLICT` if the version is not the current one; `NotFound` if the actor may not.
pub async fn change_reminders(op: &OpCtx, input: ChangeReminders) -> Result<Record> {
    let record = records::require_unlogged(op, input.record_id, Action::ChangeContact).await?;
    let id = record.id();
    let key = Key::new(&input.idempotency_key, "changeReminders", &input)?;
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        tx.lock(&format!("reminder preference {id}")).await?;
        if of_one(tx.db(), id).await?.version != input.version {
            let message = "someone else changed it meanwhile";
            return Err(AppError::refused(Code::Conflict, &["version"], message));
        }
        let said = Preference {
            version: input.version + 1,
            is_on: input.is_on,
            lead: input.lead,
            copies_other_parent: input.copies_other_parent,
        };
        write(op, tx, id, said).await?;
        accesses::log(op, tx.db(), id, LoggedAction::ContactChanged).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await?;
    records::require_unlogged(op, id, Action::Read).await
}

async fn write(op: &OpCtx, tx: &mut Tx, id: RecordId, said: Preference) -> Result<()> {
    let row = preference::ActiveModel {
        record_id: Set(id),
        version: Set(said.version),
        is_on: Set(said.is_on),
        lead: Set(said.lead.code().to_owned()),
        copies_other_parent: Set(said.copies_other_parent),
        updated_at: Set(op.now()),
    };
    use preference::Column as C;
    let over = sea_orm::sea_query::OnConflict::column(C::RecordId)
        .update_columns([C::Version, C::IsOn, C::Lead, C::CopiesOtherParent, C::UpdatedAt])
        .to_owned();
    preference::Entity::insert(row).on_conflict(over).exec_without_returning(tx.db()).await?;
    super::look_again(tx.db(), id, op.today()).await?;
    tx.changed(id, &[RecordPart::Messages]);
    Ok(())
}

/// Stops the reminders to whoever got the mail with that secret; stopping twice is once.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn stop(app: &Arc<App>, secret: &str) -> Result<Option<Locale>> {
    let op = OpCtx::new(app.clone(), Actor::System);
    op.transaction(async |tx| {
        let Some(row) = mail::store::by_secret(tx.db(), secret).await? else { return Ok(None) };
        let id = row.record_id;
        tx.lock(&format!("reminder preference {id}")).await?;
        let said = of_one(tx.db(), id).await?;
        if said.is_on {
            let said = Preference { version: said.version + 1, is_on: false, ..said };
            write(&op, tx, id, said).await?;
            accesses::log(&op, tx.db(), id, LoggedAction::ContactChanged).await?;
        }
        Ok(Some(Locale::from_code(&row.language).unwrap_or(Locale::Fr)))
    })
    .await
}
