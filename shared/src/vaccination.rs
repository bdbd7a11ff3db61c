//! The closed sets of words about a vaccination. Names follow FHIR R4 `Immunization`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Declares an enum of words with its code in the database and in files.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word in the database and in files.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value of that word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

pub(crate) use words;

words! {
    /// Whether a dose was given (FHIR `Immunization.status`).
    VaccinationStatus {
        /// Given.
        Completed = "completed",
        /// Not given, with a reason.
        NotDone = "not_done",
        /// Void: should never have been in this record.
        EnteredInError = "entered_in_error",
    }

    /// How a dose came into the record.
    Provenance {
        /// Given by the practice that recorded it.
        GivenHere = "given_here",
        /// Copied by a professional from a proof.
        Transcribed = "transcribed",
        /// Told by the patient or a parent.
        Reported = "reported",
        /// Came from another system.
        Imported = "imported",
    }

    /// What a dose that was not given here was read from.
    ProofKind {
        /// The yellow vaccination booklet.
        YellowCard = "yellow_card",
        /// Another certificate on paper.
        OtherCertificate = "other_certificate",
        /// The file of a practice or hospital.
        PracticeFile = "practice_file",
        /// A European Vaccination Card.
        EuropeanCard = "european_card",
        /// An EU Digital COVID Certificate.
        CovidCertificate = "covid_certificate",
        /// What the patient or a parent remembers.
        Statement = "statement",
    }

    /// Why a dose was not given (FHIR `Immunization.statusReason`).
    NotGivenReason {
        /// The patient or parent did not want it.
        PatientObjection = "patient_objection",
        /// A contraindication or precaution.
        MedicalPrecaution = "medical_precaution",
        /// Acutely ill on that day.
        AcuteIllness = "acute_illness",
        /// Already immune.
        Immunity = "immunity",
        /// The product was not available.
        OutOfStock = "out_of_stock",
        /// Another reason, in words.
        Other = "other",
    }

    /// Where on the body.
    Site {
        /// Left upper arm.
        LeftArm = "left_arm",
        /// Right upper arm.
        RightArm = "right_arm",
        /// Left thigh.
        LeftThigh = "left_thigh",
        /// Right thigh.
        RightThigh = "right_thigh",
        /// Left buttock.
        LeftButtock = "left_buttock",
        /// Right buttock.
        RightButtock = "right_buttock",
    }

    /// The way into the body.
    Route {
        /// Into the muscle.
        Intramuscular = "intramuscular",
        /// Under the skin.
        Subcutaneous = "subcutaneous",
        /// Into the skin.
        Intradermal = "intradermal",
        /// By mouth.
        Oral = "oral",
        /// Into the nose.
        Intranasal = "intranasal",
    }

    /// What a version of a vaccination did.
    ChangeKind {
        /// The first version.
        Recorded = "recorded",
        /// Something in it was wrong.
        Corrected = "corrected",
        /// A professional confirmed what was told or imported.
        Confirmed = "confirmed",
        /// Marked as entered in error.
        Voided = "voided",
        /// Joined with another dose that is the same event.
        Joined = "joined",
        /// Taken apart from a dose with which it was joined.
        Separated = "separated",
        /// Said to be another event than a dose of the same day.
        KeptApart = "kept_apart",
    }

    /// Something strange about a dose: said, not refused.
    WarningCode {
        /// The record already has such a dose on that day.
        PossibleDuplicate = "possible_duplicate",
        /// The lot had expired on the day it was given.
        ExpiredLot = "expired_lot",
        /// The product is not licensed at that age.
        AgeNotLicensed = "age_not_licensed",
    }

    /// How a practice came to see a record.
    AccessBasis {
        /// It created the record.
        Created = "created",
        /// The patient was present.
        PatientPresent = "patient_present",
        /// The patient or a parent showed a code.
        PatientCode = "patient_code",
        /// A doctor opened it in an emergency, without the patient's word.
        Emergency = "emergency",
    }

    /// Why a record was opened without the patient's word.
    EmergencyReason {
        /// The person cannot answer.
        CannotAnswer = "cannot_answer",
        /// A wound or a bite.
        Wound = "wound",
        /// Contact with a disease.
        Exposure = "exposure",
        /// Treatment that cannot wait.
        Treatment = "treatment",
        /// Something else, said in words.
        Other = "other",
    }

    /// By which right something was done with a record.
    AccessRight {
        /// It is their own.
        Own = "own",
        /// It is their child's.
        Parent = "parent",
        /// The person trusts them.
        Trusted = "trusted",
        /// Their practice created it.
        Created = "created",
        /// Their practice opened it with the patient present.
        PatientPresent = "patient_present",
        /// The patient or a parent showed their practice a code.
        PatientCode = "patient_code",
        /// They opened it in an emergency.
        Emergency = "emergency",
    }

    /// For how long a practice may see a record.
    AccessSpan {
        /// Until the end of the day.
        Day = "day",
        /// A year.
        Year = "year",
        /// Until the patient ends it.
        UntilEnded = "until_ended",
    }
}

/// The lot of a product: 1 to 20 characters of GS1's set 82, upper case, no space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LotNumber(String);

/// Why a text is no lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseLotError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// More than 20 characters.
    #[error("longer than 20 characters")]
    TooLong,
    /// A character that no pack carries.
    #[error("a lot has letters, digits and `-/._+` only")]
    Malformed,
}

impl FromStr for LotNumber {
    type Err = ParseLotError;

    /// Reads what stands on the pack; case and space do not matter.
    fn from_str(text: &str) -> Result<Self, ParseLotError> {
        let text: String =
            text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        if text.is_empty() {
            return Err(ParseLotError::Empty);
        }
        if 20 < text.chars().count() {
            return Err(ParseLotError::TooLong);
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/._+".contains(&b)) {
            return Err(ParseLotError::Malformed);
        }
        Ok(Self(text))
    }
}

impl LotNumber {
    /// The lot as printed, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LotNumber {
    type Error = ParseLotError;
    fn try_from(text: String) -> Result<Self, ParseLotError> {
        text.parse()
    }
}

impl From<LotNumber> for String {
    fn from(lot: LotNumber) -> Self {
        lot.0
    }
}

impl fmt::Display for LotNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_what_stands_on_the_pack() {
        assert_eq!("u3j 81v".parse::<LotNumber>().map(String::from).as_deref(), Ok("U3J81V"));
        assert_eq!("".parse::<LotNumber>(), Err(ParseLotError::Empty));
        assert_eq!("A".repeat(21).parse::<LotNumber>(), Err(ParseLotError::TooLong));
        assert_eq!("<b>".parse::<LotNumber>(), Err(ParseLotError::Malformed));
        assert_eq!("ＡＢ".parse::<LotNumber>(), Err(ParseLotError::Malformed));
    }
}
