//! Who may see a record, who did, and who acts for whom, as the form has it.

use std::collections::{HashMap, HashSet};

use anyhow::Context as _;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{
    AccessBasis, AccessRight, AccessSpan, ConsentHow, ConsentPurpose, CorrectionStatus,
    CorrectionSubject, EmergencyReason, Locale, LoggedAction, RecordId, RelationRights,
    VaccinationId,
};

use super::{
    super::form::{
        Access, AccessCode, AccessQuestion, Confidentiality, Consent, CorrectionRequest, LogEntry,
        NamedReader, Relation, RelationBar, RelationCode, WrongCode,
    },
    author, said, word, word_if,
};
use crate::{
    accesses::{access_code, access_log, access_question, record_access, record_relation},
    confidentiality::{
        entity::{confidentiality as confidential, confidentiality_reader},
        store::PRACTICE,
    },
    consents::entity as consent,
    corrections::correction_request as correction,
    error::Result,
    families::entity::{attempt, bar, code},
    merges, records,
};

/// Every word of consent.
pub(super) async fn consents(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Consent>> {
    let rows = consent::Entity::find()
        .filter(consent::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(consent::Column::Id)
        .all(db)
        .await?;
    let consents = rows.into_iter().map(|row| {
        let receipt = row.receipt.map(|text| serde_json::from_str(&text)).transpose();
        Ok(Consent {
            record_id: row.record_id,
            id: row.id,
            purpose: word("purpose", &row.purpose, ConsentPurpose::from_code)?,
            version: row.version,
            is_given: row.is_given,
            text_version: row.text_version,
            language: word("language", &row.language, Locale::from_code)?,
            how: word("how", &row.how, ConsentHow::from_code)?,
            by: author(&row.author_kind, row.author_name, row.practice_name)?,
            said_at: row.said_at,
            receipt: receipt.context("a receipt")?,
        })
    });
    consents.collect()
}

/// Practices that may see the record, or could.
pub(super) async fn accesses(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<Access>> {
    let rows = record_access::Entity::find()
        .filter(record_access::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(record_access::Column::Id)
        .all(db)
        .await?;
    let accesses = rows.into_iter().map(|row| {
        Ok(Access {
            record_id: row.record_id,
            id: row.id,
            practice_id: row.practice_id,
            basis: word("basis", &row.basis, AccessBasis::from_code)?,
            reason: word_if("reason", row.reason.as_deref(), EmergencyReason::from_code)?,
            note: row.note,
            by: author(&row.author_kind, row.author_name, Some(row.practice_name.clone()))?,
            practice: row.practice_name,
            opened_at: row.opened_at,
            last_read_at: row.last_read_at,
            until_at: row.until_at,
            ended_at: row.ended_at,
        })
    });
    accesses.collect()
}

/// Codes that were shown.
pub(super) async fn codes(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<AccessCode>> {
    let rows = access_code::Entity::find()
        .filter(access_code::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(access_code::Column::Id)
        .all(db)
        .await?;
    let codes = rows.into_iter().map(|row| {
        Ok(AccessCode {
            record_id: row.record_id,
            id: row.id,
            span: word("span", &row.span, AccessSpan::from_code)?,
            by: row.author_name,
            created_at: row.created_at,
            expires_at: row.expires_at,
            ended_at: row.ended_at,
            practice_id: row.practice_id,
        })
    });
    codes.collect()
}

/// The whole log.
pub(super) async fn log(db: &impl ConnectionTrait, id: RecordId) -> Result<Vec<LogEntry>> {
    let rows = access_log::Entity::find()
        .filter(merges::log_of(db, id).await?)
        .order_by_asc(access_log::Column::At)
        .order_by_asc(access_log::Column::Id)
        .all(db)
        .await?;
    let entries = rows.into_iter().map(|row| {
        Ok(LogEntry {
            record_id: row.record_id,
            id: row.id,
            at: row.at,
            action: word("action", &row.action, LoggedAction::from_code)?,
            by: author(&row.author_kind, row.author_name, row.practice_name)?,
            right: word_if("basis", row.basis.as_deref(), AccessRight::from_code)?,
            reason: word_if("reason", row.reason.as_deref(), EmergencyReason::from_code)?,
            note: row.note,
        })
    });
    entries.collect()
}

/// Questions about it.
pub(super) async fn questions(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<AccessQuestion>> {
    let rows = access_question::Entity::find()
        .filter(access_question::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(access_question::Column::Id)
        .all(db)
        .await?;
    let questions = rows.into_iter().map(|row| AccessQuestion {
        record_id: row.record_id,
        id: row.id,
        entry_id: row.entry_id,
        practice_id: row.practice_id,
        question: row.question,
        asked_by: row.asked_by,
        asked_at: row.asked_at,
        answer: row.answer,
        answered_by: row.answered_by,
        answered_at: row.answered_at,
    });
    Ok(questions.collect())
}

/// What was asked to be corrected.
pub(super) async fn corrections(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
    hidden: &HashSet<VaccinationId>,
) -> Result<Vec<CorrectionRequest>> {
    let rows = correction::Entity::find()
        .filter(correction::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(correction::Column::Id)
        .all(db)
        .await?;
    let is_seen =
        |row: &correction::Model| row.vaccination_id.is_none_or(|id| !hidden.contains(&id));
    let requests = rows.into_iter().filter(is_seen).map(|row| {
        Ok(CorrectionRequest {
            record_id: row.record_id,
            id: row.id,
            subject: word("subject", &row.subject, CorrectionSubject::from_code)?,
            vaccination_id: row.vaccination_id,
            practice_id: row.practice_id,
            practice: row.practice_name,
            words: row.words,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            status: word("status", &row.status, CorrectionStatus::from_code)?,
            answer: row.answer,
            ended_by: row.ended_by,
            ended_practice: row.ended_practice_name,
            ended_at: row.ended_at,
        })
    });
    requests.collect()
}

/// Which doses are kept confidential, or were, and who is named.
pub(super) async fn confidentiality(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
    hidden: &HashSet<VaccinationId>,
) -> Result<Vec<Confidentiality>> {
    let rows = confidential::Entity::find()
        .filter(confidential::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(confidential::Column::SinceAt)
        .order_by_asc(confidential::Column::Id)
        .all(db)
        .await?;
    let mut readers = confidentiality_reader::Entity::find()
        .filter(confidentiality_reader::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(confidentiality_reader::Column::ReaderId)
        .all(db)
        .await?;
    let seen = rows.into_iter().filter(|row| !hidden.contains(&row.vaccination_id));
    let all = seen.map(|row| {
        let mine = said::taken(&mut readers, |reader| reader.confidentiality_id == row.id);
        let named = mine.into_iter().map(|reader| NamedReader {
            is_practice: reader.kind == PRACTICE,
            id: reader.reader_id,
            name: reader.name,
        });
        Confidentiality {
            record_id: row.record_id,
            id: row.id,
            vaccination_id: row.vaccination_id,
            since: row.since_at,
            by: row.author_name,
            ended_at: row.ended_at,
            named: named.collect(),
        }
    });
    Ok(all.collect())
}

/// Who acts for the person, with their names; and for whom the person acts, without.
pub(super) async fn relations(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<(Vec<Relation>, Vec<Relation>)> {
    use record_relation::Column as C;
    let of = |column: C| {
        record_relation::Entity::find()
            .filter(column.is_in(ids.iter().copied()))
            .order_by_asc(C::SinceAt)
            .order_by_asc(C::RecordId)
            .order_by_asc(C::HolderRecordId)
    };
    let acted_for_by = of(C::RecordId).all(db).await?;
    let acts_for = of(C::HolderRecordId).all(db).await?;
    let holders: Vec<RecordId> = acted_for_by.iter().map(|row| row.holder_record_id).collect();
    let names: HashMap<RecordId, String> = records::rows(db, &holders)
        .await?
        .into_iter()
        .map(|row| (row.id, format!("{} {}", row.given_name, row.family_name)))
        .collect();
    let named = |row: record_relation::Model| {
        let name = names.get(&row.holder_record_id).cloned();
        relation(row, name)
    };
    let acted_for_by = acted_for_by.into_iter().map(named).collect::<Result<_>>()?;
    let acts_for = acts_for.into_iter().map(|row| relation(row, None)).collect::<Result<_>>()?;
    Ok((acted_for_by, acts_for))
}

fn relation(row: record_relation::Model, holder_name: Option<String>) -> Result<Relation> {
    Ok(Relation {
        record_id: row.record_id,
        holder_record_id: row.holder_record_id,
        holder_name,
        kind: row.kind,
        rights: word("rights", &row.rights, RelationRights::from_code)?,
        since_at: row.since_at,
        consented_at: row.consented_at,
        ended_at: row.ended_at,
        ended_reason: row.ended_reason,
    })
}

/// Codes and invitations to act for the person.
pub(super) async fn relation_codes(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<RelationCode>> {
    let rows = code::Entity::find()
        .filter(code::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(code::Column::Id)
        .all(db)
        .await?;
    let codes = rows.into_iter().map(|row| {
        Ok(RelationCode {
            record_id: row.record_id,
            id: row.id,
            kind: row.kind,
            rights: word("rights", &row.rights, RelationRights::from_code)?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
            ended_at: row.ended_at,
            used_by: row.used_by,
        })
    });
    codes.collect()
}

/// Court orders.
pub(super) async fn bars(db: &impl ConnectionTrait, ids: &[RecordId]) -> Result<Vec<RelationBar>> {
    let rows = bar::Entity::find()
        .filter(bar::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(bar::Column::Id)
        .all(db)
        .await?;
    let bars = rows.into_iter().map(|row| RelationBar {
        record_id: row.record_id,
        id: row.id,
        holder_record_id: row.holder_record_id,
        reference: row.reference,
        barred_at: row.barred_at,
        lifted_at: row.lifted_at,
        lifted_reference: row.lifted_reference,
    });
    Ok(bars.collect())
}

/// Codes that did not hold.
pub(super) async fn wrong_codes(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<WrongCode>> {
    let rows = attempt::Entity::find()
        .filter(attempt::Column::RecordId.is_in(ids.iter().copied()))
        .order_by_asc(attempt::Column::Id)
        .all(db)
        .await?;
    let codes = rows.into_iter();
    Ok(codes.map(|row| WrongCode { record_id: row.record_id, id: row.id, at: row.at }).collect())
}
