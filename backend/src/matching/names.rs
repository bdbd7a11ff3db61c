//! How well two names fit: by letters, by typing errors, by sound.

use rphonetic::{Cologne, DoubleMetaphone, Encoder};
use shared::fold;

/// How well one word fits another, 0 to 100.
fn word_likeness(a: &str, b: &str) -> u8 {
    if a == b {
        return 100;
    }
    if sounds_alike(a, b) {
        return 90;
    }
    let shorter = a.chars().count().min(b.chars().count());
    if 3 <= shorter && (a.starts_with(b) || b.starts_with(a)) {
        return 85;
    }
    match strsim::damerau_levenshtein(a, b) {
        1 if 4 <= shorter => 85,
        2 if 6 <= shorter => 70,
        _ => 0,
    }
}

/// Whether two words sound alike to a German or to a French, English or Portuguese ear:
/// by the Cologne code or by both codes of Double Metaphone. A code of one sign says nothing.
fn sounds_alike(a: &str, b: &str) -> bool {
    let is_latin = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    if !is_latin(a) || !is_latin(b) {
        return false;
    }
    let same = |a: String, b: String| 2 <= a.len() && a == b;
    let metaphone = DoubleMetaphone::new(Some(12));
    same(Cologne.encode(a), Cologne.encode(b)) || same(metaphone.encode(a), metaphone.encode(b))
}

/// How well two names fit, 0 to 100: each word of the shorter must be found in a word of its
/// own of the longer; words left over cost a little.
pub(super) fn likeness(a: &[String], b: &[String]) -> u8 {
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => fit(a, b),
        std::cmp::Ordering::Equal => fit(a, b).max(fit(b, a)),
        std::cmp::Ordering::Greater => fit(b, a),
    }
}

/// How well the words of a name are found in another of at least as many.
fn fit(few: &[String], many: &[String]) -> u8 {
    if few.is_empty() {
        return 0;
    }
    let mut free: Vec<&String> = many.iter().collect();
    let mut sum = 0_usize;
    for word in few {
        let best = free
            .iter()
            .enumerate()
            .map(|(at, other)| (word_likeness(word, other), at))
            .max_by_key(|(score, at)| (*score, usize::MAX - at));
        match best {
            Some((score, at)) if 0 < score => {
                sum += usize::from(score);
                free.remove(at);
            }
            _ => return 0,
        }
    }
    let mean = sum / few.len();
    let left_over = if few.len() == many.len() { 0 } else { 5 };
    u8::try_from(mean.saturating_sub(left_over)).unwrap_or(100)
}

/// The folded words of a name.
pub(super) fn words(name: &str) -> Vec<String> {
    fold::words(name).collect()
}

/// Under what two people are looked for beside their birth date: how their names begin to
/// sound.
pub(super) fn sound_key(family: &[String], given: &[String]) -> String {
    let code = |words: &[String]| words.first().map(|w| sound(w)).unwrap_or_default();
    format!("{} {}", code(family), code(given))
}

fn sound(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        Cologne.encode(word)
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(a: &str, b: &str) -> u8 {
        likeness(&words(a), &words(b))
    }

    #[test]
    fn what_is_written_otherwise_and_sounds_alike_fits() {
        for (a, b) in [
            ("Meyer", "Maier"),
            ("Schmidt", "Schmitt"),
            ("Philippe", "Filip"),
            ("Catarina", "Katharina"),
            ("Thill", "Till"),
        ] {
            assert_eq!(score(a, b), 90, "{a} {b}");
        }
    }

    #[test]
    fn accents_order_and_a_second_name_matter_little_and_another_name_is_another() {
        assert_eq!(score("FERREIRA Thíll", "Thill Ferreira"), 100);
        assert_eq!(score("Ferreira", "Ferreira Thill"), 95);
        assert_eq!(score("Fereira", "Ferreira"), 90);
        assert_eq!(score("Kremer", "Cramer"), 90);
        assert_eq!(score("Alexander", "Alexadner"), 85);
        for (a, b) in [("Lea", "Leo"), ("Weber", "Ferreira"), ("Ana", "Max"), ("", "Ana")] {
            assert_eq!(score(a, b), 0, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn any_two_names_can_be_compared_and_it_does_not_matter_in_which_order(
            a in "\\PC{0,24}", b in "\\PC{0,24}"
        ) {
            prop_assert_eq!(score(&a, &b) == 0, score(&b, &a) == 0);
            sound_key(&words(&a), &words(&b));
        }

        #[test]
        fn a_name_fits_itself(a in "[a-zà-ÿ]{1,12}( [a-zà-ÿ]{1,12}){0,3}") {
            if !words(&a).is_empty() {
                prop_assert_eq!(score(&a, &a), 100);
            }
        }
    }
}
