//! Civil dates. There is no time of day anywhere in the medical logic.
//!
//! [`Date`] is one day, [`PartialDate`] what a yellow card often says: a day, a
//! month, a year, something between two days, or nothing.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// One civil day between 1800-01-01 and 2999-12-31, written `2026-11-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
#[serde(try_from = "String", into = "String")]
pub struct Date(NaiveDate);

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseDateError {
    /// Not written as `2026-11-24`.
    #[error("not a date: write `2026-11-24`")]
    Malformed,
    /// No such day in the calendar.
    #[error("no such day in the calendar")]
    NoSuchDay,
    /// Before 1800 or after 2999.
    #[error("year outside 1800 to 2999")]
    OutOfRange,
}

impl Date {
    /// The earliest day that can be written.
    pub const MIN: Self = Self(NaiveDate::from_ymd_opt(1800, 1, 1).expect("a real day"));
    /// The latest day that can be written.
    pub const MAX: Self = Self(NaiveDate::from_ymd_opt(2999, 12, 31).expect("a real day"));

    /// The day of that year, month (1–12) and day (1–31), if there is one.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = Self(NaiveDate::from_ymd_opt(year, month, day)?);
        (Self::MIN <= date && date <= Self::MAX).then_some(date)
    }

    /// The same day as chrono's type, for the database and the calendar.
    #[must_use]
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// The year, 1800 to 2999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// The day that many days after 1970-01-01, kept within [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn from_days_since_epoch(days: i32) -> Self {
        NaiveDate::from_epoch_days(days)
            .map_or(Self::MAX, |d| Self(d.clamp(Self::MIN.0, Self::MAX.0)))
    }

    /// The day `days` later (or earlier, if negative), kept within [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_days_since_epoch(self.days_since_epoch().saturating_add(days))
    }

    /// Days from `earlier` to this day, negative if it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.days_since_epoch() - earlier.days_since_epoch()
    }

    /// Whole years lived on this day by someone born on `birth`. A birthday on
    /// 29 February is kept on 1 March in other years (CDSi CALCDT-5).
    #[must_use]
    pub fn age_in_years(self, birth: Self) -> i32 {
        let had_birthday = (self.month(), self.day()) >= (birth.month(), birth.day());
        self.year() - birth.year() - i32::from(!had_birthday)
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        let first_of_next = if self.month() == 12 {
            NaiveDate::from_ymd_opt(self.year() + 1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(self.year(), self.month() + 1, 1)
        };
        let last = first_of_next.and_then(|d| d.checked_sub_days(Days::new(1)));
        Self(last.expect("every month up to 2999 has a last day"))
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ParseDateError;
    fn try_from(date: NaiveDate) -> Result<Self, ParseDateError> {
        let date = Self(date);
        if date < Self::MIN || Self::MAX < date {
            return Err(ParseDateError::OutOfRange);
        }
        Ok(date)
    }
}

impl FromStr for Date {
    type Err = ParseDateError;
    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let (year, month, day) = digits_ymd(text).ok_or(ParseDateError::Malformed)?;
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(ParseDateError::NoSuchDay)?;
        Self::try_from(date)
    }
}

/// The numbers of `YYYY-MM-DD`, ASCII digits only.
fn digits_ymd(text: &str) -> Option<(i32, u32, u32)> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = bytes.get(range)?;
        part.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    Some((i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?))
}

impl TryFrom<String> for Date {
    type Error = ParseDateError;
    fn try_from(text: String) -> Result<Self, ParseDateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not chrono's `format`, which brings a whole language of patterns into the browser.
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// Two days, the first not after the second; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateRange {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// How exactly a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "precision")]
pub enum PartialDate {
    /// That day.
    Day {
        /// The day.
        on: Date,
    },
    /// Some day of that month.
    Month {
        /// The year, 1800 to 2999.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// Some day of that year.
    Year {
        /// The year, 1800 to 2999.
        year: i32,
    },
    /// Some day from the first to the last.
    Between {
        /// The first possible day.
        from: Date,
        /// The last possible day, not before the first.
        to: Date,
    },
    /// No idea when.
    Unknown,
}

impl PartialDate {
    /// The first and last day it can mean; `None` if nothing is known.
    ///
    /// A month outside 1–12 or a year outside 1800–2999 also gives `None`;
    /// [`PartialDate::from_str`] never makes such a value.
    #[must_use]
    pub fn range(self) -> Option<DateRange> {
        match self {
            Self::Day { on } => Some(DateRange { from: on, to: on }),
            Self::Month { year, month } => {
                let from = Date::from_ymd(year, month, 1)?;
                Some(DateRange { from, to: from.end_of_month() })
            }
            Self::Year { year } => Some(DateRange {
                from: Date::from_ymd(year, 1, 1)?,
                to: Date::from_ymd(year, 12, 31)?,
            }),
            Self::Between { from, to } => Some(DateRange { from, to }),
            Self::Unknown => None,
        }
    }

    /// The day, if it is known exactly.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        match self {
            Self::Day { on } => Some(on),
            Self::Month { .. } | Self::Year { .. } | Self::Between { .. } | Self::Unknown => None,
        }
    }
}

/// Why a text is no partial date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParsePartialDateError {
    /// None of the five forms.
    #[error(
        "not a date: write `2026-11-24`, `2026-11`, `2026`, `2024-01-01/2024-06-30` or `unknown`"
    )]
    Malformed,
    /// No such day or month in the calendar.
    #[error("no such day in the calendar")]
    NoSuchDay,
    /// The end lies before the start.
    #[error("the end lies before the start")]
    EndBeforeStart,
}

impl FromStr for PartialDate {
    type Err = ParsePartialDateError;

    /// Reads `2026-11-24`, `2026-11`, `2026`, `2024-01-01/2024-06-30`, `unknown`.
    fn from_str(text: &str) -> Result<Self, ParsePartialDateError> {
        use ParsePartialDateError as E;
        if text == "unknown" {
            return Ok(Self::Unknown);
        }
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (day(from)?, day(to)?);
            return if to < from { Err(E::EndBeforeStart) } else { Ok(Self::Between { from, to }) };
        }
        let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        match text.len() {
            4 if is_number(text) => {
                let year = text.parse().map_err(|_| E::Malformed)?;
                Date::from_ymd(year, 1, 1).ok_or(E::NoSuchDay)?;
                Ok(Self::Year { year })
            }
            7 if text.is_char_boundary(4)
                && is_number(&text[..4])
                && text[4..].starts_with('-')
                && is_number(&text[5..]) =>
            {
                let year = text[..4].parse().map_err(|_| E::Malformed)?;
                let month = text[5..].parse().map_err(|_| E::Malformed)?;
                Date::from_ymd(year, month, 1).ok_or(E::NoSuchDay)?;
                Ok(Self::Month { year, month })
            }
            _ => Ok(Self::Day { on: day(text)? }),
        }
    }
}

fn day(text: &str) -> Result<Date, ParsePartialDateError> {
    text.parse().map_err(|e| match e {
        ParseDateError::Malformed => ParsePartialDateError::Malformed,
        ParseDateError::NoSuchDay | ParseDateError::OutOfRange => ParsePartialDateError::NoSuchDay,
    })
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day { on } => on.fmt(f),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year { year } => write!(f, "{year:04}"),
            Self::Between { from, to } => write!(f, "{from}/{to}"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// A civil day, `2026-11-24`, between 1800 and 2999.
#[cfg(feature = "graphql")]
#[async_graphql::Scalar(name = "Date")]
impl async_graphql::ScalarType for Date {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        crate::id::parse_scalar(value)
    }
    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.to_string())
    }
}

/// A day known exactly (`2026-11-24`), by month (`2026-11`), by year (`2026`), between
/// two days (`2024-01-01/2024-06-30`), or not at all (`unknown`).
#[cfg(feature = "graphql")]
#[async_graphql::Scalar(name = "PartialDate")]
impl async_graphql::ScalarType for PartialDate {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        crate::id::parse_scalar(value)
    }
    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_refuses_what_is_no_day() {
        let parse = |t: &str| t.parse::<Date>();
        assert_eq!(parse("2026-02-29"), Err(ParseDateError::NoSuchDay));
        assert_eq!(parse("2024-02-29").map(|d| d.to_string()), Ok("2024-02-29".to_owned()));
        for bad in ["", "24.11.2026", "2026-1-1", "2026-11-24T00:00", "+026-01-01", "२०२६-11-24"]
        {
            assert_eq!(parse(bad), Err(ParseDateError::Malformed), "{bad}");
        }
        assert_eq!(parse("1799-12-31"), Err(ParseDateError::OutOfRange));
    }

    #[test]
    fn a_partial_date_reads_what_it_writes() {
        for text in ["2026-11-24", "2026-11", "2026", "2024-01-01/2024-06-30", "unknown"] {
            assert_eq!(text.parse::<PartialDate>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(
            "2024-06-30/2024-01-01".parse::<PartialDate>(),
            Err(ParsePartialDateError::EndBeforeStart)
        );
        assert_eq!("2024-13".parse::<PartialDate>(), Err(ParsePartialDateError::NoSuchDay));
        assert_eq!("202é-1".parse::<PartialDate>(), Err(ParsePartialDateError::Malformed));
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let month = |t: &str| {
            t.parse::<PartialDate>().ok().and_then(PartialDate::range).map(|r| r.to.to_string())
        };
        assert_eq!(month("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(month("2025-12").as_deref(), Some("2025-12-31"));
    }

    #[test]
    fn someone_born_on_29_february_has_their_birthday_on_1_march() {
        let d = |t: &str| t.parse::<Date>().expect("a day");
        assert_eq!(d("2025-02-28").age_in_years(d("2024-02-29")), 0);
        assert_eq!(d("2025-03-01").age_in_years(d("2024-02-29")), 1);
    }
}
