//! What was typed to find a person: a matricule, or a name and a birth date in any order.

use shared::{Date, Matricule, ParseMatriculeError, PartialDate};

use crate::dates::read_fast;

/// From this many digits on, a number is meant as a matricule and not as a date.
const MATRICULE_FROM: usize = 9;

/// Who is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing was typed.
    Nothing,
    /// A matricule with right check digits.
    Matricule(Matricule),
    /// A name and a birth date.
    Person {
        /// The names, in any order.
        name: String,
        /// The day of birth.
        born: Date,
    },
    /// Not yet enough to look for someone.
    Missing(Missing),
}

/// What is missing or wrong before anyone can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A matricule of another length; with the number of digits typed.
    Digits(usize),
    /// A matricule whose first eight digits are no day.
    MatriculeDay,
    /// A matricule with a typing error.
    CheckDigits,
    /// A name without a birth date.
    BirthDate,
    /// A birth date without its day, or one that is none.
    WholeBirthDate,
    /// A birth date without a name.
    Name,
}

/// Reads what was typed.
#[must_use]
pub fn read(text: &str, today: Date) -> Asked {
    let text = text.trim();
    if text.is_empty() {
        return Asked::Nothing;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    if is_number && MATRICULE_FROM <= digits {
        return match text.parse() {
            Ok(matricule) => Asked::Matricule(matricule),
            Err(ParseMatriculeError::NotThirteenDigits) => Asked::Missing(Missing::Digits(digits)),
            Err(ParseMatriculeError::NoSuchDay) => Asked::Missing(Missing::MatriculeDay),
            Err(ParseMatriculeError::WrongCheckDigits) => Asked::Missing(Missing::CheckDigits),
        };
    }
    let words = || text.split([' ', '\t', ',', ';', '\u{a0}']).filter(|word| !word.is_empty());
    let has_digit = |word: &&str| word.bytes().any(|b| b.is_ascii_digit());
    let name: Vec<&str> = words().filter(|word| !has_digit(word)).collect();
    let date: Vec<&str> = words().filter(has_digit).collect();
    match (name.is_empty(), date.is_empty()) {
        (_, true) => Asked::Missing(Missing::BirthDate),
        (true, false) => Asked::Missing(Missing::Name),
        (false, false) => match read_fast(&date.join(" "), today) {
            Ok(PartialDate::Day { on }) => Asked::Person { name: name.join(" "), born: on },
            Ok(_) | Err(_) => Asked::Missing(Missing::WholeBirthDate),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str) -> Asked {
        read(text, "2026-11-24".parse().expect("a day"))
    }

    fn person(name: &str, born: &str) -> Asked {
        Asked::Person { name: name.to_owned(), born: born.parse().expect("a day") }
    }

    #[test]
    fn a_matricule_is_read_with_or_without_spaces() {
        let born = "2025-04-14".parse().expect("a day");
        let matricule = Matricule::invent(born, 103);
        let digits = matricule.as_str().to_owned();
        assert_eq!(ask(&digits), Asked::Matricule(matricule.clone()));
        let spaced = format!("{} {} {}", &digits[..4], &digits[4..8], &digits[8..]);
        assert_eq!(ask(&spaced), Asked::Matricule(matricule));
    }

    #[test]
    fn a_typing_error_in_a_matricule_is_told_before_asking_the_server() {
        assert_eq!(ask("198503141014"), Asked::Missing(Missing::Digits(12)));
        assert_eq!(ask("1985031410149"), Asked::Missing(Missing::CheckDigits));
        assert_eq!(ask("1985133110148"), Asked::Missing(Missing::MatriculeDay));
    }

    #[test]
    fn a_name_and_a_birth_date_are_found_in_any_order() {
        for typed in [
            "ferreira 140425",
            "140425 ferreira",
            "ferreira 14042025",
            "ferreira, 14.04.2025",
            "ferreira 14.4.25",
            "ferreira 2025-04-14",
            "ferreira 14 04 2025",
        ] {
            assert_eq!(ask(typed), person("ferreira", "2025-04-14"), "{typed}");
        }
        assert_eq!(ask("Da Costa Sofia 020597"), person("Da Costa Sofia", "1997-05-02"));
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(ask("  "), Asked::Nothing);
        assert_eq!(ask("ferreira"), Asked::Missing(Missing::BirthDate));
        assert_eq!(ask("140425"), Asked::Missing(Missing::Name));
        assert_eq!(ask("ferreira 2025"), Asked::Missing(Missing::WholeBirthDate));
        assert_eq!(ask("ferreira 310225"), Asked::Missing(Missing::WholeBirthDate));
    }
}
