//! What stands in the PDF: who it is, the doses that were given, what was not given and why,
//! and what is recommended.
//!
//! Void doses, the health profile and who looked are left to the JSON form: a vaccination record
//! is shown to schools and employers.

use engine::{assessment::Status, words as engine_words};
use shared::{Date, Locale, PartialDate, VaccinationStatus};

use super::{
    Paper,
    document::{Block, Document, Said, Table, Tone},
    words::{self, Words, closed},
};
use crate::{
    assessments::{graphql::language as engine_language, rule_sets},
    clock::luxembourg_day,
    exports::{
        fhir::disease_name,
        form::{Assessment, Export, TargetAnswer, Vaccination},
    },
};

/// The document.
pub(super) fn document(export: &Export, language: Locale, paper: Paper) -> Document {
    let words = words::of(language);
    let person = &export.person;
    let made_on = luxembourg_day(export.made_at);
    let name = format!("{} {}", person.given_name, person.family_name);
    let born = format!("{} {}", words.born, when(person.birth_date.partial(), words));
    let as_of = words.as_of.replace("{day}", &short(made_on));
    let rules = export.assessment.as_ref().map(|of| rules(of, language, words));
    let foot = rules.clone().unwrap_or_else(|| words.no_rules.to_owned());
    let mut blocks = vec![
        Block::Heading(1, words.title.to_owned()),
        Block::Paragraph(name.clone(), Tone::Strong),
        Block::Paragraph(born.clone(), Tone::Plain),
    ];
    let numbers = person.identifiers.iter().filter(|number| number.superseded_at.is_none());
    blocks.extend(numbers.map(|number| {
        let system = closed(language, "system", number.system.code());
        let issuer = if number.issuer.is_empty() { "" } else { " " };
        let text = format!("{system}{issuer}{}: {}", number.issuer, number.value);
        Block::Paragraph(text, Tone::Plain)
    }));
    blocks.push(Block::Paragraph(format!("{as_of}. {foot}"), Tone::Small));
    given(export, (language, words), paper, &mut blocks);
    not_given(export, (language, words), paper, &mut blocks);
    recommended(export, (language, words), paper, &mut blocks);
    blocks.push(Block::Paragraph(words.nuva.to_owned(), Tone::Small));
    Document {
        title: words.title.to_owned(),
        language: language.code(),
        made_on,
        head: [format!("{name} · {born}"), as_of],
        foot,
        page: words.page,
        blocks,
    }
}

/// The rule set, and that nothing of it was approved.
fn rules(of: &Assessment, language: Locale, words: &Words) -> String {
    let notice = rule_sets::named(&of.rules).ok();
    let notice = notice.map(|rules| rules.notice.get(engine_language(language)).to_owned());
    format!("{} {}. {}", words.rule_set, of.rules, notice.unwrap_or_default()).trim().to_owned()
}

/// Those that are not confidential: the paper is shown to others.
fn of_status(export: &Export, status: VaccinationStatus) -> Vec<&Vaccination> {
    let shown = export.vaccinations.iter().filter(|dose| !dose.is_confidential);
    shown.filter(|dose| dose.content.status == status).collect()
}

fn given(
    export: &Export,
    (language, words): (Locale, &Words),
    paper: Paper,
    blocks: &mut Vec<Block>,
) {
    blocks.push(Block::Heading(2, words.given.to_owned()));
    let doses = of_status(export, VaccinationStatus::Completed);
    if doses.is_empty() {
        blocks.push(Block::Paragraph(words.none_given.to_owned(), Tone::Plain));
        return;
    }
    let column = |word: &str, share: f32| (word.to_owned(), share);
    let lot =
        |dose: &Vaccination| dose.content.lot.as_ref().map_or("–".to_owned(), ToString::to_string);
    let table = match paper {
        Paper::A4 => Table {
            summary: words.given.to_owned(),
            columns: vec![
                column(words.date, 14.0),
                column(words.vaccine, 26.0),
                column(words.against, 24.0),
                column(words.lot, 13.0),
                column(words.source, 23.0),
            ],
            names: 1,
            rows: doses
                .iter()
                .map(|dose| {
                    vec![
                        when(dose.content.occurrence, words).into(),
                        vaccine(dose, language),
                        against(dose, language).into(),
                        lot(dose).into(),
                        source(dose, language, words).into(),
                    ]
                })
                .collect(),
        },
        Paper::Card => Table {
            summary: words.given.to_owned(),
            columns: vec![
                column(words.date, 22.0),
                column(words.vaccine, 52.0),
                column(words.lot, 26.0),
            ],
            names: 1,
            rows: doses
                .iter()
                .map(|dose| {
                    let Said { text, language } = vaccine(dose, language);
                    let mark = if dose.content.is_confirmed { "" } else { " *" };
                    let name = Said { text: format!("{text}{mark}"), language };
                    let day = when(dose.content.occurrence, words);
                    vec![day.into(), name, lot(dose).into()]
                })
                .collect(),
        },
    };
    blocks.push(Block::Table(table));
    if paper == Paper::Card && doses.iter().any(|dose| !dose.content.is_confirmed) {
        blocks.push(Block::Paragraph(format!("* {}", words.unconfirmed), Tone::Small));
    }
}

fn not_given(
    export: &Export,
    (language, words): (Locale, &Words),
    paper: Paper,
    blocks: &mut Vec<Block>,
) {
    let doses = of_status(export, VaccinationStatus::NotDone);
    if doses.is_empty() || paper == Paper::Card {
        return;
    }
    blocks.push(Block::Heading(2, words.not_given.to_owned()));
    blocks.push(Block::Table(Table {
        summary: words.not_given.to_owned(),
        columns: vec![
            (words.date.to_owned(), 14.0),
            (words.vaccine.to_owned(), 50.0),
            (words.reason.to_owned(), 36.0),
        ],
        names: 1,
        rows: doses
            .iter()
            .map(|dose| {
                let reason = dose.content.not_given_reason;
                vec![
                    when(dose.content.occurrence, words).into(),
                    vaccine(dose, language),
                    reason.map_or("–".to_owned(), |r| closed(language, "reason", r.code())).into(),
                ]
            })
            .collect(),
    }));
}

fn recommended(
    export: &Export,
    (language, words): (Locale, &Words),
    paper: Paper,
    blocks: &mut Vec<Block>,
) {
    blocks.push(Block::Heading(2, words.recommended.to_owned()));
    let Some(assessment) = &export.assessment else {
        blocks.push(Block::Paragraph(words.no_birthday.to_owned(), Tone::Plain));
        return;
    };
    // A card has no room for what is not for this person.
    let is_shown = |target: &&TargetAnswer| match target.status {
        Status::AgedOut | Status::NotRecommended | Status::MayBeGiven => paper == Paper::A4,
        _ => true,
    };
    let mut targets: Vec<&TargetAnswer> = assessment.targets.iter().filter(is_shown).collect();
    // The most urgent first, then as the rule set has them.
    targets.sort_by_key(|target| Status::ALL.iter().position(|status| *status == target.status));
    let days = |target: &TargetAnswer| {
        let has_next = !matches!(
            target.status,
            Status::Complete
                | Status::Immune
                | Status::Contraindicated
                | Status::Refused
                | Status::MayBeGiven
                | Status::AgedOut
                | Status::NotRecommended
        );
        let day = |on: Option<Date>| on.filter(|_| has_next).map_or("–".to_owned(), short);
        (day(target.recommended_on), day(target.overdue_on))
    };
    let status = |target: &TargetAnswer| {
        engine_words::status(target.status, engine_language(language)).to_owned()
    };
    let row = |target: &&TargetAnswer| -> Vec<Said> {
        let name = disease_name(&target.code, language);
        let (from, late) = days(target);
        let texts = match paper {
            Paper::A4 => vec![name, status(target), from, late],
            Paper::Card => vec![name, status(target), from],
        };
        texts.into_iter().map(Said::from).collect()
    };
    let mut columns = vec![
        (words.disease.to_owned(), 38.0),
        (words.status.to_owned(), 30.0),
        (words.from.to_owned(), 20.0),
    ];
    if paper == Paper::A4 {
        columns.push((words.late.to_owned(), 16.0));
    }
    let rows = targets.iter().map(row).collect();
    let summary = words.recommended.to_owned();
    blocks.push(Block::Table(Table { summary, columns, names: 0, rows }));
    blocks.push(Block::Paragraph(words.ask.to_owned(), Tone::Small));
}

/// A vaccine's name, with its language where NUVA has none in the reader's.
fn vaccine(dose: &Vaccination, language: Locale) -> Said {
    let code = dose.content.vaccine_code;
    let Some(known) = catalogue::Catalogue::embedded().vaccine(code) else {
        return code.to_string().into();
    };
    let name = known.name(language);
    let other = name.locale.filter(|locale| *locale != language);
    Said { text: name.text.to_owned(), language: other.map(Locale::code) }
}

fn against(dose: &Vaccination, language: Locale) -> String {
    let known = catalogue::Catalogue::embedded().vaccine(dose.content.vaccine_code);
    let targets = known.map(|vaccine| vaccine.targets.iter());
    let names = targets.into_iter().flatten().map(|t| disease_name(&t.to_string(), language));
    names.collect::<Vec<_>>().join(", ")
}

/// Where a dose comes from, who gave it, and whether a professional stands for it.
fn source(dose: &Vaccination, language: Locale, words: &Words) -> String {
    let content = &dose.content;
    let mut parts = vec![closed(language, "provenance", content.provenance.code())];
    parts.extend(content.proof.map(|proof| closed(language, "proof", proof.code())));
    parts.extend(content.performer.as_ref().map(|performer| performer.name.clone()));
    parts.extend(content.practice.as_ref().map(|practice| practice.name.clone()));
    parts.extend(content.country.clone());
    if !content.is_confirmed {
        parts.push(words.unconfirmed.to_owned());
    }
    parts.join(", ")
}

/// `24.11.2026`, `11.2026`, `2026`, `01.01.2024–30.06.2024`, or that nobody knows.
fn when(date: PartialDate, words: &Words) -> String {
    match date {
        PartialDate::Day { on } => short(on),
        PartialDate::Month { year, month } => format!("{month:02}.{year}"),
        PartialDate::Year { year } => year.to_string(),
        PartialDate::Between { from, to } => format!("{}–{}", short(from), short(to)),
        PartialDate::Unknown => words.unknown.to_owned(),
    }
}

fn short(on: Date) -> String {
    format!("{:02}.{:02}.{}", on.day(), on.month(), on.year())
}
