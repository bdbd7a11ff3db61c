//! The words of the demo's sign-in page, in five languages.

use serde::Serialize;
use shared::{Locale, Role};

/// The words of the page in one language.
#[derive(Debug, Serialize)]
pub(crate) struct Words {
    pub(crate) title: &'static str,
    pub(crate) warning: &'static str,
    pub(crate) explanation: &'static str,
    pub(crate) language: &'static str,
    pub(crate) clinical: &'static str,
    pub(crate) patients: &'static str,
    pub(crate) others: &'static str,
    pub(crate) back: &'static str,
}

/// The words in that language.
pub(crate) fn of(locale: Locale) -> &'static Words {
    match locale {
        Locale::Fr => &FR,
        Locale::De => &DE,
        Locale::En => &EN,
        Locale::Lb => &LB,
        Locale::Pt => &PT,
    }
}

const FR: Words = Words {
    title: "Qui voulez-vous être ?",
    warning: "Ceci est une démonstration.",
    explanation: "Toutes les personnes sont inventées et personne ne montre de mot de passe. N’y inscrivez aucune vraie personne.",
    language: "Langue",
    clinical: "Médecins et infirmiers",
    patients: "Patients et parents",
    others: "Autres",
    back: "Revenir sans se connecter",
};

const DE: Words = Words {
    title: "Wer möchten Sie sein?",
    warning: "Dies ist eine Demonstration.",
    explanation: "Alle Personen sind erfunden, und niemand zeigt ein Passwort. Tragen Sie keine echten Personen ein.",
    language: "Sprache",
    clinical: "Ärzte und Pflegende",
    patients: "Patienten und Eltern",
    others: "Andere",
    back: "Zurück, ohne sich anzumelden",
};

const EN: Words = Words {
    title: "Who do you want to be?",
    warning: "This is a demonstration.",
    explanation: "Everyone here is invented and nobody shows a password. Do not enter real people.",
    language: "Language",
    clinical: "Doctors and nurses",
    patients: "Patients and parents",
    others: "Others",
    back: "Go back without signing in",
};

const LB: Words = Words {
    title: "Wie wëllt Dir sinn?",
    warning: "Dëst ass eng Demonstratioun.",
    explanation: "All d’Persoune sinn erfonnt, an et weist keen e Passwuert. Gitt keng richteg Persounen an.",
    language: "Sprooch",
    clinical: "Dokteren an Infirmieren",
    patients: "Patienten an Elteren",
    others: "Anerer",
    back: "Zréck, ouni sech unzemellen",
};

const PT: Words = Words {
    title: "Quem quer ser?",
    warning: "Isto é uma demonstração.",
    explanation: "Todas as pessoas são inventadas e ninguém mostra uma palavra-passe. Não registe pessoas reais.",
    language: "Língua",
    clinical: "Médicos e enfermeiros",
    patients: "Pacientes e pais",
    others: "Outros",
    back: "Voltar sem iniciar sessão",
};

/// A language's name for itself.
pub(crate) fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "Français",
        Locale::De => "Deutsch",
        Locale::En => "English",
        Locale::Lb => "Lëtzebuergesch",
        Locale::Pt => "Português",
    }
}

/// A role's name.
pub(crate) fn role(role: Role, locale: Locale) -> &'static str {
    let [fr, de, en, lb, pt] = match role {
        Role::Patient => ["Patient", "Patient", "Patient", "Patient", "Paciente"],
        Role::Doctor => ["Médecin", "Arzt", "Doctor", "Dokter", "Médico"],
        Role::Nurse => ["Infirmier", "Pflege", "Nurse", "Infirmier", "Enfermagem"],
        Role::RecommendationEditor => [
            "Rédaction des recommandations",
            "Redaktion der Empfehlungen",
            "Recommendation editor",
            "Redaktioun vun de Recommandatiounen",
            "Redação das recomendações",
        ],
        Role::PublicHealthOfficer => [
            "Santé publique",
            "Öffentliche Gesundheit",
            "Public health",
            "Ëffentlech Gesondheet",
            "Saúde pública",
        ],
        Role::Auditor => ["Audit", "Prüfung", "Auditor", "Audit", "Auditoria"],
        Role::Operator => ["Exploitation", "Betrieb", "Operator", "Betrib", "Operação"],
    };
    match locale {
        Locale::Fr => fr,
        Locale::De => de,
        Locale::En => en,
        Locale::Lb => lb,
        Locale::Pt => pt,
    }
}
