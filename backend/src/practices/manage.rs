//! Making practices and saying who works in them: for operators and the demo.

pub use super::store::{
    add_member, create_practice, create_practitioner, find_by_number, find_practice,
};
