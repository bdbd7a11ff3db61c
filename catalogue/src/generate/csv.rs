//! Comma-separated values: enough for the source tables.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

/// A table with named columns.
pub(super) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    columns: &'a [String],
    fields: &'a [String],
}

impl<'a> Record<'a> {
    /// The field in that column.
    pub(super) fn get(&self, column: &str) -> Result<&'a str> {
        let at = self.columns.iter().position(|c| c == column);
        at.map(|at| self.fields[at].as_str()).with_context(|| format!("no column `{column}`"))
    }
}

impl Table {
    /// Parses RFC 4180 text, with or without a byte-order mark.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut rows = Vec::new();
        let mut row = vec![String::new()];
        let mut is_quoted = false;
        let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
        while let Some(c) = chars.next() {
            let field = row.last_mut().context("a row has a field")?;
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    field.push('"');
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => row.push(String::new()),
                '\r' if !is_quoted => {}
                '\n' if !is_quoted => rows.push(std::mem::replace(&mut row, vec![String::new()])),
                c => field.push(c),
            }
        }
        ensure!(!is_quoted, "a quote is not closed");
        if row != [""] {
            rows.push(row);
        }
        if rows.is_empty() {
            bail!("no header");
        }
        let columns = rows.remove(0);
        let odd = rows.iter().position(|r| r.len() != columns.len());
        ensure!(odd.is_none(), "row {odd:?} has too many or too few fields");
        Ok(Self { columns, rows })
    }

    /// The rows in the order of that column.
    pub(super) fn records(&self, key: &str) -> Result<Vec<Record<'_>>> {
        let mut records: Vec<_> = self
            .rows
            .iter()
            .map(|fields| Record { columns: &self.columns, fields })
            .map(|record| Ok((record.get(key)?, record)))
            .collect::<Result<_>>()?;
        records.sort_by_key(|(key, _)| *key);
        Ok(records.into_iter().map(|(_, record)| record).collect())
    }

    /// The rows by that column.
    pub(super) fn by(&self, key: &str) -> Result<BTreeMap<&str, Record<'_>>> {
        self.records(key)?.into_iter().map(|r| Ok((r.get(key)?, r))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_line_breaks_are_read() {
        let table = Table::parse("\u{feff}a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n0,\n").expect("a table");
        let records = table.records("a").expect("records");
        let b: Vec<_> = records.iter().map(|r| r.get("b").expect("b")).collect();
        assert_eq!(b, ["", "x, \"y\"\nz"]);
        assert!(records[0].get("c").is_err());
        assert!(Table::parse("a,b\n1\n").is_err());
        assert!(Table::parse("a\n\"1\n").is_err());
    }
}
