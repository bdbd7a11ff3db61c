//! Families and helpers: who acts for whom, until when, and how it begins and ends.
//!
//! * A **parent** acts for a child. The child's record is joined to the parent by a code that the
//!   practice prints while the parent is there ([`code`]).
//! * At **16** the young person is asked, if they have an account: from then the parents' rights
//!   need their yes. At **18** it ends by itself: by the date at every check ([`rule`]), and the
//!   row is ended by a job ([`job`]), which nothing depends on (ADR 0019).
//! * A **trusted person** acts for someone by invitation, for all or for reading; either can end
//!   it at any time.
//! * A parent can be **barred** by the operator on a court's order ([`bar`]).

pub mod answer;
pub mod bar;
pub mod code;
pub mod commands;
pub mod end;
pub(crate) mod entity;
pub mod graphql;
pub mod job;
pub mod join;
mod rule;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub(crate) use rule::{Said, relation};
