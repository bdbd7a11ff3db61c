//! The engine and the naive evaluator side by side: what they say differently.

use engine::{
    Assessor,
    assessment::{Assessment, TargetAssessment},
    case::{Case, CaseDose, CaseFact, NO_VACCINE},
    day::{BLANK, Day},
    group::{GroupForecast, GroupVerdict},
    person::Person,
    rules::RuleSet,
    run::Runner,
    schedule::{Schedule, SeriesKind, source::Source},
};
use shared::Date;

use super::{Antigen, Judged, Patient, country::Country, group, words};

pub(crate) const KINDS: [SeriesKind; 3] =
    [SeriesKind::Standard, SeriesKind::Risk, SeriesKind::EvaluationOnly];

/// A person as the engine's core wants it.
pub(crate) fn case(schedule: &Schedule, patient: &Patient) -> Case {
    let mut case = Case {
        birth: patient.birth,
        gender: match patient.gender.as_str() {
            "Female" => 1,
            "Male" => 2,
            _ => 4,
        },
        ..Case::default()
    };
    for (code, on) in &patient.facts {
        let observation = schedule.observation(code).expect("a code of the schedule");
        case.facts.push(CaseFact { observation, on: on.unwrap_or(BLANK) });
    }
    for (position, dose) in patient.doses.iter().enumerate() {
        case.doses.push(CaseDose {
            on: dose.on,
            vaccine: schedule.vaccine(&dose.vaccine).unwrap_or(NO_VACCINE),
            trade_name: schedule.trade_name(&dose.trade_name),
            is_sub_standard: dose.is_spoilt,
            position: u16::try_from(position).expect("few doses"),
        });
    }
    case
}

/// What the two say differently of every vaccine group and dose.
pub(crate) fn groups(
    source: &Source,
    schedule: &Schedule,
    runner: &mut Runner,
    patient: &Patient,
    as_of: Day,
) -> Vec<String> {
    let case = case(schedule, patient);
    runner.run(schedule, &case, as_of);
    let naive = super::assess(source, patient, as_of);
    let mut out = Vec::new();
    for (of, plain) in schedule.groups.iter().zip(&source.groups) {
        for kind in KINDS {
            let fast = runner.group(schedule, &case, of, kind).map(|f| forecast_text(&f));
            let slow = group::forecast(plain, &naive, patient, kind).map(|f| slow_text(&f));
            if fast != slow {
                out.push(format!("{} {kind:?}: engine {fast:?}, naive {slow:?}", of.name));
            }
        }
        let antigens: Vec<&Antigen<'_>> = plain
            .antigens
            .iter()
            .filter_map(|name| naive.iter().find(|a| a.antigen.name == *name))
            .collect();
        for position in 0..patient.doses.len() {
            let of = of.antigens.iter().map(|a| usize::from(*a));
            let fast =
                runner.group_verdict(schedule, of, u16::try_from(position).expect("few"), None);
            let slow = group::verdict(&antigens, position);
            let (fast, slow) = (verdict_text(&fast), judged_text(&slow));
            if fast != slow {
                out.push(format!(
                    "{} dose {}: engine {fast}, naive {slow}",
                    plain.name,
                    position + 1
                ));
            }
        }
    }
    out
}

fn day(day: Day) -> String {
    if day == BLANK { "-".to_owned() } else { Date::from_days_since_epoch(day).to_string() }
}

fn option(day: Option<Day>) -> String {
    self::day(day.unwrap_or(BLANK))
}

fn forecast_text(f: &GroupForecast) -> String {
    let d = f.dates;
    let days = [
        d.earliest,
        d.recommended,
        d.past_due,
        d.latest,
        d.unadjusted_recommended,
        d.unadjusted_past_due,
    ];
    format!("{:?} no. {} {}", f.status, f.dose_number, days.map(day).join(" "))
}

fn slow_text(f: &group::GroupForecast) -> String {
    let d = f.dates;
    let days = [
        d.earliest,
        d.recommended,
        d.past_due,
        d.latest,
        d.unadjusted_recommended,
        d.unadjusted_past_due,
    ];
    format!("{} no. {} {}", f.status, f.dose_number, days.map(option).join(" "))
}

fn verdict_text(v: &GroupVerdict) -> String {
    let mut reasons: Vec<String> = v.reasons.iter().map(|r| format!("{r:?}")).collect();
    reasons.sort();
    format!("{:?} {} from {}", v.status, reasons.join("+"), day(v.valid_from))
}

fn judged_text(v: &Judged) -> String {
    let reasons: Vec<&str> = v.reasons.iter().copied().collect();
    format!("{} {} from {}", v.status, reasons.join("+"), option(v.valid_from))
}

/// What the two say differently in the words of the product.
pub(crate) fn words(
    country: &Country,
    rules: &RuleSet,
    assessor: &mut Assessor,
    person: &Person,
    as_of: Date,
) -> Vec<String> {
    let fast = assessor.assess(rules, person, as_of);
    let today = as_of.days_since_epoch();
    let is_certain = words::readings(country, person, today) == 1;
    let slow = words::assess(country, person, today);
    target_differences(&fast, &slow, is_certain)
}

fn target_differences(fast: &Assessment, slow: &[words::Target], is_certain: bool) -> Vec<String> {
    let mut out = Vec::new();
    for (fast, slow) in fast.targets.iter().zip(slow) {
        let (fast_text, slow_text) = (fast_target(fast, is_certain), slow_target(slow, is_certain));
        if fast_text != slow_text {
            out.push(format!(
                "{} ({}):\n  engine {fast_text}\n  naive  {slow_text}",
                fast.target, fast.code
            ));
        }
    }
    out
}

fn fast_target(t: &TargetAssessment, is_certain: bool) -> String {
    let mut vaccines: Vec<&str> = t.vaccines.iter().map(|v| &**v).collect();
    vaccines.sort_unstable();
    let days = [t.earliest_on, t.recommended_on, t.overdue_on, t.latest_on];
    let days = days.map(|d| option(d.map(|d| d.days_since_epoch())));
    let mut text = format!(
        "{} {:?} {} {} {}",
        json(&t.status),
        t.possible.iter().map(json).collect::<Vec<_>>(),
        days.join(" "),
        t.dates_differ,
        vaccines.join(" ")
    );
    for d in &t.doses {
        let from = option(d.valid_from.map(|d| d.days_since_epoch()));
        let possible: Vec<String> = d.possible.iter().map(json).collect();
        text.push_str(&format!(" | {} {} {possible:?} {from}", d.position, json(&d.verdict)));
    }
    if is_certain && t.earliest_on.is_some() {
        let rule = t.rule.as_deref().unwrap_or("-");
        text.push_str(&format!(" no. {} by {rule}", t.dose_number.unwrap_or(0)));
    }
    text
}

fn slow_target(t: &words::Target, is_certain: bool) -> String {
    let vaccines: Vec<&str> = t.vaccines.iter().map(String::as_str).collect();
    let days = [t.earliest, t.recommended, t.overdue, t.latest].map(option);
    let mut text = format!(
        "{} {:?} {} {} {}",
        t.status,
        t.possible,
        days.join(" "),
        t.dates_differ,
        vaccines.join(" ")
    );
    for (position, verdict, possible, from) in &t.doses {
        text.push_str(&format!(" | {position} {verdict} {possible:?} {}", option(*from)));
    }
    if is_certain && t.earliest.is_some() {
        let rule = t.series.split_once('/').map_or("-", |(_, id)| id);
        text.push_str(&format!(" no. {} by {rule}", t.dose_number));
    }
    text
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).expect("a word").as_str().expect("a word").to_owned()
}
