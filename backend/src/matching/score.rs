//! The points of a pair of people. Pure; the numbers stand in `docs/matching.md` too.

use shared::{BirthDate, Date, Sex};

use super::names::{likeness, words};

/// From these points on a pair is proposed in the list of duplicates.
pub(crate) const LISTED: u8 = 80;
/// From these points on someone is shown before a second record is made.
pub(crate) const SHOWN: u8 = 70;
/// Below this likeness a name is another name, and nothing else counts: twins share the rest.
const LEAST_NAME: u8 = 60;

/// What of a person is compared.
#[derive(Debug, Clone)]
pub(crate) struct Someone<'a> {
    pub(crate) family_name: &'a str,
    pub(crate) given_name: &'a str,
    pub(crate) birth_date: BirthDate,
    pub(crate) sex: Sex,
    pub(crate) commune: Option<&'a str>,
    /// The matricule that holds now.
    pub(crate) matricule: Option<&'a str>,
}

/// Something that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    FamilyName,
    GivenName,
    BirthDate,
    Sex,
    Commune,
    Matricule,
}

/// How many of its points something gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) part: Part,
    pub(crate) points: i32,
    /// The most it can give.
    pub(crate) of: i32,
}

/// Compares two people: points from 0 to 100, and what gave them. Nothing if a name is another.
pub(crate) fn compare(a: &Someone<'_>, b: &Someone<'_>) -> Option<(u8, Vec<Evidence>)> {
    let (family, given) = names(a, b)?;
    let evidence = vec![
        Evidence { part: Part::FamilyName, points: i32::from(family) / 4, of: 25 },
        Evidence { part: Part::GivenName, points: i32::from(given) / 4, of: 25 },
        Evidence { part: Part::BirthDate, points: births(a.birth_date, b.birth_date), of: 35 },
        Evidence { part: Part::Sex, points: sexes(a.sex, b.sex), of: 5 },
        Evidence { part: Part::Commune, points: communes(a.commune, b.commune), of: 5 },
        Evidence { part: Part::Matricule, points: matricules(a.matricule, b.matricule), of: 5 },
    ];
    let sum: i32 = evidence.iter().map(|e| e.points).sum();
    Some((u8::try_from(sum.clamp(0, 100)).unwrap_or(0), evidence))
}

/// The likeness of family and given name, in the reading that fits best: as written, in each
/// other's field, or divided otherwise.
fn names(a: &Someone<'_>, b: &Someone<'_>) -> Option<(u8, u8)> {
    let (family_a, given_a) = (words(a.family_name), words(a.given_name));
    let (family_b, given_b) = (words(b.family_name), words(b.given_name));
    let straight = (likeness(&family_a, &family_b), likeness(&given_a, &given_b));
    let crossed = (
        likeness(&family_a, &given_b).saturating_sub(10),
        likeness(&given_a, &family_b).saturating_sub(10),
    );
    let all = |given: &[String], family: &[String]| [given, family].concat();
    let whole = likeness(&all(&given_a, &family_a), &all(&given_b, &family_b)).saturating_sub(10);
    // A name that merely stands within the other says nothing of the given name: Ferreira
    // Thill and Ferreira Thill are twins until the given name fits too.
    let is_divided = given_a.len() + family_a.len() == given_b.len() + family_b.len();
    let readings = [straight, crossed, if is_divided { (whole, whole) } else { (0, 0) }];
    readings
        .into_iter()
        .filter(|(family, given)| LEAST_NAME <= *family && LEAST_NAME <= *given)
        .max_by_key(|(family, given)| u16::from(*family) + u16::from(*given))
}

fn births(a: BirthDate, b: BirthDate) -> i32 {
    match (a.partial().exact(), b.partial().exact()) {
        (Some(a), Some(b)) if a == b => 35,
        (Some(a), Some(b)) if is_swapped(a, b) => 22,
        (Some(a), Some(b)) if is_one_slip(a, b) => 20,
        (Some(_), Some(_)) => 0,
        _ => {
            let (a, b) = (a.range(), b.range());
            if a.from <= b.to && b.from <= a.to { 28 } else { 0 }
        }
    }
}

/// Whether day and month stand in each other's place.
fn is_swapped(a: Date, b: Date) -> bool {
    Date::from_ymd(a.year(), a.day(), a.month()) == Some(b)
}

/// Whether one digit is another, or two neighbours changed places.
fn is_one_slip(a: Date, b: Date) -> bool {
    strsim::damerau_levenshtein(&digits(a), &digits(b)) == 1
}

fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// The days that someone may have meant who wrote that day: by one slip, or day and month in
/// each other's place.
pub(super) fn meant(day: Date) -> Vec<Date> {
    let written = digits(day);
    let mut days: Vec<Date> =
        Date::from_ymd(day.year(), day.day(), day.month()).into_iter().collect();
    let mut push = |signs: &[u8]| {
        let number =
            |part: &[u8]| std::str::from_utf8(part).ok().and_then(|p| p.parse::<u32>().ok());
        let read = number(&signs[..4]).zip(number(&signs[4..6])).zip(number(&signs[6..]));
        let read = read.and_then(|((y, m), d)| Date::from_ymd(i32::try_from(y).ok()?, m, d));
        days.extend(read);
    };
    let signs = written.as_bytes();
    for at in 0..signs.len() {
        for digit in b'0'..=b'9' {
            let mut other = signs.to_vec();
            other[at] = digit;
            push(&other);
        }
        if at + 1 < signs.len() {
            let mut other = signs.to_vec();
            other.swap(at, at + 1);
            push(&other);
        }
    }
    days.retain(|other| *other != day && (day.year() - other.year()).abs() <= 130);
    days.sort_unstable();
    days.dedup();
    days
}

fn sexes(a: Sex, b: Sex) -> i32 {
    match (a, b) {
        (Sex::Unknown, _) | (_, Sex::Unknown) => 3,
        (a, b) if a == b => 5,
        _ => -5,
    }
}

fn communes(a: Option<&str>, b: Option<&str>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) if likeness(&words(a), &words(b)) < 85 => 0,
        (Some(_), Some(_)) => 5,
        _ => 3,
    }
}

/// Two matricules that both hold are two people, as a rule: nobody is given two.
fn matricules(a: Option<&str>, b: Option<&str>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) if a != b => -20,
        _ => 5,
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn someone<'a>(given: &'a str, family: &'a str, born: &str) -> Someone<'a> {
        let born: shared::PartialDate = born.parse().expect("a date");
        Someone {
            family_name: family,
            given_name: given,
            birth_date: BirthDate::try_from(born).expect("a birth date"),
            sex: Sex::Female,
            commune: Some("Esch-sur-Alzette"),
            matricule: None,
        }
    }

    fn points(a: &Someone<'_>, b: &Someone<'_>) -> Option<u8> {
        let (ab, ba) = (compare(a, b).map(|c| c.0), compare(b, a).map(|c| c.0));
        assert_eq!(ab, ba, "the order does not matter");
        ab
    }

    #[test]
    fn the_same_person_is_proposed_however_it_was_written() {
        let ana = someone("Ana", "Ferreira Thill", "1990-03-01");
        assert_eq!(points(&ana, &ana), Some(100));
        for (other, is) in [
            (someone("Anna", "Fereira", "1990-03-01"), 93),
            (someone("Ana", "Ferreira Thill", "1990-01-03"), 87),
            (someone("Ana", "Ferreira Thill", "1990-03-07"), 85),
            (someone("Ana", "Ferreira Thill", "1970-08-01"), 65),
            (someone("Ana", "Ferreira Thill", "1990-03"), 93),
            (someone("Thill", "Ana", "1990-03-01"), 94),
        ] {
            let found = points(&ana, &other).unwrap_or_default();
            assert!(found.abs_diff(is) <= 3, "{} {}: {found}", other.given_name, other.family_name);
        }
        let elsewhere = Someone { commune: Some("Vianden"), sex: Sex::Unknown, ..ana.clone() };
        assert_eq!(points(&ana, &elsewhere), Some(93));
    }

    #[test]
    fn twins_and_two_people_with_numbers_of_their_own_are_not_proposed() {
        let mila = someone("Mila", "Thill", "2024-05-02");
        assert_eq!(points(&mila, &someone("Noé", "Thill", "2024-05-02")), None);
        assert_eq!(points(&mila, &someone("Thill", "Noé", "2024-05-02")), None);
        let first = Someone { matricule: Some("2024050200012"), ..mila.clone() };
        let second = Someone { matricule: Some("2024050200199"), ..mila.clone() };
        let found = points(&first, &second).unwrap_or_default();
        assert!((SHOWN..LISTED).contains(&found), "{found}");
        assert_eq!(points(&first, &mila), Some(100));
    }

    #[test]
    fn every_day_that_may_have_been_meant_gives_points() {
        for day in ["1990-03-01", "2024-02-29", "2000-12-31", "1931-11-11"] {
            let day: Date = day.parse().expect("a day");
            let birth =
                |on| BirthDate::try_from(shared::PartialDate::Day { on }).expect("a birth date");
            let days = meant(day);
            assert!((10..70).contains(&days.len()), "{days:?}");
            for other in days {
                assert!(0 < births(birth(day), birth(other)), "{day} {other}");
            }
        }
    }
}
