//! What is strange, refused by the patient, or was put right.

use shared::{Locale, NotGivenReason, ProofKind, Sex};

use super::someone;
use crate::{
    demo::{
        cast::Cast,
        stage::{Invented, Pack, Stage},
    },
    error::Result,
    synth::products::*,
    vaccinations::transcribe::Way,
};

/// All of them.
pub(super) async fn tell(stage: &mut Stage, cast: &Cast) -> Result<()> {
    corrected(stage, cast).await?;
    possible_duplicate(stage, cast).await?;
    expired_lot(stage, cast).await?;
    does_not_want(stage, cast).await?;
    of_both_practices(stage, cast).await
}

/// Nora: the lot was read wrong and put right the day after.
async fn corrected(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::De,
        commune: "Wiltz",
        ..someone("Nora", "Ludwig", Sex::Female, stage.ago(29, 4, 0), 919)
    };
    let nora = stage.create(&cast.schiltz, stage.ago(0, 0, 5), who).await?;
    let on = stage.ago(0, 0, 5);
    let right = Pack::of(BOOSTRIX_POLIO, on);
    let wrong = Pack { lot: right.lot.replace(char::is_numeric, "1"), ..right.clone() };
    let ids = stage.give_packs(&cast.origer, nora, on, &[wrong], None).await?;
    let correction = (right.lot.as_str(), "Lot mal lu sur la boîte");
    stage.correct_lot(&cast.schiltz, nora, stage.ago(0, 0, 4), ids[0], correction).await
}

/// Georges: what he got here was copied from his card once more.
async fn possible_duplicate(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        commune: "Differdange",
        ..someone("Georges", "Kieffer", Sex::Male, stage.ago(45, 7, 0), 920)
    };
    let georges = stage.create(&cast.schiltz, stage.ago(3, 0, 0), who).await?;
    let on = stage.ago(0, 9, 14);
    stage.give(&cast.schiltz, georges, on, &[BOOSTRIX_POLIO]).await?;
    let day = on.to_string();
    let card = [(DTAP_POLIO_LOW, day.as_str(), Some("LU")), (HEPATITIS_B, "2008", Some("LU"))];
    let copies = (&cast.origer, Way::Transcribe);
    stage.take_over(copies, georges, stage.ago(0, 1, 3), ProofKind::YellowCard, &card).await?;
    Ok(())
}

/// Fatima: the pack had expired ten days before.
async fn expired_lot(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        commune: "Pétange",
        ..someone("Fatima", "El Idrissi", Sex::Female, stage.ago(38, 10, 0), 921)
    };
    let fatima = stage.create(&cast.schiltz, stage.ago(1, 9, 0), who).await?;
    stage.give(&cast.schiltz, fatima, stage.ago(1, 9, 0), &[TRIAXIS_POLIO]).await?;
    let on = stage.ago(0, 0, 13);
    let pack = Pack { expires_on: on.plus_days(-10), ..Pack::of(HAVRIX_ADULT, on) };
    stage.give_packs(&cast.origer, fatima, on, &[pack], None).await?;
    Ok(())
}

/// Gertrud does not want the flu vaccine, and says so each year.
async fn does_not_want(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::De,
        commune: "Vianden",
        ..someone("Gertrud", "Becker", Sex::Female, stage.ago(67, 2, 0), 922)
    };
    let gertrud = stage.create(&cast.schiltz, stage.ago(4, 0, 0), who).await?;
    stage.give(&cast.schiltz, gertrud, stage.ago(4, 0, 0), &[TRIAXIS_POLIO]).await?;
    for (years, note) in [(1, None), (0, Some("En reparler après les fêtes"))] {
        let why = (NotGivenReason::PatientObjection, note);
        stage
            .not_given(&cast.schiltz, gertrud, stage.ago(years, 1, 0), EFLUELDA_TETRA, why)
            .await?;
    }
    stage.give(&cast.origer, gertrud, stage.ago(0, 1, 0), &[PNEUMOVAX]).await?;
    Ok(())
}

/// Kevin grew up in Kirchberg and came to Belair, where his record was opened.
async fn of_both_practices(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let who = Invented {
        language: Locale::En,
        commune: "Sandweiler",
        ..someone("Kevin", "Osei", Sex::Male, stage.ago(17, 3, 0), 923)
    };
    let kevin = stage.create(&cast.weber, stage.ago(12, 0, 0), who).await?;
    stage.give(&cast.weber, kevin, stage.ago(11, 6, 0), &[BOOSTRIX_POLIO]).await?;
    stage.give(&cast.weber, kevin, stage.ago(5, 0, 0), &[GARDASIL_9]).await?;
    stage.give(&cast.weber, kevin, stage.ago(4, 6, 0), &[GARDASIL_9]).await?;
    let on = stage.ago(0, 0, 2);
    stage.open(&cast.schiltz, kevin, on, "Première consultation, patient présent").await?;
    let today = stage.today;
    stage.give(&cast.schiltz, kevin, today, &[NIMENRIX, TRIAXIS_POLIO]).await?;
    Ok(())
}
