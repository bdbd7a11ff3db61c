//! A question to the engine: the person of the record, with doses and facts beside, on a day. The
//! same whether the browser's engine is asked or the server's.

use engine::{
    person::{Dose, Fact, FactValue, Person},
    plan::PlanOptions,
};
use shared::{Date, PartialDate, RecordId, VaccineCode};

use super::queries::{PlanInput, SimulateInput, SimulatedDose, SimulatedFact};
use crate::api;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is given beside the doses on record; in the answer they come after them, in this order.
    pub doses: Vec<(VaccineCode, Date)>,
    /// What is supposed about the person; it takes the place of what is known under that code.
    pub facts: Vec<Fact>,
    /// Of which day.
    pub as_of: Date,
}

impl Question {
    /// The person with what is supposed.
    #[must_use]
    pub fn supposed(&self, of: &Person) -> Person {
        let mut person = of.clone();
        person.facts.retain(|held| self.facts.iter().all(|fact| fact.code != held.code));
        person.facts.extend(self.facts.iter().cloned());
        person.doses.extend(self.doses.iter().map(|(code, on)| Dose {
            on: PartialDate::Day { on: *on },
            vaccine: code.to_string(),
            sub_standard: false,
        }));
        person
    }

    /// As the server is asked, about a record and by a rule set.
    #[must_use]
    pub fn simulated(&self, record: RecordId, rule_set: &str) -> SimulateInput {
        SimulateInput {
            record_id: Some(record),
            doses: self.simulated_doses(),
            facts: self.facts.iter().map(simulated_fact).collect(),
            as_of: Some(self.as_of),
            rule_set: Some(rule_set.to_owned()),
        }
    }

    /// As the server is asked for a plan.
    #[must_use]
    pub fn planned(&self, record: RecordId, rule_set: &str, options: &PlanOptions) -> PlanInput {
        let products = options.products.as_ref();
        let codes = |codes: &Vec<String>| codes.iter().filter_map(|c| c.parse().ok()).collect();
        PlanInput {
            record_id: Some(record),
            doses: self.simulated_doses(),
            facts: self.facts.iter().map(simulated_fact).collect(),
            as_of: Some(self.as_of),
            rule_set: Some(rule_set.to_owned()),
            first_visit: options.first_visit,
            until: options.until,
            max_injections: options.max_injections.map(i32::from),
            days_between_visits: i32::from(options.days_between_visits),
            days_early: i32::from(options.days_early),
            products: products.map(codes),
            with_optional: options.with_optional,
            without: options.without.clone(),
        }
    }

    fn simulated_doses(&self) -> Vec<SimulatedDose> {
        let dose = |(code, on): &(VaccineCode, Date)| SimulatedDose {
            vaccine_code: code.to_string(),
            on: api::PartialDate(PartialDate::Day { on: *on }),
        };
        self.doses.iter().map(dose).collect()
    }
}

fn simulated_fact(fact: &Fact) -> SimulatedFact {
    let (number, is_so) = match fact.value {
        Some(FactValue::Number(number)) => (i32::try_from(number).ok(), None),
        Some(FactValue::Bool(is_so)) => (None, Some(is_so)),
        None => (None, None),
    };
    SimulatedFact { code: fact.code.clone(), from: fact.from, to: fact.to, number, is_so }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn question() -> Question {
        let fact = |code: &str, value| Fact { code: code.to_owned(), from: None, to: None, value };
        Question {
            doses: vec![(VaccineCode::new(510).expect("a code"), day("2026-11-24"))],
            facts: vec![
                Fact { from: Some(day("2026-06-01")), ..fact("pregnancy", None) },
                fact("birth_weight", Some(FactValue::Number(1900))),
                fact("asplenia", Some(FactValue::Bool(false))),
            ],
            as_of: day("2026-11-24"),
        }
    }

    #[test]
    fn a_supposed_fact_takes_the_place_of_what_is_known_and_doses_come_last() {
        let person = r#"{"birthDate":"1994-02-01","facts":[{"code":"asplenia"},{"code":"hiv"}],
            "doses":[{"on":"2020-01-01","vaccine":"VAC0053"}]}"#;
        let person = question().supposed(&serde_json::from_str(person).expect("a person"));
        let codes: Vec<&str> = person.facts.iter().map(|fact| &*fact.code).collect();
        assert_eq!(codes, ["hiv", "pregnancy", "birth_weight", "asplenia"]);
        assert_eq!(person.facts[3].value, Some(FactValue::Bool(false)));
        let vaccines: Vec<&str> = person.doses.iter().map(|dose| &*dose.vaccine).collect();
        assert_eq!(vaccines, ["VAC0053", "VAC0510"]);
    }

    #[test]
    fn the_server_is_asked_in_the_words_of_the_contract() {
        let record = RecordId(Default::default());
        let input = question().simulated(record, "lu-2026");
        let json = serde_json::to_value(&input).expect("JSON");
        assert_eq!(json["ruleSet"], "lu-2026");
        assert_eq!(json["asOf"], "2026-11-24");
        assert_eq!(json["doses"][0]["vaccineCode"], "VAC0510");
        assert_eq!(json["doses"][0]["on"], "2026-11-24");
        assert_eq!(json["facts"][0]["from"], "2026-06-01");
        assert_eq!(json["facts"][0].get("isSo"), None, "what is not said is not sent");
        assert_eq!(json["facts"][1]["number"], 1900);
        assert_eq!(json["facts"][2]["isSo"], false);
    }

    #[test]
    fn a_plan_is_asked_for_with_all_that_is_allowed() {
        let options = PlanOptions {
            first_visit: Some(day("2026-12-22")),
            until: Some(day("2027-12-22")),
            max_injections: Some(2),
            days_between_visits: 14,
            products: Some(vec!["VAC0510".to_owned()]),
            with_optional: true,
            without: vec!["DIS045".to_owned()],
            ..PlanOptions::default()
        };
        let input = question().planned(RecordId(Default::default()), "lu-2024", &options);
        let simulated = question().simulated(RecordId(Default::default()), "lu-2024");
        assert_eq!((&input.doses, &input.facts), (&simulated.doses, &simulated.facts));
        let json = serde_json::to_value(&input).expect("JSON");
        // What is said is what the engine's own options say, field for field.
        let own = serde_json::to_value(&options).expect("JSON");
        for (field, value) in own.as_object().expect("an object") {
            assert_eq!(&json[field], value, "{field}");
        }
    }
}
