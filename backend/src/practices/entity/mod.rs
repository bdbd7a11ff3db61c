//! The tables of practices, as SeaORM sees them.

pub mod practice;
pub mod practice_member;
pub mod practitioner;
