//! The letters: Noto Sans, how wide each is, and where a line breaks.

use anyhow::Context as _;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider as _,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

/// What stands for a letter that the font does not have.
const MISSING: char = '\u{fffd}';

/// The two weights.
pub(super) struct Faces {
    pub(super) plain: Face,
    pub(super) bold: Face,
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

impl Faces {
    /// Those inside the program.
    pub(super) fn embedded() -> anyhow::Result<Self> {
        Ok(Self { plain: Face::of(notosans::REGULAR_TTF)?, bold: Face::of(notosans::BOLD_TTF)? })
    }

    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }
}

/// A font with what is needed to set a line.
pub(super) struct Face {
    pub(super) font: Font,
    letters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

impl Face {
    fn of(file: &'static [u8]) -> anyhow::Result<Self> {
        let font = Font::new(file.into(), 0).context("a font inside the program")?;
        let read = FontRef::new(file).context("a font inside the program")?;
        let units = read.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        Ok(Self {
            font,
            letters: read.charmap(),
            metrics: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: f32::from(units),
        })
    }

    /// The text as this font can write it: one line, and a sign for each letter that it lacks.
    pub(super) fn writable(&self, text: &str) -> String {
        let shown = |letter: char| match letter {
            letter if letter.is_whitespace() => ' ',
            // A mark of byte order is no letter, although the font has a sign for it.
            letter if letter.is_control() || letter == '\u{feff}' => ' ',
            letter if self.has(letter) => letter,
            _ if self.has(MISSING) => MISSING,
            _ => '?',
        };
        text.chars().map(shown).collect()
    }

    fn has(&self, letter: char) -> bool {
        self.letters.map(letter).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// How wide a text is in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum::<f32>() * size
    }

    /// How far a letter goes, in parts of the size.
    fn advance(&self, letter: char) -> f32 {
        let glyph = self.letters.map(letter);
        let units = glyph.and_then(|glyph| self.metrics.advance_width(glyph));
        units.unwrap_or_default() / self.units
    }

    /// The glyphs of a text.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyphs = text.char_indices().map(|(at, letter)| {
            let glyph = self.letters.map(letter).map_or(0, |glyph| glyph.to_u32());
            let range = at..at + letter.len_utf8();
            let advance = self.advance(letter);
            KrillaGlyph::new(GlyphId::new(glyph), advance, 0.0, 0.0, 0.0, range, None)
        });
        glyphs.collect()
    }

    /// The lines of a text in that width, each but the last with the space at which it breaks. A
    /// word that is wider than the line is broken where it must be.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let text = self.writable(text);
        // A line may also end after a hyphen inside a word.
        let words = text.split_whitespace().flat_map(|word| {
            word.split_inclusive('-').enumerate().map(|(at, part)| (at == 0, part))
        });
        for (begins, word) in words {
            let gap = if line.is_empty() || !begins { "" } else { " " };
            if self.width(&format!("{line}{gap}{word}"), size) <= width {
                line.push_str(gap);
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line) + if begins { " " } else { "" });
            }
            for letter in word.chars() {
                let is_full = width < self.width(&line, size) + self.advance(letter) * size;
                if is_full && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }
}
