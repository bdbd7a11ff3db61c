//! The closed sets of words about a record: its parts, what may be done with it, what
//! was done with it and by whom.

use serde::{Deserialize, Serialize};

use crate::vaccination::words;

words! {
    /// A part of a record that can change.
    RecordPart {
        /// Name, identifiers, contact.
        Person = "person",
        /// Doses.
        Vaccinations = "vaccinations",
        /// Who may see it.
        Access = "access",
        /// What the recommendations say of it.
        Assessment = "assessment",
        /// The health profile.
        Facts = "facts",
        /// What was written to the person.
        Messages = "messages",
        /// Who read it.
        AccessLog = "access_log",
        /// What the person asked to be corrected.
        Corrections = "corrections",
    }

    /// Something that can be done with a record, or to find one.
    RecordAction {
        /// Read it whole.
        Read = "read",
        /// Look for a person by identifier, or name and birth date.
        Find = "find",
        /// Create a record.
        Create = "create",
        /// Open a record with the patient present.
        Open = "open",
        /// Open a record in an emergency, without the patient's word.
        OpenInEmergency = "open_in_emergency",
        /// Record a dose given here, or that none was given.
        RecordVaccination = "record_vaccination",
        /// Copy doses from a proof.
        TranscribeVaccination = "transcribe_vaccination",
        /// Add a dose that is remembered.
        ReportVaccination = "report_vaccination",
        /// Take over doses from another system.
        ImportVaccination = "import_vaccination",
        /// Write a new version of a dose.
        CorrectVaccination = "correct_vaccination",
        /// Mark a dose as entered in error.
        VoidVaccination = "void_vaccination",
        /// Confirm a dose that was told or imported.
        ConfirmVaccination = "confirm_vaccination",
        /// Enter a fact of the health profile, and stand for it.
        EnterFact = "enter_fact",
        /// Tell a fact of one's own or one's child's health profile.
        ReportFact = "report_fact",
        /// Write a new version of a fact; who told it, while nobody confirmed it.
        CorrectFact = "correct_fact",
        /// Mark a fact as entered in error; who told it, while nobody confirmed it.
        VoidFact = "void_fact",
        /// Confirm a fact that was told.
        ConfirmFact = "confirm_fact",
        /// Change how the person is reached.
        ChangeContact = "change_contact",
        /// Correct names, birth date, sex.
        CorrectPerson = "correct_person",
        /// Invite a trusted person, end what someone does for one, answer about parents.
        ManageHelpers = "manage_helpers",
        /// Hide a dose from all but those who are named, or show it again.
        SetConfidentiality = "set_confidentiality",
        /// Give a parent who is present a code that joins a child's record.
        InviteParent = "invite_parent",
        /// Record the day of death, correct it, or take it back.
        RecordDeath = "record_death",
        /// Join it with another record of the same person, take them apart, say that they are two.
        MergeRecords = "merge_records",
        /// See who read it.
        ReadAccessLog = "read_access_log",
        /// Say which practices may see it.
        Share = "share",
        /// Ask a practice about something in the access log.
        QuestionAccess = "question_access",
        /// Ask that something in it be corrected, or ask no more.
        RequestCorrection = "request_correction",
        /// Answer such a request.
        AnswerCorrection = "answer_correction",
        /// Note what the person agrees to, or agrees to no more.
        SayConsent = "say_consent",
        /// Take everything that is kept about the person along, as a file.
        Export = "export",
    }

    /// What was done with a record.
    LoggedAction {
        /// Read.
        Read = "read",
        /// Created.
        Created = "created",
        /// Opened by a practice with the patient present.
        Opened = "opened",
        /// Opened by a doctor in an emergency.
        OpenedInEmergency = "opened_in_emergency",
        /// Opened by a practice with a code that the patient showed.
        OpenedByCode = "opened_by_code",
        /// A code shown, with which a practice can open it.
        CodeShown = "code_shown",
        /// A practice's access ended by the patient.
        AccessEnded = "access_ended",
        /// Consent to a purpose given.
        ConsentGiven = "consent_given",
        /// Consent to a purpose withdrawn.
        ConsentWithdrawn = "consent_withdrawn",
        /// A practice asked about something in this log.
        AccessQuestioned = "access_questioned",
        /// Such a question answered.
        AccessAnswered = "access_answered",
        /// Asked that something be corrected.
        CorrectionRequested = "correction_requested",
        /// Such a request taken back.
        CorrectionWithdrawn = "correction_withdrawn",
        /// Such a request answered.
        CorrectionAnswered = "correction_answered",
        /// Said who may see a dose: all who may see the record, or only those who are named.
        ConfidentialitySet = "confidentiality_set",
        /// Contact details changed.
        ContactChanged = "contact_changed",
        /// Names, birth date or sex corrected.
        PersonCorrected = "person_corrected",
        /// A parent or a trusted person was given a code.
        HelperInvited = "helper_invited",
        /// A parent or a trusted person acts for the person from now on.
        HelperJoined = "helper_joined",
        /// A parent or a trusted person acts no more.
        HelperEnded = "helper_ended",
        /// A parent was barred on a court's order.
        ParentBarred = "parent_barred",
        /// A court's order against a parent was lifted.
        ParentBarLifted = "parent_bar_lifted",
        /// The day of death recorded, corrected or taken back.
        DeathRecorded = "death_recorded",
        /// Joined with another record of the same person.
        Merged = "merged",
        /// Taken apart from another record.
        Unmerged = "unmerged",
        /// A dose recorded, told, imported or declined.
        VaccinationRecorded = "vaccination_recorded",
        /// A dose corrected.
        VaccinationCorrected = "vaccination_corrected",
        /// A dose marked as entered in error.
        VaccinationVoided = "vaccination_voided",
        /// A dose confirmed.
        VaccinationConfirmed = "vaccination_confirmed",
        /// A fact of the health profile entered or told.
        FactEntered = "fact_entered",
        /// A fact corrected or ended.
        FactCorrected = "fact_corrected",
        /// A fact marked as entered in error.
        FactVoided = "fact_voided",
        /// A fact confirmed.
        FactConfirmed = "fact_confirmed",
        /// Everything taken along as a file.
        Exported = "exported",
    }

    /// What a request for correction is about.
    CorrectionSubject {
        /// A dose that stands in the record.
        Vaccination = "vaccination",
        /// A dose that is missing.
        MissingVaccination = "missing_vaccination",
        /// A name, the birth date, the sex, a number.
        Person = "person",
        /// Something else.
        Other = "other",
    }

    /// How a request for correction stands (FHIR `Task.status`).
    CorrectionStatus {
        /// It waits for an answer (`requested`).
        Requested = "requested",
        /// Taken back by who asked (`cancelled`).
        Withdrawn = "withdrawn",
        /// What was asked for was done (`completed`).
        Corrected = "corrected",
        /// Nothing was changed, for the reason given (`rejected`).
        NotChanged = "not_changed",
    }

    /// What a practice answers to a request for correction.
    CorrectionOutcome {
        /// It was corrected.
        Corrected = "corrected",
        /// It was not changed, for the reason given.
        NotChanged = "not_changed",
    }

    /// For what something of a person is used.
    ConsentPurpose {
        /// Keeping the record, for the practices that may see it.
        Record = "record",
        /// Reminding of vaccinations.
        Reminders = "reminders",
        /// Keeping the national record (DSP) up to date.
        NationalRecord = "national_record",
        /// Taking over COVID-19 vaccinations from MSVAC.
        CovidImport = "covid_import",
        /// Statistics without names.
        Statistics = "statistics",
    }

    /// How consent was given or withdrawn.
    ConsentHow {
        /// By word, with the person present.
        Oral = "oral",
        /// On paper.
        Paper = "paper",
        /// By the person or a parent, in the portal.
        Portal = "portal",
    }

    /// What a withdrawal of consent reached.
    ReceiptItem {
        /// Practices that could see the record.
        Accesses = "accesses",
        /// Codes that were shown and not used.
        Codes = "codes",
        /// Reminders that waited.
        RemindersWaiting = "reminders_waiting",
        /// Mails in which nothing is left to say.
        Mails = "mails",
        /// Reminders that were sent before.
        RemindersSent = "reminders_sent",
        /// Doses, void ones too.
        Vaccinations = "vaccinations",
        /// Facts of the health profile, void ones too.
        Facts = "facts",
        /// Answers of the recommendations, held now or before.
        Assessments = "assessments",
        /// Entries of the access log.
        AccessLog = "access_log",
    }

    /// What became of what a withdrawal reached.
    ReceiptFate {
        /// Ended at once.
        Ended = "ended",
        /// Cancelled before it left.
        Cancelled = "cancelled",
        /// Kept, closed to everyone but the person, for as long as the law asks.
        Locked = "locked",
        /// Kept as a proof of what was done.
        Kept = "kept",
    }

    /// What someone may who acts for a person.
    RelationRights {
        /// Everything the person may, except choosing helpers.
        All = "all",
        /// Read.
        Read = "read",
    }

    /// What kind of actor did something.
    AuthorKind {
        /// A doctor or nurse.
        Practitioner = "practitioner",
        /// The person, or a parent.
        Patient = "patient",
        /// Another system, through an integrator's client.
        Client = "client",
        /// Carnet itself: demo data, jobs.
        System = "system",
    }

    /// A field of a vaccination that can change.
    VaccinationField {
        /// Given, not given, void.
        Status = "status",
        /// The product.
        Vaccine = "vaccine",
        /// When.
        Occurrence = "occurrence",
        /// The lot.
        Lot = "lot",
        /// The expiry date on the pack.
        ExpiresOn = "expires_on",
        /// The serial number on the pack.
        Serial = "serial",
        /// Where on the body.
        Site = "site",
        /// The way in.
        Route = "route",
        /// Millilitres.
        QuantityMl = "quantity_ml",
        /// Who gave it.
        Performer = "performer",
        /// Where it was given.
        Country = "country",
        /// What it was read from.
        Proof = "proof",
        /// Whether a professional stands for it.
        Confirmed = "confirmed",
        /// Why it was not given.
        NotGivenReason = "not_given_reason",
        /// Anything else.
        Note = "note",
    }
}
