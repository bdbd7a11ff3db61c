//! What the reader of the terminal sees: headings, steps with their times, the table at the end.
//!
//! All of it goes to standard error, as Cargo's own words do.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

/// Prints one line as it is.
pub(crate) fn plain(text: &str) {
    eprintln!("{text}");
}

/// Prints what is being done, and why.
pub(crate) fn say(text: &str) {
    eprintln!("   {text}");
}

/// Prints the heading of a section.
pub(crate) fn heading(text: &str) {
    eprintln!("\n== {text}");
}

/// Prints an error with everything that led to it.
pub(crate) fn failure(error: &anyhow::Error) {
    eprintln!("\nerror: {error:#}");
}

/// Lines up rows in columns.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str("   ");
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A length of time as a person says it.
pub(crate) fn human(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{}.{} s", seconds, time.subsec_millis() / 100);
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

/// The steps of one command: each timed, the first failure ends it unless told otherwise.
pub(crate) struct Steps {
    keep_going: bool,
    rows: Vec<Vec<String>>,
    failed: Vec<&'static str>,
    started: Instant,
}

impl Steps {
    pub(crate) fn new(keep_going: bool) -> Self {
        Self { keep_going, rows: Vec::new(), failed: Vec::new(), started: Instant::now() }
    }

    /// Runs one step; what it answers is its note in the table.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<String>,
    ) -> Result<()> {
        heading(name);
        let started = Instant::now();
        let result = work();
        let time = human(started.elapsed());
        let (word, note) = match &result {
            Ok(note) => ("ok", note.clone()),
            Err(_) => ("FAILED", String::new()),
        };
        self.rows.push(vec![name.to_owned(), word.to_owned(), time, note]);
        let Err(error) = result else { return Ok(()) };
        failure(&error);
        self.failed.push(name);
        if self.keep_going {
            return Ok(());
        }
        self.summary();
        Err(anyhow!("step `{name}` failed; run it alone with `--only {name}`"))
    }

    /// Prints the table and answers whether all went well.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.summary();
        if !self.failed.is_empty() {
            bail!("failed: {}", self.failed.join(", "));
        }
        Ok(())
    }

    fn summary(&mut self) {
        let total = human(self.started.elapsed());
        self.rows.push(vec!["in all".to_owned(), String::new(), total]);
        heading("summary");
        eprint!("{}", table(&self.rows));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_seconds_then_in_minutes() {
        assert_eq!(human(Duration::from_millis(2_340)), "2.3 s");
        assert_eq!(human(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn columns_line_up() {
        let rows = vec![vec!["a".into(), "bb".into()], vec!["ccc".into(), "d".into()]];
        assert_eq!(table(&rows), "   a    bb\n   ccc  d\n");
    }

    #[test]
    fn the_first_failure_ends_it() {
        let mut steps = Steps::new(false);
        assert!(steps.step("one", || Ok(String::new())).is_ok());
        assert!(steps.step("two", || bail!("broken")).is_err());
    }

    #[test]
    fn going_on_still_fails_at_the_end() {
        let mut steps = Steps::new(true);
        assert!(steps.step("one", || bail!("broken")).is_ok());
        assert!(steps.step("two", || Ok(String::new())).is_ok());
        assert!(steps.finish().unwrap_err().to_string().contains("one"));
    }
}
