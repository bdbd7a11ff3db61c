//! Writing rows, however many.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Iterable};

use crate::error::Result;

/// Values in one statement: SQLite takes at most 32,766, PostgreSQL 65,535.
const MOST_VALUES: usize = 12_000;

/// Inserts rows in statements of a size that repeats, so that they are prepared once.
///
/// # Errors
/// If the database refuses one of them.
pub(crate) async fn insert_all<A>(
    db: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = A>,
) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let size = MOST_VALUES / <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(size).collect();
        A::Entity::insert_many(some).exec_without_returning(db).await?;
    }
    Ok(())
}
