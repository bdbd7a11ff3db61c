//! What the pages about one person and one record ask for.

use shared::{EntryId, FactId, RecordId};

use crate::{
    api::{IdentifierSystem, MatchPart, Moment, PartialDate, Sex, schema},
    assessments::queries::NextTarget,
    doctor::queries::grouped,
    vaccinations::queries::{Author, ReadVariablesFields, Vaccination},
};

/// The pairs of a practice's records that may be one person.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query")]
pub struct DuplicatesQuery {
    /// The practice in which the professional works now.
    pub practice: Option<PracticeDuplicates>,
}

/// The pairs of a practice.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Practice")]
pub struct PracticeDuplicates {
    /// The best fits first.
    #[arguments(first: 100)]
    pub duplicates: Duplicates,
}

/// Some of the pairs.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Duplicates {
    /// The best fits first.
    pub pairs: Vec<Pair>,
    /// How many there are.
    pub total: i32,
}

/// Two records that may be of one person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "DuplicatePair")]
pub struct Pair {
    /// The record that was there first.
    pub first: PairPerson,
    /// The other.
    pub second: PairPerson,
    /// 0 to 100.
    pub score: i32,
    /// What gave the points.
    pub evidence: Vec<MatchEvidence>,
}

/// How many of its points something gave.
#[derive(cynic::QueryFragment, Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchEvidence {
    /// What was compared.
    pub part: MatchPart,
    /// What it gave.
    pub points: i32,
    /// The most it can give.
    pub of: i32,
}

/// A person to be compared with another.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct PairPerson {
    /// The record.
    pub id: RecordId,
    /// Counts the versions of the person.
    pub version: i32,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// Administrative sex.
    pub sex: Sex,
    /// Where they live.
    pub commune: Option<String>,
    /// Numbers, those that hold first.
    pub identifiers: Vec<HeldIdentifier>,
    /// Since when there is a record.
    pub created_at: Moment,
}

/// A number of a person, also one that was replaced.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Identifier")]
pub struct HeldIdentifier {
    /// Who issues such numbers.
    pub system: IdentifierSystem,
    /// The number.
    pub value: String,
    /// Since when another stands in its place.
    pub superseded_at: Option<Moment>,
}

impl PairPerson {
    /// «Noé Ferreira Thill».
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// The numbers as they are printed.
    #[must_use]
    pub fn numbers(&self) -> Vec<(IdentifierSystem, String)> {
        self.identifiers.iter().map(|i| (i.system, grouped(i.system, &i.value))).collect()
    }
}

/// What joining two records would change.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct MergePreviewQuery {
    /// The record named first stays.
    #[arguments(survivorId: $record, mergedId: $other)]
    pub merge_preview: MergePreview,
}

/// Two records as they are, and as one.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(variables = "ReadVariables")]
pub struct MergePreview {
    /// The record that would stay.
    pub survivor: PairPerson,
    /// The record that would be joined into it.
    pub merged: PairPerson,
    /// What is said of the one that stays now.
    pub survivor_now: Option<Said>,
    /// What is said of the other now.
    pub merged_now: Option<Said>,
    /// What would be said of both together.
    pub together: Option<Said>,
    /// Doses that may be the same event.
    pub same_events: Vec<SameEvent>,
    /// Who sees only one of them now.
    pub practices: Vec<String>,
    /// Whether one acts for the other.
    pub are_related: bool,
}

/// What the recommendations say.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Assessment", variables = "ReadVariables")]
pub struct Said {
    /// One answer per disease.
    pub targets: Vec<NextTarget>,
}

/// Two doses that may be the same event.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct SameEvent {
    /// The one with the more exact code.
    pub stays: Vaccination,
    /// The other.
    pub other: Vaccination,
}

/// The doses of a record that may be, or are, the same event.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct SameQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<SameOfRecord>,
}

/// The same of a record.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct SameOfRecord {
    /// The record.
    pub id: RecordId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// To be decided.
    pub same_events: Vec<SameEvent>,
    /// All doses, void ones too, to find those that were joined.
    #[arguments(includeVoid: true)]
    pub vaccinations: Vec<Vaccination>,
}

/// That another record was joined into this one.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Merge {
    /// The merge.
    pub id: EntryId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Author,
    /// Why.
    pub reason: String,
}

/// That there are two doses that may be the same event.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "SameEvent")]
pub struct SameEventId {
    /// The other.
    pub other: DoseId,
}

/// A dose by its id.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Vaccination")]
pub struct DoseId {
    /// The id.
    pub id: shared::VaccinationId,
}

/// The merges of a record with what came since.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct UnmergeQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<UnmergeOfRecord>,
}

/// A record with its merges.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct UnmergeOfRecord {
    /// The record.
    pub id: RecordId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Newest first.
    pub merges: Vec<MergeSince>,
}

/// A merge with what came since.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Merge", variables = "ReadVariables")]
pub struct MergeSince {
    /// The merge.
    pub id: EntryId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Author,
    /// Why.
    pub reason: String,
    /// What came since.
    pub since: Since,
}

/// What came since a merge.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "SinceMerge", variables = "ReadVariables")]
pub struct Since {
    /// Doses, oldest first.
    pub vaccinations: Vec<Vaccination>,
    /// Facts.
    pub facts: Vec<SinceFact>,
}

/// A fact that came since.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Fact", variables = "ReadVariables")]
pub struct SinceFact {
    /// Its id.
    pub id: FactId,
    /// Its code.
    pub code: String,
    /// The question it answers.
    #[arguments(locale: $locale)]
    pub question: Option<String>,
}
