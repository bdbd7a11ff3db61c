//! The tables of families, as SeaORM sees them. Who acts for whom is `accesses::record_relation`.

pub mod attempt;
pub mod bar;
pub mod code;
