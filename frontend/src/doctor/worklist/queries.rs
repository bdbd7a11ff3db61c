//! What the worklist asks for.

use shared::{Date, RecordId};

use crate::{
    api::{AssessmentStatus, Locale, schema},
    doctor::queries::{PageInfo, PersonRow},
    vaccinations::queries::LocalizedText,
};

/// Which part of the list.
#[derive(cynic::QueryVariables, Debug, Clone)]
pub struct WorklistVariables {
    /// In which language diseases are named.
    pub locale: Locale,
    /// Only with one of these statuses; with any, if empty.
    pub statuses: Vec<AssessmentStatus>,
    /// Only where someone was reminded in vain.
    pub reminded: bool,
    /// After which cursor.
    pub after: Option<String>,
}

/// A part of the worklist.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "WorklistVariables")]
pub struct WorklistQuery {
    /// The practice in which the professional works now.
    pub practice: Option<PracticeWorklist>,
}

/// The worklist of a practice.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Practice", variables = "WorklistVariables")]
pub struct PracticeWorklist {
    /// The records in which something is to be done.
    #[arguments(statuses: $statuses, reminded: $reminded, first: 100, after: $after)]
    pub worklist: Worklist,
}

/// One page of it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "WorklistConnection", variables = "WorklistVariables")]
pub struct Worklist {
    /// The records.
    pub nodes: Vec<Entry>,
    /// Whether there are more.
    pub page_info: PageInfo,
}

/// A record in which something is to be done.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "WorklistEntry", variables = "WorklistVariables")]
pub struct Entry {
    /// Whose.
    pub record: PersonRow,
    /// What, the most urgent first.
    pub open: Vec<Open>,
    /// When someone was last reminded in vain.
    pub reminded_on: Option<Date>,
}

/// A disease against which something is to be done.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "OpenTarget", variables = "WorklistVariables")]
pub struct Open {
    /// The disease.
    pub target: Option<OpenDisease>,
    /// The status.
    pub status: AssessmentStatus,
    /// The day it is recommended.
    pub recommended_on: Option<Date>,
    /// The day from which it is late.
    pub overdue_on: Option<Date>,
}

/// A disease.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Target", variables = "WorklistVariables")]
pub struct OpenDisease {
    /// Its name.
    #[arguments(locale: $locale)]
    pub name: LocalizedText,
}

impl Entry {
    /// The record.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.record.id
    }

    /// The diseases that have the same status, the most urgent first.
    #[must_use]
    pub fn by_status(&self) -> Vec<(AssessmentStatus, Vec<&Open>)> {
        let mut groups: Vec<(AssessmentStatus, Vec<&Open>)> = Vec::new();
        for open in &self.open {
            match groups.iter_mut().find(|(status, _)| *status == open.status) {
                Some((_, among)) => among.push(open),
                None => groups.push((open.status, vec![open])),
            }
        }
        groups
    }
}

/// The names of these diseases.
#[must_use]
pub fn names(open: &[&Open]) -> String {
    let names = open.iter().filter_map(|o| o.target.as_ref()).map(|t| t.name.text.as_str());
    names.collect::<Vec<_>>().join(", ")
}
