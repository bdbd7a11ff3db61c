//! Who is signed in.

use shared::{AccountId, PracticeId, PractitionerId, RecordId};

use crate::api::{Locale, PartialDate, Role, Sex, ViewerErrorCode, ViewerRelation, schema};

/// Who is signed in.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Query")]
pub struct ViewerQuery {
    /// Nobody if absent.
    pub viewer: Option<Viewer>,
}

/// The person at the screen.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Viewer {
    /// The account that signed in.
    pub account: Account,
    /// What it may be.
    pub roles: Vec<Role>,
    /// The professional behind it.
    pub practitioner: Option<Practitioner>,
    /// Where that professional works now.
    pub practice: Option<PracticeName>,
    /// Where that professional can work.
    pub practices: Vec<PracticeName>,
    /// Own record and those of children.
    pub records: Vec<ViewerRecord>,
    /// Whether everyone here is invented.
    pub is_demo: bool,
}

/// An account.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name as the identity provider states it.
    pub display_name: String,
    /// Its language.
    pub locale: Locale,
}

/// A doctor or nurse.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Practitioner {
    /// Their id.
    pub id: PractitionerId,
    /// With title.
    pub name: String,
    /// Doctor or nurse.
    pub role: Role,
}

/// A practice by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Practice")]
pub struct PracticeName {
    /// Its id.
    pub id: PracticeId,
    /// Its name.
    pub name: String,
}

/// A record of the viewer's own.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ViewerRecord {
    /// Their own, or a child's.
    pub relation: ViewerRelation,
    /// Whose it is.
    pub record: Person,
}

/// A person, as a header needs it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct Person {
    /// The record's id.
    pub id: RecordId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// A day, a month or a year.
    pub birth_date: PartialDate,
    /// Administrative sex.
    pub sex: Sex,
}

impl Person {
    /// «Mila Ferreira Thill».
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// «MF».
    #[must_use]
    pub fn initials(&self) -> String {
        initials(&self.full_name())
    }
}

/// The first letters of the first two names, titles left out.
#[must_use]
pub fn initials(name: &str) -> String {
    let is_title = |word: &&str| word.ends_with('.') || *word == "Dr" || *word == "Prof";
    let words = name.split_whitespace().filter(|word| !is_title(word));
    words.take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

impl Viewer {
    /// Whether this is a doctor or nurse.
    #[must_use]
    pub fn is_clinical(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Doctor | Role::Nurse))
    }

    /// The viewer's own record among theirs.
    #[must_use]
    pub fn own_record(&self) -> Option<&Person> {
        let own = self.records.iter().find(|r| r.relation == ViewerRelation::Own);
        own.map(|r| &r.record)
    }
}

/// Chooses the language of screens and mails.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChooseLocaleVariables")]
pub struct ChooseLocale {
    /// What came of it.
    #[arguments(input: { locale: $locale })]
    pub choose_locale: ViewerPayload,
}

/// Which language.
#[derive(cynic::QueryVariables, Debug)]
pub struct ChooseLocaleVariables {
    /// The language.
    pub locale: Locale,
}

/// Chooses in which practice a professional works now.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChoosePracticeVariables")]
pub struct ChoosePractice {
    /// What came of it.
    #[arguments(input: { practiceId: $practice_id })]
    pub choose_practice: ViewerPayload,
}

/// Which practice.
#[derive(cynic::QueryVariables, Debug)]
pub struct ChoosePracticeVariables {
    /// The practice.
    pub practice_id: PracticeId,
}

/// What came of a choice.
#[derive(cynic::QueryFragment, Debug)]
pub struct ViewerPayload {
    /// What was refused.
    pub user_errors: Vec<ViewerError>,
}

/// Why a choice is refused.
#[derive(cynic::QueryFragment, Debug)]
pub struct ViewerError {
    /// The rule.
    pub code: ViewerErrorCode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_leave_titles_out() {
        assert_eq!(initials("Dr Nadine Schiltz"), "NS");
        assert_eq!(initials("Prof. Élodie de Waal"), "ÉD");
        assert_eq!(initials("Olga"), "O");
    }
}
