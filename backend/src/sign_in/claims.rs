//! From the provider's claims to who someone is here. Pure.

use openidconnect::{AdditionalClaims, IdTokenClaims, core::CoreGenderClaim};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::{Locale, Matricule, Role};

use crate::config::OidcConfig;

/// The longest name kept.
const MAX_NAME: usize = 200;

/// Every claim beside the standard ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct OtherClaims {
    #[serde(flatten)]
    values: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

/// The claims of an ID token of ours.
pub(crate) type Claims = IdTokenClaims<OtherClaims, CoreGenderClaim>;

/// Who the provider says someone is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    /// The provider.
    pub(crate) issuer: String,
    /// The person's id there.
    pub(crate) subject: String,
    /// The name to show.
    pub(crate) display_name: String,
    /// The language, if the provider says one.
    pub(crate) locale: Option<Locale>,
    /// The roles claimed, in ours words.
    pub(crate) roles: Vec<Role>,
    /// The person's matricule.
    pub(crate) matricule: Option<Matricule>,
    /// The professional's number.
    pub(crate) professional_number: Option<String>,
}

/// Reads verified claims as the configuration says.
pub(crate) fn identity(claims: &Claims, config: &OidcConfig, issuer: &str) -> Identity {
    let others = &claims.additional_claims().values;
    let word = |name: &str| {
        claim(others, name).and_then(Value::as_str).map(str::trim).filter(|w| !w.is_empty())
    };
    Identity {
        issuer: issuer.to_owned(),
        subject: claims.subject().as_str().to_owned(),
        display_name: display_name(claims),
        locale: claims.locale().and_then(|tag| locale_of(tag.as_ref())),
        roles: roles(claim(others, &config.roles_claim), &config.role_map),
        matricule: word(&config.matricule_claim).and_then(|w| w.parse().ok()),
        professional_number: word(&config.professional_claim).map(str::to_owned),
    }
}

/// A claim by its name; `realm_access.roles` also finds `roles` inside `realm_access`.
fn claim<'a>(values: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = values.get(name) {
        return Some(value);
    }
    let mut parts = name.split('.');
    let first = values.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

/// The roles of a claim: a list of words, or one text of words.
fn roles(claim: Option<&Value>, map: &str) -> Vec<Role> {
    let words: Vec<&str> = match claim {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) => text.split([' ', ',']).filter(|w| !w.is_empty()).collect(),
        Some(_) | None => Vec::new(),
    };
    let mut roles = Vec::new();
    for role in words.into_iter().flat_map(|word| mapped(word, map)) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// Our roles for a word of the provider's. With a map, a word that is not in it gives none.
fn mapped(word: &str, map: &str) -> Vec<Role> {
    if map.trim().is_empty() {
        return Role::from_code(word).into_iter().collect();
    }
    map.split(',')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(theirs, _)| theirs.trim() == word)
        .filter_map(|(_, ours)| Role::from_code(ours.trim()))
        .collect()
}

/// The name to show: as a whole, or its parts, or the user name.
fn display_name(claims: &Claims) -> String {
    let whole = claims.name().and_then(|n| n.get(None)).map(|n| n.as_str().to_owned());
    let given = claims.given_name().and_then(|n| n.get(None)).map(|n| n.as_str());
    let family = claims.family_name().and_then(|n| n.get(None)).map(|n| n.as_str());
    let parts = [given, family].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let user = claims.preferred_username().map(|n| n.as_str().to_owned());
    let candidates = [whole, Some(parts), user];
    let name = candidates.into_iter().flatten().map(|n| tidy(&n)).find(|n| !n.is_empty());
    name.unwrap_or_else(|| tidy(claims.subject().as_str()))
}

/// Without control signs and of a bearable length.
fn tidy(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    name.trim().to_owned()
}

/// Our language of a tag such as `de-LU`.
pub(crate) fn locale_of(tag: &str) -> Option<Locale> {
    let language = tag.split(['-', '_']).next().unwrap_or(tag).trim().to_ascii_lowercase();
    Locale::from_code(&language)
}

/// The first of our languages in an `Accept-Language` header, the best liked first.
pub(crate) fn accepted_locale(header: &str) -> Option<Locale> {
    let mut tags: Vec<(f32, &str)> = header
        .split(',')
        .take(20)
        .map(|item| {
            let (tag, weight) = item.split_once(";q=").unwrap_or((item, "1"));
            (weight.trim().parse().unwrap_or(0.0), tag)
        })
        .collect();
    tags.sort_by(|a, b| b.0.total_cmp(&a.0));
    tags.into_iter().find_map(|(_, tag)| locale_of(tag))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn roles_of(claim: Value, map: &str) -> Vec<Role> {
        roles(Some(&claim), map)
    }

    #[test]
    fn roles_are_a_list_or_a_text() {
        assert_eq!(roles_of(json!(["doctor", "patient"]), ""), [Role::Doctor, Role::Patient]);
        assert_eq!(roles_of(json!("doctor patient"), ""), [Role::Doctor, Role::Patient]);
        assert_eq!(roles_of(json!(["doctor", "doctor"]), ""), [Role::Doctor]);
        assert_eq!(roles_of(json!({ "doctor": true }), ""), []);
        assert_eq!(roles_of(json!(["Doctor", "root", 7]), ""), []);
        assert_eq!(roles(None, ""), []);
    }

    #[test]
    fn with_a_map_only_its_words_count() {
        let map = "MED=doctor, MED=patient,INF=nurse";
        assert_eq!(roles_of(json!(["MED"]), map), [Role::Doctor, Role::Patient]);
        assert_eq!(roles_of(json!(["INF", "operator"]), map), [Role::Nurse]);
    }

    #[test]
    fn a_claim_is_found_by_name_or_by_path() {
        let values = json!({ "https://x.lu/roles": 1, "realm_access": { "roles": 2 } });
        let values = values.as_object().expect("an object");
        assert_eq!(claim(values, "https://x.lu/roles"), Some(&json!(1)));
        assert_eq!(claim(values, "realm_access.roles"), Some(&json!(2)));
        assert_eq!(claim(values, "realm_access.groups"), None);
        assert_eq!(claim(values, ""), None);
    }

    #[test]
    fn the_best_liked_of_our_languages_is_taken() {
        assert_eq!(accepted_locale("de-LU,fr;q=0.8"), Some(Locale::De));
        assert_eq!(accepted_locale("ja,fr;q=0.3,pt-PT;q=0.9"), Some(Locale::Pt));
        assert_eq!(accepted_locale("ja"), None);
        assert_eq!(accepted_locale(""), None);
    }

    #[test]
    fn a_name_has_no_control_signs_and_an_end() {
        assert_eq!(tidy(" Léa\u{7}\n Reuter "), "Léa Reuter");
        assert_eq!(tidy(&"é".repeat(500)).chars().count(), MAX_NAME);
    }
}
