//! A rule of the recommendations in words.

use async_graphql::Object;
use engine::{
    rules::{Rule, RuleSet},
    words,
};
use shared::Locale;

use super::language;

/// A rule of the recommendations.
#[derive(Debug, Clone, Copy)]
pub struct RuleWords {
    pub(super) rules: &'static RuleSet,
    pub(super) rule: &'static Rule,
}

/// A rule of the recommendations.
#[Object(name = "Rule")]
impl RuleWords {
    /// Its id, unique in the rule set.
    async fn id(&self) -> &str {
        &self.rule.id
    }

    /// What it says.
    async fn text(&self, #[graphql(desc = "The language of the reader.")] locale: Locale) -> &str {
        self.rule.text.get(language(locale))
    }

    /// How surely it is Luxembourg's own, in words.
    async fn confidence(
        &self,
        #[graphql(desc = "The language of the reader.")] locale: Locale,
    ) -> &str {
        words::confidence(self.rule.confidence, language(locale))
    }

    /// Whether its sources contradict one another.
    async fn has_conflict(&self) -> bool {
        self.rule.conflict.is_some()
    }

    /// Where it was read.
    async fn source(&self) -> Option<&str> {
        self.rules.sources.get(&self.rule.source).map(|source| source.title.as_str())
    }

    /// The address of the source.
    async fn source_url(&self) -> Option<&str> {
        self.rules.sources.get(&self.rule.source).map(|source| source.address.as_str())
    }
}
