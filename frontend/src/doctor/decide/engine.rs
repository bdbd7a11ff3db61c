//! The engine: in the browser, the same as the server's, with the same input; or the server's, where
//! the input is not all there is.
//!
//! The only place of the front end that calls it, so that it is never asked about a part of a person.

use std::sync::Arc;

use engine::{
    assess,
    assessment::{Assessment, Status, TargetAssessment},
    person::Person,
    plan::{Plan, PlanOptions, plan},
    rules::{Language, RuleSet},
};
use futures::future::try_join_all;
use serde::{Deserialize, de::DeserializeOwned};
use shared::{Date, RecordId, VaccinationId};

use super::{
    queries::{
        Answered, AnsweredTarget, PlanQuery, PlanVariables, SimulateQuery, SimulateVariables,
    },
    question::Question,
};
use crate::{
    api::{self, ApiError, AssessmentStatus, QueryBuilder},
    vaccinations::queries::LocalizedText,
};

/// The versions one can ask, newest first.
pub const VERSIONS: [&str; 3] = ["2026", "2024", "2023"];

/// What the tool starts from: the server's input, and the rule set it answered by.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Whose.
    pub record: RecordId,
    /// The day of birth.
    pub birth_date: Date,
    /// How many doses the answer speaks of; those supposed come after.
    pub on_record: usize,
    /// The ids of the doses, by position.
    pub doses: Vec<VaccinationId>,
    /// The server's day.
    pub as_of: Date,
    /// The version of the rule set, `2026`.
    pub version: String,
    /// The rule set.
    pub rules: Arc<RuleSet>,
    /// What the engine answers.
    pub now: Arc<Assessment>,
    /// Whether that is what the server answered.
    pub is_agreed: bool,
    /// What the browser's engine is told, if that is all there is; else the server is asked.
    whole: Option<Person>,
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
    let listed: Vec<Listed> = read(&listed)?;
    let rules = listed.into_iter().find(|rules| version_of(&rules.name) == version);
    let files = rules.map(|rules| rules.files).unwrap_or_default();
    let file = files.into_iter().find(|f| f.language == language).ok_or(ApiError::NotFound)?;
    let bytes = api::load_bytes(&format!("/{}", file.file)).await?;
    RuleSet::from_bytes(&bytes).map(Arc::new).map_err(|_| ApiError::Server)
}

impl Basis {
    /// Assesses anew what the server assessed, or takes the server's answer if it gives one.
    ///
    /// # Errors
    /// If the input or the answer is not one that this engine reads.
    pub fn new(
        record: RecordId,
        answered: Answered,
        rules: Arc<RuleSet>,
    ) -> Result<Self, ApiError> {
        let person: Person = read(&answered.input)?;
        let (birth_date, on_record) = (person.birth_date, person.doses.len());
        let (now, whole) = match &answered.answer {
            Some(answer) => (read(answer)?, None),
            None => (assess(&rules, &person, answered.as_of), Some(person)),
        };
        let is_agreed = whole.is_none() || agrees(&now, &answered);
        let name = |t: AnsweredTarget| t.target.map(|target| (target.code, target.name));
        Ok(Self {
            record,
            birth_date,
            on_record,
            doses: answered.input_doses,
            as_of: answered.as_of,
            version: version_of(&answered.rules).to_owned(),
            rules,
            now: Arc::new(now),
            is_agreed,
            whole,
            names: answered.targets.into_iter().filter_map(name).collect(),
        })
    }

    /// Whether the browser's engine answers. Else the server has to be asked.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole.is_some()
    }

    /// What the browser's engine answers; nothing if the server has to be asked.
    #[must_use]
    pub fn answer(&self, rules: &RuleSet, question: &Question) -> Option<Assessment> {
        let person = self.whole.as_ref()?;
        Some(assess(rules, &question.supposed(person), question.as_of))
    }

    /// What the engine answers to each question by its rule set, here or on the server; there they
    /// are asked all at once.
    ///
    /// # Errors
    /// If the server does not answer one of them.
    pub async fn answers(
        &self,
        asked: &[(Arc<RuleSet>, Question)],
    ) -> Result<Vec<Assessment>, ApiError> {
        try_join_all(asked.iter().map(|(rules, question)| async move {
            if let Some(answer) = self.answer(rules, question) {
                return Ok(answer);
            }
            let input = question.simulated(self.record, &rules.name);
            let said = api::run(SimulateQuery::build(SimulateVariables { input })).await?;
            let answer = said.simulate.and_then(|simulated| simulated.answer);
            read(&answer.ok_or(ApiError::Server)?)
        }))
        .await
    }

    /// The visits that the engine plans on the day of the question, here or on the server.
    ///
    /// # Errors
    /// If the server does not answer.
    pub async fn plan(
        &self,
        rules: &RuleSet,
        question: &Question,
        options: &PlanOptions,
    ) -> Result<Plan, ApiError> {
        if let Some(person) = &self.whole {
            return Ok(plan(rules, &question.supposed(person), question.as_of, options));
        }
        let input = question.planned(self.record, &rules.name, options);
        let said = api::run(PlanQuery::build(PlanVariables { input })).await?;
        read(&said.plan.ok_or(ApiError::Server)?.answer)
    }

    /// The name of a disease in the reader's language, if the server told it.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<LocalizedText> {
        self.names.iter().find(|(of, _)| of == code).map(|(_, name)| name.clone())
    }
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, ApiError> {
    serde_json::from_str(json).map_err(|_| ApiError::Server)
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

    fn newest() -> Arc<RuleSet> {
        Arc::new(lu::rule_set(None).expect("the newest rule set"))
    }

    /// What the server would tell of a person, by the newest rule set.
    fn answered(input: &str, as_of: &str) -> Answered {
        let person: Person = serde_json::from_str(input).expect("a person");
        let own = assess(&newest(), &person, as_of.parse().expect("a day"));
        let targets = own.targets.iter().map(|t| AnsweredTarget {
            target: None,
            status: status_of(t.status),
            earliest_on: t.earliest_on,
            recommended_on: t.recommended_on,
            overdue_on: t.overdue_on,
        });
        Answered {
            rules: own.rules.to_string(),
            as_of: own.as_of,
            input: input.to_owned(),
            input_doses: Vec::new(),
            answer: None,
            targets: targets.collect(),
        }
    }

    fn of(answered: Answered) -> Result<Basis, ApiError> {
        Basis::new(RecordId(Default::default()), answered, newest())
    }

    /// A person who is here as a whole.
    pub fn basis(input: &str, as_of: &str) -> Basis {
        of(answered(input, as_of)).expect("an input of ours")
    }

    /// A person of whom the server tells a part and gives the answer.
    pub fn asked(input: &str, answer: &Assessment) -> Basis {
        let answered = answered(input, &answer.as_of.to_string());
        let answer = Some(serde_json::to_string(answer).expect("JSON"));
        of(Answered { answer, ..answered }).expect("an answer of ours")
    }

    const INFANT: &str = r#"{"birthDate":"2026-09-24","facts":[{"code":"history_complete"}]}"#;
    const VACCINATED: &str = r#"{"birthDate":"2026-09-24","facts":[{"code":"history_complete"}],
        "doses":[{"on":"2026-11-20","vaccine":"VAC0510"}]}"#;

    #[test]
    fn the_browser_notices_when_the_server_says_something_else() {
        let mut answered = answered(INFANT, "2026-11-24");
        let basis = of(answered.clone()).expect("an input of ours");
        assert!(basis.is_agreed && basis.is_whole());
        assert!(agrees(&basis.now, &answered));
        answered.targets[3].recommended_on = None;
        answered.targets[3].status = AssessmentStatus::Immune;
        assert!(!agrees(&basis.now, &answered));
        assert!(!of(answered.clone()).expect("an input of ours").is_agreed);
        answered.targets.clear();
        assert!(!agrees(&basis.now, &answered));
    }

    #[test]
    fn what_the_server_answers_stands_and_the_browser_reckons_nothing_from_a_part() {
        let whole = basis(VACCINATED, "2026-11-24");
        let part = asked(INFANT, &whole.now);
        assert_eq!(part.now, whole.now, "not what the part alone would give");
        assert_ne!(part.now, basis(INFANT, "2026-11-24").now);
        assert!(part.is_agreed && !part.is_whole());
        assert_eq!((part.on_record, whole.on_record), (0, 1));
        assert_eq!(part.birth_date, whole.birth_date);
        let question = Question { doses: Vec::new(), facts: Vec::new(), as_of: part.as_of };
        assert_eq!(part.answer(&part.rules, &question), None);
        assert_eq!(whole.answer(&whole.rules, &question), Some((*whole.now).clone()));
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_no_answer() {
        for answer in ["", "{}", "null", r#"{"rules":"lu-2026"}"#] {
            let answer = Some(answer.to_owned());
            let told = of(Answered { answer, ..answered(INFANT, "2026-11-24") });
            assert_eq!(told.err(), Some(ApiError::Server));
        }
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
