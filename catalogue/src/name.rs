//! Names, and in which language they are.

use shared::Locale;

/// A name and the language it is in.
///
/// NUVA has names in English, French and German (diseases also in Portuguese), not all
/// of them in all languages. What is missing falls back, and the screen must say so:
/// mark the text with [`Name::locale`] as its `lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The words.
    pub text: &'a str,
    /// The language of the words; none for a brand, which is the same in every language.
    pub locale: Option<Locale>,
}

impl Name<'_> {
    /// Whether the reader of `locale` gets a name in another language.
    #[must_use]
    pub fn is_fallback(&self, locale: Locale) -> bool {
        self.locale.is_some_and(|l| l != locale)
    }
}

/// The names of one thing in the five languages, or one for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Names {
    /// A proper name.
    Brand(Box<str>),
    /// By position in [`Locale::ALL`]; there is always French or English.
    Words([Option<Box<str>>; 5]),
}

impl Names {
    /// The name for a reader of `locale`: in that language, or else in the next they are
    /// likely to read (Luxembourgish: German, French; German and Portuguese: French).
    pub(crate) fn get(&self, locale: Locale) -> Name<'_> {
        use Locale::{De, En, Fr, Lb, Pt};
        let order = match locale {
            Fr => [Fr, En, De, Lb, Pt],
            De => [De, Fr, En, Lb, Pt],
            En => [En, Fr, De, Lb, Pt],
            Lb => [Lb, De, Fr, En, Pt],
            Pt => [Pt, Fr, En, De, Lb],
        };
        match self {
            Self::Brand(text) => Name { text, locale: None },
            Self::Words(words) => order
                .into_iter()
                .find_map(|l| words[slot(l)].as_deref().map(|text| Name { text, locale: Some(l) }))
                .unwrap_or(Name { text: "", locale: None }),
        }
    }

    /// Every name with its language.
    pub(crate) fn all(&self) -> impl Iterator<Item = Name<'_>> {
        let (brand, words) = match self {
            Self::Brand(text) => (Some(Name { text, locale: None }), None),
            Self::Words(words) => (None, Some(words)),
        };
        let words = words.into_iter().flatten().zip(Locale::ALL);
        brand.into_iter().chain(words.filter_map(|(text, locale)| {
            text.as_deref().map(|text| Name { text, locale: Some(locale) })
        }))
    }
}

/// The position of a language in [`Locale::ALL`].
pub(crate) fn slot(locale: Locale) -> usize {
    match locale {
        Locale::Fr => 0,
        Locale::De => 1,
        Locale::En => 2,
        Locale::Lb => 3,
        Locale::Pt => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_says_so() {
        let mut words: [Option<Box<str>>; 5] = Default::default();
        words[slot(Locale::Fr)] = Some("Rougeole".into());
        words[slot(Locale::De)] = Some("Masern".into());
        let names = Names::Words(words);
        let lb = names.get(Locale::Lb);
        assert_eq!(lb, Name { text: "Masern", locale: Some(Locale::De) });
        assert!(lb.is_fallback(Locale::Lb) && !lb.is_fallback(Locale::De));
        assert_eq!(names.get(Locale::Pt).text, "Rougeole");
        assert_eq!(names.all().count(), 2);

        let brand = Names::Brand("HEXYON".into());
        assert!(Locale::ALL.into_iter().all(|l| !brand.get(l).is_fallback(l)));
    }

    #[test]
    fn a_slot_is_the_position_in_the_list_of_languages() {
        for (position, locale) in Locale::ALL.into_iter().enumerate() {
            assert_eq!(slot(locale), position);
        }
    }
}
