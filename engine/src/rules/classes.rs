//! Classes of vaccines: a name in the rule files, a list of codes behind it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Spanned;

use super::{format::Vaccines, nuva::NuvaVaccine};

/// The classes with the codes of their vaccines, and what never counts as a dose.
#[derive(Debug, Default)]
pub(super) struct Classes {
    codes: BTreeMap<String, Vec<String>>,
    passive: BTreeSet<String>,
}

impl Classes {
    /// Resolves the classes; each problem with its place in the file.
    pub(super) fn resolve(
        file: &Vaccines,
        nuva: &[NuvaVaccine<'_>],
    ) -> (Self, Vec<(usize, String)>) {
        let mut problems = Vec::new();
        let valences: BTreeSet<&str> =
            nuva.iter().flat_map(|v| v.valences.iter().copied()).collect();
        let known: BTreeSet<&str> = nuva.iter().map(|v| v.code).collect();
        let place: HashMap<&str, usize> =
            nuva.iter().enumerate().map(|(at, v)| (v.code, at)).collect();
        let mut holding: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, valence) in
            nuva.iter().enumerate().flat_map(|(at, v)| v.valences.iter().map(move |s| (at, s)))
        {
            holding.entry(*valence).or_default().push(at);
        }
        let mut check = |named: &[Spanned<String>], all: &BTreeSet<&str>, what: &str| {
            for name in named.iter().filter(|n| !all.contains(n.get_ref().as_str())) {
                problems.push((
                    name.span().start,
                    format!("unknown {what} `{}`: see schedules/nuva.txt", name.get_ref()),
                ));
            }
        };
        let mut codes = BTreeMap::new();
        for (name, class) in &file.classes {
            check(&class.codes, &known, "vaccine");
            for list in [&class.has, &class.any, &class.lacks] {
                check(list, &valences, "valence");
            }
            let listed =
                class.codes.iter().filter_map(|c| place.get(c.get_ref().as_str()).copied());
            let mut members: BTreeSet<usize> = listed.collect();
            let named = class.has.first().map_or(&class.any[..], std::slice::from_ref);
            let candidates = named.iter().filter_map(|s| holding.get(s.get_ref().as_str()));
            let holds = |v: &NuvaVaccine<'_>, s: &Spanned<String>| {
                v.valences.contains(&s.get_ref().as_str())
            };
            let fits = |v: &NuvaVaccine<'_>| {
                class.has.iter().all(|s| holds(v, s))
                    && (class.any.is_empty() || class.any.iter().any(|s| holds(v, s)))
                    && !class.lacks.iter().any(|s| holds(v, s))
            };
            let fitting = candidates.flatten().copied();
            members.extend(fitting.filter(|at| nuva.get(*at).is_some_and(fits)));
            let members = members.into_iter().filter_map(|at| nuva.get(at));
            codes.insert(name.clone(), members.map(|v| v.code.to_owned()).collect());
        }
        let passive: BTreeSet<&str> = valences.union(&known).copied().collect();
        check(&file.passive, &passive, "valence or vaccine");
        let passive = file.passive.iter().map(|s| s.get_ref().clone()).collect();
        (Self { codes, passive }, problems)
    }

    /// The codes of a class.
    pub(super) fn get(&self, name: &str) -> Option<&[String]> {
        self.codes.get(name).map(Vec::as_slice)
    }

    /// All names, for a message.
    pub(super) fn names(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.codes.iter()
    }

    /// Whether it is a passive product: listed itself, or by something that it holds.
    pub(super) fn is_passive(&self, vaccine: &NuvaVaccine<'_>) -> bool {
        self.passive.contains(vaccine.code)
            || vaccine.valences.iter().any(|v| self.passive.contains(*v))
    }
}
