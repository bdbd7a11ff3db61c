//! The code that a patient shows in a practice: eight signs that are told apart when they
//! are read aloud or copied by hand, the last of them a check.
//!
//! No 0, 1, I, L, O, U, V: 29 signs are left, a prime, so that the check (a weighted sum)
//! finds every wrong sign and every two that changed places. Seven signs are 34 bits: with
//! ten guesses a minute and a quarter of an hour nobody meets one.

use std::fmt;

const SIGNS: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";
const LENGTH: usize = 8;

/// A code with its check.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

/// What is wrong with a code as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// Not eight of the signs.
    Malformed,
    /// A sign is wrong, or two changed places.
    Check,
}

impl Code {
    /// A code of these random bytes. What is drawn for a sign is a little uneven, by one part
    /// in a hundred million.
    #[must_use]
    pub fn of(random: [u8; 8]) -> Self {
        let mut rest = u64::from_be_bytes(random);
        let mut places = [0; LENGTH];
        for place in places.iter_mut().take(LENGTH - 1) {
            *place = sign_at(rest);
            rest /= signs();
        }
        places[LENGTH - 1] = check(&places);
        Self(places.map(|p| SIGNS[usize::from(p)]))
    }

    /// Reads what was typed: in any case, with spaces or hyphens anywhere.
    ///
    /// # Errors
    /// If it cannot be a code.
    pub fn read(text: &str) -> Result<Self, CodeFault> {
        let typed: Vec<char> = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '·'))
            .take(LENGTH + 1)
            .collect();
        let mut places = [0; LENGTH];
        if typed.len() != LENGTH {
            return Err(CodeFault::Malformed);
        }
        for (place, typed) in places.iter_mut().zip(typed) {
            let at = SIGNS.iter().position(|s| char::from(*s) == typed.to_ascii_uppercase());
            let at = at.and_then(|at| u8::try_from(at).ok());
            *place = at.ok_or(CodeFault::Malformed)?;
        }
        if places[LENGTH - 1] != check(&places) {
            return Err(CodeFault::Check);
        }
        Ok(Self(places.map(|p| SIGNS[usize::from(p)])))
    }

    /// As it is shown: two groups of four.
    #[must_use]
    pub fn shown(&self) -> String {
        let text = self.to_string();
        format!("{} {}", &text[..LENGTH / 2], &text[LENGTH / 2..])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|sign| write!(f, "{}", char::from(*sign)))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

fn signs() -> u64 {
    SIGNS.len() as u64
}

fn sign_at(number: u64) -> u8 {
    u8::try_from(number % signs()).unwrap_or(0)
}

/// The sign that makes the sum of all, each times its place, a multiple of 29.
fn check(places: &[u8; LENGTH]) -> u8 {
    let weighted = places.iter().take(LENGTH - 1).zip(1_u64..);
    let sum: u64 = weighted.map(|(place, weight)| u64::from(*place) * weight).sum();
    // The check stands at place 8, and 8 · 11 = 88 = 1 modulo 29.
    sign_at((signs() - sum % signs()) * 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> impl Iterator<Item = Code> {
        (0_u64..200).map(|i| Code::of((i.wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_be_bytes()))
    }

    #[test]
    fn a_code_is_read_as_it_is_shown_and_as_people_type() {
        for code in codes() {
            let shown = code.shown();
            assert_eq!(Code::read(&shown), Ok(code.clone()), "{shown}");
            assert_eq!(Code::read(&shown.to_lowercase().replace(' ', "-")), Ok(code.clone()));
            assert_eq!(Code::read(&format!("  {code} ")), Ok(code));
        }
    }

    #[test]
    fn every_wrong_sign_and_every_swap_of_neighbours_is_found() {
        for code in codes() {
            let right = code.to_string().into_bytes();
            for at in 0..LENGTH {
                for sign in SIGNS.iter().filter(|s| **s != right[at]) {
                    let mut wrong = right.clone();
                    wrong[at] = *sign;
                    let wrong = String::from_utf8(wrong).expect("ASCII");
                    assert_eq!(Code::read(&wrong), Err(CodeFault::Check), "{wrong}");
                }
                if at + 1 < LENGTH && right[at] != right[at + 1] {
                    let mut wrong = right.clone();
                    wrong.swap(at, at + 1);
                    let wrong = String::from_utf8(wrong).expect("ASCII");
                    assert_eq!(Code::read(&wrong), Err(CodeFault::Check), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_malformed() {
        for text in ["", "K7M4", "K7M4 PQ3X9", "K7M4 PQ30", "K7M4 PQ3é", "ＫＫＫＫＫＫＫＫ"]
        {
            assert_eq!(Code::read(text), Err(CodeFault::Malformed), "{text}");
        }
    }

    #[test]
    fn codes_differ() {
        let all: std::collections::HashSet<String> = codes().map(|c| c.to_string()).collect();
        assert_eq!(all.len(), 200);
    }
}
