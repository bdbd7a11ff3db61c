//! The rows of the sheet as signals.

use leptos::prelude::*;

use super::sheet::{Past, RowValues, as_above};
use crate::{
    dates::{self, read_fast},
    i18n::I18n,
    vaccinations::product::ProductValue,
};

/// One row. Copy: the view and the sheet share its signals.
#[derive(Clone, Copy)]
pub struct SheetRow {
    /// Tells rows apart, in ids too.
    pub key: u32,
    /// The date.
    pub date: RwSignal<String>,
    /// The product.
    pub product: ProductValue,
    /// The lot.
    pub lot: RwSignal<String>,
}

impl SheetRow {
    fn new(values: &RowValues) -> Self {
        Self {
            key: values.key,
            date: RwSignal::new(values.date.clone()),
            product: ProductValue {
                text: RwSignal::new(values.product.clone()),
                code: RwSignal::new(values.code),
            },
            lot: RwSignal::new(values.lot.clone()),
        }
    }

    /// What was typed; what reads it follows it.
    #[must_use]
    pub fn read(self) -> RowValues {
        RowValues {
            key: self.key,
            date: self.date.get(),
            product: self.product.text.get(),
            code: self.product.code.get(),
            lot: self.lot.get(),
        }
    }
}

/// The sheet. Copy; make one per page.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Its rows; the last one is the new one.
    pub rows: RwSignal<Vec<SheetRow>>,
    past: StoredValue<Past>,
    last_key: StoredValue<u32>,
    /// The page's: a row lives as long as the page, not as the row it was begun from.
    owner: StoredValue<Owner>,
}

impl Sheet {
    /// A sheet with one empty row.
    #[must_use]
    pub fn new() -> Self {
        let first = SheetRow::new(&RowValues { key: 1, ..RowValues::default() });
        Self {
            rows: RwSignal::new(vec![first]),
            past: StoredValue::new(Past::default()),
            last_key: StoredValue::new(1),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// All that was typed; what reads it follows it.
    #[must_use]
    pub fn read(self) -> Vec<RowValues> {
        self.rows.get().into_iter().map(SheetRow::read).collect()
    }

    /// Whether anything was typed.
    #[must_use]
    pub fn is_changed(self) -> bool {
        self.read().iter().any(|row| !row.is_empty())
    }

    /// The key of the row below that one; a new row if it is the last.
    #[must_use]
    pub fn below(self, key: u32) -> u32 {
        let rows = self.rows.get_untracked();
        let next = rows.iter().position(|row| row.key == key).and_then(|i| rows.get(i + 1));
        next.map_or_else(|| self.add(), |row| row.key)
    }

    fn add(self) -> u32 {
        let row = self.new_row(RowValues::default());
        self.rows.update(|rows| rows.push(row));
        row.key
    }

    /// A row with these values and a key of its own.
    fn new_row(self, values: RowValues) -> SheetRow {
        let key = self.last_key.get_value() + 1;
        self.last_key.set_value(key);
        self.owner.get_value().with(|| SheetRow::new(&RowValues { key, ..values }))
    }

    /// Remembers the present state, before it changes.
    pub fn remember(self) {
        let state = untrack(|| self.read());
        self.past.update_value(|past| past.remember(state));
    }

    /// Takes a row out; the sheet always keeps one.
    pub fn remove(self, key: u32) {
        self.remember();
        self.rows.update(|rows| rows.retain(|row| row.key != key));
        if self.rows.with_untracked(Vec::is_empty) {
            self.add();
        }
    }

    /// Goes back one step, if there is one.
    pub fn undo(self) -> bool {
        let present = untrack(|| self.read());
        let Some(state) = self.past.try_update_value(|past| past.step_back(&present)).flatten()
        else {
            return false;
        };
        // New keys, so that every cell shows the earlier state.
        let rows = state.into_iter().map(|values| self.new_row(values));
        self.rows.set(rows.collect());
        true
    }

    /// Puts what a typed date means in its place: `=` becomes the date above, `160625` `16.06.2025`.
    pub fn show_date(self, row: SheetRow, i18n: I18n) {
        // A field that leaves the page with it is blurred once more, when nothing is left to show.
        let Some(typed) = row.date.try_get_untracked() else { return };
        let rows = untrack(|| self.read());
        let text = if typed.trim() == "=" {
            let position = rows.iter().position(|r| r.key == row.key);
            position.and_then(|i| as_above(&rows, i)).unwrap_or(typed)
        } else {
            typed
        };
        let shown = match read_fast(&text, dates::today()) {
            Ok(shared::PartialDate::Unknown) | Err(_) => text,
            Ok(date) => untrack(|| dates::short(i18n, date)),
        };
        row.date.set(shown);
    }
}

impl Default for Sheet {
    fn default() -> Self {
        Self::new()
    }
}
