//! Licensed ages out of the short notes of `VACCINES.csv`, only where they are clear.

/// From and before which age, as the data file has them.
///
/// Reads the first part of the note that states an age: `from 6 wk`, `≥16 y`, `2 mo–7 y`,
/// `birth–15 y`, `finish by 24 wk`. The widest use counts, so `(9 mo special)` lowers the start.
/// A note that doubts itself (`label since widened: check`) gives nothing.
pub(super) fn licensed(note: &str) -> (Option<String>, Option<String>) {
    if note.contains("label") || note.contains("lower age") {
        return (None, None);
    }
    let (plain, aside) = split_asides(note);
    let parts: Vec<_> = plain.split([';', ',', ':']).map(str::trim).collect();
    let finish = parts.iter().find_map(|p| p.strip_prefix("finish by "));
    let finish = finish.and_then(age).map(|(n, unit)| past(n, unit));
    let stated = parts.iter().filter(|p| !p.contains("apart")).find_map(|p| window(p));
    let (mut from, before) = stated.unwrap_or_default();
    let special = ["special", "exceptional"].iter().any(|w| aside.contains(w));
    if let (true, Some((number, unit))) = (special, age(&aside)) {
        from = Some((number, unit));
    }
    (from.map(|(n, unit)| code(n, unit)), finish.or(before))
}

type Number = u32;
/// What `window` reads: the first age, and the text of the age after the last.
type Window = (Option<(Number, char)>, Option<String>);

/// The note without what is in brackets, and that.
fn split_asides(note: &str) -> (String, String) {
    let (mut plain, mut aside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in note.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            c => aside.push(c),
        }
    }
    (plain, aside)
}

/// The ages that one part of a note states.
fn window(part: &str) -> Option<Window> {
    if let Some(first) = part.strip_prefix("1st ") {
        return Some((age(first.trim_start_matches("from ")), None));
    }
    let least = part.split('≥').skip(1).filter_map(age).min_by_key(|(n, unit)| days(*n, *unit));
    if least.is_some() {
        return Some((least, None));
    }
    if let Some((_, rest)) = part.split_once("from ") {
        let until = rest.split_once(" to ").and_then(|(_, end)| age(end));
        return Some((Some(age(rest)?), until.map(|(n, unit)| past(n, unit))));
    }
    let (start, end) = part.split_once('–')?;
    let (last, unit) = age(end)?;
    let start = start.trim_end();
    if start.ends_with("birth") {
        return Some((None, Some(past(last, unit))));
    }
    // «16 mo–13 y» or «1–15 y»: the number, perhaps with its unit, is at the end.
    let mut words: Vec<_> = start.split(' ').collect();
    let word = words.pop()?;
    let first = match word {
        "wk" | "mo" | "y" => age(&format!("{} {word}", words.pop()?))?,
        number => (number.parse().ok()?, unit),
    };
    Some((Some(first), Some(past(last, unit))))
}

/// The age that the text starts with: `6 wk…`, `6–9 mo…` (the first), `3 y`.
fn age(text: &str) -> Option<(Number, char)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let number = text[..end].parse().ok()?;
    let rest = text[end..].trim_start_matches(|c: char| c == '–' || c == ' ' || c.is_ascii_digit());
    let unit = [("wk", 'w'), ("mo", 'm'), ("y", 'y')];
    unit.into_iter().find(|(word, _)| rest.starts_with(word)).map(|(_, unit)| (number, unit))
}

/// For comparing.
fn days(number: Number, unit: char) -> Number {
    number
        * match unit {
            'w' => 7,
            'm' => 30,
            _ => 365,
        }
}

/// That age.
fn code(number: Number, unit: char) -> String {
    match unit {
        'w' => format!("{}d", number * 7),
        'm' => format!("{number}m"),
        _ => format!("{}m", number * 12),
    }
}

/// The age after it: «to 15 years» is until the day before the 16th birthday, «by 24 weeks» until the
/// day on which 24 weeks are full.
fn past(number: Number, unit: char) -> String {
    match unit {
        'w' => format!("{}d", number * 7 + 1),
        unit => code(number + 1, unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_note_gives_ages_and_an_unclear_one_none() {
        for (note, from, before) in [
            ("from 6 wk; 2+1 or 3+1, booster ≥6 mo after last primary dose", "42d", ""),
            ("2 mo–7 y (DTaP)", "2m", "96m"),
            ("DTaP-IPV booster 16 mo–13 y", "16m", "168m"),
            ("DTaP-IPV: primary from 2 mo and booster to 13 y", "2m", "168m"),
            ("dTap-IPV booster from 3–4 y; pregnancy 2nd/3rd trimester", "36m", ""),
            ("2 doses ≥4 wk apart; 1st from 6 wk; finish by 24 wk", "42d", "169d"),
            ("3 doses ≥4 wk apart; 1st 6–12 wk; finish by 32 wk", "42d", "225d"),
            ("MMR from 12 mo (9 mo special); 2 doses ≥4 wk apart", "9m", ""),
            ("MMR from 9 mo (routine 12 mo); 2 doses ≥4 wk apart", "9m", ""),
            ("yellow fever from 9 mo (6–9 mo exceptional), 1 dose", "6m", ""),
            ("hep B birth–15 y: 0-1-6 mo", "", "192m"),
            ("hep A child 1–15 y; 2 doses 6–12 mo apart", "12m", "192m"),
            ("TBE adult ≥16 y: 0, 1–3 mo, 5–12 mo after 2nd; booster 3 y then 5 y", "192m", ""),
            ("zoster ≥50 y or ≥18 y at risk: 2 doses 2–6 mo apart", "216m", ""),
            ("PCV21, adults ≥18 y, 1 dose", "216m", ""),
            ("original 6 mo–4 y", "6m", "60m"),
            ("RSV ≥60 y (≥50 y at risk; label since widened: check), 1 dose", "", ""),
            ("hep B dialysis/pre-dialysis adults: 0-1-6 mo", "", ""),
            ("rabies any age; PrEP 0-7-(21/28) d; rapid 0-3-7", "", ""),
            ("nirsevimab <5 kg: 50 mg", "", ""),
            ("", "", ""),
        ] {
            let some = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
            assert_eq!(licensed(note), (some(from), some(before)), "{note}");
        }
    }
}
