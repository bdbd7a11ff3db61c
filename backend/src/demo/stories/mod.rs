//! The stories, each a function of its person.

use shared::{Date, Locale, PartialDate, Sex};

use super::cast::Cast;
use super::stage::{Identifier, Invented, Person, Stage};
use crate::{authz::Actor, error::Result, synth::products::*};

mod adults;
mod children;
mod exceptions;
mod family;

/// Tells them all, in the order in which the people came to the practices.
pub(super) async fn tell(stage: &mut Stage, cast: &Cast) -> Result<()> {
    family::ferreira_thill(stage, cast).await?;
    children::tell(stage, cast).await?;
    adults::tell(stage, cast).await?;
    exceptions::tell(stage, cast).await
}

/// Someone with a matricule who lives in the capital and speaks French, for a start.
fn someone(
    given_name: &'static str,
    family_name: &'static str,
    sex: Sex,
    born: Date,
    serial: u16,
) -> Invented {
    Invented {
        given_name,
        family_name,
        born: PartialDate::Day { on: born },
        sex,
        language: Locale::Fr,
        commune: "Luxembourg",
        identifier: Identifier::Matricule(serial),
    }
}

/// The visits of a child who comes on time, from two months to that day: what is given at
/// which age, in months.
const ON_TIME: [(u32, &[Product]); 9] = [
    (2, &[HEXYON, PREVENAR_20, ROTARIX]),
    (3, &[BEXSERO, PREVENAR_20, ROTARIX]),
    (4, &[HEXYON, PREVENAR_20]),
    (5, &[BEXSERO]),
    (11, &[HEXYON, PREVENAR_20]),
    (12, &[PRIORIX_TETRA, BEXSERO]),
    (13, &[NIMENRIX]),
    (18, &[PRIORIX_TETRA]),
    (62, &[BOOSTRIX_POLIO]),
];

/// Brings a child on time, with a few days of delay, up to the day before `until`.
async fn bring_on_time(stage: &mut Stage, by: &Actor, child: Person, until: Date) -> Result<()> {
    for (i, (months, products)) in (0_i32..).zip(ON_TIME) {
        let on = child.at(months, 1 + i * 3 % 7);
        if on < until {
            stage.give(by, child, on, products).await?;
        }
    }
    Ok(())
}
