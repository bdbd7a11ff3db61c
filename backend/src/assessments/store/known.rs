//! Any other assessment than today's: of another day, by another rule set, or as it was
//! known at a moment. Everything that a record says has its versions, so the input of that
//! moment can be put together again.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use engine::{person::Fact, rules::RuleSet};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, TryIntoModel};
use shared::{BirthDate, Date, RecordId, Sex, VaccinationId};

use super::super::{RecordAssessment, person, rule_sets};
use crate::{
    error::{AppError, Result},
    facts, merges,
    op::OpCtx,
    records::{record, record_version, sex_code},
    vaccinations::{Content, vaccination, vaccination_version},
};

/// Which assessment is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The day it speaks of; today if missing.
    pub as_of: Option<Date>,
    /// The rule set; the one in force on that day if missing.
    pub rule_set: Option<String>,
    /// What was known then; everything that is known now if missing.
    pub known_at: Option<DateTime<Utc>>,
}

impl Asked {
    /// Whether it is simply today's.
    #[must_use]
    pub fn is_todays(&self, today: Date) -> bool {
        self.as_of.is_none_or(|day| day == today)
            && self.rule_set.is_none()
            && self.known_at.is_none()
    }

    /// The rule set that is asked for.
    ///
    /// # Errors
    /// `BadInput` for an unknown one.
    pub async fn rules(&self, op: &OpCtx) -> Result<&'static RuleSet> {
        match &self.rule_set {
            Some(name) => rule_sets::named(name),
            None => rule_sets::in_force(op.db(), self.as_of.unwrap_or(op.today())).await,
        }
    }
}

/// The assessment that is asked for; nothing if the record did not exist then, or its birth
/// date was not known to the day. The caller has the right to read the record.
///
/// # Errors
/// `BadInput` for a rule set that there is not.
pub(crate) async fn derive(
    op: &OpCtx,
    record: &record::Model,
    doses: &[vaccination::Model],
    facts: &[Fact],
    asked: &Asked,
) -> Result<Option<RecordAssessment>> {
    let rules = asked.rules(op).await?;
    let as_of = asked.as_of.unwrap_or(op.today());
    let input = match asked.known_at {
        None => person::of_record(record, person::given(doses), facts),
        Some(moment) if moment < record.created_at => None,
        Some(moment) => {
            let record = record_at(op, record, moment).await?;
            // What stood in another record then was not known of this one.
            let later = merges::came_later(op.db(), record.id, moment).await?;
            let mut doses = doses_at(op, record.id, doses, moment).await?;
            doses.retain(|dose| !later.contains(&dose.id.0));
            let facts = facts::known_at(op, record.id, moment, &later).await?;
            person::of_record(&record, person::given(&doses), &facts)
        }
    };
    Ok(input.map(|(person, ids)| RecordAssessment::derive(rules, person, ids, as_of)))
}

/// These records as the engine reads them now.
#[cfg(test)]
pub(crate) async fn people_now(
    op: &OpCtx,
    ids: &[RecordId],
) -> Result<HashMap<RecordId, engine::person::Person>> {
    let query = record::Entity::find().filter(record::Column::Id.is_in(ids.iter().copied()));
    let rows = query.all(op.db()).await?;
    let doses = crate::vaccinations::of_records(op.db(), ids).await?;
    let facts = facts::current(op.db(), ids).await?;
    let people = rows.into_iter().filter_map(|row| {
        let doses = person::given(doses.iter().filter(|dose| dose.record_id == row.id));
        let facts = facts.get(&row.id).map_or(&[][..], Vec::as_slice);
        Some((row.id, person::of_record(&row, doses, facts)?.0))
    });
    Ok(people.collect())
}

/// The person as the record said it then.
async fn record_at(
    op: &OpCtx,
    record: &record::Model,
    moment: DateTime<Utc>,
) -> Result<record::Model> {
    let versions = record_version::Entity::find()
        .filter(record_version::Column::RecordId.eq(record.id))
        .filter(record_version::Column::CreatedAt.lte(moment))
        .order_by_desc(record_version::Column::Version)
        .all(op.db())
        .await?;
    let mut then = record.clone();
    // A version that changed only the contact says nothing of birth and sex.
    let said = versions.iter().find_map(|version| {
        let content: serde_json::Value = serde_json::from_str(&version.content).ok()?;
        let born: BirthDate = serde_json::from_value(content["birth_date"].clone()).ok()?;
        let sex: Sex = serde_json::from_value(content["sex"].clone()).ok()?;
        Some((born, sex))
    });
    if let Some((born, sex)) = said {
        let range = born.range();
        then.birth_date = born.to_string();
        (then.born_from, then.born_to) = (range.from, range.to);
        sex_code(sex).clone_into(&mut then.sex);
    }
    Ok(then)
}

/// The doses as the record said them then.
async fn doses_at(
    op: &OpCtx,
    id: RecordId,
    now: &[vaccination::Model],
    moment: DateTime<Utc>,
) -> Result<Vec<vaccination::Model>> {
    let versions = vaccination_version::Entity::find()
        .filter(vaccination_version::Column::RecordId.eq(id))
        .filter(vaccination_version::Column::At.lte(moment))
        .order_by_asc(vaccination_version::Column::Version)
        .all(op.db())
        .await?;
    // The last version of each comes last.
    let then: HashMap<VaccinationId, vaccination_version::Model> =
        versions.into_iter().map(|version| (version.vaccination_id, version)).collect();
    let known = now.iter().filter_map(|dose| Some((dose, then.get(&dose.id)?)));
    known.map(|(dose, version)| as_it_was(dose, version)).collect()
}

fn as_it_was(
    dose: &vaccination::Model,
    version: &vaccination_version::Model,
) -> Result<vaccination::Model> {
    let content: Content = serde_json::from_str(&version.content).map_err(anyhow::Error::from)?;
    let mut row = dose.clone().into_active_model();
    content.fill(&mut row);
    row.try_into_model().map_err(AppError::from)
}
