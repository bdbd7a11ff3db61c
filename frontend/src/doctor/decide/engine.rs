//! The engine in the browser: the same as the server's, with the same input.
//!
//! The only place of the front end that calls it. Pure but for [`rules_of`].

use std::sync::Arc;

use engine::{
    assess,
    assessment::{Assessment, Status, TargetAssessment},
    person::Person,
    rules::{Language, RuleSet},
};
use serde::Deserialize;
use shared::{Date, VaccinationId};

use super::queries::{Answered, AnsweredTarget};
use crate::{
    api::{self, ApiError, AssessmentStatus},
    vaccinations::queries::LocalizedText,
};

/// The versions one can ask, newest first.
pub const VERSIONS: [&str; 3] = ["2026", "2024", "2023"];

/// What the tool starts from: the server's input, and the rule set it answered by.
#[derive(Debug, Clone)]
pub struct Basis {
    /// What the engine is told.
    pub person: Person,
    /// The ids of the doses, by position.
    pub doses: Vec<VaccinationId>,
    /// The server's day.
    pub as_of: Date,
    /// The version of the rule set, `2026`.
    pub version: String,
    /// The rule set.
    pub rules: Arc<RuleSet>,
    /// What the browser's engine answers.
    pub now: Arc<Assessment>,
    /// Whether that is what the server answered.
    pub is_agreed: bool,
    names: Vec<(String, LocalizedText)>,
}

/// `lu-2026` → `2026`.
#[must_use]
pub fn version_of(rules: &str) -> &str {
    rules.strip_prefix("lu-").unwrap_or(rules)
}

/// The list of the rule sets that the server has as bytes.
const MANIFEST: &str = "/rule-sets.json";

/// A rule set in the list.
#[derive(Deserialize)]
struct Listed {
    name: String,
    files: Vec<ListedFile>,
}

/// It in one language.
#[derive(Deserialize)]
struct ListedFile {
    language: Language,
    file: String,
}

/// A rule set by its version, with its texts in one language. Its file's name follows from its
/// content, so the browser keeps it.
///
/// # Errors
/// If there is no such version, or it cannot be fetched.
pub async fn rules_of(version: &str, language: Language) -> Result<Arc<RuleSet>, ApiError> {
    let listed = api::load_text(MANIFEST).await?;
    let listed: Vec<Listed> = serde_json::from_str(&listed).map_err(|_| ApiError::Server)?;
    let rules = listed.into_iter().find(|rules| version_of(&rules.name) == version);
    let files = rules.map(|rules| rules.files).unwrap_or_default();
    let file = files.into_iter().find(|f| f.language == language).ok_or(ApiError::NotFound)?;
    let bytes = api::load_bytes(&format!("/{}", file.file)).await?;
    RuleSet::from_bytes(&bytes).map(Arc::new).map_err(|_| ApiError::Server)
}

impl Basis {
    /// Assesses anew what the server assessed.
    ///
    /// # Errors
    /// If the input is not one that this engine reads.
    pub fn new(answered: Answered, rules: Arc<RuleSet>) -> Result<Self, ApiError> {
        let person: Person = serde_json::from_str(&answered.input).map_err(|_| ApiError::Server)?;
        let now = Arc::new(assess(&rules, &person, answered.as_of));
        let is_agreed = agrees(&now, &answered);
        let name = |t: AnsweredTarget| t.target.map(|target| (target.code, target.name));
        Ok(Self {
            person,
            doses: answered.input_doses,
            as_of: answered.as_of,
            version: version_of(&answered.rules).to_owned(),
            rules,
            now,
            is_agreed,
            names: answered.targets.into_iter().filter_map(name).collect(),
        })
    }

    /// The name of a disease in the reader's language, if the server told it.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<LocalizedText> {
        self.names.iter().find(|(of, _)| of == code).map(|(_, name)| name.clone())
    }
}

/// Whether the browser's answer is the server's: the same diseases, statuses and days.
fn agrees(own: &Assessment, answered: &Answered) -> bool {
    let same = |own: &TargetAssessment, said: &AnsweredTarget| {
        said.target.as_ref().is_none_or(|target| *target.code == *own.code)
            && said.status == status_of(own.status)
            && (said.earliest_on, said.recommended_on, said.overdue_on)
                == (own.earliest_on, own.recommended_on, own.overdue_on)
    };
    *own.rules == *answered.rules
        && own.targets.len() == answered.targets.len()
        && own.targets.iter().zip(&answered.targets).all(|(own, said)| same(own, said))
}

/// The same status as the contract says it.
#[must_use]
pub fn status_of(status: Status) -> AssessmentStatus {
    match status {
        Status::Overdue => AssessmentStatus::Overdue,
        Status::Due => AssessmentStatus::Due,
        Status::DueSoon => AssessmentStatus::DueSoon,
        Status::Unknown => AssessmentStatus::Unknown,
        Status::UpToDate => AssessmentStatus::UpToDate,
        Status::NotDue => AssessmentStatus::NotDue,
        Status::Complete => AssessmentStatus::Complete,
        Status::Immune => AssessmentStatus::Immune,
        Status::Contraindicated => AssessmentStatus::Contraindicated,
        Status::Refused => AssessmentStatus::Refused,
        Status::MayBeGiven => AssessmentStatus::MayBeGiven,
        Status::AgedOut => AssessmentStatus::AgedOut,
        Status::NotRecommended => AssessmentStatus::NotRecommended,
    }
}

/// The same language as the rule sets say it.
#[must_use]
pub fn language_of(locale: api::Locale) -> Language {
    match locale {
        api::Locale::Fr => Language::Fr,
        api::Locale::De => Language::De,
        api::Locale::En => Language::En,
        api::Locale::Lb => Language::Lb,
        api::Locale::Pt => Language::Pt,
    }
}

#[cfg(test)]
pub mod tests {
    use engine::rules::lu;

    use super::*;

    /// A child of the newest rule set, as the server would tell it.
    pub fn basis(input: &str, as_of: &str) -> Basis {
        let rules = Arc::new(lu::rule_set(None).expect("the newest rule set"));
        let person: Person = serde_json::from_str(input).expect("a person");
        let own = assess(&rules, &person, as_of.parse().expect("a day"));
        let targets = own.targets.iter().map(|t| AnsweredTarget {
            target: None,
            status: status_of(t.status),
            earliest_on: t.earliest_on,
            recommended_on: t.recommended_on,
            overdue_on: t.overdue_on,
        });
        let answered = Answered {
            rules: own.rules.to_string(),
            as_of: own.as_of,
            input: input.to_owned(),
            input_doses: Vec::new(),
            targets: targets.collect(),
        };
        Basis::new(answered, rules).expect("an input of ours")
    }

    #[test]
    fn the_browser_notices_when_the_server_says_something_else() {
        let input = r#"{"birthDate":"2026-09-24","facts":[{"code":"history_complete"}]}"#;
        let basis = basis(input, "2026-11-24");
        assert!(basis.is_agreed);
        let target = |t: &TargetAssessment| AnsweredTarget {
            target: None,
            status: status_of(t.status),
            earliest_on: t.earliest_on,
            recommended_on: t.recommended_on,
            overdue_on: t.overdue_on,
        };
        let mut answered = Answered {
            rules: "lu-2026".to_owned(),
            as_of: basis.as_of,
            input: input.to_owned(),
            input_doses: Vec::new(),
            targets: basis.now.targets.iter().map(target).collect(),
        };
        assert!(agrees(&basis.now, &answered));
        answered.targets[3].recommended_on = None;
        answered.targets[3].status = AssessmentStatus::Immune;
        assert!(!agrees(&basis.now, &answered));
        answered.targets.clear();
        assert!(!agrees(&basis.now, &answered));
    }

    #[test]
    fn every_version_on_offer_is_built_in() {
        for version in VERSIONS {
            assert!(lu::VERSIONS.contains(&version), "{version}");
        }
        assert_eq!(VERSIONS.len(), lu::VERSIONS.len());
        assert_eq!(version_of("lu-2024"), "2024");
    }
}
