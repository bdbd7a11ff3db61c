//! Search as you type.
//!
//! The typed text is cut into folded words (at most eight). A vaccine is found when each
//! of them is a word, or the beginning of a word, of its name in any language, of one of
//! its diseases, of an abbreviation that fits it, or of a valence in it; or when all of
//! them written as one are such a word (`m-m-r`, `Men C`), or the beginning of one of its
//! codes. Only if nothing is found are typing errors allowed: one in words of four letters, two
//! from eight on.
//!
//! Order, the first that differs decides:
//! 1. how closely the words match: whole, beginning, typing error; the worst of them, then all;
//! 2. the usual vaccines of Luxembourg's market, then what was on it, then the other brands of
//!    western Europe, then abstract concepts, then the rest of the world's brands;
//! 3. matched by code or brand, then by disease or abbreviation, then by the name of an abstract
//!    concept or by valence;
//! 4. fewer diseases besides those asked for;
//! 5. for abstract concepts, the more general;
//! 6. name, then code.
//!
//! The plainest abstract concept that fits is always among the hits, in the last place if need be: who
//! transcribes an old card needs «Polio vaccine, unspecified», however many brands there are.

mod distance;
mod index;

use shared::{Locale, fold};

use crate::{Catalogue, CodeSystem, Name, TargetCode, Vaccine, ValenceCode};
use distance::{Letters, Room};
use index::{Code, REST, Source, Word};

pub(crate) use index::{Index, MAX_TARGETS, Words};

/// More of the typed text is not read.
const MAX_CHARS: usize = 128;
/// More words are not read.
const MAX_WORDS: usize = 8;
/// Room for an abstract concept is kept in lists from this length on.
const MIN_LIMIT_FOR_ABSTRACT: usize = 3;
/// Codes are looked up from this many characters on.
const MIN_CODE: usize = 4;

/// A single word shorter than this is more likely the beginning of one, unless it is an
/// abbreviation or a word for a disease: `te` is not «ANATOXAL TE».
const MIN_WHOLE: usize = 3;

/// Words that say nothing about which vaccine is meant, unless nothing else is typed.
const FILLERS: [&str; 37] = [
    "vaccine",
    "vaccines",
    "vaccin",
    "vaccins",
    "vaccination",
    "vacina",
    "vacinas",
    "impfung",
    "impfstoff",
    "impfen",
    "schutzimpfung",
    "against",
    "contre",
    "contra",
    "gegen",
    "geint",
    "le",
    "la",
    "les",
    "the",
    "der",
    "die",
    "das",
    "den",
    "de",
    "du",
    "des",
    "do",
    "da",
    "of",
    "et",
    "und",
    "and",
    "l",
    "for",
    "pour",
    "fur",
];

/// How closely a word matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// The whole word.
    Exact,
    /// Its beginning.
    Prefix,
    /// With typing errors.
    Typo,
}

/// What a typed word was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// The name, perhaps in another language than the reader's.
    Name(Name<'a>),
    /// Another word for the product, `Covaxis`.
    Alias(&'a str),
    /// A code.
    Code(CodeSystem, &'a str),
    /// A disease, by its name.
    Target(TargetCode, Name<'a>),
    /// A disease, by another word.
    DiseaseWord(TargetCode, &'a str),
    /// An abbreviation, `ROR`.
    Abbreviation(&'a str),
    /// A valence, by its shorthand.
    Valence(ValenceCode, &'a str),
}

/// One typed word, and what it was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'a> {
    /// What.
    pub found: Found<'a>,
    /// How closely.
    pub closeness: Closeness,
}

/// A vaccine that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The vaccine.
    pub vaccine: &'a Vaccine,
    /// Its name for the reader.
    pub name: Name<'a>,
    /// What matched: one for each typed word (without fillers such as «vaccine»), or one for
    /// all of them written as one.
    pub matches: Vec<Match<'a>>,
}

/// How well a word matches a vaccine; less is better. 0 whole, 1 beginning, then errors.
type Grade = u8;

/// The best match of one typed word with one vaccine.
#[derive(Debug, Clone, Copy)]
struct Best {
    grade: Grade,
    /// 0 by code or brand, 1 by disease or abbreviation, 2 by abstract name or valence.
    by: u8,
    /// The targets that the word names.
    targets: u128,
    at: At,
}

#[derive(Debug, Clone, Copy)]
enum At {
    Source(Source),
    Code(usize),
}

/// The matches of one reading of the text, by position of vaccine.
type Reading = Vec<Option<Candidate>>;

/// A vaccine that all words match.
#[derive(Debug, Clone)]
struct Candidate {
    grade: Grade,
    by: u8,
    targets: u128,
    at: Vec<(At, Grade)>,
}

impl Catalogue {
    /// The vaccines that the typed text may mean, best first, at most `limit`; names for a
    /// reader of `locale`. Total and deterministic; text without a letter or digit finds nothing.
    #[must_use]
    pub fn search(&self, text: &str, locale: Locale, limit: usize) -> Vec<Hit<'_>> {
        let typed = typed_words(text);
        if typed.is_empty() || limit == 0 {
            return Vec::new();
        }
        let whole: String = fold_all(text).concat();
        let asked = self.targets_named(&typed.concat());
        let mut best = self.read_code(&whole);
        merge(&mut best, self.read_words(&typed, false));
        if let [only] = &typed[..]
            && only.chars().count() < MIN_WHOLE
        {
            best.iter_mut().flatten().for_each(Candidate::doubt);
        }
        if 1 < typed.len() {
            merge(&mut best, self.read_words(std::slice::from_ref(&whole), false));
        }
        if best.iter().all(Option::is_none) {
            best = self.read_words(&typed, true);
            merge(&mut best, self.read_words(&[whole], true));
        }
        self.ranked(best, asked, limit)
            .into_iter()
            .map(|(position, candidate)| {
                let vaccine = &self.vaccines[position];
                let matches = candidate.at.iter().map(|(at, grade)| self.explain(*at, *grade));
                Hit { vaccine, name: vaccine.name(locale), matches: matches.collect() }
            })
            .collect()
    }

    /// Vaccines with a code in `system` that reads `value`, whatever its case, punctuation and
    /// leading zeros: `by_code(CodeSystem::Ntin, "03400933472016")` of a scanned pack.
    pub fn by_code<'a>(
        &'a self,
        system: CodeSystem,
        value: &str,
    ) -> impl Iterator<Item = &'a Vaccine> + use<'a> {
        let mut wanted = index::joined(value);
        if system == CodeSystem::Cvx || system == CodeSystem::Ntin {
            wanted.drain(..wanted.len() - wanted.trim_start_matches('0').len());
        }
        if system == CodeSystem::Cvx {
            wanted.insert_str(0, "cvx");
        }
        self.codes_from(&wanted)
            .take_while(move |code| *code.text == *wanted)
            .filter(move |code| code.system == system)
            .map(|code| &self.vaccines[usize::from(code.vaccine)])
    }

    /// The codes from that one on, in order.
    fn codes_from<'a>(&'a self, text: &str) -> impl Iterator<Item = &'a Code> + use<'a> {
        let first = self.index.codes.partition_point(|c| *c.text < *text);
        self.index.codes[first..].iter()
    }

    /// The text as the beginning of a code.
    fn read_code(&self, whole: &str) -> Reading {
        let mut reading = vec![None; self.vaccines.len()];
        let whole = match whole.strip_prefix("cvx") {
            Some(digits) => format!("cvx{}", digits.trim_start_matches('0')),
            None => whole.trim_start_matches('0').to_owned(),
        };
        if whole.len() < MIN_CODE || !whole.bytes().any(|b| b.is_ascii_digit()) {
            return reading;
        }
        // The national numbers begin with zeros of their own.
        for zeros in ["", "0", "00"] {
            let wanted = format!("{zeros}{whole}");
            let first = self.index.codes.partition_point(|c| *c.text < *wanted);
            for (offset, code) in
                self.codes_from(&wanted).take_while(|c| c.text.starts_with(&wanted)).enumerate()
            {
                let grade = u8::from(code.text.len() != wanted.len());
                let slot: &mut Option<Candidate> = &mut reading[usize::from(code.vaccine)];
                if slot.as_ref().is_none_or(|c| grade < c.grade) {
                    let at = vec![(At::Code(first + offset), grade)];
                    *slot = Some(Candidate { grade, by: 0, targets: 0, at });
                }
            }
        }
        reading
    }

    /// The vaccines that every word matches.
    fn read_words(&self, typed: &[String], with_errors: bool) -> Reading {
        let mut reading: Reading = Vec::new();
        for word in typed {
            let best = self.read_word(word, with_errors);
            if reading.is_empty() {
                reading = best.into_iter().map(|b| b.map(Candidate::new)).collect();
            } else {
                for (slot, best) in reading.iter_mut().zip(best) {
                    *slot = slot.take().zip(best).map(|(candidate, best)| candidate.and(best));
                }
            }
        }
        reading
    }

    /// The best match of one word with each vaccine.
    fn read_word(&self, typed: &str, with_errors: bool) -> Vec<Option<Best>> {
        let mut best = vec![None; self.vaccines.len()];
        let words = &self.index.words;
        let first = words.partition_point(|w| *w.text < *typed);
        for word in words[first..].iter().take_while(|w| w.text.starts_with(typed)) {
            self.offer_word(&mut best, word, u8::from(word.text.len() != typed.len()));
        }
        if with_errors {
            let letters = Letters::new(typed);
            let bound = distance::allowed(letters.chars.len());
            let is_number = typed.bytes().all(|b| b.is_ascii_digit());
            if 0 < bound && !is_number {
                let mut room = Room::default();
                for word in words {
                    let distance = room.distance(&letters, &word.letters, bound);
                    let whole = distance.whole.map(|d| 2 * d);
                    let prefix = distance.prefix.map(|d| 2 * d + 1);
                    if let Some(grade) = whole.into_iter().chain(prefix).min() {
                        self.offer_word(&mut best, word, grade);
                    }
                }
            }
        }
        best
    }

    /// Offers all that a word belongs to.
    fn offer_word(&self, best: &mut [Option<Best>], word: &Word, grade: Grade) {
        let index = &self.index;
        let targets_of = |position: u8| &index.target_vaccines[usize::from(position)];
        for source in &word.sources {
            let at = At::Source(*source);
            let one;
            let (by, targets, vaccines): (u8, u128, &[u16]) = match *source {
                Source::Name(vaccine, _) | Source::Alias(vaccine, _) => {
                    one = [vaccine];
                    let is_abstract = index.standings[usize::from(vaccine)].is_abstract;
                    (if is_abstract { 2 } else { 0 }, 0, &one)
                }
                Source::Target(target, _) | Source::DiseaseWord(target, _) => {
                    (1, 1 << target, targets_of(target))
                }
                Source::Abbreviation(abbreviation, _) => {
                    let abbreviation = &index.abbreviations[usize::from(abbreviation)];
                    (1, abbreviation.targets, &abbreviation.vaccines)
                }
                Source::Shorthand(valence) => (2, 0, &index.valence_vaccines[usize::from(valence)]),
            };
            for vaccine in vaccines {
                let slot = &mut best[usize::from(*vaccine)];
                let new = Best { grade, by, targets, at };
                match slot {
                    None => *slot = Some(new),
                    Some(old) => old.improve(new),
                }
            }
        }
    }

    /// The targets of which that is the whole name.
    fn targets_named(&self, whole: &str) -> u128 {
        let named = self.index.target_names.iter().filter(|(name, _)| **name == *whole);
        named.fold(0, |set, (_, target)| set | 1 << target)
    }

    /// The best candidates in order, with their positions. Abstract concepts for the targets
    /// `asked` for by their whole name come before others.
    fn ranked(&self, reading: Reading, asked: u128, limit: usize) -> Vec<(usize, Candidate)> {
        let key = |(position, candidate): &(usize, Candidate)| {
            let standing = &self.index.standings[*position];
            let besides = match candidate.by {
                0 => 0,
                _ => (standing.targets & !candidate.targets).count_ones(),
            };
            // «varicelle» is in the name of a vaccine against shingles, which is not meant.
            let group =
                if standing.is_abstract && candidate.by == 2 { REST } else { standing.group };
            let grades: Grade = candidate.at.iter().map(|(_, grade)| *grade).sum();
            let is_other = standing.is_abstract && standing.targets & asked == 0;
            (candidate.grade, grades, group, candidate.by, besides, is_other, standing.special)
        };
        let name = |position: usize| &self.index.standings[position].name;
        let mut found: Vec<_> = reading
            .into_iter()
            .enumerate()
            .filter_map(|(position, candidate)| candidate.map(|c| (position, c)))
            .collect();
        found.sort_by(|a, b| {
            key(a).cmp(&key(b)).then_with(|| name(a.0).cmp(name(b.0))).then(a.0.cmp(&b.0))
        });
        let is_abstract = |(position, _): &(usize, Candidate)| self.vaccines[*position].is_abstract;
        if MIN_LIMIT_FOR_ABSTRACT <= limit && limit < found.len() {
            let plainest = found.iter().position(is_abstract);
            if let Some(plainest) = plainest.filter(|at| limit <= *at) {
                found.swap(limit - 1, plainest);
            }
        }
        found.truncate(limit);
        found
    }

    /// What a hit says.
    fn explain(&self, at: At, grade: Grade) -> Match<'_> {
        let closeness = match grade {
            0 => Closeness::Exact,
            1 => Closeness::Prefix,
            _ => Closeness::Typo,
        };
        let text = |position: u16| &*self.index.texts[usize::from(position)];
        let target = |position: u8| &self.targets[usize::from(position)];
        let in_slot = |slot: u8| Locale::ALL[usize::from(slot)];
        let found = match at {
            At::Code(position) => {
                let code = &self.index.codes[position];
                Found::Code(code.system, &code.written)
            }
            At::Source(source) => match source {
                Source::Name(vaccine, slot) => {
                    Found::Name(self.vaccines[usize::from(vaccine)].name(in_slot(slot)))
                }
                Source::Alias(_, at) => Found::Alias(text(at)),
                Source::Abbreviation(_, at) => Found::Abbreviation(text(at)),
                Source::Target(at, slot) => {
                    Found::Target(target(at).code, target(at).name(in_slot(slot)))
                }
                Source::DiseaseWord(at, word) => Found::DiseaseWord(target(at).code, text(word)),
                Source::Shorthand(at) => {
                    let valence = &self.valences[usize::from(at)];
                    Found::Valence(valence.code, &valence.shorthand)
                }
            },
        };
        Match { found, closeness }
    }
}

impl Best {
    /// Takes the new match if it is better; of equals, the first, but with the targets of both:
    /// «hepatitis» names A and B.
    fn improve(&mut self, new: Self) {
        let (old, next) = ((self.grade, self.by), (new.grade, new.by));
        if next < old {
            *self = new;
        } else if next == old {
            self.targets |= new.targets;
        }
    }
}

impl Candidate {
    fn new(best: Best) -> Self {
        let Best { grade, by, targets, at } = best;
        Self { grade, by, targets, at: vec![(at, grade)] }
    }

    /// Takes a whole word for a beginning, if it is one of a name or valence.
    fn doubt(&mut self) {
        let is_of_a_disease = matches!(
            self.at.first(),
            Some((
                At::Source(Source::Abbreviation(..) | Source::Target(..) | Source::DiseaseWord(..)),
                _
            ))
        );
        if self.grade == 0 && !is_of_a_disease {
            self.grade = 1;
        }
    }

    /// With another word: as good as the worse of the two.
    fn and(mut self, best: Best) -> Self {
        self.grade = self.grade.max(best.grade);
        self.by = self.by.max(best.by);
        self.targets |= best.targets;
        self.at.push((best.at, best.grade));
        self
    }
}

/// Keeps the better of two readings for each vaccine.
fn merge(into: &mut Reading, other: Reading) {
    for (slot, new) in into.iter_mut().zip(other) {
        let Some(new) = new else { continue };
        if slot.as_ref().is_none_or(|old| (new.grade, new.by) < (old.grade, old.by)) {
            *slot = Some(new);
        }
    }
}

/// The folded words of the text, as far as it is read.
fn fold_all(text: &str) -> Vec<String> {
    let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(at, _)| at);
    fold::words(&text[..end]).take(MAX_WORDS).collect()
}

/// The words to look for.
fn typed_words(text: &str) -> Vec<String> {
    let all = fold_all(text);
    let telling: Vec<_> = all.iter().filter(|w| !FILLERS.contains(&w.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}
