//! Vaccinations in the schema: the object here, what is said about doses in `inputs`,
//! what came of it in `payloads`, the mutations in `mutations`.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{
    ChangeKind, Date, NotGivenReason, PartialDate, ProofKind, Provenance, Route, Site,
    VaccinationId, VaccinationStatus, WarningCode,
};

use super::{
    Content,
    history::{self, Field},
    vaccination, vaccination_version,
    warnings::warnings_of,
};
use crate::{
    accesses::graphql::{Author, author_kind},
    authz::PractitionerRef,
    catalogue_api::{catalogue, graphql::Vaccine},
    confidentiality::graphql::{self as confidentiality, Confidentiality},
    corrections::graphql::{CorrectionRequest, of_record as corrections_of},
    error::AppError,
    graphql::{
        ContextExt,
        loader::{RecordOf, VersionsOf},
        to_graphql,
    },
    practices::graphql::{Practice, Practitioner},
    records::{self, graphql::Record},
};

mod inputs;
mod mutations;
pub(crate) mod payloads;

pub use mutations::VaccinationMutation;

/// One dose given, told or declined.
#[derive(Debug, Clone)]
pub struct Vaccination {
    row: vaccination::Model,
    among: Option<Arc<Among>>,
}

/// The record of a dose with all its doses that the viewer sees, where they were loaded already.
#[derive(Debug)]
pub struct Among {
    record: records::Record,
    doses: Arc<Vec<vaccination::Model>>,
}

impl Among {
    /// That record with those of its doses that the viewer sees.
    pub(crate) fn new(record: records::Record, doses: Arc<Vec<vaccination::Model>>) -> Arc<Self> {
        Arc::new(Self { record, doses })
    }
}

impl Vaccination {
    /// A dose whose record is loaded if it is asked for.
    pub(crate) fn alone(row: vaccination::Model) -> Self {
        Self { row, among: None }
    }

    /// A dose of a record that is loaded.
    pub(crate) fn among(row: vaccination::Model, among: &Arc<Among>) -> Self {
        Self { row, among: Some(among.clone()) }
    }

    /// Rows with cursors as nodes with cursors.
    pub(crate) fn page(rows: Vec<(String, vaccination::Model)>) -> Vec<(String, Self)> {
        rows.into_iter().map(|(cursor, row)| (cursor, Self::alone(row))).collect()
    }

    /// Its record with all doses; `None` if the actor may not read it.
    async fn siblings(&self, ctx: &Context<'_>) -> Result<Option<Arc<Among>>> {
        if let Some(among) = &self.among {
            return Ok(Some(among.clone()));
        }
        let Some(record) = ctx.load(RecordOf(self.row.record_id)).await? else { return Ok(None) };
        let doses = confidentiality::doses(ctx, &record).await?.seen;
        Ok(Some(Among::new(record, doses)))
    }

    /// What the row says.
    fn content(&self) -> Result<Content> {
        Content::of_row(&self.row).ok_or_else(|| {
            to_graphql(AppError::Internal(anyhow::anyhow!(
                "vaccination `{}` has an unknown word",
                self.row.id
            )))
        })
    }
}

/// One dose given, told or declined.
#[Object]
impl Vaccination {
    /// Its id.
    async fn id(&self) -> VaccinationId {
        self.row.id
    }

    /// The person's record.
    #[graphql(complexity = "5 + child_complexity")]
    async fn record(&self, ctx: &Context<'_>) -> Result<Record> {
        let found = match &self.among {
            Some(among) => Some(among.record.clone()),
            None => ctx.load(RecordOf(self.row.record_id)).await?,
        };
        found.map(Record).ok_or_else(|| to_graphql(AppError::NotFound))
    }

    /// Counts the versions, from 1. A change names the version it was made from.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Given, not given, or void.
    async fn status(&self) -> Result<VaccinationStatus> {
        Ok(self.content()?.status)
    }

    /// How it came into the record.
    async fn provenance(&self) -> Result<Provenance> {
        Ok(self.content()?.provenance)
    }

    /// The product, or the concept if the product is not known.
    #[graphql(complexity = "1 + child_complexity")]
    async fn vaccine(&self) -> Result<Vaccine> {
        let code = self.content()?.vaccine_code;
        catalogue().vaccine(code).map(Vaccine).ok_or_else(|| {
            to_graphql(AppError::Internal(anyhow::anyhow!(
                "vaccine `{code}` has left the catalogue"
            )))
        })
    }

    /// When it was given, as exactly as is known.
    async fn occurrence(&self) -> Result<PartialDate> {
        Ok(self.content()?.occurrence)
    }

    /// The first possible day; null if unknown.
    async fn occurred_from(&self) -> Option<Date> {
        self.row.occurred_from
    }

    /// The last possible day; null if unknown.
    async fn occurred_to(&self) -> Option<Date> {
        self.row.occurred_to
    }

    /// As on the pack: letters, digits and `-/._+`.
    async fn lot(&self) -> Option<&str> {
        self.row.lot.as_deref()
    }

    /// The expiry date on the pack.
    async fn expires_on(&self) -> Option<Date> {
        self.row.expires_on
    }

    /// The serial number on the pack.
    async fn serial(&self) -> Option<&str> {
        self.row.serial.as_deref()
    }

    /// Where on the body.
    async fn site(&self) -> Result<Option<Site>> {
        Ok(self.content()?.site)
    }

    /// The way into the body.
    async fn route(&self) -> Result<Option<Route>> {
        Ok(self.content()?.route)
    }

    /// Millilitres.
    async fn quantity_ml(&self) -> Option<f64> {
        self.row.quantity_ul.map(|ul| f64::from(ul) / 1_000.0)
    }

    /// Who gave it, if it was given here; name and role as they were then.
    async fn performer(&self) -> Result<Option<Practitioner>> {
        let performer = self.content()?.performer;
        Ok(performer
            .map(|p| Practitioner(PractitionerRef { id: p.id, name: p.name, role: p.role })))
    }

    /// The practice that recorded it.
    async fn practice(&self) -> Option<Practice> {
        Some(Practice { id: self.row.practice_id?, name: self.row.practice_name.clone()? })
    }

    /// Where it was given, ISO 3166-1 alpha-2.
    async fn country(&self) -> Option<&str> {
        self.row.country.as_deref()
    }

    /// What it was read from.
    async fn proof(&self) -> Result<Option<ProofKind>> {
        Ok(self.content()?.proof)
    }

    /// Whether a professional stands for it.
    async fn is_confirmed(&self) -> bool {
        self.row.is_confirmed
    }

    /// Why it was not given.
    async fn not_given_reason(&self) -> Result<Option<NotGivenReason>> {
        Ok(self.content()?.not_given_reason)
    }

    /// The dose that is the same event and says it more exactly, if this one was joined into it.
    async fn joined_into(&self) -> Option<VaccinationId> {
        self.row.joined_into
    }

    /// Whether it is kept confidential: seen by the person, the practice that recorded it and those who are named, and by nobody else.
    async fn is_confidential(&self) -> bool {
        self.row.confidentiality_id.is_some()
    }

    /// Who is named to see it, if it is confidential; null for all but those who may say so.
    #[graphql(complexity = "5 + child_complexity")]
    async fn confidentiality(&self, ctx: &Context<'_>) -> Result<Option<Confidentiality>> {
        if self.row.confidentiality_id.is_none() {
            return Ok(None);
        }
        let Some(among) = self.siblings(ctx).await? else { return Ok(None) };
        confidentiality::of_dose(ctx, &among.record, &self.row).await
    }

    /// Anything else; at most 1,000 characters.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }

    /// When it came into the record.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }

    /// Who brought it into the record.
    async fn recorded_by(&self) -> Author {
        Author {
            kind: author_kind(&self.row.author_kind),
            name: self.row.author_name.clone(),
            practice_name: self.row.author_practice_name.clone(),
        }
    }

    /// What is strange about it: said, not refused.
    #[graphql(complexity = "2 + 2 * child_complexity")]
    async fn warnings(&self, ctx: &Context<'_>) -> Result<Vec<VaccinationWarning>> {
        let Some(among) = self.siblings(ctx).await? else { return Ok(Vec::new()) };
        let warnings = warnings_of(&self.row, &among.doses, among.record.birth_date());
        Ok(warnings
            .into_iter()
            .map(|w| VaccinationWarning { code: w.code, other: w.other })
            .collect())
    }

    /// What was asked to be corrected in it, newest first; empty for all but the person, those who may act for them, and the practices that may write the record.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn correction_requests(&self, ctx: &Context<'_>) -> Result<Vec<CorrectionRequest>> {
        let Some(among) = self.siblings(ctx).await? else { return Ok(Vec::new()) };
        corrections_of(ctx, &among.record, Some(self.row.id)).await
    }

    /// All versions, newest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<VaccinationVersion>> {
        let rows = ctx.load(VersionsOf(self.row.record_id, self.row.id)).await?.unwrap_or_default();
        let versions =
            rows.iter().enumerate().map(|(i, row)| VaccinationVersion::of(row, rows.get(i + 1)));
        Ok(versions.collect())
    }
}

/// Something strange about a dose: said, not refused.
#[derive(Debug, Clone, SimpleObject)]
pub struct VaccinationWarning {
    /// What is strange.
    code: WarningCode,
    /// The other dose of a possible duplicate.
    other: Option<VaccinationId>,
}

/// Two doses that may be the same event, side by side.
#[derive(Debug, Clone, SimpleObject)]
pub struct SameEvent {
    /// The dose that would stay: with the more exact code.
    stays: Vaccination,
    /// The other.
    other: Vaccination,
}

impl SameEvent {
    pub(crate) fn alone((a, b): (vaccination::Model, vaccination::Model)) -> Self {
        Self { stays: Vaccination::alone(a), other: Vaccination::alone(b) }
    }

    pub(crate) fn among(a: vaccination::Model, b: vaccination::Model, all: &Arc<Among>) -> Self {
        Self { stays: Vaccination::among(a, all), other: Vaccination::among(b, all) }
    }
}

/// One version of a vaccination: who changed what, when and why.
#[derive(Debug, Clone, SimpleObject)]
pub struct VaccinationVersion {
    /// Counts from 1.
    version: i32,
    /// What this version did.
    change: ChangeKind,
    /// When, in UTC.
    at: DateTime<Utc>,
    /// Who.
    by: Author,
    /// Words given with a correction or a void.
    reason: Option<String>,
    /// What differs from the version before; empty for the first.
    changes: Vec<FieldChange>,
}

impl VaccinationVersion {
    fn of(row: &vaccination_version::Model, before: Option<&vaccination_version::Model>) -> Self {
        let now = history::content_of(row);
        let changes = before
            .and_then(history::content_of)
            .zip(now)
            .map(|(before, now)| history::changes(&before, &now))
            .unwrap_or_default();
        Self {
            version: row.version,
            change: ChangeKind::from_code(&row.change).unwrap_or(ChangeKind::Corrected),
            at: row.at,
            by: Author {
                kind: author_kind(&row.author_kind),
                name: row.author_name.clone(),
                practice_name: row.author_practice_name.clone(),
            },
            reason: row.reason.clone(),
            changes: changes
                .into_iter()
                .map(|c| FieldChange { field: c.field, before: c.before, after: c.after })
                .collect(),
        }
    }
}

/// One field that changed. Values are as in the API: codes, dates, words.
#[derive(Debug, Clone, SimpleObject)]
pub struct FieldChange {
    /// Which field.
    field: Field,
    /// What it said before.
    before: Option<String>,
    /// What it says now.
    after: Option<String>,
}
