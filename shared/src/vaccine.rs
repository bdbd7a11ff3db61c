//! Codes of vaccines.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A NUVA vaccine concept, `VAC0510`: from an exact brand to «a polio vaccine».
///
/// Source: NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VaccineCode(u16);

/// Why a text is no NUVA code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a NUVA vaccine code: write `VAC` and four digits")]
pub struct ParseVaccineCodeError;

impl VaccineCode {
    /// The code `VAC` with that number (at most 9999).
    #[must_use]
    pub const fn new(number: u16) -> Option<Self> {
        if number <= 9999 { Some(Self(number)) } else { None }
    }

    /// The number behind `VAC`.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl FromStr for VaccineCode {
    type Err = ParseVaccineCodeError;
    fn from_str(text: &str) -> Result<Self, ParseVaccineCodeError> {
        let digits = text.strip_prefix("VAC").ok_or(ParseVaccineCodeError)?;
        if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ParseVaccineCodeError);
        }
        digits.parse().map(Self).map_err(|_| ParseVaccineCodeError)
    }
}

impl TryFrom<String> for VaccineCode {
    type Error = ParseVaccineCodeError;
    fn try_from(text: String) -> Result<Self, ParseVaccineCodeError> {
        text.parse()
    }
}

impl From<VaccineCode> for String {
    fn from(code: VaccineCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for VaccineCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VAC{:04}", self.0)
    }
}

/// A NUVA vaccine concept, `VAC0510`.
#[cfg(feature = "graphql")]
#[async_graphql::Scalar(name = "VaccineCode")]
impl async_graphql::ScalarType for VaccineCode {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        crate::id::parse_scalar(value)
    }
    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_what_it_writes() {
        assert_eq!(
            "VAC0510".parse::<VaccineCode>().map(|c| c.to_string()).as_deref(),
            Ok("VAC0510")
        );
        for bad in ["", "0510", "VAC510", "VAC05100", "vac0510", "VAC٠٥١٠"] {
            assert_eq!(bad.parse::<VaccineCode>(), Err(ParseVaccineCodeError), "{bad}");
        }
    }
}
