//! One person, one record: pairs that may be one person, joining two records and taking them
//! apart again, and doses that are the same event.

pub mod changes;
mod death_page;
mod duplicates_page;
mod merge_page;
mod notices;
mod number_page;
mod pair;
mod parent_code_page;
pub mod queries;
mod same_page;
mod status_table;
mod unmerge_page;

pub use death_page::DeathPage;
pub use duplicates_page::DuplicatesPage;
pub use merge_page::MergePage;
pub use notices::RecordNotices;
pub use number_page::NumberPage;
pub use parent_code_page::ParentCodePage;
pub use same_page::SamePage;
pub use unmerge_page::UnmergePage;
