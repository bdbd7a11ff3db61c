//! CDC's supporting data (XML) into the source model.
//!
//! Only with the feature `cdsi`. The files are given by path and never shipped.
//! An empty element is CDC's placeholder for «none» and is dropped.

mod codes;
mod files;

pub use files::{antigen_files, load};

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use roxmltree::{Document, Node, ParsingOptions};

use crate::day::{Day, Period, days_in_month, from_civil};
use crate::schedule::source::{
    AgeSource, AntigenSource, AssociationSource, BirthImmunitySource, ConflictSource,
    ContraindicationSource, CountLogic, DoseSource, GroupSource, IndicationSource, IntervalFrom,
    IntervalSource, ObservationSource, SeasonSource, SeriesKind, SeriesSource, SkipCondition,
    SkipContext, SkipSetSource, SkipSource, Source, VaccineContraindicationSource, VaccineSource,
    VaccineUseSource, Validity,
};

/// Why supporting data could not be read.
#[derive(Debug)]
pub struct LoadError {
    /// The file.
    pub file: PathBuf,
    /// The line, if known.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for LoadError {}

/// A complaint about one element.
struct Complaint {
    line: u32,
    message: String,
}

type Read<T> = Result<T, Complaint>;

/// Reads the text of a schedule file and of antigen files.
///
/// # Errors
/// The first text that cannot be read, with its line; its position stands for the file.
pub fn from_texts(schedule_xml: &str, antigens: &[&str]) -> Result<Source, LoadError> {
    let mut source = schedule(schedule_xml).map_err(|c| c.in_file(Path::new("schedule")))?;
    for (i, xml) in antigens.iter().enumerate() {
        let antigen =
            antigen(xml).map_err(|c| c.in_file(Path::new(&format!("antigen {}", i + 1))))?;
        source.antigens.push(antigen);
    }
    codes::add_unmapped(&mut source);
    Ok(source)
}

impl Complaint {
    fn in_file(self, file: &Path) -> LoadError {
        LoadError { file: file.to_owned(), line: Some(self.line), message: self.message }
    }
}

fn complain(node: Node<'_, '_>, message: String) -> Complaint {
    Complaint { line: node.document().text_pos_at(node.range().start).row, message }
}

fn parse(text: &str) -> Read<Document<'_>> {
    let options = ParsingOptions { nodes_limit: 2_000_000, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{feff}');
    Document::parse_with_options(text, options)
        .map_err(|e| Complaint { line: e.pos().row, message: e.to_string() })
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name(name))
}

/// The children of that name that hold anything.
fn children<'a, 'i>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
    node.children().filter(move |n| n.has_tag_name(name) && !is_empty(*n))
}

fn is_empty(node: Node<'_, '_>) -> bool {
    !node.descendants().any(|n| n.is_text() && n.text().is_some_and(|t| !t.trim().is_empty()))
}

fn text<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    child(node, name).and_then(|n| n.text()).unwrap_or_default().trim()
}

fn code_of<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    child(node, name).map(|n| text(n, "code")).unwrap_or_default()
}

fn period(node: Node<'_, '_>, name: &str) -> Read<Option<Period>> {
    let text = text(node, name);
    if text.is_empty() || text.eq_ignore_ascii_case("n/a") {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|e| complain(node, format!("`{name}` is `{text}`, {e}")))
}

fn needed_period(node: Node<'_, '_>, name: &str) -> Read<Period> {
    period(node, name)?.ok_or_else(|| complain(node, format!("`{name}` is missing")))
}

fn day(node: Node<'_, '_>, name: &str) -> Read<Option<Day>> {
    let text = text(node, name);
    if text.is_empty() || text.eq_ignore_ascii_case("n/a") {
        return Ok(None);
    }
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<i32>().ok());
    let parts = if text.contains('/') {
        (part(6..10), part(0..2), part(3..5))
    } else {
        (part(0..4), part(4..6), part(6..8))
    };
    if let (Some(year), Some(month), Some(day)) = parts
        && text.is_ascii()
        && (1800..=2999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
    {
        return Ok(Some(from_civil(year, month, day)));
    }
    Err(complain(node, format!("`{name}` is `{text}`, not a day as 20260131 or 01/31/2026")))
}

fn number<T: std::str::FromStr>(node: Node<'_, '_>, name: &str) -> Read<Option<T>> {
    let text = text(node, name);
    if text.is_empty() || text.eq_ignore_ascii_case("n/a") {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| complain(node, format!("`{name}` is `{text}`, not a number")))
}

fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

fn series_groups(node: Node<'_, '_>, name: &str) -> Read<Vec<u8>> {
    let mut groups = Vec::new();
    for item in list(text(node, name)) {
        if item.eq_ignore_ascii_case("n/a") {
            continue;
        }
        let group = item.parse().ok().filter(|g| *g < 32);
        groups.push(group.ok_or_else(|| {
            complain(node, format!("`{name}` holds `{item}`, not a series group"))
        })?);
    }
    Ok(groups)
}

fn schedule(xml: &str) -> Read<Source> {
    let document = parse(xml)?;
    let root = document.root_element();
    let mut source = Source::default();
    for node in
        child(root, "liveVirusConflicts").iter().flat_map(|n| children(*n, "liveVirusConflict"))
    {
        let cvx = |name| child(node, name).map(|n| text(n, "cvx").to_owned()).unwrap_or_default();
        source.conflicts.push(ConflictSource {
            previous: cvx("previous"),
            current: cvx("current"),
            begin: needed_period(node, "conflictBeginInterval")?,
            min_end: needed_period(node, "minConflictEndInterval")?,
            end: needed_period(node, "conflictEndInterval")?,
        });
    }
    let full: BTreeMap<&str, bool> = child(root, "vaccineGroups")
        .iter()
        .flat_map(|n| children(*n, "vaccineGroup"))
        .map(|n| (text(n, "name"), text(n, "administerFullVaccineGroup") == "Yes"))
        .collect();
    for node in
        child(root, "vaccineGroupToAntigenMap").iter().flat_map(|n| children(*n, "vaccineGroupMap"))
    {
        let name = text(node, "name");
        source.groups.push(GroupSource {
            name: name.to_owned(),
            antigens: children(node, "antigen")
                .filter_map(|n| n.text())
                .map(|t| t.trim().to_owned())
                .collect(),
            administer_full: full.get(name).copied().unwrap_or_default(),
        });
    }
    for node in child(root, "cvxToAntigenMap").iter().flat_map(|n| children(*n, "cvxMap")) {
        let mut vaccine = VaccineSource {
            code: text(node, "cvx").to_owned(),
            name: text(node, "shortDescription").to_owned(),
            associations: Vec::new(),
        };
        for association in children(node, "association") {
            vaccine.associations.push(AssociationSource {
                antigen: text(association, "antigen").to_owned(),
                begin_age: period(association, "associationBeginAge")?,
                end_age: period(association, "associationEndAge")?,
            });
        }
        source.vaccines.push(vaccine);
    }
    for node in child(root, "observations").iter().flat_map(|n| children(*n, "observation")) {
        source.observations.push(ObservationSource {
            code: text(node, "observationCode").to_owned(),
            title: text(node, "observationTitle").to_owned(),
        });
    }
    Ok(source)
}

fn antigen(xml: &str) -> Read<AntigenSource> {
    let document = parse(xml)?;
    let root = document.root_element();
    let mut antigen = AntigenSource::default();
    if let Some(node) = child(root, "immunity") {
        antigen.immunity_codes = children(node, "clinicalHistory")
            .map(|n| text(n, "guidelineCode").to_owned())
            .collect();
        for birth in children(node, "dateOfBirth") {
            antigen.immunity_births.push(BirthImmunitySource {
                before: day(birth, "immunityBirthDate")?
                    .ok_or_else(|| complain(birth, "`immunityBirthDate` is missing".to_owned()))?,
                country: text(birth, "birthCountry").to_owned(),
                exclusions: children(birth, "exclusion")
                    .map(|n| text(n, "exclusionCode").to_owned())
                    .collect(),
            });
        }
    }
    if let Some(node) = child(root, "contraindications") {
        contraindications(node, &mut antigen)?;
    }
    for node in children(root, "series") {
        text(node, "targetDisease").clone_into(&mut antigen.name);
        antigen.series.push(series(node)?);
    }
    if antigen.series.is_empty() {
        return Err(complain(root, "no series here".to_owned()));
    }
    Ok(antigen)
}

fn contraindications(node: Node<'_, '_>, antigen: &mut AntigenSource) -> Read<()> {
    for c in child(node, "vaccineGroup").iter().flat_map(|n| children(*n, "contraindication")) {
        antigen.contraindications.push(ContraindicationSource {
            observation: text(c, "observationCode").to_owned(),
            begin_age: period(c, "beginAge")?,
            end_age: period(c, "endAge")?,
        });
    }
    for c in child(node, "vaccine").iter().flat_map(|n| children(*n, "contraindication")) {
        for vaccine in children(c, "contraindicatedVaccine") {
            antigen.vaccine_contraindications.push(VaccineContraindicationSource {
                observation: text(c, "observationCode").to_owned(),
                vaccine: text(vaccine, "cvx").to_owned(),
                begin_age: period(vaccine, "beginAge")?,
                end_age: period(vaccine, "endAge")?,
            });
        }
    }
    Ok(())
}

fn series(node: Node<'_, '_>) -> Read<SeriesSource> {
    let kind = match text(node, "seriesType") {
        "Standard" => SeriesKind::Standard,
        "Risk" => SeriesKind::Risk,
        "Evaluation Only" => SeriesKind::EvaluationOnly,
        other => return Err(complain(node, format!("unknown `seriesType` `{other}`"))),
    };
    let select = child(node, "selectSeries")
        .ok_or_else(|| complain(node, "`selectSeries` is missing".to_owned()))?;
    let group: Option<u8> = number(select, "seriesGroup")?;
    let mut series = SeriesSource {
        name: text(node, "seriesName").to_owned(),
        group: text(node, "vaccineGroup").to_owned(),
        kind,
        equivalent_groups: series_groups(node, "equivalentSeriesGroups")?,
        genders: children(node, "requiredGender")
            .filter_map(|n| n.text())
            .map(|t| t.trim().to_owned())
            .collect(),
        is_default: text(select, "defaultSeries") == "Yes",
        is_product_path: text(select, "productPath") == "Yes",
        may_be_given: false,
        rule: None,
        series_group: group
            .filter(|g| *g < 32)
            .ok_or_else(|| complain(select, "`seriesGroup` is missing".to_owned()))?,
        priority: match text(select, "seriesPriority") {
            "" => u8::MAX,
            letter => letter.as_bytes()[0].wrapping_sub(b'A'),
        },
        preference: number(select, "seriesPreference")?,
        min_age_to_start: period(select, "minAgeToStart")?,
        max_age_to_start: period(select, "maxAgeToStart")?,
        indications: Vec::new(),
        doses: Vec::new(),
    };
    for indication in children(node, "indication") {
        series.indications.push(IndicationSource {
            observation: code_of(indication, "observationCode").to_owned(),
            begin_age: period(indication, "beginAge")?,
            end_age: period(indication, "endAge")?,
        });
    }
    for dose_node in children(node, "seriesDose") {
        series.doses.push(dose(dose_node)?);
    }
    Ok(series)
}

fn dose(node: Node<'_, '_>) -> Read<DoseSource> {
    let mut dose = DoseSource {
        is_recurring: text(node, "recurringDose") == "Yes",
        inadvertent: children(node, "inadvertentVaccine")
            .map(|n| text(n, "cvx").to_owned())
            .collect(),
        ..DoseSource::default()
    };
    for n in children(node, "age") {
        dose.ages.push(AgeSource {
            absolute_min: period(n, "absMinAge")?,
            min: period(n, "minAge")?,
            earliest: period(n, "earliestRecAge")?,
            latest: period(n, "latestRecAge")?,
            max: period(n, "maxAge")?,
            validity: validity(n)?,
        });
    }
    for n in children(node, "interval") {
        dose.intervals.push(interval(n)?);
    }
    for n in children(node, "allowableInterval") {
        dose.allowable_intervals.push(interval(n)?);
    }
    for n in children(node, "preferableVaccine") {
        dose.preferable.push(vaccine_use(n)?);
    }
    for n in children(node, "allowableVaccine") {
        dose.allowable.push(vaccine_use(n)?);
    }
    for n in children(node, "conditionalSkip") {
        dose.skips.push(skip(n)?);
    }
    for n in children(node, "seasonalRecommendation") {
        dose.season = Some(SeasonSource {
            start: day(n, "startDate")?,
            end: day(n, "endDate")?,
            yearly: None,
        });
    }
    Ok(dose)
}

fn validity(node: Node<'_, '_>) -> Read<Validity> {
    Ok(Validity { effective: day(node, "effectiveDate")?, cessation: day(node, "cessationDate")? })
}

fn interval(node: Node<'_, '_>) -> Read<IntervalSource> {
    let recent = list(text(node, "fromMostRecent"));
    let recent: Vec<String> =
        recent.into_iter().filter(|t| !t.eq_ignore_ascii_case("n/a")).collect();
    let observation = code_of(node, "fromRelevantObs");
    let from = if !recent.is_empty() {
        IntervalFrom::MostRecent(recent)
    } else if !observation.is_empty() {
        IntervalFrom::Observation(observation.to_owned())
    } else if let Some(number) = number(node, "fromTargetDose")? {
        IntervalFrom::TargetDose(number)
    } else {
        IntervalFrom::Previous
    };
    Ok(IntervalSource {
        from,
        absolute_min: period(node, "absMinInt")?,
        min: period(node, "minInt")?,
        earliest: period(node, "earliestRecInt")?,
        latest: period(node, "latestRecInt")?,
        max: None,
        is_priority: matches!(text(node, "intervalPriority"), "override" | "Y" | "Yes"),
        validity: validity(node)?,
    })
}

fn vaccine_use(node: Node<'_, '_>) -> Read<VaccineUseSource> {
    Ok(VaccineUseSource {
        vaccine: text(node, "cvx").to_owned(),
        begin_age: period(node, "beginAge")?,
        end_age: period(node, "endAge")?,
        trade_name: text(node, "tradeName").to_owned(),
        is_forecast: text(node, "forecastVaccineType") == "Y",
    })
}

fn skip(node: Node<'_, '_>) -> Read<SkipSource> {
    let context = match text(node, "context").to_ascii_lowercase().as_str() {
        "evaluation" => SkipContext::Evaluation,
        "forecast" => SkipContext::Forecast,
        "both" => SkipContext::Both,
        other => return Err(complain(node, format!("unknown `context` `{other}`"))),
    };
    let mut sets = Vec::new();
    for n in children(node, "set") {
        let mut conditions = Vec::new();
        for c in children(n, "condition") {
            conditions.push(condition(c)?);
        }
        sets.push(SkipSetSource {
            validity: validity(n)?,
            all_conditions: !text(n, "conditionLogic").eq_ignore_ascii_case("or"),
            conditions,
        });
    }
    Ok(SkipSource { context, all_sets: text(node, "setLogic").eq_ignore_ascii_case("and"), sets })
}

fn condition(node: Node<'_, '_>) -> Read<SkipCondition> {
    let kind = text(node, "conditionType").to_ascii_lowercase();
    Ok(match kind.as_str() {
        "age" => {
            SkipCondition::Age { begin: period(node, "beginAge")?, end: period(node, "endAge")? }
        }
        "interval" => SkipCondition::Interval(needed_period(node, "interval")?),
        "completed series" => SkipCondition::CompletedSeries(series_groups(node, "seriesGroups")?),
        "vaccine count by age" | "vaccine count by date" | "vaccine count by date and age" => {
            let logic = match text(node, "doseCountLogic").to_ascii_lowercase().as_str() {
                "greater than" => CountLogic::GreaterThan,
                "equal to" => CountLogic::EqualTo,
                "less than" => CountLogic::LessThan,
                other => return Err(complain(node, format!("unknown `doseCountLogic` `{other}`"))),
            };
            SkipCondition::Count {
                begin_age: period(node, "beginAge")?,
                end_age: period(node, "endAge")?,
                start: day(node, "startDate")?,
                end: day(node, "endDate")?,
                vaccines: list(text(node, "vaccineTypes")),
                valid_only: text(node, "doseType").eq_ignore_ascii_case("valid"),
                logic,
                count: number(node, "doseCount")?
                    .ok_or_else(|| complain(node, "`doseCount` is missing".to_owned()))?,
            }
        }
        other => return Err(complain(node, format!("unknown `conditionType` `{other}`"))),
    })
}
