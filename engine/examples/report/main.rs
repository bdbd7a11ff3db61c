//! Writes `docs/engine-mutations.md` and `docs/engine-branches.md`: how much of the rule data
//! of the newest version the golden cases notice, and which branches of its rules they reach.
//!
//! `cargo run -p engine --example report`; after `--` one of `branches` and `mutations`,
//! `mutations hepatitis-b` for one file of the rules on the screen, or `propose hepatitis-b` for
//! drafts of cases that would reach and notice more.

#[path = "../../tests/spec/mod.rs"]
#[expect(dead_code, reason = "the report needs but a part of the naive evaluator")]
mod spec;
#[path = "../../tests/support/mod.rs"]
mod support;

mod branches;
mod cases;
mod equivalent;
mod mutations;
mod numbers;
mod pool;
#[expect(clippy::print_stdout, reason = "drafts are for the screen")]
mod propose;
mod reach;

use std::{env, fs, path::Path};

/// The rule set that is looked at.
const VERSION: &str = "2026";

/// How many people drafts are looked for among.
const PEOPLE: usize = 30_000;

#[expect(clippy::print_stdout, reason = "one file's report is for the screen")]
fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let only: Vec<String> = env::args().skip(1).collect();
    match only.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["propose", stem] => return propose::propose(stem, PEOPLE),
        ["propose", stem, count] => {
            return propose::propose(stem, count.parse().unwrap_or(PEOPLE));
        }
        ["mutations", stem] => return print!("{}", mutations::report(Some(stem))),
        _ => {}
    }
    let wanted = |name: &str| only.is_empty() || only.iter().any(|o| o == name);
    let write = |name: &str, text: &str| {
        fs::write(root.join("docs").join(name), text).expect("the folder docs can be written to");
    };
    if wanted("branches") {
        write("engine-branches.md", &branches::report());
    }
    if wanted("mutations") {
        write("engine-mutations.md", &mutations::report(None));
    }
}
