//! A rule set read from bytes answers like the one that was written.

#[expect(dead_code, reason = "only the random people are needed")]
mod spec;
#[expect(dead_code, reason = "only the reader of cases is needed")]
mod support;
mod tiny;

use std::{fs, path::Path};

use engine::{
    Assessor,
    person::Person,
    rules::{BytesProblem, Language, RuleSet, lu},
};
use expect_test::expect;
use shared::Date;
use spec::{country::Country, persons, random::Random};

/// How many random people are compared for each version.
const RANDOM: u64 = 1000;

fn rule_set(version: &str) -> RuleSet {
    lu::rule_set(Some(version)).expect("the built-in rule set compiles")
}

/// The golden cases of a version, then random people.
fn people(version: &str, rules: &RuleSet) -> Vec<(Person, Date)> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(format!("lu-{version}"));
    let mut out = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of the cases") {
        let text = fs::read_to_string(entry.expect("a file").path()).expect("a file of cases");
        for line in text.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with('#') {
                let case = support::parse(rules, line).unwrap_or_else(|e| panic!("{line}: {e}"));
                out.push((case.person, case.as_of));
            }
        }
    }
    let country = Country::new(version);
    out.extend((0..RANDOM).map(|seed| persons::person(&country, &mut Random::new(seed))));
    out
}

#[test]
fn a_rule_set_from_bytes_answers_like_the_one_it_was_made_of() {
    for version in lu::VERSIONS {
        let rules = rule_set(version);
        let all = RuleSet::from_bytes(&rules.to_bytes()).expect("its own bytes");
        let german = RuleSet::from_bytes(&rules.to_bytes_in(Language::De)).expect("its own bytes");
        assert_eq!(format!("{rules:?}").len(), format!("{all:?}").len());
        let (mut one, mut two, mut three) = (Assessor::new(), Assessor::new(), Assessor::new());
        let people = people(version, &rules);
        assert!(RANDOM as usize + 10 < people.len());
        for (person, as_of) in people {
            let expected = one.assess(&rules, &person, as_of);
            assert_eq!(two.assess(&all, &person, as_of), expected);
            assert_eq!(three.assess(&german, &person, as_of), expected);
        }
    }
}

#[test]
fn the_same_rule_set_always_gives_the_same_bytes() {
    let bytes = rule_set("2026").to_bytes();
    assert_eq!(rule_set("2026").to_bytes(), bytes);
    assert_eq!(RuleSet::from_bytes(&bytes).expect("its own bytes").to_bytes(), bytes);
    assert_ne!(rule_set("2024").to_bytes(), bytes);
}

#[test]
fn texts_are_kept_in_the_languages_that_were_asked_for() {
    let rules = rule_set("2026");
    let all = RuleSet::from_bytes(&rules.to_bytes()).expect("its own bytes");
    for language in Language::ALL {
        let one = RuleSet::from_bytes(&rules.to_bytes_in(language)).expect("its own bytes");
        assert_eq!(one.notice.get(language), rules.notice.get(language));
        for ((one, all), own) in one.rules.iter().zip(&all.rules).zip(&rules.rules) {
            assert_eq!(one.text.get(language), own.text.get(language));
            assert_eq!(all.text, own.text);
        }
        for (one, own) in one.facts.definitions.iter().zip(&rules.facts.definitions) {
            assert_eq!(one.question.get(language), own.question.get(language));
        }
    }
}

#[test]
fn bytes_that_were_cut_or_flipped_are_refused_and_never_panic() {
    let bytes = rule_set("2026").to_bytes_in(Language::Fr);
    for length in (0..bytes.len()).step_by(61) {
        assert!(RuleSet::from_bytes(&bytes[..length]).is_err(), "cut after {length}");
    }
    for at in (0..bytes.len()).step_by(97).chain(0..64) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(RuleSet::from_bytes(&flipped).is_err(), "flipped at {at}");
    }
    assert_eq!(RuleSet::from_bytes(&bytes[1..]).err(), Some(BytesProblem::NotARuleSet));
}

/// When this differs although neither the tiny rule set nor the engine's version was changed, then
/// the layout was: raise `FORMAT`, so that bytes of the old layout are refused by name.
#[test]
fn the_layout_is_that_of_the_format() {
    let bytes = tiny::rule_set().to_bytes();
    let words: Vec<String> = bytes.chunks(64).map(|line| line.escape_ascii().to_string()).collect();
    expect![[r#"
        CRNTRULE\x02\x050.1.0\xc9\xe0\x19\xcf\xfdC\xd3\xf8\x06tiny-1\xbc\xae\x02\tInvented.\tInvented.\tInvented.\t
        Invented.\tInvented.\x06tiny-1\x05\x07VAC0053\x07PRIORIX\x00\x03\x01\x07VAC0121\rPRIORIX-T
        ETRA\x03\x06\x02\x07VAC0088\x03MMR\x06\t\x03\x07VAC1347\x08EFLUELDA\t\n\x00\x07VAC9999\x15RABIES IMMUNO
        GLOBULIN\n\n\x00\x04\x06DIS008\x00\x01\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x06DIS009\x01\x02\x00\x00\x01\x02\x02\x04\x00\x00\x00\x00\x06DIS010\x02\x03\x00\x00\x02\x03\x04
        \x06\x00\x00\x00\x00\x06DIS015\x03\x04\x00\x00\x03\x03\x06\x07\x00\x00\x00\x00\x04\x07Measles\x01\x00\x00\x05Mumps\x01\x01\x00\x07Rubella\x01\x02\x00\tInfluen
        za\x01\x03\x00\x04\nDIS008/mmr\x00\x00\x00\x07\x00\x00\x00\x01\x04\x01\x00\xff\x00\x00\x01\x00\x00\x00\x02\nDIS009/mmr\x01\x00\x00\x07\x00\x00\x00\x01\x04\x01\x00\xff\x00\x00\x01\x00\x00
        \x02\x04\nDIS010/mmr\x02\x00\x00\x07\x00\x00\x00\x01\x04\x01\x00\xff\x00\x00\x01\x00\x00\x04\x06\nDIS015/flu\x03\x01\x00\x07\x00\x00\x00\x01\x05\x02\x00\xff\x00\x00\x01\x00\x01\x06\x07\x08\x10
        history_complete\x10history_complete\x06weight\x06weight\tpregnancy\tpregna
        ncy\x05small\x05small\x0freaction:DIS008\x0freaction:DIS008\x0freaction:DIS009\x0f
        reaction:DIS009\x0freaction:DIS010\x0freaction:DIS010\x0freaction:DIS015\x0f
        reaction:DIS015\x00\x0b\x00\x00\x00\x00\x00\x00\x12\x00\x18\x00\x1a\x00\x1e\x00\xb0\t\x00\xa8\x01\x000\x070\x00\n\x00\x00\x01\x01\x00\x01\x02\x00\x01\x00\x00\x01\x01\x00\x01\x02\x00\x01\x00\x00\x01\x01
        \x00\x01\x02\x00\x01\x03\x00\x01\x07\x01\x00\x01\x00\x00\x00\x00\x00\x02\x02\x02\x00\x00\x01\x00\x01\xff\xb4\x18\x8e\xf6-\x00\x02\x01\x02\x00\x01\x01\x01\x02\x04\x04\x04\x00\x01\x01\x00\x02\xff\xb4\x18\x8e\xf6-\x00\x01\x02\x03\x01\x01\x01\x01\x04\x06
        \x06\x06\x01\x01\x01\x00\x01\xff\xb4\x18\x8e\xf6-\x00\x02\x03\x04\x01\x02\x02\x02\x06\x08\x08\x08\x01\x02\x01\x00\x02\xff\xb4\x18\x8e\xf6-\x00\x01\x04\x05\x02\x02\x02\x02\x08\n\n\n\x02\x02\x01\x00\x01\xff\xb4\x18\x8e\xf6-\x00\x02\x05\x06\x02
        \x03\x03\x03\n\x0c\x0c\x0c\x02\x03\x01\x00\x02\xff\xb4\x18\x8e\xf6-\x00\x01\x06\x07\x03\x04\x04\x04\x0c\r\r\r\x03\x03\x02\x00\x00\xff\xb4\x18\x8e\xf6-\x01\x14\x02\x06>\x01\x14\x02\x01\x07\x03\x04\x04\x05\x01\xff\xb4\x18\x8e\xf6-\x00\x00
        \x06\x02\x01\xff\xb4\x18\x8e\xf6-\x03\x04\x04\x05\x01\xff\xb4\x18\x8e\xf6-\x00\x00\x06\x02\x01\xff\xb4\x18\x8e\xf6-\x03\x04\x04\x05\x01\xff\xb4\x18\x8e\xf6-\x00\x00\x06\x02\x01\xff\xb4\x18\x8e\xf6-\t\n\x02\x02\x01\xff\xb4\x18\x8e\xf6-
        \x04\x00\x01\x008\x01\x008\x00\x00\x00\x00\xff\xb4\x18\x8e\xf6-\x00\x01\x008\x01\x008\x00\x00\x00\x00\xff\xb4\x18\x8e\xf6-\x00\x01\x008\x01\x008\x00\x00\x00\x00\xff\xb4\x18\x8e\xf6-\x00\x01\x000\x01\x008\x00\x00\x00\x00\xff
        \xb4\x18\x8e\xf6-\r\x00\x00\x01\x00\x01\x01\x00\x01\x00\x01\x00\x00\x01\x00\x01\x01\x00\x01\x00\x01\x00\x00\x01\x00\x01\x01\x00\x01\x00\x01\x00\x00\x01\x00\x01\x01\x00\x01\x00\x01\x00\x00\x01\x00\x01\x01\x00\x01\x00\x01\x00\x00\x01\x00\x01\x01\x00\x01
        \x00\x01\x03\x00\x01\x00\x01\x01\x03\x00\x08\x07\x02\x00\x01\x04\x00\x01\x02\x00\x01\x05\x00\x01\x02\x00\x01\x06\x00\x01\x07\x00\x01\x00\x00\x03\xe4>\x00\x00\x00\xe4>\x00\x00\x00\xe4>\x00\x00\x00\x00\x03\x02\x00\x00\x01\x02\x00\x01\x02\x02\x00\x02
        \x03\x03\xff\xb4\x18\x8e\xf6-\x01\x00\x01\xff\xb4\x18\x8e\xf6-\x01\x01\x02\xff\xb4\x18\x8e\xf6-\x01\x02\x03\x03\x00\x07\x01\x00\x07\x01\x00\x07\x01\x01\x03\x00\x07\x08\x04\x10\x00\x00\x00\x00\x00\x01\x01\x01\x00\x01\x01\x01\x00\x01\x01\x01\x01\x00
        \x02\x008\x008\x06\x0fsevere-reaction\nfacts.toml\x01A\x07\n2023-01-01\x00\nNot again.\nNot 
        again.\nNot again.\nNot again.\nNot again.\x00\x11spacing-live-live\rsched
        ule.toml\x01A\x07\n2023-01-01\x00\x06Apart.\x06Apart.\x06Apart.\x06Apart.\x06Apart.\x00\x0fDIS0
        08-immune-1\x08mmr.toml\x01A\x07\n2023-01-01\x00\x07Immune.\x07Immune.\x07Immune.\x07Immu
        ne.\x07Immune.\x00\x12DIS008-forbidden-1\x08mmr.toml\x01A\x07\n2023-01-01\x00\x08Not now.
        \x08Not now.\x08Not now.\x08Not now.\x08Not now.\x00\x03mmr\x08mmr.toml\x01A\x07\n2023-01-01
        \x00\nTwo doses.\nTwo doses.\nTwo doses.\nTwo doses.\nTwo doses.\x01\x03flu\x08fl
        u.toml\x01A\x07\n2023-01-01\x00\rEvery winter.\rEvery winter.\rEvery winter.\r
        Every winter.\rEvery winter.\x00\x01\x01A\x08Invented\x13https://example.org\n202
        6-11-25\x07\x10history_complete\tComplete?\tComplete?\tComplete?\tComplete
        ?\tComplete?\x07\x00\x00\x00\x00\x00\x06weight\x07Weight?\x07Weight?\x07Weight?\x07Weight?\x07Weight?
        \x07\x00\x00\x01\xa8\x01\x00\x00\x01\tpregnancy\tPregnant?\tPregnant?\tPregnant?\tPregnant?\tPreg
        nant?\x05\xa0\x02\x00\x00\x01\x00\xcc\x04\x02\x0freaction:DIS008\tReaction?\tReaction?\tReaction?\tRe
        action?\tReaction?\x07\x00\x00\x01\x00\x00\x00\x04\x0freaction:DIS009\tReaction?\tReaction?\tRe
        action?\tReaction?\tReaction?\x07\x00\x00\x01\x00\x00\x00\x05\x0freaction:DIS010\tReaction?\tRe
        action?\tReaction?\tReaction?\tReaction?\x07\x00\x00\x01\x00\x00\x00\x06\x0freaction:DIS015\tRe
        action?\tReaction?\tReaction?\tReaction?\tReaction?\x07\x00\x00\x01\x00\x00\x00\x07\x01\x03\x01\x01\x01\xb8\x17\x00\x00
        \x04\x07Measles\x05Mumps\x07Rubella\tInfluenza\x00\x04\x00\x00\x00\x01\x00\x08\x02\x04\x0c\x14$@\x01\x01\x07\x00\x02\x03\x01\x02\x03\x02\x02\x03\x00\x04\x00\x01\x05
        \x00\x02\x06\x00\x03\x07\x00\x03\x00\x00\x02\x01\x00\x02\x02\x00\x02"#]].assert_eq(&words.join("\n"));
}
