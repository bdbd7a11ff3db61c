//! Changes to numbers that no person can notice, and why.

/// File, rule with the number of the dose (or its beginning), change (or its beginning), why.
const EQUIVALENT: &[(&str, &str, &str, &str)] = &[
    (
        "facts.toml",
        "gestational_age_at_birth",
        "`7 years` as `8`",
        "no rule asks for it from the 7th birthday on",
    ),
    (
        "facts.toml",
        "birth_weight",
        "`7 years` as `8`",
        "no rule asks for it from the 7th birthday on",
    ),
    (
        "facts.toml",
        "mother_hbsag_positive",
        "`7 years` as `8`",
        "no rule asks for it from the 7th birthday on",
    ),
    ("facts.toml", "long_term_aspirin", "`18 years` as `19`", "the rule itself ends at 18"),
    ("facts.toml", "transgender", "`18 years` as `17`", "the rule itself begins at 18"),
    ("facts.toml", "mpox_contact", "`18 years` as `17`", "the rule itself begins at 18"),
    ("facts.toml", "mpox_care_unprotected", "`18 years` as `17`", "the rule itself begins at 18"),
    (
        "facts.toml",
        "not_immune_to_chickenpox",
        "`12 years` as `11`",
        "the rule itself begins at 12",
    ),
    ("facts.toml", "measles_contact", "`0 days` as `1`", "the rule itself begins at 9 months"),
    (
        "facts.toml",
        "intussusception",
        "`12 months`",
        "asked while a rotavirus dose is near, which is over by 32 weeks",
    ),
    (
        "diphtheria",
        "dtpp-child-2-plus-1 dose 7",
        "`4 weeks`",
        "that dose is asked for only after a gap of 20 years",
    ),
    (
        "diphtheria",
        "dtpp-child-3-plus-1 dose 8",
        "`4 weeks`",
        "that dose is asked for only after a gap of 20 years",
    ),
    (
        "diphtheria",
        "dtpp-adult dose 5",
        "`4 weeks`",
        "that dose is asked for only after a gap of 20 years",
    ),
    (
        "haemophilus",
        "hib-child-3-plus-1 dose 2",
        "`5 years` as `4`",
        "the rule for two doses, which wins, says the same",
    ),
    (
        "haemophilus",
        "hib-3-early-1-late dose 4",
        "`5 years` as `4`",
        "a fourth dose so late completes 3+1 already",
    ),
    (
        "hepatitis-b",
        "hepb-catch-up-too-near",
        "`16 years` as `17`",
        "from 16 the rule for three doses says the same",
    ),
    (
        "influenza",
        "influenza-child dose 3",
        "`6 months`",
        "a dose before it already needs that age",
    ),
    (
        "influenza",
        "influenza-risk dose 2",
        "`9 years` as `8`",
        "until 9 the child's rule asks for the second dose as well",
    ),
    (
        "rotavirus",
        "rotavirus-rotateq dose 1",
        "`0 days` as `1`",
        "of two brands on one day RotaTeq is read first",
    ),
    (
        "respiratory",
        "rsv-second-season dose 1",
        "`6 months` as `5`",
        "born from September to February nobody is five months old on 1 September",
    ),
    (
        "respiratory",
        "rsv-second-season-born-outside dose 1",
        "`12 months` as `11`",
        "born from March to August nobody is eleven months old on 1 September",
    ),
];

/// Why nobody can notice a change, if that is known.
pub(crate) fn why(file: &str, place: &str, change: &str) -> Option<&'static str> {
    let mut found = EQUIVALENT.iter();
    found
        .find(|(f, p, c, _)| file.starts_with(f) && place.starts_with(p) && change.starts_with(c))
        .map(|(.., why)| *why)
}
