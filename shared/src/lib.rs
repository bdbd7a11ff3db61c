//! The words of the domain as types: ids, dates, codes, parsed values.
//!
//! What may live here: small values with no I/O that the engine, the server and
//! the browser all speak. They are parsed once, at the border, and then trusted.
//! What may not: rules, storage, anything that reads a clock or makes an id.

pub mod contact;
pub mod country;
pub mod date;
pub mod fact;
pub mod fold;
pub mod id;
pub mod matricule;
pub mod person;
pub mod record;
pub mod text;
pub mod vaccination;
pub mod vaccine;

pub use contact::{EmailAddress, Locale, ParseEmailError};
pub use date::{Date, DateRange, ParseDateError, ParsePartialDateError, PartialDate};
pub use fact::{FactField, FactKind, FactProvenance, FactStatus};
pub use id::{
    AccountId, ClientId, EntryId, FactId, ParseIdError, PracticeId, PractitionerId, RecordId,
    VaccinationId,
};
pub use matricule::{Matricule, ParseMatriculeError};
pub use person::{BirthDate, IdentifierSystem, NoBirthDate, Role, Sex};
pub use record::{
    AuthorKind, ConsentHow, ConsentPurpose, CorrectionOutcome, CorrectionStatus, CorrectionSubject,
    LoggedAction, ReceiptFate, ReceiptItem, RecordAction, RecordPart, RelationRights,
    VaccinationField,
};
pub use text::{ParseTextError, Text};
pub use vaccination::*;
pub use vaccine::{ParseVaccineCodeError, VaccineCode};
