//! Doses: ages, intervals, vaccines, skips.

use super::{Compiler, append, bits, force};
use crate::{
    day::{ALWAYS, NEVER},
    schedule::{
        AGE_ALWAYS, AGE_BLANK, AGE_NEVER, AgeRule, Condition, CountRule, From, IntervalRule, Skip,
        SkipSet, TargetDose, VaccineUse, normal_trade_name,
        source::{
            AgeSource, DoseSource, IntervalFrom, IntervalSource, SkipCondition, SkipSource,
            VaccineUseSource,
        },
    },
};

impl Compiler {
    pub(super) fn dose(&mut self, index: usize, dose: &DoseSource) -> TargetDose {
        let rules = dose.ages.iter().map(|a| self.age_rule(a)).collect();
        let ages = append(&mut self.out.age_rules, rules);
        let rules = dose.intervals.iter().map(|i| self.interval(i)).collect();
        let intervals = append(&mut self.out.intervals, rules);
        let rules = dose.allowable_intervals.iter().map(|i| self.interval(i)).collect();
        let allowable_intervals = append(&mut self.out.intervals, rules);
        let uses = dose.preferable.iter().map(|v| self.vaccine_use(v)).collect();
        let preferable = append(&mut self.out.vaccine_uses, uses);
        let uses = dose.allowable.iter().map(|v| self.vaccine_use(v)).collect();
        let allowable = append(&mut self.out.vaccine_uses, uses);
        let skips = dose.skips.iter().map(|s| self.skip(s)).collect();
        let skips = append(&mut self.out.skips, skips);
        let season = dose.season.unwrap_or_default();
        TargetDose {
            number: u16::try_from(index + 1).unwrap_or(u16::MAX),
            ages,
            intervals,
            allowable_intervals,
            preferable,
            allowable,
            skips,
            counting: self.shared_set(&dose.counting),
            inadvertent: self.set(&dose.inadvertent),
            next: dose.repeat_from.unwrap_or_else(|| {
                u16::try_from(index + usize::from(!dose.is_recurring)).unwrap_or(u16::MAX)
            }),
            season_start: season.start.unwrap_or(ALWAYS),
            season_end: season.end.unwrap_or(NEVER),
            yearly: season.yearly,
        }
    }

    fn age_rule(&mut self, age: &AgeSource) -> AgeRule {
        AgeRule {
            absolute_min: self.age(age.absolute_min, AGE_ALWAYS),
            min: self.age(age.min.or(age.absolute_min), AGE_ALWAYS),
            earliest: self.age(age.earliest, AGE_BLANK),
            latest: self.age(age.latest, AGE_BLANK),
            max: self.age(age.max, AGE_NEVER),
            validity: force(age.validity),
        }
    }

    fn interval(&mut self, interval: &IntervalSource) -> IntervalRule {
        let from = match &interval.from {
            IntervalFrom::Previous => From::Previous,
            IntervalFrom::TargetDose(number) => From::TargetDose(*number),
            IntervalFrom::MostRecent(codes) => From::MostRecent(self.set(codes)),
            IntervalFrom::Observation(code) => From::Observation(self.observation(code)),
        };
        IntervalRule {
            from,
            absolute_min: interval.absolute_min,
            min: interval.min,
            earliest: interval.earliest,
            latest: interval.latest,
            max: interval.max,
            is_priority: interval.is_priority,
            validity: force(interval.validity),
        }
    }

    fn vaccine_use(&mut self, source: &VaccineUseSource) -> VaccineUse {
        let trade_name = if source.trade_name.is_empty() {
            0
        } else {
            let next = u16::try_from(self.out.trade_names.len() + 1).unwrap_or(u16::MAX);
            let name = normal_trade_name(&source.trade_name);
            *self.out.trade_names.entry(name).or_insert(next)
        };
        VaccineUse {
            vaccine: self.vaccine(&source.vaccine),
            begin: self.age(source.begin_age, AGE_ALWAYS),
            end: self.age(source.end_age, AGE_NEVER),
            trade_name,
            is_forecast: source.is_forecast,
        }
    }

    fn skip(&mut self, skip: &SkipSource) -> Skip {
        let mut sets = Vec::new();
        for set in &skip.sets {
            let conditions = set.conditions.iter().map(|c| self.condition(c)).collect();
            let conditions = append(&mut self.out.conditions, conditions);
            sets.push(SkipSet {
                validity: force(set.validity),
                all_conditions: set.all_conditions,
                conditions,
            });
        }
        let sets = append(&mut self.out.skip_sets, sets);
        Skip { context: skip.context, all_sets: skip.all_sets, sets }
    }

    fn condition(&mut self, condition: &SkipCondition) -> Condition {
        match condition {
            SkipCondition::Age { begin, end } => Condition::Age {
                begin: self.age(*begin, AGE_ALWAYS),
                end: self.age(*end, AGE_NEVER),
            },
            SkipCondition::Interval(period) => Condition::Interval(*period),
            SkipCondition::IntervalWithin(period) => Condition::IntervalWithin(*period),
            SkipCondition::CompletedSeries(groups) => Condition::CompletedSeries(bits(groups)),
            SkipCondition::Count {
                begin_age,
                end_age,
                start,
                end,
                vaccines,
                valid_only,
                logic,
                count,
            } => Condition::Count(CountRule {
                begin_age: self.age(*begin_age, AGE_ALWAYS),
                end_age: self.age(*end_age, AGE_NEVER),
                start: start.unwrap_or(ALWAYS),
                end: end.unwrap_or(NEVER),
                vaccines: self.set(vaccines),
                valid_only: *valid_only,
                logic: *logic,
                count: *count,
            }),
        }
    }
}
