//! Reads the data file.

use std::collections::HashSet;

use shared::{Locale, VaccineCode, vaccination::Route};

use crate::{
    Catalogue,
    age::{Age, LicensedAges},
    code::{TargetCode, ValenceCode},
    name::{Names, slot},
    search::{Index, Words},
    vaccine::{Liveness, Market, Target, Vaccine, Valence},
};

/// The version of the format that this code reads.
const VERSION: &str = "1";
/// No valence of NUVA has more above it than 9.
const MAX_DEPTH: usize = 32;

/// Why a text is no catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseCatalogueError {
    /// The first line is not `carnet-catalogue`, a version, a release and four counts.
    #[error("not a vaccine catalogue: the first line must start with `carnet-catalogue`")]
    Header,
    /// Written for another version of this code.
    #[error("catalogue format {0}, this program reads format {VERSION}")]
    Version(String),
    /// A row that breaks a rule of the format.
    #[error("line {line}: {rule}")]
    Row {
        /// Counted from 1.
        line: usize,
        /// The rule.
        rule: &'static str,
    },
    /// Fewer or more rows than the first line says: cut off, or put together wrongly.
    #[error("{found} rows where the first line says {expected}")]
    Count {
        /// By the first line.
        expected: usize,
        /// In the file.
        found: usize,
    },
}

impl Catalogue {
    /// Parses the data file.
    ///
    /// UTF-8, one row a line, fields separated by tabs, empty fields at the end left out;
    /// lists within a field by space; `#` starts a comment. The first line is
    /// `carnet-catalogue`, the format, the release and the number of rows. Rows, in this order:
    ///
    /// | kind | fields |
    /// |---|---|
    /// | `T` target | number · en · fr · de · pt · lb |
    /// | `L` valence | number · shorthand · parent · target · `L`ive, `N`ot, `P`assive (antibodies, not live) or empty · en · fr · de |
    /// | `B` brand | number · name · then as below |
    /// | `A` abstract concept | number · en · fr · de · then as below |
    /// | `D`, `S`, `P` | our own words for the search, see `data/words.tsv` |
    ///
    /// as below: valences · ATC · CVX · EU (`1/13/829/001,002`) · CNS · NTIN · market (`P`ositive
    /// list, `E`UVABECO) · state (`C`ommon, `H`istorical) · routes · from age · before age (`42d`, `9m`)
    pub fn parse(text: &str) -> Result<Self, ParseCatalogueError> {
        let mut lines = text.lines().enumerate();
        let header = lines.next().map_or("", |(_, l)| l);
        let mut header = header.split('\t');
        if header.next() != Some("carnet-catalogue") {
            return Err(ParseCatalogueError::Header);
        }
        let version = header.next().unwrap_or_default();
        if version != VERSION {
            return Err(ParseCatalogueError::Version(version.chars().take(20).collect()));
        }
        let release = header.next().ok_or(ParseCatalogueError::Header)?;
        let expected: usize =
            header.next().and_then(|n| n.parse().ok()).ok_or(ParseCatalogueError::Header)?;

        let mut rows = Rows::default();
        let mut found = 0;
        for (index, line) in lines {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            found += 1;
            let rule = |rule| ParseCatalogueError::Row { line: index + 1, rule };
            rows.take(&Row(line.split('\t').collect())).map_err(rule)?;
        }
        if found != expected {
            return Err(ParseCatalogueError::Count { expected, found });
        }
        let Rows { vaccines, valences, targets, words } = rows;
        let mut catalogue =
            Self { release: release.into(), vaccines, valences, targets, index: Index::default() };
        catalogue.index = Index::build(&catalogue, words);
        Ok(catalogue)
    }
}

type Rule = &'static str;

/// One line, split.
struct Row<'a>(Vec<&'a str>);

impl<'a> Row<'a> {
    fn get(&self, field: usize) -> &'a str {
        self.0.get(field).copied().unwrap_or_default()
    }

    fn text(&self, field: usize) -> Option<Box<str>> {
        Some(self.get(field)).filter(|t| !t.is_empty()).map(Into::into)
    }

    fn list(&self, field: usize) -> impl Iterator<Item = &'a str> {
        self.get(field).split(' ').filter(|t| !t.is_empty())
    }

    fn texts(&self, field: usize) -> Box<[Box<str>]> {
        self.list(field).map(Into::into).collect()
    }

    /// The names in the fields from `first` on, in that order of languages.
    fn names(&self, first: usize, locales: &[Locale]) -> Result<Names, Rule> {
        let mut words: [Option<Box<str>>; 5] = Default::default();
        for (offset, locale) in locales.iter().enumerate() {
            words[slot(*locale)] = self.text(first + offset);
        }
        if words[slot(Locale::Fr)].is_none() && words[slot(Locale::En)].is_none() {
            return Err("a name in French or English is missing");
        }
        Ok(Names::Words(words))
    }
}

/// The rows so far. Later kinds refer to earlier ones.
#[derive(Default)]
struct Rows {
    targets: Vec<Target>,
    valences: Vec<Valence>,
    vaccines: Vec<Vaccine>,
    words: Words,
}

impl Rows {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Rule> {
        match row.get(0) {
            "T" => self.take_target(row),
            "L" => self.take_valence(row),
            "B" => self.take_vaccine(row, false),
            "A" => self.take_vaccine(row, true),
            "D" => {
                let target = self.target(row.get(1))?;
                self.words.diseases.push((target, semicolons(row.get(2))));
                Ok(())
            }
            "S" => self.take_abbreviation(row),
            "P" => {
                let code = row.get(1).parse().map_err(|_| "no vaccine code")?;
                self.words.products.push((code, semicolons(row.get(2))));
                Ok(())
            }
            _ => Err("unknown kind of row"),
        }
    }

    fn take_target(&mut self, row: &Row<'_>) -> Result<(), Rule> {
        use Locale::{De, En, Fr, Lb, Pt};
        let code = TargetCode::from_digits(row.get(1)).ok_or("no target number")?;
        if self.targets.last().is_some_and(|t| code <= t.code) {
            return Err("targets must be in the order of their numbers");
        }
        if self.targets.len() == usize::from(crate::search::MAX_TARGETS) {
            return Err("more than 128 targets");
        }
        self.targets.push(Target { code, names: row.names(2, &[En, Fr, De, Pt, Lb])? });
        Ok(())
    }

    fn take_valence(&mut self, row: &Row<'_>) -> Result<(), Rule> {
        use Locale::{De, En, Fr};
        let code = ValenceCode::from_digits(row.get(1)).ok_or("no valence number")?;
        if self.valences.last().is_some_and(|v| code <= v.code) {
            return Err("valences must be in the order of their numbers");
        }
        let parent = match row.get(3) {
            "" => None,
            digits => Some(ValenceCode::from_digits(digits).ok_or("no number of a parent")?),
        };
        self.valences.push(Valence {
            code,
            shorthand: row.text(2).ok_or("a shorthand is missing")?,
            parent,
            target: TargetCode::from_digits(row.get(4))
                .filter(|t| self.targets.iter().any(|known| known.code == *t))
                .ok_or("unknown target")?,
            liveness: match row.get(5) {
                "L" => Liveness::Live,
                "N" | "P" => Liveness::NotLive,
                "" => Liveness::Unknown,
                _ => return Err("live must be `L`, `N`, `P` or empty"),
            },
            is_passive: row.get(5) == "P",
            names: row.names(6, &[En, Fr, De])?,
        });
        Ok(())
    }

    fn take_vaccine(&mut self, row: &Row<'_>, is_abstract: bool) -> Result<(), Rule> {
        use Locale::{De, En, Fr};
        if self.vaccines.is_empty() {
            self.check_lineages()?;
        }
        let code = row
            .get(1)
            .parse()
            .ok()
            .filter(|_| row.get(1).len() == 4)
            .and_then(VaccineCode::new)
            .ok_or("no vaccine number")?;
        if self.vaccines.last().is_some_and(|v| code <= v.code) {
            return Err("vaccines must be in the order of their numbers");
        }
        let (names, at) = if is_abstract {
            (row.names(2, &[En, Fr, De])?, 5)
        } else {
            (Names::Brand(row.text(2).ok_or("a name is missing")?), 3)
        };
        let valences = row
            .list(at)
            .map(|digits| self.valence(ValenceCode::from_digits(digits)))
            .collect::<Result<Vec<_>, _>>()?;
        if valences.is_empty() {
            return Err("a vaccine has at least one valence");
        }
        let mut targets: Vec<_> = valences.iter().map(|v| v.target).collect();
        targets.sort_unstable();
        targets.dedup();
        let (market, state) = (row.get(at + 6), row.get(at + 7));
        if !market.bytes().all(|b| b"PE".contains(&b)) || !state.bytes().all(|b| b"CH".contains(&b))
        {
            return Err("market must be of `P`, `E`, state of `C`, `H`");
        }
        let routes = row.list(at + 8).map(|r| Route::from_code(r).ok_or("unknown route"));
        self.vaccines.push(Vaccine {
            code,
            is_abstract,
            names,
            liveness: liveness(&valences),
            is_passive: valences.iter().any(|v| v.is_passive),
            targets: targets.into(),
            atc: row.text(at + 1),
            cvx: row.texts(at + 2),
            eu_numbers: eu_numbers(row.get(at + 3))?,
            cns_numbers: row.texts(at + 4),
            ntins: row.texts(at + 5),
            market: Market { positive_list: market.contains('P'), euvabeco: market.contains('E') },
            is_common: state.contains('C'),
            is_historical: state.contains('H'),
            routes: routes.collect::<Result<_, _>>()?,
            licensed_ages: LicensedAges {
                from: age(row.get(at + 9))?,
                before: age(row.get(at + 10))?,
            },
            valences: valences.iter().map(|v| v.code).collect(),
        });
        Ok(())
    }

    fn take_abbreviation(&mut self, row: &Row<'_>) -> Result<(), Rule> {
        let targets = row.list(2).map(|t| self.target(t)).collect::<Result<Vec<_>, _>>()?;
        let valences = row
            .list(3)
            .map(|v| self.valence(v.parse().ok()).map(|v| v.code))
            .collect::<Result<Vec<_>, _>>()?;
        let count = match row.get(4) {
            "" => None,
            digits => Some(digits.parse().map_err(|_| "the count is no number")?),
        };
        self.words.abbreviations.push((semicolons(row.get(1)), targets, valences, count));
        Ok(())
    }

    fn target(&self, code: &str) -> Result<TargetCode, Rule> {
        let code = code.parse().ok();
        code.filter(|c| self.targets.iter().any(|t| t.code == *c)).ok_or("unknown target")
    }

    fn valence(&self, code: Option<ValenceCode>) -> Result<&Valence, Rule> {
        code.and_then(|code| self.valences.binary_search_by_key(&code, |v| v.code).ok())
            .map(|index| &self.valences[index])
            .ok_or("unknown valence")
    }

    /// Every parent exists, is of the same target, and no valence is above itself.
    fn check_lineages(&self) -> Result<(), Rule> {
        let known: HashSet<_> = self.valences.iter().map(|v| (v.code, v.target)).collect();
        for valence in &self.valences {
            if valence.parent.is_some_and(|p| !known.contains(&(p, valence.target))) {
                return Err("a valence above has an unknown parent, or one of another target");
            }
            let mut at = valence;
            for _ in 0..MAX_DEPTH {
                let Some(parent) = at.parent else { break };
                at = self.valence(Some(parent))?;
            }
            if at.parent.is_some() {
                return Err("a valence above is its own ancestor");
            }
        }
        Ok(())
    }
}

/// One live valence makes the vaccine live; it is not live when none is.
fn liveness(valences: &[&Valence]) -> Liveness {
    let has = |liveness| valences.iter().any(|v| v.liveness == liveness);
    match (has(Liveness::Live), has(Liveness::Unknown)) {
        (true, _) => Liveness::Live,
        (false, true) => Liveness::Unknown,
        (false, false) => Liveness::NotLive,
    }
}

/// `1/13/829/001,002` means `EU/1/13/829/001` and `EU/1/13/829/002`.
fn eu_numbers(text: &str) -> Result<Box<[Box<str>]>, Rule> {
    let mut numbers = Vec::new();
    for group in text.split(' ').filter(|g| !g.is_empty()) {
        let (medicine, packs) = group.rsplit_once('/').ok_or("an EU number needs a `/`")?;
        numbers.extend(packs.split(',').map(|pack| format!("EU/{medicine}/{pack}").into()));
    }
    Ok(numbers.into())
}

fn age(text: &str) -> Result<Option<Age>, Rule> {
    if text.is_empty() { Ok(None) } else { Age::parse(text).map(Some).ok_or("no age") }
}

fn semicolons(text: &str) -> Vec<Box<str>> {
    text.split(';').map(str::trim).filter(|t| !t.is_empty()).map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "carnet-catalogue\t1\tNUVA 0\t";
    const ROWS: &str = "# a comment\nT\t004\tPolio\tPolio\nL\t042\tPOLIO\t\t004\t\tPolio\nL\t056\tIPV\t042\t004\tN\tPolio, inactivated\n";

    fn error(count: usize, more: &str) -> String {
        let text = format!("{HEAD}{count}\n{ROWS}{more}");
        Catalogue::parse(&text).map(|_| ()).expect_err("refused").to_string()
    }

    #[test]
    fn a_small_catalogue_is_read() {
        let text = format!(
            "{HEAD}4\n{ROWS}B\t0013\tIMOVAX POLIO\t056\tJ07BF03\t10 03\t1/13/829/001,002\t0756164\t\tPE\tCH\tintramuscular subcutaneous\t42d\t9m\n"
        );
        let catalogue = Catalogue::parse(&text).expect("a catalogue");
        let vaccine = &catalogue.vaccines()[0];
        assert_eq!(vaccine.name(Locale::Lb).text, "IMOVAX POLIO");
        assert_eq!(&*vaccine.cvx, ["10".into(), "03".into()]);
        assert_eq!(&*vaccine.eu_numbers, ["EU/1/13/829/001".into(), "EU/1/13/829/002".into()]);
        assert_eq!(vaccine.liveness, Liveness::NotLive);
        assert_eq!(vaccine.licensed_ages.from, Some(Age::Days(42)));
        assert_eq!(*vaccine.routes, [Route::Intramuscular, Route::Subcutaneous]);
        assert!(vaccine.market.positive_list && vaccine.market.euvabeco && vaccine.is_historical);
    }

    #[test]
    fn what_is_no_catalogue_is_refused_with_line_and_rule() {
        let parse = |t: &str| Catalogue::parse(t).map(|_| ()).expect_err("refused").to_string();
        assert_eq!(
            parse("<!DOCTYPE html>"),
            "not a vaccine catalogue: the first line must start with `carnet-catalogue`"
        );
        assert_eq!(
            parse("carnet-catalogue\t2\tNUVA\t1"),
            "catalogue format 2, this program reads format 1"
        );
        assert_eq!(error(4, ""), "3 rows where the first line says 4");
        for (row, rule) in [
            ("X", "unknown kind of row"),
            ("B\t13\tX\t056", "no vaccine number"),
            ("B\t0013\tX\t999", "unknown valence"),
            ("B\t0013\tX", "a vaccine has at least one valence"),
            ("B\t0013\tX\t056\t\t\t\t\t\tZ", "market must be of `P`, `E`, state of `C`, `H`"),
            ("B\t0013\tX\t056\t\t\t\t\t\t\t\tnasal", "unknown route"),
            ("B\t0013\tX\t056\t\t\t\t\t\t\t\t\t6w", "no age"),
            ("D\tDIS005\tHib", "unknown target"),
        ] {
            assert_eq!(error(4, row), format!("line 6: {rule}"), "{row}");
        }
        assert_eq!(
            error(5, "L\t057\tX\t057\t004\t\tX\nB\t0013\tX\t056"),
            "line 7: a valence above is its own ancestor"
        );
    }
}
