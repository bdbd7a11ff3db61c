//! The golden cases of the version, read from their folder.

use std::{fs, path::Path};

use engine::rules::RuleSet;

use crate::{VERSION, support};

/// Every case that the unchanged rules meet.
pub(crate) fn read(rules: &RuleSet) -> Vec<support::Case> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(format!("lu-{VERSION}"));
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file of cases");
        for line in text.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with('#') {
                cases.push(support::parse(rules, line).unwrap_or_else(|e| panic!("{line}: {e}")));
            }
        }
    }
    cases.retain(|case| is_met(rules, case));
    cases
}

/// Whether a case's expectation holds under some rules.
pub(crate) fn is_met(rules: &RuleSet, case: &support::Case) -> bool {
    let assessment = engine::assess(rules, &case.person, case.as_of);
    support::differences(&assessment, &case.expected).is_empty()
}
