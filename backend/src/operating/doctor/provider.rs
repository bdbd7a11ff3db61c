//! The OpenID provider: can it be reached, is it who it says, does its clock agree.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::DateTime;
use serde::Deserialize;

use super::Finding;
use crate::{clock::Clock, config::Config};

const WHAT: &str = "sign-in";

#[derive(Debug, Deserialize)]
struct Discovery {
    issuer: String,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
}

/// Asks the provider for its description.
pub(super) async fn examine(config: &Config, clock: &Clock) -> Vec<Finding> {
    let Some(issuer) = &config.oidc.issuer else {
        if config.is_demo {
            return vec![Finding::ok(WHAT, "the demo's own provider")];
        }
        // Without an issuer the configuration has said so.
        return Vec::new();
    };
    match discover(issuer).await {
        Ok((discovery, date)) => {
            let mut findings = vec![described(issuer, &discovery)];
            findings.extend(date.map(|date| same_time(clock, date)));
            findings
        }
        Err(error) => {
            let words =
                format!("{error:#}; look at CARNET_OIDC_ISSUER and at the way through the network");
            vec![Finding::fail(WHAT, words)]
        }
    }
}

/// The description, and the provider's time in seconds since 1970.
async fn discover(issuer: &str) -> anyhow::Result<(Discovery, Option<i64>)> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build()?;
    let asked = client.get(&address).send().await;
    let response = asked.with_context(|| format!("`{address}` does not answer"))?;
    if !response.status().is_success() {
        bail!("`{address}` answers {}", response.status());
    }
    let date = response.headers().get("date").and_then(|v| v.to_str().ok());
    let date = date.and_then(|d| DateTime::parse_from_rfc2822(d).ok()).map(|d| d.timestamp());
    let discovery = response.json().await;
    Ok((discovery.with_context(|| format!("`{address}` is no OpenID description"))?, date))
}

fn described(issuer: &str, discovery: &Discovery) -> Finding {
    if discovery.issuer != issuer {
        let words = format!(
            "the provider calls itself `{}`; write exactly that in CARNET_OIDC_ISSUER",
            discovery.issuer
        );
        return Finding::fail(WHAT, words);
    }
    let methods = &discovery.code_challenge_methods_supported;
    if methods.is_empty() || methods.iter().any(|m| m == "S256") {
        Finding::ok(WHAT, format!("`{issuer}` answers"))
    } else {
        Finding::fail(WHAT, "the provider does not know PKCE with S256, which Carnet needs")
    }
}

/// A clock that is off lets tokens seem expired or not yet valid.
fn same_time(clock: &Clock, there: i64) -> Finding {
    const WHAT: &str = "sign-in time";
    let apart = (clock.now().timestamp() - there).unsigned_abs();
    if apart <= 30 {
        Finding::ok(WHAT, "agrees with ours")
    } else {
        Finding::warn(WHAT, format!("{apart} seconds from ours; tokens may be refused: use NTP"))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    #[test]
    fn the_issuer_must_be_written_exactly() {
        let discovery = |issuer: &str, methods: &[&str]| Discovery {
            issuer: issuer.to_owned(),
            code_challenge_methods_supported: methods.iter().map(|m| (*m).to_owned()).collect(),
        };
        let verdict = |d: &Discovery| described("https://id.example.lu", d).verdict;
        assert_eq!(verdict(&discovery("https://id.example.lu", &[])), Verdict::Ok);
        assert_eq!(verdict(&discovery("https://id.example.lu/", &["S256"])), Verdict::Fail);
        assert_eq!(verdict(&discovery("https://id.example.lu", &["plain"])), Verdict::Fail);
    }
}
