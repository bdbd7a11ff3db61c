//! [`Batches`]: what many resolvers ask for in the same moment is one query.
//!
//! async-graphql's own `DataLoader` waits a millisecond in another task. A long list
//! takes longer than that to be walked, and then costs several queries; a short one waits
//! for nothing. Here the first who asks lets all the others of the request ask too (they
//! are polled in one task), and then loads for all.

use std::{
    any::{Any, TypeId},
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::dataloader::Loader;
// Not tokio's: those count against what a task may do at once, and would part a batch in two.
use futures::channel::oneshot;

use super::loader::RequestLoader;
use crate::error::AppError;

type Answer<K, V> = Result<Arc<HashMap<K, V>>, Arc<AppError>>;

/// What is asked for and not loaded yet, by kind of key.
pub(crate) struct Batches {
    loader: RequestLoader,
    open: Mutex<HashMap<TypeId, Box<dyn Any + Send>>>,
}

/// The keys of one kind, and who waits for them beside the one who loads.
struct Batch<K, V> {
    keys: HashSet<K>,
    waiting: Vec<oneshot::Sender<Answer<K, V>>>,
}

impl Batches {
    /// Nothing asked for yet.
    pub(crate) fn new(loader: RequestLoader) -> Self {
        Self { loader, open: Mutex::default() }
    }

    /// What the key loads, together with all others asked for in the same moment.
    pub(crate) async fn load<K>(
        &self,
        key: K,
    ) -> Result<Option<<RequestLoader as Loader<K>>::Value>, Arc<AppError>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        RequestLoader: Loader<K, Error = Arc<AppError>>,
    {
        loop {
            let Some(answer) = self.join(key.clone()) else {
                return Ok(self.lead::<K>().await?.get(&key).cloned());
            };
            // Whoever led may have been dropped with its branch of the document; then
            // someone else leads.
            if let Ok(answer) = answer.await {
                return Ok(answer?.get(&key).cloned());
            }
        }
    }

    /// Asks for a key; `None` for the first, who has to load.
    fn join<K>(
        &self,
        key: K,
    ) -> Option<oneshot::Receiver<Answer<K, <RequestLoader as Loader<K>>::Value>>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        RequestLoader: Loader<K, Error = Arc<AppError>>,
    {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = open
            .get_mut(&TypeId::of::<K>())
            .and_then(|b| b.downcast_mut::<Batch<K, <RequestLoader as Loader<K>>::Value>>());
        if let Some(batch) = batch {
            let (sender, receiver) = oneshot::channel();
            batch.keys.insert(key);
            batch.waiting.push(sender);
            return Some(receiver);
        }
        let batch: Batch<K, <RequestLoader as Loader<K>>::Value> =
            Batch { keys: HashSet::from([key]), waiting: Vec::new() };
        open.insert(TypeId::of::<K>(), Box::new(batch));
        None
    }

    /// Lets the others ask, loads for all and tells them.
    async fn lead<K>(&self) -> Answer<K, <RequestLoader as Loader<K>>::Value>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        RequestLoader: Loader<K, Error = Arc<AppError>>,
    {
        let mut lead = Lead { batches: Some(self), kind: TypeId::of::<K>() };
        tokio::task::yield_now().await;
        let batch = lead
            .close()
            .and_then(|b| b.downcast::<Batch<K, <RequestLoader as Loader<K>>::Value>>().ok());
        let Some(batch) = batch else { return Ok(Arc::default()) };
        let keys: Vec<K> = batch.keys.into_iter().collect();
        let answer = self.loader.load(&keys).await.map(Arc::new);
        for waiting in batch.waiting {
            // Who does not wait any more does not mind.
            waiting.send(answer.clone()).ok();
        }
        answer
    }
}

/// The duty to close a batch once, also if the one who leads is dropped before.
struct Lead<'a> {
    batches: Option<&'a Batches>,
    kind: TypeId,
}

impl Lead<'_> {
    /// Closes the batch: who asks from now on opens another.
    fn close(&mut self) -> Option<Box<dyn Any + Send>> {
        let batches = self.batches.take()?;
        batches.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.kind)
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;
    use shared::RecordId;

    use super::*;
    use crate::{
        authz::Actor,
        graphql::loader::{DosesOf, RecordOf},
        testing::TestApp,
    };

    #[tokio::test]
    async fn each_gets_what_it_asked_for_and_who_leads_may_leave() {
        let app = TestApp::new().await;
        let ids: Vec<RecordId> = vec![
            app.record("Noé", "2025-04-14", 103).await,
            app.record("Lea", "1990-03-01", 7).await,
        ];
        app.dose(ids[0], "VAC0510", "2025-06-16").await;
        let batches = Batches::new(RequestLoader(app.op(&app.schiltz)));
        // The first asks and goes away; the second does not wait for ever.
        let mut leader = Box::pin(batches.load(DosesOf(ids[0])));
        assert!(futures::poll!(&mut leader).is_pending());
        let mut second = Box::pin(batches.load(DosesOf(ids[0])));
        assert!(futures::poll!(&mut second).is_pending());
        drop(leader);
        let doses = second.await.expect("an answer").expect("a list");
        assert_eq!(doses.len(), 1);
        let both = join_all(ids.iter().map(|id| batches.load(RecordOf(*id)))).await;
        let found: Vec<RecordId> = both.into_iter().filter_map(|r| Some(r.ok()??.id())).collect();
        assert_eq!(found, ids);
        let nobody = Batches::new(RequestLoader(app.op(&Actor::Anonymous)));
        assert!(nobody.load(RecordOf(ids[0])).await.expect("an answer").is_none());
    }
}
