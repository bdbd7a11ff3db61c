//! The worst inputs we could think of for each mutation: what they answer, and that
//! nothing was written.
//!
//! Each case changes one thing in an input that is good; the good input is sent at the
//! end, so that a case cannot pass because the rest of it was bad. The answers stand in
//! one `.txt` per mutation; `UPDATE_EXPECT=1 cargo test -p backend --test bad_inputs`
//! rewrites them.

mod choices;
mod corrections;
mod facts;
mod given;
mod people;
mod revisions;
mod taken_over;
mod world;

use std::fmt::Write as _;

use backend::{authz::Actor, testing::TestApp};
use expect_test::ExpectFile;
use serde_json::{Value, json};

use crate::world::World;

/// What is wrong, where in the input, and what stands there.
pub type Case = (&'static str, &'static str, Value);

/// One mutation with an input that is good.
pub struct Mutation {
    /// `createRecord`.
    pub name: &'static str,
    /// What of the payload shows that it was done.
    pub done: &'static str,
    /// The input.
    pub good: Value,
}

/// Sends the good input with each case in it, on each database.
pub async fn try_all(
    prepare: impl Fn(&World) -> (Mutation, Actor, Vec<Case>),
    expected: ExpectFile,
) {
    for app in TestApp::on_each().await {
        let world = World::new(app).await;
        let (mutation, actor, cases) = prepare(&world);
        assert!(20 <= cases.len(), "{} has {} cases", mutation.name, cases.len());
        let mut text = String::new();
        for (what, at, value) in cases {
            let before = world.app.database.row_counts().await;
            let mut input = mutation.good.clone();
            put(&mut input, at, value.clone());
            let answer = send(&world.app, &mutation, &actor, input).await;
            writeln!(text, "{what}\n    {at} = {}", shown(&value)).expect("a text takes words");
            for line in faults_of(&answer, mutation.name) {
                writeln!(text, "    → {line}").expect("a text takes words");
            }
            let after = world.app.database.row_counts().await;
            assert_eq!(before, after, "`{what}` wrote something: {answer}\n{text}");
        }
        assert!(!text.contains("ACCEPTED"), "{text}");
        expected.assert_eq(&text);
        let answer = send(&world.app, &mutation, &actor, mutation.good.clone()).await;
        assert_eq!(faults_of(&answer, mutation.name), ["ACCEPTED"], "the good input is not good");
    }
}

async fn send(app: &TestApp, mutation: &Mutation, actor: &Actor, input: Value) -> Value {
    let Mutation { name, done, .. } = mutation;
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {name}(input: $input) {{ {done} userErrors {{ code field message }} }} }}"
    );
    app.run(actor, &query, json!({ "input": input })).await
}

/// Puts a value at a path such as `doses/0/lot`; at the empty path, all its fields.
fn put(input: &mut Value, at: &str, value: Value) {
    if at.is_empty() {
        let fields = value.as_object().expect("several fields are an object").clone();
        input.as_object_mut().expect("an input is an object").extend(fields);
        return;
    }
    let (parent, field) = at.rsplit_once('/').unwrap_or(("", at));
    let parent = if parent.is_empty() { String::new() } else { format!("/{parent}") };
    let parent = input.pointer_mut(&parent).expect("the path is in the good input");
    match parent {
        Value::Array(list) => list[field.parse::<usize>().expect("an index")] = value,
        other => other[field] = value,
    }
}

/// The answer as lines: each fault, or why it was refused before it began.
fn faults_of(answer: &Value, name: &str) -> Vec<String> {
    if let Some(errors) = answer["errors"].as_array().filter(|e| !e.is_empty()) {
        let line = |e: &Value| {
            let code = e["extensions"]["code"].as_str().unwrap_or("BEFORE IT BEGAN");
            let message = e["message"].as_str().unwrap_or_default().replace('\0', "\\0");
            format!("{code}: {message}")
        };
        return errors.iter().map(line).collect();
    }
    let faults = answer["data"][name]["userErrors"].as_array().expect("a list of errors");
    if faults.is_empty() {
        return vec!["ACCEPTED".to_owned()];
    }
    let line = |f: &Value| {
        let path = f["field"].as_array().expect("a path").iter().filter_map(Value::as_str);
        let path = path.collect::<Vec<_>>().join(".");
        let text = |key: &str| f[key].as_str().expect("a text").to_owned();
        format!("{path} {}: {}", text("code"), text("message"))
    };
    faults.iter().map(line).collect()
}

/// A value as the snapshot shows it: what cannot be seen escaped, what is long cut.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let visible = |c: char| c == ' ' || c.is_alphanumeric() || c.is_ascii_graphic();
    let mut out = String::new();
    for c in text.chars().take(120) {
        if visible(c) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
    }
    let length = text.chars().count();
    if 120 < length {
        write!(out, "… ({length} characters)").expect("a text takes words");
    }
    out
}

/// Keys that no caller should send.
pub fn bad_keys() -> Vec<Case> {
    vec![
        ("no key", "idempotencyKey", json!("")),
        ("a key of seven characters", "idempotencyKey", json!("1234567")),
        ("a key of 65 characters", "idempotencyKey", json!("k".repeat(65))),
        ("a key with a space", "idempotencyKey", json!("key with space")),
        ("a key of emoji", "idempotencyKey", json!("🦀🦀🦀🦀🦀🦀🦀🦀")),
    ]
}
