//! The contract's words as the reader reads them. What calls these follows the language.

use crate::{
    api::{
        AccessBasis, AccessRight, ChangeKind, ConsentHow, ConsentPurpose, EmergencyReason,
        IdentifierSystem, LoggedAction, NotGivenReason, ProofKind, Provenance, ReceiptFate,
        ReceiptItem, Role, Route, Sex, Site, VaccinationField, VaccinationStatus, WarningCode,
    },
    i18n::I18n,
    t_string,
};

/// `given`.
#[must_use]
pub fn status(i18n: I18n, value: VaccinationStatus) -> &'static str {
    match value {
        VaccinationStatus::Completed => t_string!(i18n, words.status.completed),
        VaccinationStatus::NotDone => t_string!(i18n, words.status.not_done),
        VaccinationStatus::EnteredInError => t_string!(i18n, words.status.entered_in_error),
    }
}

/// `copied`.
#[must_use]
pub fn provenance(i18n: I18n, value: Provenance) -> &'static str {
    match value {
        Provenance::GivenHere => t_string!(i18n, words.provenance.given_here),
        Provenance::Transcribed => t_string!(i18n, words.provenance.transcribed),
        Provenance::Reported => t_string!(i18n, words.provenance.reported),
        Provenance::Imported => t_string!(i18n, words.provenance.imported),
    }
}

/// `yellow card`.
#[must_use]
pub fn proof(i18n: I18n, value: ProofKind) -> &'static str {
    match value {
        ProofKind::YellowCard => t_string!(i18n, words.proof.yellow_card),
        ProofKind::OtherCertificate => t_string!(i18n, words.proof.other_certificate),
        ProofKind::PracticeFile => t_string!(i18n, words.proof.practice_file),
        ProofKind::EuropeanCard => t_string!(i18n, words.proof.european_card),
        ProofKind::CovidCertificate => t_string!(i18n, words.proof.covid_certificate),
        ProofKind::Statement => t_string!(i18n, words.proof.statement),
    }
}

/// `declined`.
#[must_use]
pub fn not_given_reason(i18n: I18n, value: NotGivenReason) -> &'static str {
    match value {
        NotGivenReason::PatientObjection => t_string!(i18n, words.reason.patient_objection),
        NotGivenReason::MedicalPrecaution => t_string!(i18n, words.reason.medical_precaution),
        NotGivenReason::AcuteIllness => t_string!(i18n, words.reason.acute_illness),
        NotGivenReason::Immunity => t_string!(i18n, words.reason.immunity),
        NotGivenReason::OutOfStock => t_string!(i18n, words.reason.out_of_stock),
        NotGivenReason::Other => t_string!(i18n, words.reason.other),
    }
}

/// `left arm`.
#[must_use]
pub fn site(i18n: I18n, value: Site) -> &'static str {
    match value {
        Site::LeftArm => t_string!(i18n, words.site.left_arm),
        Site::RightArm => t_string!(i18n, words.site.right_arm),
        Site::LeftThigh => t_string!(i18n, words.site.left_thigh),
        Site::RightThigh => t_string!(i18n, words.site.right_thigh),
        Site::LeftButtock => t_string!(i18n, words.site.left_buttock),
        Site::RightButtock => t_string!(i18n, words.site.right_buttock),
    }
}

/// `intramuscular`.
#[must_use]
pub fn route(i18n: I18n, value: Route) -> &'static str {
    match value {
        Route::Intramuscular => t_string!(i18n, words.route.intramuscular),
        Route::Subcutaneous => t_string!(i18n, words.route.subcutaneous),
        Route::Intradermal => t_string!(i18n, words.route.intradermal),
        Route::Oral => t_string!(i18n, words.route.oral),
        Route::Intranasal => t_string!(i18n, words.route.intranasal),
    }
}

/// `corrected`.
#[must_use]
pub fn change(i18n: I18n, value: ChangeKind) -> &'static str {
    match value {
        ChangeKind::Recorded => t_string!(i18n, words.change.recorded),
        ChangeKind::Corrected => t_string!(i18n, words.change.corrected),
        ChangeKind::Confirmed => t_string!(i18n, words.change.confirmed),
        ChangeKind::Voided => t_string!(i18n, words.change.voided),
        ChangeKind::Joined => t_string!(i18n, words.change.joined),
        ChangeKind::Separated => t_string!(i18n, words.change.separated),
        ChangeKind::KeptApart => t_string!(i18n, words.change.kept_apart),
    }
}

/// `Maybe the same dose twice`.
#[must_use]
pub fn warning(i18n: I18n, value: WarningCode) -> &'static str {
    match value {
        WarningCode::PossibleDuplicate => t_string!(i18n, words.warning.possible_duplicate),
        WarningCode::ExpiredLot => t_string!(i18n, words.warning.expired_lot),
        WarningCode::AgeNotLicensed => t_string!(i18n, words.warning.age_not_licensed),
    }
}

/// `Lot`.
#[must_use]
pub fn field(i18n: I18n, value: VaccinationField) -> &'static str {
    match value {
        VaccinationField::Status => t_string!(i18n, words.field.status),
        VaccinationField::Vaccine => t_string!(i18n, words.field.vaccine),
        VaccinationField::Occurrence => t_string!(i18n, words.field.occurrence),
        VaccinationField::Lot => t_string!(i18n, words.field.lot),
        VaccinationField::ExpiresOn => t_string!(i18n, words.field.expires_on),
        VaccinationField::Serial => t_string!(i18n, words.field.serial),
        VaccinationField::Site => t_string!(i18n, words.field.site),
        VaccinationField::Route => t_string!(i18n, words.field.route),
        VaccinationField::QuantityMl => t_string!(i18n, words.field.quantity_ml),
        VaccinationField::Performer => t_string!(i18n, words.field.performer),
        VaccinationField::Country => t_string!(i18n, words.field.country),
        VaccinationField::Proof => t_string!(i18n, words.field.proof),
        VaccinationField::Confirmed => t_string!(i18n, words.field.confirmed),
        VaccinationField::NotGivenReason => t_string!(i18n, words.field.not_given_reason),
        VaccinationField::Note => t_string!(i18n, words.field.note),
    }
}

/// `female`.
#[must_use]
pub fn sex(i18n: I18n, value: Sex) -> &'static str {
    match value {
        Sex::Female => t_string!(i18n, words.sex.female),
        Sex::Male => t_string!(i18n, words.sex.male),
        Sex::Other => t_string!(i18n, words.sex.other),
        Sex::Unknown => t_string!(i18n, words.sex.unknown),
    }
}

/// `doctor`.
#[must_use]
pub fn role(i18n: I18n, value: Role) -> &'static str {
    match value {
        Role::Patient => t_string!(i18n, words.role.patient),
        Role::Doctor => t_string!(i18n, words.role.doctor),
        Role::Nurse => t_string!(i18n, words.role.nurse),
        Role::RecommendationEditor => t_string!(i18n, words.role.recommendation_editor),
        Role::PublicHealthOfficer => t_string!(i18n, words.role.public_health_officer),
        Role::Auditor => t_string!(i18n, words.role.auditor),
        Role::Operator => t_string!(i18n, words.role.operator),
    }
}

/// `Matricule`.
#[must_use]
pub fn identifier_system(i18n: I18n, value: IdentifierSystem) -> &'static str {
    match value {
        IdentifierSystem::LuMatricule => t_string!(i18n, words.system.lu_matricule),
        IdentifierSystem::LuNewborn => t_string!(i18n, words.system.lu_newborn),
        IdentifierSystem::BeNiss => t_string!(i18n, words.system.be_niss),
        IdentifierSystem::FrNir => t_string!(i18n, words.system.fr_nir),
        IdentifierSystem::DeKvnr => t_string!(i18n, words.system.de_kvnr),
        IdentifierSystem::PtUtente => t_string!(i18n, words.system.pt_utente),
        IdentifierSystem::Passport => t_string!(i18n, words.system.passport),
        IdentifierSystem::Other => t_string!(i18n, words.system.other),
    }
}

/// `opened with the patient present`.
#[must_use]
pub fn basis(i18n: I18n, value: AccessBasis) -> &'static str {
    match value {
        AccessBasis::Created => t_string!(i18n, words.basis.created),
        AccessBasis::PatientPresent => t_string!(i18n, words.basis.patient_present),
        AccessBasis::PatientCode => t_string!(i18n, words.basis.patient_code),
        AccessBasis::Emergency => t_string!(i18n, words.basis.emergency),
    }
}

/// `A wound or a bite`.
#[must_use]
pub fn emergency(i18n: I18n, value: EmergencyReason) -> &'static str {
    match value {
        EmergencyReason::CannotAnswer => t_string!(i18n, words.emergency.cannot_answer),
        EmergencyReason::Wound => t_string!(i18n, words.emergency.wound),
        EmergencyReason::Exposure => t_string!(i18n, words.emergency.exposure),
        EmergencyReason::Treatment => t_string!(i18n, words.emergency.treatment),
        EmergencyReason::Other => t_string!(i18n, words.emergency.other),
    }
}

/// `Reminders`.
#[must_use]
pub fn purpose(i18n: I18n, value: ConsentPurpose) -> &'static str {
    match value {
        ConsentPurpose::Record => t_string!(i18n, words.purpose.record),
        ConsentPurpose::Reminders => t_string!(i18n, words.purpose.reminders),
        ConsentPurpose::NationalRecord => t_string!(i18n, words.purpose.national_record),
        ConsentPurpose::CovidImport => t_string!(i18n, words.purpose.covid_import),
        ConsentPurpose::Statistics => t_string!(i18n, words.purpose.statistics),
    }
}

/// `on paper`.
#[must_use]
pub fn consent_how(i18n: I18n, value: ConsentHow) -> &'static str {
    match value {
        ConsentHow::Oral => t_string!(i18n, words.how.oral),
        ConsentHow::Paper => t_string!(i18n, words.how.paper),
        ConsentHow::Portal => t_string!(i18n, words.how.portal),
    }
}

/// `Practices that could see the record`.
#[must_use]
pub fn receipt_item(i18n: I18n, value: ReceiptItem) -> &'static str {
    match value {
        ReceiptItem::Accesses => t_string!(i18n, words.receipt.accesses),
        ReceiptItem::Codes => t_string!(i18n, words.receipt.codes),
        ReceiptItem::RemindersWaiting => t_string!(i18n, words.receipt.reminders_waiting),
        ReceiptItem::Mails => t_string!(i18n, words.receipt.mails),
        ReceiptItem::RemindersSent => t_string!(i18n, words.receipt.reminders_sent),
        ReceiptItem::Vaccinations => t_string!(i18n, words.receipt.vaccinations),
        ReceiptItem::Facts => t_string!(i18n, words.receipt.facts),
        ReceiptItem::Assessments => t_string!(i18n, words.receipt.assessments),
        ReceiptItem::AccessLog => t_string!(i18n, words.receipt.access_log),
    }
}

/// `cancelled before it left`.
#[must_use]
pub fn receipt_fate(i18n: I18n, value: ReceiptFate) -> &'static str {
    match value {
        ReceiptFate::Ended => t_string!(i18n, words.fate.ended),
        ReceiptFate::Cancelled => t_string!(i18n, words.fate.cancelled),
        ReceiptFate::Locked => t_string!(i18n, words.fate.locked),
        ReceiptFate::Kept => t_string!(i18n, words.fate.kept),
    }
}

/// `by right: opened with your code`.
#[must_use]
pub fn right(i18n: I18n, value: AccessRight) -> &'static str {
    match value {
        AccessRight::Own => t_string!(i18n, words.right.own),
        AccessRight::Parent => t_string!(i18n, words.right.parent),
        AccessRight::Trusted => t_string!(i18n, words.right.trusted),
        AccessRight::Created => t_string!(i18n, words.right.created),
        AccessRight::PatientPresent => t_string!(i18n, words.right.patient_present),
        AccessRight::PatientCode => t_string!(i18n, words.right.patient_code),
        AccessRight::Emergency => t_string!(i18n, words.right.emergency),
    }
}

/// `read the record`.
#[must_use]
pub fn action(i18n: I18n, value: LoggedAction) -> &'static str {
    match value {
        LoggedAction::Read => t_string!(i18n, words.action.read),
        LoggedAction::Created => t_string!(i18n, words.action.created),
        LoggedAction::Opened => t_string!(i18n, words.action.opened),
        LoggedAction::OpenedInEmergency => t_string!(i18n, words.action.opened_in_emergency),
        LoggedAction::OpenedByCode => t_string!(i18n, words.action.opened_by_code),
        LoggedAction::CodeShown => t_string!(i18n, words.action.code_shown),
        LoggedAction::AccessEnded => t_string!(i18n, words.action.access_ended),
        LoggedAction::ConsentGiven => t_string!(i18n, words.action.consent_given),
        LoggedAction::ConsentWithdrawn => t_string!(i18n, words.action.consent_withdrawn),
        LoggedAction::AccessQuestioned => t_string!(i18n, words.action.access_questioned),
        LoggedAction::AccessAnswered => t_string!(i18n, words.action.access_answered),
        LoggedAction::CorrectionRequested => t_string!(i18n, words.action.correction_requested),
        LoggedAction::ConfidentialitySet => t_string!(i18n, words.action.confidentiality_set),
        LoggedAction::CorrectionWithdrawn => t_string!(i18n, words.action.correction_withdrawn),
        LoggedAction::CorrectionAnswered => t_string!(i18n, words.action.correction_answered),
        LoggedAction::PersonCorrected => t_string!(i18n, words.action.person_corrected),
        LoggedAction::ContactChanged => t_string!(i18n, words.action.contact_changed),
        LoggedAction::VaccinationRecorded => t_string!(i18n, words.action.vaccination_recorded),
        LoggedAction::VaccinationCorrected => t_string!(i18n, words.action.vaccination_corrected),
        LoggedAction::VaccinationVoided => t_string!(i18n, words.action.vaccination_voided),
        LoggedAction::VaccinationConfirmed => t_string!(i18n, words.action.vaccination_confirmed),
        LoggedAction::FactEntered => t_string!(i18n, words.action.fact_entered),
        LoggedAction::FactCorrected => t_string!(i18n, words.action.fact_corrected),
        LoggedAction::FactVoided => t_string!(i18n, words.action.fact_voided),
        LoggedAction::FactConfirmed => t_string!(i18n, words.action.fact_confirmed),
        LoggedAction::HelperInvited => t_string!(i18n, words.action.helper_invited),
        LoggedAction::HelperJoined => t_string!(i18n, words.action.helper_joined),
        LoggedAction::HelperEnded => t_string!(i18n, words.action.helper_ended),
        LoggedAction::ParentBarred => t_string!(i18n, words.action.parent_barred),
        LoggedAction::ParentBarLifted => t_string!(i18n, words.action.parent_bar_lifted),
        LoggedAction::Exported => t_string!(i18n, words.action.exported),
        LoggedAction::DeathRecorded => t_string!(i18n, words.action.death_recorded),
        LoggedAction::Merged => t_string!(i18n, words.action.merged),
        LoggedAction::Unmerged => t_string!(i18n, words.action.unmerged),
    }
}
