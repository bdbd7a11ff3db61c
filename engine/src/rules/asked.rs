//! Which facts are asked for, made ready for every person: by sex, and at which ages.

use super::RuleSet;
use crate::{day::Period, schedule::ObservationIx};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// A bit for each definition that fits women, men, and whoever else.
    by_gender: [u128; 3],
    /// A bit for each definition that is asked for at every age.
    pub(crate) always: u128,
    /// A bit for each definition that is recorded, never asked for.
    pub(crate) never: u128,
    /// The positions of the other definitions.
    limited: Vec<usize>,
    /// For each fact's code a bit for each of its definitions.
    definitions: Vec<u128>,
}

impl Asked {
    pub(super) fn of(set: &RuleSet) -> Self {
        let mut asked =
            Self { definitions: vec![0; set.schedule.observations.len()], ..Self::default() };
        for (at, definition) in set.facts.definitions.iter().enumerate().take(128) {
            let bit = 1_u128 << at;
            for (gender, mask) in asked.by_gender.iter_mut().enumerate() {
                if definition.genders >> gender & 1 == 1 {
                    *mask |= bit;
                }
            }
            let begins_at_birth = definition.asked_from == Period::default();
            match definition.asked_until {
                None if begins_at_birth => asked.always |= bit,
                Some(until) if begins_at_birth && until == Period::default() => asked.never |= bit,
                _ => asked.limited.push(at),
            }
            if let Some(slot) = asked.definitions.get_mut(usize::from(definition.observation)) {
                *slot |= bit;
            }
        }
        asked
    }

    /// A bit for each definition that fits a gender (female 1, male 2, other 4).
    pub(crate) fn of_gender(&self, gender: u8) -> u128 {
        self.by_gender.get(usize::from(gender >> 1)).copied().unwrap_or_default()
    }

    pub(crate) fn limited(&self) -> &[usize] {
        &self.limited
    }

    /// A bit for each definition of a fact's code.
    pub(crate) fn definitions_of(&self, observation: ObservationIx) -> u128 {
        self.definitions.get(usize::from(observation)).copied().unwrap_or_default()
    }

    /// The position of a code's first definition.
    pub(crate) fn first_of(&self, observation: ObservationIx) -> Option<usize> {
        let definitions = self.definitions_of(observation);
        (definitions != 0).then(|| definitions.trailing_zeros() as usize)
    }
}
