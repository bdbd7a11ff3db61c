//! Matching in the schema.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use shared::RecordId;

use super::{
    Evidence, Part,
    apart::{KeepApart, keep_apart},
    duplicates::Duplicate,
};
use crate::{
    graphql::{ContextExt, outcome},
    records::graphql::{Record, RecordError},
};

/// Something that was compared of two people; docs/matching.md has the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "MatchPart")]
pub enum MatchPart {
    /// The family name.
    FamilyName,
    /// The given name.
    GivenName,
    /// The birth date.
    BirthDate,
    /// The sex.
    Sex,
    /// The commune.
    Commune,
    /// The matricule.
    Matricule,
}

/// How many of its points something gave.
#[derive(Debug, Clone, SimpleObject)]
pub struct MatchEvidence {
    /// What was compared.
    part: MatchPart,
    /// What it gave; less than nothing speaks against.
    points: i32,
    /// The most it can give.
    of: i32,
}

impl From<Evidence> for MatchEvidence {
    fn from(e: Evidence) -> Self {
        let part = match e.part {
            Part::FamilyName => MatchPart::FamilyName,
            Part::GivenName => MatchPart::GivenName,
            Part::BirthDate => MatchPart::BirthDate,
            Part::Sex => MatchPart::Sex,
            Part::Commune => MatchPart::Commune,
            Part::Matricule => MatchPart::Matricule,
        };
        Self { part, points: e.points, of: e.of }
    }
}

/// Two records that may be of one person.
#[derive(Debug, Clone, SimpleObject)]
pub struct DuplicatePair {
    /// The record that was there first.
    first: Record,
    /// The other.
    second: Record,
    /// How well they fit, 0 to 100.
    score: i32,
    /// What gave the points.
    evidence: Vec<MatchEvidence>,
}

impl From<Duplicate> for DuplicatePair {
    fn from(d: Duplicate) -> Self {
        Self {
            first: Record(d.first),
            second: Record(d.second),
            score: d.score.into(),
            evidence: d.evidence.into_iter().map(Into::into).collect(),
        }
    }
}

/// The pairs of a practice's records that may be of one person.
#[derive(Debug, SimpleObject)]
pub struct Duplicates {
    /// The best fits first.
    pairs: Vec<DuplicatePair>,
    /// How many there are in all.
    total: i32,
}

impl Duplicates {
    pub(crate) fn new((pairs, total): (Vec<Duplicate>, usize)) -> Self {
        Self {
            pairs: pairs.into_iter().map(Into::into).collect(),
            total: i32::try_from(total).unwrap_or(i32::MAX),
        }
    }
}

/// Two records that are of two people.
#[derive(Debug, InputObject)]
pub struct KeepRecordsApartInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// One record.
    record_id: RecordId,
    /// The other.
    other_id: RecordId,
}

/// That they are kept apart.
#[derive(Debug, SimpleObject)]
pub struct KeepRecordsApartPayload {
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// The mutations of matching.
#[derive(Debug, Default)]
pub struct MatchingMutation;

#[Object]
impl MatchingMutation {
    /// Says that two records are of two people; they are not proposed again.
    async fn keep_records_apart(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: KeepRecordsApartInput,
    ) -> Result<KeepRecordsApartPayload> {
        let KeepRecordsApartInput { idempotency_key, record_id, other_id } = input;
        let input = KeepApart { idempotency_key, record_id, other_id };
        let (_, faults) = outcome(keep_apart(ctx.op(), input).await)?;
        Ok(KeepRecordsApartPayload { user_errors: faults.into_iter().map(Into::into).collect() })
    }
}
