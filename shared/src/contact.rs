//! How a person is reached: address, language.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French.
    Fr,
    /// German.
    De,
    /// English.
    En,
    /// Luxembourgish.
    Lb,
    /// Portuguese.
    Pt,
}

impl Locale {
    /// All five, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Fr, Self::De, Self::En, Self::Lb, Self::Pt];

    /// The ISO 639-1 code, as in `<html lang>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::De => "de",
            Self::En => "en",
            Self::Lb => "lb",
            Self::Pt => "pt",
        }
    }

    /// The language of that ISO 639-1 code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// An e-mail address as far as one can tell without sending to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseEmailError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// More than 254 characters.
    #[error("longer than 254 characters")]
    TooLong,
    /// Not `name@host.domain`.
    #[error("not an e-mail address: write `name@example.org`")]
    Malformed,
}

impl FromStr for EmailAddress {
    type Err = ParseEmailError;
    fn from_str(text: &str) -> Result<Self, ParseEmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ParseEmailError::Empty);
        }
        if 254 < text.len() {
            return Err(ParseEmailError::TooLong);
        }
        let (name, host) = text.rsplit_once('@').ok_or(ParseEmailError::Malformed)?;
        let is_name = !name.is_empty()
            && name.len() <= 64
            && !name.starts_with('.')
            && !name.ends_with('.')
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
        let is_label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if !is_name || !host.contains('.') || !host.split('.').all(is_label) {
            return Err(ParseEmailError::Malformed);
        }
        Ok(Self(format!("{name}@{}", host.to_ascii_lowercase())))
    }
}

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = ParseEmailError;
    fn try_from(text: String) -> Result<Self, ParseEmailError> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_parsed() {
        let parse = |t: &str| t.parse::<EmailAddress>().map(String::from);
        assert_eq!(parse(" Anna.Weber@Example.LU ").as_deref(), Ok("Anna.Weber@example.lu"));
        for bad in [
            "anna",
            "anna@",
            "@example.lu",
            "a b@example.lu",
            "anna@localhost",
            "a@b..lu",
            "a@-b.lu",
            "a\n@b.lu",
        ] {
            assert_eq!(parse(bad), Err(ParseEmailError::Malformed), "{bad}");
        }
    }
}
