//! Typing errors.

/// How far a typed word is from a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Distance {
    /// To the whole word, if within the bound.
    pub(super) whole: Option<u8>,
    /// To the nearest beginning of it, if within the bound.
    pub(super) prefix: Option<u8>,
}

/// The typing errors allowed in a word of so many characters.
pub(super) fn allowed(length: usize) -> u8 {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// A word as characters, with the set of its letters for a quick refusal.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    pub(super) chars: Box<[char]>,
    set: u64,
}

impl Letters {
    pub(super) fn new(word: &str) -> Self {
        let chars: Box<[char]> = word.chars().collect();
        let set = chars.iter().fold(0, |set, c| set | 1 << (u32::from(*c) % 64));
        Self { chars, set }
    }
}

/// Room for the rows of the table, kept between calls.
#[derive(Debug, Default)]
pub(super) struct Room {
    rows: [Vec<u8>; 3],
}

impl Room {
    /// Insertions, deletions, replacements and swaps of neighbours between `typed` and `word`
    /// (optimal string alignment), or none if beyond `bound` for the word and every beginning of it.
    pub(super) fn distance(&mut self, typed: &Letters, word: &Letters, bound: u8) -> Distance {
        let none = Distance { whole: None, prefix: None };
        let slack = usize::from(bound);
        let (n, m) = (typed.chars.len(), word.chars.len());
        // Each typed letter that the word lacks is an error.
        let strange = (typed.set & !word.set).count_ones();
        if strange > u32::from(bound) || n > m + slack || usize::from(u8::MAX) <= n + slack {
            return none;
        }
        // A beginning longer than this is further than the bound.
        let m_read = m.min(n + slack);
        let [before, last, row] = &mut self.rows;
        for r in [&mut *before, &mut *last, &mut *row] {
            r.clear();
            r.resize(m_read + 1, 0);
        }
        for (j, cell) in last.iter_mut().enumerate() {
            *cell = j as u8;
        }
        for i in 1..=n {
            row[0] = i as u8;
            let mut least = row[0];
            for j in 1..=m_read {
                let (a, b) = (typed.chars[i - 1], word.chars[j - 1]);
                let mut cell =
                    (last[j - 1] + u8::from(a != b)).min(last[j] + 1).min(row[j - 1] + 1);
                let is_swap = 1 < i && 1 < j && a == word.chars[j - 2] && typed.chars[i - 2] == b;
                if is_swap {
                    cell = cell.min(before[j - 2] + 1);
                }
                row[j] = cell;
                least = least.min(cell);
            }
            if bound < least {
                return none;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        let whole = (m <= m_read).then(|| last[m]).filter(|d| *d <= bound);
        let prefix = last.iter().copied().min().filter(|d| *d <= bound);
        Distance { whole, prefix }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn distance(typed: &str, word: &str, bound: u8) -> (Option<u8>, Option<u8>) {
        let d = Room::default().distance(&Letters::new(typed), &Letters::new(word), bound);
        (d.whole, d.prefix)
    }

    #[test]
    fn the_usual_typing_errors_count_one() {
        for (typed, word) in [
            ("hexion", "hexyon"),
            ("prevnar", "prevenar"),
            ("boosstrix", "boostrix"),
            ("infarnix", "infanrix"),
        ] {
            assert_eq!(distance(typed, word, 2), (Some(1), Some(1)), "{typed}");
        }
        assert_eq!(distance("hexi", "hexyon", 1), (None, Some(1)));
        assert_eq!(distance("hexyon", "priorix", 2), (None, None));
        assert_eq!(distance("", "", 0), (Some(0), Some(0)));
    }

    /// The plain table, without bound or shortcut.
    fn plain(a: &[char], b: &[char]) -> usize {
        let mut t = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                t[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut cell = (t[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]))
                        .min(t[i - 1][j] + 1)
                        .min(t[i][j - 1] + 1);
                    if 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cell = cell.min(t[i - 2][j - 2] + 1);
                    }
                    cell
                };
            }
        }
        t[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_plain_table(a in "[abc]{0,7}", b in "[abc]{0,9}", bound in 0u8..4) {
            let (x, y): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
            let within = |d: usize| u8::try_from(d).ok().filter(|d| *d <= bound);
            let nearest = (0..=y.len()).map(|l| plain(&x, &y[..l])).min().unwrap_or(0);
            prop_assert_eq!(distance(&a, &b, bound), (within(plain(&x, &y)), within(nearest)));
        }
    }
}
