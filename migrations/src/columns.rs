//! The few kinds of columns that the tables are made of, and short ways to make them.

use sea_orm_migration::prelude::*;

/// A new table of that name.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// An id, never null.
pub(crate) fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().to_owned()
}

/// An id that may be absent.
pub(crate) fn maybe_id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().null().to_owned()
}

/// Text, never null.
pub(crate) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

/// Text that may be absent.
pub(crate) fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().to_owned()
}

/// A moment in UTC, never null.
pub(crate) fn moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().to_owned()
}

/// A moment in UTC that may be absent.
pub(crate) fn maybe_moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().to_owned()
}

/// A civil day that may be absent.
pub(crate) fn maybe_day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().null().to_owned()
}

/// A whole number, never null.
pub(crate) fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().to_owned()
}

/// The primary key over these columns.
pub(crate) fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(*column);
    }
    index
}

/// A foreign key that refuses to leave orphans: nothing is ever deleted.
pub(crate) fn refers(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// An index named after its table and columns.
pub(crate) fn index(on: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index =
        Index::create().name(format!("ix_{on}_{}", columns.join("_"))).table(on).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// The same, refusing two equal rows.
pub(crate) fn unique(on: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create()
        .name(format!("uq_{on}_{}", columns.join("_")))
        .table(on)
        .unique()
        .to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}
