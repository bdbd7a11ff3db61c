//! Entering facts: by a professional, who stands for them, or told by the patient or a
//! parent.

use serde::Serialize;
use shared::{FactId, FactProvenance, FactStatus, RecordId};

use super::{
    Content, SaidFact,
    check::{Check, overlap},
    definition::Definition,
    store,
};
use crate::{
    authz::Action,
    db::Tx,
    db::idempotency::Key,
    error::{Code, Faults, Result},
    op::OpCtx,
    records,
};

/// The most facts said at once.
const MOST: usize = 50;

/// Which of the two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a professional.
    Enter,
    /// Told by the patient or a parent.
    Report,
}

/// What someone says of a person.
#[derive(Debug, Clone, Serialize)]
pub struct EnterFacts {
    /// The caller's key.
    #[serde(skip)]
    pub idempotency_key: String,
    /// The record.
    pub record_id: RecordId,
    /// 1 to 50: the codes and what is said.
    pub facts: Vec<(String, SaidFact)>,
}

/// Enters facts, all or none.
///
/// # Errors
/// `Refused` with each fault; `NotFound` if the actor may not do this in this record.
pub async fn enter_facts(
    op: &OpCtx,
    way: Way,
    input: EnterFacts,
) -> Result<(RecordId, Vec<FactId>)> {
    let (action, name, provenance) = match way {
        Way::Enter => (Action::EnterFact, "enterFacts", FactProvenance::Entered),
        Way::Report => (Action::ReportFact, "reportFacts", FactProvenance::Reported),
    };
    let record = records::require_unlogged(op, input.record_id, action).await?;
    let key = Key::new(&input.idempotency_key, name, &input)?;
    let facts = input.check(Check::new(&record, op.today()), provenance)?;
    let ids = store::insert_all(op, record.id(), &key, facts).await?;
    Ok((record.id(), ids))
}

impl EnterFacts {
    fn check(
        &self,
        mut check: Check,
        provenance: FactProvenance,
    ) -> Result<Vec<(Definition, Content)>> {
        if self.facts.is_empty() {
            check.faults.add(Code::EmptyList, &["facts"], "nothing in the list");
        } else if MOST < self.facts.len() {
            check.faults.add(Code::TooMany, &["facts"], format_args!("at most {MOST} at once"));
            return check.faults.or(None);
        }
        let mut facts: Vec<(Definition, Content)> = Vec::new();
        for (i, (code, said)) in self.facts.iter().enumerate() {
            let i = i.to_string();
            let Some(definition) = check.definition(&["facts", &i, "code"], code) else { continue };
            let Some(content) = check.fact(&["facts", &i], code, &definition, said) else {
                continue;
            };
            if facts.iter().any(|(_, other)| overlap(&definition, &content, other)) {
                check.faults.add(Code::Repeated, &["facts", &i, "code"], "it is said twice");
            }
            let is_confirmed = provenance == FactProvenance::Entered;
            facts.push((definition, Content { provenance, is_confirmed, ..content }));
        }
        check.faults.or(Some(facts))
    }
}

/// Refuses what the record says already, or says otherwise, of the same days. The caller
/// holds the record's lock.
pub(super) async fn check_new(
    tx: &Tx,
    record_id: RecordId,
    facts: &[(Definition, Content)],
) -> Result<()> {
    let there = store::of_record(tx, record_id).await?;
    let mut faults = Faults::default();
    for (i, (definition, content)) in facts.iter().enumerate() {
        let is_known = there.iter().any(|(_, other)| {
            other.status == FactStatus::Active && overlap(definition, content, other)
        });
        if is_known {
            faults.add(
                Code::AlreadyKnown,
                &["facts", &i.to_string(), "code"],
                "the record has an answer for this time: correct or end that one",
            );
        }
    }
    faults.or(Some(()))
}
