//! Doses: windows, intervals, vaccines, skips.

use std::sync::Arc;

use toml::Spanned;

use super::Lowering;
use crate::{
    day::Period,
    rules::format::{AfterEntry, Disease, DoseEntry, SeriesEntry, SkipEntry, Window},
    schedule::source::{
        AgeSource, CountLogic, DoseSource, IntervalFrom, IntervalSource, SeasonSource,
        SkipCondition, SkipContext, SkipSetSource, SkipSource, VaccineUseSource, Validity,
    },
};

impl Lowering {
    pub(super) fn dose(
        &mut self,
        disease: &Disease,
        series: &SeriesEntry,
        index: usize,
        dose: &DoseEntry,
    ) -> DoseSource {
        let at = series.id.span().start;
        let give = if dose.give.is_empty() { &disease.give } else { &dose.give };
        let mut preferable = Vec::new();
        for class in give {
            preferable.extend(self.class(class).into_iter().map(|vaccine| VaccineUseSource {
                vaccine,
                is_forecast: true,
                ..VaccineUseSource::default()
            }));
        }
        let counts: Arc<[String]> = if dose.count.is_empty() {
            self.against.clone()
        } else {
            self.deciding(&dose.count).into()
        };
        // What is given must also count.
        if let Some(odd) = preferable.iter().find(|p| !counts.contains(&p.vaccine)) {
            let message = format!(
                "dose {}: `{}` would be given but does not count: add its class to `count`",
                index + 1,
                odd.vaccine
            );
            self.problem(at, message);
        }
        if dose.again_from.is_some_and(|n| n == 0 || index + 1 < usize::from(n)) {
            self.problem(at, format!("dose {0}: `again_from` must be 1 to {0}", index + 1));
        }
        let season = dose.season.as_ref().and_then(|name| {
            let found = self.seasons.get(name.get_ref()).copied();
            if found.is_none() {
                let message = format!("unknown season `{}`: see schedule.toml", name.get_ref());
                self.problem(name.span().start, message);
            }
            found
        });
        DoseSource {
            ages: self.age(&dose.age),
            intervals: self.intervals(series, index, &dose.after),
            preferable,
            counting: counts,
            inadvertent: self.deciding(&dose.mistake),
            skips: dose.skip.iter().map(|s| self.skip(series, s)).collect(),
            is_recurring: false,
            repeat_from: dose.again_from.map(|n| n.saturating_sub(1)),
            season: season
                .map(|yearly| SeasonSource { yearly: Some(yearly), ..SeasonSource::default() }),
            ..DoseSource::default()
        }
    }

    /// Every vaccine against one of the disease's targets, passive ones left out.
    pub(super) fn all_against(&self, disease: &Disease) -> Arc<[String]> {
        let is_target = |code: &String| disease.targets.iter().any(|t| t.get_ref() == code);
        let vaccines = self.source.vaccines.iter();
        vaccines
            .filter(|v| v.associations.iter().any(|a| is_target(&a.antigen)))
            .map(|v| v.code.clone())
            .collect()
    }

    fn age(&mut self, window: &Window) -> Vec<AgeSource> {
        let age = AgeSource {
            absolute_min: self.counts(window.counts.as_ref(), window.min.as_ref()),
            min: self.period(window.min.as_ref()),
            earliest: self.period(window.due.as_ref()),
            latest: self.period(window.late.as_ref()),
            max: self.period(window.until.as_ref()),
            validity: Validity::default(),
        };
        self.check_order(window, [age.absolute_min, age.min, age.earliest, age.latest, age.max]);
        let is_empty = [age.min, age.earliest, age.latest, age.max].iter().all(Option::is_none);
        if is_empty && let Some(counts) = &window.counts {
            self.problem(
                counts.span().start,
                "`counts` alone is not looked at: add `min`, or leave it out",
            );
        }
        if is_empty { Vec::new() } else { vec![age] }
    }

    /// What counts: as said, or the minimum less the days of grace.
    fn counts(
        &mut self,
        counts: Option<&Spanned<String>>,
        min: Option<&Spanned<String>>,
    ) -> Option<Period> {
        if counts.is_some() {
            return self.period(counts);
        }
        let min = self.period(min)?;
        let is_long = self.grace < min.days || 0 < min.months;
        let days = if is_long { min.days - self.grace } else { min.days };
        Some(Period { months: min.months, days })
    }

    fn check_order(&mut self, window: &Window, parts: [Option<Period>; 5]) {
        let at = [&window.counts, &window.min, &window.due, &window.late, &window.until]
            .into_iter()
            .flatten()
            .next()
            .map_or(0, |s| s.span().start);
        self.check_rising(at, &parts);
    }

    fn check_rising(&mut self, at: usize, parts: &[Option<Period>]) {
        let lengths: Vec<i32> = parts.iter().flatten().map(|p| rough_days(*p)).collect();
        if lengths.windows(2).any(|w| w[1] < w[0]) {
            self.problem(at, "these must rise: counts, min, due, late, until");
        }
    }

    fn intervals(
        &mut self,
        series: &SeriesEntry,
        index: usize,
        entries: &[AfterEntry],
    ) -> Vec<IntervalSource> {
        let mut intervals = Vec::new();
        for entry in entries {
            let from = if let Some(fact) = &entry.fact {
                IntervalFrom::Observation(self.fact(fact))
            } else if !entry.vaccines.is_empty() {
                IntervalFrom::MostRecent(self.deciding(&entry.vaccines))
            } else if let Some(number) = entry.dose {
                if number == 0 || index < usize::from(number) {
                    let message = format!("dose {}: `dose` must be an earlier one", index + 1);
                    self.problem(series.id.span().start, message);
                }
                IntervalFrom::TargetDose(number)
            } else {
                IntervalFrom::Previous
            };
            let interval = IntervalSource {
                from,
                absolute_min: self.counts(entry.counts.as_ref(), entry.min.as_ref()),
                min: self.period(entry.min.as_ref()),
                earliest: self.period(entry.due.as_ref()),
                latest: self.period(entry.late.as_ref()),
                max: self.period(entry.until.as_ref()),
                is_priority: false,
                validity: Validity::default(),
            };
            let parts = [
                interval.absolute_min,
                interval.min,
                interval.earliest,
                interval.latest,
                interval.max,
            ];
            self.check_rising(series.id.span().start, &parts);
            intervals.push(interval);
        }
        intervals
    }

    fn skip(&mut self, series: &SeriesEntry, entry: &SkipEntry) -> SkipSource {
        let mut conditions = Vec::new();
        let (begin, end) =
            (self.period(entry.age_from.as_ref()), self.period(entry.age_until.as_ref()));
        if begin.is_some() || end.is_some() {
            conditions.push(SkipCondition::Age { begin, end });
        }
        if let Some(period) = self.period(entry.since_previous_over.as_ref()) {
            conditions.push(SkipCondition::Interval(period));
        }
        if let Some(period) = self.period(entry.since_previous_under.as_ref()) {
            conditions.push(SkipCondition::IntervalWithin(period));
        }
        if entry.valid_at_least == Some(0) || entry.valid_under == Some(0) {
            let at = entry.age_from.as_ref().or(entry.given_from.as_ref());
            let at = at.or(entry.of.first()).map_or(series.id.span().start, |s| s.span().start);
            self.problem(at, "`valid_at_least` and `valid_under` count from 1");
        }
        let vaccines = self.deciding(&entry.of);
        let begin_age = self.period(entry.given_from.as_ref());
        let end_age = self.period(entry.given_until.as_ref());
        let at_least = entry.valid_at_least.map(|n| (CountLogic::GreaterThan, n.saturating_sub(1)));
        let under = entry.valid_under.map(|n| (CountLogic::LessThan, n));
        for (logic, count) in at_least.into_iter().chain(under) {
            conditions.push(SkipCondition::Count {
                begin_age,
                end_age,
                start: None,
                end: None,
                vaccines: vaccines.clone(),
                valid_only: entry.of.is_empty(),
                logic,
                count,
            });
        }
        let context = if entry.forecast_only { SkipContext::Forecast } else { SkipContext::Both };
        let set = SkipSetSource { validity: Validity::default(), all_conditions: true, conditions };
        SkipSource { context, all_sets: false, sets: vec![set] }
    }

    /// No dose may have to be given after its own end.
    pub(super) fn check_can_be_met(&mut self, entry: &SeriesEntry, doses: &[DoseSource]) {
        let mut earliest = 0;
        for (i, dose) in doses.iter().enumerate() {
            let min = dose.ages.iter().filter_map(|a| a.min).map(rough_days).max().unwrap_or(0);
            let interval = dose
                .intervals
                .iter()
                .filter(|r| r.from == IntervalFrom::Previous && 0 < i)
                .filter_map(|r| r.min)
                .map(rough_days)
                .max()
                .unwrap_or(0);
            earliest = min.max(earliest + interval);
            let until = dose.ages.iter().filter_map(|a| a.max).map(rough_days).min();
            if until.is_some_and(|until| until <= earliest) {
                let message = format!(
                    "dose {} can never be met: its intervals lead beyond its `until`",
                    i + 1
                );
                self.problem(entry.id.span().start, message);
            }
        }
    }

    /// A series that only recognises what was given counts once it is complete: when it may
    /// be begun and when its doses are due is never asked. What may be given is never late.
    pub(super) fn check_days_that_matter(&mut self, entry: &SeriesEntry, doses: &[DoseSource]) {
        let is_dated = |d: &DoseSource| {
            d.ages.iter().any(|a| a.earliest.is_some() || a.latest.is_some())
                || d.intervals.iter().any(|i| i.earliest.is_some() || i.latest.is_some())
        };
        let is_bounded = entry.start_from.is_some() || entry.start_until.is_some();
        if entry.history_only && (entry.default || is_bounded || doses.iter().any(is_dated)) {
            self.problem(
                entry.id.span().start,
                "`history_only` is never offered: leave out `default`, `start_from`, `start_until`, `due` and `late`",
            );
        }
        let is_late = |d: &DoseSource| {
            d.ages.iter().any(|a| a.latest.is_some())
                || d.intervals.iter().any(|i| i.latest.is_some())
        };
        if entry.may_be_given && doses.iter().any(is_late) {
            self.problem(
                entry.id.span().start,
                "what `may_be_given` is never overdue: leave out `late`",
            );
        }
    }
}

/// About how many days; enough to compare.
fn rough_days(period: Period) -> i32 {
    period.months * 3044 / 100 + period.days
}
