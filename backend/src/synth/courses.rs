//! Which doses someone of that age has: the schedule of their time, with delays, drop-outs
//! and what each age is offered. Pure; chance comes in by the generator.
//!
//! Ages follow the recommendations in Luxembourg's vaccination calendar; shares are rough
//! and invented.

use chrono::Months;
use rand::{Rng, rngs::StdRng};
use shared::{Date, PartialDate, Provenance};

use super::products::*;

/// A dose that someone had, before it is known who wrote it down.
#[derive(Debug, Clone)]
pub(super) struct Had {
    pub(super) product: Product,
    pub(super) on: Date,
    /// What is known of the day.
    pub(super) known: PartialDate,
    /// `GivenHere` unless the day lies before the record, or another system sent it.
    pub(super) provenance: Provenance,
    /// Declined on that day.
    pub(super) is_declined: bool,
}

/// One dose of the childhood schedule: age in months, usual delay in days, how many in a
/// hundred have it, product.
type Planned = (u32, i32, u32, Product);

const CHILDHOOD: [Planned; 17] = [
    (2, 12, 96, HEXYON),
    (2, 12, 94, PREVENAR_20),
    (2, 10, 88, ROTARIX),
    (3, 14, 86, ROTARIX),
    (3, 14, 80, BEXSERO),
    (4, 18, 95, HEXYON),
    (4, 18, 93, PREVENAR_20),
    (5, 20, 76, BEXSERO),
    (11, 25, 92, HEXYON),
    (11, 25, 89, PREVENAR_20),
    (12, 30, 91, PRIORIX_TETRA),
    (13, 40, 70, BEXSERO),
    (13, 40, 84, NIMENRIX),
    (18, 60, 85, PRIORIX_TETRA),
    (62, 150, 80, BOOSTRIX_POLIO),
    (120, 700, 34, GARDASIL_9),
    (126, 700, 26, GARDASIL_9),
];

/// Waves of COVID-19 vaccination: first and last day, youngest age, share, product.
const COVID: [(&str, &str, i32, u32, Product); 6] = [
    ("2021-03-01", "2021-07-31", 18, 34, COMIRNATY),
    ("2021-04-10", "2021-09-15", 18, 30, COMIRNATY),
    ("2021-11-01", "2022-02-15", 18, 24, SPIKEVAX),
    ("2022-09-20", "2022-12-20", 60, 22, COMIRNATY_BA45),
    ("2023-10-01", "2023-12-15", 65, 14, COMIRNATY_XBB),
    ("2024-10-01", "2024-12-15", 65, 12, COMIRNATY_JN1),
];

/// Everything that someone born on that day had until today, by day.
pub(super) fn course(rng: &mut StdRng, born: Date, opened_on: Date, today: Date) -> Vec<Had> {
    let mut had = Vec::new();
    let age = today.age_in_years(born);
    childhood(rng, &mut had, born, opened_on, today);
    if 16 <= age {
        boosters(rng, &mut had, born, opened_on, today);
        travel(rng, &mut had, opened_on, today);
    }
    if 5 <= age {
        flu(rng, &mut had, born, opened_on, today);
        covid(rng, &mut had, born, opened_on, today);
    }
    if 65 <= age {
        seniors(rng, &mut had, born, opened_on, today);
    }
    for dose in &mut had {
        settle(rng, dose, opened_on);
    }
    had.sort_by_key(|d| d.on);
    had
}

/// The doses of childhood; for grown-ups only what someone copied from a card.
fn childhood(rng: &mut StdRng, had: &mut Vec<Had>, born: Date, opened_on: Date, today: Date) {
    let was_child = today.age_in_years(born) < 16;
    let is_copied = was_child || rng.random_ratio(12, 100);
    // One in fourteen stops coming, and stays away.
    let leaves_at = rng.random_ratio(7, 100).then(|| rng.random_range(3..60));
    for (months, delay, share, product) in CHILDHOOD {
        let on = after(born, months).plus_days(delayed(rng, delay));
        let has_left = leaves_at.is_some_and(|left| left < months);
        if !rng.random_ratio(share, 100) || has_left || today < on {
            continue;
        }
        let is_before = on < opened_on;
        // More than half of what was given before the record was opened was never copied.
        if is_before && !(is_copied && rng.random_ratio(436, 1_000)) {
            continue;
        }
        had.push(dose(of_their_time(product, on), on));
    }
}

/// The product that was on the market then.
fn of_their_time(product: Product, on: Date) -> Product {
    match (product, on.year()) {
        (HEXYON, ..=2004) => DTWP,
        (HEXYON, 2005..=2014) => INFANRIX_HEXA,
        (PREVENAR_20, 2010..=2023) => PREVENAR_13,
        (NIMENRIX, ..=2022) => NEISVAC,
        (PRIORIX_TETRA, ..=2008) => MMR,
        (BOOSTRIX_POLIO, ..=2003) => DT_POLIO_LOW,
        _ => product,
    }
}

/// A booster every ten years or so, of which the last few are known.
fn boosters(rng: &mut StdRng, had: &mut Vec<Had>, born: Date, opened_on: Date, today: Date) {
    let mut on = after(born, 12 * 15).plus_days(delayed(rng, 300));
    while on < today {
        let share = if on < opened_on { 20 } else { 80 };
        if rng.random_ratio(share, 100) {
            let product = if rng.random_ratio(1, 3) { TRIAXIS_POLIO } else { BOOSTRIX_POLIO };
            had.push(dose(of_their_time(product, on), on));
        }
        on = after(on, 120).plus_days(delayed(rng, 500));
    }
}

/// Hepatitis A and B, yellow fever, ticks, for those who travel or walk.
fn travel(rng: &mut StdRng, had: &mut Vec<Had>, opened_on: Date, today: Date) {
    let day = opened_on.plus_days(rng.random_range(-900..900));
    if today.plus_days(-240) < day || !rng.random_ratio(11, 100) {
        return;
    }
    had.push(dose(HAVRIX_ADULT, day));
    if rng.random_ratio(1, 2) {
        had.push(dose(HAVRIX_ADULT, day.plus_days(190 + delayed(rng, 40))));
    }
    match rng.random_range(0..6) {
        0 => had.push(dose(STAMARIL, day.plus_days(7))),
        1 => had.push(dose(TYPHIM_VI, day)),
        2 => had.extend([0, 7].map(|d| dose(RABIPUR, day.plus_days(d)))),
        3 => had.extend([20, 60, 230].map(|d| dose(FSME_ADULT, day.plus_days(d)))),
        _ => {}
    }
}

/// Flu each autumn since the record was opened: most of the old, some of the others.
fn flu(rng: &mut StdRng, had: &mut Vec<Had>, born: Date, opened_on: Date, today: Date) {
    let habit = rng.random_range(0..100);
    for year in opened_on.year()..=today.year() {
        let Some(start) = Date::from_ymd(year, 10, 1) else { continue };
        let on = start.plus_days(delayed(rng, 30));
        let is_senior = 65 <= on.age_in_years(born);
        let (share, product) = if is_senior { (46, EFLUELDA_TETRA) } else { (7, VAXIGRIPTETRA) };
        if on < opened_on || today < on || share <= habit || rng.random_ratio(1, 8) {
            continue;
        }
        had.push(Had { is_declined: rng.random_ratio(1, 60), ..dose(product, on) });
    }
}

/// COVID-19: most of it sent by the other register.
fn covid(rng: &mut StdRng, had: &mut Vec<Had>, born: Date, opened_on: Date, today: Date) {
    if !rng.random_ratio(62, 100) {
        return;
    }
    let is_sent = rng.random_ratio(85, 100);
    for (from, to, youngest, share, product) in COVID {
        let (Ok(from), Ok(to)) = (from.parse::<Date>(), to.parse::<Date>()) else { continue };
        let on = from.plus_days(rng.random_range(0..to.days_since(from)));
        if today < on || on.age_in_years(born) < youngest || !rng.random_ratio(share + 30, 100) {
            continue;
        }
        let product =
            if product == COMIRNATY && rng.random_ratio(1, 9) { VAXZEVRIA } else { product };
        let provenance =
            if is_sent || on < opened_on { Provenance::Imported } else { Provenance::GivenHere };
        had.push(Had { provenance, ..dose(product, on) });
    }
}

/// Pneumococci, shingles, RSV from 65.
fn seniors(rng: &mut StdRng, had: &mut Vec<Had>, born: Date, opened_on: Date, today: Date) {
    let from = after(born, 65 * 12).max(opened_on);
    let day = from.plus_days(delayed(rng, 400));
    if rng.random_ratio(38, 100) {
        let product = if day.year() < 2022 { PNEUMOVAX } else { PREVENAR_20 };
        had.push(dose(product, day));
    }
    let zoster = day.plus_days(delayed(rng, 200));
    if 2022 < zoster.year() && rng.random_ratio(26, 100) {
        had.push(dose(SHINGRIX, zoster));
        if rng.random_ratio(9, 10) {
            had.push(dose(SHINGRIX, zoster.plus_days(65 + delayed(rng, 40))));
        }
    }
    if 75 <= today.age_in_years(born) && rng.random_ratio(9, 100) {
        had.push(dose(ABRYSVO, today.plus_days(-rng.random_range(20..500))));
    }
    had.retain(|d| d.on <= today);
}

fn dose(product: Product, on: Date) -> Had {
    Had {
        product,
        on,
        known: PartialDate::Day { on },
        provenance: Provenance::GivenHere,
        is_declined: false,
    }
}

/// How a dose came into a record that was opened on that day.
fn settle(rng: &mut StdRng, dose: &mut Had, opened_on: Date) {
    if dose.on < opened_on && dose.provenance == Provenance::GivenHere {
        let is_told = rng.random_ratio(7, 100);
        dose.provenance = if is_told { Provenance::Reported } else { Provenance::Transcribed };
        dose.is_declined = false;
        let (year, month) = (dose.on.year(), dose.on.month());
        dose.known = match rng.random_range(0..100) {
            0..5 => PartialDate::Year { year },
            5..13 => PartialDate::Month { year, month },
            13 => PartialDate::Unknown,
            _ => dose.known,
        };
    }
}

/// Days late: mostly few, sometimes many, about `usual` in the middle.
fn delayed(rng: &mut StdRng, usual: i32) -> i32 {
    let luck: f64 = rng.random_range(0.0..1.0);
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand days")]
    let days = (f64::from(usual) * (luck * 1.2 + luck.powi(6) * 5.0)) as i32;
    days
}

fn after(day: Date, months: u32) -> Date {
    let naive = day.naive().checked_add_months(Months::new(months));
    naive.and_then(|d| Date::try_from(d).ok()).unwrap_or(Date::MAX)
}
