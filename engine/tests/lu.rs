//! Luxembourg's rule sets: golden cases, one readable line each.

mod support;

use engine::{
    assess,
    assessment::Assessment,
    rules::{Language, RuleSet, lu, markdown, svg},
};

fn rules(version: &str) -> RuleSet {
    lu::rule_set(Some(version)).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn check_file(version: &str, name: &str, text: &str) {
    let rules = rules(version);
    let mut wrong = Vec::new();
    let mut count = 0;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        count += 1;
        let case = match support::parse(&rules, line) {
            Ok(case) => case,
            Err(message) => {
                wrong.push(format!("{name}:{}: {message}", i + 1));
                continue;
            }
        };
        let assessment = assess(&rules, &case.person, case.as_of);
        for difference in support::differences(&assessment, &case.expected) {
            wrong.push(format!("{name}:{}: {difference}\n    {line}", i + 1));
        }
        let json = serde_json::to_string(&assessment).expect("JSON");
        let read: Assessment = serde_json::from_str(&json).expect("an assessment");
        assert_eq!(read, assessment, "{name}:{}", i + 1);
    }
    assert!(0 < count, "{name} holds no case");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn diphtheria_tetanus_pertussis_polio() {
    check_file("2026", "dtpp.txt", include_str!("cases/lu-2026/dtpp.txt"));
}

#[test]
fn edges_of_diphtheria_tetanus_pertussis_polio() {
    check_file("2026", "dtpp-edges.txt", include_str!("cases/lu-2026/dtpp-edges.txt"));
}

#[test]
fn schemes_of_hexavalent_vaccines_dose_by_dose() {
    check_file("2026", "schemes.txt", include_str!("cases/lu-2026/schemes.txt"));
}

#[test]
fn numbers_of_single_rules_and_what_is_asked() {
    check_file("2026", "numbers.txt", include_str!("cases/lu-2026/numbers.txt"));
}

#[test]
fn late_boosters_and_more_numbers() {
    check_file("2026", "late.txt", include_str!("cases/lu-2026/late.txt"));
}

#[test]
fn hib_and_hepatitis_b() {
    check_file("2026", "hib-hepb.txt", include_str!("cases/lu-2026/hib-hepb.txt"));
}

#[test]
fn pneumococcus() {
    check_file("2026", "pneumo.txt", include_str!("cases/lu-2026/pneumo.txt"));
}

#[test]
fn rotavirus_and_meningococci() {
    check_file(
        "2026",
        "rotavirus-meningococci.txt",
        include_str!("cases/lu-2026/rotavirus-meningococci.txt"),
    );
}

#[test]
fn measles_chickenpox_and_papillomavirus() {
    check_file("2026", "mmrv-hpv.txt", include_str!("cases/lu-2026/mmrv-hpv.txt"));
}

#[test]
fn other_vaccinations_of_infants() {
    check_file("2026", "infant.txt", include_str!("cases/lu-2026/infant.txt"));
}

#[test]
fn later_vaccinations() {
    check_file("2026", "later.txt", include_str!("cases/lu-2026/later.txt"));
}

#[test]
fn influenza_covid_zoster_and_rsv() {
    check_file("2026", "season.txt", include_str!("cases/lu-2026/season.txt"));
}

#[test]
fn pregnancy_travel_and_exposure() {
    check_file("2026", "pregnancy-travel.txt", include_str!("cases/lu-2026/pregnancy-travel.txt"));
}

#[test]
fn catching_up_and_what_is_uncertain() {
    check_file(
        "2026",
        "catch-up-uncertain.txt",
        include_str!("cases/lu-2026/catch-up-uncertain.txt"),
    );
}

#[test]
fn what_a_severe_reaction_forbids_and_what_stays_valid() {
    check_file("2026", "reactions.txt", include_str!("cases/lu-2026/reactions.txt"));
}

#[test]
fn edges_of_journeys_and_exposures() {
    check_file("2026", "edges-travel.txt", include_str!("cases/lu-2026/edges-travel.txt"));
}

#[test]
fn edges_of_meningococci() {
    check_file(
        "2026",
        "edges-meningococci.txt",
        include_str!("cases/lu-2026/edges-meningococci.txt"),
    );
}

#[test]
fn edges_of_live_vaccines() {
    check_file("2026", "edges-live.txt", include_str!("cases/lu-2026/edges-live.txt"));
}

#[test]
fn edges_of_facts_and_seasons() {
    check_file("2026", "edges-facts.txt", include_str!("cases/lu-2026/edges-facts.txt"));
}

#[test]
fn edges_of_influenza_covid_and_rsv() {
    check_file("2026", "edges-season.txt", include_str!("cases/lu-2026/edges-season.txt"));
}

#[test]
fn edges_of_hexavalent_doses_and_boosters() {
    check_file("2026", "edges-dtpp.txt", include_str!("cases/lu-2026/edges-dtpp.txt"));
}

#[test]
fn edges_of_hepatitis_b() {
    check_file("2026", "edges-hepb.txt", include_str!("cases/lu-2026/edges-hepb.txt"));
}

#[test]
fn edges_of_pneumococcus() {
    check_file("2026", "edges-pneumo.txt", include_str!("cases/lu-2026/edges-pneumo.txt"));
}

#[test]
fn contact_with_measles_and_work_with_hepatitis_a() {
    check_file("2026", "exposure.txt", include_str!("cases/lu-2026/exposure.txt"));
}

#[test]
fn edges_of_haemophilus_influenzae_b() {
    check_file("2026", "edges-hib.txt", include_str!("cases/lu-2026/edges-hib.txt"));
}

#[test]
fn edges_of_papillomavirus_and_zoster() {
    check_file("2026", "edges-hpv-zoster.txt", include_str!("cases/lu-2026/edges-hpv-zoster.txt"));
}

#[test]
fn edges_of_tick_borne_encephalitis() {
    check_file("2026", "edges-tbe.txt", include_str!("cases/lu-2026/edges-tbe.txt"));
}

#[test]
fn edges_of_those_born_on_the_last_day_of_a_month() {
    check_file("2026", "edges-months.txt", include_str!("cases/lu-2026/edges-months.txt"));
}

#[test]
fn what_is_new_in_2026() {
    check_file("2026", "changes.txt", include_str!("cases/lu-2026/changes.txt"));
}

#[test]
fn what_was_other_in_2024() {
    check_file("2024", "changes.txt", include_str!("cases/lu-2024/changes.txt"));
}

#[test]
fn what_was_other_in_2023() {
    check_file("2023", "changes.txt", include_str!("cases/lu-2023/changes.txt"));
}

#[test]
fn the_rules_for_doctors_are_up_to_date() {
    let mut text = String::from(
        "<!-- Made from engine/schedules/lu by `UPDATE_EXPECT=1 cargo test -p engine --test lu`. -->\n\n",
    );
    let sets = lu::VERSIONS.map(rules);
    text.push_str(&markdown(&sets, Language::En));
    expect_test::expect_file!["../../docs/rules.md"].assert_eq(&text);
}

#[test]
fn the_drawing_of_the_schedule_is_up_to_date() {
    let drawing = svg(&rules("2026"), Language::En);
    expect_test::expect_file!["../../docs/schedule.svg"].assert_eq(&drawing);
}
