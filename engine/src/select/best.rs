//! 8.8: the best series across the series groups of one antigen.

use super::{Candidate, Members};
use crate::{schedule::SeriesKind, verdict::SeriesStatus};

/// Whether a prioritized series is best among those of all groups (Table 8-14).
pub(crate) fn best_series(one: &Candidate<'_>, all: Members<'_>) -> bool {
    if one.state.status == SeriesStatus::Complete {
        return true;
    }
    let mut equivalent = all.iter().filter(|other| {
        one.series.equivalent_groups & (1_u32 << (other.series.series_group & 31)) != 0
            && other.ix != one.ix
    });
    match one.series.kind {
        SeriesKind::EvaluationOnly => false,
        SeriesKind::Risk => equivalent.all(|o| o.state.status != SeriesStatus::Complete),
        SeriesKind::Standard => equivalent
            .all(|o| o.state.status != SeriesStatus::Complete && o.series.kind != SeriesKind::Risk),
    }
}
