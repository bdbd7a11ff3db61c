//! A schema that can do everything a transport must cope with.

use std::{sync::Arc, time::Duration};

use async_graphql::{
    Context, Error, ErrorExtensions, Object, Result, Schema, SimpleObject, Subscription,
};
use futures::{Stream, StreamExt, stream};
use tokio::sync::Notify;

use super::transport::{Conforming, Limits, conforming, limited, rows};

pub(crate) type TestSchema = Conforming<Schema<Query, Mutation, Ticks>>;

/// Who asks, in a request's data.
pub(crate) struct Asker(pub(crate) String);

/// Told when a subscription was stopped.
#[derive(Clone, Default)]
pub(crate) struct Stopped(pub(crate) Arc<Notify>);

pub(crate) fn schema(limits: &Limits, stopped: Stopped) -> TestSchema {
    conforming(limited(Schema::build(Query, Mutation, Ticks), limits).data(stopped).finish())
}

#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub(crate) struct Person {
    name: String,
}

#[async_graphql::ComplexObject]
impl Person {
    #[graphql(complexity = "rows(first, 10, child_complexity)")]
    async fn friends(&self, first: Option<i32>) -> Vec<Person> {
        people(first)
    }
}

fn people(first: Option<i32>) -> Vec<Person> {
    (0..first.unwrap_or(10)).map(|n| Person { name: format!("person {n}") }).collect()
}

pub(crate) struct Query;

#[Object]
impl Query {
    async fn me<'c>(&self, ctx: &Context<'c>) -> Result<&'c str> {
        Ok(&ctx.data::<Asker>()?.0)
    }

    async fn hello(&self, name: String) -> String {
        format!("hello {name}")
    }

    async fn uuid(&self, id: uuid::Uuid) -> uuid::Uuid {
        id
    }

    #[graphql(complexity = "rows(first, 10, child_complexity)")]
    async fn people(&self, first: Option<i32>) -> Vec<Person> {
        people(first)
    }

    async fn unfindable(&self) -> Result<String> {
        Err(Error::new("not found")
            .extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")))
    }

    async fn broken(&self) -> Result<String> {
        Err(Error::new("password of the database is hunter2"))
    }

    async fn partly(&self) -> Result<Option<String>> {
        Err(Error::new("not found")
            .extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")))
    }

    async fn endless(&self) -> bool {
        std::future::pending().await
    }

    async fn panics(&self) -> i32 {
        people(Some(0))
            .iter()
            .map(|_| 1)
            .reduce(|sum, one| sum + one)
            .expect("a resolver of the test panics")
    }
}

pub(crate) struct Mutation;

#[Object]
impl Mutation {
    async fn rename(&self, name: String) -> String {
        name
    }
}

pub(crate) struct Ticks;

#[Subscription]
impl Ticks {
    async fn ticks(&self, #[graphql(default = 3)] n: i32) -> impl Stream<Item = i32> {
        stream::iter(0..n)
    }

    /// Says nothing, and tells when it is stopped.
    async fn silence(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = i32>> {
        let guard = OnDrop(ctx.data::<Stopped>()?.clone());
        Ok(stream::once(async { 0 }).chain(stream::pending()).inspect(move |_| {
            let _ = &guard;
        }))
    }

    /// Says more than anyone can read, and tells when it is stopped.
    async fn flood(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = String>> {
        let guard = OnDrop(ctx.data::<Stopped>()?.clone());
        Ok(stream::repeat("x".repeat(65_536)).inspect(move |_| {
            let _ = &guard;
        }))
    }

    async fn forbidden(&self) -> Result<impl Stream<Item = i32>> {
        let refused: Result<stream::Empty<i32>> = Err(Error::new("not found")
            .extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")));
        refused
    }

    async fn slowly(&self) -> impl Stream<Item = i32> {
        stream::iter(0..).then(|n| async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            n
        })
    }
}

struct OnDrop(Stopped);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.0.notify_one();
    }
}
