//! The children of Pédiatrie Kirchberg.

use shared::{IdentifierSystem, Locale, NotGivenReason, PartialDate, ProofKind, Sex};

use super::{bring_on_time, someone};
use crate::{
    demo::{
        cast::Cast,
        stage::{Identifier, Invented, Pack, Person, Stage},
    },
    error::Result,
    facts::enter::Way as Says,
    synth::products::*,
    vaccinations::transcribe::Way,
};

/// All of them.
pub(super) async fn tell(stage: &mut Stage, cast: &Cast) -> Result<()> {
    newborn(stage, cast).await?;
    infant_on_time(stage, cast).await?;
    twins(stage, cast).await?;
    teenager(stage, cast).await?;
    known_elsewhere(stage, cast).await?;
    same_person_twice(stage, cast).await?;
    too_young_for_the_product(stage, cast).await
}

/// Léon, three weeks old and born eight weeks early, without a matricule yet; the antibody in the season.
async fn newborn(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let born = stage.ago(0, 0, 21);
    let number = format!("CHL-{}", born.naive().format("%Y%m%d-07"));
    let who = Invented {
        language: Locale::De,
        commune: "Strassen",
        identifier: Identifier::Other(IdentifierSystem::LuNewborn, Some("CHL Maternité"), number),
        ..someone("Léon", "Wagner", Sex::Male, born, 0)
    };
    let leon = stage.create(&cast.weber, stage.ago(0, 0, 6), who).await?;
    if !(3..=8).contains(&born.month()) {
        let day = born.plus_days(2).to_string();
        let dose = [(BEYFORTUS_50, day.as_str(), Some("LU"))];
        let copies = (&cast.nilles, Way::Transcribe);
        stage.take_over(copies, leon, stage.ago(0, 0, 6), ProofKind::PracticeFile, &dose).await?;
    }
    let early = [("gestational_age_at_birth", Some(32), None), ("birth_weight", Some(1_840), None)];
    stage.say((&cast.weber, Says::Enter), leon, stage.ago(0, 0, 6), &early).await
}

/// Emma, six months old, always on time.
async fn infant_on_time(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Lb,
        commune: "Bertrange",
        ..someone("Emma", "Schmit", Sex::Female, stage.ago(0, 6, 3), 907)
    };
    let emma = stage.create(&cast.weber, stage.ago(0, 5, 0), who).await?;
    bring_on_time(stage, &cast.weber, emma, stage.today).await
}

/// Luca and Lina, a year old today or so. Luca got his doses this morning; Lina has fever.
async fn twins(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let born = stage.ago(1, 0, 6);
    let twin = |given_name, sex, serial| Invented {
        language: Locale::En,
        commune: "Niederanven",
        ..someone(given_name, "Kowalski", sex, born, serial)
    };
    let luca = stage.create(&cast.weber, born.plus_days(40), twin("Luca", Sex::Male, 908)).await?;
    bring_on_time(stage, &cast.weber, luca, luca.at(12, 0)).await?;
    let lina = twin("Lina", Sex::Female, 909);
    let lina = stage.create_beside(&cast.weber, born.plus_days(40), lina, &[luca.id]).await?;
    bring_on_time(stage, &cast.weber, lina, lina.at(12, 0)).await?;
    let today = stage.today;
    stage.give(&cast.weber, luca, today, &[PRIORIX_TETRA, BEXSERO]).await?;
    for product in [PRIORIX_TETRA, BEXSERO] {
        let why = (NotGivenReason::AcuteIllness, Some("39,2 °C ce matin ; revenir dans 10 jours"));
        stage.not_given(&cast.weber, lina, today, product, why).await?;
    }
    Ok(())
}

/// Lisa, fifteen: nothing against HPV yet, meningococci and the booster are due.
async fn teenager(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Lb,
        commune: "Mersch",
        ..someone("Lisa", "Kremer", Sex::Female, stage.ago(15, 0, 50), 910)
    };
    let lisa = stage.create(&cast.weber, stage.ago(9, 0, 0), who).await?;
    let day = |months: u32| lisa.at(months, 8).to_string();
    let ages = [2, 3, 4, 13, 12, 18].map(day);
    let old = [
        (HEXAVALENT, ages[0].as_str(), Some("LU")),
        (HEXAVALENT, ages[1].as_str(), Some("LU")),
        (HEXAVALENT, ages[2].as_str(), Some("LU")),
        (HEXAVALENT, ages[3].as_str(), Some("LU")),
        (PREVENAR_13, ages[0].as_str(), Some("LU")),
        (PREVENAR_13, ages[2].as_str(), Some("LU")),
        (PREVENAR_13, ages[4].as_str(), Some("LU")),
        (NEISVAC, ages[3].as_str(), Some("LU")),
        (PRIORIX_TETRA, ages[4].as_str(), Some("LU")),
        (PRIORIX_TETRA, ages[5].as_str(), Some("LU")),
    ];
    let copies = (&cast.nilles, Way::Transcribe);
    stage.take_over(copies, lisa, stage.ago(9, 0, 0), ProofKind::YellowCard, &old).await?;
    stage.give(&cast.weber, lisa, lisa.at(73, 4), &[BOOSTRIX_POLIO]).await?;
    Ok(())
}

/// Chiara, nine, whom only Kirchberg knows: to be opened in Belair with her present.
async fn known_elsewhere(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Fr,
        commune: "Hesperange",
        ..someone("Chiara", "Rossi", Sex::Female, stage.ago(9, 2, 0), 911)
    };
    let chiara = stage.create(&cast.weber, stage.ago(9, 1, 0), who).await?;
    bring_on_time(stage, &cast.weber, chiara, stage.today).await?;
    stage.give(&cast.nilles, chiara, stage.ago(0, 1, 2), &[GARDASIL_9]).await?;
    Ok(())
}

/// Sophie in Belair and Sofia in Kirchberg are one child, known by two numbers.
async fn same_person_twice(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let born = stage.ago(8, 4, 11);
    let sophie = someone("Sophie", "Da Costa", Sex::Female, born, 912);
    let first = stage.create(&cast.schiltz, stage.ago(8, 2, 0), sophie.clone()).await?;
    for (months, products) in super::ON_TIME.iter().take(5) {
        stage.give(&cast.schiltz, first, first.at(*months, 4), products).await?;
    }
    let sofia = Invented {
        given_name: "Sofia",
        language: Locale::Pt,
        commune: "Esch-sur-Alzette",
        identifier: Identifier::Other(IdentifierSystem::PtUtente, None, "287654321".to_owned()),
        ..sophie
    };
    let arrived = stage.ago(3, 0, 0);
    let second = stage.create_beside(&cast.weber, arrived, sofia, &[first.id]).await?;
    let (mmr, mmr_again) = (first.at(12, 2).to_string(), first.at(60, 0).to_string());
    let abroad = [(MMR, mmr.as_str(), Some("PT")), (MMR, mmr_again.as_str(), Some("PT"))];
    let copies = (&cast.nilles, Way::Transcribe);
    stage.take_over(copies, second, arrived, ProofKind::OtherCertificate, &abroad).await?;
    stage.give(&cast.weber, second, stage.ago(2, 2, 0), &[BOOSTRIX_POLIO]).await?;
    Ok(())
}

/// Ben, ten, got the adults' product against tick-borne encephalitis: warned, kept.
async fn too_young_for_the_product(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        born: PartialDate::Day { on: stage.ago(10, 5, 0) },
        language: Locale::De,
        commune: "Echternach",
        ..someone("Ben", "Theisen", Sex::Male, stage.ago(10, 5, 0), 913)
    };
    let ben: Person = stage.create(&cast.weber, stage.ago(5, 3, 0), who).await?;
    stage.give(&cast.weber, ben, ben.at(62, 6), &[BOOSTRIX_POLIO]).await?;
    let on = stage.ago(0, 3, 0);
    stage.give_packs(&cast.nilles, ben, on, &[Pack::of(FSME_ADULT, on)], None).await?;
    Ok(())
}
