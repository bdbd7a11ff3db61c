//! What a person agreed to, by purpose, with its history; and the receipt of a withdrawal.

mod page;
mod purpose;
mod queries;
mod receipt;

pub use page::ConsentPage;
pub use receipt::ReceiptPage;
