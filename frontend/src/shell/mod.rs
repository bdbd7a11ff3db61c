//! What stands around every page: header, navigation, the way to the content.

pub mod desk;
pub mod emergency;
pub mod hand;
pub mod kept;
pub mod lost;
pub mod public;
pub mod queries;
pub mod tools;

pub use desk::DeskShell;
pub use hand::{HandShell, first_record};
pub use kept::KeptNotice;
pub use lost::LostConnection;
pub use public::PublicShell;
pub use tools::{LanguageSwitch, SkipLink, ThemeSwitch};
