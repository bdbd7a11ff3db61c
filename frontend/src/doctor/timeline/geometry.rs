//! Where things lie on the lane: pure numbers, in pixels.

use shared::{Date, DateRange};

/// Keeps a mark at birth whole.
const LEFT: f64 = 14.0;
/// Kept free at both ends together.
const MARGIN: f64 = 20.0;
/// Mean days of a month.
const DAYS_A_MONTH: f64 = 30.4375;
/// Marks nearer than this become one.
const NEAR: f64 = 12.0;

/// How much of a life is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Birth to 30 months.
    Infancy,
    /// Six years.
    SixYears,
    /// Eighteen years.
    EighteenYears,
    /// The whole life until today.
    Life,
}

impl Zoom {
    /// From the closest to the widest.
    pub const ALL: [Self; 4] = [Self::Infancy, Self::SixYears, Self::EighteenYears, Self::Life];

    /// The closest in which today lies.
    #[must_use]
    pub fn fitting(born: Date, today: Date) -> Self {
        let age = months(born, today);
        Self::ALL.into_iter().find(|zoom| age <= zoom.span(age)).unwrap_or(Self::Life)
    }

    /// The months that are shown of someone of that age.
    fn span(self, age: f64) -> f64 {
        match self {
            Self::Infancy => 30.0,
            Self::SixYears => 72.0,
            Self::EighteenYears => 216.0,
            Self::Life => ((age / 120.0).floor() + 1.0).max(2.0) * 120.0,
        }
    }

    /// The months between two lines of the grid.
    fn step(self) -> u32 {
        match self {
            Self::Infancy => 6,
            Self::SixYears => 12,
            Self::EighteenYears => 36,
            Self::Life => 120,
        }
    }
}

fn months(from: Date, to: Date) -> f64 {
    f64::from(to.days_since(from)) / DAYS_A_MONTH
}

/// From days to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    born: Date,
    zoom: Zoom,
    span: f64,
    width: f64,
}

/// A line of the grid with the age it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Pixels from the left.
    pub x: f64,
    /// Months since birth.
    pub months: u32,
}

impl Scale {
    /// The scale of a lane of that width.
    #[must_use]
    pub fn new(zoom: Zoom, born: Date, today: Date, width: f64) -> Self {
        Self { born, zoom, span: zoom.span(months(born, today)), width }
    }

    /// The width of the lane.
    #[must_use]
    pub fn width(self) -> f64 {
        self.width
    }

    /// Where a day lies; outside of the lane if it is not shown.
    #[must_use]
    pub fn x(self, day: Date) -> f64 {
        self.at(months(self.born, day))
    }

    /// Where a day lies, kept at the ends of the lane.
    #[must_use]
    pub fn x_within(self, day: Date) -> f64 {
        self.x(day).clamp(LEFT, self.at(self.span))
    }

    fn at(self, months: f64) -> f64 {
        LEFT + months * (self.width - MARGIN) / self.span
    }

    /// Whether a day is shown.
    #[must_use]
    pub fn shows(self, day: Date) -> bool {
        (0.0..=self.span).contains(&months(self.born, day))
    }

    /// The days that are shown.
    #[must_use]
    pub fn shown(self) -> DateRange {
        // A span is a few centuries at most.
        #[expect(clippy::cast_possible_truncation, reason = "days of a life fit")]
        let days = (self.span * DAYS_A_MONTH).round() as i32;
        DateRange { from: self.born, to: self.born.plus_days(days) }
    }

    /// The part of the lane between two days, if any of it is shown.
    #[must_use]
    pub fn part(self, from: Date, to: Date) -> Option<(f64, f64)> {
        let shown = self.shown();
        if to < shown.from || shown.to < from {
            return None;
        }
        let (start, end) = (self.x_within(from), self.x_within(to));
        // What is too short to be drawn is still seen.
        Some((start, (end - start).max(2.0)))
    }

    /// The lines of the grid, birth first.
    #[must_use]
    pub fn ticks(self) -> Vec<Tick> {
        let step = self.zoom.step();
        let lines = (0..).map(|i| i * step).take_while(|m| f64::from(*m) <= self.span);
        lines.map(|months| Tick { x: self.at(f64::from(months)), months }).collect()
    }
}

/// Marks that lie together: where, and which (positions in the input).
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The middle.
    pub x: f64,
    /// The marks.
    pub members: Vec<usize>,
}

/// Supposed marks keep this much from each other.
const APART: f64 = 21.0;

/// Moves marks that lie too near to the right, in their order, so that each can be seen. Must be
/// sorted from left to right.
#[must_use]
pub fn apart(xs: &[f64]) -> Vec<f64> {
    let mut moved: Vec<f64> = Vec::with_capacity(xs.len());
    for x in xs {
        let least = moved.last().map_or(f64::MIN, |last| last + APART);
        moved.push(x.max(least));
    }
    moved
}

/// Puts marks that lie nearer than 12 pixels together. Must be sorted from left to right.
#[must_use]
pub fn cluster(xs: &[f64]) -> Vec<Cluster> {
    let mut clusters: Vec<(f64, Vec<usize>)> = Vec::new();
    for (i, x) in xs.iter().enumerate() {
        match clusters.last_mut() {
            Some((last, members)) if x - *last < NEAR => {
                members.push(i);
                *last = *x;
            }
            _ => clusters.push((*x, vec![i])),
        }
    }
    let middle = |members: &[usize]| {
        let (first, last) = (members.first(), members.last());
        first.zip(last).map_or(0.0, |(first, last)| f64::midpoint(xs[*first], xs[*last]))
    };
    clusters.into_iter().map(|(_, members)| Cluster { x: middle(&members), members }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn the_closest_view_with_today_in_it_is_shown_first() {
        let zoom = |born| Zoom::fitting(day(born), day("2026-11-24"));
        assert_eq!(zoom("2026-11-24"), Zoom::Infancy);
        assert_eq!(zoom("2025-04-14"), Zoom::Infancy);
        assert_eq!(zoom("2023-01-01"), Zoom::SixYears);
        assert_eq!(zoom("2010-05-20"), Zoom::EighteenYears);
        assert_eq!(zoom("1956-02-01"), Zoom::Life);
    }

    #[test]
    fn birth_stands_14_pixels_from_the_left_and_the_end_6_from_the_right() {
        let scale = Scale::new(Zoom::Infancy, day("2025-04-14"), day("2026-11-24"), 456.0);
        assert!((scale.x(day("2025-04-14")) - 14.0).abs() < 0.01);
        let end = scale.at(30.0);
        assert!((end - 450.0).abs() < 0.01, "{end}");
        assert!(scale.shows(day("2027-10-01")) && !scale.shows(day("2027-11-01")));
        assert!((scale.x_within(day("2040-01-01")) - 450.0).abs() < 0.01);
    }

    #[test]
    fn a_life_ends_with_the_decade_after_today() {
        let scale = Scale::new(Zoom::Life, day("1956-02-01"), day("2026-11-24"), 820.0);
        let years: Vec<u32> = scale.ticks().iter().map(|t| t.months / 12).collect();
        assert_eq!(years, [0, 10, 20, 30, 40, 50, 60, 70, 80]);
        assert!(scale.shows(day("2026-11-24")));
    }

    #[test]
    fn a_part_of_the_lane_ends_where_the_lane_does_and_is_never_too_short_to_see() {
        let scale = Scale::new(Zoom::Infancy, day("2025-04-14"), day("2026-11-24"), 456.0);
        let (start, width) = scale.part(day("2025-04-14"), day("2099-01-01")).expect("shown");
        assert!((start - 14.0).abs() < 0.01 && (start + width - 450.0).abs() < 0.5, "{width}");
        assert_eq!(scale.part(day("2026-01-01"), day("2026-01-01")).map(|p| p.1), Some(2.0));
        assert_eq!(scale.part(day("2030-01-01"), day("2031-01-01")), None);
        assert_eq!(scale.shown().to, day("2027-10-14"));
    }

    #[test]
    fn supposed_marks_keep_apart_and_the_later_moves() {
        assert_eq!(apart(&[10.0, 15.0, 80.0]), [10.0, 31.0, 80.0]);
        assert_eq!(apart(&[]), Vec::<f64>::new());
    }

    #[test]
    fn marks_that_lie_together_become_one() {
        let together = cluster(&[10.0, 15.0, 26.9, 60.0, 72.0]);
        let members: Vec<&[usize]> = together.iter().map(|c| &c.members[..]).collect();
        assert_eq!(members, [&[0, 1, 2][..], &[3], &[4]]);
        assert!((together[0].x - 18.45).abs() < 0.001);
        assert!(cluster(&[]).is_empty());
    }
}
