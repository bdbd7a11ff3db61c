//! Copying a card: a sheet of rows that check themselves.

pub mod cells;
pub mod page;
pub mod row_view;
pub mod sheet;

pub use page::TranscribePage;
