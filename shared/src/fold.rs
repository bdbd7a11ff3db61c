//! Folding: what a search compares instead of the text itself.
//!
//! Lower case, no accents, ligatures spelt out, one kind of apostrophe and of hyphen:
//! «Müller», «MULLER» and «Mu\u{308}ller» fold to the same. German umlauts lose their
//! dots (`ü` becomes `u`, not `ue`): the French half of the country writes them so, and
//! `ue` is one typing error away. Letters of other scripts are only lower-cased.
//!
//! An own small table for Latin letters: full Unicode normalisation would cost the
//! browser more bytes than all of the search.

/// The folded text.
///
/// ```
/// assert_eq!(shared::fold::fold("Gürtelrose, Œdème, STRAẞE"), "gurtelrose, oedeme, strasse");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(&mut folded, c);
    }
    folded
}

/// The folded words of a text: its longest runs of letters and digits.
///
/// Everything else only separates: `M-M-RVAXPRO` has the words `m`, `m` and `rvaxpro`.
///
/// ```
/// let words: Vec<_> = shared::fold::words("D’Hépatite  A+B").collect();
/// assert_eq!(words, ["d", "hepatite", "a", "b"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<_> = split(&folded).map(str::to_owned).collect();
    words.into_iter()
}

/// The words of a text that is already folded.
pub fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Appends what one character folds to: nothing, one letter or more.
fn push_folded(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    if is_combining(c) {
        return;
    }
    for lower in c.to_lowercase() {
        // `İ` lower-cases to `i` and a combining dot.
        if is_combining(lower) {
            continue;
        }
        match base_letters(lower) {
            Some(base) => folded.push_str(base),
            None => folded.push(lower),
        }
    }
}

/// Marks that combine with the letter before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// The base letters of a lower-case Latin letter (Latin-1, Extended-A and -B, Extended
/// Additional), and the plain forms of apostrophes and hyphens.
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ǟ' | 'ǡ' | 'ǻ' | 'ȁ' | 'ȃ' | 'ȧ' | 'ª' => {
            "a"
        }
        'ḁ' | 'ẚ' | 'ạ'..='ặ' => "a",
        'æ' | 'ǣ' | 'ǽ' => "ae",
        'ƀ' | 'ɓ' | 'ḃ' | 'ḅ' | 'ḇ' => "b",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'ƈ' | 'ȼ' | 'ḉ' => "c",
        'ð' | 'ď' | 'đ' | 'ɖ' | 'ɗ' | 'ḋ' | 'ḍ' | 'ḏ' | 'ḑ' | 'ḓ' => "d",
        'ǆ' | 'ǳ' => "dz",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ǝ' | 'ȅ' | 'ȇ' | 'ȩ' | 'ɛ' | 'ə' => {
            "e"
        }
        'ḕ' | 'ḗ' | 'ḙ' | 'ḛ' | 'ḝ' | 'ẹ'..='ệ' => "e",
        'ƒ' | 'ḟ' => "f",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǥ' | 'ǧ' | 'ǵ' | 'ɠ' | 'ḡ' => "g",
        'ĥ' | 'ħ' | 'ȟ' | 'ḣ' | 'ḥ' | 'ḧ' | 'ḩ' | 'ḫ' | 'ẖ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ȉ' | 'ȋ' | 'ɨ' => "i",
        'ḭ' | 'ḯ' | 'ỉ' | 'ị' => "i",
        'ĳ' => "ij",
        'ĵ' | 'ǰ' | 'ɉ' => "j",
        'ķ' | 'ĸ' | 'ƙ' | 'ǩ' | 'ḱ' | 'ḳ' | 'ḵ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' | 'ƚ' | 'ḷ' | 'ḹ' | 'ḻ' | 'ḽ' => "l",
        'ǉ' => "lj",
        'ḿ' | 'ṁ' | 'ṃ' => "m",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' | 'ƞ' | 'ǹ' | 'ṅ' | 'ṇ' | 'ṉ' | 'ṋ' => "n",
        'ŉ' => "'n",
        'ǌ' => "nj",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ǫ' | 'ǭ' | 'ǿ' | 'º' => "o",
        'ȍ' | 'ȏ' | 'ȫ' | 'ȭ' | 'ȯ' | 'ȱ' | 'ṍ' | 'ṏ' | 'ṑ' | 'ṓ' | 'ọ'..='ợ' => {
            "o"
        }
        'œ' => "oe",
        'ƥ' | 'ṕ' | 'ṗ' => "p",
        'ŕ' | 'ŗ' | 'ř' | 'ȑ' | 'ȓ' | 'ṙ' | 'ṛ' | 'ṝ' | 'ṟ' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ſ' | 'ẛ'..='ẝ' | 'ṡ' | 'ṣ' | 'ṥ' | 'ṧ' | 'ṩ' => {
            "s"
        }
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ƭ' | 'ṫ' | 'ṭ' | 'ṯ' | 'ṱ' | 'ẗ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => {
            "u"
        }
        'ȕ' | 'ȗ' | 'ʉ' | 'ṳ' | 'ṵ' | 'ṷ' | 'ṹ' | 'ṻ' | 'ụ'..='ự' => "u",
        // «10 µg», by the micro sign or the Greek letter; people type `ug`.
        'µ' | 'μ' => "u",
        'ṽ' | 'ṿ' => "v",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' | 'ẇ' | 'ẉ' | 'ẘ' => "w",
        'ẋ' | 'ẍ' => "x",
        'ý' | 'ÿ' | 'ŷ' | 'ƴ' | 'ȳ' | 'ẏ' | 'ẙ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ƶ' | 'ẑ' | 'ẓ' | 'ẕ' => "z",
        '‘' | '’' | '‛' | 'ʼ' | '′' | '´' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_case_and_ligatures_fold_away() {
        for (text, folded) in [
            ("Müller", "muller"),
            ("MULLER", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("Straße STRAẞE", "strasse strasse"),
            ("Cœur Æsop", "coeur aesop"),
            ("São Conceição", "sao conceicao"),
            ("Łukasz Škoda Đorđe Þór Ğ", "lukasz skoda dorde thor g"),
            ("Nguyễn Ước", "nguyen uoc"),
            ("İstanbul ılık", "istanbul ilik"),
            ("Éischt Lëtzebuerg", "eischt letzebuerg"),
            ("O’Brien – Weiß", "o'brien - weiss"),
            ("10 µg 10 μg 10 ΜG", "10 ug 10 ug 10 ug"),
            ("Ελλάδα МОСКВА", "ελλάδα москва"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn every_latin_letter_of_europe_folds_to_ascii() {
        // Latin-1 letters, Extended-A, Extended Additional: what names here are written in.
        let letters = ('À'..='ſ')
            .chain('Ḁ'..='ỹ')
            .filter(|c| c.is_alphabetic() && !matches!(c, '\u{1efa}'..='\u{1eff}' | 'ẟ'));
        for c in letters {
            assert!(fold(&c.to_string()).is_ascii(), "{c} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let words = |t| words(t).collect::<Vec<_>>();
        assert_eq!(words("M-M-RVAXPRO, 0,5 mL"), ["m", "m", "rvaxpro", "0", "5", "ml"]);
        assert_eq!(words("Mu\u{308}ller\u{0}\u{7}🦀x"), ["muller", "x"]);
        assert_eq!(words(" \u{308} - "), [""; 0]);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
