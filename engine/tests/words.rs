//! Every code of an answer has words in every language.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use engine::{
    assessment::{Finding, FindingCode, Reason, ReasonCode, Status},
    rules::Language,
    words,
};
use expect_test::expect;

fn reason(code: ReasonCode, doses: &[usize]) -> Reason {
    Reason { code, rule: None, facts: Vec::new(), doses: doses.to_vec() }
}

fn finding(code: FindingCode) -> Finding {
    Finding { code, dose: Some(1), fact: None }
}

/// Everything that is said in a language, each with its kind.
fn all(language: Language) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut say = |kind, text: &str| out.push((kind, text.to_owned()));
    for status in words::STATUSES {
        say("status", words::status(*status, language));
    }
    for verdict in words::VERDICTS {
        say("verdict", words::verdict(*verdict, language));
    }
    for reason in words::DOSE_REASONS {
        say("dose reason", words::dose_reason(*reason, language));
    }
    for code in words::REASONS {
        say("reason", &words::reason(&reason(*code, &[0, 2]), language));
    }
    for code in words::FINDINGS {
        say("finding", &words::finding(&finding(*code), language));
    }
    for confidence in words::CONFIDENCES {
        say("confidence", words::confidence(*confidence, language));
    }
    for reason in words::NOT_PLANNED {
        say("not planned", words::not_planned(*reason, language));
    }
    for code in words::ASSUMPTIONS {
        say("assumption", words::assumption(*code, language));
    }
    for note in [words::valid_from, words::not_approved, words::conflict] {
        say("note", note(language));
    }
    out
}

#[test]
fn no_code_lacks_a_language() {
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        for (kind, text) in all(language) {
            assert!(!text.trim().is_empty(), "{kind} has no words in {}", language.code());
            assert!(seen.insert((kind, text.clone())), "{}: said twice: {text}", language.code());
            let is_sentence = !matches!(kind, "status" | "confidence");
            assert_eq!(text.ends_with('.'), is_sentence, "{}: {text}", language.code());
            assert!(kind == "note" || !text.contains('{'), "{}: {text}", language.code());
        }
    }
}

#[test]
fn the_same_statuses_have_a_sentence_with_their_day_in_every_language() {
    for status in words::STATUSES {
        let dated = Language::ALL.map(|language| words::status_on(*status, language));
        let has_day = matches!(
            status,
            Status::Overdue | Status::Due | Status::DueSoon | Status::UpToDate | Status::NotDue
        );
        for text in dated {
            assert_eq!(text.is_some_and(|text| text.contains("{date}")), has_day, "{status:?}");
        }
    }
}

#[test]
fn a_reason_names_the_doses_and_a_finding_its_dose() {
    let uncertain = reason(ReasonCode::UncertainDate, &[1, 2]);
    let early = finding(FindingCode::DoseBeforeBirth);
    let lines: Vec<String> = Language::ALL
        .iter()
        .flat_map(|l| [words::reason(&uncertain, *l), words::finding(&early, *l)])
        .collect();
    expect![[r#"
        Le jour de la dose 2, 3 n'est pas connu assez précisément.
        La dose 2 est datée d'avant la naissance ; elle n'est pas comptée.
        Der Tag der Dosis 2, 3 ist nicht genau genug bekannt.
        Dosis 2 liegt vor der Geburt; sie wird nicht gezählt.
        The day of dose 2, 3 is not known well enough.
        Dose 2 is dated before the birth; it is left out.
        Den Dag vun der Dosis 2, 3 ass net genee genuch bekannt.
        D'Dosis 2 läit virun der Gebuert; si gëtt net gezielt.
        O dia da dose 2, 3 não é conhecido com precisão suficiente.
        A dose 2 tem data anterior ao nascimento; não é contada."#]]
    .assert_eq(&lines.join("\n"));
}

/// `src/words/texts.rs`, made from the texts.
fn table() -> String {
    type File = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;
    let file: File = toml::from_str(include_str!("../schedules/words.toml")).expect("the texts");
    let mut out = String::from(
        "//! Made from schedules/words.toml by `UPDATE_EXPECT=1 cargo test -p engine --test words`.\n\nuse super::Texts;\n",
    );
    for (kind, entries) in &file {
        let name = kind.to_uppercase();
        let _ = write!(out, "\npub(super) const {name}: &[Texts] = &[\n");
        for (key, texts) in entries {
            let languages: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
            let expected: BTreeSet<&str> = Language::ALL.iter().map(|l| l.code()).collect();
            assert_eq!(languages, expected, "{kind}.{key}");
            let texts = Language::ALL.map(|l| format!("{:?}", texts[l.code()]));
            let _ = writeln!(out, "    (\"{key}\", [{}]),", texts.join(",\n        "));
        }
        out.push_str("];\n");
    }
    out
}

#[test]
fn the_texts_in_the_program_are_up_to_date() {
    expect_test::expect_file!["../src/words/texts.rs"].assert_eq(&table());
}
