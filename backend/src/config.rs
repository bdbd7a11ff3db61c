//! The configuration: one struct, each field with its flag and its variable.
//!
//! `docs/configuration.md` is generated from it. It is checked once at start by
//! [`Config::check`], whose messages name the variable.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use clap::Args;

/// A value that must not be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// The whole configuration.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Where it listens and what it calls itself.
    #[command(flatten)]
    pub http: HttpConfig,
    /// Where the data is.
    #[command(flatten)]
    pub storage: StorageConfig,
    /// Who says who someone is.
    #[command(flatten)]
    pub oidc: OidcConfig,
    /// How long a session holds.
    #[command(flatten)]
    pub session: SessionConfig,
    /// How mail is sent.
    #[command(flatten)]
    pub mail: MailConfig,
    /// Set by `carnet demo`: invented people, own identity provider, loopback only.
    #[arg(skip)]
    pub is_demo: bool,
}

/// Where it listens and what it calls itself.
#[derive(Debug, Clone, Args)]
pub struct HttpConfig {
    /// Address and port to listen on.
    #[arg(long, env = "CARNET_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The address under which browsers reach it, without a slash at the end; by default `http://` and the listen address.
    #[arg(long, env = "CARNET_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The folder of the built front end.
    #[arg(long, env = "CARNET_WEB_DIR", default_value = "dist")]
    pub web_dir: PathBuf,
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct StorageConfig {
    /// `postgres://…` or `sqlite://path`; by default an SQLite file in the data folder.
    #[arg(long, env = "DATABASE_URL")]
    pub database_url: Option<String>,
    /// The folder for the SQLite file and whatever else is kept on disk.
    #[arg(long, env = "CARNET_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// The most connections to the database at once.
    #[arg(long, env = "CARNET_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// The Ed25519 key that signs traces, 32 bytes as base64url; by default one that is made and kept in the data folder.
    #[arg(long, env = "CARNET_TRACE_KEY", hide_env_values = true)]
    pub trace_key: Option<Secret>,
}

/// The OpenID provider and how its claims are read.
#[derive(Debug, Clone, Args)]
pub struct OidcConfig {
    /// The provider's issuer URL; without it nobody can sign in (the demo has its own provider).
    #[arg(long = "oidc-issuer", env = "CARNET_OIDC_ISSUER")]
    pub issuer: Option<String>,
    /// The client id registered there.
    #[arg(long = "oidc-client-id", env = "CARNET_OIDC_CLIENT_ID", default_value = "carnet")]
    pub client_id: String,
    /// The client secret, if the provider wants one.
    #[arg(long = "oidc-client-secret", env = "CARNET_OIDC_CLIENT_SECRET", hide_env_values = true)]
    pub client_secret: Option<Secret>,
    /// The scopes asked for, separated by spaces.
    #[arg(long = "oidc-scopes", env = "CARNET_OIDC_SCOPES", default_value = "openid profile")]
    pub scopes: String,
    /// The claim that holds the roles.
    #[arg(long = "oidc-roles-claim", env = "CARNET_OIDC_ROLES_CLAIM", default_value = "roles")]
    pub roles_claim: String,
    /// How the provider's role words map to ours, as `theirs=ours`, separated by commas; by default they are the same.
    #[arg(long = "oidc-role-map", env = "CARNET_OIDC_ROLE_MAP", default_value = "")]
    pub role_map: String,
    /// The claim that holds the matricule.
    #[arg(
        long = "oidc-matricule-claim",
        env = "CARNET_OIDC_MATRICULE_CLAIM",
        default_value = "matricule"
    )]
    pub matricule_claim: String,
    /// The claim that holds the professional's number.
    #[arg(
        long = "oidc-professional-claim",
        env = "CARNET_OIDC_PROFESSIONAL_CLAIM",
        default_value = "professional_number"
    )]
    pub professional_claim: String,
}

/// How long a session holds.
#[derive(Debug, Clone, Args)]
pub struct SessionConfig {
    /// Minutes without a request after which a session ends.
    #[arg(long, env = "CARNET_SESSION_IDLE_MINUTES", default_value_t = 30)]
    pub session_idle_minutes: i64,
    /// Hours after which a session ends whatever happens.
    #[arg(long, env = "CARNET_SESSION_HOURS", default_value_t = 12)]
    pub session_hours: i64,
}

/// How mail is sent.
#[derive(Debug, Clone, Args)]
pub struct MailConfig {
    /// The mail server: `smtps://user:password@host`, or `smtp://host:25` (`?tls=required` for STARTTLS); without it no mail is sent, and a demo keeps mails as files in its data folder.
    #[arg(long, env = "CARNET_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<Secret>,
    /// A file with the certificate (PEM) of the authority behind the mail server's, if it is one's own.
    #[arg(long, env = "CARNET_SMTP_CA")]
    pub smtp_ca: Option<PathBuf>,
    /// Who writes, as in `From:`.
    #[arg(long, env = "CARNET_MAIL_FROM", default_value = "Carnet <carnet@carnet.invalid>")]
    pub mail_from: String,
    /// The most mails given to the server in a minute.
    #[arg(long, env = "CARNET_MAILS_PER_MINUTE", default_value_t = 600)]
    pub mails_per_minute: u32,
}

impl Config {
    /// The address under which browsers reach it, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.http.public_url.clone().unwrap_or_else(|| format!("http://{}", self.http.listen))
    }

    /// The database's address.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.storage.database_url.clone().unwrap_or_else(|| {
            format!("sqlite://{}", self.storage.data_dir.join("carnet.sqlite").display())
        })
    }

    /// Whether browsers reach it by TLS, so that cookies can be `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// Everything that is wrong with it, each naming its variable; empty if it can start.
    #[must_use]
    pub fn check(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let url = self.public_url();
        if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
            faults.push(
                "CARNET_PUBLIC_URL: write `https://carnet.example.lu`, without a slash at the end"
                    .to_owned(),
            );
        }
        let database = self.database_url();
        if !(database.starts_with("sqlite://")
            || database.starts_with("postgres://")
            || database.starts_with("postgresql://"))
        {
            faults.push(
                "DATABASE_URL: write `postgres://user@host/name` or `sqlite://path`".to_owned(),
            );
        }
        if self.storage.database_connections == 0 {
            faults.push("CARNET_DATABASE_CONNECTIONS: at least 1".to_owned());
        }
        if self.is_demo && !self.http.listen.ip().is_loopback() {
            faults.push("CARNET_LISTEN: a demo lets anyone be anyone, so it starts on a loopback address only, such as 127.0.0.1:8080".to_owned());
        }
        if !self.is_demo && self.oidc.issuer.is_none() {
            faults.push(
                "CARNET_OIDC_ISSUER: name the OpenID provider, or start `carnet demo`".to_owned(),
            );
        }
        if !self.is_demo && !self.is_https() && !self.http.listen.ip().is_loopback() {
            faults.push(
                "CARNET_PUBLIC_URL: sessions need https, except on a loopback address".to_owned(),
            );
        }
        for pair in self.oidc.role_map.split(',').filter(|p| !p.is_empty()) {
            let ours =
                pair.split_once('=').and_then(|(_, ours)| shared::Role::from_code(ours.trim()));
            if ours.is_none() {
                faults.push(format!(
                    "CARNET_OIDC_ROLE_MAP: `{pair}` is not `theirs=ours` with one of our roles"
                ));
            }
        }
        if self.mail.smtp_url.is_some() {
            if let Err(error) = crate::mail::transport::Transport::of(self) {
                faults.push(error.to_string());
            }
            if self.mail.mail_from.ends_with(".invalid>") {
                faults.push(
                    "CARNET_MAIL_FROM: say who writes, such as `Carnet <carnet@example.lu>`"
                        .to_owned(),
                );
            }
        }
        if self.mail.mail_from.parse::<lettre::message::Mailbox>().is_err() {
            faults.push("CARNET_MAIL_FROM: write `Carnet <carnet@example.lu>`".to_owned());
        }
        if self.mail.mails_per_minute == 0 {
            faults.push("CARNET_MAILS_PER_MINUTE: at least 1".to_owned());
        }
        if self.session.session_idle_minutes < 1 {
            faults.push("CARNET_SESSION_IDLE_MINUTES: at least 1".to_owned());
        }
        if self.session.session_hours < 1 {
            faults.push("CARNET_SESSION_HOURS: at least 1".to_owned());
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    fn faults_of(arguments: &[&str], is_demo: bool) -> Vec<String> {
        let line = Line::try_parse_from([&["carnet"], arguments].concat()).expect("a command line");
        Config { is_demo, ..line.config }.check()
    }

    #[test]
    fn a_demo_starts_on_loopback_only() {
        assert_eq!(faults_of(&["--listen", "127.0.0.1:0"], true), Vec::<String>::new());
        let faults = faults_of(&["--listen", "0.0.0.0:8080"], true);
        assert!(faults.iter().any(|f| f.starts_with("CARNET_LISTEN")), "{faults:?}");
    }

    #[test]
    fn a_fault_names_its_variable() {
        let faults = faults_of(
            &[
                "--database-url",
                "mysql://x",
                "--oidc-role-map",
                "arzt=doktor",
                "--public-url",
                "carnet.lu/",
            ],
            false,
        );
        for variable in
            ["DATABASE_URL", "CARNET_OIDC_ROLE_MAP", "CARNET_PUBLIC_URL", "CARNET_OIDC_ISSUER"]
        {
            assert!(faults.iter().any(|f| f.starts_with(variable)), "{variable}: {faults:?}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret: Secret = "very secret".parse().expect("infallible");
        assert!(!format!("{secret:?}").contains("very"));
    }
}
