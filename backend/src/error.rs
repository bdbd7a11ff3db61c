//! What can go wrong, as far as the caller will do something different about it.
//!
//! [`AppError::Refused`] is what the user can mend: it becomes `userErrors` of a
//! payload. All others are top-level errors with `extensions.code`. `Internal` is
//! logged once, where it is answered, and says nothing of its cause to the caller.
//! No right to read is `NotFound`, as for a record that is not there.

use std::fmt;

/// The result of a use case.
pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in.
    #[error("not signed in")]
    Unauthenticated,
    /// Not there, or not for this actor.
    #[error("not found")]
    NotFound,
    /// The input has faults that the user can mend.
    #[error("refused: {0:?}")]
    Refused(Vec<UserError>),
    /// An argument of a query makes no sense.
    #[error("{0}")]
    BadInput(String),
    /// Too much at once.
    #[error("too many requests")]
    RateLimited,
    /// Something broke on our side.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl AppError {
    /// One fault of the input.
    #[must_use]
    pub fn refused(code: Code, field: &[&str], message: impl fmt::Display) -> Self {
        Self::Refused(vec![UserError::new(code, field, message)])
    }

    /// The code in `extensions.code`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::NotFound => "NOT_FOUND",
            Self::Refused(_) | Self::BadInput(_) => "BAD_INPUT",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal(_) => "INTERNAL",
        }
    }

    /// What went wrong with its causes, for the log.
    #[must_use]
    pub fn with_causes(&self) -> String {
        match self {
            Self::Internal(cause) => format!("{cause:#}"),
            Self::Unauthenticated
            | Self::NotFound
            | Self::Refused(_)
            | Self::BadInput(_)
            | Self::RateLimited => self.to_string(),
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

/// One fault of an input that the user can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// What is wrong; the client has the words.
    pub code: Code,
    /// The path in the input: `doses`, `2`, `lot`.
    pub field: Vec<String>,
    /// For developers, in English, with no personal data.
    pub message: String,
}

impl UserError {
    /// A fault at that path.
    #[must_use]
    pub fn new(code: Code, field: &[&str], message: impl fmt::Display) -> Self {
        Self {
            code,
            field: field.iter().map(|f| (*f).to_owned()).collect(),
            message: message.to_string(),
        }
    }
}

/// Collects the faults of an input, so that all are told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<UserError>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, code: Code, field: &[&str], message: impl fmt::Display) {
        self.0.push(UserError::new(code, field, message));
    }

    /// Whether nothing was found yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if nothing was found and it is there.
    pub fn or<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ if self.0.is_empty() => {
                Err(AppError::Internal(anyhow::anyhow!("no value and no fault")))
            }
            _ => Err(AppError::Refused(self.0)),
        }
    }
}

/// What is wrong with an input. Each noun's schema shows the ones it can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
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
    /// Stands twice in the input.
    Repeated,
    /// Someone who may be the same person exists.
    PossibleSamePerson,
    /// Someone else changed it meanwhile.
    Conflict,
    /// The key was used for something else.
    KeyReused,
    /// Before the person's birth.
    BeforeBirth,
    /// A dose of the record would lie before the birth.
    DoseBeforeBirth,
    /// No such vaccine.
    UnknownCode,
    /// A lot with signs that no pack carries.
    MalformedLot,
    /// The end lies before the start.
    EndBeforeStart,
    /// Not between 0.01 and 20 ml.
    QuantityOutOfRange,
    /// The professional does not work in this practice.
    NotInPractice,
    /// No such country.
    UnknownCountry,
    /// Nothing in the list.
    EmptyList,
    /// Too many in the list.
    TooMany,
    /// Void already.
    AlreadyVoid,
    /// Confirmed already.
    AlreadyConfirmed,
    /// Nothing would change.
    NothingChanged,
    /// No such dose in this record.
    NotFound,
    /// Does not belong to this kind of dose or fact.
    NotApplicable,
    /// Not between the least and the greatest number of this fact.
    NumberOutOfRange,
    /// The record has an answer for this time.
    AlreadyKnown,
    /// A professional stands for it.
    Confirmed,
    /// The person does not want the record to be kept.
    ConsentWithdrawn,
    /// A code of a patient that was used, is too old or was replaced.
    CodeNotValid,
}
