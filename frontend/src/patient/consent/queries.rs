//! What the pages of consent ask for and change.

use shared::{EntryId, RecordId};

use crate::{
    account::queries::RecordError,
    api::{
        ConsentHow, ConsentPurpose, Locale, Moment, ReceiptFate, ReceiptItem, RecordAction,
        ViewerRelation, schema,
    },
    vaccinations::queries::ReadVariablesFields,
};

/// What was agreed to.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Query", variables = "ReadVariables")]
pub struct ConsentQuery {
    /// The record.
    #[arguments(id: $record)]
    pub record: Option<ConsentedRecord>,
}

/// A record and what was agreed to.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Record")]
pub struct ConsentedRecord {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Own, or a child's.
    pub relation: ViewerRelation,
    /// What the reader may do.
    pub permitted: Vec<RecordAction>,
    /// Newest first.
    pub consents: Vec<Consent>,
}

/// One word on a purpose.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Consent {
    /// Its id.
    pub id: EntryId,
    /// For what.
    pub purpose: ConsentPurpose,
    /// A yes or a no.
    pub is_given: bool,
    /// Which text.
    pub text_version: String,
    /// In which language.
    pub language: Locale,
    /// How.
    pub how: ConsentHow,
    /// Who.
    pub by: ConsentAuthor,
    /// When.
    pub said_at: Moment,
    /// What a withdrawal reached.
    pub receipt: Option<Vec<ReceiptLine>>,
}

/// Who said or noted it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Author")]
pub struct ConsentAuthor {
    /// The name.
    pub name: String,
    /// The practice.
    pub practice_name: Option<String>,
}

/// One line of a receipt.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ReceiptLine {
    /// What.
    pub item: ReceiptItem,
    /// How many.
    pub count: i32,
    /// What became of it.
    pub fate: ReceiptFate,
}

/// Says a yes or a no.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SayConsentVariables")]
pub struct SayConsent {
    /// What came of it.
    #[arguments(input: $input)]
    pub say_consent: SaidConsent,
}

/// For [`SayConsent`].
#[derive(cynic::QueryVariables, Debug)]
pub struct SayConsentVariables {
    /// All of it.
    pub input: SayConsentInput,
}

/// A yes or a no to a purpose.
#[derive(cynic::InputObject, Debug, Clone)]
pub struct SayConsentInput {
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Whose.
    pub record_id: RecordId,
    /// For what.
    pub purpose: ConsentPurpose,
    /// A yes or a no.
    pub is_given: bool,
    /// Which text was read.
    pub text_version: String,
    /// In which language.
    pub language: Locale,
    /// How.
    pub how: ConsentHow,
}

/// What came of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AccessPayload")]
pub struct SaidConsent {
    /// What was refused.
    pub user_errors: Vec<RecordError>,
}
