//! Civil dates: CALCDT-1 to CALCDT-6, and windows of ages.

use engine::{
    day::{Day, Period, days_in_month, from_civil, to_civil},
    schedule::source::Validity,
};

/// The day that long after another.
pub(crate) fn add(day: Day, period: Period) -> Day {
    let civil = to_civil(day);
    let (mut year, mut month) = (civil.year, civil.month);
    for _ in 0..period.months.abs() {
        month += period.months.signum();
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
        if month == 0 {
            (year, month) = (year - 1, 12);
        }
    }
    let mut there = civil.day;
    if days_in_month(year, month) < there {
        there = 1;
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
    from_civil(year, month, there) + period.days
}

/// Whether `day` lies from the age `begin` to before the age `end`.
pub(crate) fn is_within(day: Day, birth: Day, begin: Option<Period>, end: Option<Period>) -> bool {
    begin.is_none_or(|age| add(birth, age) <= day) && end.is_none_or(|age| day < add(birth, age))
}

/// Whether a rule is in force on a day; both its days belong to it.
pub(crate) fn is_in_force(validity: Validity, day: Day) -> bool {
    validity.effective.is_none_or(|first| first <= day)
        && validity.cessation.is_none_or(|last| day <= last)
}
