//! Records in the schema: the objects here, what is said about people in `inputs`, what
//! came of it in `payloads`, the mutations in `mutations`.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use inputs::FindRecordsInput;
use shared::{
    Date, EntryId, FactStatus, IdentifierSystem, Locale, PartialDate, RecordId, Sex, VaccinationId,
    VaccinationStatus,
};

use super::{birth_date_of, find, language_of, sex_of};
use crate::{
    accesses::{
        self,
        graphql::{Access, AccessLogEntry},
    },
    assessments::{self, graphql::RecordStatus, known::Asked},
    authz::{Action, Relation},
    confidentiality::graphql as confidentiality,
    consents::graphql::Consent,
    corrections::graphql::{CorrectionRequest, of_record as corrections_of},
    error::AppError,
    facts::{
        self, fact,
        graphql::{Fact, FactQuestion},
    },
    families::{
        self,
        graphql::{Helper, Invitation},
    },
    graphql::{
        ContextExt,
        loader::{AccessesOf, ConsentsOf, EmergenciesOf, FactsOf, ReadingOf},
        page::{AccessLogConnection, MessageConnection, first_of},
        to_graphql,
        transport::rows,
    },
    matching::graphql::MatchEvidence,
    merges::{self, graphql::Merge},
    reminders::{self, graphql::ReminderSettings},
    vaccinations::{
        self,
        graphql::{Among, SameEvent, Vaccination},
    },
};

mod inputs;
mod mutations;
mod payloads;

pub use mutations::RecordMutation;
pub use payloads::RecordError;

/// How the viewer is related to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ViewerRelation {
    /// It is their own.
    #[graphql(name = "SELF")]
    Own,
    /// It is their child's.
    Parent,
    /// The person trusts them with everything.
    Trusted,
    /// The person lets them read.
    Reader,
    /// Their practice may see it.
    Practice,
    /// Their practice may not see it: it can be opened with the patient present.
    None,
}

impl From<Relation> for ViewerRelation {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Own => Self::Own,
            Relation::Parent => Self::Parent,
            Relation::Trusted => Self::Trusted,
            Relation::Reader => Self::Reader,
            Relation::Practice => Self::Practice,
            Relation::Stranger => Self::None,
        }
    }
}

/// One person's vaccination record.
#[derive(Debug, Clone)]
pub struct Record(pub super::Record);

impl Record {
    async fn fact_rows(&self, ctx: &Context<'_>) -> Result<Arc<Vec<fact::Model>>> {
        Ok(ctx.load(FactsOf(self.0.row.id)).await?.unwrap_or_default())
    }
}

/// One person's vaccination record.
#[Object]
impl Record {
    /// Its id; that of a record that was joined into this one leads here too.
    async fn id(&self) -> RecordId {
        self.0.row.id
    }

    /// Who acts for the person: parents of a child, trusted people. For the person and those who act for them.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn helpers(&self, ctx: &Context<'_>) -> Result<Vec<Helper>> {
        families::graphql::helpers(ctx, &self.0).await
    }

    /// Whether the young person has to answer whether a parent goes on acting for them; false for all others who look.
    #[graphql(complexity = 5)]
    async fn waits_for_answer(&self, ctx: &Context<'_>) -> Result<bool> {
        families::graphql::waits_for_answer(ctx, &self.0).await
    }

    /// The invitations of trusted people that nobody used yet, newest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        families::graphql::invitations(ctx, &self.0).await
    }

    /// The records that were joined into this one, newest first; empty for those who may not take them apart.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn merges(&self, ctx: &Context<'_>) -> Result<Vec<Merge>> {
        let may = ctx.op().actor.may_any(self.0.relations, Action::MergeRecords);
        if !may || self.0.merged_count == Some(0) {
            return Ok(Vec::new());
        }
        merges::graphql::of_record(ctx, self.0.row.id).await
    }

    /// Doses that may be the same event: of the same day, the code of one the same as the other's or more general.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn same_events(&self, ctx: &Context<'_>) -> Result<Vec<SameEvent>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let doses = confidentiality::doses(ctx, &self.0).await?.seen;
        let among = Among::new(self.0.clone(), doses.clone());
        let pairs = vaccinations::same_events(&doses).into_iter();
        Ok(pairs.map(|(a, b)| SameEvent::among(a.clone(), b.clone(), &among)).collect())
    }

    /// Counts the changes of the person's data, from 1.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// The person's numbers: those that hold first, then those that were replaced.
    #[graphql(complexity = "3 * child_complexity")]
    async fn identifiers(&self) -> Vec<Identifier> {
        let mut all: Vec<_> = self.0.identifiers.iter().collect();
        all.sort_by_key(|held| (held.superseded_at.is_some(), held.id));
        all.into_iter().map(Identifier::of).collect()
    }

    /// The family name.
    async fn family_name(&self) -> &str {
        &self.0.row.family_name
    }

    /// The given name.
    async fn given_name(&self) -> &str {
        &self.0.row.given_name
    }

    /// A day, a month or a year.
    async fn birth_date(&self) -> PartialDate {
        self.0.birth_date().partial()
    }

    /// The day of death, if the person died.
    async fn died_on(&self) -> Option<Date> {
        self.0.row.died_on
    }

    /// Whole years today, or on the day of death; null if the birth date is not exact enough to say.
    async fn age_years(&self, ctx: &Context<'_>) -> Option<i32> {
        self.0.age_on(self.0.row.died_on.unwrap_or(ctx.op().today()))
    }

    /// The sex.
    async fn sex(&self) -> Sex {
        sex_of(&self.0.row)
    }

    /// The language in which the person is written to.
    async fn language(&self) -> Locale {
        language_of(&self.0.row)
    }

    /// The e-mail address.
    async fn email(&self) -> Option<&str> {
        self.0.row.email.as_deref()
    }

    /// Whether and when reminders are sent to the address.
    #[graphql(complexity = "5 + child_complexity")]
    async fn reminders(&self, ctx: &Context<'_>) -> Result<ReminderSettings> {
        reminders::graphql::settings(ctx, self.0.row.id).await
    }

    /// What was written to the address, newest first; null for all but the person and their parents.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<Option<MessageConnection>> {
        let first = first_of(first).map_err(to_graphql)?;
        reminders::graphql::messages(ctx, &self.0, first, after.as_deref()).await
    }

    /// How many reminders about this person were sent, to whomever.
    #[graphql(complexity = 5)]
    async fn reminders_sent(&self, ctx: &Context<'_>) -> Result<u64> {
        let count = reminders::store::count_sent(ctx.op().db(), self.0.row.id).await;
        count.map_err(to_graphql)
    }

    /// The phone number.
    async fn phone(&self) -> Option<&str> {
        self.0.row.phone.as_deref()
    }

    /// The commune.
    async fn commune(&self) -> Option<&str> {
        self.0.row.commune.as_deref()
    }

    /// When it was created, in UTC.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }

    /// How the viewer is related to it: the closest of `relations` that lets them read it.
    async fn relation(&self, ctx: &Context<'_>) -> ViewerRelation {
        self.0.right_of(&ctx.op().actor).into()
    }

    /// All ways in which the viewer is related to it, the closest first: a doctor may be a parent too.
    async fn relations(&self) -> Vec<ViewerRelation> {
        self.0.relations.iter().map(Into::into).collect()
    }

    /// What the viewer may do with it now.
    async fn permitted(&self, ctx: &Context<'_>) -> Vec<Action> {
        Action::ALL
            .iter()
            .copied()
            .filter(|a| ctx.op().actor.may_any(self.0.relations, *a))
            .collect()
    }

    /// All doses that the viewer may see, newest first; those of unknown date last. Void ones too if asked for.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Whether void doses are shown too.")] include_void: bool,
    ) -> Result<Vec<Vaccination>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let doses = confidentiality::doses(ctx, &self.0).await?.seen;
        let among = Among::new(self.0.clone(), doses.clone());
        let void = VaccinationStatus::EnteredInError.code();
        let mut rows: Vec<_> =
            doses.iter().filter(|d| include_void || d.status != void).cloned().collect();
        rows.sort_by_key(|d| std::cmp::Reverse((d.occurred_to, d.occurred_from, d.id)));
        Ok(rows.into_iter().map(|row| Vaccination::among(row, &among)).collect())
    }

    /// One dose; null if this record has none such.
    #[graphql(complexity = "5 + child_complexity")]
    async fn vaccination(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: VaccinationId,
    ) -> Result<Option<Vaccination>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let doses = confidentiality::doses(ctx, &self.0).await?.seen;
        let among = Among::new(self.0.clone(), doses.clone());
        Ok(doses.iter().find(|d| d.id == id).cloned().map(|row| Vaccination::among(row, &among)))
    }

    /// What the recommendations say of it: today as stored, or derived for another day, by
    /// another rule set, or from what was known at a moment. Null while the birth date is
    /// not known to the day, or before the record was there.
    #[graphql(complexity = "5 + child_complexity")]
    async fn assessment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day it speaks of; today if missing.")] as_of: Option<Date>,
        #[graphql(desc = "The rule set, such as `lu-2024`; the one in force then if missing.")]
        rule_set: Option<String>,
        #[graphql(desc = "Only what the record said at that moment, in UTC.")] known_at: Option<
            DateTime<Utc>,
        >,
    ) -> Result<Option<RecordStatus>> {
        let asked = Asked { as_of, rule_set, known_at };
        assessments::graphql::of_record(ctx, &self.0, &asked).await
    }

    /// The health profile, by code. Void facts too if asked for.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Whether void facts are shown too.")] include_void: bool,
    ) -> Result<Vec<Fact>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let rows = self.fact_rows(ctx).await?;
        let void = FactStatus::EnteredInError.code();
        let shown = rows.iter().filter(|f| include_void || f.status != void);
        Ok(shown.cloned().map(Fact).collect())
    }

    /// What is worth asking: the facts that could change what the recommendations say of this person; on request all others that can be said as well.
    #[graphql(complexity = "5 + 60 * child_complexity")]
    async fn fact_questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Whether the others are given too, after them.")]
        all: bool,
    ) -> Result<Vec<FactQuestion>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let assessed = assessments::graphql::of_record(ctx, &self.0, &Asked::default()).await?;
        let asked = facts::questions::questions(
            assessed.as_ref().map(|a| a.of.whole()),
            sex_of(&self.0.row),
            ctx.op().today(),
            self.0.right_of(&ctx.op().actor) == Relation::Parent,
            all,
        );
        Ok(asked.into_iter().map(FactQuestion).collect())
    }

    /// The practices that may see it, by name; on request those too whose access has ended.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn accesses(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Whether accesses that ended are shown too.")]
        include_ended: bool,
    ) -> Result<Vec<Access>> {
        let rows = ctx.load(AccessesOf(self.0.row.id)).await?.unwrap_or_default();
        let now = ctx.op().now();
        let shown = rows.into_iter().filter(|a| include_ended || accesses::holds_now(a, now));
        Ok(shown.map(Access).collect())
    }

    /// What the person agreed to and withdrew, by purpose, newest first. A purpose that is not there was not asked for.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn consents(&self, ctx: &Context<'_>) -> Result<Vec<Consent>> {
        let rows = ctx.load(ConsentsOf(self.0.row.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(Consent).collect())
    }

    /// What was asked to be corrected, newest first; empty for all but the person, those who may act for them, and the practices that may write it.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn correction_requests(&self, ctx: &Context<'_>) -> Result<Vec<CorrectionRequest>> {
        corrections_of(ctx, &self.0, None).await
    }

    /// Who opened it in an emergency within the last 30 days, newest first; empty for all but the person and their parents.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn emergencies(&self, ctx: &Context<'_>) -> Result<Vec<AccessLogEntry>> {
        if !ctx.op().actor.may_any(self.0.relations, Action::ReadAccessLog) {
            return Ok(Vec::new());
        }
        let rows = ctx.load(EmergenciesOf(self.0.row.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(AccessLogEntry).collect())
    }

    /// Who read or changed it, newest first. For the person and their parents.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn access_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<AccessLogConnection> {
        let first = first_of(first).map_err(to_graphql)?;
        let cursor = after.as_deref().map(str::parse).transpose();
        let cursor = cursor.map_err(|_| {
            to_graphql(AppError::BadInput("`after` is no cursor of this list".to_owned()))
        })?;
        let rows = accesses::log::page(ctx.op(), &self.0, first, cursor).await;
        let rows = rows
            .map(|rows| rows.into_iter().map(|r| (r.id.to_string(), AccessLogEntry(r))).collect());
        AccessLogConnection::page(first, after.is_some(), rows)
    }
}

/// A number of a person and who issued it.
#[derive(Debug, Clone, SimpleObject)]
pub struct Identifier {
    /// Its id.
    id: EntryId,
    /// Since when another number stands in its place, in UTC; it still leads here.
    superseded_at: Option<DateTime<Utc>>,
    /// The system that issued it.
    system: IdentifierSystem,
    /// The issuer, where the system needs one: a hospital, a country.
    issuer: Option<String>,
    /// The number itself.
    value: String,
}

impl Identifier {
    fn of(held: &super::identifier::Held) -> Self {
        let identifier = &held.identifier;
        Self {
            id: held.id,
            superseded_at: held.superseded_at,
            system: identifier.system,
            issuer: Some(identifier.issuer.clone()).filter(|i| !i.is_empty()),
            value: identifier.value.clone(),
        }
    }
}

/// A person who may be the one looked for. Only what is needed to tell people apart.
#[derive(Debug, Clone, SimpleObject)]
pub struct RecordMatch {
    /// Its id.
    id: RecordId,
    /// The family name.
    family_name: String,
    /// The given name.
    given_name: String,
    /// A day, a month or a year.
    birth_date: PartialDate,
    /// The sex.
    sex: Sex,
    /// The commune.
    commune: Option<String>,
    /// Whether the viewer may read the record now; else it has to be opened with the patient present.
    can_read: bool,
    /// How well it fits, 0 to 100; 100 is exact.
    score: i32,
    /// What gave the points, where a new person was compared with this one.
    evidence: Vec<MatchEvidence>,
}

impl From<find::RecordMatch> for RecordMatch {
    fn from(found: find::RecordMatch) -> Self {
        Self {
            id: found.row.id,
            birth_date: birth_date_of(&found.row).partial(),
            sex: sex_of(&found.row),
            family_name: found.row.family_name,
            given_name: found.row.given_name,
            commune: found.row.commune,
            can_read: found.can_read,
            score: found.score.into(),
            evidence: found.evidence.into_iter().map(Into::into).collect(),
        }
    }
}

/// The records' queries.
#[derive(Debug, Default)]
pub struct RecordQuery;

#[Object]
impl RecordQuery {
    /// One record; null if there is none or the viewer may not see it.
    async fn record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RecordId,
    ) -> Result<Option<Record>> {
        match super::require(ctx.op(), id, Action::Read).await {
            Ok(record) => Ok(Some(Record(record))),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(to_graphql(error)),
        }
    }

    /// People by identifier, or by name and birth date: at most 20, best first. Never a list of everyone.
    #[graphql(complexity = "20 * child_complexity")]
    async fn find_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: FindRecordsInput,
    ) -> Result<Vec<RecordMatch>> {
        let input = find::FindRecords {
            identifier: input.identifier.map(Into::into),
            name: input.name,
            birth_date: input.birth_date,
        };
        let found = find::find_records(ctx.op(), input).await.map_err(to_graphql)?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}
