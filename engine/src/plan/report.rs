//! The plan in words of the rule set, each visit looked at by the engine itself.

use std::{collections::BTreeMap, sync::Arc};

use shared::{Date, PartialDate};

use super::{
    Assumption, AssumptionCode, Injection, NotPlanned, NotPlannedReason, Plan, PlannedDose,
    Reached, Visit,
    search::Found,
    world::{Given, Picture, World},
};
use crate::{
    Assessor,
    assess::date,
    assessment::{ReasonCode, Status},
    day::{BLANK, Day, NEVER},
    person::{Dose, Person},
    rules::RuleSet,
};

pub(super) fn report(world: &mut World<'_>, person: &Person, today: Date, found: Found) -> Plan {
    let rules = world.rules;
    let mut days: BTreeMap<Day, Vec<(Given, u64)>> = BTreeMap::new();
    for (given, covers) in found.given.iter().zip(&found.covers) {
        days.entry(given.on).or_default().push((*given, *covers));
    }
    let mut assessor = Assessor::new();
    let mut person = person.clone();
    let uncertain = uncertain(rules, &person, today);
    let (mut before, mut unknown) = (Vec::new(), 0_u64);
    let mut visits = Vec::new();
    for (day, injections) in &days {
        let picture = world.picture(*day, &before);
        unknown |= picture.needs.iter().filter(|n| n.is_unknown).fold(0, |mask, n| mask | n.bit());
        let on = Date::from_days_since_epoch(*day);
        let earlier = assessor.assess(rules, &person, on);
        person.doses.extend(injections.iter().map(|(given, _)| dose(rules, given, on)));
        let later = assessor.assess(rules, &person, on);
        let covered = injections.iter().fold(0, |mask, (_, covers)| mask | covers);
        let both = earlier.targets.iter().zip(&later.targets).enumerate();
        let reached = both.filter(|(at, _)| covered >> at & 1 == 1);
        visits.push(Visit {
            on,
            injections: injections.iter().map(|i| injection(world, &picture, *i)).collect(),
            reaches: reached
                .map(|(_, (earlier, later))| Reached {
                    target: later.code.clone(),
                    before: earlier.status,
                    after: later.status,
                })
                .collect(),
        });
        before.extend(injections.iter().map(|(given, _)| *given));
    }
    let covered = found.covers.iter().fold(0, |mask, c| mask | c);
    let assumptions = [
        (AssumptionCode::NothingGivenBefore, unknown & covered),
        (AssumptionCode::UncertainDoses, uncertain),
    ];
    let last = days.keys().next_back().copied().unwrap_or(world.wish.first);
    Plan {
        rules: rules.words.name.clone(),
        as_of: today,
        until: Date::from_days_since_epoch(world.wish.until),
        visits,
        not_planned: not_planned(world, last, &before, found.owed),
        assumptions: assumptions
            .into_iter()
            .filter(|(_, mask)| *mask != 0)
            .map(|(code, mask)| Assumption { code, targets: codes(rules, mask) })
            .collect(),
        late_days: u32::try_from(found.score.late_days).unwrap_or(u32::MAX),
        is_proven: found.is_proven,
    }
}

fn dose(rules: &RuleSet, given: &Given, on: Date) -> Dose {
    Dose {
        on: PartialDate::Day { on },
        vaccine: vaccine(rules, given).to_string(),
        sub_standard: false,
    }
}

fn vaccine(rules: &RuleSet, given: &Given) -> Arc<str> {
    rules.words.vaccines.get(usize::from(given.vaccine)).cloned().unwrap_or_default()
}

/// The codes of the targets behind the bits.
fn codes(rules: &RuleSet, mask: u64) -> Vec<Arc<str>> {
    let targets = rules.words.targets.iter().enumerate();
    targets.filter(|(at, _)| mask >> at & 1 == 1).map(|(_, target)| target.code.clone()).collect()
}

fn injection(world: &World<'_>, picture: &Picture, (given, covers): (Given, u64)) -> Injection {
    let rules = world.rules;
    let doses = picture.needs.iter().filter(|n| covers & n.bit() != 0);
    Injection {
        vaccine: vaccine(rules, &given),
        doses: doses
            .filter_map(|need| {
                Some(PlannedDose {
                    target: rules.words.targets.get(need.antigen)?.code.clone(),
                    dose_number: need.number,
                    rule: need.rule.and_then(|at| rules.words.rules.get(usize::from(at)).cloned()),
                    recommended_on: date(need.due),
                    overdue_on: date(need.overdue),
                })
            })
            .collect(),
        also: codes(rules, world.protects_against(given.vaccine) & !covers),
    }
}

/// The targets against which doses are recorded whose day or product is not known.
fn uncertain(rules: &RuleSet, person: &Person, today: Date) -> u64 {
    let input = crate::assess::read::read(rules, person, today.days_since_epoch());
    let is_uncertain = |d: &&crate::assess::read::InputDose| {
        d.first != d.last || rules.completions.contains_key(&d.vaccine)
    };
    let schedule = &rules.schedule;
    let doses = input.doses.iter().filter(is_uncertain);
    doses
        .filter_map(|d| schedule.vaccines.get(usize::from(d.vaccine)))
        .flat_map(|v| v.associations.of(&schedule.associations))
        .fold(0, |mask, a| mask | 1 << (a.antigen & 63))
}

/// What is still to come after the last visit, or is not to be given.
fn not_planned(world: &mut World<'_>, last: Day, given: &[Given], owed: u64) -> Vec<NotPlanned> {
    let picture = world.picture(last, given);
    let mut out = Vec::new();
    for (antigen, answer) in picture.answers.iter().enumerate() {
        let need = picture.needs.iter().find(|n| n.antigen == antigen);
        let is_open = answer.target_dose.is_some()
            && answer.recommended != BLANK
            && answer.recommended < NEVER;
        let status = answer.if_never_vaccinated.unwrap_or(answer.status);
        let reason = match (status, need) {
            (Status::Contraindicated, _) => NotPlannedReason::Contraindicated,
            (Status::Refused, _) => NotPlannedReason::Refused,
            _ if owed >> antigen & 1 == 1 => NotPlannedReason::NoRoom,
            (_, Some(need)) if world.wish.until < need.due => NotPlannedReason::Later,
            (_, Some(_)) => NotPlannedReason::NoProduct,
            (_, None) if is_open && world.wish.without >> antigen & 1 == 1 => {
                NotPlannedReason::LeftOut
            }
            (_, None) if is_open && answer.reason == ReasonCode::OnRequest => {
                NotPlannedReason::OnRequest
            }
            (_, None) => continue,
        };
        let Some(target) = world.rules.words.targets.get(antigen) else { continue };
        let recommended_on = date(answer.recommended);
        out.push(NotPlanned { target: target.code.clone(), reason, recommended_on });
    }
    out
}
