//! The GraphQL door.

pub mod transport;
