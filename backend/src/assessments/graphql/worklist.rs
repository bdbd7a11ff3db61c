//! The practice's worklist in the schema.

use async_graphql::Object;
use catalogue::TargetCode;
use shared::Date;

use super::AssessmentStatus;
use crate::{
    assessments::{content, worklist},
    catalogue_api::{catalogue, graphql::Target},
    records::graphql::Record,
};

/// A record in which something is to be done.
#[derive(Debug, Clone)]
pub struct WorklistEntry(pub worklist::Entry);

/// A record in which something is to be done.
#[Object]
impl WorklistEntry {
    /// The record.
    async fn record(&self) -> Record {
        Record(self.0.record.clone())
    }

    /// What is to be done, the most urgent first: the stored answer.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn open(&self) -> Vec<OpenTarget> {
        self.0.open.iter().cloned().map(OpenTarget).collect()
    }

    /// When someone was last reminded, two weeks ago or more, of what is recommended by now and was
    /// not given.
    async fn reminded_on(&self) -> Option<Date> {
        self.0.reminded_on
    }
}

/// A disease against which something is to be done.
#[derive(Debug, Clone)]
pub struct OpenTarget(content::Target);

/// A disease against which something is to be done.
#[Object]
impl OpenTarget {
    /// The disease.
    async fn target(&self) -> Option<Target> {
        let code: TargetCode = self.0.code.parse().ok()?;
        catalogue().target(code).map(Target)
    }

    /// The status.
    async fn status(&self) -> AssessmentStatus {
        self.0.status.into()
    }

    /// The day it is recommended.
    async fn recommended_on(&self) -> Option<Date> {
        self.0.recommended_on
    }

    /// The day from which it is late.
    async fn overdue_on(&self) -> Option<Date> {
        self.0.overdue_on
    }
}
