//! The authoring format: what a rule file may say (TOML, see `docs/adr/0102`).

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::rule::Confidence;

/// `schedule.toml`: the head of a rule set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) valid_from: Spanned<String>,
    pub(super) notice: BTreeMap<String, String>,
    /// Days of grace before minimum ages and intervals.
    pub(super) grace_days: i32,
    pub(super) sources: BTreeMap<String, SourceEntry>,
    #[serde(default)]
    pub(super) seasons: BTreeMap<String, SeasonEntry>,
    #[serde(default)]
    pub(super) groups: Vec<GroupEntry>,
    #[serde(default)]
    pub(super) spacing: Vec<SpacingEntry>,
}

/// Where a rule was read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceEntry {
    pub(super) title: String,
    pub(super) address: String,
    pub(super) read: String,
}

/// A season that comes every year, days as `10-01`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeasonEntry {
    pub(super) from: Spanned<String>,
    pub(super) to: Spanned<String>,
    pub(super) age_on: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) once: bool,
}

/// A vaccine group of several targets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupEntry {
    pub(super) name: String,
    pub(super) targets: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) always_all: bool,
}

/// Vaccines that need a distance unless given on one day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpacingEntry {
    pub(super) between: Spanned<String>,
    pub(super) and: Spanned<String>,
    pub(super) min: Spanned<String>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// `vaccines.toml`: classes of vaccines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vaccines {
    /// Valences, or vaccines by code, that never count as a dose (antitoxins, immunoglobulins).
    pub(super) passive: Vec<Spanned<String>>,
    pub(super) classes: BTreeMap<String, ClassEntry>,
}

/// A class of vaccines: by code, or by what they hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassEntry {
    #[serde(default)]
    pub(super) codes: Vec<Spanned<String>>,
    /// All of these valences.
    #[serde(default)]
    pub(super) has: Vec<Spanned<String>>,
    /// One of these valences.
    #[serde(default)]
    pub(super) any: Vec<Spanned<String>>,
    /// None of these valences.
    #[serde(default)]
    pub(super) lacks: Vec<Spanned<String>>,
}

/// `facts.toml`: what can be known about a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    pub(super) fact: Vec<FactEntry>,
    #[serde(default)]
    pub(super) derived: Vec<DerivedEntry>,
    /// A severe reaction to a vaccine against one target.
    pub(super) reaction: Option<ReactionEntry>,
}

/// A fact that each target has for itself, as `severe_reaction:DIS008`: it forbids every
/// vaccine against that target. It is never asked for; a professional records it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReactionEntry {
    pub(super) code: Spanned<String>,
    pub(super) question: BTreeMap<String, String>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// A fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactEntry {
    pub(super) code: Spanned<String>,
    /// How long it holds from its day, if it ends by itself.
    pub(super) lasts: Option<Spanned<String>>,
    /// Only asked from this age.
    pub(super) from: Option<Spanned<String>>,
    /// Only asked until before this age.
    pub(super) until: Option<Spanned<String>>,
    /// Only asked of `female` or `male`.
    pub(super) sex: Option<String>,
    pub(super) question: BTreeMap<String, String>,
}

/// A fact that follows from others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DerivedEntry {
    pub(super) code: Spanned<String>,
    /// Terms, one of which must hold: `code`, `code < 33`, `born < 1981-01-01`,
    /// `born in 09..02` (months).
    #[serde(default)]
    pub(super) any: Vec<Spanned<String>>,
    /// Terms that must all hold.
    #[serde(default)]
    pub(super) all: Vec<Spanned<String>>,
    /// Terms of which none may hold.
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
}

/// A disease file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disease {
    /// NUVA codes of the targets these rules are for, each on its own.
    pub(super) targets: Vec<Spanned<String>>,
    /// Classes of vaccines to give, unless a dose says otherwise.
    #[serde(default)]
    pub(super) give: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) immune: Vec<ImmuneEntry>,
    #[serde(default)]
    pub(super) forbidden: Vec<ForbiddenEntry>,
    #[serde(default)]
    pub(super) otherwise: Vec<OtherwiseEntry>,
    #[serde(default)]
    pub(super) series: Vec<SeriesEntry>,
}

/// What every rule says about itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub(super) source: Spanned<String>,
    pub(super) confidence: Confidence,
    pub(super) valid_from: Spanned<String>,
    /// An open conflict between sources, shown with the answer.
    pub(super) conflict: Option<String>,
}

/// What proves immunity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImmuneEntry {
    pub(super) fact: Option<Spanned<String>>,
    pub(super) born_before: Option<Spanned<String>>,
    /// Whether to ask for the fact when a dose is near; else it is recorded unasked.
    #[serde(default)]
    pub(super) asked: bool,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// What forbids vaccination.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ForbiddenEntry {
    pub(super) fact: Spanned<String>,
    /// Only these classes; all vaccines if empty.
    #[serde(default)]
    pub(super) vaccines: Vec<Spanned<String>>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) until: Option<Spanned<String>>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// What is given where facts forbid every vaccine that a dose's `give` names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherwiseEntry {
    /// Classes; of each vaccine only against the targets that it protects against.
    pub(super) give: Vec<Spanned<String>>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) until: Option<Spanned<String>>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// A series.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesEntry {
    pub(super) id: Spanned<String>,
    /// Only for these of the file's targets; for all if empty.
    #[serde(default)]
    pub(super) only: Vec<Spanned<String>>,
    /// Facts that make it apply; for everyone if empty.
    #[serde(default)]
    pub(super) r#for: Vec<ForEntry>,
    /// Part of the plan for everyone, drawn in the picture of the schedule.
    #[serde(default)]
    pub(super) routine: bool,
    /// Only to recognise what was given.
    #[serde(default)]
    pub(super) history_only: bool,
    /// Given on request, not recommended.
    #[serde(default)]
    pub(super) may_be_given: bool,
    #[serde(default)]
    pub(super) default: bool,
    /// Series of one letter compete, those of different letters stand side by side.
    #[serde(default)]
    pub(super) track: Option<u8>,
    /// Tracks that protect as well as this one.
    #[serde(default)]
    pub(super) instead_of: Vec<u8>,
    pub(super) rank: Option<u8>,
    pub(super) sex: Option<String>,
    pub(super) start_from: Option<Spanned<String>>,
    pub(super) start_until: Option<Spanned<String>>,
    pub(super) dose: Vec<DoseEntry>,
    pub(super) about: About,
    pub(super) text: BTreeMap<String, String>,
}

/// A fact that makes a series apply, at some ages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ForEntry {
    pub(super) fact: Spanned<String>,
    pub(super) from: Option<Spanned<String>>,
    pub(super) until: Option<Spanned<String>>,
}

/// A dose of a series.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DoseEntry {
    #[serde(default)]
    pub(super) age: Window,
    #[serde(default)]
    pub(super) after: Vec<AfterEntry>,
    /// Classes to give; the disease's if none.
    #[serde(default)]
    pub(super) give: Vec<Spanned<String>>,
    /// Classes that count; every vaccine against the target if none.
    #[serde(default)]
    pub(super) count: Vec<Spanned<String>>,
    /// Classes that are a mistake here.
    #[serde(default)]
    pub(super) mistake: Vec<Spanned<String>>,
    /// Not needed if all of one of these holds.
    #[serde(default)]
    pub(super) skip: Vec<SkipEntry>,
    /// Then asked for again from that dose on (1 is the first).
    pub(super) again_from: Option<u16>,
    pub(super) season: Option<Spanned<String>>,
}

/// A window of ages or intervals.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Window {
    /// Counts from here; `min` less the days of grace if missing.
    pub(super) counts: Option<Spanned<String>>,
    pub(super) min: Option<Spanned<String>>,
    pub(super) due: Option<Spanned<String>>,
    pub(super) late: Option<Spanned<String>>,
    pub(super) until: Option<Spanned<String>>,
}

/// An interval.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AfterEntry {
    /// Another dose of the series than the one before.
    pub(super) dose: Option<u16>,
    /// The latest dose of these classes.
    #[serde(default)]
    pub(super) vaccines: Vec<Spanned<String>>,
    /// The day of a fact.
    pub(super) fact: Option<Spanned<String>>,
    /// Counts from here; `min` less the days of grace if missing.
    pub(super) counts: Option<Spanned<String>>,
    pub(super) min: Option<Spanned<String>>,
    pub(super) due: Option<Spanned<String>>,
    pub(super) late: Option<Spanned<String>>,
    /// No more from here.
    pub(super) until: Option<Spanned<String>>,
}

/// When a dose is not needed: all that is said must hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SkipEntry {
    pub(super) age_from: Option<Spanned<String>>,
    pub(super) age_until: Option<Spanned<String>>,
    pub(super) since_previous_over: Option<Spanned<String>>,
    pub(super) since_previous_under: Option<Spanned<String>>,
    pub(super) valid_at_least: Option<u16>,
    pub(super) valid_under: Option<u16>,
    /// Counts any dose of these classes, valid or not, instead of valid ones.
    #[serde(default)]
    pub(super) of: Vec<Spanned<String>>,
    pub(super) given_from: Option<Spanned<String>>,
    pub(super) given_until: Option<Spanned<String>>,
    /// Only while forecasting.
    #[serde(default)]
    pub(super) forecast_only: bool,
}
