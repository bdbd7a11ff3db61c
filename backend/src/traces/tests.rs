//! A trace verifies, and no changed bit does.

use std::fs;

use ed25519_dalek::SigningKey;
use engine::person::Person;

use super::{key, signed, verify};
use crate::{assessments::rule_sets, config::StorageConfig, ids::Ids};

const PERSON: &str = r#"{"birthDate":"2020-01-01","sex":"female",
    "facts":[{"code":"asplenia"}],
    "doses":[{"on":"2020-03-01","vaccine":"VAC0510"},{"on":"2020-04","vaccine":"VAC0510"}]}"#;

fn trace(key: &SigningKey) -> String {
    let person: Person = serde_json::from_str(PERSON).expect("a person");
    let rules = rule_sets::named("lu-2026").expect("a rule set");
    signed(key, rules, &person, "2026-01-15".parse().expect("a day")).expect("a trace")
}

fn own_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

#[test]
fn a_trace_holds_its_inputs_the_rules_and_the_comparisons_and_verifies() {
    let key = own_key();
    let text = trace(&key);
    assert_eq!(verify(text.as_bytes(), &key.verifying_key()), Vec::<String>::new());
    assert_eq!(verify(format!("{text}\n").as_bytes(), &key.verifying_key()), Vec::<String>::new());
    assert_eq!(trace(&key), text, "the same inputs, the same bytes");
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let trace = &read["trace"];
    assert_eq!(trace["rules"], "lu-2026");
    assert_eq!(trace["rulesHash"].as_str().map(str::len), Some(64));
    assert_eq!(trace["person"]["facts"][0]["code"], "asplenia");
    let targets = trace["targets"].as_array().expect("targets");
    assert_eq!(targets.len(), trace["assessment"]["targets"].as_array().expect("answers").len());
    let tetanus = targets.iter().find(|t| t["target"] == "DIS002").expect("tetanus");
    assert!(!tetanus["rules"].as_array().expect("rules").is_empty());
    let kinds: Vec<&str> = tetanus["comparisons"]
        .as_array()
        .expect("comparisons")
        .iter()
        .filter_map(|c| c["kind"].as_str())
        .collect();
    for kind in ["before_age_counts", "before_interval_counts", "vaccine_counts", "status_reached"]
    {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
}

#[test]
fn a_changed_bit_anywhere_is_refused() {
    let key = own_key();
    let text = trace(&key).into_bytes();
    let trusted = key.verifying_key();
    let ends = 0..40.min(text.len());
    let tail = text.len() - 260..text.len();
    let places = (0..text.len()).step_by(text.len() / 150).chain(ends).chain(tail);
    for at in places {
        let mut changed = text.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(!verify(&changed, &trusted).is_empty(), "byte {at}");
    }
    assert!(!verify(&text[..text.len() - 1], &trusted).is_empty());
    assert!(!verify(&[&text[..], b"\n\n"].concat(), &trusted).is_empty());
    assert!(!verify(b"", &trusted).is_empty());
}

#[test]
fn another_key_is_refused_although_all_else_is_right() {
    let other = SigningKey::from_bytes(&[8; 32]);
    let wrong = verify(trace(&other).as_bytes(), &own_key().verifying_key());
    assert!(wrong.iter().any(|w| w.contains("another key")), "{wrong:?}");
    assert!(wrong.iter().any(|w| w.contains("signature")), "{wrong:?}");
}

#[test]
fn the_key_is_made_once_and_kept_for_its_owner_alone() {
    let folder = std::env::temp_dir().join(format!("carnet_trace_{}", std::process::id()));
    let config = |trace_key: Option<&str>| StorageConfig {
        database_url: None,
        data_dir: folder.clone(),
        database_connections: 1,
        trace_key: trace_key.map(|key| key.parse().expect("a secret")),
    };
    let first = key::signing(&config(None), &Ids::seeded(1)).expect("a key");
    let again = key::signing(&config(None), &Ids::seeded(2)).expect("the same key");
    assert_eq!(first.to_bytes(), again.to_bytes());
    let file = fs::metadata(folder.join("trace-signing.key")).expect("the file");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&file) & 0o777, 0o600);
    assert!(key::signing(&config(Some("short")), &Ids::seeded(1)).is_err());
    fs::remove_dir_all(&folder).expect("removed");
}
