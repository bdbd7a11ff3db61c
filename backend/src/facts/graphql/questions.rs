//! What is worth asking, in the schema.

use async_graphql::{Object, Result};
use shared::{FactKind, Locale};

use super::super::{definition::Definition, questions::Question};
use crate::{
    assessments::graphql::language,
    catalogue_api::{catalogue, graphql::Target},
};

/// The words of a question; none for a refusal, which has none in the rule set.
pub(super) fn question(definition: Definition, locale: Locale) -> Option<&'static str> {
    Some(definition.rule?.question.get(language(locale)))
}

/// A fact that can be said of a person, and how.
#[derive(Debug, Clone)]
pub struct FactQuestion(pub Question);

/// A fact that can be said of a person, and how.
#[Object]
impl FactQuestion {
    /// A fact of the rule set: `asplenia`, `severe_reaction:DIS008`, `refused:DIS008`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The question; null for a refusal, which the rule set does not ask.
    async fn text(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> Option<&str> {
        question(self.0.definition, locale)
    }

    /// The disease, for a reaction to its vaccines or their refusal.
    async fn target(&self) -> Option<Target> {
        self.0.definition.target.and_then(|code| catalogue().target(code)).map(Target)
    }

    /// What the answer looks like.
    async fn kind(&self) -> FactKind {
        self.0.definition.kind()
    }

    /// The unit of the number.
    async fn unit(&self) -> Option<&str> {
        self.0.definition.number.map(|n| n.unit)
    }

    /// The least number.
    async fn least(&self) -> Option<i32> {
        self.0.definition.number.map(|n| n.least)
    }

    /// The greatest number.
    async fn most(&self) -> Option<i32> {
        self.0.definition.number.map(|n| n.most)
    }

    /// Whether «no» is an answer.
    async fn takes_no(&self) -> bool {
        self.0.definition.number.is_none_or(|n| n.takes_no)
    }

    /// Whether «yes» has to say since when.
    async fn needs_from(&self) -> bool {
        self.0.definition.needs_from()
    }

    /// The diseases whose answer it could change now; empty for what is not worth asking.
    async fn decides(&self) -> Result<Vec<Target>> {
        let targets = self.0.decides.iter().filter_map(|code| catalogue().target(*code));
        Ok(targets.map(Target).collect())
    }
}
