//! Who acts in the stories.

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Locale;

use super::accounts;
use crate::{
    accounts::account,
    authz::{AccountActor, Actor, ClientActor, PracticeRef, Scope},
    clients::{self, client},
    error::{AppError, Result},
    op::OpCtx,
    practices::{as_practitioner, practice, practitioner},
    sign_in::demo::STORED_ISSUER,
};

/// Who acts in the stories.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) schiltz: Actor,
    pub(super) origer: Actor,
    pub(super) weber: Actor,
    pub(super) nilles: Actor,
    pub(super) conti: Actor,
    /// Patients, whose records are not there yet.
    pub(super) ana: Actor,
    pub(super) marc: Actor,
    /// The register of COVID-19 doses, which sends what it knows.
    pub(super) register: Actor,
}

impl Cast {
    /// Finds them all in the database; makes the register's client if it is not there.
    pub(super) async fn gather(op: &OpCtx) -> Result<Self> {
        let practices = practice::Entity::find().all(op.db()).await?;
        let practice = |name: &str| {
            let found = practices.iter().find(|p| p.name == name);
            let found =
                found.ok_or_else(|| anyhow!("the demo's practice `{name}` is not there"))?;
            Ok::<_, AppError>(PracticeRef { id: found.id, name: found.name.clone() })
        };
        let belair = practice("Cabinet médical Belair")?;
        let kirchberg = practice("Pédiatrie Kirchberg")?;
        Ok(Self {
            schiltz: account_of(op, "schiltz", Some((accounts::SCHILTZ, &belair))).await?,
            origer: account_of(op, "origer", Some((accounts::ORIGER, &belair))).await?,
            weber: account_of(op, "weber", Some((accounts::WEBER, &kirchberg))).await?,
            nilles: account_of(op, "nilles", Some((accounts::NILLES, &kirchberg))).await?,
            conti: account_of(op, "conti", Some((accounts::CONTI, &belair))).await?,
            ana: account_of(op, "ana", None).await?,
            marc: account_of(op, "marc", None).await?,
            register: register(op, &belair).await?,
        })
    }
}

/// The actor behind a demo account; a professional in that practice, or a patient.
async fn account_of(
    op: &OpCtx,
    subject: &str,
    works: Option<(&str, &PracticeRef)>,
) -> Result<Actor> {
    let account = account::Entity::find()
        .filter(account::Column::Issuer.eq(STORED_ISSUER))
        .filter(account::Column::Subject.eq(subject))
        .one(op.db())
        .await?
        .with_context(|| format!("the demo's account `{subject}` is not there"))?;
    let mut actor = AccountActor {
        account_id: account.id,
        display_name: account.display_name,
        locale: Locale::Fr,
        roles: vec![shared::Role::Patient],
        practitioner: None,
        practice: None,
        practices: Vec::new(),
        record_id: None,
        valid_until: DateTime::<Utc>::MAX_UTC,
    };
    if let Some((number, practice)) = works {
        let row = practitioner::Entity::find()
            .filter(practitioner::Column::ProfessionalNumber.eq(number))
            .one(op.db())
            .await?;
        let professional = row
            .and_then(as_practitioner)
            .with_context(|| format!("the demo's professional `{number}` is not there"))?;
        actor.roles = vec![professional.role];
        actor.practitioner = Some(professional);
        actor.practice = Some(practice.clone());
        actor.practices = vec![practice.clone()];
    }
    Ok(Actor::Account(actor))
}

/// The register of COVID-19 doses as an integrator; nobody knows its secret.
async fn register(op: &OpCtx, practice: &PracticeRef) -> Result<Actor> {
    const NAME: &str = "Registre COVID-19 (démo)";
    let scopes = vec![Scope::VaccinationsWrite];
    let known = client::Entity::find().filter(client::Column::Name.eq(NAME)).one(op.db()).await?;
    let client_id = match known {
        Some(row) => row.id,
        None => clients::create(op, NAME, practice.id, &scopes).await?.0,
    };
    Ok(Actor::Client(ClientActor {
        client_id,
        name: NAME.to_owned(),
        practice: practice.clone(),
        scopes,
        valid_until: DateTime::<Utc>::MAX_UTC,
    }))
}
