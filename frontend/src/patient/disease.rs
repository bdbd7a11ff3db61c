//! The diseases of the recommendations as a patient knows them: a plain name, a picture, and one
//! sentence that says why it matters. The picture is decoration; its word always stands beside it.

use leptos::prelude::*;

use crate::{
    assessments::queries::NextTarget,
    i18n::{I18n, Locale},
    t_string,
    vaccinations::uncapitalised,
};

/// A disease, or several that one vaccine is given against and nobody tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say which")]
pub enum Disease {
    Diphtheria,
    Tetanus,
    Pertussis,
    Polio,
    Hib,
    HepatitisB,
    Measles,
    Mumps,
    Rubella,
    Varicella,
    Influenza,
    HepatitisA,
    YellowFever,
    Typhoid,
    Pneumococcus,
    TickBorne,
    Japanese,
    Mpox,
    Rabies,
    Rotavirus,
    Zoster,
    Cholera,
    Hpv,
    MeningoAcwy,
    MeningoB,
    Covid,
    Rsv,
}

impl Disease {
    /// The disease behind a code of NUVA, if the recommendations know it.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code.strip_prefix("DIS")? {
            "001" => Self::Diphtheria,
            "002" => Self::Tetanus,
            "003" => Self::Pertussis,
            "004" => Self::Polio,
            "005" => Self::Hib,
            "006" => Self::HepatitisB,
            "008" => Self::Measles,
            "009" => Self::Mumps,
            "010" => Self::Rubella,
            "011" => Self::Varicella,
            "015" => Self::Influenza,
            "016" => Self::HepatitisA,
            "017" => Self::YellowFever,
            "018" => Self::Typhoid,
            "025" => Self::Pneumococcus,
            "027" => Self::TickBorne,
            "028" => Self::Japanese,
            "029" => Self::Mpox,
            "030" => Self::Rabies,
            "032" => Self::Rotavirus,
            "033" => Self::Zoster,
            "036" => Self::Cholera,
            "038" => Self::Hpv,
            "043" | "044" | "046" | "047" => Self::MeningoAcwy,
            "045" => Self::MeningoB,
            "057" => Self::Covid,
            "058" => Self::Rsv,
            _ => return None,
        })
    }

    /// Its name and why it matters, each as one thinks of it.
    fn words(self, i18n: I18n) -> (&'static str, &'static str) {
        macro_rules! words {
            ($key:ident) => {
                (t_string!(i18n, disease.$key.name), t_string!(i18n, disease.$key.why))
            };
        }
        match self {
            Self::Diphtheria => words!(diphtheria),
            Self::Tetanus => words!(tetanus),
            Self::Pertussis => words!(pertussis),
            Self::Polio => words!(polio),
            Self::Hib => words!(hib),
            Self::HepatitisB => words!(hepatitis_b),
            Self::Measles => words!(measles),
            Self::Mumps => words!(mumps),
            Self::Rubella => words!(rubella),
            Self::Varicella => words!(varicella),
            Self::Influenza => words!(influenza),
            Self::HepatitisA => words!(hepatitis_a),
            Self::YellowFever => words!(yellow_fever),
            Self::Typhoid => words!(typhoid),
            Self::Pneumococcus => words!(pneumococcus),
            Self::TickBorne => words!(tick_borne),
            Self::Japanese => words!(japanese),
            Self::Mpox => words!(mpox),
            Self::Rabies => words!(rabies),
            Self::Rotavirus => words!(rotavirus),
            Self::Zoster => words!(zoster),
            Self::Cholera => words!(cholera),
            Self::Hpv => words!(hpv),
            Self::MeningoAcwy => words!(meningo_acwy),
            Self::MeningoB => words!(meningo_b),
            Self::Covid => words!(covid),
            Self::Rsv => words!(rsv),
        }
    }

    /// Its plain name.
    #[must_use]
    pub fn name(self, i18n: I18n) -> &'static str {
        self.words(i18n).0
    }

    /// Why it matters, in one sentence.
    #[must_use]
    pub fn why(self, i18n: I18n) -> &'static str {
        self.words(i18n).1
    }

    /// What one sees of it, or where one meets it.
    fn drawing(self) -> &'static str {
        match self {
            // An open mouth with the throat.
            Self::Diphtheria => {
                "M3 12c0-4 4-7 9-7s9 3 9 7-4 7-9 7-9-3-9-7zM7 8c3 1.500 7 1.500 10 0M12 9v4.500m-1.500 0a1.500 1.500 0 0 0 3 0M7.500 16.500c3-1.500 6-1.500 9 0"
            }
            // A nail.
            Self::Tetanus => "m13.500 3.500 7 7M15.300 5.300 5 15.700 3 21l5.300-2L18.700 8.700",
            // A cough.
            Self::Pertussis => {
                "M3 20v-3a7 7 0 1 1 11.300-7.500L15.500 13l-2 .5V16a1.500 1.500 0 0 1-1.500 1.500H9.500V20M18 10.500l3-1.500M18.500 13.500h3M18 16.500l3 1.500"
            }
            // A crutch.
            Self::Polio => "M7 3h10M8.500 3 11 17M15.500 3 13 17M9.600 9h4.800M11 17h2v4h-2z",
            // A small child.
            Self::Hib => {
                "M4 12.500a8 8 0 1 0 16 0 8 8 0 1 0-16 0M9 11.500h.01M15 11.500h.01M9.500 15.500a3.500 3.500 0 0 0 5 0M12 4.500c-1.800 1-1.300 3.200.700 3.200"
            }
            // A drop of blood.
            Self::HepatitisB => {
                "M12 3c4 5 6 8 6 11.500a6 6 0 0 1-12 0C6 11 8 8 12 3zM9 15a3 3 0 0 0 3 3"
            }
            // A face with spots.
            Self::Measles => {
                "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M9 8.500h.01M13.500 7.500h.01M16 11h.01M11.500 11.500h.01M8 13h.01M10.500 16h.01M14.500 15h.01"
            }
            // Thick cheeks.
            Self::Mumps => {
                "M7 8a5 5 0 0 1 10 0c.300 1.500.700 2.500 2 4 2 2.500.500 6.500-3.500 6.200-2.200 1.300-4.800 1.300-7 0C4.500 18.500 3 14.500 5 12c1.300-1.500 1.700-2.500 2-4zM10 9.500h.01M14 9.500h.01M10.500 14.500h3"
            }
            // A woman with child.
            Self::Rubella => {
                "M9.500 4.500a2 2 0 1 0 4 0 2 2 0 1 0-4 0M10 9c-1.200 3.500-2 7.500-1.500 12M12.500 9c.5 2.500 5 3 5 6.500 0 2.500-2 3.500-4 3.500v2M13.500 15h.01"
            }
            // Blisters.
            Self::Varicella => {
                "M4 9a4 4 0 1 0 8 0 4 4 0 1 0-8 0M13 15.500a4 4 0 1 0 8 0 4 4 0 1 0-8 0M15 6a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6.500 18a2 2 0 1 0 4 0 2 2 0 1 0-4 0M8 9h.01M17 15.500h.01"
            }
            // A thermometer.
            Self::Influenza => {
                "M9.500 14V5a2 2 0 0 1 4 0v9a4 4 0 1 1-4 0zM11.500 9v8M16.500 5h3M16.500 8.500h2M16.500 12h3"
            }
            // A glass.
            Self::HepatitisA => "M6 4h12l-1.500 16h-9zM6.700 10.500c3.500 1.500 7-1.500 10.600 0",
            // A mosquito.
            Self::YellowFever | Self::Japanese => {
                "M10.500 5.500a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0M12 4V1.500M12 7v14M12 9c-3 .5-8 3.500-8.500 7 3.500 0 8-3 8.500-7zM12 9c3 .5 8 3.500 8.500 7-3.500 0-8-3-8.500-7zM10.800 7.500 6 6 4 2.500M13.200 7.500 18 6l2-3.500"
            }
            // A tap.
            Self::Typhoid => {
                "M3 8.500h10a5 5 0 0 1 5 5v1.500h-4v-1.500a1 1 0 0 0-1-1H3zM9 8.500V5M6 5h6M16 18v.01M16 21v.01"
            }
            // The lungs.
            Self::Pneumococcus => {
                "M12 3v9l-2.500 2M12 12l2.500 2M9 7c-3 1-5.500 6-5.500 10 0 3 1 3.500 2.500 3 2-.7 3-1.500 3-4zM15 7c3 1 5.500 6 5.500 10 0 3-1 3.500-2.500 3-2-.7-3-1.500-3-4z"
            }
            // A tick.
            Self::TickBorne => {
                "M8 14.500a4 5.500 0 1 0 8 0 4 5.500 0 1 0-8 0M10.300 9.500a1.700 1.700 0 0 1 3.400 0M8.500 12 4 9M8 15.500H3M8.700 18 5 21M15.500 12 20 9M16 15.500h5M15.300 18l3.700 3"
            }
            // A hand with spots.
            Self::Mpox => {
                "M7.500 12.500V6.300a1.500 1.500 0 0 1 3 0V11 4.500a1.500 1.500 0 0 1 3 0V11 5.500a1.500 1.500 0 0 1 3 0v6-2a1.500 1.500 0 0 1 3 0V15a6 6 0 0 1-6 6H13c-3 0-4.500-1.500-6-4l-2.300-3.700a1.500 1.500 0 0 1 2.400-1.700zM11 15.500h.01M15 14.500h.01M13.500 18h.01"
            }
            // A paw.
            Self::Rabies => {
                "M12 12.500c-3 0-5.500 2.500-5.500 5 0 2 1.500 2.500 3 2.200 1.700-.4 3.300-.4 5 0 1.500.3 3-.2 3-2.200 0-2.500-2.500-5-5.500-5zM3 11.500a1.400 1.900 0 1 0 2.800 0 1.400 1.900 0 1 0-2.800 0M7.500 6.500a1.500 2.100 0 1 0 3 0 1.500 2.100 0 1 0-3 0M13.500 6.500a1.500 2.100 0 1 0 3 0 1.500 2.100 0 1 0-3 0M18.200 11.500a1.400 1.900 0 1 0 2.800 0 1.400 1.900 0 1 0-2.800 0"
            }
            // A bottle for a baby.
            Self::Rotavirus => {
                "M8.500 9.500h7l1 3V20a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7.500zM9.500 9.500V7h5v2.500M11 7V4a1 1 0 0 1 2 0v3M7.500 15h3M7.500 18h3"
            }
            // A belt of spots.
            Self::Zoster => {
                "M8.500 3c0 3-3.500 3-3.500 6.500V21M15.500 3c0 3 3.500 3 3.500 6.500V21M5 12c5 2.500 9 2.500 14 0M5 17c5 2.500 9 2.500 14 0M8.500 15.800h.01M12 16.200h.01M15.500 15.800h.01"
            }
            // A drop in the water.
            Self::Cholera => {
                "M12 2.500c2.300 3 3.500 4.500 3.500 6.300a3.500 3.500 0 0 1-7 0c0-1.800 1.200-3.300 3.500-6.300zM3 16.500c2-1.500 4-1.500 6 0s4 1.500 6 0 4-1.500 6 0M3 20.500c2-1.500 4-1.500 6 0s4 1.500 6 0 4-1.500 6 0"
            }
            // A ribbon.
            Self::Hpv => {
                "M6.500 21 14 9c1.700-3 .5-6-2-6S8.300 6 10 9l7.500 12M6.500 21l-1-3.500M17.500 21l1-3.500"
            }
            // A head with the brain.
            Self::MeningoAcwy | Self::MeningoB => {
                "M9 21v-3H7.500A1.500 1.500 0 0 1 6 16.500V14l-2-.5L6 10a7 7 0 1 1 11 6.500V21M10.300 11.500A2 2 0 0 1 11 7.700a2.200 2.200 0 0 1 3.800.5 2 2 0 0 1 0 3.800c-.7 1.600-3.800 1.500-4.500-.5z"
            }
            // A ball with spikes.
            Self::Covid => {
                "M7 12a5 5 0 1 0 10 0 5 5 0 1 0-10 0M12 7V3M12 17v4M7 12H3M17 12h4M8.500 8.500 5.600 5.600M15.500 8.500l2.900-2.900M8.500 15.500l-2.900 2.900M15.500 15.500l2.900 2.900M10.500 3h3M10.500 21h3M3 10.500v3M21 10.500v3M11 11h.01M13.500 13h.01"
            }
            // Breath.
            Self::Rsv => {
                "M3 9h10.500A2.500 2.500 0 1 0 11 6.500M3 13h15a2.500 2.500 0 1 1-2.500 2.500M3 17h7.500a2 2 0 1 1-2 2"
            }
        }
    }
}

/// A disease with the name that is shown of it: plain, else as the catalogue says.
pub type Named = (Option<Disease>, String);

/// The diseases of some targets, each once, in their order.
#[must_use]
pub fn named(i18n: I18n, targets: &[NextTarget]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for target in targets.iter().filter_map(|t| t.target.as_ref()) {
        let disease = Disease::of_code(&target.code);
        let name = disease.map(|disease| disease.name(i18n).to_owned());
        let named = (disease, name.unwrap_or_else(|| target.name.text.clone()));
        if !found.contains(&named) {
            found.push(named);
        }
    }
    found
}

/// Those of them that have a picture.
#[must_use]
pub fn diseases(targets: &[NextTarget]) -> Vec<Disease> {
    let codes = targets.iter().filter_map(|t| t.target.as_ref());
    let mut found: Vec<Disease> = Vec::new();
    for disease in codes.filter_map(|t| Disease::of_code(&t.code)) {
        if !found.contains(&disease) {
            found.push(disease);
        }
    }
    found
}

/// «Diphtheria, tetanus, whooping cough».
#[must_use]
pub fn names(i18n: I18n, targets: &[NextTarget]) -> String {
    join(i18n, named(i18n, targets))
}

/// The same of diseases that are named already.
#[must_use]
pub fn join(i18n: I18n, named: Vec<Named>) -> String {
    let keeps_case = matches!(i18n.locale(), Locale::de | Locale::lb);
    let mut names = named.into_iter().map(|(_, name)| name);
    let mut said = names.next().unwrap_or_default();
    for name in names {
        said.push_str(", ");
        said.push_str(&if keeps_case { name } else { uncapitalised(&name) });
    }
    said
}

/// The pictures of some diseases, hidden from screen readers.
#[component]
pub fn Pictures(
    /// Of which.
    diseases: Vec<Disease>,
) -> impl IntoView {
    let mut drawn: Vec<&'static str> = diseases.into_iter().map(Disease::drawing).collect();
    drawn.dedup();
    let pictures = drawn.into_iter().map(|drawing| {
        view! {
            <svg
                class="picture"
                width="28"
                height="28"
                viewBox="0 0 24 24"
                fill="none"
                stroke="currentColor"
                stroke-width="1.6"
                stroke-linecap="round"
                stroke-linejoin="round"
                aria-hidden="true"
            >
                <path d=drawing></path>
            </svg>
        }
    });
    view! {
        <span class="pictures" aria-hidden="true">
            {pictures.collect_view()}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_of_the_recommendations_has_a_name_and_a_picture() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/schedules/lu");
        let mut codes = std::collections::BTreeSet::new();
        for version in std::fs::read_dir(folder).expect("the rule sets") {
            for file in std::fs::read_dir(version.expect("a folder").path()).expect("a rule set") {
                let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
                let said = text.lines().filter(|line| line.starts_with("targets"));
                codes.extend(said.flat_map(|line| line.split('"').map(str::to_owned)));
            }
        }
        codes.retain(|code| code.starts_with("DIS"));
        assert!(25 < codes.len(), "{codes:?}");
        for code in codes {
            let disease = Disease::of_code(&code);
            assert!(disease.is_some(), "{code} is in the rules and has no picture");
            assert!(disease.is_some_and(|d| d.drawing().starts_with(['M', 'm'])), "{code}");
        }
    }

    #[test]
    fn what_one_vaccine_is_against_has_one_name() {
        assert_eq!(Disease::of_code("DIS043"), Disease::of_code("DIS047"));
        assert_ne!(Disease::of_code("DIS043"), Disease::of_code("DIS045"));
        assert_eq!(Disease::of_code("DIS014"), None, "tuberculosis is in no rule");
        assert_eq!(Disease::of_code("VAC0510"), None);
    }
}
