//! Groups, and the tables that answers are rendered from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Lowering, name_of};
use crate::{
    rules::{
        Question, RuleFile, SharedCodes,
        nuva::{Nuva, NuvaVaccine},
    },
    schedule::{CodeWindow, VaccineIx, source::GroupSource},
};

/// A product: its place, all its classes, and those that rules name.
type Product<'a> = (VaccineIx, &'a Vec<bool>, &'a Vec<bool>);

impl Lowering {
    pub(super) fn groups(&mut self, files: &[RuleFile<'_>]) {
        let Some(head) = self.head.take() else { return };
        self.reopen(files, "schedule.toml");
        let mut grouped = BTreeSet::new();
        for group in head.groups {
            let mut antigens = Vec::new();
            for target in &group.targets {
                let code = target.get_ref();
                if !self.targets.contains(code) || !grouped.insert(code.clone()) {
                    let message = format!(
                        "group `{}`: `{code}` has no rules or is grouped twice: take it out",
                        group.name
                    );
                    self.problem(target.span().start, message);
                }
                antigens.push(code.clone());
            }
            self.source.groups.push(GroupSource {
                name: group.name,
                antigens,
                administer_full: group.always_all,
            });
        }
        for antigen in &self.source.antigens {
            if !grouped.contains(&antigen.name) {
                self.source.groups.push(GroupSource {
                    name: name_of(&self.targets_of_nuva, &antigen.name),
                    antigens: vec![antigen.name.clone()],
                    administer_full: false,
                });
            }
        }
    }

    /// Fills the tables that answers are rendered from.
    pub(super) fn index(&mut self, nuva: &Nuva<'_>) {
        let schedule = &self.set.schedule;
        self.set.target_names =
            schedule.antigens.iter().map(|a| name_of(&self.targets_of_nuva, &a.name)).collect();
        let small = |ix: usize| u8::try_from(ix).unwrap_or(u8::MAX);
        for (ix, fact, rule) in &self.forbidding {
            if let Some(fact) = schedule.observation(fact) {
                self.set.forbidding.push((small(*ix), fact, *rule));
            }
        }
        for (ix, fact, rule) in &self.immunities {
            let fact = fact.as_deref().and_then(|f| schedule.observation(f));
            self.set.immunities.push((small(*ix), fact, *rule));
        }
        self.questions();
        self.set.words = SharedCodes::of(&self.set);
        self.completions(nuva);
    }

    /// What to ask for each series and before each vaccination.
    fn questions(&mut self) {
        let (schedule, facts) = (&self.set.schedule, &self.set.facts);
        let mut questions = Vec::new();
        for series in &schedule.series {
            let windows = series.indications.of(&schedule.indications);
            let question = |w: &CodeWindow| Question {
                begin: w.begin,
                end: w.end,
                definitions: facts.definitions_behind(w.observation),
            };
            questions.push(windows.iter().map(question).collect());
        }
        let mut cautions = vec![0; schedule.antigens.len()];
        for (antigen, fact, _) in &self.set.forbidding {
            if let Some(mask) = cautions.get_mut(usize::from(*antigen)) {
                *mask |= facts.definitions_behind(*fact);
            }
        }
        for (antigen, fact) in &self.asked {
            if let (Some(mask), Some(fact)) =
                (cautions.get_mut(*antigen), schedule.observation(fact))
            {
                *mask |= facts.definitions_behind(fact);
            }
        }
        self.set.history_complete =
            schedule.observation("history_complete").map(|o| facts.definitions_behind(o));
        self.set.questions = questions;
        self.set.caution_questions = cautions;
    }

    /// For abstract vaccines: one product of each sort that the rules could tell apart.
    fn completions(&mut self, nuva: &Nuva<'_>) {
        // What is known of a vaccine are all classes it is in; what tells two products apart are
        // those that a rule names.
        let every = self.signatures(nuva, |_| true);
        let signatures = self.signatures(nuva, |name| self.deciding.contains(name));
        let is_for_rules =
            |v: &NuvaVaccine<'_>| v.targets.iter().any(|t| self.targets.contains(*t));
        // An immunoglobulin known by its kind is still none of the vaccines.
        let open = nuva.vaccines.iter().zip(every.iter().zip(&signatures));
        let open = open.filter(|(v, _)| is_for_rules(v) && !self.classes.is_passive(v));
        let mut products: HashMap<&[&str], Vec<Product<'_>>> = HashMap::new();
        for (vaccine, (classes, signature)) in open.clone().filter(|(v, _)| !v.is_abstract) {
            if let Some(ix) = self.set.schedule.vaccine(vaccine.code) {
                products.entry(&vaccine.targets).or_default().push((ix, classes, signature));
            }
        }
        for (vaccine, (known, _)) in open.filter(|(v, _)| v.is_abstract) {
            let mut sorts: BTreeMap<&Vec<bool>, VaccineIx> = BTreeMap::new();
            for (ix, classes, signature) in products.get(&vaccine.targets[..]).into_iter().flatten()
            {
                // What is surely known of it, every product must share: a PCV13 is no PCV20, and
                // a vaccine no antibody, also where no rule asks for vaccines.
                if known.iter().zip(*classes).all(|(known, holds)| *holds || !known) {
                    sorts.entry(*signature).or_insert(*ix);
                }
            }
            if 1 < sorts.len()
                && let Some(ix) = self.set.schedule.vaccine(vaccine.code)
            {
                self.set.completions.insert(ix, sorts.into_values().collect());
            }
        }
    }

    /// For each vaccine: to which of these classes it belongs.
    fn signatures(&self, nuva: &Nuva<'_>, counts: impl Fn(&String) -> bool) -> Vec<Vec<bool>> {
        let place: HashMap<&str, usize> =
            nuva.vaccines.iter().enumerate().map(|(at, v)| (v.code, at)).collect();
        let classes: Vec<_> = self.classes.names().filter(|(name, _)| counts(name)).collect();
        let mut signatures = vec![vec![false; classes.len()]; nuva.vaccines.len()];
        for (class, (_, codes)) in classes.into_iter().enumerate() {
            for code in codes {
                let of = place.get(code.as_str()).and_then(|at| signatures.get_mut(*at));
                if let Some(slot) = of.and_then(|signature| signature.get_mut(class)) {
                    *slot = true;
                }
            }
        }
        signatures
    }
}
