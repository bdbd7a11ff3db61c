//! To whom a reminder goes.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::{Date, EntryId, Locale, RecordId};

use super::{
    super::entity::reminder,
    preference::{self, Preference},
};
use crate::{
    accesses::record_relation,
    authz::Relation,
    consents,
    error::Result,
    families,
    mail::{address, entity::address as address_row},
    records::{language_of, record},
};

/// From this age on a person is told for themselves.
const OF_AGE: i32 = 18;

/// Someone who can be told.
#[derive(Debug, Clone)]
pub(in crate::reminders) struct Recipient {
    /// Their record.
    pub(in crate::reminders) id: RecordId,
    /// Their confirmed address.
    pub(in crate::reminders) address: address_row::Model,
    /// In which language.
    pub(in crate::reminders) language: Locale,
    /// What they want.
    pub(in crate::reminders) wants: Preference,
}

/// Who is told of a batch of records.
#[derive(Debug)]
pub(in crate::reminders) struct Families {
    parents: HashMap<RecordId, Vec<RecordId>>,
    addresses: HashMap<RecordId, address_row::Model>,
    languages: HashMap<RecordId, Locale>,
    preferences: HashMap<RecordId, Preference>,
    withdrawn: HashSet<RecordId>,
}

/// The records whose reminders these people may get beside their own.
pub(in crate::reminders) async fn children_of(
    db: &impl ConnectionTrait,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let query = record_relation::Entity::find()
        .filter(record_relation::Column::HolderRecordId.is_in(ids.iter().copied()))
        .filter(record_relation::Column::EndedAt.is_null());
    Ok(query.all(db).await?.into_iter().map(|row| row.record_id).collect())
}

impl Families {
    /// Reads who belongs to these records: five statements, however many they are.
    pub(in crate::reminders) async fn of(
        db: &impl ConnectionTrait,
        records: &[record::Model],
        today: Date,
    ) -> Result<Self> {
        let ids: Vec<RecordId> = records.iter().map(|r| r.id).collect();
        let relations = families::store::acting_for(db, &ids).await?;
        let mut parents: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
        for related in relations {
            if related.gives(today) == Some(Relation::Parent) {
                parents
                    .entry(related.row.record_id)
                    .or_default()
                    .push(related.row.holder_record_id);
            }
        }
        let holders: Vec<RecordId> = parents.values().flatten().copied().collect();
        let all: Vec<RecordId> = ids.iter().chain(&holders).copied().collect();
        let mut languages: HashMap<RecordId, Locale> =
            records.iter().map(|r| (r.id, language_of(r))).collect();
        if !holders.is_empty() {
            let query = record::Entity::find().filter(record::Column::Id.is_in(holders));
            let mut found = query.all(db).await?;
            found.retain(|holder| holder.merged_into.is_none() && holder.died_on.is_none());
            languages.extend(found.iter().map(|r| (r.id, language_of(r))));
            for of_child in parents.values_mut() {
                of_child.retain(|parent| languages.contains_key(parent));
            }
        }
        let addresses = address::confirmed(db, &all).await?;
        Ok(Self {
            parents,
            addresses: addresses.into_iter().map(|a| (a.record_id, a)).collect(),
            languages,
            preferences: preference::of(db, &all).await?.into_iter().collect(),
            withdrawn: consents::store::withdrawn(db, &ids, &consents::FOR_REMINDERS).await?,
        })
    }

    /// Puts beside what was told of these records, to these people, what was told while either
    /// stood under another id: a record that was joined into another was told of as well.
    pub(in crate::reminders) async fn as_they_are_now(
        &self,
        db: &impl ConnectionTrait,
        ids: &[RecordId],
        told: &mut HashMap<RecordId, Vec<reminder::Model>>,
    ) -> Result<()> {
        let all = ids.iter().chain(self.parents.values().flatten()).copied();
        let query = record::Entity::find().filter(record::Column::MergedInto.is_in(all));
        let leads: HashMap<RecordId, RecordId> =
            query.all(db).await?.into_iter().filter_map(|r| Some((r.id, r.merged_into?))).collect();
        if leads.is_empty() {
            return Ok(());
        }
        let joined: Vec<RecordId> = leads.keys().copied().collect();
        for row in super::live(db, &joined).await? {
            let Some(into) = leads.get(&row.record_id) else { continue };
            told.entry(*into).or_default().push(row);
        }
        for row in told.values_mut().flatten() {
            row.recipient_id = leads.get(&row.recipient_id).copied().unwrap_or(row.recipient_id);
        }
        Ok(())
    }

    /// Who is told of a record on a day, whether they want it or not: the parents of a child
    /// in the order in which they were joined, or the record's own address.
    fn asked(&self, record: &record::Model, today: Date) -> Vec<RecordId> {
        let is_child = today.age_in_years(record.born_from) < OF_AGE;
        match self.parents.get(&record.id).filter(|_| is_child) {
            Some(parents) => parents.clone(),
            None => vec![record.id],
        }
    }

    /// Who is told of a record on a day.
    pub(in crate::reminders) fn recipients(
        &self,
        record: &record::Model,
        today: Date,
    ) -> Vec<Recipient> {
        if record.died_on.is_some() || self.withdrawn.contains(&record.id) {
            return Vec::new();
        }
        let asked = self.asked(record, today);
        let mut told: Vec<Recipient> = Vec::new();
        for id in asked {
            // Who was told first says whether the other is told too.
            if told.first().is_some_and(|first| !first.wants.copies_other_parent) {
                break;
            }
            let wants = self.preferences.get(&id).copied().unwrap_or_default();
            let Some(address) = self.addresses.get(&id).filter(|_| wants.is_on) else { continue };
            let language = self.languages.get(&id).copied().unwrap_or(Locale::Fr);
            told.push(Recipient { id, address: address.clone(), language, wants });
        }
        told
    }

    /// Everyone who looks after a record and has a confirmed address, whatever they want to be
    /// reminded of: record, address and language.
    pub(in crate::reminders) fn reachable(
        &self,
        record: &record::Model,
        today: Date,
    ) -> Vec<(RecordId, EntryId, Locale)> {
        let asked = self.asked(record, today).into_iter();
        let reachable = asked.filter_map(|id| {
            let language = self.languages.get(&id).copied().unwrap_or(Locale::Fr);
            Some((id, self.addresses.get(&id)?.id, language))
        });
        reachable.collect()
    }

    /// Why someone who was to be told is told no more; nothing if they still are.
    pub(in crate::reminders) fn why_not(
        &self,
        record: &record::Model,
        recipient: RecordId,
        today: Date,
    ) -> Option<&'static str> {
        if self.recipients(record, today).iter().any(|r| r.id == recipient) {
            return None;
        }
        let wants = self.preferences.get(&recipient).copied().unwrap_or_default();
        Some(if record.died_on.is_some() {
            "died"
        } else if self.withdrawn.contains(&record.id) {
            "consent_withdrawn"
        } else if !wants.is_on {
            "opted_out"
        } else if !self.addresses.contains_key(&recipient) {
            "no_confirmed_address"
        } else {
            "not_a_recipient"
        })
    }
}
