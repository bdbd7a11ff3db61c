//! Recording doses given here: product, lot, expiry, site, as the hands work.

use serde::Serialize;
use shared::{
    Date, PartialDate, PractitionerId, Provenance, RecordId, Route, Site, VaccinationId,
    VaccineCode,
};

use super::{
    Content,
    check::Check,
    content::{Performer, PracticeName},
    store,
};
use crate::{
    authz::{Action, PractitionerRef},
    db::idempotency::Key,
    error::{AppError, Code, Result},
    graphql::Said,
    op::OpCtx,
    practices, records,
};

/// The most doses recorded at once.
const MOST: usize = 20;

/// What someone says about doses given here.
#[derive(Debug, Clone, Serialize)]
pub struct RecordVaccinations {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// The day.
    pub given_on: Said<Date>,
    /// Who gave them; the actor if nobody is named.
    pub performer_id: Option<PractitionerId>,
    /// Words for all.
    pub note: Option<String>,
    /// 1 to 20.
    pub doses: Vec<GivenDose>,
}

/// What differs from dose to dose.
#[derive(Debug, Clone, Serialize)]
pub struct GivenDose {
    /// The product.
    pub vaccine_code: Said<VaccineCode>,
    /// The lot.
    pub lot: String,
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
}

/// Records doses given here, all or none.
///
/// # Errors
/// `Refused` with each fault; `NotFound` if the actor may not record in this record.
pub async fn record_vaccinations(
    op: &OpCtx,
    input: RecordVaccinations,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, Action::RecordVaccination).await?;
    let key = Key::new(&input.idempotency_key, "recordVaccinations", &input)?;
    let practice = op.actor.practice().cloned().ok_or(AppError::NotFound)?;
    let members = practices::members(op, practice.id).await?;
    let own = op.actor.account().and_then(|a| a.practitioner.as_ref()).map(|p| p.id);
    let performer =
        input.performer_id.or(own).and_then(|id| members.into_iter().find(|m| m.id == id));
    let practice = PracticeName { id: practice.id, name: practice.name };
    let doses = input.check(Check::new(record.birth_date(), op.today()), performer, &practice)?;
    let ids = store::insert_all(op, record.id(), &key, &doses).await?;
    Ok((record.id(), ids))
}

impl RecordVaccinations {
    fn check(
        &self,
        mut check: Check,
        performer: Option<PractitionerRef>,
        practice: &PracticeName,
    ) -> Result<Vec<Content>> {
        let given_on = check.day(&["givenOn"], &self.given_on);
        if performer.is_none() {
            check.faults.add(
                Code::NotInPractice,
                &["performerId"],
                "this professional does not work in this practice",
            );
        }
        let note = check.words::<1000>(&["note"], self.note.as_deref());
        let mut doses = Vec::new();
        if check.list("doses", self.doses.len(), MOST) {
            for (i, dose) in self.doses.iter().enumerate() {
                let Some(mut content) = dose.check(&mut check, &i.to_string(), given_on) else {
                    continue;
                };
                content.performer = performer.as_ref().map(|p| Performer {
                    id: p.id,
                    name: p.name.clone(),
                    role: p.role,
                });
                content.practice = Some(practice.clone());
                content.note.clone_from(&note);
                doses.push(content);
            }
        }
        check.faults.or(Some(doses))
    }
}

impl GivenDose {
    fn check(&self, check: &mut Check, index: &str, given_on: Option<Date>) -> Option<Content> {
        let at = |field| ["doses", index, field];
        let code = check.vaccine(&at("vaccineCode"), &self.vaccine_code);
        let lot = check.required_lot(&at("lot"), &self.lot);
        let expires_on = check.expiry(&at("expiresOn"), self.expires_on.as_ref());
        let serial = check.serial(&at("serial"), self.serial.as_deref());
        let quantity_ul = check.quantity(&at("quantityMl"), self.quantity_ml);
        let occurrence = PartialDate::Day { on: given_on? };
        Some(Content {
            lot,
            expires_on,
            serial,
            site: self.site,
            route: self.route,
            quantity_ul,
            country: Some("LU".to_owned()),
            is_confirmed: true,
            ..Content::new(Provenance::GivenHere, code?, occurrence)
        })
    }
}
