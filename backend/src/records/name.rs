//! What can stand in a name: of a person, of whoever issued a number, of a commune.
//!
//! Names are compared, printed and read aloud. So a name has letters, and nothing that
//! cannot be seen, breaks the line or belongs to a program; and each of its words has
//! letters of one alphabet, because a Cyrillic `е` in a Latin name looks the same and is
//! never found.

use shared::Text;

use super::input::text;
use crate::error::{Code, Faults};

/// A name of at most `MAX` characters, or the fault noted.
pub(super) fn name<const MAX: usize>(
    faults: &mut Faults,
    field: &[&str],
    said: &str,
) -> Option<Text<MAX>> {
    let name = text::<MAX>(faults, field, said)?;
    let fault = if !name.as_str().chars().all(is_allowed) {
        "a name has letters, digits, spaces and `'-.,/()&` only"
    } else if !name.as_str().chars().any(char::is_alphabetic) {
        "a name has at least one letter"
    } else if name.as_str().split(|c: char| !c.is_alphabetic()).any(is_mixed) {
        "a word has letters of one alphabet only"
    } else {
        return Some(name);
    };
    faults.add(Code::Malformed, field, fault);
    None
}

fn is_allowed(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{36f}');
    // Full-width and mathematical letters are other signs for letters that exist.
    let is_double = matches!(c, '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}');
    (c.is_alphanumeric() && !is_double) || is_accent || " \u{a0}'’‘ʼ`´-‐‑–.,/()&·".contains(c)
}

/// Whether a word has both Latin letters and Greek or Cyrillic ones.
fn is_mixed(word: &str) -> bool {
    let is_latin =
        |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let is_greek_or_cyrillic = |c: char| matches!(c, '\u{370}'..='\u{52f}');
    word.chars().any(is_latin) && word.chars().any(is_greek_or_cyrillic)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_name(said: &str) -> bool {
        name::<100>(&mut Faults::default(), &["familyName"], said).is_some()
    }

    #[test]
    fn the_names_of_the_country_are_names() {
        for said in [
            "O’Brien-Müller",
            "d'Aspremont Lynden",
            "Sánchez y Gómez",
            "Nguyễn",
            "Łukasz",
            "Γεωργίου",
            "Иванова",
            "Mu\u{308}ller",
            "Li",
            "王",
            "محمد",
            "Bébé 2",
            "Dos Santos (née Alves)",
            "Conceição",
            "Ng’ang’a",
            "Jr.",
        ] {
            assert!(is_name(said), "{said}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for said in
            ["", "42", "-", "Mull\u{435}r", "ＭＵＬＬＥＲ", "𝓜uller", "a\nb", "<b>", "👶", "a\tb"]
        {
            assert!(!is_name(said), "{said}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_or_leaves_one_fault(said in any::<String>()) {
            let mut faults = Faults::default();
            let name = name::<100>(&mut faults, &["familyName"], &said);
            prop_assert_eq!(name.is_some(), faults.is_empty());
        }
    }
}
