//! Correcting a dose: a new version with a reason; the old one stays visible.

use serde::{Deserialize, Serialize};
use shared::{
    ChangeKind, Date, LoggedAction, NotGivenReason, PartialDate, PractitionerId, ProofKind,
    Provenance, RecordId, Route, Site, VaccinationId, VaccinationStatus, VaccineCode,
};

use super::{
    Content,
    check::Check,
    content::Performer,
    store::{self, Change},
};
use crate::{
    accesses,
    authz::{Action, PractitionerRef},
    db::idempotency::Key,
    error::{AppError, Code, Result},
    graphql::Said,
    op::OpCtx,
    practices, records,
};

/// The whole dose as it should be, from the version that was on screen.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectVaccination {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The dose.
    pub vaccination_id: VaccinationId,
    /// The version that was on screen.
    pub version: i32,
    /// Why, in words.
    pub reason: String,
    /// The product or concept.
    pub vaccine_code: Said<VaccineCode>,
    /// When.
    pub occurrence: Said<PartialDate>,
    /// The lot.
    pub lot: Option<String>,
    /// The expiry date on the pack.
    pub expires_on: Option<Said<Date>>,
    /// The serial number on the pack.
    pub serial: Option<String>,
    /// Where on the body.
    pub site: Option<Site>,
    /// The way in.
    pub route: Option<Route>,
    /// Millilitres.
    pub quantity_ml: Option<f64>,
    /// Who gave it.
    pub performer_id: Option<PractitionerId>,
    /// Where it was given.
    pub country: Option<String>,
    /// What it was read from.
    pub proof: Option<ProofKind>,
    /// Why it was not given.
    pub not_given_reason: Option<NotGivenReason>,
    /// Anything else.
    pub note: Option<String>,
}

/// What is remembered under a caller's key.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {}

/// Writes the corrected dose, if nobody changed it meanwhile.
///
/// # Errors
/// `Refused` with each fault, `CONFLICT` if the version is not the current one,
/// `ALREADY_VOID`, `NOTHING_CHANGED`; `NotFound` if the actor may not correct here.
pub async fn correct_vaccination(op: &OpCtx, input: CorrectVaccination) -> Result<()> {
    let record = records::require_unlogged(op, input.record_id, Action::CorrectVaccination).await?;
    let key = Key::new(&input.idempotency_key, "correctVaccination", &input)?;
    let practice = op.actor.practice().ok_or(AppError::NotFound)?;
    let members = practices::members(op, practice.id).await?;
    let (id, born) = (record.id(), record.birth_date());
    op.transaction(async |tx| {
        if key.earlier::<Remembered>(op, tx).await?.is_some() {
            return Ok(());
        }
        let current = store::seen(op, tx, &record, input.vaccination_id).await?;
        let Some((row, current)) = current else {
            return Err(AppError::refused(
                Code::NotFound,
                &["vaccinationId"],
                "no such dose in this record",
            ));
        };
        if current.status == VaccinationStatus::EnteredInError {
            return Err(AppError::refused(
                Code::AlreadyVoid,
                &["vaccinationId"],
                "it is void; nothing more can be done with it",
            ));
        }
        if row.version != input.version {
            return Err(AppError::refused(
                Code::Conflict,
                &["version"],
                "someone else changed it meanwhile",
            ));
        }
        let (reason, content) = input.check(Check::new(born, op.today()), &current, &members)?;
        let change = Change {
            id: input.vaccination_id,
            version: input.version,
            kind: ChangeKind::Corrected,
            reason: Some(&reason),
            content,
        };
        store::update(op, tx, id, change).await?;
        accesses::log(op, tx.db(), id, LoggedAction::VaccinationCorrected).await?;
        key.remember(op, tx, &Remembered {}).await
    })
    .await
}

impl CorrectVaccination {
    /// The reason and the dose as it will be.
    fn check(
        &self,
        mut check: Check,
        current: &Content,
        members: &[PractitionerRef],
    ) -> Result<(String, Content)> {
        let reason = records::checked_reason(&mut check.faults, &self.reason);
        let code = check.vaccine(&["vaccineCode"], &self.vaccine_code);
        let occurrence = check.occurrence(&["occurrence"], &self.occurrence);
        let is_from_here = current.provenance == Provenance::GivenHere;
        let is_given_here = is_from_here && current.status == VaccinationStatus::Completed;
        if is_from_here && occurrence.is_some_and(|o| o.exact().is_none()) {
            let message = "what was given or declined here needs its day";
            check.faults.add(Code::Malformed, &["occurrence"], message);
        }
        if is_given_here && self.performer_id.is_none() {
            let message = "a dose given here needs who gave it";
            check.faults.add(Code::Required, &["performerId"], message);
        }
        let lot = if is_given_here {
            check.required_lot(&["lot"], self.lot.as_deref().unwrap_or_default())
        } else {
            check.lot(&["lot"], self.lot.as_deref())
        };
        let expires_on = check.expiry(&["expiresOn"], self.expires_on.as_ref());
        let serial = check.serial(&["serial"], self.serial.as_deref());
        let quantity_ul = check.quantity(&["quantityMl"], self.quantity_ml);
        let country = check.country(&["country"], self.country.as_deref());
        let note = check.words::<1000>(&["note"], self.note.as_deref());
        let performer = self.check_performer(&mut check, current, members);
        self.check_kind(&mut check, current, note.as_deref());
        let content = code.zip(occurrence).map(|(vaccine_code, occurrence)| Content {
            vaccine_code,
            occurrence,
            lot,
            expires_on,
            serial,
            site: self.site,
            route: self.route,
            quantity_ul,
            performer,
            country,
            proof: self.proof,
            not_given_reason: self.not_given_reason,
            note,
            ..current.clone()
        });
        if content.as_ref() == Some(current) && check.faults.is_empty() {
            check.faults.add(Code::NothingChanged, &[], "nothing would change");
        }
        let (reason, content) = check.faults.or(reason.zip(content))?;
        Ok((reason.into(), content))
    }

    /// Who gave it: as it was, or a professional of the practice.
    fn check_performer(
        &self,
        check: &mut Check,
        current: &Content,
        members: &[PractitionerRef],
    ) -> Option<Performer> {
        let id = self.performer_id?;
        if let Some(same) = current.performer.as_ref().filter(|p| p.id == id) {
            return Some(same.clone());
        }
        let Some(member) = members.iter().find(|m| m.id == id) else {
            let message = "this professional does not work in this practice";
            check.faults.add(Code::NotInPractice, &["performerId"], message);
            return None;
        };
        Some(Performer { id, name: member.name.clone(), role: member.role })
    }

    /// What belongs to one kind of dose only.
    fn check_kind(&self, check: &mut Check, current: &Content, note: Option<&str>) {
        let is_not_done = current.status == VaccinationStatus::NotDone;
        match self.not_given_reason {
            None if is_not_done => {
                check.faults.add(Code::Required, &["notGivenReason"], "say why it was not given")
            }
            Some(_) if !is_not_done => {
                check.faults.add(Code::NotApplicable, &["notGivenReason"], "this dose was given");
            }
            Some(NotGivenReason::Other) if note.is_none() => {
                check.faults.add(Code::Required, &["note"], "another reason needs words");
            }
            _ => {}
        }
        if is_not_done {
            self.check_not_done(check);
        }
        let is_from_elsewhere = current.provenance != Provenance::GivenHere;
        match self.proof {
            None if is_from_elsewhere => {
                check.faults.add(Code::Required, &["proof"], "say what it was read from")
            }
            Some(_) if !is_from_elsewhere => {
                check.faults.add(
                    Code::NotApplicable,
                    &["proof"],
                    "a dose given here needs no proof",
                );
            }
            _ => {}
        }
    }
    /// What a dose that was not given cannot have.
    fn check_not_done(&self, check: &mut Check) {
        let is_said = |text: Option<&str>| text.is_some_and(|t| !t.trim().is_empty());
        let fields = [
            ("lot", is_said(self.lot.as_deref())),
            ("expiresOn", self.expires_on.is_some()),
            ("serial", is_said(self.serial.as_deref())),
            ("site", self.site.is_some()),
            ("route", self.route.is_some()),
            ("quantityMl", self.quantity_ml.is_some()),
            ("performerId", self.performer_id.is_some()),
            ("country", is_said(self.country.as_deref())),
        ];
        for (field, _) in fields.into_iter().filter(|(_, is_said)| *is_said) {
            check.faults.add(Code::NotApplicable, &[field], "this dose was not given");
        }
    }
}
