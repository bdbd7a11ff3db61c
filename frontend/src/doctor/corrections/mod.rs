//! Requests for correction as a professional meets them: as tasks, on a dose, on a record.

mod answer_form;
pub mod changes;
mod on_dose;
mod on_record;
pub mod queries;
mod tasks;

pub use on_dose::DoseRequests;
pub use on_record::RecordRequests;
pub use tasks::{CorrectionTasks, WaitingCorrections};
