//! What was typed about a fact, checked before it is sent. Plain, so that it can be tested without
//! a browser.

use shared::{Date, PartialDate};

use crate::{
    api::FactErrorCode as Code,
    dates::{DateProblem, read_fields},
};

/// The ids of the controls.
pub mod field {
    /// Yes or no.
    pub const ANSWER: &str = "fact-answer";
    /// The number.
    pub const NUMBER: &str = "fact-number";
    /// Since when.
    pub const FROM: &str = "fact-from";
    /// Up to when.
    pub const TO: &str = "fact-to";
    /// Words.
    pub const NOTE: &str = "fact-note";
    /// Why it is changed.
    pub const REASON: &str = "fact-reason";
}

/// A rule that an answer breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A rule of the server.
    Code(Code),
    /// Not between these.
    Range(i32, i32),
    /// No whole number.
    NoNumber,
    /// No date.
    Date(DateProblem),
    /// A month or a year only.
    NeedsDay,
}

/// What is wrong, by control.
pub type Wrong = Vec<(&'static str, Problem)>;

/// Three fields of a date.
pub type Typed = [String; 3];

/// What an answer to a question has to keep.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// The bounds of the number, if the answer is one.
    pub bounds: Option<(i32, i32)>,
    /// Whether «yes» has to say since when.
    pub needs_from: bool,
    /// The birth date.
    pub birth: PartialDate,
    /// Whether something of the mother, which can begin before the birth.
    pub is_of_the_mother: bool,
    /// The day.
    pub today: Date,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Yes or no.
    pub answer: bool,
    /// The number.
    pub number: String,
    /// Since when.
    pub from: Typed,
    /// Up to when.
    pub to: Typed,
    /// Words.
    pub note: String,
}

/// What is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The number.
    pub number: Option<i32>,
    /// Since when.
    pub from: Option<Date>,
    /// Up to when.
    pub to: Option<Date>,
    /// Words.
    pub note: Option<String>,
}

impl Values {
    /// Checks everything at once; the server checks again.
    ///
    /// # Errors
    /// If something is missing or cannot be.
    pub fn check(&self, rules: Rules) -> Result<Said, Wrong> {
        let mut wrong = Wrong::new();
        let number = match rules.bounds.filter(|_| self.answer) {
            Some(bounds) => read_number(&self.number, bounds)
                .map_err(|problem| wrong.push((field::NUMBER, problem)))
                .ok(),
            None => None,
        };
        let from = self.from(rules).map_err(|problem| wrong.push((field::FROM, problem))).ok();
        let from = from.flatten();
        let to = read_day(&self.to).and_then(|to| match to.zip(from) {
            Some((to, from)) if to < from => Err(Problem::Code(Code::EndBeforeStart)),
            _ => Ok(to),
        });
        let to = to.map_err(|problem| wrong.push((field::TO, problem))).ok().flatten();
        let note = Some(self.note.trim().to_owned()).filter(|note| !note.is_empty());
        if wrong.is_empty() { Ok(Said { number, from, to, note }) } else { Err(wrong) }
    }

    fn from(&self, rules: Rules) -> Result<Option<Date>, Problem> {
        let Some(from) = read_day(&self.from)? else {
            let is_missing = rules.needs_from && self.answer;
            return if is_missing { Err(Problem::Code(Code::Required)) } else { Ok(None) };
        };
        if rules.today < from {
            return Err(Problem::Code(Code::InFuture));
        }
        let is_early = rules.birth.range().is_some_and(|birth| from < birth.from);
        if is_early && !rules.is_of_the_mother {
            return Err(Problem::Code(Code::BeforeBirth));
        }
        Ok(Some(from))
    }
}

fn read_number(text: &str, (least, most): (i32, i32)) -> Result<i32, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Code(Code::Required));
    }
    let number: i32 = text.parse().map_err(|_| Problem::NoNumber)?;
    if (least..=most).contains(&number) { Ok(number) } else { Err(Problem::Range(least, most)) }
}

fn read_day([day, month, year]: &Typed) -> Result<Option<Date>, Problem> {
    match read_fields(day, month, year).map_err(Problem::Date)? {
        None => Ok(None),
        Some(date) => date.exact().map(Some).ok_or(Problem::NeedsDay),
    }
}

/// The control that a path of the input stands for.
#[must_use]
pub fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("number") => field::NUMBER,
        Some("from") => field::FROM,
        Some("to") => field::TO,
        Some("note") => field::NOTE,
        Some("reason") => field::REASON,
        _ => field::ANSWER,
    }
}

/// What is wrong with the reason of a change.
#[must_use]
pub fn reason_problem(reason: &str) -> Option<Problem> {
    match reason.trim().chars().count() {
        0 => Some(Problem::Code(Code::Required)),
        1..3 => Some(Problem::Code(Code::TooShort)),
        3..=500 => None,
        _ => Some(Problem::Code(Code::TooLong)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            bounds: None,
            needs_from: false,
            birth: "1990-03-01".parse().expect("a day"),
            is_of_the_mother: false,
            today: "2026-11-24".parse().expect("a day"),
        }
    }

    fn typed(text: &str) -> Typed {
        let mut parts = text.split('.').map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    fn yes(from: &str, to: &str) -> Values {
        Values { answer: true, from: typed(from), to: typed(to), ..Values::default() }
    }

    #[test]
    fn yes_alone_is_enough_where_no_day_is_needed() {
        assert_eq!(yes("", "").check(rules()), Ok(Said::default()));
        let needs = Rules { needs_from: true, ..rules() };
        let required = Problem::Code(Code::Required);
        assert_eq!(yes("", "").check(needs), Err(vec![(field::FROM, required)]));
        let no = Values { answer: false, ..yes("", "") };
        assert_eq!(no.check(needs), Ok(Said::default()));
    }

    #[test]
    fn a_day_lies_between_birth_and_today_and_an_end_after_the_beginning() {
        let from = |text: &str| yes(text, "").check(rules()).map_err(|w| w[0].1.clone());
        assert_eq!(from("25.11.2026"), Err(Problem::Code(Code::InFuture)));
        assert_eq!(from("28.2.1990"), Err(Problem::Code(Code::BeforeBirth)));
        assert_eq!(from(".5.2020"), Err(Problem::NeedsDay));
        assert_eq!(from("31.2.2020"), Err(Problem::Date(DateProblem::NoSuchDay)));
        assert_eq!(from("2.5.2020").expect("a day").from, "2020-05-02".parse().ok());
        let end = yes("2.5.2020", "1.5.2020").check(rules());
        assert_eq!(end, Err(vec![(field::TO, Problem::Code(Code::EndBeforeStart))]));
        let mother = Rules { is_of_the_mother: true, ..rules() };
        assert!(yes("28.2.1990", "").check(mother).is_ok());
    }

    #[test]
    fn a_number_keeps_its_bounds_and_what_is_wrong_says_them() {
        let weeks = Rules { bounds: Some((20, 44)), ..rules() };
        let number = |text: &str| {
            let values = Values { answer: true, number: text.to_owned(), ..Values::default() };
            values.check(weeks).map(|said| said.number).map_err(|w| w[0].1.clone())
        };
        assert_eq!(number(" 31 "), Ok(Some(31)));
        assert_eq!(number("19"), Err(Problem::Range(20, 44)));
        assert_eq!(number("3.5"), Err(Problem::NoNumber));
        assert_eq!(number(""), Err(Problem::Code(Code::Required)));
    }
}
