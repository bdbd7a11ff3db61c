//! What came of a change of people's data.

use async_graphql::{Enum, SimpleObject};

use super::{Record, RecordMatch};
use crate::error::{Code, UserError};

/// The new record, or people who may be the same.
#[derive(Debug, SimpleObject)]
pub struct CreateRecordPayload {
    /// The record; null if there are errors.
    pub(super) record: Option<Record>,
    /// People who may be the same; with them no record is created until notTheSameAs names them.
    pub(super) possible_matches: Vec<RecordMatch>,
    /// What the user can mend; empty if it was done.
    pub(super) user_errors: Vec<RecordError>,
}

/// The record, open.
#[derive(Debug, SimpleObject)]
pub struct OpenRecordPayload {
    /// The record; null if there are errors.
    pub(super) record: Option<Record>,
    /// What the user can mend; empty if it was done.
    pub(super) user_errors: Vec<RecordError>,
}

/// The record with its new contact.
#[derive(Debug, SimpleObject)]
pub struct ChangeContactPayload {
    /// The record; null if there are errors.
    pub(super) record: Option<Record>,
    /// What the user can mend; empty if it was done.
    pub(super) user_errors: Vec<RecordError>,
}

/// The record with the corrected person.
#[derive(Debug, SimpleObject)]
pub struct CorrectPersonPayload {
    /// The record; null if there are errors.
    pub(super) record: Option<Record>,
    /// What the user can mend; empty if it was done.
    pub(super) user_errors: Vec<RecordError>,
}

/// Something in a record's input that the user can mend.
#[derive(Debug, SimpleObject)]
pub struct RecordError {
    /// What is wrong.
    pub(super) code: RecordErrorCode,
    /// The path in the input: `["identifiers", "0", "value"]`.
    pub(super) field: Vec<String>,
    /// For developers, in English; the client translates the code.
    pub(super) message: String,
}

/// What is wrong with a record's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RecordErrorCode {
    /// Must be there.
    Required,
    /// Too many characters.
    TooLong,
    /// Too few characters.
    TooShort,
    /// Not written as it must be.
    Malformed,
    /// The check digits of a matricule do not fit.
    WrongCheckDigits,
    /// In the future.
    InFuture,
    /// More than 130 years ago.
    TooEarly,
    /// The matricule states another birth date.
    ContradictsMatricule,
    /// Another record has this identifier.
    IdentifierTaken,
    /// The identifier stands twice in the input.
    Repeated,
    /// Someone who may be the same person exists; see possibleMatches.
    PossibleSamePerson,
    /// Someone else changed it meanwhile.
    Conflict,
    /// The key was used for something else.
    KeyReused,
    /// A list has too many entries.
    TooMany,
    /// A dose of the record would lie before the birth; it is to be corrected first.
    DoseBeforeBirth,
    /// Nothing would change.
    NothingChanged,
    /// The code was used, is too old, or was replaced by a newer one.
    CodeNotValid,
    /// Before the person's birth.
    BeforeBirth,
    /// There is no such thing in this record.
    NotFound,
    /// It cannot be done with this.
    NotApplicable,
    /// The person does not want this record to be kept; they must agree first.
    ConsentWithdrawn,
}

impl From<UserError> for RecordError {
    fn from(e: UserError) -> Self {
        use RecordErrorCode as R;
        let code = match e.code {
            Code::Required => R::Required,
            Code::TooLong => R::TooLong,
            Code::TooShort => R::TooShort,
            Code::WrongCheckDigits => R::WrongCheckDigits,
            Code::InFuture => R::InFuture,
            Code::TooEarly => R::TooEarly,
            Code::ContradictsMatricule => R::ContradictsMatricule,
            Code::IdentifierTaken => R::IdentifierTaken,
            Code::Repeated => R::Repeated,
            Code::PossibleSamePerson => R::PossibleSamePerson,
            Code::Conflict => R::Conflict,
            Code::KeyReused => R::KeyReused,
            Code::TooMany => R::TooMany,
            Code::DoseBeforeBirth => R::DoseBeforeBirth,
            Code::NothingChanged => R::NothingChanged,
            Code::CodeNotValid => R::CodeNotValid,
            Code::BeforeBirth => R::BeforeBirth,
            Code::NotFound => R::NotFound,
            Code::NotApplicable => R::NotApplicable,
            Code::ConsentWithdrawn => R::ConsentWithdrawn,
            Code::Malformed
            | Code::UnknownCode
            | Code::MalformedLot
            | Code::EndBeforeStart
            | Code::QuantityOutOfRange
            | Code::NotInPractice
            | Code::UnknownCountry
            | Code::EmptyList
            | Code::AlreadyVoid
            | Code::AlreadyConfirmed
            | Code::NumberOutOfRange
            | Code::AlreadyKnown
            | Code::Confirmed => R::Malformed,
        };
        Self { code, field: e.field, message: e.message }
    }
}
