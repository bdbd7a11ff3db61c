//! Fast civil-date arithmetic on plain day numbers.
//!
//! Inside the engine a day is an `i32`: days since 1970-01-01. Ages and intervals are
//! [`Period`]s, added by CDSi's rules `CALCDT-1` to `CALCDT-6`: years and months in one
//! step keeping the day of the month, a day that does not exist becomes the first of the
//! next month (`CALCDT-5`), and only then are weeks and days counted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Days since 1970-01-01.
pub type Day = i32;

/// No day: a date that is blank.
pub const BLANK: Day = i32::MIN;
/// Before every day a person can meet: stands for a missing lower border.
pub const ALWAYS: Day = -200_000;
/// After every day a person can meet (the last day of 2999): stands for a missing upper border.
pub const NEVER: Day = 376_199;

/// A day's year, month (1–12) and day of the month (1–31).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: i32,
    /// The day of the month, 1 to 31.
    pub day: i32,
}

/// The day number of a civil date (Howard Hinnant's `days_from_civil`).
#[must_use]
pub const fn from_civil(year: i32, month: i32, day: i32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The civil date of a day number.
#[must_use]
pub const fn to_civil(day: Day) -> Civil {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
    Civil { year, month, day: doy - (153 * mp + 2) / 5 + 1 }
}

/// How many days that month has.
#[must_use]
pub const fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// January 1900, in months since the year 0.
const FIRST_MONTH: i32 = 1900 * 12;
/// Two hundred and fifty years.
const MONTHS: usize = 250 * 12;
/// The first day of each month from 1900 on: adding months is most of what an assessment does.
static MONTH_STARTS: [Day; MONTHS] = {
    let mut starts = [0; MONTHS];
    let mut i = 0;
    while i < MONTHS {
        let total = FIRST_MONTH + i as i32;
        starts[i] = from_civil(total / 12, total % 12 + 1, 1);
        i += 1;
    }
    starts
};

/// The place in the table of the month of a day, if it is in there.
fn month_of(day: Day) -> Option<usize> {
    if day < MONTH_STARTS[0] || MONTH_STARTS[MONTHS - 1] <= day {
        return None;
    }
    // A month has 30.44 days on average: from a guess that is one off at most.
    let mut month = ((day - MONTH_STARTS[0]) as usize * 2153) >> 16;
    while day < MONTH_STARTS[month] {
        month -= 1;
    }
    while MONTH_STARTS[month + 1] <= day {
        month += 1;
    }
    Some(month)
}

/// A length of time: months (years are twelve) and days (weeks are seven).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Period {
    /// Whole months, years included.
    pub months: i32,
    /// Whole days, weeks included; may be negative (`4 years - 4 days`).
    pub days: i32,
}

impl Period {
    /// That many days.
    #[must_use]
    pub const fn days(days: i32) -> Self {
        Self { months: 0, days }
    }

    /// That many weeks.
    #[must_use]
    pub const fn weeks(weeks: i32) -> Self {
        Self { months: 0, days: weeks * 7 }
    }

    /// That many months.
    #[must_use]
    pub const fn months(months: i32) -> Self {
        Self { months, days: 0 }
    }

    /// That many years.
    #[must_use]
    pub const fn years(years: i32) -> Self {
        Self { months: years * 12, days: 0 }
    }

    /// The day this long after `civil`.
    #[must_use]
    pub fn after_civil(self, civil: Civil) -> Day {
        let total = civil.year * 12 + civil.month - 1 + self.months;
        let near = total - FIRST_MONTH;
        if 0 <= near && near < MONTHS as i32 - 1 {
            let (start, next) = (MONTH_STARTS[near as usize], MONTH_STARTS[near as usize + 1]);
            let there = start + civil.day - 1;
            return (if there < next { there } else { next }) + self.days;
        }
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        if civil.day <= 28 || civil.day <= days_in_month(year, month) {
            from_civil(year, month, civil.day) + self.days
        } else if month == 12 {
            from_civil(year + 1, 1, 1) + self.days
        } else {
            from_civil(year, month + 1, 1) + self.days
        }
    }

    /// The day this long after `day`.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        if self.months == 0 {
            return day + self.days;
        }
        let Some(month) = month_of(day) else { return self.after_civil(to_civil(day)) };
        let near = month as i32 + self.months;
        if near < 0 || MONTHS as i32 - 1 <= near {
            return self.after_civil(to_civil(day));
        }
        let there = MONTH_STARTS[near as usize] + day - MONTH_STARTS[month];
        there.min(MONTH_STARTS[near as usize + 1]) + self.days
    }
}

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsePeriodError;

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a period: write `4 weeks`, `6 months`, `10 years - 4 days`")
    }
}

impl std::error::Error for ParsePeriodError {}

impl FromStr for Period {
    type Err = ParsePeriodError;

    /// Reads `N unit [(+|-) N unit]…`, units year(s), month(s), week(s), day(s).
    fn from_str(text: &str) -> Result<Self, ParsePeriodError> {
        let mut period = Self::default();
        let mut words = text.split_whitespace();
        let mut sign = 1;
        let mut first = true;
        loop {
            if !first {
                match words.next() {
                    None => return Ok(period),
                    Some("+") => sign = 1,
                    Some("-") => sign = -1,
                    Some(_) => return Err(ParsePeriodError),
                }
            }
            first = false;
            let number: i32 = words.next().and_then(|w| w.parse().ok()).ok_or(ParsePeriodError)?;
            if !(0..=10_000).contains(&number) {
                return Err(ParsePeriodError);
            }
            match words.next().ok_or(ParsePeriodError)?.trim_end_matches('s') {
                "year" if number <= 200 => period.months += sign * 12 * number,
                "month" if number <= 2400 => period.months += sign * number,
                "week" => period.days += sign * 7 * number,
                "day" => period.days += sign * number,
                _ => return Err(ParsePeriodError),
            }
            if period.months.abs() > 2400 || period.days.abs() > 70_000 {
                return Err(ParsePeriodError);
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = |n: i32, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut parts: Vec<(i32, String)> = Vec::new();
        let months = self.months;
        if months != 0 {
            let text = if months % 12 == 0 && months.abs() >= 24 {
                unit(months.abs() / 12, "year")
            } else {
                unit(months.abs(), "month")
            };
            parts.push((months, text));
        }
        if self.days != 0 || months == 0 {
            let days = self.days.abs();
            let text =
                if days % 7 == 0 && days != 0 { unit(days / 7, "week") } else { unit(days, "day") };
            parts.push((self.days, text));
        }
        for (i, (sign, text)) in parts.iter().enumerate() {
            match (i, *sign < 0) {
                (0, false) => f.write_str(text)?,
                (0, true) => write!(f, "-{text}")?,
                (_, false) => write!(f, " + {text}")?,
                (_, true) => write!(f, " - {text}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plus(ymd: (i32, i32, i32), period: &str) -> (i32, i32, i32) {
        let period: Period = period.parse().expect("a period");
        let civil = to_civil(period.after(from_civil(ymd.0, ymd.1, ymd.2)));
        (civil.year, civil.month, civil.day)
    }

    #[test]
    fn a_day_that_does_not_exist_becomes_the_first_of_the_next_month() {
        assert_eq!(plus((2000, 3, 31), "6 months"), (2000, 10, 1));
        assert_eq!(plus((2000, 8, 31), "6 months"), (2001, 3, 1));
        assert_eq!(plus((2004, 2, 29), "1 year"), (2005, 3, 1));
        assert_eq!(plus((2000, 1, 31), "6 months - 4 days"), (2000, 7, 27));
        assert_eq!(plus((2023, 12, 31), "2 months"), (2024, 3, 1));
        assert_eq!(plus((2023, 10, 31), "1 month"), (2023, 12, 1));
    }

    #[test]
    fn months_come_before_days_whatever_the_order_they_are_written_in() {
        assert_eq!(plus((2001, 1, 30), "4 days + 1 month"), (2001, 3, 5));
        assert_eq!(plus((2001, 1, 1), " 19 years - 4 days"), (2019, 12, 28));
        assert_eq!(plus((2001, 1, 1), "2 years - 1 month"), (2002, 12, 1));
    }

    #[test]
    fn every_day_of_eight_centuries_survives_the_round_trip() {
        for day in ALWAYS..100_000 {
            let c = to_civil(day);
            assert_eq!(from_civil(c.year, c.month, c.day), day);
            assert!((1..=days_in_month(c.year, c.month)).contains(&c.day), "{c:?}");
        }
        assert_eq!(from_civil(1970, 1, 1), 0);
        assert_eq!(from_civil(2999, 12, 31), NEVER);
    }

    #[test]
    fn the_table_of_months_agrees_with_the_calendar() {
        for (i, start) in MONTH_STARTS.iter().enumerate() {
            let total = FIRST_MONTH + i32::try_from(i).expect("small");
            let first = Civil { year: total / 12, month: total % 12 + 1, day: 1 };
            assert_eq!(to_civil(*start), first);
        }
        for (from, to) in [((1899, 12, 31), (1900, 3, 1)), ((2149, 10, 31), (2149, 12, 31))] {
            assert_eq!(plus(from, "2 months"), to);
        }
        assert_eq!(plus((2149, 11, 30), "3 months"), (2150, 3, 1));
    }

    #[test]
    fn the_table_gives_the_day_that_the_calendar_gives() {
        let periods: Vec<Period> =
            ["1 month", "13 months", "10 years - 4 days", "30 years", "1 day - 2 years"]
                .map(|text| text.parse().expect("a period"))
                .to_vec();
        for day in from_civil(1899, 1, 1)..from_civil(2151, 1, 1) {
            for period in &periods {
                assert_eq!(period.after(day), period.after_civil(to_civil(day)), "{day} {period}");
            }
        }
    }

    #[test]
    fn a_period_refuses_what_it_cannot_read() {
        for bad in
            ["", "4", "weeks", "4 fortnights", "4 weeks 2 days", "-1 day", "300 years", "1 day -"]
        {
            assert_eq!(bad.parse::<Period>(), Err(ParsePeriodError), "{bad}");
        }
    }

    #[test]
    fn a_period_reads_what_it_writes() {
        for text in ["0 days", "4 weeks", "18 months", "19 years - 4 days", "6 months + 1 day"] {
            assert_eq!(text.parse::<Period>().map(|p| p.to_string()).as_deref(), Ok(text));
        }
    }
}
