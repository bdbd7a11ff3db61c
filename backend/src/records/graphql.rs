//! Records in the schema.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::{
    Date, IdentifierSystem, Locale, PartialDate, RecordId, Sex, VaccinationId, VaccinationStatus,
};

use super::{
    birth_date_of, contact, create, find, input::SaidIdentifier, language_of, open, sex_of,
};
use crate::graphql::transport::rows;
use crate::{
    accesses::{
        self,
        graphql::{Access, AccessLogEntry},
    },
    authz::{Action, Relation},
    error::{AppError, Code, UserError},
    graphql::{
        ContextExt, Said,
        loader::{AccessesOf, DosesOf, ReadingOf},
        outcome,
        page::{AccessLogConnection, first_of},
        to_graphql,
    },
    vaccinations::graphql::{Among, Vaccination},
};

/// How the viewer is related to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ViewerRelation {
    /// It is their own.
    #[graphql(name = "SELF")]
    Own,
    /// It is their child's.
    Parent,
    /// Their practice may see it.
    Practice,
    /// None: it can be opened with the patient present.
    None,
}

impl From<Relation> for ViewerRelation {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Own => Self::Own,
            Relation::Parent => Self::Parent,
            Relation::Practice => Self::Practice,
            Relation::Stranger => Self::None,
        }
    }
}

/// One person's vaccination record.
#[derive(Debug, Clone)]
pub struct Record(pub super::Record);

/// One person's vaccination record.
#[Object]
impl Record {
    /// Its id.
    async fn id(&self) -> RecordId {
        self.0.row.id
    }

    /// Counts the changes of the person's data, from 1.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// The person's numbers.
    #[graphql(complexity = "3 * child_complexity")]
    async fn identifiers(&self) -> Vec<Identifier> {
        self.0.identifiers.iter().map(Identifier::of).collect()
    }

    /// The family name.
    async fn family_name(&self) -> &str {
        &self.0.row.family_name
    }

    /// The given name.
    async fn given_name(&self) -> &str {
        &self.0.row.given_name
    }

    /// A day, a month or a year.
    async fn birth_date(&self) -> PartialDate {
        self.0.birth_date().partial()
    }

    /// Whole years today; null if the birth date is not exact enough to say.
    async fn age_years(&self, ctx: &Context<'_>) -> Option<i32> {
        self.0.age_on(ctx.op().today())
    }

    /// The sex.
    async fn sex(&self) -> Sex {
        sex_of(&self.0.row)
    }

    /// The language in which the person is written to.
    async fn language(&self) -> Locale {
        language_of(&self.0.row)
    }

    /// The e-mail address.
    async fn email(&self) -> Option<&str> {
        self.0.row.email.as_deref()
    }

    /// The phone number.
    async fn phone(&self) -> Option<&str> {
        self.0.row.phone.as_deref()
    }

    /// The commune.
    async fn commune(&self) -> Option<&str> {
        self.0.row.commune.as_deref()
    }

    /// When it was created, in UTC.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }

    /// How the viewer is related to it.
    async fn relation(&self) -> ViewerRelation {
        self.0.relation.into()
    }

    /// What the viewer may do with it now.
    async fn permitted(&self, ctx: &Context<'_>) -> Vec<Action> {
        Action::ALL.iter().copied().filter(|a| ctx.op().actor.may(self.0.relation, *a)).collect()
    }

    /// All doses, newest first; those of unknown date last. Void ones too if asked for.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn vaccinations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = false, desc = "Whether void doses are shown too.")] include_void: bool,
    ) -> Result<Vec<Vaccination>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let doses = ctx.load(DosesOf(self.0.row.id)).await?.unwrap_or_default();
        let among = Among::new(self.0.clone(), doses.clone());
        let void = VaccinationStatus::EnteredInError.code();
        let mut rows: Vec<_> =
            doses.iter().filter(|d| include_void || d.status != void).cloned().collect();
        rows.sort_by_key(|d| std::cmp::Reverse((d.occurred_to, d.occurred_from, d.id)));
        Ok(rows.into_iter().map(|row| Vaccination::among(row, &among)).collect())
    }

    /// One dose; null if this record has none such.
    #[graphql(complexity = "5 + child_complexity")]
    async fn vaccination(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: VaccinationId,
    ) -> Result<Option<Vaccination>> {
        ctx.load(ReadingOf(self.0.row.id)).await?;
        let doses = ctx.load(DosesOf(self.0.row.id)).await?.unwrap_or_default();
        let among = Among::new(self.0.clone(), doses.clone());
        Ok(doses.iter().find(|d| d.id == id).cloned().map(|row| Vaccination::among(row, &among)))
    }

    /// The practices that may see it, by name.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn accesses(&self, ctx: &Context<'_>) -> Result<Vec<Access>> {
        let rows = ctx.load(AccessesOf(self.0.row.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(Access).collect())
    }

    /// Who read or changed it, newest first. For the person and their parents.
    #[graphql(complexity = "rows(Some(first), 20, child_complexity)")]
    async fn access_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20, desc = "How many, 1 to 100.")] first: i32,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<AccessLogConnection> {
        let first = first_of(first).map_err(to_graphql)?;
        let cursor = after.as_deref().map(str::parse).transpose();
        let cursor = cursor.map_err(|_| {
            to_graphql(AppError::BadInput("`after` is no cursor of this list".to_owned()))
        })?;
        let rows = accesses::log::page(ctx.op(), &self.0, first, cursor).await;
        let rows = rows
            .map(|rows| rows.into_iter().map(|r| (r.id.to_string(), AccessLogEntry(r))).collect());
        AccessLogConnection::page(first, after.is_some(), rows)
    }
}

/// A number of a person and who issued it.
#[derive(Debug, Clone, SimpleObject)]
pub struct Identifier {
    /// The system that issued it.
    system: IdentifierSystem,
    /// The issuer, where the system needs one: a hospital, a country.
    issuer: Option<String>,
    /// The number itself.
    value: String,
}

impl Identifier {
    fn of(identifier: &super::identifier::Identifier) -> Self {
        Self {
            system: identifier.system,
            issuer: Some(identifier.issuer.clone()).filter(|i| !i.is_empty()),
            value: identifier.value.clone(),
        }
    }
}

/// A person who may be the one looked for. Only what is needed to tell people apart.
#[derive(Debug, Clone, SimpleObject)]
pub struct RecordMatch {
    /// Its id.
    id: RecordId,
    /// The family name.
    family_name: String,
    /// The given name.
    given_name: String,
    /// A day, a month or a year.
    birth_date: PartialDate,
    /// The sex.
    sex: Sex,
    /// The commune.
    commune: Option<String>,
    /// Whether the viewer may read the record now; else it has to be opened with the patient present.
    can_read: bool,
    /// How well it fits, 0 to 100; 100 is exact.
    score: i32,
}

impl From<find::RecordMatch> for RecordMatch {
    fn from(found: find::RecordMatch) -> Self {
        Self {
            id: found.row.id,
            birth_date: birth_date_of(&found.row).partial(),
            sex: sex_of(&found.row),
            family_name: found.row.family_name,
            given_name: found.row.given_name,
            commune: found.row.commune,
            can_read: found.can_read,
            score: found.score.into(),
        }
    }
}

/// A number of a person, as said.
#[derive(Debug, Clone, InputObject)]
pub struct IdentifierInput {
    /// The system that issued it.
    system: IdentifierSystem,
    /// Required for a newborn's number, a passport and other numbers.
    issuer: Option<String>,
    /// The number itself.
    value: String,
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
    identifier: Option<IdentifierInput>,
    /// Family and given name in any order, at least two letters.
    name: Option<String>,
    /// A day; required with a name.
    birth_date: Option<Date>,
}

/// The records' queries.
#[derive(Debug, Default)]
pub struct RecordQuery;

#[Object]
impl RecordQuery {
    /// One record; null if there is none or the viewer may not see it.
    async fn record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: RecordId,
    ) -> Result<Option<Record>> {
        match super::require(ctx.op(), id, Action::Read).await {
            Ok(record) => Ok(Some(Record(record))),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(to_graphql(error)),
        }
    }

    /// People by identifier, or by name and birth date: at most 20, best first. Never a list of everyone.
    #[graphql(complexity = "20 * child_complexity")]
    async fn find_records(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: FindRecordsInput,
    ) -> Result<Vec<RecordMatch>> {
        let input = find::FindRecords {
            identifier: input.identifier.map(Into::into),
            name: input.name,
            birth_date: input.birth_date,
        };
        let found = find::find_records(ctx.op(), input).await.map_err(to_graphql)?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}

/// A new person.
#[derive(Debug, InputObject)]
pub struct CreateRecordInput {
    /// Made by the caller, 8 to 64 characters; the same key twice creates once and answers the same.
    idempotency_key: String,
    /// At least one.
    identifiers: Vec<IdentifierInput>,
    /// The family name.
    family_name: String,
    /// The given name.
    given_name: String,
    /// A day, a month or a year. With a matricule it must not contradict it.
    birth_date: Said<PartialDate>,
    /// The sex.
    sex: Sex,
    /// The language in which the person is written to.
    language: Locale,
    /// The e-mail address.
    email: Option<String>,
    /// The phone number.
    phone: Option<String>,
    /// The commune.
    commune: Option<String>,
    /// People who looked like the same and are not: their ids as shown in possibleMatches.
    #[graphql(default)]
    not_the_same_as: Vec<RecordId>,
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
        }
    }
}

/// The new record, or people who may be the same.
#[derive(Debug, SimpleObject)]
pub struct CreateRecordPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// People who may be the same; with them no record is created until notTheSameAs names them.
    possible_matches: Vec<RecordMatch>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// Which record to open, and why.
#[derive(Debug, InputObject)]
pub struct OpenRecordInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// Why, in words; 3 to 500 characters.
    reason: String,
}

/// The record, open.
#[derive(Debug, SimpleObject)]
pub struct OpenRecordPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// How a person is reached from now on.
#[derive(Debug, InputObject)]
pub struct ChangeContactInput {
    /// Made by the caller, 8 to 64 characters; the same key twice acts once and answers the same.
    idempotency_key: String,
    /// The record.
    record_id: RecordId,
    /// The version of the record that was on screen.
    version: i32,
    /// The language in which the person is written to.
    language: Locale,
    /// The e-mail address.
    email: Option<String>,
    /// The phone number.
    phone: Option<String>,
    /// The commune.
    commune: Option<String>,
}

/// The record with its new contact.
#[derive(Debug, SimpleObject)]
pub struct ChangeContactPayload {
    /// The record; null if there are errors.
    record: Option<Record>,
    /// What the user can mend; empty if it was done.
    user_errors: Vec<RecordError>,
}

/// Something in a record's input that the user can mend.
#[derive(Debug, SimpleObject)]
pub struct RecordError {
    /// What is wrong.
    code: RecordErrorCode,
    /// The path in the input: `["identifiers", "0", "value"]`.
    field: Vec<String>,
    /// For developers, in English; the client translates the code.
    message: String,
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
            Code::Malformed
            | Code::BeforeBirth
            | Code::UnknownCode
            | Code::MalformedLot
            | Code::EndBeforeStart
            | Code::QuantityOutOfRange
            | Code::NotInPractice
            | Code::UnknownCountry
            | Code::EmptyList
            | Code::AlreadyVoid
            | Code::AlreadyConfirmed
            | Code::NothingChanged
            | Code::NotFound
            | Code::NotApplicable => R::Malformed,
        };
        Self { code, field: e.field, message: e.message }
    }
}

/// The records' mutations.
#[derive(Debug, Default)]
pub struct RecordMutation;

#[Object]
impl RecordMutation {
    /// Creates a person's record.
    async fn create_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: CreateRecordInput,
    ) -> Result<CreateRecordPayload> {
        let (created, faults) = outcome(create::create_record(ctx.op(), input.into()).await)?;
        let (record, possible, faults) = match created {
            Some(create::Created::Record(record)) => (Some(Record(*record)), Vec::new(), faults),
            Some(create::Created::Possible(matches, faults)) => (None, matches, faults),
            None => (None, Vec::new(), faults),
        };
        Ok(CreateRecordPayload {
            record,
            possible_matches: possible.into_iter().map(Into::into).collect(),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Opens a record that the practice could not see yet, with the patient present. It is written down and the patient sees it.
    async fn open_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: OpenRecordInput,
    ) -> Result<OpenRecordPayload> {
        let input = open::OpenRecord {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            reason: input.reason,
        };
        let (record, faults) = outcome(open::open_record(ctx.op(), input).await)?;
        Ok(OpenRecordPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }

    /// Changes how a person is reached.
    async fn change_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ChangeContactInput,
    ) -> Result<ChangeContactPayload> {
        let input = contact::ChangeContact {
            idempotency_key: input.idempotency_key,
            record_id: input.record_id,
            version: input.version,
            language: input.language,
            email: input.email,
            phone: input.phone,
            commune: input.commune,
        };
        let (record, faults) = outcome(contact::change_contact(ctx.op(), input).await)?;
        Ok(ChangeContactPayload {
            record: record.map(Record),
            user_errors: faults.into_iter().map(Into::into).collect(),
        })
    }
}
