//! Search as a doctor types, on the real catalogue.

use catalogue::{Catalogue, Closeness, CodeSystem, Found, Hit};
use proptest::prelude::*;
use shared::Locale;

fn search(text: &str) -> Vec<Hit<'static>> {
    Catalogue::embedded().search(text, Locale::Fr, 10)
}

/// The names found, best first.
fn names(text: &str) -> Vec<&'static str> {
    search(text).into_iter().map(|hit| hit.name.text).collect()
}

/// The first names found.
fn first<const N: usize>(text: &str) -> [&'static str; N] {
    let names = names(text);
    names.get(..N).and_then(|n| n.try_into().ok()).unwrap_or_else(|| panic!("{text}: {names:?}"))
}

#[test]
fn a_brand_is_found_by_its_first_letters() {
    for (typed, brand) in [
        ("hexy", "HEXYON"),
        ("Boostr", "BOOSTRIX"),
        ("infanrix hex", "INFANRIX HEXA"),
        ("hexa infan", "INFANRIX HEXA"),
        ("prevenar 20", "PREVENAR 20"),
        ("Prevenar20", "PREVENAR 20"),
        ("gardasil9", "GARDASIL 9"),
        ("mmr vaxpro", "M-M-RVAXPRO"),
        ("mmrvax", "M-M-RVAXPRO"),
        ("imovax-polio", "IMOVAX POLIO"),
        ("covaxis", "TRIAXIS"),
    ] {
        assert_eq!(first(typed), [brand], "{typed}");
    }
}

#[test]
fn typing_errors_are_forgiven() {
    for (typed, brand) in [
        ("hexion", "HEXYON"),
        ("prevnar 13", "PREVENAR 13"),
        ("boosterix", "BOOSTRIX"),
        ("infarnix hexa", "INFANRIX HEXA"),
        ("shingrx", "SHINGRIX"),
        ("guertelrose", "SHINGRIX"),
        ("nimenrx", "NIMENRIX"),
    ] {
        assert_eq!(first(typed), [brand], "{typed}");
        assert!(search(typed)[0].matches.iter().any(|m| m.closeness == Closeness::Typo));
    }
}

#[test]
fn the_usual_vaccines_of_the_market_come_first() {
    for text in ["ROR", "mmr", "M.M.R.", "rougeole oreillons", "Masern Mumps Röteln"] {
        assert_eq!(first(text), ["M-M-RVAXPRO", "PRIORIX"], "{text}");
    }
    for text in ["MMRV", "RORV", "MMR-V"] {
        assert_eq!(first(text), ["PRIORIX-TETRA", "PROQUAD"], "{text}");
    }
    assert_eq!(first("hépatite a"), ["AVAXIM 160 U"]);
    assert_eq!(first("Men B"), ["BEXSERO", "TRUMENBA"]);
    assert_eq!(first("menacwy"), ["MENVEO", "NIMENRIX"]);
    assert_eq!(first("zona"), ["SHINGRIX"]);
    assert_eq!(first("gürtelrose"), ["SHINGRIX"]);
}

#[test]
fn the_order_holds_usual_then_brand_then_abstract() {
    let hits = Catalogue::embedded().search("ROR", Locale::Fr, 100);
    let usual = hits.iter().take_while(|h| h.vaccine.is_usual()).count();
    assert_eq!(usual, 4);
    assert!(hits[usual..].iter().all(|h| !h.vaccine.is_usual()));
    assert_eq!(hits[usual].name.text, "Vaccin ROR, sans précision");
}

#[test]
fn every_abbreviation_finds_its_vaccine() {
    for (typed, brand) in [
        ("DTPa", "BOOSTRIX"),
        ("DTaP", "BOOSTRIX"), // or `dTap`: case is not told apart
        ("Tdap", "BOOSTRIX"),
        ("dTpa", "BOOSTRIX"),
        ("DTCaP", "BOOSTRIX-POLIO"),
        ("DTPa-IPV-Hib-HepB", "HEXYON"),
        ("IPV", "IMOVAX POLIO"),
        ("VPI", "IMOVAX POLIO"),
        ("HepB", "ENGERIX B 10 µg"),
        ("Hib", "ACT-HIB"),
        ("HPV", "CERVARIX"),
        ("HPV9", "GARDASIL 9"),
        ("BCG", "BCG PASTEUR"),
        ("PCV13", "PREVENAR 13"),
        ("VPC", "PREVENAR 13"),
        ("PPV23", "PNEUMOVAX"),
        ("MenC", "NEISVAC-C"),
        ("RSV", "ABRYSVO"),
        ("VRS", "ABRYSVO"),
        ("FSME", "TICOVAC 0,25 mL"),
        ("TBE", "TICOVAC 0,25 mL"),
        ("Td", "REVAXIS"),
    ] {
        assert_eq!(first(typed), [brand], "{typed}");
    }
    assert_eq!(first("COVID").map(|n: &str| n.starts_with("JCOVDEN")), [true]);
}

#[test]
fn every_disease_is_found_by_its_name_in_every_language() {
    let catalogue = Catalogue::embedded();
    let mut ambiguous = Vec::new();
    for target in catalogue.targets() {
        for locale in Locale::ALL {
            let name = target.name(locale).text;
            let hits = catalogue.search(name, locale, 10);
            let is_right = |hit: &Hit<'_>| hit.vaccine.has_target(target.code);
            assert!(hits.iter().any(is_right), "{name} {locale:?}");
            if !hits.first().is_some_and(is_right) {
                ambiguous.push(name);
            }
        }
    }
    ambiguous.dedup();
    // There are vaccines on the market against its serogroups, and against herpes zoster.
    assert_eq!(
        ambiguous,
        ["Meningokokken", "Meningococcus", "Meningokokken", "Meningococo", "Herpès", "Herpes"]
    );
}

#[test]
fn the_plainest_abstract_concept_is_always_among_the_first_ten() {
    for (typed, concept) in [
        ("vaccine against poliomyelitis", "Vaccin Poliomyélite, sans précision"),
        ("polio", "Vaccin Poliomyélite, sans précision"),
        ("Hepatitis B", "Vaccin Hépatite B, sans précision"),
        ("grippe", "Vaccin Grippe, sans précision"),
        ("tetanus", "Vaccin Tétanos, sans précision"),
        ("keuchhusten", "Vaccin Coqueluche, sans précision"),
        ("FSME", "Vaccin Encéphalite à tiques, sans précision"),
    ] {
        assert!(names(typed).contains(&concept), "{typed}: {:?}", names(typed));
    }
}

#[test]
fn codes_are_found_however_they_are_written() {
    for (typed, system) in [
        ("VAC0510", CodeSystem::Nuva),
        ("vac 0510", CodeSystem::Nuva),
        ("EU/1/13/829/002", CodeSystem::Eu),
        ("eu-1-13-829-002", CodeSystem::Eu),
        ("0756164", CodeSystem::Cns),
        ("CVX 146", CodeSystem::Cvx),
        ("cvx146", CodeSystem::Cvx),
        ("j07ca09", CodeSystem::Atc),
    ] {
        let hits = search(typed);
        assert_eq!(hits[0].name.text, "HEXYON", "{typed}");
        assert!(matches!(hits[0].matches[0].found, Found::Code(s, _) if s == system), "{typed}");
    }
    assert_eq!(search("CVX 3")[0].vaccine.code, search("CVX 03")[0].vaccine.code);

    let catalogue = Catalogue::embedded();
    let act_hib: Vec<_> = catalogue.by_code(CodeSystem::Ntin, "03400933472016").collect();
    assert_eq!(act_hib.len(), 1);
    assert_eq!(act_hib[0].name(Locale::En).text, "ACT-HIB");
    assert_eq!(catalogue.by_code(CodeSystem::Atc, "VAC0510").count(), 0);
    assert!(catalogue.by_code(CodeSystem::Cvx, "03").all(|v| v.cvx.contains(&"03".into())));
}

#[test]
fn a_hit_says_what_matched() {
    let found = |text: &str| search(text)[0].matches[0].found;
    assert!(matches!(found("hexyon"), Found::Name(n) if n.text == "HEXYON" && n.locale.is_none()));
    assert!(matches!(found("ror"), Found::Abbreviation("ROR")));
    assert!(matches!(
        found("windpocken"),
        Found::Target(t, n) if t.number() == 11 && n.locale == Some(Locale::De)
    ));
    assert!(
        matches!(found("kinderlähmung"), Found::DiseaseWord(t, "Kinderlähmung") if t.number() == 4)
    );
    assert!(matches!(found("4CMenB"), Found::Valence(_, "4CMenB")));
    assert!(matches!(found("covaxis"), Found::Alias("Covaxis")));
}

#[test]
fn names_are_in_the_readers_language_or_say_in_which() {
    let hits = Catalogue::embedded().search("vaccine against poliomyelitis", Locale::Lb, 10);
    let concept = hits.iter().find(|h| h.vaccine.is_abstract).expect("an abstract concept");
    assert!(concept.name.is_fallback(Locale::Lb));
    assert!(
        hits.iter().filter(|h| !h.vaccine.is_abstract).all(|h| !h.name.is_fallback(Locale::Lb))
    );
}

#[test]
fn nothing_finds_nothing() {
    for text in ["", "   ", "🦀🦀", "\u{0}\u{1b}[31m", "\u{202e}", "-/+", "xyzzyq", "0000", "cvx"]
    {
        assert_eq!(search(text), [], "{text:?}");
    }
    assert_eq!(Catalogue::embedded().search("ror", Locale::Fr, 0), []);
    assert_eq!(Catalogue::embedded().search("ror", Locale::Fr, 1).len(), 1);
}

#[test]
fn hostile_text_is_read_only_at_its_beginning() {
    let start = "hexyon ".to_owned();
    for filler in ["a", "é", "🦀", "\u{301}", "ror ", "\u{0}", "ﬁ", "vaccin "] {
        let _ = search(&filler.repeat(10_000));
        let typed = start.clone() + &" ".repeat(200) + &filler.repeat(10_000);
        assert_eq!(search(&typed), search("hexyon"), "{filler:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_an_ordered_bounded_repeatable_answer(text in ".{0,40}|[a-z0-9 /-]{0,20}", limit in 0usize..20) {
        let search = || Catalogue::embedded().search(&text, Locale::De, limit);
        let hits = search();
        prop_assert!(hits.len() <= limit);
        let mut codes: Vec<_> = hits.iter().map(|h| h.vaccine.code).collect();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), hits.len());
        prop_assert!(hits.iter().all(|h| !h.matches.is_empty() && !h.name.text.is_empty()));
        prop_assert_eq!(search(), hits);
    }

    #[test]
    fn accents_and_case_do_not_matter(at in 0usize..1441) {
        let catalogue = Catalogue::embedded();
        let name = catalogue.vaccines()[at].name(Locale::Fr).text;
        let codes = |text: &str| -> Vec<_> {
            catalogue.search(text, Locale::Fr, 5).iter().map(|h| h.vaccine.code).collect()
        };
        let folded = shared::fold::fold(name);
        prop_assert_eq!(codes(name), codes(&folded));
        prop_assert_eq!(codes(name), codes(&name.to_uppercase()));
    }
}
