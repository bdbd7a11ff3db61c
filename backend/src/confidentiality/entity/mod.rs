//! The tables of confidential doses.

pub(crate) mod confidentiality;
pub(crate) mod confidentiality_reader;
