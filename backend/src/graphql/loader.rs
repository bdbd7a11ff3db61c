//! Loaders: however long a list, its doses, versions and records are one query each.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use shared::{EntryId, FactId, PracticeId, RecordId, VaccinationId};

use crate::{
    accesses::{self, access_log, access_question, record_access},
    assessments::{
        entity::{assessment, assessment_version},
        history, keep,
    },
    authz::PractitionerRef,
    confidentiality::{self, Confidentiality},
    consents,
    corrections::{self, correction_request},
    error::AppError,
    facts::{self, fact, fact_version},
    merges::{self, entity::merge},
    op::OpCtx,
    practices, records,
    reminders::{self, entity::reminder},
    vaccinations::{of_records, vaccination, vaccination_version, versions_of},
};

/// Loads for one request. Rights were checked where the keys come from.
#[derive(Debug, Clone)]
pub struct RequestLoader(pub OpCtx);

/// All doses of a record, those too that the viewer may not see: `confidentiality::graphql::doses`
/// says which they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DosesOf(pub RecordId);

/// How a dose is kept confidential, by the id that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConfidentialityOf(pub EntryId);

impl Loader<ConfidentialityOf> for RequestLoader {
    type Value = Confidentiality;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[ConfidentialityOf]) -> Loaded<ConfidentialityOf, Self::Value> {
        let ids: Vec<EntryId> = keys.iter().map(|k| k.0).collect();
        let found = confidentiality::store::current(self.0.db(), &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, said)| (ConfidentialityOf(id), said)).collect())
    }
}

/// All versions of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VersionsOf(pub RecordId, pub VaccinationId);

/// A record, if the actor may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordOf(pub RecordId);

type Loaded<K, V> = Result<HashMap<K, V>, Arc<AppError>>;

impl Loader<DosesOf> for RequestLoader {
    type Value = Arc<Vec<vaccination::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[DosesOf]) -> Loaded<DosesOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<RecordId, Vec<vaccination::Model>> = HashMap::new();
        for row in of_records(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_record.entry(row.record_id).or_default().push(row);
        }
        Ok(keys
            .iter()
            .map(|k| (*k, Arc::new(by_record.remove(&k.0).unwrap_or_default())))
            .collect())
    }
}

impl Loader<VersionsOf> for RequestLoader {
    type Value = Arc<Vec<vaccination_version::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[VersionsOf]) -> Loaded<VersionsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|k| (k.0, k.1)).collect();
        let rows = versions_of(&self.0, &ids).await.map_err(Arc::new)?;
        let mut by_dose: HashMap<VersionsOf, Vec<vaccination_version::Model>> = HashMap::new();
        for row in rows {
            by_dose.entry(VersionsOf(row.record_id, row.vaccination_id)).or_default().push(row);
        }
        Ok(by_dose.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
    }
}

/// All facts of a record, void ones too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FactsOf(pub RecordId);

impl Loader<FactsOf> for RequestLoader {
    type Value = Arc<Vec<fact::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[FactsOf]) -> Loaded<FactsOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<FactsOf, Vec<fact::Model>> = HashMap::new();
        for row in facts::store::rows(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_record.entry(FactsOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
    }
}

/// All versions of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FactVersionsOf(pub RecordId, pub FactId);

impl Loader<FactVersionsOf> for RequestLoader {
    type Value = Arc<Vec<fact_version::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[FactVersionsOf]) -> Loaded<FactVersionsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|k| (k.0, k.1)).collect();
        let mut by_fact: HashMap<FactVersionsOf, Vec<fact_version::Model>> = HashMap::new();
        for row in facts::store::versions_of(&self.0, &ids).await.map_err(Arc::new)? {
            by_fact.entry(FactVersionsOf(row.record_id, row.fact_id)).or_default().push(row);
        }
        Ok(by_fact.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
    }
}

impl Loader<RecordOf> for RequestLoader {
    type Value = records::Record;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[RecordOf]) -> Loaded<RecordOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let found = records::readable(&self.0, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|r| (RecordOf(r.id()), r)).collect())
    }
}

/// The openings of a record in an emergency of which its person is still told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EmergenciesOf(pub RecordId);

impl Loader<EmergenciesOf> for RequestLoader {
    type Value = Vec<access_log::Model>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[EmergenciesOf]) -> Loaded<EmergenciesOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<EmergenciesOf, Vec<access_log::Model>> = HashMap::new();
        for row in accesses::emergency::lately(&self.0, &ids).await.map_err(Arc::new)? {
            by_record.entry(EmergenciesOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record)
    }
}

/// What was asked about entries of a record's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionsOf(pub RecordId);

impl Loader<QuestionsOf> for RequestLoader {
    type Value = Vec<access_question::Model>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[QuestionsOf]) -> Loaded<QuestionsOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<QuestionsOf, Vec<access_question::Model>> = HashMap::new();
        for row in accesses::question::of_records(&self.0, &ids).await.map_err(Arc::new)? {
            by_record.entry(QuestionsOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record)
    }
}

/// What was asked to be corrected in a record, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CorrectionsOf(pub RecordId);

impl Loader<CorrectionsOf> for RequestLoader {
    type Value = Arc<Vec<correction_request::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[CorrectionsOf]) -> Loaded<CorrectionsOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<CorrectionsOf, Vec<correction_request::Model>> = HashMap::new();
        for row in corrections::of_records(&self.0, &ids).await.map_err(Arc::new)? {
            by_record.entry(CorrectionsOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
    }
}

/// What was said about the purposes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConsentsOf(pub RecordId);

impl Loader<ConsentsOf> for RequestLoader {
    type Value = Vec<consents::entity::Model>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[ConsentsOf]) -> Loaded<ConsentsOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<ConsentsOf, Vec<consents::entity::Model>> = HashMap::new();
        for row in consents::store::of_records(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_record.entry(ConsentsOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record)
    }
}

/// That the actor reads a record, to be logged before anything of it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReadingOf(pub RecordId);

impl Loader<ReadingOf> for RequestLoader {
    type Value = ();
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[ReadingOf]) -> Loaded<ReadingOf, ()> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        accesses::log_readings(&self.0, &ids).await.map_err(Arc::new)?;
        Ok(keys.iter().map(|k| (*k, ())).collect())
    }
}

/// The practices that may see a record now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccessesOf(pub RecordId);

impl Loader<AccessesOf> for RequestLoader {
    type Value = Vec<record_access::Model>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[AccessesOf]) -> Loaded<AccessesOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<AccessesOf, Vec<record_access::Model>> = HashMap::new();
        for row in accesses::log::accesses(&self.0, &ids).await.map_err(Arc::new)? {
            by_record.entry(AccessesOf(row.record_id)).or_default().push(row);
        }
        Ok(by_record)
    }
}

/// The merges by which other records lead to a record, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MergesOf(pub RecordId);

impl Loader<MergesOf> for RequestLoader {
    type Value = Vec<merge::Model>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[MergesOf]) -> Loaded<MergesOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<MergesOf, Vec<merge::Model>> = HashMap::new();
        for (id, row) in merges::leading_to(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_record.entry(MergesOf(id)).or_default().push(row);
        }
        Ok(by_record)
    }
}

/// The commune of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommuneOf(pub PracticeId);

impl Loader<CommuneOf> for RequestLoader {
    type Value = String;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[CommuneOf]) -> Loaded<CommuneOf, Self::Value> {
        let ids: Vec<PracticeId> = keys.iter().map(|k| k.0).collect();
        let found = practices::communes(&self.0, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, commune)| (CommuneOf(id), commune)).collect())
    }
}

/// The professionals of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembersOf(pub PracticeId);

impl Loader<MembersOf> for RequestLoader {
    type Value = Vec<PractitionerRef>;
    type Error = Arc<AppError>;

    /// Only the actor's own practice is ever asked for, so this is one key.
    async fn load(&self, keys: &[MembersOf]) -> Loaded<MembersOf, Self::Value> {
        let mut members = HashMap::new();
        for key in keys {
            let found = practices::members(&self.0, key.0).await.map_err(Arc::new)?;
            members.insert(*key, found);
        }
        Ok(members)
    }
}

/// The reminders of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RemindersOf(pub EntryId);

impl Loader<RemindersOf> for RequestLoader {
    type Value = Arc<Vec<reminder::Model>>;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[RemindersOf]) -> Loaded<RemindersOf, Self::Value> {
        let ids: Vec<EntryId> = keys.iter().map(|k| k.0).collect();
        let mut by_mail: HashMap<RemindersOf, Vec<reminder::Model>> = HashMap::new();
        for row in reminders::store::of_mails(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_mail.entry(RemindersOf(row.mail_id)).or_default().push(row);
        }
        Ok(by_mail.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
    }
}

/// What is stored of a record's assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssessmentOf(pub RecordId);

impl Loader<AssessmentOf> for RequestLoader {
    type Value = assessment::Model;
    type Error = Arc<AppError>;

    async fn load(&self, keys: &[AssessmentOf]) -> Loaded<AssessmentOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let found = keep::stored(self.0.db(), &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, row)| (AssessmentOf(id), row)).collect())
    }
}

/// Every stored version of a record's assessment, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssessmentVersionsOf(pub RecordId);

impl Loader<AssessmentVersionsOf> for RequestLoader {
    type Value = Arc<Vec<assessment_version::Model>>;
    type Error = Arc<AppError>;

    async fn load(
        &self,
        keys: &[AssessmentVersionsOf],
    ) -> Loaded<AssessmentVersionsOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let found = history::versions_of(&self.0, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (AssessmentVersionsOf(id), Arc::new(rows))).collect())
    }
}
