//! The engine as a Wasm module of its own: proof that it answers like the native one.
//!
//! Not shipped; `cargo xtask test --only wasm-equal` builds it and runs it in Node.

#[cfg(feature = "authoring")]
use engine::rules::lu;
use engine::{Assessor, person::Person, rules::RuleSet};
use wasm_bindgen::prelude::wasm_bindgen;

/// A compiled rule set with the buffers of an assessor.
#[wasm_bindgen]
pub struct Engine {
    rules: RuleSet,
    assessor: Assessor,
}

#[wasm_bindgen]
impl Engine {
    /// Reads a compiled rule set, as a browser does.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8]) -> Result<Engine, String> {
        let rules = RuleSet::from_bytes(bytes).map_err(|problem| problem.to_string())?;
        Ok(Self { rules, assessor: Assessor::new() })
    }

    /// Compiles a version of Luxembourg's rules.
    ///
    /// # Errors
    /// What is wrong with the version or its files.
    #[cfg(feature = "authoring")]
    #[wasm_bindgen(constructor)]
    pub fn new(version: &str) -> Result<Engine, String> {
        let rules = lu::rule_set(Some(version)).map_err(|problems| format!("{problems:?}"))?;
        Ok(Self { rules, assessor: Assessor::new() })
    }

    /// Assesses a person given as JSON; answers JSON.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn assess(&mut self, person: &str, as_of: &str) -> Result<String, String> {
        let person: Person = serde_json::from_str(person).map_err(|e| e.to_string())?;
        let as_of = as_of.parse().map_err(|e| format!("{as_of}: {e}"))?;
        let assessment = self.assessor.assess(&self.rules, &person, as_of);
        serde_json::to_string(&assessment).map_err(|e| e.to_string())
    }
}

/// CDC's supporting data, compiled, with the buffers of a runner.
#[cfg(feature = "cdsi")]
#[wasm_bindgen]
pub struct Cdsi {
    schedule: engine::schedule::Schedule,
    runner: engine::run::Runner,
}

#[cfg(feature = "cdsi")]
#[wasm_bindgen]
impl Cdsi {
    /// Reads and compiles the text of the schedule file and those of the antigens' files.
    ///
    /// # Errors
    /// What is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(schedule: &str, antigens: Vec<String>) -> Result<Cdsi, String> {
        let antigens: Vec<&str> = antigens.iter().map(String::as_str).collect();
        let source =
            engine::schedule::cdsi::from_texts(schedule, &antigens).map_err(|e| e.to_string())?;
        let schedule = engine::schedule::compile::compile(&source)
            .map_err(|problems| format!("{problems:?}"))?;
        Ok(Self { schedule, runner: engine::run::Runner::new() })
    }

    /// Answers a published case, a line of JSON.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn answer(&mut self, line: &str) -> Result<String, String> {
        engine::cdsi_cases::answer(&self.schedule, &mut self.runner, line)
    }
}
