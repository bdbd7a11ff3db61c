//! The e-mail address of a record: written to only after its reader has confirmed it.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::{EmailAddress, EntryId, Locale, RecordId, RecordPart};

use super::super::{Kind, entity::address, store};
use crate::{app::App, db::Tx, error::Result, ids::hash_of, op::OpCtx};

/// How long the link of a confirmation holds.
const HOLDS: Duration = Duration::days(14);

/// How far an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressStatus {
    /// A link was sent and not followed yet.
    Waiting,
    /// Its reader followed the link.
    Confirmed,
    /// A mail server said for good that nobody is there.
    Failed,
    /// Another address took its place, or none.
    Replaced,
}

impl AddressStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Confirmed, Self::Failed, Self::Replaced];

    /// The word in the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
            Self::Replaced => "replaced",
        }
    }

    /// The status of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// Follows the contact of a record: a new address is asked to confirm itself, one that is
/// gone is written to no more. The same address as before changes nothing.
pub(crate) async fn follow(
    op: &OpCtx,
    tx: &mut Tx,
    record_id: RecordId,
    email: Option<&EmailAddress>,
    language: Locale,
) -> Result<()> {
    let there = current(tx.db(), record_id).await?;
    if there.as_ref().map(|a| a.email.as_str()) == email.map(EmailAddress::as_str) {
        return Ok(());
    }
    if let Some(old) = there {
        end(op, tx.db(), &old, AddressStatus::Replaced).await?;
    }
    let Some(email) = email else { return Ok(()) };
    ask(op, tx, record_id, email, language).await
}

/// Asks an address whether it is right: anew, if it was asked before.
async fn ask(
    op: &OpCtx,
    tx: &mut Tx,
    record_id: RecordId,
    email: &EmailAddress,
    language: Locale,
) -> Result<()> {
    let secret = op.app.ids.token();
    let id = EntryId(op.new_id());
    let row = address::ActiveModel {
        record_id: Set(record_id),
        id: Set(id),
        email: Set(email.to_string()),
        status: Set(AddressStatus::Waiting.code().to_owned()),
        token_hash: Set(hash_of(&secret)),
        created_at: Set(op.now()),
        confirmed_at: Set(None),
        ended_at: Set(None),
    };
    address::Entity::insert(row).exec_without_returning(tx.db()).await?;
    let letter = store::New { kind: Kind::ConfirmAddress, address_id: id, language, secret };
    store::queue(op, tx.db(), record_id, letter, op.now()).await?;
    Ok(())
}

/// Sends the link again, to an address that has not confirmed itself or could not be reached.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn ask_again(
    op: &OpCtx,
    tx: &mut Tx,
    record_id: RecordId,
    email: &EmailAddress,
    language: Locale,
) -> Result<()> {
    if let Some(old) = current(tx.db(), record_id).await? {
        end(op, tx.db(), &old, AddressStatus::Replaced).await?;
    }
    ask(op, tx, record_id, email, language).await
}

/// The address of a record that is not replaced.
pub(crate) async fn current(
    db: &impl ConnectionTrait,
    record_id: RecordId,
) -> Result<Option<address::Model>> {
    let query = address::Entity::find()
        .filter(address::Column::RecordId.eq(record_id))
        .filter(address::Column::Status.ne(AddressStatus::Replaced.code()));
    Ok(query.one(db).await?)
}

/// The addresses of these records to which mail may go.
pub(crate) async fn confirmed(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<address::Model>> {
    let query = address::Entity::find()
        .filter(address::Column::RecordId.is_in(ids.iter().copied()))
        .filter(address::Column::Status.eq(AddressStatus::Confirmed.code()));
    Ok(query.all(db).await?)
}

/// Ends an address as replaced or failed.
pub(crate) async fn end(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    row: &address::Model,
    status: AddressStatus,
) -> Result<()> {
    let columns = address::ActiveModel {
        status: Set(status.code().to_owned()),
        ended_at: Set(Some(op.now())),
        ..Default::default()
    };
    address::Entity::update_many()
        .set(columns)
        .filter(address::Column::RecordId.eq(row.record_id))
        .filter(address::Column::Id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}

/// What came of following a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// Done, or done before.
    Done(Locale),
    /// No such link, or it is too old, or another address took its place.
    TooOld,
}

/// Confirms the address whose link was followed; following it twice is once.
///
/// # Errors
/// If the database does not answer.
pub async fn confirm(app: &std::sync::Arc<App>, secret: &str) -> Result<Followed> {
    let op = OpCtx::new(app.clone(), crate::authz::Actor::System);
    op.transaction(async |tx| {
        let Some((row, status)) = linked(tx.db(), secret, op.now()).await? else {
            return Ok(Followed::TooOld);
        };
        let language = store::language_of(tx.db(), row.record_id, row.id).await?;
        if status == AddressStatus::Confirmed {
            return Ok(Followed::Done(language));
        }
        let columns = address::ActiveModel {
            status: Set(AddressStatus::Confirmed.code().to_owned()),
            confirmed_at: Set(Some(op.now())),
            ..Default::default()
        };
        address::Entity::update_many()
            .set(columns)
            .filter(address::Column::RecordId.eq(row.record_id))
            .filter(address::Column::Id.eq(row.id))
            .exec(tx.db())
            .await?;
        // What there is to tell is told from now on.
        crate::reminders::look_again(tx.db(), row.record_id, op.today()).await?;
        tx.changed(row.record_id, &[RecordPart::Messages]);
        Ok(Followed::Done(language))
    })
    .await
}

/// The language of an address whose link still holds, or held.
pub(in crate::mail) async fn language(app: &App, secret: &str) -> Result<Option<Locale>> {
    let Some((row, _)) = linked(&app.db, secret, app.clock.now()).await? else { return Ok(None) };
    store::language_of(&app.db, row.record_id, row.id).await.map(Some)
}

/// The address behind a link that holds: one that waits and was asked lately, or one that is
/// confirmed already.
async fn linked(
    db: &impl ConnectionTrait,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<(address::Model, AddressStatus)>> {
    let query = address::Entity::find().filter(address::Column::TokenHash.eq(hash_of(secret)));
    let Some(row) = query.one(db).await? else { return Ok(None) };
    let status = AddressStatus::from_code(&row.status).filter(|status| match status {
        AddressStatus::Confirmed => true,
        AddressStatus::Waiting => now < row.created_at + HOLDS,
        AddressStatus::Failed | AddressStatus::Replaced => false,
    });
    Ok(status.map(|status| (row, status)))
}
