//! Golden cases: a history as one line that a doctor can read, and what is expected.
//!
//! `born 2025-01-01 F; HEXYON 2025-03-01 2025-05-01; +pregnancy 2025-01-01; as of 2025-06-01`
//! `=> Pertussis up_to_date due 2025-12-01 late 2026-01-01; Measles not_due`
//!
//! Doses by the product's NUVA name or code, facts with `+` (and `=number`, `=false`, a day),
//! expected per target: the status, then `from`, `due`, `late`, `until` with a day or `-`,
//! `no.` with a number, `doses` with verdicts, `ask` with questions, `maybe` with the, by commas,
//! statuses that are possible, `why` with the reasons of each dose (`-` for none), `because`
//! with the reasons of the status, `give` with the products that would do (`-` for none),
//! `conflict` with the open conflict's name, `sure` with the confidence. `findings` instead of a target stands for what is odd in the input.

use engine::{
    assessment::{Assessment, DoseAssessment, TargetAssessment},
    person::{Dose, Fact, FactValue, Person},
    rules::RuleSet,
};
use shared::{Date, Sex};

/// One line of a case file.
pub(crate) struct Case {
    pub(crate) person: Person,
    pub(crate) as_of: Date,
    pub(crate) expected: String,
}

/// Reads a line.
pub(crate) fn parse(rules: &RuleSet, line: &str) -> Result<Case, String> {
    let (history, expected) = line.split_once("=>").ok_or("no `=>`")?;
    let mut person = None;
    let mut as_of = None;
    for part in history.split(';').map(str::trim) {
        let words: Vec<&str> = part.split_whitespace().collect();
        match words[..] {
            ["born", day, ref sex @ ..] => {
                person = Some(Person {
                    birth_date: date(day)?,
                    sex: match sex {
                        ["F"] => Sex::Female,
                        ["M"] => Sex::Male,
                        _ => Sex::Unknown,
                    },
                    facts: Vec::new(),
                    doses: Vec::new(),
                });
            }
            ["as", "of", day] => as_of = Some(date(day)?),
            [first, ref days @ ..] if first.starts_with('+') => {
                let person = person.as_mut().ok_or("`born` must come first")?;
                person.facts.push(fact(&first[1..], days)?);
            }
            _ => {
                let person = person.as_mut().ok_or("`born` must come first")?;
                person.doses.extend(doses(rules, &words)?);
            }
        }
    }
    Ok(Case {
        person: person.ok_or("no `born`")?,
        as_of: as_of.ok_or("no `as of`")?,
        expected: expected.trim().to_owned(),
    })
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|e| format!("`{text}`: {e}"))
}

fn fact(word: &str, days: &[&str]) -> Result<Fact, String> {
    let (code, value) = word.split_once('=').map_or((word, None), |(c, v)| (c, Some(v)));
    let value = match value {
        None => None,
        Some("false") => Some(FactValue::Bool(false)),
        Some(number) => {
            Some(FactValue::Number(number.parse().map_err(|_| format!("`{number}` is no number"))?))
        }
    };
    Ok(Fact {
        code: code.to_owned(),
        from: days.first().map(|d| date(d)).transpose()?,
        to: days.get(1).map(|d| date(d)).transpose()?,
        value,
    })
}

fn doses(rules: &RuleSet, words: &[&str]) -> Result<Vec<Dose>, String> {
    let is_day = |w: &&str| w.parse::<shared::PartialDate>().is_ok();
    let at = words.iter().position(is_day).ok_or_else(|| format!("no day in `{words:?}`"))?;
    let (name, days) = words.split_at(at);
    let name = name.join(" ");
    let mut found = rules
        .schedule
        .vaccines
        .iter()
        .filter(|v| v.code == name || v.name.eq_ignore_ascii_case(&name));
    let vaccine = found.next().ok_or_else(|| format!("no vaccine `{name}`"))?;
    days.iter()
        .map(|day| {
            let on = day.parse().map_err(|e| format!("`{day}`: {e}"))?;
            Ok(Dose { on, vaccine: vaccine.code.clone(), sub_standard: false })
        })
        .collect()
}

/// What is wrong with an answer, if anything.
pub(crate) fn differences(assessment: &Assessment, expected: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in expected.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        if let Some(expected) = part.strip_prefix("findings") {
            let found: Vec<_> = assessment.findings.iter().map(|f| f.code.word()).collect();
            if found.join(" ") != expected.trim() {
                out.push(format!(
                    "findings: expected `{}`, found `{}`",
                    expected.trim(),
                    found.join(" ")
                ));
            }
            continue;
        }
        let target = assessment
            .targets
            .iter()
            .filter(|t| part.starts_with(&*t.target) || part.starts_with(&*t.code))
            .max_by_key(|t| if part.starts_with(&*t.target) { t.target.len() } else { 6 });
        let Some(target) = target else {
            out.push(format!("no target for `{part}`"));
            continue;
        };
        let rest = part
            .strip_prefix(&*target.target)
            .or_else(|| part.strip_prefix(&*target.code))
            .unwrap_or(part);
        let found = describe(target, rest);
        if found != rest.split_whitespace().collect::<Vec<_>>().join(" ") {
            out.push(format!("{}: expected `{}`, found `{found}`", target.target, rest.trim()));
        }
    }
    out
}

/// Says of a target what `like` asks for, in the same words.
pub(crate) fn describe(target: &TargetAssessment, like: &str) -> String {
    let mut out = vec![target.status.word()];
    let day = |d: Option<Date>| d.map_or("-".to_owned(), |d| d.to_string());
    // The first word is the status, which may itself be `due`.
    for key in like.split_whitespace().skip(1) {
        match key {
            "from" => out.push(format!("from {}", day(target.earliest_on))),
            "due" => out.push(format!("due {}", day(target.recommended_on))),
            "late" => out.push(format!("late {}", day(target.overdue_on))),
            "until" => out.push(format!("until {}", day(target.latest_on))),
            "no." => out.push(format!("no. {}", target.dose_number.unwrap_or(0))),
            "rule" => out.push(format!("rule {}", target.rule.as_deref().unwrap_or("-"))),
            "doses" => {
                let verdicts: Vec<_> = target
                    .doses
                    .iter()
                    .map(|d| match d.valid_from {
                        Some(from) => format!("{}({from})", d.verdict.word()),
                        None => d.verdict.word(),
                    })
                    .collect();
                out.push(format!("doses {}", verdicts.join(" ")));
            }
            "ask" => out.push(format!("ask {}", target.questions.join(" "))),
            "maybe" => {
                let possible: Vec<_> = target.possible.iter().map(erased::Word::word).collect();
                out.push(format!("maybe {}", possible.join(",")));
            }
            "why" => {
                let reasons = |d: &DoseAssessment| match &*d.reasons {
                    [] => "-".to_owned(),
                    some => some.iter().map(Word::word).collect::<Vec<_>>().join("+"),
                };
                let all: Vec<_> = target.doses.iter().map(reasons).collect();
                out.push(format!("why {}", all.join(" ")));
            }
            "because" => {
                let all: Vec<_> = target.reasons.iter().map(|r| r.code.word()).collect();
                out.push(format!("because {}", all.join(",")));
            }
            "give" => {
                let all = target.vaccines.join(" ");
                out.push(format!("give {}", if all.is_empty() { "-" } else { &all }));
            }
            "conflict" => {
                let name = target.conflict.as_deref().and_then(|c| c.split(':').next());
                out.push(format!("conflict {}", name.unwrap_or("-")));
            }
            "sure" => out.push(format!("sure {}", target.confidence.word())),
            _ => {}
        }
    }
    out.join(" ").trim().to_owned()
}

/// The word a value is written with.
mod erased {
    use serde::Serialize;

    pub(crate) trait Word {
        fn word(&self) -> String;
    }

    impl<T: Serialize> Word for T {
        fn word(&self) -> String {
            serde_json::to_value(self)
                .ok()
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default()
        }
    }
}

pub(crate) use erased::Word;
