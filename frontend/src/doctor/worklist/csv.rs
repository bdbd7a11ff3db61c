//! The worklist as comma-separated values (RFC 4180), for a spreadsheet.

use super::queries::{Entry, names};
use crate::{assessments::word, i18n::I18n};

/// The lines of a table, each cell quoted. A cell that a spreadsheet would take for a
/// formula is made text.
#[must_use]
pub fn lines(rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

/// One row for each status of each person, under the heads.
#[must_use]
pub fn rows(i18n: I18n, heads: Vec<String>, entries: &[Entry]) -> Vec<Vec<String>> {
    let mut rows = vec![heads];
    for entry in entries {
        for (status, open) in entry.by_status() {
            let on = open.iter().filter_map(|o| o.recommended_on).min();
            rows.push(vec![
                entry.record.family_name.clone(),
                entry.record.given_name.clone(),
                entry.record.birth_date.0.to_string(),
                word(i18n, status).to_owned(),
                names(&open),
                on.map(|day| day.to_string()).unwrap_or_default(),
                entry.reminded_on.map(|day| day.to_string()).unwrap_or_default(),
            ]);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled_and_formulas_are_text() {
        let row = vec!["O\"Neill".to_owned(), "=1+1".to_owned(), "a, b".to_owned()];
        assert_eq!(lines(&[row]), "\u{feff}\"O\"\"Neill\",\"'=1+1\",\"a, b\"\r\n");
    }
}
