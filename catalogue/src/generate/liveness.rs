//! Which valences are live, by the words of their labels.

use std::collections::BTreeMap;

use crate::Liveness;

/// Words of labels of what cannot multiply. Looked for before [`LIVE`]: «non-live».
const NOT_LIVE: [&str; 25] = [
    "non-live",
    "non live",
    "non-replicating",
    "inactivated",
    "subunit",
    "acellular",
    "toxoid",
    "antitoxin",
    "immunoglobulin",
    "antibody,",
    "passive immunization products",
    "polysaccharide",
    "conjugate",
    "prp",
    "vlp",
    "mrna",
    "rna-based",
    "dna",
    "virosom",
    "outer membrane",
    "outer surface",
    "recombinant hepatitis b virus surface antigen",
    "recombinant peptide",
    "influenza valence, recombinant",
    "influenza valence, quadrivalent, recombinant",
];

/// Words of labels of antibodies.
const PASSIVE: [&str; 4] = ["immunoglobulin", "antitoxin", "antibody", "passive immunization"];

/// Words of labels of what is live.
const LIVE: [&str; 5] =
    ["live attenuated", ", live", "minimally replicating", "replicating", "native attenuated"];

/// By what we say, or else the label, or else what is above it.
pub(super) fn of_valence(
    code: &str,
    labels: &BTreeMap<&str, (&str, &str)>,
    ours: &BTreeMap<String, Liveness>,
) -> Liveness {
    let mut at = code;
    while let Some((label, parent)) = labels.get(at) {
        let label = label.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|w| label.contains(w));
        if let Some(liveness) = ours.get(at) {
            return *liveness;
        } else if says(&NOT_LIVE) {
            // «antibody or vaccine, live or inactivated» says nothing.
            return if says(&["or vaccine", "active or"]) {
                Liveness::Unknown
            } else {
                Liveness::NotLive
            };
        } else if says(&LIVE) {
            return Liveness::Live;
        }
        at = parent;
    }
    Liveness::Unknown
}

/// Whether antibodies or antitoxin are given, by the label or one above it.
pub(super) fn is_passive(code: &str, labels: &BTreeMap<&str, (&str, &str)>) -> bool {
    let mut at = code;
    while let Some((label, parent)) = labels.get(at) {
        let label = label.to_lowercase();
        if label.contains("or vaccine") || label.contains("active or") {
            return false;
        }
        if PASSIVE.iter().any(|w| label.contains(w)) {
            return true;
        }
        at = parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_whether_it_is_live_or_else_the_one_above() {
        let labels = BTreeMap::from([
            ("A", ("Measles valence, unspecified", "Valence")),
            ("B", ("Measles valence, live attenuated", "A")),
            ("C", ("Measles valence, strain X", "B")),
            ("D", ("Measles valence, non-replicating, Modified Ankara", "B")),
            ("E", ("RSV valence, antibody or vaccine, unspecified", "Valence")),
            ("F", ("BCG valence", "Valence")),
        ]);
        let ours = BTreeMap::from([("F".to_owned(), Liveness::Live)]);
        let of = |code| of_valence(code, &labels, &ours);
        assert_eq!(["A", "E"].map(of), [Liveness::Unknown; 2]);
        assert_eq!(["B", "C", "F"].map(of), [Liveness::Live; 3]);
        assert_eq!(of("D"), Liveness::NotLive);

        let labels = BTreeMap::from([
            ("E", ("RSV valence, antibody or vaccine, unspecified", "Valence")),
            ("G", ("RSV valence, monoclonal antibody, unspecified", "E")),
            ("H", ("RSV valence, nirsevimab", "G")),
        ]);
        assert_eq!(["E", "G", "H"].map(|code| is_passive(code, &labels)), [false, true, true]);
    }
}
