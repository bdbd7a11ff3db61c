//! Doses that were not given here: copied from a proof, told, or imported.
//!
//! What a professional copies from a proof that was seen is confirmed by that; what a
//! patient tells, what is only remembered, and what another system sends is not, until
//! a professional confirms it (ADR 0010).

use serde::Serialize;
use shared::{PartialDate, ProofKind, Provenance, RecordId, VaccinationId, VaccineCode};

use super::{Content, check::Check, content::PracticeName, store};
use crate::{
    authz::Action, db::idempotency::Key, error::Result, graphql::Said, op::OpCtx, records,
};

/// The most doses taken over at once: more than any card holds.
const MOST: usize = 100;

/// Which of the three ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Copied by a professional.
    Transcribe,
    /// Told by the patient or a parent.
    Report,
    /// Sent by another system.
    Import,
}

impl Way {
    fn action(self) -> Action {
        match self {
            Self::Transcribe => Action::TranscribeVaccination,
            Self::Report => Action::ReportVaccination,
            Self::Import => Action::ImportVaccination,
        }
    }

    fn provenance(self) -> Provenance {
        match self {
            Self::Transcribe => Provenance::Transcribed,
            Self::Report => Provenance::Reported,
            Self::Import => Provenance::Imported,
        }
    }

    fn mutation(self) -> &'static str {
        match self {
            Self::Transcribe => "transcribeVaccinations",
            Self::Report => "reportVaccinations",
            Self::Import => "importVaccinations",
        }
    }
}

/// What someone says about doses given elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct TakeOver {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// What they were read from.
    pub proof: ProofKind,
    /// 1 to 100.
    pub doses: Vec<OtherDose>,
}

/// One dose given elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct OtherDose {
    /// The product or concept.
    pub vaccine_code: Said<VaccineCode>,
    /// When, as exactly as is known.
    pub occurrence: Said<PartialDate>,
    /// The lot, if it can be read.
    pub lot: Option<String>,
    /// Where it was given.
    pub country: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// Takes over doses given elsewhere, all or none.
///
/// # Errors
/// `Refused` with each fault; `NotFound` if the actor may not do this in this record.
pub async fn take_over(
    op: &OpCtx,
    way: Way,
    input: TakeOver,
) -> Result<(RecordId, Vec<VaccinationId>)> {
    let record = records::require_unlogged(op, input.record_id, way.action()).await?;
    let key = Key::new(&input.idempotency_key, way.mutation(), &input)?;
    let mut check = Check::new(record.birth_date(), op.today());
    let practice = op.actor.practice().map(|p| PracticeName { id: p.id, name: p.name.clone() });
    let mut doses = Vec::new();
    if check.list("doses", input.doses.len(), MOST) {
        for (i, dose) in input.doses.iter().enumerate() {
            let Some(mut content) = dose.check(&mut check, &i.to_string(), way.provenance()) else {
                continue;
            };
            content.proof = Some(input.proof);
            content.practice.clone_from(&practice);
            content.is_confirmed = way == Way::Transcribe && input.proof != ProofKind::Statement;
            doses.push(content);
        }
    }
    let doses = check.faults.or(Some(doses))?;
    let ids = store::insert_all(op, record.id(), &key, &doses).await?;
    Ok((record.id(), ids))
}

impl OtherDose {
    fn check(&self, check: &mut Check, index: &str, provenance: Provenance) -> Option<Content> {
        let at = |field| ["doses", index, field];
        let code = check.vaccine(&at("vaccineCode"), &self.vaccine_code);
        let occurrence = check.occurrence(&at("occurrence"), &self.occurrence);
        let lot = check.lot(&at("lot"), self.lot.as_deref());
        let country = check.country(&at("country"), self.country.as_deref());
        let note = check.words::<1000>(&at("note"), self.note.as_deref());
        Some(Content { lot, country, note, ..Content::new(provenance, code?, occurrence?) })
    }
}
