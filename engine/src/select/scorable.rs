//! 8.1: which series of a group may be scored.

use super::{Candidate, Members};
use crate::{evaluate::Context, schedule::SeriesKind, verdict::SeriesStatus};

/// Whether a series may be scored that is the only one of its group.
pub(super) fn alone(context: &Context<'_>, one: &Candidate<'_>) -> bool {
    match one.series.kind {
        SeriesKind::Risk => true,
        SeriesKind::Standard if one.state.valid == 0 => !one.series.is_default,
        SeriesKind::Standard => one.state.first_valid < context.age(one.series.max_age_to_start),
        SeriesKind::EvaluationOnly => one.is_complete(),
    }
}

/// Fills `out` with the positions of the scorable series and says how many there are.
pub(super) fn scorable(context: &Context<'_>, group: Members<'_>, out: &mut [u8]) -> usize {
    let all_contraindicated = group.iter().all(|c| c.state.status == SeriesStatus::Contraindicated);
    let is_candidate =
        |c: &Candidate<'_>| all_contraindicated || c.state.status != SeriesStatus::Contraindicated;
    let best_priority = group
        .iter()
        .filter(|c| c.series.kind == SeriesKind::Risk && is_candidate(c))
        .map(|c| c.series.priority)
        .min();
    let nothing_valid = group.iter().all(|c| c.state.valid == 0);
    let has_default = group.iter().any(|c| c.series.is_default);
    let mut count = 0;
    for (at, c) in group.iter().enumerate() {
        let is_scorable = is_candidate(&c)
            && match c.series.kind {
                SeriesKind::Risk => Some(c.series.priority) == best_priority,
                SeriesKind::Standard if c.state.valid == 0 => nothing_valid && !has_default,
                SeriesKind::Standard => {
                    c.state.first_valid < context.age(c.series.max_age_to_start)
                }
                SeriesKind::EvaluationOnly => c.is_complete(),
            };
        if is_scorable && let Some(slot) = out.get_mut(count) {
            *slot = u8::try_from(at).unwrap_or(u8::MAX);
            count += 1;
        }
    }
    count
}
