//! Brands as people write them.

/// «Hexyon» for `HEXYON`: a name that begins in capitals, word by word. Words of at most three letters
/// (`ACT`, `IPV`), with a digit, with small letters, or whose hyphened parts are short (`FSME-IMMUN`,
/// `M-M-RVAXPRO`) stay as they are, as does a name that begins otherwise (`ProQuad`).
#[must_use]
pub fn brand_text(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    if first.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words: Vec<String> = name.split(' ').map(brand_word).collect();
    words.join(" ")
}

fn brand_word(word: &str) -> String {
    const SHORT: usize = 3;
    const SHORT_PART: usize = 4;
    let is_part = |part: &str| part.chars().all(char::is_uppercase);
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let short = if parts.len() == 1 { SHORT } else { SHORT_PART };
    if parts.iter().any(|part| part.chars().count() <= short || !is_part(part)) {
        return word.to_owned();
    }
    let mut is_first = true;
    let write = |c: char| -> char {
        let written =
            if is_first || !c.is_alphabetic() { c } else { c.to_lowercase().next().unwrap_or(c) };
        is_first = !c.is_alphabetic();
        written
    };
    word.chars().map(write).collect()
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
            ("M-M-RVAXPRO", "M-M-RVAXPRO"),
            ("BOOSTRIX-POLIO", "Boostrix-Polio"),
            ("SPIKEVAX 0,2 mg/mL MODERNA", "Spikevax 0,2 mg/mL Moderna"),
            ("IMOVAX POLIO", "Imovax Polio"),
            ("ENGERIX B 10", "Engerix B 10"),
            ("ProQuad", "ProQuad"),
            ("Hepatitis B vaccine", "Hepatitis B vaccine"),
        ] {
            assert_eq!(brand_text(name), written);
        }
    }
}
