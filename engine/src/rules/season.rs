//! The season in which a vaccination is given each year, for a picture of it.

use super::RuleSet;
use crate::schedule::Yearly;

impl RuleSet {
    /// The season of the vaccination against a target, if it has one.
    #[must_use]
    pub fn season_of(&self, target: &str) -> Option<Yearly> {
        let schedule = &self.schedule;
        let antigen = schedule.antigens.iter().find(|antigen| antigen.name == target)?;
        let series = antigen.series.of(&schedule.series).iter();
        let mut doses = series.flat_map(|series| series.doses.of(&schedule.doses));
        doses.find_map(|dose| dose.yearly)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::lu;

    #[test]
    fn influenza_has_a_season_that_goes_on_into_the_next_year_and_tetanus_has_none() {
        let rules = lu::rule_set(None).expect("the newest rule set");
        let season = rules.season_of("DIS015");
        let months = season.map(|s| (s.start.month, s.end.month));
        assert!(months.is_some_and(|(start, end)| end < start), "{season:?}");
        assert_eq!(rules.season_of("DIS003"), None);
    }
}
