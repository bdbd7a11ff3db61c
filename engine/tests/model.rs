//! Parts of the CDSi model that CDC's published cases do not exercise, on tiny schedules.

use engine::{
    case::{Case, CaseDose, CaseFact},
    day::{BLANK, Day, Period, from_civil},
    group::GroupForecast,
    run::Runner,
    schedule::{
        Schedule, SeriesKind,
        compile::compile,
        source::{
            AgeSource, AntigenSource, AssociationSource, ContraindicationSource, DoseSource,
            GroupSource, IndicationSource, IntervalSource, ObservationSource, SeriesSource,
            SkipCondition, SkipSetSource, SkipSource, Source, VaccineContraindicationSource,
            VaccineSource, VaccineUseSource,
        },
    },
    verdict::{DoseReason, DoseStatus, SeriesStatus},
};

const BIRTH: Day = from_civil(2020, 1, 1);

fn dose(min: Period, interval: Option<Period>) -> DoseSource {
    let vaccine = |code: &str| VaccineUseSource {
        vaccine: code.to_owned(),
        is_forecast: true,
        ..VaccineUseSource::default()
    };
    DoseSource {
        ages: vec![AgeSource {
            absolute_min: Some(min),
            min: Some(min),
            earliest: Some(min),
            ..AgeSource::default()
        }],
        intervals: interval
            .map(|p| IntervalSource {
                absolute_min: Some(p),
                min: Some(p),
                ..IntervalSource::default()
            })
            .into_iter()
            .collect(),
        preferable: vec![vaccine("A"), vaccine("B")],
        ..DoseSource::default()
    }
}

fn series(name: &str, group: u8, doses: Vec<DoseSource>) -> SeriesSource {
    SeriesSource {
        name: name.to_owned(),
        series_group: group,
        is_default: true,
        doses,
        ..SeriesSource::default()
    }
}

fn source(series: Vec<SeriesSource>) -> Source {
    let vaccine = |code: &str| VaccineSource {
        code: code.to_owned(),
        name: code.to_owned(),
        associations: vec![AssociationSource {
            antigen: "X".to_owned(),
            ..AssociationSource::default()
        }],
    };
    Source {
        name: "tiny".to_owned(),
        vaccines: vec![vaccine("A"), vaccine("B")],
        groups: vec![GroupSource {
            name: "X".to_owned(),
            antigens: vec!["X".to_owned()],
            administer_full: false,
        }],
        observations: vec![ObservationSource { code: "risk".to_owned(), title: String::new() }],
        antigens: vec![AntigenSource { name: "X".to_owned(), series, ..AntigenSource::default() }],
        ..Source::default()
    }
}

fn schedule(source: &Source) -> Schedule {
    compile(source).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn given(days: &[Day]) -> Case {
    let doses = days.iter().enumerate().map(|(i, on)| CaseDose {
        on: *on,
        vaccine: 0,
        trade_name: 0,
        is_sub_standard: false,
        position: u16::try_from(i).expect("few"),
    });
    Case { birth: BIRTH, gender: 1, doses: doses.collect(), ..Case::default() }
}

fn forecast(
    schedule: &Schedule,
    case: &Case,
    as_of: Day,
    kind: SeriesKind,
) -> Option<GroupForecast> {
    let mut runner = Runner::new();
    runner.run(schedule, case, as_of);
    runner.group(schedule, case, &schedule.groups[0], kind)
}

fn verdicts(schedule: &Schedule, case: &Case, as_of: Day) -> Vec<DoseStatus> {
    let mut runner = Runner::new();
    runner.run(schedule, case, as_of);
    (0..case.doses.len())
        .map(|i| {
            let position = u16::try_from(i).expect("few");
            runner.group_verdict(schedule, std::iter::once(0), position, None).status
        })
        .collect()
}

#[test]
fn a_spoilt_dose_has_to_be_repeated_and_sets_no_interval() {
    let two = vec![dose(Period::weeks(6), None), dose(Period::weeks(10), Some(Period::weeks(4)))];
    let schedule = schedule(&source(vec![series("s", 1, two)]));
    let mut case = given(&[BIRTH + 60, BIRTH + 70]);
    case.doses[0].is_sub_standard = true;
    assert_eq!(
        verdicts(&schedule, &case, BIRTH + 100),
        [DoseStatus::SubStandard, DoseStatus::Valid]
    );
    let next = forecast(&schedule, &case, BIRTH + 100, SeriesKind::Standard).expect("a forecast");
    assert_eq!((next.dose_number, next.dates.earliest), (2, BIRTH + 98));
}

#[test]
fn a_dose_is_not_needed_once_another_series_is_complete() {
    let mut skipped = dose(Period::months(12), Some(Period::months(6)));
    skipped.skips = vec![SkipSource {
        sets: vec![SkipSetSource {
            all_conditions: true,
            conditions: vec![SkipCondition::CompletedSeries(vec![2])],
            ..SkipSetSource::default()
        }],
        ..SkipSource::default()
    }];
    let long = series("long", 1, vec![dose(Period::weeks(6), None), skipped]);
    let short = series("short", 2, vec![dose(Period::weeks(20), None)]);
    let schedule = schedule(&source(vec![long, short]));
    let early = forecast(&schedule, &given(&[BIRTH + 60]), BIRTH + 200, SeriesKind::Standard);
    assert_eq!(early.expect("a forecast").status, SeriesStatus::NotComplete);
    let late = forecast(&schedule, &given(&[BIRTH + 150]), BIRTH + 200, SeriesKind::Standard);
    assert_eq!(late.expect("a forecast").status, SeriesStatus::Complete);
}

#[test]
fn a_standard_series_gives_way_to_an_equivalent_risk_series() {
    let mut standard = series("standard", 1, vec![dose(Period::months(12), None)]);
    standard.equivalent_groups = vec![2];
    let mut risk = series("risk", 2, vec![dose(Period::months(6), None)]);
    risk.kind = SeriesKind::Risk;
    risk.equivalent_groups = vec![1];
    risk.indications =
        vec![IndicationSource { observation: "risk".to_owned(), ..IndicationSource::default() }];
    let schedule = schedule(&source(vec![standard, risk]));
    let mut case = given(&[]);
    assert!(forecast(&schedule, &case, BIRTH + 10, SeriesKind::Risk).is_none());
    assert!(forecast(&schedule, &case, BIRTH + 10, SeriesKind::Standard).is_some());
    case.facts = vec![CaseFact { observation: 0, on: BLANK }];
    assert!(forecast(&schedule, &case, BIRTH + 10, SeriesKind::Risk).is_some());
    assert!(forecast(&schedule, &case, BIRTH + 10, SeriesKind::Standard).is_none());
}

#[test]
fn a_series_is_contraindicated_when_no_vaccine_is_left() {
    let forbid = |vaccine: &str| VaccineContraindicationSource {
        observation: "risk".to_owned(),
        vaccine: vaccine.to_owned(),
        ..VaccineContraindicationSource::default()
    };
    let mut one = source(vec![series("s", 1, vec![dose(Period::weeks(6), None)])]);
    one.antigens[0].vaccine_contraindications = vec![forbid("A")];
    let mut case = given(&[]);
    case.facts = vec![CaseFact { observation: 0, on: BLANK }];
    let status = |source: &Source| {
        forecast(&schedule(source), &case, BIRTH + 10, SeriesKind::Standard).map(|f| f.status)
    };
    assert_eq!(status(&one), Some(SeriesStatus::NotComplete));
    one.antigens[0].vaccine_contraindications.push(forbid("B"));
    assert_eq!(status(&one), Some(SeriesStatus::Contraindicated));
}

#[test]
fn a_contraindication_holds_only_within_its_ages() {
    let mut source = source(vec![series("s", 1, vec![dose(Period::weeks(6), None)])]);
    source.antigens[0].contraindications = vec![ContraindicationSource {
        observation: "risk".to_owned(),
        begin_age: Some(Period::months(1)),
        end_age: Some(Period::months(2)),
    }];
    let schedule = schedule(&source);
    let mut case = given(&[]);
    case.facts = vec![CaseFact { observation: 0, on: BLANK }];
    let status = |as_of| forecast(&schedule, &case, as_of, SeriesKind::Standard).map(|f| f.status);
    assert_eq!(status(from_civil(2020, 1, 31)), Some(SeriesStatus::NotComplete));
    assert_eq!(status(from_civil(2020, 2, 1)), Some(SeriesStatus::Contraindicated));
    assert_eq!(status(from_civil(2020, 2, 29)), Some(SeriesStatus::Contraindicated));
    assert_eq!(status(from_civil(2020, 3, 1)), Some(SeriesStatus::NotComplete));
}

#[test]
fn a_dose_beyond_the_series_is_extraneous() {
    let schedule = schedule(&source(vec![series("s", 1, vec![dose(Period::weeks(6), None)])]));
    let case = given(&[BIRTH + 60, BIRTH + 200]);
    let mut runner = Runner::new();
    runner.run(&schedule, &case, BIRTH + 300);
    let verdict = runner.group_verdict(&schedule, std::iter::once(0), 1, None);
    assert_eq!(verdict.status, DoseStatus::Extraneous);
    assert!(verdict.reasons.has(DoseReason::SeriesComplete));
}
