//! The adults of Cabinet médical Belair.

use shared::{IdentifierSystem, Locale, PartialDate, ProofKind, Sex};

use super::someone;
use crate::{
    demo::{
        accounts::{LAURA_SERIAL, MARC_SERIAL, born},
        cast::Cast,
        stage::{Identifier, Invented, Pack, Stage, with_record},
    },
    error::Result,
    facts::enter::Way as Says,
    synth::products::*,
    vaccinations::transcribe::Way,
};

/// All of them.
pub(super) async fn tell(stage: &mut Stage, cast: &Cast) -> Result<()> {
    tells_from_memory(stage, cast).await?;
    pregnant(stage, cast).await?;
    without_a_spleen(stage, cast).await?;
    came_without_papers(stage, cast).await?;
    works_across_the_border(stage, cast).await?;
    overdue(stage, cast).await?;
    complete(stage, cast).await?;
    covid_from_the_register(stage, cast).await?;
    traveller(stage, cast).await
}

/// Marc told of four doses himself; nobody has confirmed them.
async fn tells_from_memory(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::De,
        commune: "Mamer",
        ..someone("Marc", "Hansen", Sex::Male, born(MARC_SERIAL, stage.today), MARC_SERIAL)
    };
    let marc = stage.create(&cast.schiltz, stage.ago(1, 1, 20), who).await?;
    stage.give(&cast.origer, marc, stage.ago(1, 1, 20), &[VAXIGRIPTETRA]).await?;
    let himself = with_record(&cast.marc, marc);
    let tetanus = stage.written(11, 0, "%Y");
    let (travel, travel_again) = (stage.written(8, 7, "%Y-%m"), stage.written(8, 0, "%Y-%m"));
    let ticks = stage.written(6, 0, "%Y");
    let told = [
        (TETANUS, tetanus.as_str(), Some("LU")),
        (HEPATITIS_A, travel.as_str(), Some("LU")),
        (HEPATITIS_A, travel_again.as_str(), Some("LU")),
        (FSME_ADULT, ticks.as_str(), Some("DE")),
    ];
    let tells = (&himself, Way::Report);
    stage.take_over(tells, marc, stage.ago(0, 0, 9), ProofKind::Statement, &told).await?;
    let woods = [("tick_exposure", None, None)];
    stage.say((&himself, Says::Report), marc, stage.ago(0, 0, 9), &woods).await
}

/// Laura, in her 24th week: flu is done, whooping cough is due.
async fn pregnant(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Lb,
        ..someone("Laura", "Reuter", Sex::Female, born(LAURA_SERIAL, stage.today), LAURA_SERIAL)
    };
    let laura = stage.create(&cast.schiltz, stage.ago(5, 0, 0), who).await?;
    let (mmr, mmr_again) = (laura.at(14, 0).to_string(), laura.at(75, 0).to_string());
    let (girl, girl_again) = (laura.at(156, 0).to_string(), laura.at(162, 0).to_string());
    let old = [
        (MMR, mmr.as_str(), Some("LU")),
        (MMR, mmr_again.as_str(), Some("LU")),
        (GARDASIL_9, girl.as_str(), Some("LU")),
        (GARDASIL_9, girl_again.as_str(), Some("LU")),
    ];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, laura, stage.ago(5, 0, 0), ProofKind::YellowCard, &old).await?;
    stage.give(&cast.schiltz, laura, stage.ago(5, 0, 0), &[TRIAXIS_POLIO]).await?;
    let on = stage.ago(0, 0, 26);
    let note = Some("Grossesse, 20e semaine ; rappel coqueluche proposé pour la semaine 24");
    stage.give_packs(&cast.schiltz, laura, on, &[Pack::of(VAXIGRIPTETRA, on)], note).await?;
    let pregnant = [("pregnancy", None, Some(stage.ago(0, 0, 164)))];
    stage.say((&cast.schiltz, Says::Enter), laura, on, &pregnant).await?;
    stage.read(&cast.schiltz, laura, stage.ago(0, 0, 1)).await
}

/// Jean-Pierre lost his spleen eight months ago; his series is under way.
async fn without_a_spleen(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let born = stage.ago(52, 1, 0);
    let who = Invented {
        commune: "Dudelange",
        ..someone("Jean-Pierre", "Hoffmann", Sex::Male, born, 914)
    };
    let patient = stage.create(&cast.schiltz, stage.ago(6, 4, 0), who).await?;
    stage.give(&cast.schiltz, patient, stage.ago(6, 4, 0), &[BOOSTRIX_POLIO]).await?;
    let on = stage.ago(0, 7, 10);
    let packs = [PREVENAR_20, NIMENRIX, ACT_HIB].map(|p| Pack::of(p, on));
    let note = Some("Splénectomie il y a deux semaines");
    stage.give_packs(&cast.schiltz, patient, on, &packs, note).await?;
    let spleen = [("asplenia", None, Some(stage.ago(0, 7, 24)))];
    stage.say((&cast.schiltz, Says::Enter), patient, on, &spleen).await?;
    stage.give(&cast.origer, patient, stage.ago(0, 6, 0), &[BEXSERO]).await?;
    stage.give(&cast.origer, patient, stage.ago(0, 4, 20), &[BEXSERO, NIMENRIX]).await?;
    stage.give(&cast.schiltz, patient, stage.ago(0, 0, 20), &[VAXIGRIPTETRA]).await?;
    Ok(())
}

/// Tesfay knows the year of his birth; his papers say a year, a month, or nothing.
async fn came_without_papers(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let year = stage.ago(28, 0, 0).year();
    let number = "ER0042719".to_owned();
    let who = Invented {
        born: PartialDate::Year { year },
        language: Locale::En,
        commune: "Mersch",
        identifier: Identifier::Other(IdentifierSystem::Passport, Some("Eritrea"), number),
        ..someone("Tesfay", "Haile", Sex::Male, stage.ago(28, 0, 0), 0)
    };
    let arrived = stage.ago(0, 10, 0);
    let tesfay = stage.create(&cast.schiltz, arrived, who).await?;
    let (measles, camp) = (format!("{}", year + 1), format!("{}", year + 6));
    let route = format!("{}/{}", stage.ago(3, 2, 0), stage.ago(2, 7, 0));
    let island = stage.written(1, 4, "%Y-%m");
    let card = [
        (MEASLES, measles.as_str(), Some("ER")),
        (POLIO_ORAL, camp.as_str(), Some("ER")),
        (POLIO, route.as_str(), Some("SD")),
        (TETANUS_DIPHTHERIA, island.as_str(), Some("IT")),
    ];
    let copies = (&cast.schiltz, Way::Transcribe);
    stage.take_over(copies, tesfay, arrived, ProofKind::OtherCertificate, &card).await?;
    let remembered = [(BCG, "unknown", Some("ER")), (DTWP, "unknown", Some("ER"))];
    stage.take_over(copies, tesfay, arrived, ProofKind::Statement, &remembered).await?;
    stage.give(&cast.schiltz, tesfay, arrived, &[BOOSTRIX_POLIO, M_M_RVAXPRO]).await?;
    stage.give(&cast.origer, tesfay, stage.ago(0, 8, 20), &[M_M_RVAXPRO]).await?;
    Ok(())
}

/// Camille lives in France and works here as a nurse: known by her French number.
async fn works_across_the_border(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let born = stage.ago(39, 6, 0);
    let number = format!("2{}57672114{}", born.naive().format("%y%m"), "38");
    let who = Invented {
        commune: "Thionville",
        identifier: Identifier::Other(IdentifierSystem::FrNir, None, number),
        ..someone("Camille", "Perrin", Sex::Female, born, 0)
    };
    let camille = stage.create(&cast.conti, stage.ago(2, 3, 0), who).await?;
    let (childhood, school) = (camille.at(18, 0).to_string(), camille.at(75, 0).to_string());
    let last = stage.written(12, 5, "%Y-%m");
    let carnet = [
        (MMR, childhood.as_str(), Some("FR")),
        (DTWP, childhood.as_str(), Some("FR")),
        (MMR, school.as_str(), Some("FR")),
        (DT_POLIO_LOW, last.as_str(), Some("FR")),
    ];
    let copies = (&cast.conti, Way::Transcribe);
    stage
        .take_over(copies, camille, stage.ago(2, 3, 0), ProofKind::OtherCertificate, &carnet)
        .await?;
    stage.give(&cast.conti, camille, stage.ago(1, 1, 12), &[VAXIGRIPTETRA]).await?;
    let nurse = [("health_professional", None, Some(stage.ago(12, 2, 0)))];
    stage.say((&cast.conti, Says::Enter), camille, stage.ago(1, 1, 12), &nurse).await
}

/// Marie-Claire, just over seventy: the last tetanus 24 years ago, one flu, nothing else.
async fn overdue(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Lb,
        commune: "Ettelbruck",
        ..someone("Marie-Claire", "Klein", Sex::Female, stage.ago(70, 3, 0), 915)
    };
    let patient = stage.create(&cast.schiltz, stage.ago(5, 1, 0), who).await?;
    let tetanus = stage.written(24, 2, "%Y");
    let old = [(TETANUS, tetanus.as_str(), Some("LU"))];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, patient, stage.ago(5, 1, 0), ProofKind::YellowCard, &old).await?;
    stage.give(&cast.schiltz, patient, stage.ago(5, 1, 0), &[EFLUELDA_TETRA]).await?;
    stage.read(&cast.origer, patient, stage.ago(0, 0, 3)).await
}

/// Henri, 82: all that is recommended at his age.
async fn complete(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::De,
        commune: "Diekirch",
        ..someone("Henri", "Faber", Sex::Male, stage.ago(82, 9, 0), 916)
    };
    let henri = stage.create(&cast.schiltz, stage.ago(6, 0, 0), who).await?;
    stage.give(&cast.schiltz, henri, stage.ago(6, 0, 0), &[BOOSTRIX_POLIO]).await?;
    stage.give(&cast.schiltz, henri, stage.ago(3, 0, 10), &[SHINGRIX]).await?;
    stage.give(&cast.origer, henri, stage.ago(2, 9, 0), &[SHINGRIX]).await?;
    stage.give(&cast.schiltz, henri, stage.ago(2, 0, 25), &[PREVENAR_20, EFLUELDA_TETRA]).await?;
    stage.give(&cast.schiltz, henri, stage.ago(1, 0, 25), &[ABRYSVO, EFLUELDA_TETRA]).await?;
    stage.give(&cast.origer, henri, stage.ago(0, 1, 0), &[EFLUELDA_TETRA, COMIRNATY_LP81]).await?;
    Ok(())
}

/// Robert's COVID-19 doses came from the register; two of four are confirmed.
async fn covid_from_the_register(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::De,
        commune: "Grevenmacher",
        ..someone("Robert", "Muller", Sex::Male, stage.ago(58, 0, 90), 917)
    };
    let robert = stage.create(&cast.schiltz, stage.ago(1, 3, 0), who).await?;
    let known = [
        (COMIRNATY, "2021-05-18", Some("LU")),
        (COMIRNATY, "2021-06-22", Some("LU")),
        (SPIKEVAX, "2021-12-14", Some("LU")),
        (COMIRNATY_BA45, "2022-11-08", Some("LU")),
    ];
    let sends = (&cast.register, Way::Import);
    let on = stage.ago(1, 2, 28);
    let ids = stage.take_over(sends, robert, on, ProofKind::CovidCertificate, &known).await?;
    stage.confirm(&cast.schiltz, robert, stage.ago(0, 11, 0), &ids[..2]).await?;
    stage.give(&cast.schiltz, robert, stage.ago(0, 11, 0), &[TRIAXIS_POLIO]).await?;
    Ok(())
}

/// Anouk leaves for Brazil: yellow fever, hepatitis A, typhoid, rabies.
async fn traveller(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::Lb,
        commune: "Remich",
        ..someone("Anouk", "Steichen", Sex::Female, stage.ago(27, 8, 0), 918)
    };
    let anouk = stage.create(&cast.conti, stage.ago(0, 2, 20), who).await?;
    stage.give(&cast.conti, anouk, stage.ago(0, 2, 20), &[HAVRIX_ADULT, TYPHIM_VI]).await?;
    let on = stage.ago(0, 2, 6).to_string();
    let clinic = [(STAMARIL, on.as_str(), Some("LU"))];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, anouk, stage.ago(0, 1, 0), ProofKind::YellowCard, &clinic).await?;
    stage.give(&cast.conti, anouk, stage.ago(0, 0, 8), &[RABIPUR]).await?;
    stage.give(&cast.origer, anouk, stage.ago(0, 0, 1), &[RABIPUR]).await?;
    Ok(())
}
