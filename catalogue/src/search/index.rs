//! What is made ready when the catalogue is parsed: folded words, and what they stand for.

use std::collections::HashMap;

use shared::{VaccineCode, fold};

use super::distance::Letters;
use crate::{
    Catalogue, CodeSystem, TargetCode, Vaccine, ValenceCode,
    name::{Names, slot},
};

/// Sets of targets are the bits of a `u128`.
pub(crate) const MAX_TARGETS: u8 = 128;

/// The group of vaccines that come last, see [`Standing`].
pub(super) const REST: u8 = 4;

/// Names written without their gaps (`mmrvaxpro`) are words too, up to this length.
const MAX_JOINED: usize = 24;

/// An abbreviation as the file has it: its forms, targets, valences, and how many of these.
type AbbreviationRow = (Vec<Box<str>>, Vec<TargetCode>, Vec<ValenceCode>, Option<usize>);

/// Our own words, as the file has them.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) diseases: Vec<(TargetCode, Vec<Box<str>>)>,
    pub(crate) abbreviations: Vec<AbbreviationRow>,
    pub(crate) products: Vec<(VaccineCode, Vec<Box<str>>)>,
}

/// What a word belongs to. Numbers are positions. Of equally good matches a hit names the first
/// kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A form of an abbreviation.
    Abbreviation(u16, u16),
    /// A target's name in the language of that slot.
    Target(u8, u8),
    /// Another word for a target.
    DiseaseWord(u8, u16),
    /// A vaccine's name in the language of that slot (0 for a brand).
    Name(u16, u8),
    /// Another word for a vaccine.
    Alias(u16, u16),
    /// A valence's shorthand.
    Shorthand(u16),
}

/// A folded word and all it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    pub(super) letters: Letters,
    pub(super) sources: Box<[Source]>,
}

/// A code without its punctuation, and the vaccine that has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code {
    pub(super) text: Box<str>,
    pub(super) vaccine: u16,
    pub(super) system: CodeSystem,
    pub(super) written: Box<str>,
}

/// An abbreviation worked out.
#[derive(Debug, Clone)]
pub(super) struct Abbreviation {
    pub(super) targets: u128,
    pub(super) vaccines: Box<[u16]>,
}

/// What ranks a vaccine, whatever is asked.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The usual of the market, what else is or was on it, the common brands, abstract concepts, the
    /// rest.
    pub(super) group: u8,
    pub(super) targets: u128,
    /// How special an abstract concept is: antibodies, steps below the most general valences, how
    /// many valences, and how few vaccines there are against its first disease (seasonal influenza
    /// before the avian one).
    pub(super) special: (bool, u8, u8, std::cmp::Reverse<usize>),
    pub(super) is_abstract: bool,
    pub(super) name: Box<str>,
}

/// Everything the search needs besides the catalogue itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    pub(super) words: Vec<Word>,
    pub(super) codes: Vec<Code>,
    pub(super) abbreviations: Vec<Abbreviation>,
    /// The whole names of targets written as one word, with the target's position.
    pub(super) target_names: Vec<(Box<str>, u8)>,
    /// By position of target.
    pub(super) target_vaccines: Vec<Vec<u16>>,
    /// By position of valence: the vaccines with it or one below it.
    pub(super) valence_vaccines: Vec<Vec<u16>>,
    /// By position of vaccine.
    pub(super) standings: Vec<Standing>,
    /// The texts of aliases, abbreviations and words for diseases.
    pub(super) texts: Vec<Box<str>>,
}

impl Index {
    pub(crate) fn build(catalogue: &Catalogue, words: Words) -> Self {
        let mut index = Self {
            target_vaccines: vec![Vec::new(); catalogue.targets.len()],
            valence_vaccines: vec![Vec::new(); catalogue.valences.len()],
            ..Self::default()
        };
        let mut pairs = Pairs::default();
        for (position, vaccine) in (0_u16..).zip(&catalogue.vaccines) {
            index.add_vaccine(catalogue, position, vaccine);
            add_names(&mut pairs, &vaccine.names, |slot| Source::Name(position, slot));
        }
        index.codes.sort_unstable();
        for standing in index.standings.iter_mut().filter(|s| s.is_abstract) {
            let vaccines = index.target_vaccines.get(standing.targets.trailing_zeros() as usize);
            standing.special.3 = std::cmp::Reverse(vaccines.map_or(0, Vec::len));
        }
        for (position, target) in (0_u8..).zip(&catalogue.targets) {
            add_names(&mut pairs, &target.names, |slot| Source::Target(position, slot));
            let names = target.names.all().map(|name| (joined(name.text).into(), position));
            index.target_names.extend(names);
        }
        for (position, valence) in (0_u16..).zip(&catalogue.valences) {
            let source = Source::Shorthand(position);
            // Not the `C` of `Hib-C`: «hépatite C» is something else.
            for part in fold::words(&valence.shorthand).filter(|part| 1 < part.len()) {
                pairs.add(&part, source);
            }
            pairs.add(&joined(&valence.shorthand), source);
        }
        index.add_words(catalogue, words, &mut pairs);

        index.words = pairs.into_words();
        index
    }

    fn add_vaccine(&mut self, catalogue: &Catalogue, position: u16, vaccine: &Vaccine) {
        let mut targets = 0;
        for target in &vaccine.targets {
            if let Some(at) = position_of_target(catalogue, *target) {
                targets |= 1 << at;
                self.target_vaccines[usize::from(at)].push(position);
            }
        }
        let mut depth = 0;
        for valence in &vaccine.valences {
            for (step, above) in (0_u8..).zip(catalogue.lineage(*valence)) {
                depth = depth.max(step);
                if let Ok(at) = catalogue.valences.binary_search_by_key(&above, |v| v.code) {
                    let list = &mut self.valence_vaccines[at];
                    if list.last() != Some(&position) {
                        list.push(position);
                    }
                }
            }
        }
        self.standings.push(Standing {
            group: match vaccine {
                v if v.is_usual() => 0,
                v if v.market.is_on_market() => 1,
                v if v.is_common => 2,
                v if v.is_abstract => 3,
                _ => REST,
            },
            targets,
            special: if vaccine.is_abstract {
                let count = u8::try_from(vaccine.valences.len()).unwrap_or(u8::MAX);
                (vaccine.is_passive, depth, count, std::cmp::Reverse(0))
            } else {
                (false, 0, 0, std::cmp::Reverse(0))
            },
            is_abstract: vaccine.is_abstract,
            name: fold::fold(vaccine.names.get(shared::Locale::Fr).text).into(),
        });
        self.add_codes(position, vaccine);
    }

    fn add_codes(&mut self, vaccine: u16, of: &Vaccine) {
        let mut add = |system, text: String, written: &str| {
            let (text, written) = (text.into(), written.into());
            self.codes.push(Code { text, vaccine, system, written });
        };
        let nuva = of.code.to_string();
        add(CodeSystem::Nuva, joined(&nuva), &nuva);
        if let Some(atc) = &of.atc {
            add(CodeSystem::Atc, joined(atc), atc);
        }
        for cvx in &of.cvx {
            add(CodeSystem::Cvx, format!("cvx{}", cvx.trim_start_matches('0')), cvx);
        }
        for (system, numbers) in [
            (CodeSystem::Eu, &of.eu_numbers),
            (CodeSystem::Cns, &of.cns_numbers),
            (CodeSystem::Ntin, &of.ntins),
        ] {
            for number in numbers {
                add(system, joined(number), number);
            }
        }
    }

    fn add_words(&mut self, catalogue: &Catalogue, words: Words, pairs: &mut Pairs) {
        for (target, texts) in words.diseases {
            let Some(at) = position_of_target(catalogue, target) else { continue };
            for text in texts {
                let source = Source::DiseaseWord(at, self.keep(&text));
                // As one word only: «German measles» is not measles.
                pairs.add(&joined(&text), source);
            }
        }
        for (product, texts) in words.products {
            let found = catalogue.vaccines.binary_search_by_key(&product, |v| v.code);
            let Some(at) = found.ok().and_then(|at| u16::try_from(at).ok()) else { continue };
            for text in texts {
                let source = Source::Alias(at, self.keep(&text));
                add_text(pairs, &text, source);
            }
        }
        for (forms, targets, valences, count) in words.abbreviations {
            let Ok(at) = u16::try_from(self.abbreviations.len()) else { continue };
            let targets = targets
                .into_iter()
                .filter_map(|t| position_of_target(catalogue, t))
                .fold(0, |set, t| set | 1 << t);
            let vaccines = (0_u16..)
                .zip(self.standings.iter().zip(&catalogue.vaccines))
                .filter(|(_, (standing, _))| standing.targets & targets == targets)
                .filter(|(_, (_, vaccine))| has_valences(catalogue, vaccine, &valences, count))
                .map(|(position, _)| position)
                .collect();
            self.abbreviations.push(Abbreviation { targets, vaccines });
            for form in forms {
                let source = Source::Abbreviation(at, self.keep(&form));
                add_text(pairs, &form, source);
            }
        }
    }

    /// Keeps a text for what a hit says.
    fn keep(&mut self, text: &str) -> u16 {
        self.texts.push(text.into());
        u16::try_from(self.texts.len() - 1).unwrap_or(u16::MAX)
    }
}

/// Letters and digits only, folded: how codes are compared.
pub(super) fn joined(text: &str) -> String {
    fold::words(text).collect()
}

fn add_names(pairs: &mut Pairs, names: &Names, source: impl Fn(u8) -> Source) {
    for name in names.all() {
        let slot = name.locale.map_or(0, |l| slot(l) as u8);
        add_text(pairs, name.text, source(slot));
    }
}

/// Each word of the text, and the text without its gaps.
fn add_text(pairs: &mut Pairs, text: &str, source: Source) {
    let folded = fold::fold(text);
    let mut whole = String::new();
    let mut count = 0;
    for word in fold::split(&folded) {
        if whole.len() <= MAX_JOINED {
            whole.push_str(word);
        }
        count += 1;
        pairs.add(word, source);
    }
    if 1 < count && whole.len() <= MAX_JOINED {
        pairs.add(&whole, source);
    }
}

/// Words with what they belong to, grouped before they are sorted: names repeat the same words.
#[derive(Default)]
struct Pairs(HashMap<Box<str>, Vec<Source>>);

impl Pairs {
    fn add(&mut self, word: &str, source: Source) {
        match self.0.get_mut(word) {
            Some(sources) => sources.push(source),
            None => {
                self.0.insert(word.into(), vec![source]);
            }
        }
    }

    /// In the order of the words.
    fn into_words(self) -> Vec<Word> {
        let mut words: Vec<_> = self
            .0
            .into_iter()
            .map(|(text, mut sources)| {
                sources.sort_unstable();
                sources.dedup();
                Word { letters: Letters::new(&text), text, sources: sources.into() }
            })
            .collect();
        words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        words
    }
}

fn position_of_target(catalogue: &Catalogue, target: TargetCode) -> Option<u8> {
    let found = catalogue.targets.binary_search_by_key(&target, |t| t.code).ok()?;
    u8::try_from(found).ok()
}

/// Whether the vaccine has one of these valences or one below (exactly `count` times, if given).
fn has_valences(
    catalogue: &Catalogue,
    vaccine: &Vaccine,
    valences: &[ValenceCode],
    count: Option<usize>,
) -> bool {
    if valences.is_empty() {
        return true;
    }
    let is_below = |v: &&ValenceCode| catalogue.lineage(**v).any(|above| valences.contains(&above));
    let found = vaccine.valences.iter().filter(is_below).count();
    count.map_or(0 < found, |count| found == count)
}
