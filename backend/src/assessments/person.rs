//! A record as the engine reads it.

use engine::person::{Dose, Fact, Person};
use shared::{Date, PartialDate, VaccinationId, VaccinationStatus};

use super::store::given::Given;
use crate::{
    clock::luxembourg_day,
    records::{birth_date_of, record, sex_of},
    vaccinations::vaccination,
};

/// Those doses that were given.
pub(super) fn given<'a>(doses: impl IntoIterator<Item = &'a vaccination::Model>) -> Vec<Given> {
    let completed = VaccinationStatus::Completed.code();
    let given = doses.into_iter().filter(|dose| dose.status == completed);
    let given = given.map(|dose| Given {
        record_id: dose.record_id,
        id: dose.id,
        vaccine_code: dose.vaccine_code.clone(),
        occurrence: dose.occurrence.clone(),
        occurred_from: dose.occurred_from,
        occurred_to: dose.occurred_to,
        expires_on: dose.expires_on,
    });
    given.collect()
}

/// That all doses of the past stand in the record.
const HISTORY_COMPLETE: &str = "history_complete";

/// The person with their facts and the doses that were given, and the ids of those in the
/// same order.
///
/// A dose after whose expiry it was given is sub-standard (CDSi, dose administered condition).
pub(super) fn of_record(
    record: &record::Model,
    mut given: Vec<Given>,
    facts: &[Fact],
) -> Option<(Person, Vec<VaccinationId>)> {
    let PartialDate::Day { on: birth_date } = birth_date_of(record).partial() else { return None };
    given.sort_by_key(|d| (d.occurred_from, d.occurred_to, d.id));
    // What someone said of it goes before what follows from the record's age.
    let is_said = facts.iter().any(|fact| fact.code == HISTORY_COMPLETE);
    let follows = history_complete(record, birth_date).filter(|_| !is_said);
    let person = Person {
        birth_date,
        sex: sex_of(record),
        facts: follows.into_iter().chain(facts.iter().cloned()).collect(),
        doses: given.iter().map(dose_of).collect(),
    };
    Some((person, given.iter().map(|dose| dose.id).collect()))
}

fn dose_of(dose: &Given) -> Dose {
    let has_expired = dose.expires_on.zip(dose.occurred_from).is_some_and(|(end, on)| end < on);
    Dose {
        on: dose.occurrence.parse().unwrap_or(PartialDate::Unknown),
        vaccine: dose.vaccine_code.clone(),
        sub_standard: has_expired,
    }
}

/// Whoever has a record since the first birthday has no doses that it does not know.
/// (CSMI-SCHEDULE §7: no dose on record means unknown history, unless the record began early.)
fn history_complete(record: &record::Model, birth_date: Date) -> Option<Fact> {
    let opened = luxembourg_day(record.created_at);
    (opened.age_in_years(birth_date) < 1).then(|| Fact {
        code: HISTORY_COMPLETE.to_owned(),
        from: None,
        to: None,
        value: None,
    })
}
