//! Luxembourg's national identification number, the *matricule*: 13 digits.
//!
//! Source: règlement grand-ducal of 28 November 2013, art. 1. `YYYYMMDD`, a serial of
//! three digits, then two check digits, Luhn and Verhoeff, **both over the first 11**.
//! An unknown month or day is written 00; an unknown year is the year of entry. The
//! number carries no sex.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::date::{Date, PartialDate};

/// A valid matricule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Matricule(String);

/// Why a text is no matricule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseMatriculeError {
    /// Not 13 digits.
    #[error("a matricule has 13 digits")]
    NotThirteenDigits,
    /// The first eight digits are no date (00 is allowed for month and day).
    #[error("the first eight digits are no birth date")]
    NoSuchDay,
    /// A check digit does not fit: a typing error.
    #[error("the check digits do not fit: please compare each digit")]
    WrongCheckDigits,
}

impl FromStr for Matricule {
    type Err = ParseMatriculeError;

    /// Reads 13 digits; spaces, as printed on the card, are left out.
    fn from_str(text: &str) -> Result<Self, ParseMatriculeError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.len() != 13 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ParseMatriculeError::NotThirteenDigits);
        }
        let digits: Vec<u8> = text.bytes().map(|b| b - b'0').collect();
        let matricule = Self(text);
        matricule.birth_date().ok_or(ParseMatriculeError::NoSuchDay)?;
        let (luhn, verhoeff) = check_digits(&digits[..11]);
        if digits[11] != luhn || digits[12] != verhoeff {
            return Err(ParseMatriculeError::WrongCheckDigits);
        }
        Ok(matricule)
    }
}

impl Matricule {
    /// The number of someone born on that day with that serial (0 to 999): for demo
    /// and test people, who are invented.
    #[must_use]
    pub fn invent(born: Date, serial: u16) -> Self {
        let first =
            format!("{:04}{:02}{:02}{:03}", born.year(), born.month(), born.day(), serial % 1000);
        let digits: Vec<u8> = first.bytes().map(|b| b - b'0').collect();
        let (luhn, verhoeff) = check_digits(&digits);
        Self(format!("{first}{luhn}{verhoeff}"))
    }

    /// The birth date it states: a day, a month or a year.
    #[must_use]
    pub fn birth_date(&self) -> Option<PartialDate> {
        let number = |range: std::ops::Range<usize>| self.0.get(range)?.parse::<u32>().ok();
        let (year, month, day) = (i32::try_from(number(0..4)?).ok()?, number(4..6)?, number(6..8)?);
        Date::from_ymd(year, 1, 1)?;
        match (month, day) {
            (0, 0) => Some(PartialDate::Year { year }),
            (0, _) => None,
            (_, 0) => Date::from_ymd(year, month, 1).map(|_| PartialDate::Month { year, month }),
            (_, _) => Date::from_ymd(year, month, day).map(|on| PartialDate::Day { on }),
        }
    }

    /// The 13 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The Luhn and the Verhoeff digit of these digits.
fn check_digits(digits: &[u8]) -> (u8, u8) {
    let luhn: u8 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| if i % 2 == 0 { (d * 2) / 10 + (d * 2) % 10 } else { *d })
        .fold(0, |sum, d| (sum + d) % 10);
    let verhoeff =
        digits.iter().rev().enumerate().fold(0, |c, (i, d)| dihedral(c, permuted(i + 1, *d)));
    ((10 - luhn) % 10, (0..10).find(|inverse| dihedral(verhoeff, *inverse) == 0).unwrap_or(0))
}

/// Multiplication in the dihedral group D5.
fn dihedral(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b) % 5,
        (false, true) => 5 + (a + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

/// Verhoeff's permutation, applied `position` times.
fn permuted(position: usize, digit: u8) -> u8 {
    const ONCE: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    (0..position % 8).fold(digit, |d, _| ONCE[usize::from(d)])
}

impl TryFrom<String> for Matricule {
    type Error = ParseMatriculeError;
    fn try_from(text: String) -> Result<Self, ParseMatriculeError> {
        text.parse()
    }
}

impl From<Matricule> for String {
    fn from(matricule: Matricule) -> Self {
        matricule.0
    }
}

impl fmt::Display for Matricule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_numbers_are_valid() {
        // Made for this project; month and day 00 in the third.
        for text in
            ["1985031410148", "2017071912391", "2020000000109", "1948022900738", "2026010100123"]
        {
            assert_eq!(text.parse::<Matricule>().map(String::from).as_deref(), Ok(text));
        }
        // A published sample that is valid only if both digits are over the first eleven.
        assert!("1893120105732".parse::<Matricule>().is_ok());
    }

    #[test]
    fn a_typing_error_is_found() {
        use ParseMatriculeError as E;
        let parse = |t: &str| t.parse::<Matricule>();
        assert_eq!(parse("1893120105733"), Err(E::WrongCheckDigits));
        assert_eq!(parse("1893120105702"), Err(E::WrongCheckDigits));
        assert_eq!(parse("1985133110148"), Err(E::NoSuchDay));
        assert_eq!(parse("19850314101"), Err(E::NotThirteenDigits));
        assert_eq!(parse("1985031410l48"), Err(E::NotThirteenDigits));
    }

    #[test]
    fn every_changed_digit_is_found() {
        let good = "1985031410148";
        for i in 0..13 {
            for d in b'0'..=b'9' {
                let mut bytes = good.as_bytes().to_vec();
                if bytes[i] == d {
                    continue;
                }
                bytes[i] = d;
                let text = String::from_utf8(bytes).expect("digits");
                assert!(text.parse::<Matricule>().is_err(), "{text}");
            }
        }
    }

    #[test]
    fn an_invented_number_is_valid_and_states_the_birth_date() {
        let born = Date::from_ymd(2024, 2, 29).expect("a day");
        let matricule = Matricule::invent(born, 7);
        assert_eq!(matricule.as_str().parse::<Matricule>().as_ref(), Ok(&matricule));
        assert_eq!(matricule.birth_date(), Some(PartialDate::Day { on: born }));
    }
}
