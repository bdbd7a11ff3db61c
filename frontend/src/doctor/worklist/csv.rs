//! The worklist as comma-separated values (RFC 4180), for a spreadsheet.

use wasm_bindgen::JsCast;

use super::queries::{Entry, names};
use crate::{assessments::word, dates, i18n::I18n};

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
            ]);
        }
    }
    rows
}

/// Gives the text to the reader as a file.
pub fn download(text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else {
        return;
    };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = leptos::prelude::document().create_element("a");
    if let Some(link) = link.ok().and_then(|l| l.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(&format!("worklist-{}.csv", dates::today()));
        link.click();
    }
    // It fails only for an address that is none.
    let _ = web_sys::Url::revoke_object_url(&url);
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
