//! Bounded text: trimmed, not empty, no control characters, at most so many characters.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text of 1 to `MAX` characters without control characters or space at its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseTextError {
    /// Nothing but space.
    #[error("empty")]
    Empty,
    /// More characters than allowed.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A control character other than a line break or tab, or one that cannot be seen.
    #[error("contains a control or invisible character")]
    Control,
}

impl<const MAX: usize> Text<MAX> {
    /// Trims and checks.
    pub fn parse(text: &str) -> Result<Self, ParseTextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ParseTextError::Empty);
        }
        if MAX < text.chars().count() {
            return Err(ParseTextError::TooLong(MAX));
        }
        if text.chars().any(is_refused) {
            return Err(ParseTextError::Control);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, those that turn the direction of what follows (they can make one
/// name look like another), and those of no width (a text of them looks empty).
fn is_refused(c: char) -> bool {
    let is_turning = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_invisible = matches!(
        c,
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    );
    (c.is_control() && c != '\n' && c != '\t') || is_turning || is_invisible
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = ParseTextError;
    fn from_str(text: &str) -> Result<Self, ParseTextError> {
        Self::parse(text)
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = ParseTextError;
    fn try_from(text: String) -> Result<Self, ParseTextError> {
        Self::parse(&text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded() {
        assert_eq!(Text::<3>::parse("  äöü ").map(String::from).as_deref(), Ok("äöü"));
        assert_eq!(Text::<3>::parse("abcd"), Err(ParseTextError::TooLong(3)));
        assert_eq!(Text::<3>::parse(" \n "), Err(ParseTextError::Empty));
        assert_eq!(Text::<9>::parse("a\0b"), Err(ParseTextError::Control));
        assert_eq!(Text::<9>::parse("a\u{202e}b"), Err(ParseTextError::Control));
        assert_eq!(Text::<9>::parse("\u{200b}\u{feff}"), Err(ParseTextError::Control));
    }
}
