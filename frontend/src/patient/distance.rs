//! How far away a day is, as people say it: «in about 2 months», «3 days ago».

use shared::Date;

use crate::{i18n::I18n, t_string};

/// How far, in the unit people use for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Distance {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

/// Up to two weeks in days, up to two months in weeks, up to two years in months.
fn distance(days: i32) -> Distance {
    // To the nearest, in tenths of a day, because a month has 30.4 of them.
    let nearest = |tenths: i32| (days * 10 + tenths / 2) / tenths;
    match days {
        ..14 => Distance::Days(days),
        14..61 => Distance::Weeks(nearest(70)),
        _ if nearest(304) < 24 => Distance::Months(nearest(304)),
        _ => Distance::Years(nearest(3652)),
    }
}

/// «in about 2 months»; «today» for a day that is past.
#[must_use]
pub fn ahead(i18n: I18n, today: Date, day: Date) -> String {
    match distance(day.days_since(today).max(0)) {
        Distance::Days(0) => t_string!(i18n, dates.ahead.today).to_owned(),
        Distance::Days(1) => t_string!(i18n, dates.ahead.tomorrow).to_owned(),
        Distance::Days(n) => t_string!(i18n, dates.ahead.days, n = n),
        Distance::Weeks(n) => t_string!(i18n, dates.ahead.weeks, n = n),
        Distance::Months(n) => t_string!(i18n, dates.ahead.months, n = n),
        Distance::Years(n) => t_string!(i18n, dates.ahead.years, n = n),
    }
}

/// «about 2 months ago»; «today» for a day that is to come.
#[must_use]
pub fn ago(i18n: I18n, today: Date, day: Date) -> String {
    match distance(today.days_since(day).max(0)) {
        Distance::Days(0) => t_string!(i18n, dates.ahead.today).to_owned(),
        Distance::Days(1) => t_string!(i18n, dates.ago.yesterday).to_owned(),
        Distance::Days(n) => t_string!(i18n, dates.ago.days, n = n),
        Distance::Weeks(n) => t_string!(i18n, dates.ago.weeks, n = n),
        Distance::Months(n) => t_string!(i18n, dates.ago.months, n = n),
        Distance::Years(n) => t_string!(i18n, dates.ago.years, n = n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_said_in_the_unit_people_use() {
        for (days, said) in [
            (0, Distance::Days(0)),
            (13, Distance::Days(13)),
            (14, Distance::Weeks(2)),
            (17, Distance::Weeks(2)),
            (18, Distance::Weeks(3)),
            (60, Distance::Weeks(9)),
            (61, Distance::Months(2)),
            (365, Distance::Months(12)),
            (714, Distance::Months(23)),
            (715, Distance::Years(2)),
            (3_650, Distance::Years(10)),
            (31_000, Distance::Years(85)),
        ] {
            assert_eq!(distance(days), said, "{days} days");
        }
    }

    #[test]
    fn nothing_is_said_to_be_one_of_its_unit_but_a_day() {
        for days in 2..40_000 {
            let (Distance::Days(n) | Distance::Weeks(n) | Distance::Months(n) | Distance::Years(n)) =
                distance(days);
            assert!(1 < n, "{days} days");
        }
    }
}
