//! Vaccine groups of one and of several antigens (CDSi chapter 9).

use crate::{
    day::{BLANK, Day},
    verdict::{DoseReasons, DoseStatus, DoseVerdict, ForecastDates, SeriesStatus},
};

/// The forecast of a vaccine group, from series of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupForecast {
    /// CDSi's status.
    pub status: SeriesStatus,
    /// The dates, all blank unless not complete.
    pub dates: ForecastDates,
    /// The number of the dose that is forecast.
    pub dose_number: u16,
}

/// What the group is told about one best series.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contained {
    pub(crate) status: SeriesStatus,
    pub(crate) dates: ForecastDates,
    pub(crate) dose_number: u16,
    pub(crate) is_priority: bool,
}

/// The verdict on a dose for a whole vaccine group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupVerdict {
    /// How it counts.
    pub status: DoseStatus,
    /// Why, over the best series that say so.
    pub reasons: DoseReasons,
    /// The day from which it would have been valid in one of them; [`BLANK`] if none.
    pub valid_from: Day,
}

impl Default for GroupVerdict {
    fn default() -> Self {
        Self {
            status: DoseStatus::NotEvaluated,
            reasons: DoseReasons::default(),
            valid_from: BLANK,
        }
    }
}

impl GroupVerdict {
    /// Valid before not valid before sub-standard before extraneous.
    fn rank(status: DoseStatus) -> u8 {
        match status {
            DoseStatus::Valid => 0,
            DoseStatus::NotValid => 1,
            DoseStatus::SubStandard => 2,
            DoseStatus::Extraneous => 3,
            DoseStatus::NotEvaluated => 4,
        }
    }

    /// Takes in the verdict of one more best series.
    pub(crate) fn take(&mut self, found: &DoseVerdict) {
        let (new, old) = (Self::rank(found.status), Self::rank(self.status));
        if new < old {
            *self =
                Self { status: found.status, reasons: found.reasons, valid_from: found.valid_from };
        } else if new == old {
            self.reasons = self.reasons.union(found.reasons);
            if self.valid_from == BLANK
                || (found.valid_from != BLANK && found.valid_from < self.valid_from)
            {
                self.valid_from = found.valid_from;
            }
        }
    }
}

/// Blends the contained forecasts; `None` if there are none.
pub(crate) fn blend(
    contained: &[Contained],
    antigens: usize,
    is_full: bool,
    last_dose: Day,
) -> Option<GroupForecast> {
    let status = if antigens == 1 {
        single_status(contained)?
    } else {
        multiple_status(contained, is_full)?
    };
    if status != SeriesStatus::NotComplete {
        return Some(GroupForecast { status, dates: ForecastDates::NONE, dose_number: 0 });
    }
    let open = || contained.iter().filter(|c| c.status == SeriesStatus::NotComplete);
    let earliest_of = |is_min: bool| {
        let days = open().map(|c| c.dates.earliest);
        if is_min { days.min() } else { days.max() }.unwrap_or(BLANK)
    };
    let earliest = if antigens == 1 {
        earliest_of(true)
    } else if open().any(|c| c.is_priority) {
        earliest_of(true).max(last_dose)
    } else {
        earliest_of(false)
    };
    let min = |part: fn(&ForecastDates) -> Day| {
        open().map(|c| part(&c.dates)).filter(|d| *d != BLANK).min().unwrap_or(BLANK)
    };
    let past_due = min(|d| d.past_due);
    let numbers = open().map(|c| c.dose_number);
    Some(GroupForecast {
        status,
        dates: ForecastDates {
            earliest,
            unadjusted_recommended: min(|d| d.unadjusted_recommended),
            unadjusted_past_due: min(|d| d.unadjusted_past_due),
            latest: min(|d| d.latest),
            recommended: min(|d| d.recommended).max(earliest),
            past_due: if past_due == BLANK { BLANK } else { past_due.max(earliest) },
        },
        dose_number: if is_full { numbers.min() } else { numbers.max() }.unwrap_or_default(),
    })
}

/// One antigen: what is still to be given before what protects before what forbids.
fn single_status(contained: &[Contained]) -> Option<SeriesStatus> {
    let order = |status: SeriesStatus| match status {
        SeriesStatus::NotComplete => 0,
        SeriesStatus::Immune => 1,
        SeriesStatus::Complete => 2,
        SeriesStatus::Contraindicated => 3,
        SeriesStatus::NotRecommended => 4,
        SeriesStatus::AgedOut => 5,
    };
    contained.iter().map(|c| c.status).min_by_key(|s| order(*s))
}

/// Several antigens: Table 9-4, the first that applies.
///
/// Where a dose need not protect against the whole group, one forbidden antigen does not keep
/// back others that are still to be given (pertussis forbidden: diphtheria and tetanus go on).
/// So an earlier edition of the table had it, and so the published cases still have it
/// (docs/cdsi.md).
fn multiple_status(contained: &[Contained], is_full: bool) -> Option<SeriesStatus> {
    let status = first_of(contained.iter().map(|c| c.status))?;
    if status == SeriesStatus::Contraindicated && !is_full {
        let is_allowed = |status: &SeriesStatus| *status != SeriesStatus::Contraindicated;
        let others = first_of(contained.iter().map(|c| c.status).filter(is_allowed));
        if others == Some(SeriesStatus::NotComplete) {
            return others;
        }
    }
    Some(status)
}

/// Table 9-4 as it stands; `None` if there is no status.
fn first_of(statuses: impl Iterator<Item = SeriesStatus> + Clone) -> Option<SeriesStatus> {
    statuses.clone().next()?;
    let order = [
        SeriesStatus::Contraindicated,
        SeriesStatus::AgedOut,
        SeriesStatus::NotRecommended,
        SeriesStatus::NotComplete,
    ];
    if let Some(status) = order.into_iter().find(|s| statuses.clone().any(|one| one == *s)) {
        return Some(status);
    }
    let all_immune = statuses.clone().all(|one| one == SeriesStatus::Immune);
    Some(if all_immune { SeriesStatus::Immune } else { SeriesStatus::Complete })
}

#[cfg(test)]
mod tests {
    use super::{SeriesStatus::*, *};

    fn status(of: &[SeriesStatus], is_full: bool) -> Option<SeriesStatus> {
        let contained = |status: &SeriesStatus| Contained {
            status: *status,
            dates: ForecastDates::NONE,
            dose_number: 0,
            is_priority: false,
        };
        multiple_status(&of.iter().map(contained).collect::<Vec<_>>(), is_full)
    }

    #[test]
    fn a_group_that_is_always_given_whole_follows_table_9_4() {
        for (of, expected) in [
            (vec![], None),
            (vec![NotComplete, Contraindicated, AgedOut], Some(Contraindicated)),
            (vec![NotComplete, AgedOut, NotRecommended], Some(AgedOut)),
            (vec![NotComplete, NotRecommended, Complete], Some(NotRecommended)),
            (vec![Complete, NotComplete, Immune], Some(NotComplete)),
            (vec![Immune, Immune], Some(Immune)),
            (vec![Immune, Complete], Some(Complete)),
        ] {
            assert_eq!(status(&of, true), expected, "{of:?}");
            if !of.contains(&Contraindicated) {
                assert_eq!(status(&of, false), expected, "{of:?}");
            }
        }
    }

    #[test]
    fn a_forbidden_antigen_keeps_back_only_where_nothing_else_is_to_be_given() {
        for (of, expected) in [
            (vec![NotComplete, Contraindicated, NotComplete], NotComplete),
            (vec![NotComplete, Contraindicated, Complete], NotComplete),
            (vec![Complete, Contraindicated], Contraindicated),
            (vec![Immune, Contraindicated], Contraindicated),
            (vec![NotComplete, AgedOut, Contraindicated], Contraindicated),
            (vec![Contraindicated, Contraindicated], Contraindicated),
        ] {
            assert_eq!(status(&of, false), Some(expected), "{of:?}");
            assert_eq!(status(&of, true), Some(Contraindicated), "{of:?}");
        }
    }
}
