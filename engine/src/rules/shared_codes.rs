//! Codes that answers share instead of copying.

use std::sync::Arc;

use super::{RuleSet, asked::Asked};

/// Codes that answers share.
pub(crate) type Codes = Arc<[Arc<str>]>;

/// Texts that answers share instead of copying.
#[derive(Debug, Clone)]
pub(crate) struct SharedCodes {
    pub(crate) name: Arc<str>,
    /// Name and codes of the targets.
    pub(crate) groups: Vec<(Arc<str>, Codes)>,
    /// The products to give, for each target dose of the schedule.
    pub(crate) products: Vec<Codes>,
    pub(crate) no_products: Codes,
    pub(crate) targets: Vec<(Arc<str>, Arc<str>)>,
    pub(crate) vaccines: Vec<Arc<str>>,
    pub(crate) facts: Vec<Arc<str>>,
    pub(crate) rules: Vec<Arc<str>>,
    pub(crate) conflicts: Vec<Option<Arc<str>>>,
    pub(crate) asked: Asked,
}

impl Default for SharedCodes {
    fn default() -> Self {
        Self {
            name: Arc::from(""),
            groups: Vec::new(),
            products: Vec::new(),
            no_products: Arc::from([]),
            targets: Vec::new(),
            vaccines: Vec::new(),
            facts: Vec::new(),
            rules: Vec::new(),
            conflicts: Vec::new(),
            asked: Asked::default(),
        }
    }
}

impl SharedCodes {
    /// The codes of a rule set whose other parts are complete.
    pub(crate) fn of(set: &RuleSet) -> Self {
        let of = |text: &str| Arc::<str>::from(text);
        let named = set.schedule.antigens.iter().zip(&set.target_names);
        let targets: Vec<(Arc<str>, Arc<str>)> =
            named.map(|(a, name)| (of(&a.name), of(name))).collect();
        let vaccines: Vec<Arc<str>> = set.schedule.vaccines.iter().map(|v| of(&v.code)).collect();
        let groups = set.schedule.groups.iter().map(|group| {
            let codes = group.antigens.iter().filter_map(|a| targets.get(usize::from(*a)));
            (of(&group.name), codes.map(|(code, _)| code.clone()).collect())
        });
        let products = set.schedule.doses.iter().map(|target| {
            let uses = target.preferable.of(&set.schedule.vaccine_uses).iter();
            let given = uses.filter(|u| u.is_forecast);
            given.filter_map(|u| vaccines.get(usize::from(u.vaccine)).cloned()).collect()
        });
        Self {
            name: of(&set.name),
            groups: groups.collect(),
            products: products.collect(),
            no_products: Arc::from([]),
            facts: set.schedule.observations.iter().map(|o| of(&o.code)).collect(),
            rules: set.rules.iter().map(|r| of(&r.id)).collect(),
            conflicts: set.rules.iter().map(|r| r.conflict.as_deref().map(of)).collect(),
            asked: Asked::of(set),
            targets,
            vaccines,
        }
    }
}
