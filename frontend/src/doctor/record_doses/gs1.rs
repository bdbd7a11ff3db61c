//! The Data Matrix of a pack, as a hand scanner types it.
//!
//! Application identifiers 01 (GTIN), 17 (expiry), 10 (lot) and 21 (serial) are read, others passed over.
//! Fields of variable length end with the group separator (U+001D) or the end; scanners that cannot
//! type it are set to write the identifiers in brackets: `(01)…(17)…(10)…(21)…`.
//! Source: GS1 General Specifications, 3.2 and 7.8.

use shared::Date;

use super::expiry::of_gs1;

/// Ends a field of variable length.
const SEPARATOR: char = '\u{1d}';

/// What stands in the code of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// The number of the product, 14 digits.
    pub gtin: Option<String>,
    /// The expiry date.
    pub expires_on: Option<Date>,
    /// The lot.
    pub lot: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
}

/// What the typed text holds, if it comes from a scanner and holds at least the product's number.
#[must_use]
pub fn read(text: &str) -> Option<Pack> {
    let text = text.trim();
    let pack = if let Some(rest) = without_symbology(text) {
        of_fields(rest)
    } else if text.starts_with("(01)") {
        of_brackets(text)
    } else if looks_bare(text) {
        of_fields(text)
    } else {
        None
    };
    pack.filter(|pack| pack.gtin.is_some())
}

/// Whether the text begins as a scan does, so that no product is searched by it.
#[must_use]
pub fn begins_as_scan(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("]d")
        || text.starts_with("]C")
        || text.starts_with("]Q")
        || text.starts_with("(01)")
        || looks_bare(text)
}

/// Data Matrix, Code 128 and QR code with GS1 data, as ISO/IEC 15424 announces them.
fn without_symbology(text: &str) -> Option<&str> {
    ["]d2", "]C1", "]Q3"].iter().find_map(|prefix| text.strip_prefix(prefix))
}

/// `01` and fourteen digits, without anything before it.
fn looks_bare(text: &str) -> bool {
    text.starts_with("01") && 16 <= text.len() && text.bytes().take(16).all(|b| b.is_ascii_digit())
}

fn of_fields(text: &str) -> Option<Pack> {
    let mut pack = Pack::default();
    let mut rest = text.trim_start_matches(SEPARATOR);
    while !rest.is_empty() {
        let (identifier, after) = split_at(rest, identifier_length(rest)?)?;
        let end = match fixed_length(identifier) {
            Some(length) => length,
            None => after.find(SEPARATOR).unwrap_or(after.len()),
        };
        let (value, after) = split_at(after, end)?;
        pack.take(identifier, value)?;
        rest = after.trim_start_matches(SEPARATOR);
    }
    Some(pack)
}

fn of_brackets(text: &str) -> Option<Pack> {
    let mut pack = Pack::default();
    for field in text.strip_prefix('(')?.split('(') {
        let (identifier, value) = field.split_once(')')?;
        pack.take(identifier, value.trim_matches([' ', SEPARATOR]))?;
    }
    Some(pack)
}

fn split_at(text: &str, at: usize) -> Option<(&str, &str)> {
    text.is_char_boundary(at).then(|| text.split_at(at))
}

/// How many digits an identifier that begins so has.
fn identifier_length(text: &str) -> Option<usize> {
    let length = match text.get(..2)? {
        "23" | "24" | "25" | "40" | "41" | "42" | "71" => 3,
        "31" | "32" | "33" | "34" | "35" | "36" | "39" | "43" | "70" | "72" | "80" | "81"
        | "82" => 4,
        _ => 2,
    };
    text.get(..length)?.bytes().all(|b| b.is_ascii_digit()).then_some(length)
}

/// How long the field of an identifier is, unless it ends with a separator.
fn fixed_length(identifier: &str) -> Option<usize> {
    Some(match identifier.get(..2)? {
        "00" => 18,
        "01" | "02" | "03" => 14,
        "11" | "12" | "13" | "15" | "16" | "17" => 6,
        "20" => 2,
        "31" | "32" | "33" | "34" | "35" | "36" => 6,
        "41" => 13,
        _ => return None,
    })
}

impl Pack {
    /// Keeps a field that matters; `None` if it is malformed.
    fn take(&mut self, identifier: &str, value: &str) -> Option<()> {
        match identifier {
            "01" => self.gtin = Some(checked_gtin(value)?.to_owned()),
            "17" => self.expires_on = Some(of_gs1(value)?),
            "10" => self.lot = Some(short(value)?),
            "21" => self.serial = Some(short(value)?),
            _ => {}
        }
        Some(())
    }
}

/// Fourteen digits whose last one checks the others.
fn checked_gtin(value: &str) -> Option<&str> {
    if value.len() != 14 || !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let weighted = value.bytes().enumerate().map(|(i, b)| {
        let weight = if i % 2 == 0 { 3 } else { 1 };
        u32::from(b - b'0') * weight
    });
    (weighted.sum::<u32>() % 10 == 0).then_some(value)
}

/// Lots and serial numbers have at most twenty characters; longer, a separator was lost.
fn short(value: &str) -> Option<String> {
    (!value.is_empty() && value.chars().count() <= 20).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(expiry: &str, lot: &str, serial: Option<&str>) -> Option<Pack> {
        Some(Pack {
            gtin: Some("03400927350368".to_owned()),
            expires_on: Some(expiry.parse().expect("a day")),
            lot: Some(lot.to_owned()),
            serial: serial.map(str::to_owned),
        })
    }

    #[test]
    fn a_scanned_data_matrix_fills_product_expiry_lot_and_serial() {
        assert_eq!(
            read("]d201034009273503681727063010V3F271V\u{1d}211234ABC"),
            pack("2027-06-30", "V3F271V", Some("1234ABC")),
        );
        assert_eq!(
            read("]d2010340092735036821X77\u{1d}10V3F271V\u{1d}17270600"),
            pack("2027-06-30", "V3F271V", Some("X77")),
            "another order, and the end of a month",
        );
        assert_eq!(read("01034009273503681727063010V3F271V"), pack("2027-06-30", "V3F271V", None));
    }

    #[test]
    fn a_scanner_that_writes_brackets_is_understood() {
        assert_eq!(
            read("(01)03400927350368(17)270630(10)V3F271V(21)1234ABC"),
            pack("2027-06-30", "V3F271V", Some("1234ABC")),
        );
    }

    #[test]
    fn national_numbers_and_other_fields_are_passed_over() {
        assert_eq!(
            read("]d20103400927350368712756164\u{1d}1127010117270630240AB\u{1d}10V3F271V"),
            pack("2027-06-30", "V3F271V", None),
        );
    }

    #[test]
    fn a_misread_code_is_not_half_understood() {
        assert_eq!(read("]d20103400927350369"), None, "check digit");
        assert_eq!(read("]d2010340092735036817271330"), None, "month 13");
        assert_eq!(
            read("]d20103400927350368172706301012345678901234567890123"),
            None,
            "separator lost"
        );
        assert_eq!(read("]d210V3F271V"), None, "no product");
        assert_eq!(read("(01)034"), None);
        assert_eq!(read("hexyon"), None);
        assert_eq!(read("]d2é"), None);
    }

    #[test]
    fn a_typed_product_does_not_begin_as_a_scan() {
        assert!(begins_as_scan("]d2010340"));
        assert!(begins_as_scan("(01)0340"));
        assert!(begins_as_scan("0103400927350368"));
        assert!(!begins_as_scan("0756164"));
        assert!(!begins_as_scan("hexyon"));
    }
}
