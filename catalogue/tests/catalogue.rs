//! The real data: what is in it, and what follows from it.

use std::path::Path;

use catalogue::{Age, Catalogue, Liveness, Vaccine};
use proptest::prelude::*;
use shared::{Locale, VaccineCode, vaccination::Route};

fn vaccine(code: &str) -> &'static Vaccine {
    let code = code.parse().expect("a code");
    Catalogue::embedded().vaccine(code).expect("in the catalogue")
}

fn is_more_general(a: &str, b: &str) -> bool {
    let code = |c: &str| c.parse().expect("a code");
    Catalogue::embedded().is_same_or_more_general(code(a), code(b))
}

#[test]
fn all_of_nuva_is_there() {
    let catalogue = Catalogue::embedded();
    assert_eq!(catalogue.release(), "NUVA 1.3.23");
    assert_eq!(catalogue.vaccines().len(), 1441);
    assert_eq!(catalogue.valences().len(), 438);
    assert_eq!(catalogue.targets().len(), 65);
    assert_eq!(catalogue.vaccines().iter().filter(|v| v.is_abstract).count(), 392);
    assert_eq!(catalogue.vaccines().iter().filter(|v| v.market.is_on_market()).count(), 85);
}

#[test]
fn hexyon_is_known() {
    let hexyon = vaccine("VAC0510");
    assert_eq!(hexyon.name(Locale::Pt).text, "HEXYON");
    let targets: Vec<_> = hexyon.targets.iter().map(|t| t.number()).collect();
    assert_eq!(targets, [1, 2, 3, 4, 5, 6]);
    assert_eq!(hexyon.atc.as_deref(), Some("J07CA09"));
    assert_eq!(&*hexyon.cvx, ["146".into()]);
    assert!(hexyon.eu_numbers.contains(&"EU/1/13/829/002".into()));
    assert_eq!(&*hexyon.cns_numbers, ["0756164".into()]);
    assert!(hexyon.market.positive_list && hexyon.market.euvabeco && hexyon.is_usual());
    assert_eq!(hexyon.liveness, Liveness::NotLive);
    assert_eq!(*hexyon.routes, [Route::Intramuscular]);
    assert_eq!(hexyon.licensed_ages.from, Some(Age::Days(42)));
    assert!(!vaccine("VAC0014").market.is_on_market(), "INFANRIX HEXA: no evidence");
}

#[test]
fn live_and_passive_products_are_known() {
    for (code, liveness, is_passive) in [
        ("VAC0053", Liveness::Live, false),    // PRIORIX
        ("VAC0514", Liveness::Live, false),    // ROTARIX
        ("VAC0080", Liveness::Live, false),    // BCG PASTEUR
        ("VAC0567", Liveness::NotLive, false), // SHINGRIX
        ("VAC0520", Liveness::NotLive, false), // IMVANEX: cannot replicate
        ("VAC0138", Liveness::NotLive, false), // DTP-Polio, unspecified
        ("VAC0135", Liveness::Unknown, false), // polio, live or not
        ("VAC0497", Liveness::NotLive, true),  // tetanus immunoglobulin
        ("VAC1046", Liveness::NotLive, true),  // nirsevimab
    ] {
        assert_eq!(
            (vaccine(code).liveness, vaccine(code).is_passive),
            (liveness, is_passive),
            "{code}"
        );
    }
}

#[test]
fn every_target_has_a_name_in_each_language_of_nuva() {
    for target in Catalogue::embedded().targets() {
        for locale in [Locale::Fr, Locale::De, Locale::En, Locale::Pt] {
            assert!(!target.name(locale).is_fallback(locale), "{} {locale:?}", target.code);
        }
    }
}

#[test]
fn an_abstract_concept_is_more_general_than_what_it_covers() {
    for (a, b, expected) in [
        ("VAC0510", "VAC0510", true),  // HEXYON, HEXYON
        ("VAC0552", "VAC0510", true),  // hexavalent, HEXYON
        ("VAC0510", "VAC0552", false), // and not the other way round
        ("VAC0510", "VAC0014", false), // HEXYON, INFANRIX HEXA: two products
        ("VAC0552", "VAC0014", true),
        ("VAC0135", "VAC0013", true),  // polio, IMOVAX POLIO
        ("VAC0135", "VAC0320", true),  // polio, OPV 1-2-3
        ("VAC0270", "VAC0320", false), // inactivated polio, OPV
        ("VAC0135", "VAC0510", false), // polio, HEXYON: other diseases too
        ("VAC0506", "VAC0510", false), // pentavalent, HEXYON
        ("VAC0157", "VAC0123", true),  // pneumococcal, PREVENAR 13
        ("VAC0324", "VAC0123", false), // 7-valent, PREVENAR 13
        ("VAC0130", "VAC0053", true),  // MMR, PRIORIX
        ("VAC0130", "VAC0121", false), // MMR, PRIORIX-TETRA
        ("VAC0132", "VAC0497", false), // tetanus vaccine, tetanus immunoglobulin
        ("VAC9999", "VAC9999", true),
        ("VAC9999", "VAC0053", false),
    ] {
        assert_eq!(is_more_general(a, b), expected, "{a} {b}");
    }
    let [brand, concept] = ["VAC0123", "VAC0157"].map(|c| c.parse().expect("a code"));
    assert!(Catalogue::embedded().is_possible_duplicate(brand, concept));
}

#[test]
fn the_relation_is_transitive_over_the_whole_catalogue() {
    let catalogue = Catalogue::embedded();
    let covers = |a: VaccineCode, b| catalogue.is_same_or_more_general(a, b);
    let abstracts: Vec<_> = catalogue.vaccines().iter().filter(|v| v.is_abstract).collect();
    let mut chains = 0;
    for a in &abstracts {
        for b in abstracts.iter().filter(|b| a.targets == b.targets && covers(a.code, b.code)) {
            for c in catalogue.vaccines().iter().filter(|c| b.targets == c.targets) {
                if covers(b.code, c.code) {
                    assert!(covers(a.code, c.code), "{} {} {}", a.code, b.code, c.code);
                    chains += 1;
                }
            }
        }
    }
    assert!(5_000 < chains, "only {chains} chains: the test no longer looks at anything");
}

proptest! {
    #[test]
    fn the_relation_is_reflexive_and_keeps_the_targets(a in 0usize..1441, b in 0usize..1441) {
        let catalogue = Catalogue::embedded();
        let (a, b) = (&catalogue.vaccines()[a], &catalogue.vaccines()[b]);
        prop_assert!(catalogue.is_same_or_more_general(a.code, a.code));
        if catalogue.is_same_or_more_general(a.code, b.code) {
            prop_assert!(a.targets == b.targets);
            prop_assert!(a.code == b.code || a.is_abstract);
        }
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(at in 0usize..200_000, with in "[\\t\\nA-Z0-9 ]{0,3}") {
        let text = Catalogue::EMBEDDED_TEXT;
        let at = (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        let cut = &text[..at];
        let _ = Catalogue::parse(&format!("{cut}{with}"));
        let is_refused = Catalogue::parse(cut).is_err();
        prop_assert!(is_refused || at + 1 >= text.len());
    }
}

#[test]
fn the_committed_file_is_what_the_sources_give() {
    let Some(folder) = std::env::var_os("CARNET_DOMAIN_DATA") else {
        eprintln!("NOT CHECKED: CARNET_DOMAIN_DATA does not name the folder of the NUVA tables");
        return;
    };
    let sources = catalogue::generate::Sources::read(Path::new(&folder)).expect("the tables");
    let text = catalogue::generate::generate(&sources).expect("consistent tables");
    assert!(
        text == Catalogue::EMBEDDED_TEXT,
        "run: cargo run -p catalogue --features generate --bin catalogue-generate -- {}",
        folder.display()
    );
}
