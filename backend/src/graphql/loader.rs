//! Loaders: however long a list, its doses, versions and records are one query each.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{RecordId, VaccinationId};

use crate::vaccinations::{of_records, vaccination, vaccination_version};
use crate::{accesses, error::AppError, op::OpCtx, records};

/// Loads for one request. Rights were checked where the keys come from.
#[derive(Debug, Clone)]
pub struct RequestLoader(pub OpCtx);

/// All doses of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DosesOf(pub RecordId);

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
        for row in of_records(&self.0, &ids).await.map_err(Arc::new)? {
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
        let rows = vaccination_version::Entity::find()
            .filter(vaccination_version::Column::RecordId.is_in(keys.iter().map(|k| k.0)))
            .filter(vaccination_version::Column::VaccinationId.is_in(keys.iter().map(|k| k.1)))
            .order_by_desc(vaccination_version::Column::Version)
            .all(self.0.db())
            .await
            .map_err(|e| Arc::new(AppError::from(e)))?;
        let mut by_dose: HashMap<VersionsOf, Vec<vaccination_version::Model>> = HashMap::new();
        for row in rows {
            by_dose.entry(VersionsOf(row.record_id, row.vaccination_id)).or_default().push(row);
        }
        Ok(by_dose.into_iter().map(|(k, v)| (k, Arc::new(v))).collect())
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

impl Loader<records::IdentifiersOf> for RequestLoader {
    type Value = Arc<Vec<records::record_identifier::Model>>;
    type Error = Arc<AppError>;

    async fn load(
        &self,
        keys: &[records::IdentifiersOf],
    ) -> Loaded<records::IdentifiersOf, Self::Value> {
        let ids: Vec<RecordId> = keys.iter().map(|k| k.0).collect();
        let mut by_record: HashMap<RecordId, Vec<records::record_identifier::Model>> =
            HashMap::new();
        for row in records::identifiers_of(self.0.db(), &ids).await.map_err(Arc::new)? {
            by_record.entry(row.record_id).or_default().push(row);
        }
        Ok(by_record
            .into_iter()
            .map(|(id, rows)| (records::IdentifiersOf(id), Arc::new(rows)))
            .collect())
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
