//! What the professional's pages ask for.

use shared::{Date, EntryId, FactId, PractitionerId, RecordId, VaccinationId};

use super::{
    corrections::queries::CorrectionTask,
    people::queries::{Merge, SameEventId},
};
use crate::{
    api::{
        IdentifierSystem, Locale, LoggedAction, Moment, PartialDate, RecordAction, Role, Sex,
        schema,
    },
    corrections::queries::{CorrectionRequest, DoseCorrections},
    vaccinations::queries::{
        Author, ReadVariablesFields, Target, Vaccination, VaccinationVersions,
    },
};

/// What a professional sees on arriving.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct StartQuery {
    /// The practice in which the professional works now.
    pub practice: Option<Start>,
}

/// What there is to do in a practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice", variables = "ReadVariables")]
pub struct Start {
    /// Records it may see, newest access first.
    #[arguments(first: 8)]
    pub records: People,
    /// What was recorded on a day.
    #[arguments(recordedOn: $day, first: 50)]
    pub vaccinations: Doses,
    /// What was told and waits for a professional.
    #[arguments(first: 20)]
    pub to_confirm: Doses,
    /// What was told of the health profile and waits for a professional.
    #[arguments(first: 20)]
    pub facts_to_confirm: Facts,
    /// What patients asked about accesses.
    pub access_questions: Vec<AccessTask>,
    /// What patients asked to be corrected.
    pub correction_requests: Vec<CorrectionTask>,
}

/// A question of a patient that waits for an answer.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct AccessTask {
    /// Whose record.
    pub record_id: RecordId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// A day, a month or a year.
    pub birth_date: PartialDate,
    /// What was asked.
    pub question: AskedQuestion,
    /// What was done.
    pub entry: AskedEntry,
}

/// What was asked.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AccessQuestion")]
pub struct AskedQuestion {
    /// Its id.
    pub id: EntryId,
    /// The question.
    pub question: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Moment,
}

/// What was done.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "AccessLogEntry")]
pub struct AskedEntry {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Author,
    /// What.
    pub action: LoggedAction,
}

/// A part of the records of a practice.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct PeopleQuery {
    /// The practice.
    pub practice: Option<PracticePeople>,
}

/// The records of a practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice", variables = "ReadVariables")]
pub struct PracticePeople {
    /// Records it may see, newest access first.
    #[arguments(first: $first, after: $after)]
    pub records: People,
}

/// A part of a list of people.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RecordConnection")]
pub struct People {
    /// The people.
    pub nodes: Vec<PersonRow>,
    /// Whether there are more.
    pub page_info: PageInfo,
}

/// Whether there is more of a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct PageInfo {
    /// Whether there is more.
    pub has_next_page: bool,
    /// After which cursor.
    pub end_cursor: Option<String>,
}

/// A person in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct PersonRow {
    /// The record.
    pub id: RecordId,
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
}

/// Doses of several people.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "VaccinationConnection", variables = "ReadVariables")]
pub struct Doses {
    /// The doses.
    pub nodes: Vec<DoseOfPerson>,
    /// Whether there are more.
    pub page_info: PageInfo,
}

/// A dose and whose it is.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Vaccination", variables = "ReadVariables")]
pub struct DoseOfPerson {
    /// The dose.
    #[cynic(spread)]
    pub dose: Vaccination,
    /// Whose.
    pub record: PersonRow,
}

/// Facts of several people.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FactConnection", variables = "ReadVariables")]
pub struct Facts {
    /// The facts.
    pub nodes: Vec<FactOfPerson>,
}

/// A fact and whose it is.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Fact", variables = "ReadVariables")]
pub struct FactOfPerson {
    /// Its id.
    pub id: FactId,
    /// Counts the versions.
    pub version: i32,
    /// Its code.
    pub code: String,
    /// The question it answers.
    #[arguments(locale: $locale)]
    pub question: Option<String>,
    /// The disease, of a reaction or a refusal.
    pub target: Option<Target>,
    /// Yes or no; yes with a number.
    pub answer: bool,
    /// The number.
    pub number: Option<i32>,
    /// Its unit.
    pub unit: Option<String>,
    /// Since when.
    pub from: Option<Date>,
    /// By whom it was told.
    pub recorded_by: Author,
    /// Whose.
    pub record: PersonRow,
}

/// A record with its doses.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct RecordQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Record>,
}

/// A record with its doses, and who works in the practice.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct RecordAndMembersQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<Record>,
    /// The practice.
    pub practice: Option<Members>,
}

/// Who works in a practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice")]
pub struct Members {
    /// They.
    pub practitioners: Vec<Member>,
}

/// A doctor or nurse of the practice.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practitioner")]
pub struct Member {
    /// Their id.
    pub id: PractitionerId,
    /// With title.
    pub name: String,
    /// Doctor or nurse.
    pub role: Role,
}

/// A person and all their doses.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(variables = "ReadVariables")]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Counts the versions of the person.
    pub version: i32,
    /// Numbers of the person.
    pub identifiers: Vec<Identifier>,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub birth_date: PartialDate,
    /// The day of death.
    pub died_on: Option<Date>,
    /// Administrative sex.
    pub sex: Sex,
    /// Their language.
    pub language: Locale,
    /// Where they live.
    pub commune: Option<String>,
    /// What the viewer may do now.
    pub permitted: Vec<RecordAction>,
    /// Records that were joined into this one, newest first.
    pub merges: Vec<Merge>,
    /// Doses that may be the same event.
    pub same_events: Vec<SameEventId>,
    /// What was asked to be corrected, newest first.
    pub correction_requests: Vec<CorrectionRequest>,
    /// All doses, newest first, void ones too.
    #[arguments(includeVoid: true)]
    pub vaccinations: Vec<Vaccination>,
}

/// A number of a person.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Its id.
    pub id: EntryId,
    /// Who issues such numbers.
    pub system: IdentifierSystem,
    /// The issuer in words.
    pub issuer: Option<String>,
    /// The number.
    pub value: String,
    /// Since when another stands in its place.
    pub superseded_at: Option<Moment>,
}

impl Identifier {
    /// The number as it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        grouped(self.system, &self.value)
    }
}

/// One dose with its versions.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct DoseQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<RecordOfDose>,
}

/// The record of one dose.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Record", variables = "ReadVariables")]
pub struct RecordOfDose {
    /// The dose.
    #[arguments(id: $vaccination)]
    pub vaccination: Option<Vaccination>,
    /// Its versions.
    #[cynic(rename = "vaccination", alias)]
    #[arguments(id: $vaccination)]
    pub versions: Option<VaccinationVersions>,
    /// What was asked to be corrected in it.
    #[cynic(rename = "vaccination", alias)]
    #[arguments(id: $vaccination)]
    pub corrections: Option<DoseCorrections>,
}

/// Looks for a person.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "FindVariables")]
pub struct FindQuery {
    /// Who fits, best first.
    #[arguments(input: $input)]
    pub find_records: Vec<RecordMatch>,
}

/// Who is looked for.
#[derive(cynic::QueryVariables, Debug)]
pub struct FindVariables {
    /// By what.
    pub input: FindRecordsInput,
}

/// An identifier, or a name and a birth date.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct FindRecordsInput {
    /// An identifier, exactly.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdentifierInput>,
    /// Names in any order.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The birth date.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
}

/// A number of a person.
#[derive(cynic::InputObject, Debug, Clone, PartialEq)]
pub struct IdentifierInput {
    /// Who issues such numbers.
    pub system: IdentifierSystem,
    /// The issuer in words.
    #[cynic(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The number.
    pub value: String,
}

/// Someone who may be the one looked for.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct RecordMatch {
    /// The record.
    pub id: RecordId,
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
    /// Whether the record may be read now.
    pub can_read: bool,
    /// 0 to 100.
    pub score: i32,
}

impl Record {
    /// «Noé Ferreira Thill».
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// The dose of that id.
    #[must_use]
    pub fn dose(&self, id: VaccinationId) -> Option<&Vaccination> {
        self.vaccinations.iter().find(|dose| dose.id == id)
    }

    /// Whether the viewer may do that now.
    #[must_use]
    pub fn may(&self, action: RecordAction) -> bool {
        self.permitted.contains(&action)
    }

    /// The matricule as printed on the card, `2025 0414 103 91`, or the first other number.
    #[must_use]
    pub fn number(&self) -> Option<(IdentifierSystem, String)> {
        let is_matricule = |i: &&Identifier| i.system == IdentifierSystem::LuMatricule;
        let number = self.identifiers.iter().find(is_matricule).or(self.identifiers.first())?;
        Some((number.system, number.printed()))
    }
}

/// A matricule in the groups in which it is printed; any other number as it is.
#[must_use]
pub fn grouped(system: IdentifierSystem, value: &str) -> String {
    if system != IdentifierSystem::LuMatricule || value.len() != 13 || !value.is_ascii() {
        return value.to_owned();
    }
    format!("{} {} {} {}", &value[..4], &value[4..8], &value[8..11], &value[11..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matricule_is_shown_in_the_groups_of_the_card() {
        let lu = IdentifierSystem::LuMatricule;
        assert_eq!(grouped(lu, "2025041410391"), "2025 0414 103 91");
        assert_eq!(grouped(lu, "2025"), "2025");
        assert_eq!(grouped(IdentifierSystem::Passport, "2025041410391"), "2025041410391");
    }
}
