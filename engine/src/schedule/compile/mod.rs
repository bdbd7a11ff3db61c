//! Compiling a [`Source`] into a [`Schedule`].
//!
//! Every code is looked up once here; what is unknown is a [`Problem`], never a guess.

mod dose;

use std::{collections::HashMap, fmt};

use super::{
    AGE_ALWAYS, AGE_NEVER, AgeIx, Antigen, AntigenIx, Association, BirthImmunity, CodeWindow,
    ConflictRule, Force, Group, Observation, ObservationIx, Otherwise, Run, Schedule, Series,
    SeriesIx, SetIx, Vaccine, VaccineContraindication, VaccineIx,
    source::{AntigenSource, SeriesSource, SkipCondition, Source, Validity},
};
use crate::{
    day::{ALWAYS, NEVER, Period},
    evaluate::MAX_TARGETS,
};

/// What is wrong with a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as a series and its dose.
    pub at: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

/// Compiles a source.
///
/// # Errors
/// Every code that is used but not defined, and every table that grows too large.
pub fn compile(source: &Source) -> Result<Schedule, Vec<Problem>> {
    let mut compiler = Compiler::new(source);
    compiler.vaccines(source);
    compiler.groups(source);
    compiler.conflicts(source);
    for (ix, antigen) in source.antigens.iter().enumerate() {
        compiler.antigen(ix, antigen);
    }
    compiler.check_sizes();
    if compiler.problems.is_empty() { Ok(compiler.out) } else { Err(compiler.problems) }
}

/// The state of one compilation.
struct Compiler {
    out: Schedule,
    antigens: HashMap<String, AntigenIx>,
    ages: HashMap<Period, AgeIx>,
    sets: HashMap<Vec<u64>, SetIx>,
    /// Sets that several target doses share, by where their codes lie in memory.
    shared_sets: HashMap<usize, SetIx>,
    at: String,
    problems: Vec<Problem>,
}

impl Compiler {
    fn new(source: &Source) -> Self {
        let mut out = Schedule { name: source.name.clone(), ..Schedule::default() };
        out.words_per_set = source.vaccines.len().div_ceil(64).max(1);
        out.set_words = vec![0; out.words_per_set];
        out.ages = vec![Period::default(); 3];
        let mut this = Self {
            antigens: HashMap::new(),
            ages: HashMap::new(),
            sets: HashMap::from([(vec![0; out.words_per_set], 0)]),
            shared_sets: HashMap::new(),
            at: source.name.clone(),
            problems: Vec::new(),
            out,
        };
        for (ix, antigen) in source.antigens.iter().enumerate() {
            let ix = AntigenIx::try_from(ix).unwrap_or(AntigenIx::MAX);
            if this.antigens.insert(antigen.name.clone(), ix).is_some() {
                this.problem(format!("antigen `{}` is defined twice", antigen.name));
            }
        }
        for (ix, observation) in source.observations.iter().enumerate() {
            let ix = ObservationIx::try_from(ix).unwrap_or(ObservationIx::MAX);
            if this.out.observation_by_code.insert(observation.code.clone(), ix).is_some() {
                this.problem(format!("fact `{}` is defined twice", observation.code));
            }
            this.out.observations.push(Observation {
                code: observation.code.clone(),
                title: observation.title.clone(),
            });
        }
        this
    }

    fn problem(&mut self, message: String) {
        self.problems.push(Problem { at: self.at.clone(), message });
    }

    fn check_sizes(&mut self) {
        let out = &self.out;
        let sizes = [
            ("vaccines", out.vaccines.len(), usize::from(VaccineIx::MAX)),
            ("facts", out.observations.len(), usize::from(ObservationIx::MAX)),
            ("antigens", self.antigens.len(), 64),
            ("series", out.series.len(), usize::from(SeriesIx::MAX)),
            ("ages", out.ages.len(), usize::from(AgeIx::MAX)),
            ("sets of vaccines", self.sets.len(), usize::from(SetIx::MAX)),
            ("conflict rules", out.conflict_rules.len(), 254),
        ];
        for (what, is, most) in sizes {
            if most < is {
                self.problem(format!("{is} {what}, at most {most} are possible"));
            }
        }
    }

    fn age(&mut self, age: Option<Period>, missing: AgeIx) -> AgeIx {
        let Some(age) = age else { return missing };
        let next = AgeIx::try_from(self.out.ages.len()).unwrap_or(AgeIx::MAX);
        let ix = *self.ages.entry(age).or_insert(next);
        if ix == next {
            self.out.ages.push(age);
        }
        ix
    }

    fn vaccine(&mut self, code: &str) -> VaccineIx {
        let found = self.out.vaccine(code);
        if found.is_none() {
            self.problem(format!("unknown vaccine `{code}`"));
        }
        found.unwrap_or(0)
    }

    fn observation(&mut self, code: &str) -> ObservationIx {
        let found = self.out.observation(code);
        if found.is_none() {
            self.problem(format!("unknown fact `{code}`"));
        }
        found.unwrap_or(0)
    }

    fn antigen_ix(&mut self, name: &str) -> AntigenIx {
        let found = self.antigens.get(name).copied();
        if found.is_none() {
            self.problem(format!("unknown antigen `{name}`"));
        }
        found.unwrap_or(0)
    }

    fn set(&mut self, codes: &[String]) -> SetIx {
        let mut words = vec![0_u64; self.out.words_per_set];
        for code in codes {
            let ix = self.vaccine(code);
            if let Some(word) = words.get_mut(usize::from(ix) / 64) {
                *word |= 1 << (ix % 64);
            }
        }
        let next = SetIx::try_from(self.sets.len()).unwrap_or(SetIx::MAX);
        let ix = *self.sets.entry(words.clone()).or_insert(next);
        if ix == next {
            self.out.set_words.extend(words);
        }
        ix
    }

    /// As [`Compiler::set`], each list looked up once.
    fn shared_set(&mut self, codes: &[String]) -> SetIx {
        if codes.is_empty() {
            return 0;
        }
        let place = codes.as_ptr().addr();
        if let Some(ix) = self.shared_sets.get(&place) {
            return *ix;
        }
        let ix = self.set(codes);
        self.shared_sets.insert(place, ix);
        ix
    }

    fn vaccines(&mut self, source: &Source) {
        for vaccine in &source.vaccines {
            let ix = VaccineIx::try_from(self.out.vaccines.len()).unwrap_or(VaccineIx::MAX);
            if self.out.vaccine_by_code.insert(vaccine.code.clone(), ix).is_some() {
                self.problem(format!("vaccine `{}` is defined twice", vaccine.code));
            }
            let mut entries = Vec::new();
            for association in &vaccine.associations {
                entries.push(Association {
                    antigen: self.antigen_ix(&association.antigen),
                    begin: self.age(association.begin_age, AGE_ALWAYS),
                    end: self.age(association.end_age, AGE_NEVER),
                });
            }
            let associations = append(&mut self.out.associations, entries);
            self.out.vaccines.push(Vaccine {
                code: vaccine.code.clone(),
                name: vaccine.name.clone(),
                associations,
                conflict_class: 0,
            });
        }
    }

    fn groups(&mut self, source: &Source) {
        for group in &source.groups {
            let antigens = group.antigens.iter().map(|a| self.antigen_ix(a)).collect();
            self.out.groups.push(Group {
                name: group.name.clone(),
                antigens,
                administer_full: group.administer_full,
            });
        }
    }

    fn conflicts(&mut self, source: &Source) {
        let mut pairs = Vec::new();
        let mut classes: u16 = 1;
        for conflict in &source.conflicts {
            let previous = self.vaccine(&conflict.previous);
            let current = self.vaccine(&conflict.current);
            for ix in [previous, current] {
                if let Some(vaccine) = self.out.vaccines.get_mut(usize::from(ix))
                    && vaccine.conflict_class == 0
                {
                    vaccine.conflict_class = classes;
                    classes += 1;
                }
            }
            let rule = ConflictRule {
                begin: conflict.begin,
                min_end: conflict.min_end,
                end: conflict.end,
            };
            let rules = &mut self.out.conflict_rules;
            let at = rules.iter().position(|r| *r == rule).unwrap_or_else(|| {
                rules.push(rule);
                rules.len() - 1
            });
            pairs.push((previous, current, u8::try_from(at + 1).unwrap_or(u8::MAX)));
        }
        let classes = usize::from(classes);
        self.out.conflict_classes = classes;
        self.out.conflict_matrix = vec![0; classes * classes];
        for (previous, current, rule) in pairs {
            let class = |ix: VaccineIx| {
                self.out.vaccines.get(usize::from(ix)).map_or(0, |v| usize::from(v.conflict_class))
            };
            let at = class(previous) * classes + class(current);
            self.out.conflict_matrix[at] = rule;
        }
    }

    fn antigen(&mut self, ix: usize, antigen: &AntigenSource) {
        self.at.clone_from(&antigen.name);
        let codes = antigen.immunity_codes.iter().map(|c| self.observation(c)).collect();
        let immunity_codes = append(&mut self.out.codes, codes);
        let mut births = Vec::new();
        for birth in &antigen.immunity_births {
            let codes = birth.exclusions.iter().map(|c| self.observation(c)).collect();
            let exclusions = append(&mut self.out.codes, codes);
            births.push(BirthImmunity {
                before: birth.before,
                country: birth.country.clone(),
                exclusions,
            });
        }
        let birth_immunities = append(&mut self.out.birth_immunities, births);
        let windows = antigen
            .contraindications
            .iter()
            .map(|c| self.window(&c.observation, c.begin_age, c.end_age))
            .collect();
        let contraindications = append(&mut self.out.contraindications, windows);
        let windows = antigen
            .vaccine_contraindications
            .iter()
            .map(|c| VaccineContraindication {
                window: self.window(&c.observation, c.begin_age, c.end_age),
                vaccine: self.vaccine(&c.vaccine),
            })
            .collect();
        let vaccine_contraindications = append(&mut self.out.vaccine_contraindications, windows);
        let vaccines = antigen.otherwise.iter().map(|o| Otherwise {
            vaccine: self.vaccine(&o.vaccine),
            begin: self.age(o.begin_age, AGE_ALWAYS),
            end: self.age(o.end_age, AGE_NEVER),
            rule: o.rule,
        });
        let vaccines = vaccines.collect();
        let otherwise = append(&mut self.out.otherwise, vaccines);
        let mut series = Vec::new();
        for source in &antigen.series {
            series.push(self.series(AntigenIx::try_from(ix).unwrap_or(AntigenIx::MAX), source));
        }
        let series = append(&mut self.out.series, series);
        self.out.antigens.push(Antigen {
            name: antigen.name.clone(),
            series,
            immunity_codes,
            birth_immunities,
            contraindications,
            vaccine_contraindications,
            otherwise,
        });
    }

    fn window(&mut self, code: &str, begin: Option<Period>, end: Option<Period>) -> CodeWindow {
        CodeWindow {
            observation: self.observation(code),
            begin: self.age(begin, AGE_ALWAYS),
            end: self.age(end, AGE_NEVER),
        }
    }

    fn series(&mut self, antigen: AntigenIx, series: &SeriesSource) -> Series {
        self.at.clone_from(&series.name);
        let windows = series
            .indications
            .iter()
            .map(|i| self.window(&i.observation, i.begin_age, i.end_age))
            .collect();
        let indications = append(&mut self.out.indications, windows);
        let mut doses = Vec::new();
        for (i, dose) in series.doses.iter().enumerate() {
            self.at = format!("{}, dose {}", series.name, i + 1);
            doses.push(self.dose(i, dose));
        }
        let doses = append(&mut self.out.doses, doses);
        self.at.clone_from(&series.name);
        if MAX_TARGETS < series.doses.len() {
            self.problem(format!("a series has at most {MAX_TARGETS} doses"));
        }
        if series.doses.is_empty() {
            self.problem("a series needs at least one dose".to_owned());
        }
        Series {
            name: series.name.clone(),
            antigen,
            kind: series.kind,
            equivalent_groups: bits(&series.equivalent_groups),
            genders: self.genders(&series.genders),
            is_default: series.is_default,
            is_product_path: series.is_product_path,
            may_be_given: series.may_be_given,
            rule: series.rule,
            series_group: series.series_group,
            priority: series.priority,
            preference: series.preference.unwrap_or(u8::MAX),
            asks_for_complete: series.doses.iter().any(|d| {
                d.skips
                    .iter()
                    .flat_map(|s| &s.sets)
                    .flat_map(|s| &s.conditions)
                    .any(|c| matches!(c, SkipCondition::CompletedSeries(_)))
            }),
            min_age_to_start: self.age(series.min_age_to_start, AGE_ALWAYS),
            max_age_to_start: self.age(series.max_age_to_start, AGE_NEVER),
            indications,
            doses,
        }
    }

    fn genders(&mut self, genders: &[String]) -> u8 {
        let mut mask = 0;
        for gender in genders {
            match gender.as_str() {
                "Female" => mask |= 1,
                "Male" => mask |= 2,
                "Unknown" => mask |= 4,
                _ => self.problem(format!(
                    "unknown sex `{gender}`: write `Female`, `Male` or `Unknown`"
                )),
            }
        }
        if genders.is_empty() { 7 } else { mask }
    }
}

/// A mask with those bits; numbers above 31 are ignored by the loaders before.
fn bits(numbers: &[u8]) -> u32 {
    numbers.iter().fold(0, |mask, n| mask | 1_u32.checked_shl(u32::from(*n)).unwrap_or(0))
}

fn force(validity: Validity) -> Force {
    Force {
        effective: validity.effective.unwrap_or(ALWAYS),
        cessation: validity.cessation.unwrap_or(NEVER),
    }
}

/// Puts entries at the end of a flat table and says where they are.
fn append<T>(table: &mut Vec<T>, entries: Vec<T>) -> Run {
    let start = table.len();
    table.extend(entries);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Run { start: number(start), end: number(table.len()) }
}
