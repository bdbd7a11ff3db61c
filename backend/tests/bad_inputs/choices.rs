//! Bad choices: `chooseLocale` and `choosePractice`. Their inputs are one word each, so
//! the worst of them are few.

use std::fmt::Write as _;

use backend::testing::TestApp;
use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{faults_of, shown};

#[tokio::test]
async fn a_bad_choice_is_refused_with_field_and_rule() {
    for app in TestApp::on_each().await {
        let shown_by = app.sign_in(&app.schiltz).await;
        let foreign = app.weber.practice().expect("Dr Weber has a practice").id;
        let mut text = String::new();
        let locales = ["", "FR ", "fr", "XX", "ＦＲ", "FR\u{0}", "<b>"].map(|t| json!(t));
        let locales =
            locales.into_iter().chain([Value::Null, json!(1), json!(["FR"]).clone()[0].take()]);
        for locale in locales.filter(|l| l != "FR") {
            let query = "mutation($input: ChooseLocaleInput!) {
                chooseLocale(input: $input) { userErrors { code field message } } }";
            let input = json!({ "input": { "locale": locale } });
            let answer = app.run_with(&shown_by, query, input).await;
            writeln!(text, "chooseLocale locale = {}", shown(&locale)).expect("a text");
            faults_of(&answer, "chooseLocale")
                .iter()
                .for_each(|l| writeln!(text, "    → {l}").expect("a text"));
        }
        let practices = ["", "0190d1a0-0000-7000-8000-000000000000", "Belair", "' OR 1=1 --"];
        let practices = practices.map(|p| json!(p)).into_iter();
        for practice in practices.chain([json!(foreign), Value::Null, json!(7)]) {
            let query = "mutation($input: ChoosePracticeInput!) {
                choosePractice(input: $input) { userErrors { code field message } } }";
            let input = json!({ "input": { "practiceId": practice } });
            let answer = app.run_with(&shown_by, query, input).await;
            writeln!(text, "choosePractice practiceId = {}", shown(&practice)).expect("a text");
            faults_of(&answer, "choosePractice")
                .iter()
                .for_each(|l| writeln!(text, "    → {l}").expect("a text"));
        }
        assert!(!text.contains("ACCEPTED"), "{text}");
        // The ids of practices differ from run to run of the seed alone: none is shown.
        expect_file!["./choices.txt"].assert_eq(&text.replace(&foreign.to_string(), "Kirchberg's"));
    }
}
