//! A family: Ana, Pol, their daughter Mila who is on time, their son Noé who is not.

use shared::{Locale, ProofKind, Sex};

use super::{bring_on_time, someone};
use crate::{
    demo::{
        accounts::{ANA_SERIAL, POL_SERIAL, born},
        cast::Cast,
        stage::{Invented, Person, Stage, with_record},
    },
    error::Result,
    synth::products::*,
    vaccinations::transcribe::Way,
};

/// All four, parents first.
pub(super) async fn ferreira_thill(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let ana = mother(stage, cast).await?;
    let pol = father(stage, cast).await?;
    let mila = daughter(stage, cast).await?;
    stage.parent(mila, ana, mila.at(1, 0)).await?;
    stage.parent(mila, pol, mila.at(1, 0)).await?;
    // What Ana tells of her daughter waits for confirmation.
    let (tells, summer) = (with_record(&cast.ana, ana), stage.written(0, 4, "%Y-%m"));
    let told = [(HEPATITIS_A, summer.as_str(), Some("PT"))];
    let on = stage.ago(0, 0, 12);
    stage.take_over((&tells, Way::Report), mila, on, ProofKind::Statement, &told).await?;
    let noe = son(stage, cast).await?;
    stage.parent(noe, ana, noe.at(1, 0)).await?;
    stage.parent(noe, pol, noe.at(1, 0)).await
}

/// Ana grew up in Portugal; her booklet was copied, she got a booster in each pregnancy.
async fn mother(stage: &mut Stage, cast: &Cast) -> Result<Person> {
    let born = born(ANA_SERIAL, stage.today);
    let who = Invented {
        language: Locale::Pt,
        ..someone("Ana", "Ferreira", Sex::Female, born, ANA_SERIAL)
    };
    let first_visit = stage.ago(4, 8, 0);
    let ana = stage.create(&cast.schiltz, first_visit, who).await?;
    let day = |months: u32| ana.at(months, 5).to_string();
    let (bcg, one, two, three) = (day(0), day(2), day(4), day(6));
    let (booster, mmr, school) = (day(18), day(15), day(68));
    let teens: Vec<String> = [130, 131, 136, 168].map(day).to_vec();
    let in_portugal = Some("PT");
    let doses = [
        (BCG, bcg.as_str(), in_portugal),
        (DTWP, one.as_str(), in_portugal),
        (POLIO_ORAL, one.as_str(), in_portugal),
        (DTWP, two.as_str(), in_portugal),
        (POLIO_ORAL, two.as_str(), in_portugal),
        (DTWP, three.as_str(), in_portugal),
        (POLIO_ORAL, three.as_str(), in_portugal),
        (MMR, mmr.as_str(), in_portugal),
        (DTWP, booster.as_str(), in_portugal),
        (POLIO_ORAL, booster.as_str(), in_portugal),
        (MMR, school.as_str(), in_portugal),
        (DTWP, school.as_str(), in_portugal),
        (POLIO_ORAL, school.as_str(), in_portugal),
        (HEPATITIS_B, teens[0].as_str(), in_portugal),
        (HEPATITIS_B, teens[1].as_str(), in_portugal),
        (HEPATITIS_B, teens[2].as_str(), in_portugal),
        (TETANUS_DIPHTHERIA, teens[3].as_str(), in_portugal),
    ];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, ana, first_visit, ProofKind::OtherCertificate, &doses).await?;
    stage.give(&cast.schiltz, ana, stage.ago(4, 3, 0), &[BOOSTRIX_POLIO]).await?;
    stage.give(&cast.schiltz, ana, stage.ago(1, 10, 0), &[BOOSTRIX]).await?;
    stage.give(&cast.origer, ana, stage.ago(1, 1, 4), &[VAXIGRIPTETRA]).await?;
    Ok(ana)
}

/// Pol: a hepatitis A dose of another patient got into his record and was marked.
async fn father(stage: &mut Stage, cast: &Cast) -> Result<Person> {
    let born = born(POL_SERIAL, stage.today);
    let who =
        Invented { language: Locale::Lb, ..someone("Pol", "Thill", Sex::Male, born, POL_SERIAL) };
    let pol = stage.create(&cast.schiltz, stage.ago(4, 2, 0), who).await?;
    let (mmr, mmr_again) = (pol.at(15, 3).to_string(), pol.at(66, 0).to_string());
    let old = [
        (MMR, mmr.as_str(), Some("LU")),
        (MMR, mmr_again.as_str(), Some("LU")),
        (DT_POLIO_LOW, "2014-09", Some("LU")),
    ];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, pol, stage.ago(4, 2, 0), ProofKind::YellowCard, &old).await?;
    stage.give(&cast.schiltz, pol, stage.ago(4, 2, 0), &[TRIAXIS_POLIO]).await?;
    let wrong = stage.give(&cast.origer, pol, stage.ago(0, 2, 3), &[HAVRIX_ADULT]).await?;
    let reason = "Dose d’un autre patient, saisie dans le mauvais dossier";
    stage.void(&cast.schiltz, pol, stage.ago(0, 2, 2), wrong[0], reason).await?;
    Ok(pol)
}

/// Mila, four years old: everything on time.
async fn daughter(stage: &mut Stage, cast: &Cast) -> Result<Person> {
    let born = stage.ago(4, 0, 40);
    let who = Invented {
        language: Locale::Pt,
        ..someone("Mila", "Ferreira Thill", Sex::Female, born, 905)
    };
    let mila = stage.create(&cast.schiltz, stage.ago(3, 11, 0), who).await?;
    bring_on_time(stage, &cast.schiltz, mila, stage.today).await?;
    stage.give(&cast.origer, mila, stage.ago(1, 1, 4), &[VAXIGRIPTETRA]).await?;
    Ok(mila)
}

/// Noé, nineteen months old: two visits in his first year, then none. No rotavirus, no
/// booster, no measles, no meningococci. Nobody knows why; today he comes with a cold.
async fn son(stage: &mut Stage, cast: &Cast) -> Result<Person> {
    let born = stage.ago(1, 7, 0);
    let who = Invented {
        language: Locale::Pt,
        ..someone("Noé", "Ferreira Thill", Sex::Male, born, 906)
    };
    let noe = stage.create(&cast.schiltz, born.plus_days(35), who).await?;
    stage.give(&cast.schiltz, noe, noe.at(2, 12), &[HEXYON, PREVENAR_20]).await?;
    stage.give(&cast.origer, noe, noe.at(5, 9), &[HEXYON, PREVENAR_20]).await?;
    Ok(noe)
}
