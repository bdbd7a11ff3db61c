//! The expiry date of a pack, as a hurried hand types it.
//!
//! `30.06.27`, `300627` and `30062027` are a day; `0627`, `06.27`, `06/2027` a month, which means its last
//! day. Six digits are day, month, year, as in every date field here; only if that is no day within ten
//! years of today are they read as year, month, day, as GS1 prints them (`270600`: the last day of June
//! 2027). The field shows what was understood.

use shared::{Date, PartialDate};

use crate::dates::DateProblem;

/// A pack whose expiry lies further away was misread.
const PLAUSIBLE_YEARS: i32 = 10;

/// Reads an expiry date.
///
/// # Errors
/// If it is no date.
pub fn read(text: &str, today: Date) -> Result<Date, DateProblem> {
    let text = text.trim();
    if let Ok(date) = text.parse::<PartialDate>() {
        return match date {
            // A year alone is no expiry; `2027` could also mean a month of 1927.
            PartialDate::Year { .. } => of_digits(text, today),
            _ => date.range().map(|range| range.to).ok_or(DateProblem::Malformed),
        };
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return of_digits(text, today);
    }
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|p| !p.is_empty()).collect();
    match parts.as_slice() {
        [month, year] => end_of_month(year, month),
        [day, month, year] => day_of(year, month, day),
        _ => Err(DateProblem::Malformed),
    }
}

fn of_digits(text: &str, today: Date) -> Result<Date, DateProblem> {
    match text.len() {
        4 => end_of_month(&text[2..], &text[..2]),
        6 => {
            let typed = day_of(&text[4..], &text[2..4], &text[..2]);
            let is_plausible = |date: &Date| (date.year() - today.year()).abs() <= PLAUSIBLE_YEARS;
            if typed.is_ok_and(|date| is_plausible(&date)) {
                return typed;
            }
            of_gs1(text).filter(is_plausible).map_or(typed, Ok)
        }
        8 => day_of(&text[4..], &text[2..4], &text[..2]),
        _ => Err(DateProblem::Malformed),
    }
}

/// `270630` as GS1 prints it: year, month, day; the day 00 means the end of the month.
#[must_use]
pub fn of_gs1(text: &str) -> Option<Date> {
    if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match &text[4..] {
        "00" => end_of_month(&text[..2], &text[2..4]).ok(),
        day => day_of(&text[..2], &text[2..4], day).ok(),
    }
}

fn end_of_month(year: &str, month: &str) -> Result<Date, DateProblem> {
    day_of(year, month, "1").map(Date::end_of_month)
}

/// Packs expire in this century.
fn day_of(year: &str, month: &str, day: &str) -> Result<Date, DateProblem> {
    let number = |text: &str, most: usize| -> Result<u32, DateProblem> {
        let is_number =
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if is_number {
            text.parse().map_err(|_| DateProblem::Malformed)
        } else {
            Err(DateProblem::Malformed)
        }
    };
    let full_year = match year.len() {
        2 => 2000 + number(year, 2)?,
        4 => number(year, 4)?,
        _ => return Err(DateProblem::Malformed),
    };
    let full_year = i32::try_from(full_year).map_err(|_| DateProblem::Malformed)?;
    Date::from_ymd(full_year, number(month, 2)?, number(day, 2)?).ok_or(DateProblem::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expiry(text: &str) -> Result<String, DateProblem> {
        read(text, "2026-11-24".parse().expect("a day")).map(|date| date.to_string())
    }

    #[test]
    fn a_pack_expires_on_a_day_or_at_the_end_of_a_month() {
        for (typed, read) in [
            ("30.06.27", "2027-06-30"),
            ("30.6.2027", "2027-06-30"),
            ("300627", "2027-06-30"),
            ("30062027", "2027-06-30"),
            ("0627", "2027-06-30"),
            ("06.27", "2027-06-30"),
            ("2/2028", "2028-02-29"),
            ("2027-06", "2027-06-30"),
            ("2027-06-15", "2027-06-15"),
            ("311026", "2026-10-31"),
        ] {
            assert_eq!(expiry(typed).as_deref(), Ok(read), "{typed}");
        }
    }

    #[test]
    fn six_digits_as_gs1_prints_them_are_read_where_they_are_no_day_of_these_years() {
        assert_eq!(expiry("270600").as_deref(), Ok("2027-06-30"));
        assert_eq!(expiry("280229").as_deref(), Ok("2029-02-28"), "28 February 2029, as typed");
        assert_eq!(expiry("271315"), Err(DateProblem::NoSuchDay));
    }

    #[test]
    fn what_is_no_expiry_is_refused() {
        assert_eq!(expiry("2027"), Err(DateProblem::NoSuchDay), "month 20");
        assert_eq!(expiry("31.02.27"), Err(DateProblem::NoSuchDay));
        assert_eq!(expiry("1327"), Err(DateProblem::NoSuchDay));
        for typed in ["", "x", "06.2", "1.2.3.4", "12345"] {
            assert_eq!(expiry(typed), Err(DateProblem::Malformed), "{typed}");
        }
    }

    #[test]
    fn gs1_writes_the_end_of_a_month_as_day_00() {
        let read = |text| of_gs1(text).map(|date| date.to_string());
        assert_eq!(read("270630").as_deref(), Some("2027-06-30"));
        assert_eq!(read("270200").as_deref(), Some("2027-02-28"));
        assert_eq!(read("271301"), None);
        assert_eq!(read("2706"), None);
    }
}
