//! Recording doses given now, in the order of the hands: product, lot, expiry, site, then inject, then confirm.

pub mod expiry;
pub mod form;
pub mod gs1;
pub mod page;
pub mod remarks;
pub mod row;
pub mod row_view;
pub mod scan;
pub mod warnings;

pub use page::RecordDosesPage;
