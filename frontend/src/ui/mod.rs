//! The kit: small accessible components on native elements. It knows nothing of vaccinations.

pub mod button;
pub mod choice;
pub mod date_input;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod load;
pub mod notice;
pub mod page_title;
pub mod remote;
pub mod suggest;
pub mod tag;
pub mod toast;
pub mod words;

pub use button::{Button, ButtonKind};
pub use choice::{Choice, Segments};
pub use date_input::{DateFields, DateInput};
pub use dialog::Dialog;
pub use error_summary::ErrorSummary;
pub use field::{Field, SelectInput, TextArea, TextInput, Wiring};
pub use icon::{Brand, Icon, IconKind};
pub use load::{Load, LoadError};
pub use notice::{Empty, Notice, Tone};
pub use page_title::{Announcer, PageTitle, provide_announcer};
pub use remote::Remote;
pub use suggest::{Suggest, Suggestion};
pub use tag::{Mark, MarkKind, Tag};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use words::{SharedText, Text, text};
