//! Any text as CDC's supporting data: a schedule file, a line of `=`, an antigen file.
#![no_main]

use engine::{
    case::{Case, CaseDose},
    run::Runner,
    schedule::{cdsi::from_texts, compile::compile, SeriesKind},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (schedule, antigen) = text.split_once("\n====\n").unwrap_or((text, ""));
    let antigens: Vec<&str> = antigen.split("\n====\n").collect();
    let Ok(source) = from_texts(schedule, &antigens) else { return };
    let Ok(schedule) = compile(&source) else { return };
    let dose = |i: u16| CaseDose {
        on: 18_000 + i32::from(i) * 45,
        vaccine: i,
        trade_name: 0,
        is_sub_standard: false,
        position: i,
    };
    let case = Case { birth: 17_900, gender: 1, doses: (0..6).map(dose).collect(), ..Case::default() };
    let mut runner = Runner::new();
    for as_of in [17_900, 18_200, 20_000] {
        runner.run(&schedule, &case, as_of);
        for group in &schedule.groups {
            let _ = runner.group(&schedule, &case, group, SeriesKind::Standard);
        }
    }
});
