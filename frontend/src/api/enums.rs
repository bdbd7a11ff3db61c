//! The closed sets of words of the contract. A missing or an extra value does not compile.

use super::schema;

/// The version of the text of consent that the pages show.
pub const CONSENT_TEXT: &str = "2026-11";

/// Declares enums of the schema with all their values, in the order in which they are offered.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value:meta])* $variant:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$value])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
        }
    )+};
}

words! {
    /// A language of the product.
    Locale { Fr, De, En, Lb, Pt, }
    /// What an account may be.
    Role { Patient, Doctor, Nurse, RecommendationEditor, PublicHealthOfficer, Auditor, Operator, }
    /// Administrative sex.
    Sex { Female, Male, Other, Unknown, }
    /// How the viewer is related to a record.
    ViewerRelation { #[cynic(rename = "SELF")] Own, Parent, Trusted, Reader, Practice, None, }
    /// A part of a record that can change.
    RecordPart { Person, Vaccinations, Access, Assessment, Facts, Messages, AccessLog, Corrections, }
    /// The system that issued an identifier.
    IdentifierSystem { LuMatricule, LuNewborn, BeNiss, FrNir, DeKvnr, PtUtente, Passport, Other, }
    /// Something a viewer may do with a record.
    RecordAction {
        Read, Open, OpenInEmergency, Create, Find, ImportVaccination, RecordVaccination, TranscribeVaccination, ReportVaccination, CorrectVaccination,
        VoidVaccination, ConfirmVaccination, EnterFact, ReportFact, CorrectFact, VoidFact,
        ConfirmFact, CorrectPerson, ManageHelpers, InviteParent, RecordDeath, MergeRecords, ChangeContact, ReadAccessLog,
        Share, QuestionAccess, RequestCorrection, AnswerCorrection, SayConsent, SetConfidentiality,
        Export,
    }
    /// How a practice came to see a record.
    AccessBasis { Created, PatientPresent, PatientCode, Emergency, }
    /// Why a record was opened without the patient's word.
    EmergencyReason { CannotAnswer, Wound, Exposure, Treatment, Other, }
    /// For what something of a person is used.
    ConsentPurpose { Record, Reminders, NationalRecord, CovidImport, Statistics, }
    /// How consent was given or withdrawn.
    ConsentHow { Oral, Paper, Portal, }
    /// What a withdrawal of consent reached.
    ReceiptItem {
        Accesses, Codes, RemindersWaiting, Mails, RemindersSent, Vaccinations, Facts, Assessments,
        AccessLog,
    }
    /// What became of it.
    ReceiptFate { Ended, Cancelled, Locked, Kept, }
    /// By which right something was done.
    AccessRight { Own, Parent, Trusted, Created, PatientPresent, PatientCode, Emergency, }
    /// For how long a practice may see a record.
    AccessSpan { Day, Year, UntilEnded, }
    /// What was done with a record.
    LoggedAction {
        Read, Created, Opened, ContactChanged, VaccinationRecorded, VaccinationCorrected,
        VaccinationVoided, VaccinationConfirmed, FactEntered, FactCorrected, FactVoided, FactConfirmed,
        PersonCorrected, OpenedInEmergency, OpenedByCode, CodeShown, AccessEnded,
        AccessQuestioned, AccessAnswered, CorrectionRequested, CorrectionWithdrawn, ConfidentialitySet,
        CorrectionAnswered, ConsentGiven, ConsentWithdrawn,
        HelperInvited, HelperJoined, HelperEnded, ParentBarred, ParentBarLifted,
        DeathRecorded, Merged, Unmerged, Exported,
    }
    /// What a request for correction is about.
    CorrectionSubject { Vaccination, MissingVaccination, Person, Other, }
    /// How it stands.
    CorrectionStatus { Requested, Withdrawn, Corrected, NotChanged, }
    /// What is answered to it.
    CorrectionOutcome { Corrected, NotChanged, }
    /// What the recommendations say about a disease, the most urgent first.
    AssessmentStatus {
        Overdue, Due, Unknown, Contraindicated, DueSoon, UpToDate, NotDue, Complete, Immune,
        Refused, MayBeGiven, AgedOut, NotRecommended,
    }
    /// How far an e-mail address is.
    AddressState { Missing, Waiting, Confirmed, Failed, }
    /// How long before a vaccination a reminder comes.
    Lead { OneMonth, TwoWeeks, OneWeek, }
    /// What a message is for.
    MessageKind { ConfirmAddress, Reminder, Emergency, }
    /// How far a message is.
    MessageState { Waiting, Sent, Failed, Cancelled, }
    /// What is wrong with a reminder's settings.
    ReminderErrorCode { Malformed, Conflict, KeyReused, NotApplicable, }
    /// How a dose counts.
    DoseVerdict { Valid, NotValid, SubStandard, Extraneous, Uncertain, }
    /// What kind of author did something.
    AuthorKind { Practitioner, Patient, Client, System, }
    /// Whether a dose was given.
    VaccinationStatus { Completed, NotDone, EnteredInError, }
    /// How a dose came into the record.
    Provenance { GivenHere, Transcribed, Reported, Imported, }
    /// What a dose that was not given here was read from.
    ProofKind { YellowCard, OtherCertificate, PracticeFile, EuropeanCard, CovidCertificate, Statement, }
    /// Why a dose was not given.
    NotGivenReason { PatientObjection, MedicalPrecaution, AcuteIllness, Immunity, OutOfStock, Other, }
    /// Where on the body.
    Site { LeftArm, RightArm, LeftThigh, RightThigh, LeftButtock, RightButtock, }
    /// The way into the body.
    Route { Intramuscular, Subcutaneous, Intradermal, Oral, Intranasal, }
    /// What a version did.
    ChangeKind { Recorded, Corrected, Confirmed, Voided, Joined, Separated, KeptApart, }
    /// How someone acts for a person.
    HelperKind { Parent, Trusted, }
    /// What someone may who acts for a person.
    RelationRights { All, Read, }
    /// Something that was compared of two people.
    MatchPart { FamilyName, GivenName, BirthDate, Sex, Commune, Matricule, }
    /// Something strange about a dose.
    WarningCode { PossibleDuplicate, ExpiredLot, AgeNotLicensed, }
    /// A field of a dose.
    VaccinationField {
        Status, Vaccine, Occurrence, Lot, ExpiresOn, Serial, Site, Route, QuantityMl, Performer,
        Country, Proof, Confirmed, NotGivenReason, Note,
    }
    /// Why a record's input is refused.
    RecordErrorCode {
        Required, TooLong, TooShort, Malformed, WrongCheckDigits, InFuture, TooEarly, ContradictsMatricule,
        IdentifierTaken, Repeated, PossibleSamePerson, Conflict, KeyReused, TooMany, DoseBeforeBirth, NothingChanged,
        CodeNotValid, NotFound, NotApplicable, ConsentWithdrawn, BeforeBirth,
    }
    /// Why a vaccination's input is refused.
    VaccinationErrorCode {
        Required, TooLong, TooShort, Malformed, InFuture, BeforeBirth, UnknownCode, MalformedLot,
        EndBeforeStart, QuantityOutOfRange, NotInPractice, UnknownCountry, EmptyList, TooMany,
        Repeated, Conflict, AlreadyVoid, AlreadyConfirmed, NothingChanged, NotFound, NotApplicable,
        KeyReused,
    }
    /// Whether a fact is said of the person.
    FactStatus { Active, EnteredInError, }
    /// What the answer to a fact's question looks like.
    FactKind { YesNo, Number, }
    /// A field of a fact.
    FactField { Status, Answer, Number, From, To, Confirmed, Note, }
    /// Why a fact's input is refused.
    FactErrorCode {
        Required, TooLong, TooShort, Malformed, InFuture, BeforeBirth, UnknownCode, EndBeforeStart,
        NumberOutOfRange, EmptyList, TooMany, Repeated, AlreadyKnown, Confirmed, Conflict, AlreadyVoid,
        AlreadyConfirmed, NothingChanged, NotFound, NotApplicable, KeyReused,
    }
    /// Why a choice of the viewer is refused.
    ViewerErrorCode { NotInPractice, }
}
