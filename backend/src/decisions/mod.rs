//! The decision engine at the command line: assessing one person from a file, and
//! running CDC's published cases. How a record uses it is in
//! `assessments`.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use engine::{assess, cdsi_cases, person::Person, rules::lu};
use shared::Date;

/// Commands of the engine.
#[derive(Debug, Subcommand)]
pub enum DecisionCommand {
    /// Assesses a person from a JSON file and prints the answer as JSON (docs/engine.md).
    Assess(AssessArgs),
    /// Runs CDC's published cases and prints how many come out right.
    Cdsi(CdsiArgs),
}

/// Whom to assess, by which rules, on which day.
#[derive(Debug, Args)]
pub struct AssessArgs {
    /// The rule set: `lu` for the newest, or with its version, `lu-2024`.
    #[arg(long, default_value = "lu")]
    rules: String,
    /// The person: `{"birthDate":"2020-01-01","sex":"female","facts":[…],"doses":[…]}`.
    #[arg(long)]
    person: PathBuf,
    /// The day; by default today in Luxembourg.
    #[arg(long)]
    as_of: Option<Date>,
}

/// Which data and which cases.
#[derive(Debug, Args)]
pub struct CdsiArgs {
    /// The folder with CDC's supporting data (XML), or its parent.
    #[arg(long)]
    data: PathBuf,
    /// The cases, one JSON a line.
    #[arg(long)]
    cases: PathBuf,
    /// Tells how the case of this id was judged.
    #[arg(long)]
    explain: Option<String>,
}

impl DecisionCommand {
    /// Does it and gives what is to be printed. `today` is the civil day in Luxembourg.
    ///
    /// # Errors
    /// What cannot be read, with its name and the rule.
    pub fn run(self, today: Date) -> anyhow::Result<String> {
        match self {
            Self::Assess(args) => args.assess(today),
            Self::Cdsi(args) => cdsi_cases::run(&args.data, &args.cases, args.explain.as_deref())
                .map(|report| report.to_string())
                .map_err(anyhow::Error::msg),
        }
    }
}

impl AssessArgs {
    fn assess(&self, today: Date) -> anyhow::Result<String> {
        let version = match self.rules.split_once('-') {
            None if self.rules == "lu" => None,
            Some(("lu", version)) => Some(version),
            _ => bail!("--rules: write `lu`, or `lu-` and a version such as `lu-2024`"),
        };
        let rules = lu::rule_set(version).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("--rules: {}", lines.join("\n"))
        })?;
        let name = self.person.display();
        let text = fs::read_to_string(&self.person)
            .with_context(|| format!("--person: cannot read `{name}`"))?;
        let person: Person = serde_json::from_str(&text)
            .with_context(|| format!("--person: `{name}` is not as docs/engine.md says"))?;
        let assessment = assess(&rules, &person, self.as_of.unwrap_or(today));
        Ok(serde_json::to_string_pretty(&assessment)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assess_text(name: &str, rules: &str, person: &str) -> anyhow::Result<String> {
        let folder =
            std::env::temp_dir().join(format!("carnet_assess_{}_{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let file = folder.join("person.json");
        fs::write(&file, person)?;
        let args =
            AssessArgs { rules: rules.to_owned(), person: file, as_of: "2020-12-01".parse().ok() };
        let answer = args.assess(Date::MAX);
        fs::remove_dir_all(&folder)?;
        answer
    }

    #[test]
    fn a_person_in_a_file_is_assessed() {
        let person = r#"{"birthDate":"2020-01-01","sex":"female","facts":[],
            "doses":[{"on":"2020-03-01","vaccine":"VAC0510"},{"on":"2020-05-02","vaccine":"VAC0510"}]}"#;
        let answer: serde_json::Value =
            serde_json::from_str(&assess_text("good", "lu", person).expect("an answer"))
                .expect("JSON");
        assert_eq!(answer["asOf"], "2020-12-01");
        let targets = answer["targets"].as_array().expect("targets");
        let tetanus =
            targets.iter().find(|t| t["target"]["name"] == "Tetanus" || t["target"] == "Tetanus");
        let doses = tetanus.expect("tetanus is a target")["doses"].as_array().expect("doses");
        assert_eq!(doses.len(), 2, "{doses:?}");
        assert!(doses.iter().all(|d| d["verdict"] == "valid"), "{doses:?}");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = |rules, person| {
            format!("{:#}", assess_text("bad", rules, person).expect_err("refused"))
        };
        assert!(error("us", "{}").contains("--rules"));
        assert!(error("lu-1999", "{}").contains("--rules"));
        assert!(error("lu", "{}").contains("--person"));
    }
}
