//! Properties of Luxembourg's assessments, on random histories.

use std::sync::LazyLock;

use engine::{
    assess,
    assessment::{Assessment, Status, Verdict},
    person::{Dose, Fact, FactValue, Person},
    rules::{RuleSet, lu},
};
use proptest::prelude::*;
use shared::{Date, PartialDate, Sex};

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| lu::rule_set(None).expect("the built-in rule set compiles"));

/// Products of every sort that rules tell apart.
const VACCINES: [&str; 34] = [
    "VAC0510", "VAC0568", "VAC0030", "VAC0001", "VAC0046", "VAC0045", "VAC0123", "VAC0900",
    "VAC0336", "VAC0514", "VAC0031", "VAC0495", "VAC0582", "VAC0486", "VAC0850", "VAC0053",
    "VAC0121", "VAC0061", "VAC0523", "VAC0016", "VAC1347", "VAC1466", "VAC0567", "VAC0161",
    "VAC1046", "VAC1047", "VAC0049", "VAC0575", "VAC0035", "VAC0028", "VAC0041", "VAC0073",
    "VAC0520", "VAC0057",
];

fn a_day() -> impl Strategy<Value = Date> {
    // 1925 to 2029.
    (-16_000..22_000_i32).prop_map(Date::from_days_since_epoch)
}

fn a_fact() -> impl Strategy<Value = Fact> {
    let codes: Vec<String> = RULES.facts.definitions.iter().map(|d| d.code.clone()).collect();
    let value = prop_oneof![
        3 => Just(None),
        1 => any::<bool>().prop_map(|b| Some(FactValue::Bool(b))),
        1 => (0..4000_i64).prop_map(|n| Some(FactValue::Number(n))),
    ];
    let day = || prop_oneof![1 => Just(None), 1 => a_day().prop_map(Some)];
    (proptest::sample::select(codes), day(), day(), value)
        .prop_map(|(code, from, to, value)| Fact { code, from, to, value })
}

prop_compose! {
    /// A person with exact doses, some of one day, within their first years, or spread over life.
    fn a_person()(
        birth in a_day(),
        sex in prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Unknown)],
        facts in proptest::collection::vec(a_fact(), 0..4),
        doses in proptest::collection::btree_set(
            (
                prop_oneof![1 => Just(60), 3 => 0..900_i32, 1 => 900..8_000_i32, 1 => 8_000..34_000_i32],
                proptest::sample::select(&VACCINES[..]),
            ),
            0..9,
        ),
    ) -> Person {
        let dose = |(after, code): (i32, &str)| Dose {
            on: PartialDate::Day { on: birth.plus_days(after) },
            vaccine: code.to_owned(),
            sub_standard: false,
        };
        Person { birth_date: birth, sex, facts, doses: doses.into_iter().map(dose).collect() }
    }
}

/// Any day that can be written down.
fn any_day() -> impl Strategy<Value = Date> {
    (-62_091..376_200_i32).prop_map(Date::from_days_since_epoch)
}

fn a_strange_dose() -> impl Strategy<Value = Dose> {
    let on = prop_oneof![
        any_day().prop_map(|on| PartialDate::Day { on }),
        (1800..3000_i32, 1..13_u32).prop_map(|(year, month)| PartialDate::Month { year, month }),
        (1800..3000_i32).prop_map(|year| PartialDate::Year { year }),
        (any_day(), any_day())
            .prop_map(|(a, b)| PartialDate::Between { from: a.min(b), to: a.max(b) }),
        Just(PartialDate::Unknown),
    ];
    let code = prop_oneof![
        5 => proptest::sample::select(&VACCINES[..]).prop_map(str::to_owned),
        1 => proptest::sample::select(&["VAC0000", "", "VAC0863"][..]).prop_map(str::to_owned),
    ];
    (on, code, any::<bool>()).prop_map(|(on, vaccine, sub_standard)| Dose {
        on,
        vaccine,
        sub_standard,
    })
}

prop_compose! {
    /// Whatever can be written down: doses before birth, facts that end before they begin.
    fn a_strange_person()(
        birth_date in any_day(),
        sex in prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Other)],
        facts in proptest::collection::vec((a_fact(), any_day(), any_day()), 0..6),
        doses in proptest::collection::vec(a_strange_dose(), 0..5),
    ) -> Person {
        let fact = |(mut fact, from, to): (Fact, Date, Date)| {
            (fact.from, fact.to) = (fact.from.map(|_| from), fact.to.map(|_| to));
            fact
        };
        Person { birth_date, sex, facts: facts.into_iter().map(fact).collect(), doses }
    }
}

/// The answer without the days it is about.
fn answer(assessment: &Assessment) -> String {
    format!("{:?}{:?}", assessment.targets, assessment.groups)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_doses_does_not_matter(person in a_person(), as_of in a_day()) {
        let mut turned = person.clone();
        turned.doses.reverse();
        let mut one = assess(&RULES, &person, as_of);
        let mut other = assess(&RULES, &turned, as_of);
        let last = person.doses.len().saturating_sub(1);
        for target in &mut one.targets {
            target.doses.sort_by_key(|d| d.position);
        }
        for target in &mut other.targets {
            for dose in &mut target.doses {
                dose.position = last - dose.position;
            }
            target.doses.sort_by_key(|d| d.position);
        }
        prop_assert_eq!(one.targets, other.targets);
    }

    #[test]
    fn nothing_changes_before_stable_until(
        person in a_person(),
        as_of in a_day(),
        at in 0.0..1.0_f64,
    ) {
        let now = assess(&RULES, &person, as_of);
        prop_assert!(as_of < now.stable_until);
        let days = now.stable_until.days_since(as_of) - 1;
        let some = as_of.plus_days((f64::from(days) * at) as i32);
        for later in [some, as_of.plus_days(days)] {
            let then = assess(&RULES, &person, later);
            prop_assert_eq!(answer(&now), answer(&then), "on {}", later);
        }
    }

    #[test]
    fn a_dose_given_on_the_earliest_day_is_valid(person in a_person(), after in 0..5_000_i32) {
        let days = person.doses.iter().filter_map(|d| d.on.exact());
        let as_of = days.max().unwrap_or(person.birth_date).plus_days(after);
        let now = assess(&RULES, &person, as_of);
        for target in &now.targets {
            let (Some(earliest), Some(vaccine)) = (target.earliest_on, target.vaccines.first())
            else {
                continue;
            };
            if target.status == Status::Refused {
                continue;
            }
            let later = earliest.max(as_of);
            let mut given = person.clone();
            given.doses.push(Dose {
                on: PartialDate::Day { on: later },
                vaccine: vaccine.to_string(),
                sub_standard: false,
            });
            let then = assess(&RULES, &given, later);
            let same = then.targets.iter().find(|t| t.code == target.code).expect("the same");
            let verdict = same.doses.iter().find(|d| d.position == person.doses.len());
            // Facts may end or begin in between, and forbid or no longer ask for it.
            let is_still_asked = assess(&RULES, &person, later)
                .targets
                .iter()
                .any(|t| t.code == target.code && t.rule == target.rule && t.earliest_on.is_some());
            if is_still_asked {
                prop_assert_eq!(
                    verdict.map(|v| v.verdict), Some(Verdict::Valid),
                    "{} {} on {}: {:?}", target.target, vaccine, later, verdict
                );
            }
        }
    }

    #[test]
    fn nothing_is_overdue_before_it_is_due(person in a_person(), as_of in a_day()) {
        for target in assess(&RULES, &person, as_of).targets {
            if let (Some(earliest), Some(due)) = (target.earliest_on, target.recommended_on) {
                prop_assert!(earliest <= due, "{target:?}");
                if let Some(late) = target.overdue_on {
                    prop_assert!(due < late, "{target:?}");
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter(person in a_person(), as_of in a_day()) {
        let mut turned = person.clone();
        turned.facts.reverse();
        let (one, other) = (assess(&RULES, &person, as_of), assess(&RULES, &turned, as_of));
        prop_assert_eq!(one.targets, other.targets);
        prop_assert_eq!(one.stable_until, other.stable_until);
    }

    #[test]
    fn a_complete_history_makes_overdue_what_was_unknown_and_changes_nothing_else(
        person in a_person(),
        as_of in a_day(),
    ) {
        let mut complete = person.clone();
        complete.facts.retain(|f| f.code != "history_complete");
        let without = assess(&RULES, &complete, as_of);
        complete.facts.push(Fact {
            code: "history_complete".to_owned(),
            from: None,
            to: None,
            value: None,
        });
        let with = assess(&RULES, &complete, as_of);
        for (one, other) in without.targets.iter().zip(&with.targets) {
            if one.status == Status::Unknown {
                prop_assert_eq!(other.status, Status::Overdue);
                prop_assert!(one.possible.contains(&Status::Overdue));
            } else {
                prop_assert_eq!(one.status, other.status);
            }
            prop_assert_eq!(one.recommended_on, other.recommended_on);
            prop_assert_eq!(&one.doses, &other.doses);
        }
    }

    #[test]
    fn no_person_makes_it_panic(person in a_strange_person(), as_of in any_day()) {
        let assessment = assess(&RULES, &person, as_of);
        prop_assert_eq!(assessment.targets.len(), RULES.schedule.antigens.len());
    }

    #[test]
    fn an_answer_is_read_back_as_it_was_written(person in a_strange_person(), as_of in any_day()) {
        let answer = assess(&RULES, &person, as_of);
        let json = serde_json::to_string(&answer).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Assessment>(&json).expect("an assessment"), answer);
    }
}
