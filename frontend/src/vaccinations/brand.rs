//! Brands as people write them.

/// «Hexyon» for `HEXYON`: a name all in capitals, word by word. Words with a digit or a hyphen
/// (`FSME-IMMUN`, `M-M-RVAXPRO`) and those of at most three letters (`ACT`, `IPV`) stay as they are, as does
/// a name that already has small letters.
#[must_use]
pub fn brand_text(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words: Vec<String> = name.split(' ').map(brand_word).collect();
    words.join(" ")
}

fn brand_word(word: &str) -> String {
    let is_kept = word.chars().count() <= 3 || word.chars().any(|c| !c.is_alphabetic());
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !is_kept => {
            first.to_string() + &chars.flat_map(char::to_lowercase).collect::<String>()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_in_capitals_is_written_as_people_do() {
        for (name, written) in [
            ("HEXYON", "Hexyon"),
            ("INFANRIX HEXA", "Infanrix Hexa"),
            ("PREVENAR 13", "Prevenar 13"),
            ("FSME-IMMUN", "FSME-IMMUN"),
            ("ENGERIX B 10", "Engerix B 10"),
            ("ProQuad", "ProQuad"),
            ("Hepatitis B vaccine", "Hepatitis B vaccine"),
        ] {
            assert_eq!(brand_text(name), written);
        }
    }
}
