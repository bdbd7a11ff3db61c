//! Doses that are the same event: given on the same day, the code of one the same as the
//! other's or more general. A professional who sees both side by side joins them or keeps
//! them apart.
//!
//! Joined, the dose with the more exact code stays, takes over what only the other said, and
//! the other is void and says into which it was joined. Both are versions, and are taken back
//! by a third: when the two are separated, or when their records are taken apart.

use serde::{Deserialize, Serialize};
use shared::{ChangeKind, LoggedAction, Provenance, RecordId, VaccinationId, VaccinationStatus};

use super::{
    Content, history,
    store::{self, Change},
    vaccination,
};
use crate::{
    accesses,
    authz::Action,
    catalogue_api::catalogue,
    db::{Tx, idempotency::Key},
    error::{AppError, Code, Result},
    op::OpCtx,
    records::{self, Record},
};

/// Two doses of a record and the versions that were on screen.
#[derive(Debug, Clone, Serialize)]
pub struct TwoDoses {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// One, in which version.
    pub one: (VaccinationId, i32),
    /// The other, in which version.
    pub other: (VaccinationId, i32),
}

/// A dose that was joined into another.
#[derive(Debug, Clone, Serialize)]
pub struct SeparateVaccinations {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose that was joined into another.
    pub vaccination_id: VaccinationId,
    /// The version that was on screen.
    pub version: i32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    ids: Vec<VaccinationId>,
}

type Row = (vaccination::Model, Content);

/// Whether two doses, both given, may be the same event and nobody said that they are not.
pub(super) fn is_same_event(a: &vaccination::Model, b: &vaccination::Model) -> bool {
    let given = VaccinationStatus::Completed.code();
    if a.id == b.id || a.status != given || b.status != given || a.occurrence != b.occurrence {
        return false;
    }
    let (Some(one), Some(other)) = (Content::of_row(a), Content::of_row(b)) else { return false };
    one.occurrence.exact().is_some()
        && catalogue().is_possible_duplicate(one.vaccine_code, other.vaccine_code)
        && !one.kept_apart.contains(&b.id)
        && !other.kept_apart.contains(&a.id)
}

/// The pairs of doses that may be the same event, the more exact one first.
pub(crate) fn same_events(
    doses: &[vaccination::Model],
) -> Vec<(&vaccination::Model, &vaccination::Model)> {
    let mut pairs = Vec::new();
    for (at, a) in doses.iter().enumerate() {
        for b in doses[at + 1..].iter().filter(|b| is_same_event(a, b)) {
            let rows = Content::of_row(a).zip(Content::of_row(b));
            let is_first =
                rows.is_none_or(|(one, other)| rank(a, &one, &other) <= rank(b, &other, &one));
            pairs.push(if is_first { (a, b) } else { (b, a) });
        }
    }
    pairs.sort_by_key(|(a, b)| (a.occurred_from, a.id, b.id));
    pairs
}

/// How a dose stands against the other: the lesser stays. The more exact code first, then what
/// a professional stands for, then what was given here, then what was there before.
fn rank(
    row: &vaccination::Model,
    dose: &Content,
    other: &Content,
) -> (bool, bool, u8, bool, VaccinationId) {
    let is_more_general = dose.vaccine_code != other.vaccine_code
        && catalogue().is_same_or_more_general(dose.vaccine_code, other.vaccine_code);
    let is_vague = dose.lot.is_none();
    (is_more_general, !dose.is_confirmed, standing(dose.provenance), is_vague, row.id)
}

fn standing(provenance: Provenance) -> u8 {
    match provenance {
        Provenance::GivenHere => 0,
        Provenance::Transcribed => 1,
        Provenance::Imported => 2,
        Provenance::Reported => 3,
    }
}

/// The dose that stays, with what only the other says.
fn united(kept: &Content, other: &Content) -> Content {
    let mut united = kept.clone();
    fn take<T: Clone>(mine: &mut Option<T>, theirs: &Option<T>) {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    }
    take(&mut united.lot, &other.lot);
    take(&mut united.expires_on, &other.expires_on);
    take(&mut united.serial, &other.serial);
    take(&mut united.site, &other.site);
    take(&mut united.route, &other.route);
    take(&mut united.quantity_ul, &other.quantity_ul);
    take(&mut united.performer, &other.performer);
    take(&mut united.practice, &other.practice);
    take(&mut united.country, &other.country);
    take(&mut united.note, &other.note);
    if standing(other.provenance) < standing(united.provenance) {
        united.provenance = other.provenance;
        united.proof = other.proof;
    }
    united.is_confirmed |= other.is_confirmed;
    united
}

/// Joins two doses that are the same event; gives the one that stays, then the other.
///
/// # Errors
/// `Refused`: `NOT_FOUND`, `CONFLICT`, `NOT_APPLICABLE` if they cannot be the same event;
/// `NotFound` if the actor may not correct here.
pub async fn join_vaccinations(
    op: &OpCtx,
    input: TwoDoses,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::CorrectVaccination).await?;
    let key = Key::new(&input.idempotency_key, "joinVaccinations", &input)?;
    let id = record.id();
    let ids = op.transaction(async |tx| {
        if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
            return Ok(earlier.ids);
        }
        let (a, b) = two(op, tx, &record, &input).await?;
        let is_first = rank(&a.0, &a.1, &b.1) <= rank(&b.0, &b.1, &a.1);
        let (kept, other) = if is_first { (a, b) } else { (b, a) };
        let content = united(&kept.1, &other.1);
        if content != kept.1 {
            write(op, tx, &kept.0, ChangeKind::Joined, content).await?;
        }
        let content = Content {
            status: VaccinationStatus::EnteredInError,
            joined_into: Some(kept.0.id),
            ..other.1
        };
        write(op, tx, &other.0, ChangeKind::Joined, content).await?;
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationCorrected).await?;
        let ids = vec![kept.0.id, other.0.id];
        key.remember(op, tx, &Remembered { ids: ids.clone() }).await?;
        Ok(ids)
    });
    Ok((id, ids.await?))
}

/// Keeps that two doses are two events.
///
/// # Errors
/// As [`join_vaccinations`].
pub async fn keep_vaccinations_apart(
    op: &OpCtx,
    input: TwoDoses,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::CorrectVaccination).await?;
    let key = Key::new(&input.idempotency_key, "keepVaccinationsApart", &input)?;
    let id = record.id();
    let ids = op.transaction(async |tx| {
        if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
            return Ok(earlier.ids);
        }
        let (a, b) = two(op, tx, &record, &input).await?;
        let (earlier, later) = if a.0.id <= b.0.id { (a, b) } else { (b, a) };
        let mut content = later.1;
        content.kept_apart.push(earlier.0.id);
        write(op, tx, &later.0, ChangeKind::KeptApart, content).await?;
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationCorrected).await?;
        let ids = vec![later.0.id, earlier.0.id];
        key.remember(op, tx, &Remembered { ids: ids.clone() }).await?;
        Ok(ids)
    });
    Ok((id, ids.await?))
}

/// Takes two joined doses apart; gives the one that had stayed, then the other.
///
/// # Errors
/// `Refused`: `NOT_FOUND`, `CONFLICT`, `NOT_APPLICABLE` if it is not joined; `NotFound` if the
/// actor may not correct here.
pub async fn separate_vaccinations(
    op: &OpCtx,
    input: SeparateVaccinations,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::CorrectVaccination).await?;
    let key = Key::new(&input.idempotency_key, "separateVaccinations", &input)?;
    let id = record.id();
    let ids = op.transaction(async |tx| {
        if let Some(earlier) = key.earlier::<Remembered>(op, tx).await? {
            return Ok(earlier.ids);
        }
        let (row, content) =
            on_screen(op, tx, &record, (input.vaccination_id, input.version)).await?;
        let Some(into) = content.joined_into else {
            return Err(not_applicable("it is not joined with another dose"));
        };
        separate(op, tx, &row, id, into).await?;
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationCorrected).await?;
        let ids = vec![into, input.vaccination_id];
        key.remember(op, tx, &Remembered { ids: ids.clone() }).await?;
        Ok(ids)
    });
    Ok((id, ids.await?))
}

/// Takes joined doses apart that stand in different records now, after the records were taken
/// apart.
pub(crate) async fn separate_across(op: &OpCtx, tx: &mut Tx, records: [RecordId; 2]) -> Result<()> {
    let doses = store::of_records(tx.db(), &records).await?;
    let home = |id: VaccinationId| doses.iter().find(|dose| dose.id == id).map(|d| d.record_id);
    for dose in &doses {
        let Some(into) = dose.joined_into else { continue };
        match home(into) {
            Some(other) if other != dose.record_id => separate(op, tx, dose, other, into).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Gives the joined dose back what it said before, and takes back from the other what came by
/// joining, unless someone changed it since.
async fn separate(
    op: &OpCtx,
    tx: &mut Tx,
    joined: &vaccination::Model,
    home: RecordId,
    into: VaccinationId,
) -> Result<()> {
    if let Some(before) = before_joining(tx, joined).await? {
        write(op, tx, joined, ChangeKind::Separated, before).await?;
    }
    if let Some((kept, _)) = store::current(tx, home, into).await?
        && let Some(before) = before_joining(tx, &kept).await?
    {
        write(op, tx, &kept, ChangeKind::Separated, before).await?;
    }
    Ok(())
}

/// What a dose said before its last version, if that joined it with another.
async fn before_joining(tx: &Tx, row: &vaccination::Model) -> Result<Option<Content>> {
    let versions = store::versions(tx.db(), &[(row.record_id, row.id)]).await?;
    let last = versions.first().filter(|v| v.change == ChangeKind::Joined.code());
    Ok(last.and_then(|_| history::content_of(versions.get(1)?)))
}

async fn write(
    op: &OpCtx,
    tx: &mut Tx,
    row: &vaccination::Model,
    kind: ChangeKind,
    content: Content,
) -> Result<()> {
    let change = Change { id: row.id, version: row.version, kind, reason: None, content };
    store::update(op, tx, row.record_id, change).await
}

/// The two doses as they are now, which may be the same event.
async fn two(op: &OpCtx, tx: &Tx, record: &Record, input: &TwoDoses) -> Result<(Row, Row)> {
    let one = on_screen(op, tx, record, input.one).await?;
    let other = on_screen(op, tx, record, input.other).await?;
    if !is_same_event(&one.0, &other.0) {
        return Err(not_applicable("these two cannot be the same event"));
    }
    Ok((one, other))
}

fn not_applicable(message: &str) -> AppError {
    AppError::refused(Code::NotApplicable, &["vaccinationId"], message)
}

async fn on_screen(
    op: &OpCtx,
    tx: &Tx,
    record: &Record,
    (id, version): (VaccinationId, i32),
) -> Result<Row> {
    let Some((row, content)) = store::seen(op, tx, record, id).await? else {
        let message = "no such dose in this record";
        return Err(AppError::refused(Code::NotFound, &["vaccinationId"], message));
    };
    if row.version != version {
        let message = "someone else changed it meanwhile";
        return Err(AppError::refused(Code::Conflict, &["version"], message));
    }
    Ok((row, content))
}
