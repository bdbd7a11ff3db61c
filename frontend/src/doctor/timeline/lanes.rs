//! The doses of each disease, in the order of their dates.

use shared::{Date, DateRange, PartialDate, VaccinationId};

use crate::{
    api::VaccinationStatus,
    vaccinations::{
        Vaccination,
        queries::{LocalizedText, Target},
    },
};

/// One disease and its doses.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// NUVA's code.
    pub code: String,
    /// The disease.
    pub name: LocalizedText,
    /// Doses whose date is known, as exactly as it is, from first to last.
    pub doses: Vec<LaneDose>,
    /// Doses of which nobody knows when.
    pub undated: Vec<LaneDose>,
}

/// One dose on a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneDose {
    /// The dose.
    pub id: VaccinationId,
    /// When.
    pub date: PartialDate,
    /// Whether a professional stands for it.
    pub is_confirmed: bool,
}

impl LaneDose {
    fn range(&self) -> Option<DateRange> {
        self.date.range()
    }

    /// The day in the middle of what the date can mean.
    #[must_use]
    pub fn middle(&self) -> Option<Date> {
        let range = self.range()?;
        Some(range.from.plus_days(range.to.days_since(range.from) / 2))
    }
}

impl Lane {
    /// How many doses there are, dated or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.doses.len() + self.undated.len()
    }
}

/// The lanes of all diseases against which a dose was given, in the order of their first dose.
#[must_use]
pub fn lanes(doses: &[Vaccination]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let given = doses.iter().filter(|dose| dose.status == VaccinationStatus::Completed);
    for dose in given {
        for target in &dose.vaccine.targets {
            let lane = lane_of(&mut lanes, target);
            let dose =
                LaneDose { id: dose.id, date: dose.occurrence.0, is_confirmed: dose.is_confirmed };
            if dose.range().is_some() { lane.doses.push(dose) } else { lane.undated.push(dose) }
        }
    }
    for lane in &mut lanes {
        lane.doses.sort_by_key(|dose| dose.range().map(|range| (range.from, range.to)));
    }
    let first = |lane: &Lane| lane.doses.first().and_then(LaneDose::range).map(|r| (r.from, r.to));
    // Diseases of which nothing is dated come last.
    lanes.sort_by(|a, b| {
        let key = |lane: &Lane| (first(lane).is_none(), first(lane));
        key(a).cmp(&key(b)).then_with(|| a.name.text.cmp(&b.name.text))
    });
    lanes
}

fn lane_of<'a>(lanes: &'a mut Vec<Lane>, target: &Target) -> &'a mut Lane {
    let position = lanes.iter().position(|lane| lane.code == target.code).unwrap_or_else(|| {
        lanes.push(Lane {
            code: target.code.clone(),
            name: target.name.clone(),
            doses: Vec::new(),
            undated: Vec::new(),
        });
        lanes.len() - 1
    });
    &mut lanes[position]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vaccinations::queries::sample;

    fn dose(id: u8, date: &str, targets: &[(&str, &str)], status: &str) -> Vaccination {
        Vaccination {
            id: format!("0190d1a0-0000-7000-8000-0000000000{id:02x}").parse().expect("an id"),
            occurrence: crate::api::PartialDate(date.parse().expect("a date")),
            ..sample(status, true, targets)
        }
    }

    const POLIO: (&str, &str) = ("DIS004", "Poliomyelitis");
    const TETANUS: (&str, &str) = ("DIS002", "Tetanus");

    #[test]
    fn a_combination_stands_in_the_lane_of_each_of_its_diseases() {
        let lanes = lanes(&[dose(1, "2025-06-16", &[TETANUS, POLIO], "COMPLETED")]);
        let names: Vec<&str> = lanes.iter().map(|lane| &*lane.name.text).collect();
        assert_eq!(names, ["Poliomyelitis", "Tetanus"]);
    }

    #[test]
    fn doses_stand_in_the_order_of_their_dates_and_those_without_one_apart() {
        let lanes = lanes(&[
            dose(3, "2025-08", &[POLIO], "COMPLETED"),
            dose(1, "2025-06-16", &[POLIO], "COMPLETED"),
            dose(2, "unknown", &[POLIO], "COMPLETED"),
            dose(4, "2020", &[TETANUS], "COMPLETED"),
        ]);
        assert_eq!(lanes[0].name.text, "Tetanus", "the first dose of all");
        let dates: Vec<String> = lanes[1].doses.iter().map(|d| d.date.to_string()).collect();
        assert_eq!(dates, ["2025-06-16", "2025-08"]);
        assert_eq!((lanes[1].undated.len(), lanes[1].count()), (1, 3));
        assert_eq!(lanes[1].doses[1].middle(), Some("2025-08-16".parse().expect("a day")));
    }

    #[test]
    fn what_is_void_or_was_not_given_stands_in_no_lane() {
        let doses = [
            dose(1, "2025-06-16", &[POLIO], "ENTERED_IN_ERROR"),
            dose(2, "2025-06-16", &[POLIO], "NOT_DONE"),
        ];
        assert_eq!(lanes(&doses), []);
    }
}
