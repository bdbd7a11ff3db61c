//! What a lane shows, as days: windows of the next dose, seasons, doses. Pure.

use engine::{
    assessment::{Status, TargetAssessment, Verdict},
    schedule::{MonthDay, Yearly},
};
use shared::{Date, DateRange, PartialDate};

use super::rows::Row;

/// What a part of a lane means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowKind {
    /// It may be given.
    May,
    /// It is best given.
    Best,
    /// It is late.
    Late,
}

/// A part of a lane, up to but without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// What it means.
    pub kind: WindowKind,
    /// From that day.
    pub from: Date,
    /// Until that day.
    pub to: Date,
}

/// How a mark is drawn. Round is confirmed or supposed, square is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It counts.
    Valid,
    /// It does not.
    NotValid,
    /// It is one too many.
    Extraneous,
    /// It cannot be said.
    Uncertain,
    /// It counts and waits for a professional.
    Reported,
    /// Supposed, on the day of the choice.
    Chosen,
    /// Supposed, later.
    Planned,
}

/// A dose on the lane.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneMark {
    /// Its position in the engine's input.
    pub position: usize,
    /// When.
    pub date: PartialDate,
    /// The number among those that count, if it does and that can be said.
    pub number: Option<usize>,
    /// How it counts.
    pub verdict: Verdict,
    /// How it is drawn.
    pub shape: Shape,
    /// From when it would have counted.
    pub valid_from: Option<Date>,
}

impl LaneMark {
    /// The day in the middle of what the date can mean.
    #[must_use]
    pub fn middle(&self) -> Option<Date> {
        let range = self.date.range()?;
        Some(range.from.plus_days(range.to.days_since(range.from) / 2))
    }

    /// What stands in the mark.
    #[must_use]
    pub fn sign(&self) -> String {
        match (self.number, self.verdict) {
            (Some(number), _) => number.to_string(),
            (None, Verdict::Valid) => "✓".to_owned(),
            (None, Verdict::Extraneous) => "+".to_owned(),
            (None, Verdict::Uncertain) => "?".to_owned(),
            (None, _) => "×".to_owned(),
        }
    }

    /// Whether it is only supposed.
    #[must_use]
    pub fn is_supposed(&self) -> bool {
        matches!(self.shape, Shape::Chosen | Shape::Planned)
    }
}

/// The doses of a row by their days: those on record, then those supposed.
#[must_use]
pub fn marks(
    row: &Row,
    on_record: usize,
    day: Date,
    is_confirmed: impl Fn(usize) -> bool,
) -> Vec<LaneMark> {
    let answer = row.after.as_ref().unwrap_or(&row.now);
    let mut doses: Vec<_> = row.now.doses.iter().collect();
    doses.extend(answer.doses.iter().filter(|dose| on_record <= dose.position));
    let place = |position: usize, date: PartialDate| {
        (on_record <= position, date.range().map(|range| (range.from, range.to)))
    };
    doses.sort_by_key(|dose| place(dose.position, dose.on));
    let mut counted = 0;
    let mark = |dose: &engine::assessment::DoseAssessment| {
        let is_valid = dose.verdict == Verdict::Valid;
        counted += usize::from(is_valid);
        let shape = if on_record <= dose.position {
            if dose.on.exact() == Some(day) { Shape::Chosen } else { Shape::Planned }
        } else {
            match dose.verdict {
                Verdict::Valid if is_confirmed(dose.position) => Shape::Valid,
                Verdict::Valid => Shape::Reported,
                Verdict::NotValid | Verdict::SubStandard => Shape::NotValid,
                Verdict::Extraneous => Shape::Extraneous,
                Verdict::Uncertain => Shape::Uncertain,
            }
        };
        LaneMark {
            position: dose.position,
            date: dose.on,
            number: is_valid.then_some(counted),
            verdict: dose.verdict,
            shape,
            valid_from: dose.valid_from,
        }
    };
    doses.into_iter().map(mark).collect()
}

/// The windows of the next dose: it may be given, it is best given, it is late until `today`.
#[must_use]
pub fn windows(target: &TargetAssessment, today: Date) -> Vec<Window> {
    if !is_open(target.status) {
        return Vec::new();
    }
    let mut windows = Vec::new();
    let mut add = |kind, from: Date, to: Date| {
        if from < to {
            windows.push(Window { kind, from, to });
        }
    };
    let Some(recommended) = target.recommended_on else { return windows };
    let overdue = target.overdue_on.or(target.latest_on);
    if let Some(earliest) = target.earliest_on {
        add(WindowKind::May, earliest, recommended);
    }
    if let Some(overdue) = overdue {
        add(WindowKind::Best, recommended, overdue);
    } else {
        // Without an end it is a point in time: a month wide, to be seen.
        add(WindowKind::Best, recommended, recommended.plus_days(30));
    }
    if target.status == Status::Overdue
        && let Some(overdue) = target.overdue_on
    {
        add(WindowKind::Late, overdue, today);
    }
    windows
}

/// Whether a next dose is spoken of.
#[must_use]
pub fn is_open(status: Status) -> bool {
    matches!(
        status,
        Status::Overdue | Status::Due | Status::DueSoon | Status::UpToDate | Status::NotDue
    )
}

/// Where a window closed for good: the person is too old for it.
#[must_use]
pub fn closed_on(target: &TargetAssessment) -> Option<Date> {
    (target.status == Status::AgedOut).then_some(target.latest_on)?
}

/// The seasons that touch a range of days.
#[must_use]
pub fn seasons(yearly: Yearly, shown: DateRange) -> Vec<DateRange> {
    let on = |year: i32, day: MonthDay| {
        let (month, day) = (u32::try_from(day.month).ok()?, u32::try_from(day.day).ok()?);
        Date::from_ymd(year, month, day)
    };
    let goes_on = (yearly.end.month, yearly.end.day) < (yearly.start.month, yearly.start.day);
    (shown.from.year() - 1..=shown.to.year())
        .filter_map(|year| {
            let (from, to) = (on(year, yearly.start)?, on(year + i32::from(goes_on), yearly.end)?);
            let is_shown = from <= shown.to && shown.from <= to;
            is_shown.then_some(DateRange { from, to })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::decide::{
        choice::{Choice, Chosen},
        engine::tests::basis,
        rows::rows,
    };
    use shared::VaccineCode;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// The row of a disease of someone to whom Hexyon is given on a day.
    fn row(doses: &str, code: &str, given_on: Option<&str>) -> Row {
        let input = format!(
            r#"{{"birthDate":"2026-05-20","facts":[{{"code":"history_complete"}}],"doses":[{doses}]}}"#
        );
        let basis = basis(&input, "2026-11-24");
        let hexyon = VaccineCode::new(510).expect("a code");
        let after = given_on.map(|on| {
            let products = vec![Chosen { code: hexyon, on: Some(day(on)) }];
            let choice = Choice { products, ..Choice::default() };
            choice.assess(&basis, &basis.rules).expect("a whole person").answer
        });
        let now = (&*basis.now, &*basis.rules);
        let rows = rows(now, after.as_ref().map(|after| (after, &*basis.rules)));
        rows.into_iter().find(|row| row.is_about(code)).expect("the row")
    }

    const TETANUS: &str = "DIS003";
    const TWO: &str =
        r#"{"on":"2026-07-20","vaccine":"VAC0510"},{"on":"2026-07-25","vaccine":"VAC0510"}"#;

    #[test]
    fn only_doses_that_count_are_numbered_and_told_ones_are_square() {
        let found = marks(&row(TWO, TETANUS, None), 2, day("2026-11-24"), |position| position != 0);
        let drawn: Vec<_> = found.iter().map(|m| (m.shape, m.number, m.sign())).collect();
        assert_eq!(
            drawn,
            [(Shape::Reported, Some(1), "1".to_owned()), (Shape::NotValid, None, "×".to_owned())]
        );
        assert!(found[1].valid_from.is_some());
        let unnumbered = LaneMark { number: None, ..found[0].clone() };
        assert_eq!(unnumbered.sign(), "✓", "it still counts");
    }

    #[test]
    fn what_is_supposed_comes_last_and_counts_on() {
        let row_now = row(TWO, TETANUS, Some("2026-11-24"));
        let found = marks(&row_now, 2, day("2026-11-24"), |_| true);
        assert_eq!(found.last().map(|m| (m.shape, m.number)), Some((Shape::Chosen, Some(2))));
        let later = row(TWO, TETANUS, Some("2026-12-24"));
        let found = marks(&later, 2, day("2026-11-24"), |_| true);
        assert_eq!(found.last().map(|m| m.shape), Some(Shape::Planned));
    }

    #[test]
    fn a_late_dose_has_three_windows_that_touch_and_end_today() {
        let target = row("", TETANUS, None).now;
        let found = windows(&target, day("2026-11-24"));
        let kinds: Vec<_> = found.iter().map(|w| w.kind).collect();
        assert_eq!(kinds, [WindowKind::May, WindowKind::Best, WindowKind::Late]);
        assert!(found.windows(2).all(|pair| pair[0].to == pair[1].from), "{found:?}");
        assert_eq!(found[2].to, day("2026-11-24"));
    }

    #[test]
    fn a_season_goes_on_into_the_next_year_and_each_that_touches_is_shaded() {
        let (october, march) = (MonthDay { month: 10, day: 1 }, MonthDay { month: 3, day: 31 });
        let yearly = Yearly { start: october, end: march, age_on: None, is_once: true };
        let shown = DateRange { from: day("2025-01-15"), to: day("2026-11-24") };
        let found: Vec<String> =
            seasons(yearly, shown).iter().map(|s| format!("{}/{}", s.from, s.to)).collect();
        assert_eq!(
            found,
            ["2024-10-01/2025-03-31", "2025-10-01/2026-03-31", "2026-10-01/2027-03-31"]
        );
    }
}
