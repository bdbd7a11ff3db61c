//! Sending what waits, for as long as the service runs.

use std::{sync::Arc, time::Duration};

use super::{
    Letter, render, store,
    transport::{Outcome, Transport},
};
use crate::{app::App, authz::Actor, error::Result, op::OpCtx, operating::metrics};

/// How many are claimed at once: as many as are lost for [`store`]'s claim time to a crash.
const BATCH: u64 = 50;

/// How often it is looked for what waits.
const PAUSE: Duration = Duration::from_secs(10);

/// Looks for what waits and sends it; does nothing where no mail server is configured.
pub async fn run(app: Arc<App>) {
    let transport = match Transport::of(&app.config) {
        Ok(Some(transport)) => transport,
        Ok(None) => return tracing::warn!("CARNET_SMTP_URL is not set: no mail is sent"),
        Err(error) => return tracing::error!(error = %format!("{error:#}"), "no mail is sent"),
    };
    loop {
        let op = OpCtx::new(app.clone(), Actor::System);
        if let Err(error) = send_waiting(&op, &transport).await {
            tracing::error!(error = error.with_causes(), "cannot send what waits; trying again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Sends all whose moment has come, at the configured rate; gives how many were taken.
///
/// # Errors
/// If the database does not answer; what was claimed is claimed again later.
pub async fn send_waiting(op: &OpCtx, transport: &Transport) -> Result<u64> {
    let mut taken = 0;
    let pause = Duration::from_secs(60) / op.app.config.mail.mails_per_minute.max(1);
    loop {
        let letters = store::claim(op, BATCH).await?;
        if letters.is_empty() {
            return Ok(taken);
        }
        for letter in letters {
            let began = tokio::time::Instant::now();
            taken += u64::from(send(op, transport, &letter).await?);
            tokio::time::sleep_until(began + pause).await;
        }
    }
}

async fn send(op: &OpCtx, transport: &Transport, letter: &Letter) -> Result<bool> {
    let outcome = match render::message(&op.app.config, letter, op.now()) {
        Ok(message) => transport.send(message).await,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), kind = letter.kind.code(), "a mail cannot be written");
            Outcome::Later("cannot_be_written".to_owned())
        }
    };
    metrics::mailed(letter.kind.code(), outcome.code());
    match &outcome {
        Outcome::Taken => store::sent(op, letter).await?,
        Outcome::Refused(reason) => store::refused(op, letter, reason).await?,
        Outcome::Later(reason) => store::put_off(op, letter, reason).await?,
    }
    Ok(outcome == Outcome::Taken)
}
