//! Doses, facts and assessments as the form has them.

use anyhow::Context as _;
use shared::{ChangeKind, FactId, VaccinationId};

use super::{
    super::form::{Assessment, AssessmentBefore, Fact, TargetAnswer, Vaccination, Version},
    author, fact, fact_version, vaccination, vaccination_version, word,
};
use crate::{
    assessments::{
        RecordAssessment,
        content::{Answer, Target},
        entity::assessment_version,
        seen::Hidden,
    },
    error::Result,
    facts, vaccinations,
};

/// A dose, with its versions, which are taken out of all of the record's.
pub(super) fn vaccination(
    row: vaccination::Model,
    versions: &mut Vec<vaccination_version::Model>,
) -> Result<Vaccination> {
    let mine = taken(versions, |version| version.vaccination_id == row.id);
    let content = vaccinations::Content::of_row(&row).with_context(|| unknown(row.id))?;
    Ok(Vaccination {
        id: row.id,
        version: row.version,
        recorded_at: row.recorded_at,
        by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
        is_confidential: row.confidentiality_id.is_some(),
        content,
        versions: mine.into_iter().map(dose_version).collect::<Result<_>>()?,
    })
}

fn dose_version(row: vaccination_version::Model) -> Result<Version<vaccinations::Content>> {
    let id = row.vaccination_id;
    Ok(Version {
        version: row.version,
        change: word("change", &row.change, ChangeKind::from_code)?,
        at: row.at,
        reason: row.reason,
        by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
        content: serde_json::from_str(&row.content).with_context(|| unknown(id))?,
    })
}

/// A fact, with its versions, which are taken out of all of the record's.
pub(super) fn fact(row: fact::Model, versions: &mut Vec<fact_version::Model>) -> Result<Fact> {
    let mine = taken(versions, |version| version.fact_id == row.id);
    let content = facts::Content::of_row(&row).with_context(|| unknown_fact(row.id))?;
    Ok(Fact {
        id: row.id,
        version: row.version,
        recorded_at: row.recorded_at,
        by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
        content,
        versions: mine.into_iter().map(fact_version_of).collect::<Result<_>>()?,
    })
}

fn fact_version_of(row: fact_version::Model) -> Result<Version<facts::Content>> {
    let id = row.fact_id;
    Ok(Version {
        version: row.version,
        change: word("change", &row.change, ChangeKind::from_code)?,
        at: row.at,
        reason: row.reason,
        by: author(&row.author_kind, row.author_name, row.author_practice_name)?,
        content: serde_json::from_str(&row.content).with_context(|| unknown_fact(id))?,
    })
}

/// Those that are mine, taken out of all.
pub(super) fn taken<T>(all: &mut Vec<T>, is_mine: impl Fn(&T) -> bool) -> Vec<T> {
    let (mine, others) = std::mem::take(all).into_iter().partition(|row| is_mine(row));
    *all = others;
    mine
}

fn unknown(id: VaccinationId) -> String {
    format!("vaccination `{id}` has an unknown word")
}

fn unknown_fact(id: FactId) -> String {
    format!("fact `{id}` has an unknown word")
}

/// Today's answer, without the numbers of doses where one counts that is kept from the reader.
pub(super) fn assessment(of: &RecordAssessment, hidden: &Hidden) -> Assessment {
    let number_is_said = |at: usize| hidden.is_empty() || !hidden.is_in(&of.whole().targets[at]);
    let targets = of.targets().iter().cloned().enumerate().map(|(at, of)| {
        let dose_number = of.dose_number.filter(|_| number_is_said(at));
        target(Target { dose_number, ..of })
    });
    Assessment {
        rules: of.rules.name.to_string(),
        as_of: of.as_of,
        stable_until: of.stable_until(),
        targets: targets.collect(),
    }
}

/// An answer of before.
pub(super) fn assessment_before(row: assessment_version::Model) -> Result<AssessmentBefore> {
    let answer: Answer = serde_json::from_str(&row.content).context("a kept answer")?;
    Ok(AssessmentBefore {
        record_id: row.record_id,
        version: row.version,
        rules: row.rules,
        as_of: row.as_of,
        known_at: row.known_at,
        targets: answer.targets.into_iter().map(target).collect(),
    })
}

fn target(of: Target) -> TargetAnswer {
    TargetAnswer {
        code: of.code,
        status: of.status,
        possible: of.possible,
        earliest_on: of.earliest_on,
        recommended_on: of.recommended_on,
        overdue_on: of.overdue_on,
        latest_on: of.latest_on,
        dose_number: of.dose_number,
        rule: of.rule,
    }
}
