//! Any bytes as a compiled rule set: refused, or whoever is assessed by it is without a panic, a
//! hang or much memory.
//!
//! The input is a list of edits of the small invented rule set's body, four bytes each: where (two
//! bytes), what to do, and with which byte. The checksum is made to match, so that what guards is
//! not the checksum but the reading and `rules/sound.rs`. Edits that begin with `FF FF` end the
//! list: what follows is put at the end as it is.
#![no_main]

#[path = "../../engine/tests/tiny/mod.rs"]
mod tiny;

use std::sync::LazyLock;

use engine::{assess, person::Person, plan::{PlanOptions, plan}, rules::RuleSet};
use libfuzzer_sys::fuzz_target;

/// What stands before the checksum, and the body behind it.
static SEED: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| {
    let bytes = tiny::rule_set().to_bytes();
    let head = 10 + usize::from(bytes[9]);
    (bytes[..head].to_vec(), bytes[head + 8..].to_vec())
});
static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| {
    [
        r#"{"birthDate":"2020-02-29","sex":"female","facts":[{"code":"weight","value":1200},
           {"code":"pregnancy","from":"2025-12-01"}],"doses":[{"on":"2020-12-01","vaccine":"VAC0053"},
           {"on":"2021-06","vaccine":"VAC0088"},{"on":"2022-06-01","vaccine":"VAC0121"},
           {"on":"2022-11-01","vaccine":"VAC1347"}]}"#,
        r#"{"birthDate":"1970-12-31","doses":[]}"#,
    ]
    .iter()
    .map(|person| serde_json::from_str(person).expect("a person"))
    .collect()
});

fn edited(edits: &[u8]) -> Vec<u8> {
    let mut body = SEED.1.clone();
    let mut rest = edits;
    while let Some(([low, high, what, with], next)) = rest.split_first_chunk::<4>() {
        rest = next;
        if (*low, *high) == (0xFF, 0xFF) {
            body.extend(rest);
            break;
        }
        let at = usize::from(u16::from_le_bytes([*low, *high])) % (body.len() + 1);
        match what % 5 {
            0 if at < body.len() => body[at] ^= with,
            1 if at < body.len() => body[at] = *with,
            2 => body.insert(at, *with),
            3 if at < body.len() => drop(body.remove(at)),
            4 => body.truncate(at),
            _ => {}
        }
    }
    body
}

/// As `rules/bytes.rs` has it.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fuzz_target!(|data: &[u8]| {
    let _ = RuleSet::from_bytes(data);
    let body = edited(data);
    let mut bytes = SEED.0.clone();
    bytes.extend(checksum(&body).to_le_bytes());
    bytes.extend(body);
    let Ok(rules) = RuleSet::from_bytes(&bytes) else { return };
    for person in PEOPLE.iter() {
        for day in ["2020-02-29", "2022-07-01", "2026-01-15"] {
            let day = day.parse().expect("a day");
            let assessment = assess(&rules, person, day);
            assert_eq!(assessment.targets.len(), rules.schedule.antigens.len());
        }
    }
    let _ = plan(&rules, &PEOPLE[0], "2022-07-01".parse().expect("a day"), &PlanOptions::default());
    assert!(RuleSet::from_bytes(&rules.to_bytes()).is_ok());
});
