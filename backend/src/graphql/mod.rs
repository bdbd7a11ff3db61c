//! The schema: the features' queries, mutations and subscription, merged.
//!
//! Resolvers are one line; rights, checks and storage are in the features.

use std::{hash::Hash, sync::Arc};

use async_graphql::{
    Context, Data, ErrorExtensions, MergedObject, MergedSubscription, Schema, SchemaBuilder,
    dataloader::Loader,
};
use batch::Batches;
use loader::RequestLoader;

use crate::{
    accesses::graphql::{AccessMutation, QuestionMutation},
    accounts::graphql::{AccountMutation, AccountQuery},
    assessments::graphql::{AssessmentQuery, AssessmentSubscription},
    catalogue_api::graphql::CatalogueQuery,
    confidentiality::graphql::ConfidentialityMutation,
    consents::graphql::ConsentMutation,
    corrections::graphql::CorrectionMutation,
    error::AppError,
    events::graphql::EventSubscription,
    facts::graphql::FactMutation,
    families::graphql::FamilyMutation,
    matching::graphql::MatchingMutation,
    merges::graphql::{MergeMutation, MergeQuery},
    op::OpCtx,
    practices::graphql::PracticeQuery,
    records::graphql::{RecordMutation, RecordQuery},
    reminders::graphql::ReminderMutation,
    vaccinations::graphql::VaccinationMutation,
};

mod batch;
pub mod loader;
pub mod page;
pub mod said;
pub mod transport;

pub use said::Said;

/// Where every reading starts.
#[derive(Debug, Default, MergedObject)]
#[graphql(name = "Query")]
pub struct Query(
    AccountQuery,
    RecordQuery,
    PracticeQuery,
    CatalogueQuery,
    AssessmentQuery,
    MergeQuery,
);

/// Where every change starts. Each change is one intention, and its key makes it happen once.
#[derive(Debug, Default, MergedObject)]
#[graphql(name = "Mutation")]
pub struct Mutation(
    RecordMutation,
    FamilyMutation,
    MatchingMutation,
    MergeMutation,
    VaccinationMutation,
    FactMutation,
    ReminderMutation,
    AccessMutation,
    QuestionMutation,
    ConsentMutation,
    CorrectionMutation,
    ConfidentialityMutation,
    AccountMutation,
);

/// What is told as it happens.
#[derive(Debug, Default, MergedSubscription)]
#[graphql(name = "Subscription")]
pub struct Subscription(EventSubscription, AssessmentSubscription);

/// The whole schema.
pub type CarnetSchema = Schema<Query, Mutation, Subscription>;

/// The schema, before limits and data are put in.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription::default())
}

/// The schema as text, as committed in `schema.graphql`.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items();
    builder().finish().sdl_with_options(options)
}

/// What resolvers ask of their context.
pub trait ContextExt {
    /// The operation under way.
    fn op(&self) -> &OpCtx;

    /// What a key loads, together with all others asked for in the same moment.
    fn load<K>(
        &self,
        key: K,
    ) -> impl Future<Output = async_graphql::Result<Option<<RequestLoader as Loader<K>>::Value>>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        RequestLoader: Loader<K, Error = Arc<AppError>>;
}

impl ContextExt for Context<'_> {
    fn op(&self) -> &OpCtx {
        self.data_unchecked::<OpCtx>()
    }

    async fn load<K>(
        &self,
        key: K,
    ) -> async_graphql::Result<Option<<RequestLoader as Loader<K>>::Value>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        RequestLoader: Loader<K, Error = Arc<AppError>>,
    {
        self.data_unchecked::<Batches>().load(key).await.map_err(|error| {
            tracing::error!(%error, "a loader broke");
            to_graphql(AppError::Internal(anyhow::anyhow!("{error}")))
        })
    }
}

/// What a request carries to its resolvers.
#[must_use]
pub fn data_of(op: OpCtx) -> Data {
    let mut data = Data::default();
    data.insert(Batches::new(RequestLoader(op.clone())));
    data.insert(op);
    data
}

/// An error as the caller sees it. What broke on our side is logged here, once.
#[must_use]
pub fn to_graphql(error: AppError) -> async_graphql::Error {
    let code = error.code();
    if let AppError::Internal(_) = &error {
        tracing::error!(error = error.with_causes(), "a request broke");
    }
    let message = match &error {
        AppError::Refused(faults) => {
            faults.iter().map(|f| f.message.clone()).collect::<Vec<_>>().join("; ")
        }
        AppError::Unauthenticated
        | AppError::NotFound
        | AppError::BadInput(_)
        | AppError::RateLimited
        | AppError::Internal(_) => error.to_string(),
    };
    async_graphql::Error::new(message).extend_with(|_, e| e.set("code", code))
}

/// The outcome of a mutation: its value, or the faults for `userErrors`; all other
/// errors become top-level errors.
pub(crate) fn outcome<T>(
    result: Result<T, AppError>,
) -> async_graphql::Result<(Option<T>, Vec<crate::error::UserError>)> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(AppError::Refused(faults)) => Ok((None, faults)),
        Err(error) => Err(to_graphql(error)),
    }
}
