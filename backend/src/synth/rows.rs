//! Rows that wait to be written together, as the product writes them one by one.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};
use shared::{ChangeKind, EntryId, RecordId, VaccinationId};

use crate::{
    accesses::{access_log, record_access},
    db::insert_all,
    records::{Person, record, record_identifier, record_version, sex_code},
    vaccinations::{
        Content,
        content::{Performer, PracticeName},
        vaccination, vaccination_version,
    },
};

/// Who wrote something into which record, when and where.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) id: RecordId,
    pub(super) at: DateTime<Utc>,
    pub(super) author: Performer,
    pub(super) practice: PracticeName,
}

/// The rows of some people.
#[derive(Debug, Default)]
pub(super) struct Rows {
    records: Vec<record::Model>,
    record_versions: Vec<record_version::Model>,
    identifiers: Vec<record_identifier::Model>,
    accesses: Vec<record_access::Model>,
    log: Vec<access_log::Model>,
    vaccinations: Vec<vaccination::Model>,
    vaccination_versions: Vec<vaccination_version::Model>,
}

impl Rows {
    /// A new record with its identifier and its first version.
    pub(super) fn record(&mut self, written: &Written, person: &Person, identifier: EntryId) {
        let born = person.birth_date.range();
        self.records.push(record::Model {
            id: written.id,
            version: 1,
            family_name: person.family_name.to_string(),
            given_name: person.given_name.to_string(),
            birth_date: person.birth_date.to_string(),
            born_from: born.from,
            born_to: born.to,
            sex: sex_code(person.sex).to_owned(),
            language: person.contact.language.code().to_owned(),
            email: None,
            phone: None,
            commune: person.contact.commune.as_ref().map(ToString::to_string),
            created_at: written.at,
            updated_at: written.at,
            merged_into: None,
            died_on: None,
        });
        self.record_versions.push(record_version::Model {
            record_id: written.id,
            version: 1,
            content: serde_json::to_string(person).expect("a person is JSON"),
            created_at: written.at,
            author_kind: "practitioner".to_owned(),
            author_name: written.author.name.clone(),
            author_practice_name: Some(written.practice.name.clone()),
            account_id: None,
            client_id: None,
        });
        self.identifiers.extend(person.identifiers.iter().map(|i| record_identifier::Model {
            record_id: written.id,
            id: identifier,
            system: i.system.code().to_owned(),
            issuer: i.issuer.clone(),
            value: i.value.clone(),
            created_at: written.at,
            superseded_at: None,
        }));
    }

    /// That the practice may see the record.
    pub(super) fn access(&mut self, written: &Written, id: EntryId, last_read_at: DateTime<Utc>) {
        self.accesses.push(record_access::Model {
            record_id: written.id,
            id,
            practice_id: written.practice.id,
            practice_name: written.practice.name.clone(),
            basis: "created".to_owned(),
            note: None,
            author_kind: "practitioner".to_owned(),
            author_name: written.author.name.clone(),
            account_id: None,
            client_id: None,
            opened_at: written.at,
            last_read_at,
            ended_at: None,
            until_at: None,
            reason: None,
        });
    }

    /// A line of the access log.
    pub(super) fn log(&mut self, written: &Written, id: EntryId, action: &str) {
        self.log.push(access_log::Model {
            record_id: written.id,
            id,
            at: written.at,
            action: action.to_owned(),
            author_kind: "practitioner".to_owned(),
            author_name: written.author.name.clone(),
            practice_id: Some(written.practice.id),
            practice_name: Some(written.practice.name.clone()),
            account_id: None,
            client_id: None,
            basis: Some("created".to_owned()),
            reason: None,
            note: None,
        });
    }

    /// A dose with its first version.
    pub(super) fn vaccination(&mut self, written: &Written, id: VaccinationId, dose: &Content) {
        let range = dose.occurrence.range();
        self.vaccinations.push(vaccination::Model {
            record_id: written.id,
            id,
            version: 1,
            status: dose.status.code().to_owned(),
            provenance: dose.provenance.code().to_owned(),
            vaccine_code: dose.vaccine_code.to_string(),
            occurrence: dose.occurrence.to_string(),
            occurred_from: range.map(|r| r.from),
            occurred_to: range.map(|r| r.to),
            lot: dose.lot.as_ref().map(ToString::to_string),
            expires_on: dose.expires_on,
            serial: None,
            site: dose.site.map(|s| s.code().to_owned()),
            route: dose.route.map(|r| r.code().to_owned()),
            quantity_ul: dose.quantity_ul,
            performer_id: dose.performer.as_ref().map(|p| p.id),
            performer_name: dose.performer.as_ref().map(|p| p.name.clone()),
            performer_role: dose.performer.as_ref().map(|p| p.role.code().to_owned()),
            practice_id: dose.practice.as_ref().map(|p| p.id),
            practice_name: dose.practice.as_ref().map(|p| p.name.clone()),
            country: dose.country.clone(),
            proof: dose.proof.map(|p| p.code().to_owned()),
            is_confirmed: dose.is_confirmed,
            not_given_reason: dose.not_given_reason.map(|r| r.code().to_owned()),
            note: None,
            recorded_at: written.at,
            author_kind: "practitioner".to_owned(),
            author_name: written.author.name.clone(),
            author_practice_name: Some(written.practice.name.clone()),
            joined_into: None,
            kept_apart: None,
            confidentiality_id: None,
        });
        self.vaccination_versions.push(vaccination_version::Model {
            record_id: written.id,
            vaccination_id: id,
            version: 1,
            change: ChangeKind::Recorded.code().to_owned(),
            at: written.at,
            reason: None,
            content: serde_json::to_string(dose).expect("a dose is JSON"),
            author_kind: "practitioner".to_owned(),
            author_name: written.author.name.clone(),
            author_practice_name: Some(written.practice.name.clone()),
            account_id: None,
            client_id: None,
        });
    }

    /// Writes them all, parents before children.
    pub(super) async fn write(self, db: &impl ConnectionTrait) -> anyhow::Result<()> {
        insert::<record::Entity, _>(db, self.records).await?;
        insert::<record_version::Entity, _>(db, self.record_versions).await?;
        insert::<record_identifier::Entity, _>(db, self.identifiers).await?;
        insert::<record_access::Entity, _>(db, self.accesses).await?;
        insert::<access_log::Entity, _>(db, self.log).await?;
        insert::<vaccination::Entity, _>(db, self.vaccinations).await?;
        insert::<vaccination_version::Entity, _>(db, self.vaccination_versions).await
    }
}

/// Inserts models as they are.
async fn insert<E, M>(db: &impl ConnectionTrait, rows: Vec<M>) -> anyhow::Result<()>
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let rows = rows.into_iter().map(|row| {
        E::Column::iter().fold(row.into_active_model(), |mut row, column| {
            row.reset(column);
            row
        })
    });
    Ok(insert_all(db, rows).await?)
}
