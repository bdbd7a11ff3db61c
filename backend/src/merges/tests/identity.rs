//! Merge, anything, unmerge is the same as anything without a merge.
//!
//! The same happens to two people in two services: in one their records are joined meanwhile
//! and taken apart again, in the other never. Afterwards each record says the same in both:
//! doses with their versions, facts, numbers, accesses, relations, and what the
//! recommendations say.

use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use shared::{FactId, RecordId, VaccinationId};

use super::{all_of, ask, merge, second, unmerge};
use crate::{db::testing::each, testing::TestApp};

/// Something that happens to the first or the second person.
#[derive(Debug, Clone, Copy)]
enum Event {
    Dose { second: bool, product: usize, day: u32 },
    Correct { dose: usize },
    Void { dose: usize },
    Fact { second: bool, code: usize },
    VoidFact { fact: usize },
    Contact,
}

fn event() -> impl Strategy<Value = Event> {
    let dose = (any::<bool>(), 0..4_usize, 1..28_u32);
    prop_oneof![
        4 => dose.prop_map(|(second, product, day)| Event::Dose { second, product, day }),
        2 => any::<usize>().prop_map(|dose| Event::Correct { dose }),
        1 => any::<usize>().prop_map(|dose| Event::Void { dose }),
        2 => (any::<bool>(), 0..2_usize).prop_map(|(second, code)| Event::Fact { second, code }),
        1 => any::<usize>().prop_map(|fact| Event::VoidFact { fact }),
        1 => Just(Event::Contact),
    ]
}

const PRODUCTS: [&str; 4] = ["VAC0510", "VAC0541", "VAC0001", "VAC0512"];
/// Which facts each of the two can have, so that neither answers a question of the other.
const FACTS: [[&str; 2]; 2] =
    [["asplenia", "chronic_lung_disease"], ["diabetes", "chronic_heart_disease"]];

/// Two people in one service.
struct World {
    app: TestApp,
    ids: [RecordId; 2],
    doses: Vec<(VaccinationId, bool)>,
    facts: Vec<(FactId, bool)>,
    count: u32,
    /// Whether both are reached under either id now.
    is_one: bool,
    since: (Vec<Value>, Vec<Value>),
}

impl World {
    async fn new(app: TestApp) -> Self {
        let first = app.record("Ana", "1990-03-01", 7).await;
        let other = second(&app, &app.schiltz, "Anna", "1990-03-01", first).await;
        let child = app.record("Noé", "2025-04-14", 103).await;
        app.make_parent(other, child).await;
        let ids = [first, other];
        Self {
            app,
            ids,
            doses: vec![],
            facts: vec![],
            count: 0,
            is_one: false,
            since: (vec![], vec![]),
        }
    }

    /// Under which id the person is asked for: while they are one, under any.
    fn id(&self, second: bool) -> RecordId {
        let any = self.is_one && self.count.is_multiple_of(2);
        self.ids[usize::from(if any { !second } else { second })]
    }

    async fn happen(&mut self, event: Event) {
        self.count += 1;
        let key = format!("event-key-{}", self.count);
        match event {
            Event::Dose { second, product, day } => {
                let input = json!({ "idempotencyKey": key, "recordId": self.id(second),
                    "givenOn": format!("2026-{:02}-{day:02}", 1 + self.count % 10),
                    "doses": [{ "vaccineCode": PRODUCTS[product], "lot": format!("L{}", self.count) }] });
                let done = ask(
                    &self.app,
                    &self.app.schiltz,
                    "recordVaccinations",
                    "vaccinations { id }",
                    input,
                )
                .await;
                let Some(id) = done["vaccinations"][0]["id"].as_str() else { return };
                self.doses.push((id.parse().expect("an id"), second));
                if self.is_one && second {
                    self.since.0.push(json!(id));
                }
            }
            Event::Correct { dose } => self.change(dose, &key, "correctVaccination").await,
            Event::Void { dose } => self.change(dose, &key, "voidVaccination").await,
            Event::Fact { second, code } => {
                let code = FACTS[usize::from(second)][code];
                let input = json!({ "idempotencyKey": key, "recordId": self.id(second),
                    "facts": [{ "code": code, "answer": true }] });
                let done =
                    ask(&self.app, &self.app.schiltz, "enterFacts", "facts { id }", input).await;
                let Some(id) = done["facts"][0]["id"].as_str() else { return };
                self.facts.push((id.parse().expect("an id"), second));
                if self.is_one && second {
                    self.since.1.push(json!(id));
                }
            }
            Event::VoidFact { fact } => {
                let Some((id, second)) = pick(&self.facts, fact) else { return };
                let input = json!({ "idempotencyKey": key, "recordId": self.id(second), "factId": id,
                    "version": 1, "reason": "someone else's" });
                ask(&self.app, &self.app.schiltz, "voidFact", "fact { id }", input).await;
            }
            Event::Contact => {
                // The contact is that of the record that stays.
                let query = "query($id: RecordId!) { record(id: $id) { version } }";
                let found =
                    self.app.run(&self.app.schiltz, query, json!({ "id": self.ids[0] })).await;
                let input = json!({ "idempotencyKey": key, "recordId": self.id(false),
                    "version": found["data"]["record"]["version"], "language": "DE",
                    "email": format!("ana{}@example.lu", self.count) });
                // Before they are one, the second id would be another person.
                let input =
                    if self.is_one { input } else { with(input, "recordId", json!(self.ids[0])) };
                ask(&self.app, &self.app.schiltz, "changeContact", "record { id }", input).await;
            }
        }
    }

    async fn change(&self, dose: usize, key: &str, name: &str) {
        let Some((id, second)) = pick(&self.doses, dose) else { return };
        let query = "query($id: RecordId!, $dose: VaccinationId!) { record(id: $id) {
            vaccination(id: $dose) { version occurrence vaccine { code } } } }";
        let asked = json!({ "id": self.id(second), "dose": id });
        let found = self.app.run(&self.app.schiltz, query, asked).await;
        let now = &found["data"]["record"]["vaccination"];
        let mut input = json!({ "idempotencyKey": key, "recordId": self.id(second),
            "vaccinationId": id, "version": now["version"], "reason": "it was misread" });
        if name == "correctVaccination" {
            let performer = self.app.schiltz.account().and_then(|a| a.practitioner.clone());
            input["vaccineCode"] = now["vaccine"]["code"].clone();
            input["occurrence"] = now["occurrence"].clone();
            input["lot"] = json!(format!("C{}", self.count));
            input["performerId"] = json!(performer.expect("a doctor").id);
        }
        ask(&self.app, &self.app.schiltz, name, "vaccination { id }", input).await;
    }

    async fn said(&self) -> [Vec<String>; 2] {
        [all_of(&self.app, self.ids[0]).await, all_of(&self.app, self.ids[1]).await]
    }
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

fn pick<T: Copy>(of: &[(T, bool)], at: usize) -> Option<(T, bool)> {
    (!of.is_empty()).then(|| of[at % of.len()])
}

async fn same_as_never_joined(apps: (TestApp, TestApp), events: [Vec<Event>; 3]) {
    let (mut joined, mut never) = (World::new(apps.0).await, World::new(apps.1).await);
    for (at, part) in events.into_iter().enumerate() {
        for event in part {
            joined.happen(event).await;
            never.happen(event).await;
        }
        match at {
            0 => {
                merge(&joined.app, joined.ids[0], joined.ids[1]).await;
                joined.is_one = true;
            }
            1 => {
                let (doses, facts) = std::mem::take(&mut joined.since);
                let done = unmerge(&joined.app, joined.ids[0], &doses, &facts).await;
                assert_eq!(done["userErrors"], json!([]), "{done}");
                joined.is_one = false;
            }
            _ => {}
        }
    }
    assert_eq!(joined.said().await, never.said().await);
}

#[test]
fn merge_then_unmerge_is_identity_whatever_happens_before_in_between_and_after() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let events = || prop::collection::vec(event(), 0..8);
    let config = ProptestConfig {
        cases: 10,
        max_shrink_iters: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&[events(), events(), events()], |events| {
            runtime.block_on(async {
                for (one, other) in each().await.into_iter().zip(each().await) {
                    let apps = (TestApp::on(one).await, TestApp::on(other).await);
                    same_as_never_joined(apps, events.clone()).await;
                }
            });
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}
