//! Giving a message to a mail server by SMTP, or in a demo without one into a folder.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{
        Error, PoolConfig,
        client::{Certificate, Tls, TlsParameters},
    },
};
use openidconnect::url::Url;

use crate::config::Config;

/// How long a server may be silent.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What came of giving a message to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has taken it.
    Taken,
    /// It says for good that nobody is there.
    Refused(String),
    /// Not now: the server is busy, slow or away, or does not want us.
    Later(String),
}

impl Outcome {
    /// The word for the operator's numbers.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Taken => "sent",
            Self::Refused(_) => "refused",
            Self::Later(_) => "later",
        }
    }
}

/// Where messages go.
#[derive(Debug)]
pub enum Transport {
    /// To a server, by pooled connections.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into files, for a demo.
    Folder(PathBuf),
}

impl Transport {
    /// The configured one; none outside a demo without a server.
    ///
    /// # Errors
    /// If the server's address cannot be read.
    pub fn of(config: &Config) -> anyhow::Result<Option<Self>> {
        let Some(url) = &config.mail.smtp_url else {
            let folder = config.is_demo.then(|| config.storage.data_dir.join("mails"));
            return Ok(folder.map(Self::Folder));
        };
        const HOW: &str = "CARNET_SMTP_URL: write `smtps://user:password@host` or `smtp://host:25`";
        let mut smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal()).context(HOW)?;
        if let Some(file) = &config.mail.smtp_ca {
            let url = Url::parse(url.reveal()).context(HOW)?;
            let trusted = trusting(file, url.host_str().unwrap_or_default())?;
            smtp = smtp.tls(match url.scheme() {
                "smtps" => Tls::Wrapper(trusted),
                _ => Tls::Required(trusted),
            });
        }
        let smtp = smtp.timeout(Some(TIMEOUT)).pool_config(PoolConfig::new().max_size(4)).build();
        Ok(Some(Self::Smtp(smtp)))
    }

    /// Gives the message away. Nothing of the recipient is in the outcome.
    pub async fn send(&self, message: Message) -> Outcome {
        match self {
            Self::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Outcome::Taken,
                Err(error) => outcome_of(&error),
            },
            Self::Folder(folder) => match keep(folder, &message).await {
                Ok(()) => Outcome::Taken,
                Err(error) => {
                    tracing::warn!(%error, "cannot keep a mail");
                    Outcome::Later("no_folder".to_owned())
                }
            },
        }
    }
}

/// TLS that also trusts an authority of one's own.
fn trusting(file: &std::path::Path, host: &str) -> anyhow::Result<TlsParameters> {
    let how = "CARNET_SMTP_CA: name a file with a certificate in PEM";
    let pem = std::fs::read(file).context(how)?;
    let certificate = Certificate::from_pem(&pem).context(how)?;
    let parameters = TlsParameters::builder(host.to_owned());
    parameters.add_root_certificate(certificate).build().context(how)
}

async fn keep(folder: &std::path::Path, message: &Message) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let id = message.headers().get_raw("Message-ID").unwrap_or_default();
    let name: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    tokio::fs::write(folder.join(format!("{name}.eml")), message.formatted()).await
}

/// Only that nobody is there (RFC 5321: 550, 551, 553) is the address's fault; any other no,
/// also a permanent one, speaks of us, the message or the server, and is tried again.
fn outcome_of(error: &Error) -> Outcome {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status().map(u16::from) {
        Some(code @ (550 | 551 | 553)) if is_of_addressee(&said) => {
            Outcome::Refused(format!("smtp_{code}"))
        }
        Some(code) => Outcome::Later(format!("smtp_{code}")),
        None if error.is_timeout() => Outcome::Later("timeout".to_owned()),
        None if error.is_tls() => Outcome::Later("tls".to_owned()),
        None => Outcome::Later("connection".to_owned()),
    }
}

/// Whether a refusal is about who was written to, by its enhanced status code (RFC 3463): `5.1.1`
/// is a mailbox that is not there, `5.1.8` a sender that is not liked, `5.7.1` a policy. A server
/// that says none of them speaks of the addressee.
fn is_of_addressee(said: &str) -> bool {
    let words = said.split_whitespace();
    let code = words.take(2).find_map(|word| word.strip_prefix("5."));
    let Some((subject, detail)) = code.and_then(|code| code.split_once('.')) else { return true };
    match (subject.parse(), detail.parse()) {
        (Ok(1_u16), Ok(detail)) => matches!(detail, 0..=6_u16 | 10),
        // The mailbox is there, and takes nothing any more.
        (Ok(2), Ok(detail)) => detail <= 1,
        (Ok(_), Ok(_)) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_addressee;

    #[test]
    fn a_refusal_says_by_its_enhanced_code_of_whom_it_speaks() {
        for said in
            ["no such person here", "5.1.1 user unknown", "5.1.10 null MX", "5.2.1 disabled"]
        {
            assert!(is_of_addressee(said), "{said}");
        }
        for said in ["5.1.8 bad sender", "5.7.1 relaying denied", "5.7.26 not signed", "5.2.2 full"]
        {
            assert!(!is_of_addressee(said), "{said}");
        }
    }
}
