//! What the engine says of the person on a day, with some doses planned: all that a search asks.

use shared::Date;

use super::{MOST_INJECTIONS, PUT_OFF_IN_SEASON, PlanOptions};
use crate::{
    assess::{
        read::{Input, read},
        reading::Readings,
        target::{Products, TargetAnswer, View, forbidding, named},
    },
    assessment::{ReasonCode, Status},
    case::{Case, CaseDose},
    day::{BLANK, Day, NEVER, Period},
    person::Person,
    rules::RuleSet,
    run::Runner,
    schedule::VaccineIx,
    verdict::DoseStatus,
};

/// A planned injection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) on: Day,
    pub(super) vaccine: VaccineIx,
}

/// The options as the search wants them.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) first: Day,
    pub(super) until: Day,
    pub(super) most: usize,
    pub(super) apart: Day,
    early: Day,
    pub(super) stock: Option<Vec<VaccineIx>>,
    with_optional: bool,
    /// A bit for each target that is not planned for.
    pub(super) without: u64,
}

/// The next dose against a target.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) antigen: usize,
    /// Would count from this day.
    earliest: Day,
    /// May be planned from this day.
    pub(super) from: Day,
    /// The recommended day: from then it is not put off.
    pub(super) due: Day,
    /// The first day on which it is overdue.
    pub(super) overdue: Day,
    /// The first day on which a plan counts it as late.
    pub(super) late: Day,
    /// The last day on which it may be given.
    pub(super) last: Day,
    pub(super) target_dose: u32,
    pub(super) number: u16,
    pub(super) rule: Option<u16>,
    pub(super) is_unknown: bool,
}

impl Need {
    pub(super) fn bit(&self) -> u64 {
        1 << self.antigen
    }

    /// Whether it would count, be it much sooner than it is planned for.
    pub(super) fn would_count(&self, on: Day) -> bool {
        self.earliest <= on && on <= self.last
    }

    pub(super) fn may_be_given(&self, on: Day) -> bool {
        self.from <= on && on <= self.last
    }
}

/// Everything about one day.
#[derive(Debug, Default)]
pub(super) struct Picture {
    /// Doses that are to come and planned for.
    pub(super) needs: Vec<Need>,
    /// A bit for each target against which one more dose would do no harm.
    pub(super) harmless: u64,
    /// A bit for each target against which nothing may be given.
    barred: u64,
    /// Products that facts forbid.
    forbidden: Vec<VaccineIx>,
    /// What each target was answered.
    pub(super) answers: Vec<TargetAnswer>,
}

/// The person under the engine.
pub(super) struct World<'a> {
    pub(super) rules: &'a RuleSet,
    /// The person without doses: facts begin and end while visits go by.
    person: Person,
    recorded: Vec<CaseDose>,
    pub(super) wish: Wish,
    runner: Runner,
    /// How often the engine was asked.
    pub(super) asked: usize,
}

impl<'a> World<'a> {
    pub(super) fn new(
        rules: &'a RuleSet,
        person: &Person,
        today: Date,
        options: &PlanOptions,
    ) -> Self {
        let as_of = today.days_since_epoch();
        let recorded = Readings::latest_doses(rules, &read(rules, person, as_of));
        Self {
            rules,
            person: Person { doses: Vec::new(), ..person.clone() },
            recorded,
            wish: wish(rules, as_of, options),
            runner: Runner::new(),
            asked: 0,
        }
    }

    /// Runs the engine on a day; gives the reading of the facts and the case.
    fn run(&mut self, day: Day, given: &[Given]) -> Case {
        self.asked += 1;
        let input = read(self.rules, &self.person, day);
        let mut case = Case {
            birth: input.birth,
            gender: input.gender,
            facts: input.holding().collect(),
            doses: Vec::with_capacity(self.recorded.len() + given.len()),
            ..Case::default()
        };
        case.doses.extend(self.recorded.iter().filter(|d| d.on <= day));
        let next = self.recorded.len();
        for (i, one) in given.iter().enumerate() {
            case.doses.push(CaseDose {
                on: one.on,
                vaccine: one.vaccine,
                trade_name: 0,
                is_sub_standard: false,
                position: u16::try_from(next + i).unwrap_or(u16::MAX),
            });
        }
        case.doses.sort_by_key(|d| (d.on, d.is_sub_standard, d.vaccine));
        self.runner.run(&self.rules.schedule, &case, day);
        case
    }

    /// What is to come, seen on a day after some doses.
    pub(super) fn picture(&mut self, day: Day, given: &[Given]) -> Picture {
        let case = self.run(day, given);
        self.look(day, &case)
    }

    /// As [`World::picture`], if each of the last doses, given on that day, counts for what it is
    /// for and is invalid against no other target; else the position of the first that does not.
    pub(super) fn picture_if_valid(
        &mut self,
        day: Day,
        given: &[Given],
        covers: &[u64],
    ) -> Result<Picture, usize> {
        let case = self.run(day, given);
        let first = self.recorded.len() + given.len() - covers.len();
        for (i, covers) in covers.iter().enumerate() {
            let is_it = |d: &CaseDose| usize::from(d.position) == first + i;
            let at = case.doses.iter().position(is_it).and_then(|at| u16::try_from(at).ok());
            for antigen in 0..self.rules.schedule.antigens.len() {
                let one = std::iter::once(antigen);
                let at = at.ok_or(i)?;
                let verdict = self.runner.group_verdict(&self.rules.schedule, one, at, None);
                let is_for = covers >> antigen & 1 == 1;
                let is_invalid =
                    matches!(verdict.status, DoseStatus::NotValid | DoseStatus::SubStandard);
                if is_invalid || (is_for && verdict.status != DoseStatus::Valid) {
                    return Err(i);
                }
            }
        }
        Ok(self.look(day, &case))
    }

    fn look(&self, day: Day, case: &Case) -> Picture {
        let input = read(self.rules, &self.person, day);
        let view = View {
            rules: self.rules,
            input: &input,
            case,
            runner: &self.runner,
            today: day,
            tracer: None,
            forbidding: forbidding(self.rules, case),
        };
        let mut picture = Picture::default();
        if view.forbidding != 0 {
            let all = (0..self.rules.schedule.vaccines.len()).filter_map(|v| v.try_into().ok());
            picture.forbidden =
                all.filter(|v| view.is_forbidden(*v, &mut view.no_rule())).collect();
        }
        for antigen in 0..self.rules.schedule.antigens.len() {
            let answer = view.target(antigen);
            self.note(antigen, &answer, &input, day, &mut picture);
            picture.answers.push(answer);
        }
        picture
    }

    fn note(
        &self,
        antigen: usize,
        answer: &TargetAnswer,
        input: &Input,
        day: Day,
        picture: &mut Picture,
    ) {
        let status = answer.if_never_vaccinated.unwrap_or(answer.status);
        let is_open = match status {
            Status::Overdue | Status::Due | Status::DueSoon | Status::UpToDate | Status::NotDue => {
                true
            }
            Status::MayBeGiven => true,
            Status::Complete | Status::Immune | Status::AgedOut | Status::NotRecommended => {
                picture.harmless |= 1 << antigen;
                false
            }
            Status::Contraindicated | Status::Refused => {
                picture.barred |= 1 << antigen;
                false
            }
            Status::Unknown => false,
        };
        let is_optional = answer.reason == ReasonCode::OnRequest;
        let days = [answer.earliest, answer.recommended];
        let Some(target_dose) = answer.target_dose else { return };
        if !is_open || days.iter().any(|d| *d == BLANK || NEVER <= *d) {
            return;
        }
        let or = |day: Day, other: Day| if day == BLANK { other } else { day };
        let (earliest, due) = (answer.earliest.max(input.birth), answer.recommended);
        let overdue = or(answer.overdue, NEVER);
        let target = self.rules.schedule.doses.get(target_dose as usize);
        let late = if target.is_some_and(|dose| dose.yearly.is_some()) {
            overdue.min(due + Day::from(PUT_OFF_IN_SEASON) + 1)
        } else {
            overdue
        };
        let need = Need {
            antigen,
            earliest,
            from: earliest.max(due - self.wish.early),
            due,
            overdue,
            late,
            last: or(answer.latest, NEVER),
            target_dose,
            number: answer.dose_number,
            rule: answer.rule,
            is_unknown: answer.if_never_vaccinated.is_some(),
        };
        let is_planned = !is_optional || self.wish.with_optional;
        if is_planned && self.wish.without >> antigen & 1 == 0 {
            picture.needs.push(need);
        } else if need.would_count(day) {
            // Nobody asked for it, but it would count.
            picture.harmless |= 1 << antigen;
        }
    }

    /// The products that would do for a need, the preferred first.
    pub(super) fn products(&self, need: &Need, picture: &Picture) -> Vec<VaccineIx> {
        let preferred: Vec<VaccineIx> = match picture.answers.get(need.antigen).map(|a| &a.vaccines)
        {
            Some(Products::Some(some)) => some.clone(),
            _ => named(self.rules, Some(need.target_dose)).collect(),
        };
        let may = |vaccine: &VaccineIx| {
            self.protects_against(*vaccine) & picture.barred == 0
                && !picture.forbidden.contains(vaccine)
        };
        let Some(stock) = &self.wish.stock else {
            return preferred.into_iter().filter(may).collect();
        };
        let there: Vec<VaccineIx> =
            preferred.into_iter().filter(|v| may(v) && stock.contains(v)).collect();
        if !there.is_empty() {
            return there;
        }
        stock.iter().copied().filter(|v| may(v) && self.counts(need, *v, picture)).collect()
    }

    /// Whether a product counts for the target dose that a need is about.
    pub(super) fn counts(&self, need: &Need, vaccine: VaccineIx, picture: &Picture) -> bool {
        let schedule = &self.rules.schedule;
        if picture.forbidden.contains(&vaccine) {
            return false;
        }
        let Some(target) = schedule.doses.get(need.target_dose as usize) else { return false };
        let uses = [target.preferable, target.allowable];
        schedule.set_has(target.counting, vaccine)
            || uses.iter().flat_map(|u| u.of(&schedule.vaccine_uses)).any(|u| u.vaccine == vaccine)
    }

    /// A bit for each target that a product protects against.
    pub(super) fn protects_against(&self, vaccine: VaccineIx) -> u64 {
        let schedule = &self.rules.schedule;
        let associations = schedule
            .vaccines
            .get(usize::from(vaccine))
            .map(|v| v.associations.of(&schedule.associations))
            .unwrap_or_default();
        associations.iter().fold(0, |mask, a| mask | 1 << (a.antigen & 63))
    }
}

fn wish(rules: &RuleSet, as_of: Day, options: &PlanOptions) -> Wish {
    let first = options.first_visit.map_or(as_of, |d| d.days_since_epoch()).max(as_of);
    let schedule = &rules.schedule;
    let code = |code: &String| schedule.antigens.iter().position(|a| a.name == *code);
    Wish {
        first,
        until: options
            .until
            .map_or_else(|| Period::months(12).after(first), |d| d.days_since_epoch())
            .max(first),
        most: usize::from(options.max_injections.unwrap_or(MOST_INJECTIONS).min(MOST_INJECTIONS)),
        apart: Day::from(options.days_between_visits).max(1),
        early: Day::from(options.days_early),
        stock: options
            .products
            .as_ref()
            .map(|codes| codes.iter().filter_map(|code| schedule.vaccine(code)).collect()),
        with_optional: options.with_optional,
        without: options.without.iter().filter_map(code).fold(0, |mask, at| mask | 1 << (at & 63)),
    }
}
