//! The ages a product is licensed for. For warnings only: general knowledge, not a source.

use shared::Date;

/// An age in days or in calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Age {
    /// So many days after birth (weeks are seven).
    Days(u16),
    /// So many calendar months after birth (years are twelve).
    Months(u16),
}

impl Age {
    /// The day on which someone born on `birth` reaches this age. Where the month has no
    /// such day it is the first of the next (CDSi CALCDT-5).
    #[must_use]
    pub fn reached_on(self, birth: Date) -> Date {
        let months = match self {
            Self::Days(days) => return birth.plus_days(i32::from(days)),
            Self::Months(months) => i32::from(months),
        };
        let month = birth.year() * 12 + i32::from(birth.month() as u8) - 1 + months;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
        let Some(first) = Date::from_ymd(year, month, 1) else { return Date::MAX };
        Date::from_ymd(year, month, birth.day())
            .unwrap_or_else(|| first.end_of_month().plus_days(1))
    }

    /// As the data file has it, `42d` or `9m`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| digits.parse().ok();
        if let Some(days) = text.strip_suffix('d') {
            number(days).map(Self::Days)
        } else {
            text.strip_suffix('m').and_then(number).map(Self::Months)
        }
    }
}

/// The ages a product is licensed for, as far as they are clear.
///
/// The widest licensed use counts: a first dose «from 12 months, 9 in special cases» is
/// from 9 months. General knowledge (`VACCINES.csv`, `ages_schedule_GK`): may warn, must
/// never refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LicensedAges {
    /// From this age on.
    pub from: Option<Age>,
    /// Until the day before this age.
    pub before: Option<Age>,
}

/// Outside which end of the licensed ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgeNotLicensed {
    /// Too young: licensed from this age.
    Before(Age),
    /// Too old: licensed only before this age.
    After(Age),
}

impl LicensedAges {
    /// Why a dose on `day` for someone born on `birth` is outside, if it is.
    #[must_use]
    pub fn check(&self, birth: Date, day: Date) -> Option<AgeNotLicensed> {
        if let Some(from) = self.from.filter(|from| day < from.reached_on(birth)) {
            return Some(AgeNotLicensed::Before(from));
        }
        self.before.filter(|before| before.reached_on(birth) <= day).map(AgeNotLicensed::After)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn an_age_is_reached_on_a_day() {
        for (birth, age, day) in [
            ("2026-01-01", Age::Days(42), "2026-02-12"),
            ("2026-01-31", Age::Months(1), "2026-03-01"),
            ("2024-02-29", Age::Months(12), "2025-03-01"),
            ("2024-11-30", Age::Months(3), "2025-03-01"),
            ("2024-12-15", Age::Months(0), "2024-12-15"),
            ("2024-12-15", Age::Months(192), "2040-12-15"),
            ("2999-12-15", Age::Months(1), "2999-12-31"),
        ] {
            assert_eq!(age.reached_on(date(birth)), date(day), "{birth} {age:?}");
        }
    }

    #[test]
    fn a_dose_is_outside_from_the_day_before_and_from_the_end_on() {
        let ages = LicensedAges { from: Some(Age::Months(12)), before: Some(Age::Months(192)) };
        let check = |day| ages.check(date("2010-05-20"), date(day));
        assert_eq!(check("2011-05-19"), Some(AgeNotLicensed::Before(Age::Months(12))));
        assert_eq!(check("2011-05-20"), None);
        assert_eq!(check("2026-05-19"), None);
        assert_eq!(check("2026-05-20"), Some(AgeNotLicensed::After(Age::Months(192))));
    }

    #[test]
    fn an_age_is_read_from_the_file() {
        assert_eq!(Age::parse("42d"), Some(Age::Days(42)));
        assert_eq!(Age::parse("192m"), Some(Age::Months(192)));
        for bad in ["", "d", "m", "42", "-1d", "1y", "70000d"] {
            assert_eq!(Age::parse(bad), None, "{bad}");
        }
    }
}
