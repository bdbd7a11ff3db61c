//! The tables of assessments, as SeaORM sees them.

pub mod assessment;
pub mod assessment_version;
pub mod rule_set_publication;
