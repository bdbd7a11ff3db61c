//! Days as the reader writes and reads them.
//!
//! In tables a day is `24.11.2026` in every language, so that columns line up and nobody mistakes
//! day for month; in sentences the browser's `Intl` writes «24 November 2026». Luxembourgish is
//! unknown to most browsers, so its months are our own.

use js_sys::{Object, Reflect};
use shared::{Date, PartialDate};
use wasm_bindgen::JsValue;

use crate::{
    api::Moment,
    i18n::{I18n, Locale, code_of},
    t_string,
};

const TIME_ZONE: &str = "Europe/Luxembourg";

/// Today in Luxembourg.
#[must_use]
pub fn today() -> Date {
    day_of_js(&js_sys::Date::new_0())
}

/// The day of a moment, in Luxembourg.
#[must_use]
pub fn day_of(moment: &Moment) -> Date {
    day_of_js(&js_sys::Date::new(&JsValue::from_str(&moment.0)))
}

/// The time of day of a moment, in Luxembourg: `14:32`.
#[must_use]
pub fn time_of(moment: &Moment) -> String {
    let date = js_sys::Date::new(&JsValue::from_str(&moment.0));
    let options = options(&[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")]);
    String::from(date.to_locale_time_string_with_options("sv-SE", &options))
}

/// The time of day now, in Luxembourg.
#[must_use]
pub fn time_now() -> String {
    time_of(&Moment(String::from(js_sys::Date::new_0().to_iso_string())))
}

fn day_of_js(date: &js_sys::Date) -> Date {
    let options = options(&[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")]);
    // Swedish writes days as ISO 8601 does.
    String::from(date.to_locale_date_string("sv-SE", &options)).parse().unwrap_or(Date::MIN)
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in pairs.iter().chain(&[("timeZone", TIME_ZONE)]) {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options.into()
}

/// For a table: `24.11.2026`, `11.2026`, `2026`, `01.01.2024–30.06.2024`, or the word for unknown.
#[must_use]
pub fn short(i18n: I18n, date: PartialDate) -> String {
    match date {
        PartialDate::Day { on } => short_day(on),
        PartialDate::Month { year, month } => format!("{month:02}.{year}"),
        PartialDate::Year { year } => year.to_string(),
        PartialDate::Between { from, to } => format!("{}–{}", short_day(from), short_day(to)),
        PartialDate::Unknown => t_string!(i18n, dates.unknown).to_owned(),
    }
}

/// For a table: `24.11.2026`.
#[must_use]
pub fn short_day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// For a sentence: «24 November 2026», «November 2026», «2026», «between … and …».
#[must_use]
pub fn long(i18n: I18n, date: PartialDate) -> String {
    match date {
        PartialDate::Day { on } => long_day(i18n, on),
        PartialDate::Month { year, month } => long_month(i18n.locale(), year, month),
        PartialDate::Year { year } => year.to_string(),
        PartialDate::Between { from, to } => {
            let (from, to) = (long_day(i18n, from), long_day(i18n, to));
            t_string!(i18n, dates.between, from = from, to = to)
        }
        PartialDate::Unknown => t_string!(i18n, dates.unknown_when).to_owned(),
    }
}

/// For a sentence: «24 November 2026».
#[must_use]
pub fn long_day(i18n: I18n, date: Date) -> String {
    let locale = i18n.locale();
    if locale == Locale::lb {
        return format!("{}. {} {}", date.day(), luxembourgish(date.month()), date.year());
    }
    intl(date, locale, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

fn long_month(locale: Locale, year: i32, month: u32) -> String {
    if locale == Locale::lb {
        return format!("{} {year}", luxembourgish(month));
    }
    let Some(first) = Date::from_ymd(year, month, 1) else { return year.to_string() };
    intl(first, locale, &[("month", "long"), ("year", "numeric")])
}

fn intl(date: Date, locale: Locale, pairs: &[(&str, &str)]) -> String {
    let noon = js_sys::Date::new(&JsValue::from_str(&format!("{date}T12:00:00Z")));
    let tag = if locale == Locale::en { "en-GB" } else { code_of(locale) };
    String::from(noon.to_locale_date_string(tag, &options(pairs)))
}

fn luxembourgish(month: u32) -> &'static str {
    const MONTHS: [&str; 12] = [
        "Januar",
        "Februar",
        "Mäerz",
        "Abrëll",
        "Mee",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)).copied().unwrap_or("")
}

/// How old someone is, in the unit people use at that age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Up to two weeks.
    Days(i32),
    /// Up to eight weeks.
    Weeks(i32),
    /// Up to two years.
    Months(i32),
    /// From two years.
    Years(i32),
}

impl Age {
    /// The age on a day of someone born on `birth`; `None` if not exact enough, or not yet born.
    #[must_use]
    pub fn on(day: Date, birth: PartialDate) -> Option<Self> {
        let range = birth.range()?;
        let age = Self::between(range.from, day)?;
        (Self::between(range.to, day)? == age).then_some(age)
    }

    fn between(birth: Date, day: Date) -> Option<Self> {
        let days = day.days_since(birth);
        let is_before_day_of_month = i32::from(day.day() < birth.day());
        let months = (day.year() - birth.year()) * 12 + i32::try_from(day.month()).ok()?
            - i32::try_from(birth.month()).ok()?
            - is_before_day_of_month;
        match (days, months) {
            (..0, _) => None,
            (0..14, _) => Some(Self::Days(days)),
            (14..56, _) => Some(Self::Weeks(days / 7)),
            (_, ..24) => Some(Self::Months(months)),
            _ => Some(Self::Years(day.age_in_years(birth))),
        }
    }

    /// In words: «19 months».
    #[must_use]
    pub fn words(self, i18n: I18n) -> String {
        match self {
            Self::Days(1) => t_string!(i18n, dates.age.one_day).to_owned(),
            Self::Days(n) => t_string!(i18n, dates.age.days, n = n),
            Self::Weeks(n) => t_string!(i18n, dates.age.weeks, n = n),
            Self::Months(1) => t_string!(i18n, dates.age.one_month).to_owned(),
            Self::Months(n) => t_string!(i18n, dates.age.months, n = n),
            Self::Years(n) => t_string!(i18n, dates.age.years, n = n),
        }
    }
}

/// Why what was typed is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// Not one of the ways in which a date is written.
    Malformed,
    /// No such day in the calendar.
    NoSuchDay,
}

/// Reads what a hurried hand types: `160625`, `16062025`, `16.6.25`, `0625`, `6.2025`, `2025`,
/// `2025-06-16`, or `?` for a day nobody knows.
///
/// A year of two digits is the last such year up to today's.
///
/// # Errors
/// If it is none of these, or no day of the calendar.
pub fn read_fast(text: &str, today: Date) -> Result<PartialDate, DateProblem> {
    let text = text.trim();
    if text == "?" {
        return Ok(PartialDate::Unknown);
    }
    if let Ok(date) = text.parse() {
        return Ok(date);
    }
    let parts: Vec<&str> = if text.bytes().all(|b| b.is_ascii_digit()) {
        split_digits(text).ok_or(DateProblem::Malformed)?
    } else {
        text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect()
    };
    of_parts(&parts, today)
}

/// `160625` → 16, 06, 25.
fn split_digits(text: &str) -> Option<Vec<&str>> {
    Some(match text.len() {
        8 => vec![&text[..2], &text[2..4], &text[4..]],
        6 => vec![&text[..2], &text[2..4], &text[4..]],
        // A year was read before; here it is a month and a year.
        4 => vec![&text[..2], &text[2..]],
        _ => return None,
    })
}

/// Reads day, month, year (or fewer, the year last), each as digits.
fn of_parts(parts: &[&str], today: Date) -> Result<PartialDate, DateProblem> {
    let number = |part: &str| -> Result<u32, DateProblem> {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if is_number {
            part.parse().map_err(|_| DateProblem::Malformed)
        } else {
            Err(DateProblem::Malformed)
        }
    };
    let year = |part: &str| -> Result<i32, DateProblem> {
        let year = i32::try_from(number(part)?).map_err(|_| DateProblem::Malformed)?;
        match part.len() {
            4 => Ok(year),
            2 => {
                let this_century = today.year() / 100 * 100 + year;
                Ok(if today.year() < this_century { this_century - 100 } else { this_century })
            }
            _ => Err(DateProblem::Malformed),
        }
    };
    let date = match parts {
        [y] if y.len() == 4 => PartialDate::Year { year: year(y)? },
        [m, y] => PartialDate::Month { year: year(y)?, month: number(m)? },
        [d, m, y] => {
            let on = Date::from_ymd(year(y)?, number(m)?, number(d)?);
            PartialDate::Day { on: on.ok_or(DateProblem::NoSuchDay)? }
        }
        _ => return Err(DateProblem::Malformed),
    };
    date.range().map(|_| date).ok_or(DateProblem::NoSuchDay)
}

/// Reads three fields, of which the day, or day and month, may be left empty.
///
/// # Errors
/// If a field is no number, there is no year, or there is no such day.
pub fn read_fields(day: &str, month: &str, year: &str) -> Result<Option<PartialDate>, DateProblem> {
    let fields = [day.trim(), month.trim(), year.trim()];
    let parts: Vec<&str> = fields.into_iter().skip_while(|field| field.is_empty()).collect();
    if parts.is_empty() {
        return Ok(None);
    }
    if parts.last().is_none_or(|year| year.len() != 4) {
        return Err(DateProblem::Malformed);
    }
    of_parts(&parts, Date::MAX).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn fast(text: &str) -> Result<String, DateProblem> {
        read_fast(text, day("2026-11-24")).map(|date| date.to_string())
    }

    #[test]
    fn a_hurried_hand_is_understood() {
        for (typed, read) in [
            ("160625", "2025-06-16"),
            ("16062025", "2025-06-16"),
            ("16.6.25", "2025-06-16"),
            ("16/06/2025", "2025-06-16"),
            (" 2025-06-16 ", "2025-06-16"),
            ("010127", "1927-01-01"),
            ("311226", "2026-12-31"),
            ("0625", "2025-06"),
            ("6.2025", "2025-06"),
            ("2025-06", "2025-06"),
            ("2025", "2025"),
            ("1987", "1987"),
            ("?", "unknown"),
        ] {
            assert_eq!(fast(typed).as_deref(), Ok(read), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in ["310225", "29.2.2025", "32.1.2025", "1325", "13.2025"] {
            assert_eq!(fast(typed), Err(DateProblem::NoSuchDay), "{typed}");
        }
        for typed in ["", "x", "1", "12345", "1.2.3.4", "16.6.2", "1.1.20250", "١٦٠٦٢٥"] {
            assert_eq!(fast(typed), Err(DateProblem::Malformed), "{typed}");
        }
    }

    #[test]
    fn three_fields_may_leave_out_day_and_month_but_not_the_year() {
        let read = |d, m, y| read_fields(d, m, y).map(|date| date.map(|date| date.to_string()));
        assert_eq!(read("16", "6", "2025"), Ok(Some("2025-06-16".to_owned())));
        assert_eq!(read("", "06", "2025"), Ok(Some("2025-06".to_owned())));
        assert_eq!(read("", "", "2025"), Ok(Some("2025".to_owned())));
        assert_eq!(read("", " ", ""), Ok(None));
        assert_eq!(read("16", "6", ""), Err(DateProblem::Malformed));
        assert_eq!(read("16", "", "2025"), Err(DateProblem::Malformed));
        assert_eq!(read("16", "6", "25"), Err(DateProblem::Malformed));
        assert_eq!(read("31", "2", "2025"), Err(DateProblem::NoSuchDay));
    }

    #[test]
    fn an_age_is_said_in_the_unit_people_use() {
        let age = |birth: &str, on: &str| Age::on(day(on), birth.parse().expect("a date"));
        assert_eq!(age("2026-11-23", "2026-11-24"), Some(Age::Days(1)));
        assert_eq!(age("2026-11-10", "2026-11-24"), Some(Age::Weeks(2)));
        assert_eq!(age("2025-04-14", "2026-11-23"), Some(Age::Months(19)));
        assert_eq!(age("2025-04-24", "2026-11-23"), Some(Age::Months(18)));
        assert_eq!(age("2024-11-24", "2026-11-24"), Some(Age::Years(2)));
        assert_eq!(age("1990", "2026-12-31"), Some(Age::Years(36)));
        assert_eq!(age("1990", "2026-11-24"), None, "35 or 36");
        assert_eq!(age("2026-11-25", "2026-11-24"), None, "not yet born");
    }
}
