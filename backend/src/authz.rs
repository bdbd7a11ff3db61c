//! The rights of the whole service, in one table. The default is no.
//!
//! A right follows from the actor's role (or an integrator's scope), the actor's
//! relations to the record, and the action: a doctor may be a parent too, and then may
//! what either may. `backend/tests/authz_matrix.rs` prints every
//! combination to a snapshot.

use chrono::{DateTime, Utc};
use shared::{AccountId, ClientId, Locale, PracticeId, PractitionerId, RecordId, Role};
use uuid::Uuid;

pub use shared::RecordAction as Action;

/// Who acts.
#[derive(Debug, Clone, PartialEq)]
pub enum Actor {
    /// Nobody is signed in.
    Anonymous,
    /// A person.
    Account(AccountActor),
    /// An integrator's machine.
    Client(ClientActor),
    /// Carnet itself: demo data, jobs.
    System,
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountActor {
    /// The account.
    pub account_id: AccountId,
    /// The name as the provider states it.
    pub display_name: String,
    /// The language chosen.
    pub locale: Locale,
    /// What the account may be.
    pub roles: Vec<Role>,
    /// The professional behind it.
    pub practitioner: Option<PractitionerRef>,
    /// The practice in which a professional works now.
    pub practice: Option<PracticeRef>,
    /// All practices in which they work, by name.
    pub practices: Vec<PracticeRef>,
    /// The person's own record.
    pub record_id: Option<RecordId>,
    /// Until when the session or token holds.
    pub valid_until: DateTime<Utc>,
}

/// A professional, with the name shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PractitionerRef {
    /// The professional.
    pub id: PractitionerId,
    /// With title.
    pub name: String,
    /// Doctor or nurse.
    pub role: Role,
}

/// A practice, with the name shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeRef {
    /// The practice.
    pub id: PracticeId,
    /// Its name.
    pub name: String,
}

/// A machine that is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientActor {
    /// The client.
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// The practice for which it acts.
    pub practice: PracticeRef,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Until when the token holds.
    pub valid_until: DateTime<Utc>,
}

/// What an integrator's client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Read the records of its practice.
    RecordsRead,
    /// Create records.
    RecordsWrite,
    /// Record, import, correct doses.
    VaccinationsWrite,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 3] = [Self::RecordsRead, Self::RecordsWrite, Self::VaccinationsWrite];

    /// The word in a token request.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RecordsRead => "records:read",
            Self::RecordsWrite => "records:write",
            Self::VaccinationsWrite => "vaccinations:write",
        }
    }

    /// The scope of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How an actor is related to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It is their own.
    Own,
    /// It is their child's.
    Parent,
    /// The person trusts them with everything.
    Trusted,
    /// The person lets them read.
    Reader,
    /// Their practice may see it.
    Practice,
    /// Their practice may not see it.
    Stranger,
}

impl Relation {
    /// All relations, in the order of the rights table.
    pub const ALL: [Self; 6] =
        [Self::Own, Self::Parent, Self::Trusted, Self::Reader, Self::Practice, Self::Stranger];

    fn is_self_or_parent(self) -> bool {
        matches!(self, Self::Own | Self::Parent)
    }

    fn acts(self) -> bool {
        self.is_self_or_parent() || self == Self::Trusted
    }
}

/// All relations of an actor to a record at once, the closest first. Whoever has none of
/// their practice is a stranger in that respect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relations {
    /// It is their own.
    pub is_own: bool,
    /// For whom they act, or whom they read for: parent, trusted or reader.
    pub acts: Option<Relation>,
    /// Their practice may see it.
    pub is_practice: bool,
}

impl Relations {
    /// Each of them, the closest first.
    pub fn iter(self) -> impl Iterator<Item = Relation> {
        Relation::ALL.into_iter().filter(move |relation| self.contains(*relation))
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn contains(self, relation: Relation) -> bool {
        match relation {
            Relation::Own => self.is_own,
            Relation::Parent | Relation::Trusted | Relation::Reader => self.acts == Some(relation),
            Relation::Practice => self.is_practice,
            Relation::Stranger => !self.is_practice,
        }
    }
}

/// Whether someone of that role may do that with a record of that relation.
#[must_use]
pub fn allows(role: Role, relation: Relation, action: Action) -> bool {
    let for_family = role == Role::Patient && relation.acts();
    let for_reader = role == Role::Patient && relation == Relation::Reader;
    let for_practice = role.is_clinical() && relation == Relation::Practice;
    match action {
        Action::Read => for_family || for_reader || for_practice,
        Action::ChangeContact => for_family || for_practice,
        // Consent is a word of the person's own or a parent's; who is merely trusted has none.
        Action::SayConsent => {
            (role == Role::Patient && relation.is_self_or_parent()) || for_practice
        }
        // Who is trusted does not choose who else is.
        Action::ManageHelpers | Action::SetConfidentiality => {
            role == Role::Patient && relation.is_self_or_parent()
        }
        Action::Find | Action::Create => role.is_clinical(),
        Action::Open => role.is_clinical() && relation == Relation::Stranger,
        // A doctor's decision, not a nurse's.
        Action::OpenInEmergency => role == Role::Doctor && relation == Relation::Stranger,
        Action::RecordVaccination
        | Action::TranscribeVaccination
        | Action::CorrectVaccination
        | Action::VoidVaccination
        | Action::ConfirmVaccination
        | Action::EnterFact
        | Action::ConfirmFact
        | Action::CorrectPerson
        | Action::RecordDeath
        | Action::InviteParent
        | Action::AnswerCorrection
        | Action::MergeRecords => for_practice,
        // A practice has its own file of what it did; who only reads takes nothing along.
        Action::ReportVaccination
        | Action::ReportFact
        | Action::ReadAccessLog
        | Action::Share
        | Action::QuestionAccess
        | Action::RequestCorrection
        | Action::Export => for_family,
        // The family only what it told and nobody confirmed (`facts::correct`).
        Action::CorrectFact | Action::VoidFact => for_family || for_practice,
        Action::ImportVaccination => false,
    }
}

/// Whether a client with that scope may do that with a record of that relation.
#[must_use]
pub fn allows_client(scope: Scope, relation: Relation, action: Action) -> bool {
    let for_practice = relation == Relation::Practice;
    match action {
        Action::Read => scope == Scope::RecordsRead && for_practice,
        Action::Find => scope == Scope::RecordsRead,
        Action::Create => scope == Scope::RecordsWrite,
        Action::ImportVaccination => scope == Scope::VaccinationsWrite && for_practice,
        Action::Open
        | Action::OpenInEmergency
        | Action::RecordVaccination
        | Action::TranscribeVaccination
        | Action::CorrectVaccination
        | Action::VoidVaccination
        | Action::ConfirmVaccination
        | Action::ReportVaccination
        | Action::EnterFact
        | Action::ReportFact
        | Action::CorrectFact
        | Action::VoidFact
        | Action::ConfirmFact
        | Action::CorrectPerson
        | Action::RecordDeath
        | Action::ManageHelpers
        | Action::SetConfidentiality
        | Action::InviteParent
        | Action::MergeRecords
        | Action::ReadAccessLog
        | Action::Share
        | Action::QuestionAccess
        | Action::RequestCorrection
        | Action::AnswerCorrection
        | Action::SayConsent
        | Action::Export
        | Action::ChangeContact => false,
    }
}

/// Who is named to see a dose that its person keeps confidential.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Practices.
    pub practices: Vec<PracticeId>,
    /// People who act for the person, by their own records.
    pub helpers: Vec<RecordId>,
}

impl Actor {
    /// Whether this actor, who may read the record, sees a dose of it that is confidential: the
    /// person always does, the practice that recorded it, and whoever is named. Nobody else,
    /// also not in an emergency.
    #[must_use]
    pub fn sees_confidential(
        &self,
        relations: Relations,
        recorded_by: Option<PracticeId>,
        named: &Named,
    ) -> bool {
        if *self == Self::System {
            return true;
        }
        let is_practice = |practice: &PracticeRef| {
            recorded_by == Some(practice.id) || named.practices.contains(&practice.id)
        };
        let is_helper = |own: RecordId| named.helpers.contains(&own);
        relations.is_own
            || relations.is_practice && self.practice().is_some_and(is_practice)
            || relations.acts.is_some() && self.record_id().is_some_and(is_helper)
    }

    /// Whether this actor may do that with a record of that relation.
    #[must_use]
    pub fn may(&self, relation: Relation, action: Action) -> bool {
        match self {
            Self::Anonymous => false,
            Self::System => true,
            Self::Account(a) => a.roles.iter().any(|role| allows(*role, relation, action)),
            Self::Client(c) => c.scopes.iter().any(|scope| allows_client(*scope, relation, action)),
        }
    }

    /// Whether one of these relations gives this actor that right.
    #[must_use]
    pub fn may_any(&self, relations: Relations, action: Action) -> bool {
        relations.iter().any(|relation| self.may(relation, action))
    }

    /// The closest relation that gives this actor that right.
    #[must_use]
    pub fn right(&self, relations: Relations, action: Action) -> Option<Relation> {
        relations.iter().find(|relation| self.may(*relation, action))
    }

    /// The practice for which the actor works now.
    #[must_use]
    pub fn practice(&self) -> Option<&PracticeRef> {
        match self {
            Self::Account(a) => a.practice.as_ref(),
            Self::Client(c) => Some(&c.practice),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The actor's own record, if it is a person who has one.
    #[must_use]
    pub fn record_id(&self) -> Option<RecordId> {
        match self {
            Self::Account(a) => a.record_id,
            Self::Client(_) | Self::Anonymous | Self::System => None,
        }
    }

    /// The account, if it is a person.
    #[must_use]
    pub fn account(&self) -> Option<&AccountActor> {
        match self {
            Self::Account(a) => Some(a),
            Self::Client(_) | Self::Anonymous | Self::System => None,
        }
    }

    /// The account's id, if it is a person.
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        self.account().map(|a| a.account_id)
    }

    /// The client's id, if it is a machine.
    #[must_use]
    pub fn client_id(&self) -> Option<ClientId> {
        match self {
            Self::Client(c) => Some(c.client_id),
            Self::Account(_) | Self::Anonymous | Self::System => None,
        }
    }

    /// One id for whom keys are remembered.
    #[must_use]
    pub fn key_space(&self) -> Uuid {
        match self {
            Self::Account(a) => a.account_id.0,
            Self::Client(c) => c.client_id.0,
            Self::Anonymous | Self::System => Uuid::nil(),
        }
    }
}
