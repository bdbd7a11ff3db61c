//! What is said about people.

use async_graphql::InputObject;
use shared::{Date, EntryId, IdentifierSystem, Locale, PartialDate, RecordId, Sex};

use super::super::{contact, correct, create, death, input::SaidIdentifier, open, supersede};
use crate::{consents::graphql::ConsentInput, graphql::Said};

/// A number of a person, as said.
#[derive(Debug, Clone, InputObject)]
pub struct IdentifierInput {
    /// The system that issued it.
    pub(super) system: IdentifierSystem,
    /// Required for a newborn's number, a passport and other numbers.
    pub(super) issuer: Option<String>,
    /// The number itself.
    pub(super) value: String,
}

impl From<IdentifierInput> for SaidIdentifier {
    fn from(i: IdentifierInput) -> Self {
        Self { system: i.system, issuer: i.issuer, value: i.value }
    }
}

/// Either an identifier, or a name with a birth date.
#[derive(Debug, InputObject)]
pub struct FindRecordsInput {
    /// By identifier exactly.
    pub(super) identifier: Option<IdentifierInput>,
    /// Family and given name in any order, at least two letters.
    pub(super) name: Option<String>,
    /// A day; required with a name.
    pub(super) birth_date: Option<Date>,
}

/// A new person.
#[derive(Debug, InputObject)]
pub struct CreateRecordInput {
    /// Made by the caller, 8 to 64 characters; the same key twice creates once and answers the same.
    pub(super) idempotency_key: String,
    /// At least one.
    pub(super) identifiers: Vec<IdentifierInput>,
    /// The family name.
    pub(super) family_name: String,
    /// The given name.
    pub(super) given_name: String,
    /// A day, a month or a year. With a matricule it must not contradict it.
    pub(super) birth_date: Said<PartialDate>,
    /// The sex.
    pub(super) sex: Sex,
    /// The language in which the person is written to.
    pub(super) language: Locale,
    /// The e-mail address.
    pub(super) email: Option<String>,
    /// The phone number.
    pub(super) phone: Option<String>,
    /// The commune.
    pub(super) commune: Option<String>,
    /// People who looked like the same and are not: their ids as shown in possibleMatches.
    #[graphql(default)]
    pub(super) not_the_same_as: Vec<RecordId>,
    /// That the person agrees to keeping the record, as the practice notes it.
    pub(super) consent: Option<ConsentInput>,
}

impl From<CreateRecordInput> for create::CreateRecord {
    fn from(i: CreateRecordInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            identifiers: i.identifiers.into_iter().map(Into::into).collect(),
            family_name: i.family_name,
            given_name: i.given_name,
            birth_date: i.birth_date,
            sex: i.sex,
            language: i.language,
            email: i.email,
            phone: i.phone,
            commune: i.commune,
            not_the_same_as: i.not_the_same_as,
            consent: i.consent.map(Into::into),
        }
    }
}

/// Which record to open, and why.
#[derive(Debug, InputObject)]
pub struct OpenRecordInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    pub(super) idempotency_key: String,
    /// The record.
    pub(super) record_id: RecordId,
    /// Why, in words; 3 to 500 characters.
    pub(super) reason: String,
    /// That the person agrees to keeping the record, as the practice notes it; needed where it was withdrawn.
    pub(super) consent: Option<ConsentInput>,
}

/// How a person is reached from now on.
#[derive(Debug, InputObject)]
pub struct ChangeContactInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    pub(super) idempotency_key: String,
    /// The record.
    pub(super) record_id: RecordId,
    /// The version of the record that was on screen.
    pub(super) version: i32,
    /// The language in which the person is written to.
    pub(super) language: Locale,
    /// The e-mail address.
    pub(super) email: Option<String>,
    /// The phone number.
    pub(super) phone: Option<String>,
    /// The commune.
    pub(super) commune: Option<String>,
}

/// Who a person is, whole.
#[derive(Debug, InputObject)]
pub struct CorrectPersonInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    pub(super) idempotency_key: String,
    /// The record.
    pub(super) record_id: RecordId,
    /// The version of the record that was on screen.
    pub(super) version: i32,
    /// Why, in words; 3 to 500 characters.
    pub(super) reason: String,
    /// The family name.
    pub(super) family_name: String,
    /// The given name.
    pub(super) given_name: String,
    /// A day, a month or a year. It must not contradict the matricule, nor lie after a dose.
    pub(super) birth_date: Said<PartialDate>,
    /// The sex.
    pub(super) sex: Sex,
}

impl From<CorrectPersonInput> for correct::CorrectPerson {
    fn from(i: CorrectPersonInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            version: i.version,
            reason: i.reason,
            family_name: i.family_name,
            given_name: i.given_name,
            birth_date: i.birth_date,
            sex: i.sex,
        }
    }
}

/// When a person died.
#[derive(Debug, InputObject)]
pub struct RecordDeathInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    pub(super) idempotency_key: String,
    /// The record.
    pub(super) record_id: RecordId,
    /// The version of the record that was on screen.
    pub(super) version: i32,
    /// The day; without it what was recorded by mistake is taken back.
    pub(super) died_on: Option<Said<Date>>,
    /// How it is known, or why it is corrected; 3 to 500 characters.
    pub(super) reason: String,
}

impl From<RecordDeathInput> for death::RecordDeath {
    fn from(i: RecordDeathInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            version: i.version,
            died_on: i.died_on,
            reason: i.reason,
        }
    }
}

/// A number of a person that holds no more.
#[derive(Debug, InputObject)]
pub struct SupersedeIdentifierInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    pub(super) idempotency_key: String,
    /// The record.
    pub(super) record_id: RecordId,
    /// The version of the record that was on screen.
    pub(super) version: i32,
    /// The number.
    pub(super) identifier_id: EntryId,
    /// The number in its place; not needed if the person has another already.
    pub(super) by: Option<IdentifierInput>,
    /// Why, in words; 3 to 500 characters.
    pub(super) reason: String,
}

impl From<SupersedeIdentifierInput> for supersede::SupersedeIdentifier {
    fn from(i: SupersedeIdentifierInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            version: i.version,
            identifier_id: i.identifier_id,
            by: i.by.map(Into::into),
            reason: i.reason,
        }
    }
}

impl From<OpenRecordInput> for open::OpenRecord {
    fn from(i: OpenRecordInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            reason: i.reason,
            consent: i.consent.map(Into::into),
        }
    }
}

impl From<ChangeContactInput> for contact::ChangeContact {
    fn from(i: ChangeContactInput) -> Self {
        Self {
            idempotency_key: i.idempotency_key,
            record_id: i.record_id,
            version: i.version,
            language: i.language,
            email: i.email,
            phone: i.phone,
            commune: i.commune,
        }
    }
}
