//! The words of the PDF in five languages. Those of closed sets (where a dose comes from, why it
//! was not given) are the ones that the pages show: `locales/*.json`.

use std::sync::LazyLock;

use serde_json::Value;
use shared::Locale;

/// The words in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) born: &'static str,
    pub(super) as_of: &'static str,
    pub(super) rule_set: &'static str,
    pub(super) no_rules: &'static str,
    pub(super) page: &'static str,
    pub(super) given: &'static str,
    pub(super) none_given: &'static str,
    pub(super) not_given: &'static str,
    pub(super) recommended: &'static str,
    pub(super) no_birthday: &'static str,
    pub(super) ask: &'static str,
    pub(super) date: &'static str,
    pub(super) vaccine: &'static str,
    pub(super) against: &'static str,
    pub(super) lot: &'static str,
    pub(super) source: &'static str,
    pub(super) reason: &'static str,
    pub(super) disease: &'static str,
    pub(super) status: &'static str,
    pub(super) from: &'static str,
    pub(super) late: &'static str,
    pub(super) unconfirmed: &'static str,
    pub(super) unknown: &'static str,
    pub(super) nuva: &'static str,
}

/// The words in that language.
pub(super) fn of(language: Locale) -> &'static Words {
    match language {
        Locale::Fr => &FR,
        Locale::De => &DE,
        Locale::En => &EN,
        Locale::Lb => &LB,
        Locale::Pt => &PT,
    }
}

/// The word of a closed set as the pages show it; its code if they have none.
pub(super) fn closed(language: Locale, set: &str, code: &str) -> String {
    static PAGES: LazyLock<[Value; 5]> = LazyLock::new(|| {
        let files = [
            include_str!("../../../../locales/fr.json"),
            include_str!("../../../../locales/de.json"),
            include_str!("../../../../locales/en.json"),
            include_str!("../../../../locales/lb.json"),
            include_str!("../../../../locales/pt.json"),
        ];
        files.map(|file| {
            let all: Value = serde_json::from_str(file).unwrap_or_default();
            all.get("words").cloned().unwrap_or_default()
        })
    });
    let at = Locale::ALL.iter().position(|locale| *locale == language).unwrap_or_default();
    let word = PAGES[at].get(set).and_then(|set| set.get(code)).and_then(Value::as_str);
    word.unwrap_or(code).to_owned()
}

const EN: Words = Words {
    title: "Vaccination record",
    born: "born",
    as_of: "As of {day}",
    rule_set: "Rule set",
    no_rules: "Without recommendations.",
    page: "Page {n} of {all}",
    given: "Vaccinations given",
    none_given: "No vaccination is recorded. That says nothing about earlier ones.",
    not_given: "Not given",
    recommended: "What is recommended",
    no_birthday: "Without an exact birth date nothing can be said about what is due.",
    ask: "It helps you to ask; your doctor decides with you.",
    date: "Date",
    vaccine: "Vaccine",
    against: "Against",
    lot: "Lot",
    source: "Where it comes from",
    reason: "Reason",
    disease: "Disease",
    status: "Status",
    from: "Recommended from",
    late: "Late from",
    unconfirmed: "not yet confirmed by a professional",
    unknown: "unknown",
    nuva: "Names of vaccines: NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.",
};

const FR: Words = Words {
    title: "Carnet de vaccination",
    born: "né(e) le",
    as_of: "État au {day}",
    rule_set: "Règles",
    no_rules: "Sans recommandations.",
    page: "Page {n} sur {all}",
    given: "Vaccinations reçues",
    none_given: "Aucune vaccination n’est inscrite. Cela ne dit rien des précédentes.",
    not_given: "Non faites",
    recommended: "Ce qui est recommandé",
    no_birthday: "Sans date de naissance exacte, on ne peut pas dire ce qui est à faire.",
    ask: "Ceci vous aide à poser des questions ; votre médecin décide avec vous.",
    date: "Date",
    vaccine: "Vaccin",
    against: "Contre",
    lot: "Lot",
    source: "Provenance",
    reason: "Raison",
    disease: "Maladie",
    status: "État",
    from: "Recommandé dès le",
    late: "En retard dès le",
    unconfirmed: "pas encore confirmé par un professionnel",
    unknown: "inconnue",
    nuva: "Noms des vaccins : NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.",
};

const DE: Words = Words {
    title: "Impfausweis",
    born: "geboren",
    as_of: "Stand {day}",
    rule_set: "Regelwerk",
    no_rules: "Ohne Empfehlungen.",
    page: "Seite {n} von {all}",
    given: "Erhaltene Impfungen",
    none_given: "Keine Impfung ist eingetragen. Das sagt nichts über frühere.",
    not_given: "Nicht gegeben",
    recommended: "Was empfohlen ist",
    no_birthday: "Ohne genaues Geburtsdatum lässt sich nicht sagen, was fällig ist.",
    ask: "Das hilft Ihnen zu fragen; Ihr Arzt oder Ihre Ärztin entscheidet mit Ihnen.",
    date: "Datum",
    vaccine: "Impfstoff",
    against: "Gegen",
    lot: "Charge",
    source: "Woher",
    reason: "Grund",
    disease: "Krankheit",
    status: "Stand",
    from: "Empfohlen ab",
    late: "Überfällig ab",
    unconfirmed: "noch nicht fachlich bestätigt",
    unknown: "unbekannt",
    nuva: "Namen der Impfstoffe: NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.",
};

const LB: Words = Words {
    title: "Impfpass",
    born: "gebuer",
    as_of: "Stand {day}",
    rule_set: "Regelwierk",
    no_rules: "Ouni Recommandatiounen.",
    page: "Säit {n} vun {all}",
    given: "Kritt Impfungen",
    none_given: "Keng Impfung ass agedroen. Dat seet näischt iwwer déi virdrun.",
    not_given: "Net ginn",
    recommended: "Wat recommandéiert ass",
    no_birthday: "Ouni genaue Gebuertsdatum kann een net soen, wat fälleg ass.",
    ask: "Dat hëlleft Iech ze froen; Ären Dokter decidéiert mat Iech.",
    date: "Datum",
    vaccine: "Impfstoff",
    against: "Géint",
    lot: "Charge",
    source: "Vu wou",
    reason: "Grond",
    disease: "Krankheet",
    status: "Stand",
    from: "Recommandéiert vun",
    late: "Iwwerfälleg vun",
    unconfirmed: "nach net vun engem Fachmann confirméiert",
    unknown: "onbekannt",
    nuva: "Nimm vun den Impfstoffer: NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.",
};

const PT: Words = Words {
    title: "Boletim de vacinas",
    born: "nascido(a) a",
    as_of: "Situação a {day}",
    rule_set: "Regras",
    no_rules: "Sem recomendações.",
    page: "Página {n} de {all}",
    given: "Vacinas recebidas",
    none_given: "Nenhuma vacina está registada. Isso nada diz sobre as anteriores.",
    not_given: "Não administradas",
    recommended: "O que é recomendado",
    no_birthday: "Sem data de nascimento exata não se pode dizer o que está em falta.",
    ask: "Isto ajuda-o a perguntar; o seu médico decide consigo.",
    date: "Data",
    vaccine: "Vacina",
    against: "Contra",
    lot: "Lote",
    source: "Origem",
    reason: "Motivo",
    disease: "Doença",
    status: "Situação",
    from: "Recomendado a partir de",
    late: "Em atraso a partir de",
    unconfirmed: "ainda não confirmado por um profissional",
    unknown: "desconhecida",
    nuva: "Nomes das vacinas: NUVA, International Vaccine Codes Initiative, ivci.org, CC BY 4.0.",
};

#[cfg(test)]
mod unit {
    use shared::{IdentifierSystem, NotGivenReason, ProofKind, Provenance};

    use super::*;

    #[test]
    fn every_word_of_a_closed_set_is_one_that_the_pages_show() {
        for language in Locale::ALL {
            let codes = Provenance::ALL.iter().map(|p| ("provenance", p.code()));
            let codes = codes.chain(ProofKind::ALL.iter().map(|p| ("proof", p.code())));
            let codes = codes.chain(NotGivenReason::ALL.iter().map(|r| ("reason", r.code())));
            let codes = codes.chain(IdentifierSystem::ALL.iter().map(|s| ("system", s.code())));
            for (set, code) in codes {
                assert_ne!(closed(language, set, code), code, "{language:?} {set}");
            }
        }
    }
}
