//! Practices in the schema.

use async_graphql::{Context, Object, Result};
use shared::{Date, PracticeId, PractitionerId, Role};

use catalogue::TargetCode;

use crate::graphql::transport::rows;
use crate::{
    accesses::{self, graphql::AccessTask},
    assessments::{
        graphql::{AssessmentStatus, WorklistEntry},
        worklist,
    },
    authz::{PracticeRef, PractitionerRef},
    corrections::{self, graphql::CorrectionTask},
    error::AppError,
    facts::{self, graphql::Fact},
    graphql::{
        ContextExt,
        loader::{CommuneOf, MembersOf},
        page::{
            FactConnection, RecordConnection, VaccinationConnection, WorklistConnection, first_of,
        },
        to_graphql,
    },
    matching::{self, graphql::Duplicates},
    records::{self, graphql::Record},
    vaccinations::{self, graphql::Vaccination},
};

/// One practice.
#[derive(Debug, Clone)]
pub struct Practice {
    /// Its id.
    pub id: PracticeId,
    /// Its name.
    pub name: String,
}

impl From<PracticeRef> for Practice {
    fn from(practice: PracticeRef) -> Self {
        Self { id: practice.id, name: practice.name }
    }
}

/// One practice.
#[Object]
impl Practice {
    /// Its id.
    async fn id(&self) -> PracticeId {
        self.id
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.name
    }

    /// The commune.
    async fn commune(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        ctx.load(CommuneOf(self.id)).await
    }

    /// Its professionals, by name; empty for those who do not work there.
    #[graphql(complexity = "10 * child_complexity")]
    async fn practitioners(&self, ctx: &Context<'_>) -> Result<Vec<Practitioner>> {
        if !self.is_mine(ctx) {
            return Ok(Vec::new());
        }
        let members = ctx.load(MembersOf(self.id)).await?.unwrap_or_default();
        Ok(members.into_iter().map(Practitioner).collect())
    }

    /// The records it may see, last looked at first.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn records(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<RecordConnection> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let rows = records::list::of_practice(ctx.op(), first, after.as_deref()).await;
        let rows = rows.map(|rows| {
            rows.into_iter().map(|(cursor, record)| (cursor, Record(record))).collect()
        });
        RecordConnection::page(first, after.is_some(), rows)
    }

    /// Doses that it recorded, newest first; of one civil day in Luxembourg if asked for.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of that civil day in Luxembourg.")] recorded_on: Option<Date>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<VaccinationConnection> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let rows =
            vaccinations::list::recorded(ctx.op(), recorded_on, first, after.as_deref()).await;
        VaccinationConnection::page(first, after.is_some(), rows.map(Vaccination::page))
    }

    /// The records in which something is to be done, the most urgent first.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn worklist(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Only with one of these: OVERDUE, DUE, DUE_SOON, UNKNOWN.")]
        statuses: Vec<AssessmentStatus>,
        #[graphql(desc = "Only against this disease, by its NUVA code.")] target: Option<String>,
        #[graphql(
            default,
            desc = "Only where someone was reminded two weeks ago or more of what is recommended by now, and did not come."
        )]
        reminded: bool,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<WorklistConnection> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let statuses = statuses.into_iter().map(Into::into).collect();
        let target = target.map(|code| code.parse::<TargetCode>()).transpose();
        let target = target
            .map_err(|_| to_graphql(AppError::BadInput("`target` is no NUVA code".to_owned())))?;
        let filter = worklist::Filter { statuses, target, reminded };
        let rows = worklist::page(ctx.op(), &filter, first, after.as_deref()).await;
        let rows = rows.map(|rows| {
            rows.into_iter().map(|(cursor, entry)| (cursor, WorklistEntry(entry))).collect()
        });
        WorklistConnection::page(first, after.is_some(), rows)
    }

    /// What patients asked about accesses of this practice and nobody has answered yet, oldest first, at most 50.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn access_questions(&self, ctx: &Context<'_>) -> Result<Vec<AccessTask>> {
        self.require_mine(ctx)?;
        let waiting = accesses::question::waiting(ctx.op()).await.map_err(to_graphql)?;
        Ok(waiting.into_iter().map(Into::into).collect())
    }

    /// What patients asked to be corrected and waits for this practice: about doses that it recorded, and about records that it may see where no practice was asked by name. Oldest first, at most 50.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn correction_requests(&self, ctx: &Context<'_>) -> Result<Vec<CorrectionTask>> {
        self.require_mine(ctx)?;
        let waiting = corrections::waiting(ctx.op()).await.map_err(to_graphql)?;
        Ok(waiting.into_iter().map(|waiting| CorrectionTask::of(ctx, waiting)).collect())
    }

    /// Pairs of its records that may be of one person, the best fits first.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
    ) -> Result<Duplicates> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let first = usize::try_from(first).unwrap_or(100);
        let found = matching::duplicates::of_practice(ctx.op(), first).await;
        found.map(Duplicates::new).map_err(to_graphql)
    }

    /// Doses in its records that wait for a professional's confirmation, oldest first.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn to_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<VaccinationConnection> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let rows = vaccinations::list::to_confirm(ctx.op(), first, after.as_deref()).await;
        VaccinationConnection::page(first, after.is_some(), rows.map(Vaccination::page))
    }

    /// Facts in its records that were told and wait for a professional's word, oldest first.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn facts_to_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<FactConnection> {
        self.require_mine(ctx)?;
        let first = first_of(first).map_err(to_graphql)?;
        let rows = facts::list::to_confirm(ctx.op(), first, after.as_deref()).await;
        let rows =
            rows.map(|rows| rows.into_iter().map(|(cursor, row)| (cursor, Fact(row))).collect());
        FactConnection::page(first, after.is_some(), rows)
    }
}

impl Practice {
    fn is_mine(&self, ctx: &Context<'_>) -> bool {
        ctx.op().actor.practice().is_some_and(|p| p.id == self.id)
    }

    fn require_mine(&self, ctx: &Context<'_>) -> Result<()> {
        if self.is_mine(ctx) { Ok(()) } else { Err(to_graphql(AppError::NotFound)) }
    }
}

/// A doctor or nurse.
#[derive(Debug, Clone)]
pub struct Practitioner(pub PractitionerRef);

/// A doctor or nurse.
#[Object]
impl Practitioner {
    /// Its id.
    async fn id(&self) -> PractitionerId {
        self.0.id
    }

    /// With title, as on screen: «Dr Nadine Schiltz».
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Doctor or nurse.
    async fn role(&self) -> Role {
        self.0.role
    }
}

/// The practices' queries.
#[derive(Debug, Default)]
pub struct PracticeQuery;

#[Object]
impl PracticeQuery {
    /// The practice in which the viewer works now; null for others.
    async fn practice(&self, ctx: &Context<'_>) -> Option<Practice> {
        ctx.op().actor.practice().cloned().map(Practice::from)
    }
}
