//! Merges: two records of one person become one, and can be taken apart again at any time.
//!
//! What belongs to the joined record moves to the one that stays, and it is written down what
//! did ([`entity::item`]): doses and facts with their versions, numbers, accesses of practices,
//! relations. The joined record keeps its row, its own contact and its history, and its id leads
//! to the one that stays: for links, rights, subscriptions and accounts alike. Taken apart,
//! exactly what moved goes back, as it is then: corrected, voided or confirmed meanwhile. What
//! came in between stays, except for what the professional says belongs to the other.
//!
//! Nothing is deleted. Why rows move, and are not read together: ADR 0018.

pub(crate) mod entity;
pub mod graphql;
mod merge;
mod preview;
mod store;
#[cfg(test)]
mod tests;
mod unmerge;

pub use merge::{MergeRecords, merge_records};
pub use preview::{Preview, preview};
pub(crate) use store::{came_later, leading_to, log_of};
pub use unmerge::{UnmergeRecords, since, unmerge_records};
