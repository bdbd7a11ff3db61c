//! The products that invented people got, with how each is usually given.
//!
//! Codes of NUVA (International Vaccine Codes Initiative, ivci.org, CC BY 4.0).

use shared::{Date, Route, VaccineCode};

/// A product or concept, with its usual route and quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Product {
    /// The code.
    pub(crate) code: VaccineCode,
    /// The way in.
    pub(crate) route: Route,
    /// Microlitres.
    pub(crate) quantity_ul: i32,
}

const fn product(number: u16, route: Route, quantity_ul: i32) -> Product {
    match VaccineCode::new(number) {
        Some(code) => Product { code, route, quantity_ul },
        None => panic!("a code of NUVA has at most four digits"),
    }
}

const fn im(number: u16) -> Product {
    product(number, Route::Intramuscular, 500)
}

const fn sc(number: u16) -> Product {
    product(number, Route::Subcutaneous, 500)
}

pub(crate) const ACT_HIB: Product = im(1);
pub(crate) const INFANRIX_HEXA: Product = im(14);
pub(crate) const M_M_RVAXPRO: Product = sc(17);
pub(crate) const NEISVAC: Product = im(22);
pub(crate) const RABIPUR: Product = product(28, Route::Intramuscular, 1_000);
pub(crate) const STAMARIL: Product = sc(35);
pub(crate) const TYPHIM_VI: Product = im(41);
pub(crate) const HAVRIX_ADULT: Product = product(49, Route::Intramuscular, 1_000);
pub(crate) const PRIORIX_TETRA: Product = sc(121);
pub(crate) const PREVENAR_13: Product = im(123);
pub(crate) const PNEUMOVAX: Product = im(336);
pub(crate) const NIMENRIX: Product = im(486);
pub(crate) const BEXSERO: Product = im(495);
pub(crate) const HEXYON: Product = im(510);
pub(crate) const ROTARIX: Product = product(514, Route::Oral, 1_500);
pub(crate) const GARDASIL_9: Product = im(523);
pub(crate) const BOOSTRIX: Product = im(541);
pub(crate) const VAXIGRIPTETRA: Product = im(560);
pub(crate) const SHINGRIX: Product = im(567);
pub(crate) const BOOSTRIX_POLIO: Product = im(568);
pub(crate) const FSME_ADULT: Product = im(575);
pub(crate) const EFLUELDA_TETRA: Product = product(649, Route::Intramuscular, 700);
pub(crate) const VAXZEVRIA: Product = im(650);
pub(crate) const COMIRNATY: Product = product(658, Route::Intramuscular, 300);
pub(crate) const SPIKEVAX: Product = im(656);
pub(crate) const TRIAXIS_POLIO: Product = im(736);
pub(crate) const PREVENAR_20: Product = im(900);
pub(crate) const COMIRNATY_BA45: Product = product(1023, Route::Intramuscular, 300);
pub(crate) const BEYFORTUS_50: Product = im(1046);
pub(crate) const ABRYSVO: Product = im(1047);
pub(crate) const COMIRNATY_XBB: Product = product(1051, Route::Intramuscular, 300);
pub(crate) const COMIRNATY_JN1: Product = product(1258, Route::Intramuscular, 300);
pub(crate) const COMIRNATY_LP81: Product = product(1466, Route::Intramuscular, 300);

/// What old papers say: a disease or a combination, no brand.
pub(crate) const HEPATITIS_B: Product = im(101);
pub(crate) const HEPATITIS_A: Product = im(102);
pub(crate) const MEASLES: Product = sc(114);
pub(crate) const MMR: Product = sc(130);
pub(crate) const TETANUS: Product = im(132);
pub(crate) const BCG: Product = product(134, Route::Intradermal, 100);
pub(crate) const POLIO: Product = im(135);
pub(crate) const DTWP: Product = im(136);
pub(crate) const POLIO_ORAL: Product = product(320, Route::Oral, 100);
pub(crate) const TETANUS_DIPHTHERIA: Product = im(382);
pub(crate) const DT_POLIO_LOW: Product = im(549);
pub(crate) const DTAP_POLIO_LOW: Product = im(585);
pub(crate) const HEXAVALENT: Product = im(552);

/// The lot that was on the market in that quarter: invented, the same for everyone, as
/// real lots are.
pub(crate) fn lot_of(product: Product, given_on: Date) -> String {
    const LETTERS: &[u8; 20] = b"ABCDEFGHJKLMNPRSTUVX";
    let quarter = given_on.year().unsigned_abs() * 4 + given_on.month().div_ceil(3);
    let mixed = (u32::from(product.code.number()) * 7_919 + quarter * 104_729) % 1_000_003;
    let letter = |n: u32| char::from(LETTERS[usize::try_from(n % 20).unwrap_or(0)]);
    format!("{}{}{:03}{}", letter(mixed), letter(mixed / 20), mixed % 1_000, letter(mixed / 400))
}

/// The date on its pack: the end of a month a good year later.
pub(crate) fn expiry_of(given_on: Date) -> Date {
    let quarter_start = given_on.month().saturating_sub(1) / 3 * 3 + 1;
    let start = Date::from_ymd(given_on.year(), quarter_start, 1).unwrap_or(given_on);
    start.plus_days(425).end_of_month()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue_api::catalogue;

    #[test]
    fn every_product_is_in_the_catalogue() {
        let all = [
            ACT_HIB,
            INFANRIX_HEXA,
            M_M_RVAXPRO,
            NEISVAC,
            RABIPUR,
            STAMARIL,
            TYPHIM_VI,
            HAVRIX_ADULT,
            PRIORIX_TETRA,
            PREVENAR_13,
            PNEUMOVAX,
            NIMENRIX,
            BEXSERO,
            HEXYON,
            ROTARIX,
            GARDASIL_9,
            BOOSTRIX,
            VAXIGRIPTETRA,
            SHINGRIX,
            BOOSTRIX_POLIO,
            FSME_ADULT,
            EFLUELDA_TETRA,
            VAXZEVRIA,
            COMIRNATY,
            SPIKEVAX,
            TRIAXIS_POLIO,
            PREVENAR_20,
            COMIRNATY_BA45,
            BEYFORTUS_50,
            ABRYSVO,
            COMIRNATY_XBB,
            COMIRNATY_JN1,
            COMIRNATY_LP81,
            HEPATITIS_B,
            HEPATITIS_A,
            MEASLES,
            MMR,
            TETANUS,
            BCG,
            POLIO,
            DTWP,
            POLIO_ORAL,
            TETANUS_DIPHTHERIA,
            DT_POLIO_LOW,
            DTAP_POLIO_LOW,
            HEXAVALENT,
        ];
        for product in all {
            assert!(catalogue().vaccine(product.code).is_some(), "{}", product.code);
        }
    }

    #[test]
    fn a_lot_is_shared_by_a_quarter_and_does_not_expire_in_it() {
        let day = |t: &str| t.parse::<Date>().expect("a day");
        assert_eq!(lot_of(HEXYON, day("2026-10-01")), lot_of(HEXYON, day("2026-12-31")));
        assert_ne!(lot_of(HEXYON, day("2026-10-01")), lot_of(HEXYON, day("2026-09-30")));
        assert_ne!(lot_of(HEXYON, day("2026-10-01")), lot_of(ROTARIX, day("2026-10-01")));
        assert!(lot_of(HEXYON, day("2026-10-01")).parse::<shared::LotNumber>().is_ok());
        assert!(day("2026-12-31") < expiry_of(day("2026-12-31")));
    }
}
