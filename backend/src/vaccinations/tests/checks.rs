//! Properties: whatever is typed, the checks answer; what they take reads back the same.

use async_graphql::{InputType, ScalarType, Value};
use proptest::prelude::*;
use shared::{BirthDate, Date, PartialDate};

use crate::{graphql::Said, vaccinations::check::Check};

fn check() -> Check {
    let day = |t: &str| t.parse::<Date>().expect("a day");
    let born = BirthDate::try_from(PartialDate::Day { on: day("2025-04-14") }).expect("a day");
    Check::new(born, day("2026-11-24"))
}

/// Texts that are nearly dates, codes and lots, and texts that are anything.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{4}(-[0-9]{2}){0,2}",
        "[0-9/-]{0,24}",
        "VAC[0-9]{0,6}",
        "[A-Za-z0-9./_+ -]{0,24}",
        "[0-9é٣]{2,8}-?[0-9]{0,3}",
    ]
}

fn partial_date() -> impl Strategy<Value = PartialDate> {
    let day = || (0..438_000).prop_map(|n| Date::MIN.plus_days(n));
    prop_oneof![
        day().prop_map(|on| PartialDate::Day { on }),
        day().prop_map(|d| PartialDate::Month { year: d.year(), month: d.month() }),
        day().prop_map(|d| PartialDate::Year { year: d.year() }),
        (day(), day()).prop_map(|(a, b)| PartialDate::Between { from: a.min(b), to: a.max(b) }),
        Just(PartialDate::Unknown),
    ]
}

proptest! {
    #[test]
    fn any_text_is_taken_or_leaves_a_fault(text in hostile(), ml in any::<f64>()) {
        let said = |result: Option<()>, check: Check| {
            prop_assert_eq!(result.is_some(), check.faults.is_empty(), "{:?}", text);
            Ok(())
        };
        let mut c = check();
        said(c.vaccine(&["f"], &Said::text(&text)).map(drop), c)?;
        let mut c = check();
        said(c.day(&["f"], &Said::text(&text)).map(drop), c)?;
        let mut c = check();
        said(c.occurrence(&["f"], &Said::text(&text)).map(drop), c)?;
        let mut c = check();
        said(c.expiry(&["f"], Some(&Said::text(&text))).map(drop), c)?;
        let mut c = check();
        said(c.required_lot(&["f"], &text).map(drop), c)?;
        let mut c = check();
        said(c.quantity(&["f"], Some(ml)).map(drop), c)?;
        // These may be empty, which is «none» and no fault.
        let mut c = check();
        let _ = (c.serial(&["f"], Some(&text)), c.country(&["f"], Some(&text)));
        let _ = (c.words::<1000>(&["f"], Some(&text)), c.lot(&["f"], Some(&text)));
    }

    #[test]
    fn an_occurrence_taken_can_have_been(date in partial_date()) {
        let mut c = check();
        if let Some(taken) = c.occurrence(&["f"], &Said::from(date)) {
            prop_assert_eq!(taken, date);
            if let Some(range) = taken.range() {
                prop_assert!(range.from <= c.today);
                prop_assert!(c.born.range().from <= range.to);
            }
        }
    }

    #[test]
    fn a_partial_date_reads_back_the_same_through_graphql(date in partial_date()) {
        let value = ScalarType::to_value(&date);
        prop_assert_eq!(<PartialDate as ScalarType>::parse(value.clone()).ok(), Some(date));
        let said = <Said<PartialDate> as InputType>::parse(Some(value)).ok();
        prop_assert_eq!(said.and_then(|s| s.read().ok()), Some(date));
        let stored: PartialDate = date.to_string().parse().expect("what was written");
        prop_assert_eq!(stored, date);
        prop_assert!(matches!(ScalarType::to_value(&date), Value::String(_)));
    }
}
