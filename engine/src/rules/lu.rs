//! Luxembourg's rule sets, built in.
//!
//! Written anew from facts that were read in the sources they name. Nothing here has been
//! approved by the Conseil supérieur des maladies infectieuses: every rule set says so in
//! its notice.

use super::{RuleFile, RuleProblem, RuleSet, load};

/// The vaccines, shared by all versions.
const NUVA: &str = include_str!("../../schedules/nuva.txt");

/// The versions, oldest first.
pub const VERSIONS: [&str; 3] = ["2023", "2024", "2026"];

/// The files of a version.
#[must_use]
pub fn files(version: &str) -> Option<&'static [RuleFile<'static>]> {
    match version {
        "2023" => Some(FILES_2023),
        "2024" => Some(FILES_2024),
        "2026" => Some(FILES_2026),
        _ => None,
    }
}

/// Compiles a version; the newest for `None`.
///
/// # Errors
/// An unknown version, or what is wrong with its files.
pub fn rule_set(version: Option<&str>) -> Result<RuleSet, Vec<RuleProblem>> {
    let version = version.unwrap_or(VERSIONS[VERSIONS.len() - 1]);
    let files = files(version).ok_or_else(|| {
        vec![RuleProblem {
            file: "lu".to_owned(),
            line: 0,
            message: format!("no version `{version}`: there is {}", VERSIONS.join(", ")),
        }]
    })?;
    load(files, NUVA)
}

/// The vaccines that can stand in a record, for other rule sets.
#[must_use]
pub fn nuva() -> &'static str {
    NUVA
}

/// The files of 2023; what did not change is read from 2026.
const FILES_2023: &[RuleFile<'static>] = &[
    ("schedule.toml", include_str!("../../schedules/lu/2023/schedule.toml")),
    ("vaccines.toml", include_str!("../../schedules/lu/2026/vaccines.toml")),
    ("facts.toml", include_str!("../../schedules/lu/2023/facts.toml")),
    ("cholera.toml", include_str!("../../schedules/lu/2026/cholera.toml")),
    ("covid-19.toml", include_str!("../../schedules/lu/2023/covid-19.toml")),
    (
        "diphtheria-tetanus-pertussis-polio.toml",
        include_str!("../../schedules/lu/2023/diphtheria-tetanus-pertussis-polio.toml"),
    ),
    (
        "haemophilus-influenzae-b.toml",
        include_str!("../../schedules/lu/2023/haemophilus-influenzae-b.toml"),
    ),
    ("hepatitis-a.toml", include_str!("../../schedules/lu/2026/hepatitis-a.toml")),
    ("hepatitis-b.toml", include_str!("../../schedules/lu/2023/hepatitis-b.toml")),
    (
        "human-papillomavirus.toml",
        include_str!("../../schedules/lu/2026/human-papillomavirus.toml"),
    ),
    (
        "japanese-encephalitis.toml",
        include_str!("../../schedules/lu/2026/japanese-encephalitis.toml"),
    ),
    (
        "measles-mumps-rubella.toml",
        include_str!("../../schedules/lu/2026/measles-mumps-rubella.toml"),
    ),
    ("meningococcus-b.toml", include_str!("../../schedules/lu/2023/meningococcus-b.toml")),
    ("mpox.toml", include_str!("../../schedules/lu/2026/mpox.toml")),
    ("rabies.toml", include_str!("../../schedules/lu/2026/rabies.toml")),
    (
        "respiratory-syncytial-virus.toml",
        include_str!("../../schedules/lu/2023/respiratory-syncytial-virus.toml"),
    ),
    ("rotavirus.toml", include_str!("../../schedules/lu/2026/rotavirus.toml")),
    (
        "tick-borne-encephalitis.toml",
        include_str!("../../schedules/lu/2026/tick-borne-encephalitis.toml"),
    ),
    ("typhoid.toml", include_str!("../../schedules/lu/2026/typhoid.toml")),
    ("varicella.toml", include_str!("../../schedules/lu/2026/varicella.toml")),
    ("yellow-fever.toml", include_str!("../../schedules/lu/2026/yellow-fever.toml")),
    ("zoster.toml", include_str!("../../schedules/lu/2026/zoster.toml")),
    ("meningococcus-c.toml", include_str!("../../schedules/lu/2023/meningococcus-c.toml")),
    ("pneumococcus.toml", include_str!("../../schedules/lu/2023/pneumococcus.toml")),
    ("influenza.toml", include_str!("../../schedules/lu/2024/influenza.toml")),
];

/// The files of 2024; what did not change is read from 2026.
const FILES_2024: &[RuleFile<'static>] = &[
    ("schedule.toml", include_str!("../../schedules/lu/2024/schedule.toml")),
    ("vaccines.toml", include_str!("../../schedules/lu/2026/vaccines.toml")),
    ("facts.toml", include_str!("../../schedules/lu/2026/facts.toml")),
    ("cholera.toml", include_str!("../../schedules/lu/2026/cholera.toml")),
    ("covid-19.toml", include_str!("../../schedules/lu/2023/covid-19.toml")),
    (
        "diphtheria-tetanus-pertussis-polio.toml",
        include_str!("../../schedules/lu/2026/diphtheria-tetanus-pertussis-polio.toml"),
    ),
    (
        "haemophilus-influenzae-b.toml",
        include_str!("../../schedules/lu/2026/haemophilus-influenzae-b.toml"),
    ),
    ("hepatitis-a.toml", include_str!("../../schedules/lu/2026/hepatitis-a.toml")),
    ("hepatitis-b.toml", include_str!("../../schedules/lu/2026/hepatitis-b.toml")),
    (
        "human-papillomavirus.toml",
        include_str!("../../schedules/lu/2026/human-papillomavirus.toml"),
    ),
    ("influenza.toml", include_str!("../../schedules/lu/2024/influenza.toml")),
    (
        "japanese-encephalitis.toml",
        include_str!("../../schedules/lu/2026/japanese-encephalitis.toml"),
    ),
    (
        "measles-mumps-rubella.toml",
        include_str!("../../schedules/lu/2026/measles-mumps-rubella.toml"),
    ),
    ("meningococcus-acwy.toml", include_str!("../../schedules/lu/2026/meningococcus-acwy.toml")),
    ("meningococcus-b.toml", include_str!("../../schedules/lu/2026/meningococcus-b.toml")),
    ("mpox.toml", include_str!("../../schedules/lu/2026/mpox.toml")),
    ("pneumococcus.toml", include_str!("../../schedules/lu/2024/pneumococcus.toml")),
    ("rabies.toml", include_str!("../../schedules/lu/2026/rabies.toml")),
    (
        "respiratory-syncytial-virus.toml",
        include_str!("../../schedules/lu/2026/respiratory-syncytial-virus.toml"),
    ),
    ("rotavirus.toml", include_str!("../../schedules/lu/2026/rotavirus.toml")),
    (
        "tick-borne-encephalitis.toml",
        include_str!("../../schedules/lu/2026/tick-borne-encephalitis.toml"),
    ),
    ("typhoid.toml", include_str!("../../schedules/lu/2026/typhoid.toml")),
    ("varicella.toml", include_str!("../../schedules/lu/2026/varicella.toml")),
    ("yellow-fever.toml", include_str!("../../schedules/lu/2026/yellow-fever.toml")),
    ("zoster.toml", include_str!("../../schedules/lu/2026/zoster.toml")),
];

/// The files of 2026.
const FILES_2026: &[RuleFile<'static>] = &[
    ("schedule.toml", include_str!("../../schedules/lu/2026/schedule.toml")),
    ("vaccines.toml", include_str!("../../schedules/lu/2026/vaccines.toml")),
    ("facts.toml", include_str!("../../schedules/lu/2026/facts.toml")),
    ("cholera.toml", include_str!("../../schedules/lu/2026/cholera.toml")),
    ("covid-19.toml", include_str!("../../schedules/lu/2026/covid-19.toml")),
    (
        "diphtheria-tetanus-pertussis-polio.toml",
        include_str!("../../schedules/lu/2026/diphtheria-tetanus-pertussis-polio.toml"),
    ),
    (
        "haemophilus-influenzae-b.toml",
        include_str!("../../schedules/lu/2026/haemophilus-influenzae-b.toml"),
    ),
    ("hepatitis-a.toml", include_str!("../../schedules/lu/2026/hepatitis-a.toml")),
    ("hepatitis-b.toml", include_str!("../../schedules/lu/2026/hepatitis-b.toml")),
    (
        "human-papillomavirus.toml",
        include_str!("../../schedules/lu/2026/human-papillomavirus.toml"),
    ),
    ("influenza.toml", include_str!("../../schedules/lu/2026/influenza.toml")),
    (
        "japanese-encephalitis.toml",
        include_str!("../../schedules/lu/2026/japanese-encephalitis.toml"),
    ),
    (
        "measles-mumps-rubella.toml",
        include_str!("../../schedules/lu/2026/measles-mumps-rubella.toml"),
    ),
    ("meningococcus-acwy.toml", include_str!("../../schedules/lu/2026/meningococcus-acwy.toml")),
    ("meningococcus-b.toml", include_str!("../../schedules/lu/2026/meningococcus-b.toml")),
    ("mpox.toml", include_str!("../../schedules/lu/2026/mpox.toml")),
    ("pneumococcus.toml", include_str!("../../schedules/lu/2026/pneumococcus.toml")),
    ("rabies.toml", include_str!("../../schedules/lu/2026/rabies.toml")),
    (
        "respiratory-syncytial-virus.toml",
        include_str!("../../schedules/lu/2026/respiratory-syncytial-virus.toml"),
    ),
    ("rotavirus.toml", include_str!("../../schedules/lu/2026/rotavirus.toml")),
    (
        "tick-borne-encephalitis.toml",
        include_str!("../../schedules/lu/2026/tick-borne-encephalitis.toml"),
    ),
    ("typhoid.toml", include_str!("../../schedules/lu/2026/typhoid.toml")),
    ("varicella.toml", include_str!("../../schedules/lu/2026/varicella.toml")),
    ("yellow-fever.toml", include_str!("../../schedules/lu/2026/yellow-fever.toml")),
    ("zoster.toml", include_str!("../../schedules/lu/2026/zoster.toml")),
];
