//! Integrators' machine accounts and the tokens they work with.

pub(crate) mod entity;

pub(crate) use entity::{access_token, client};
