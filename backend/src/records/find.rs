//! Finding a person: by identifier exactly, or by name with birth date.
//!
//! Never a list of everyone: a name alone finds nobody. The birth date narrows to the
//! people born on that day, whose names are then compared here, so that accents, case,
//! order and typing errors do not matter and no database needs an extension for it.

use shared::{Date, DateRange, RecordId, fold};

use super::{find_by_identifier, input::SaidIdentifier, record, store};
use crate::{
    accesses,
    authz::{Action, Relation},
    db::ConnectionTrait,
    error::{AppError, Code, Faults, Result},
    families,
    matching::{self, Evidence},
    op::OpCtx,
};

/// The most people shown.
pub(super) const MOST: usize = 20;
/// Below this score a name is another name.
const LEAST_SCORE: u8 = 60;

/// Whom someone looks for.
#[derive(Debug, Clone, Default)]
pub struct FindRecords {
    /// By identifier …
    pub identifier: Option<SaidIdentifier>,
    /// … or by names in any order …
    pub name: Option<String>,
    /// … with the birth date.
    pub birth_date: Option<Date>,
}

/// A person who may be the one looked for.
#[derive(Debug, Clone)]
pub struct RecordMatch {
    pub(crate) row: record::Model,
    /// Whether the actor may read the record now.
    pub can_read: bool,
    /// How well it fits, 0 to 100.
    pub score: u8,
    /// What gave the points, where people were compared and not looked for.
    pub(crate) evidence: Vec<Evidence>,
}

/// The people that fit, best first, at most 20.
///
/// # Errors
/// `Refused` with what is missing; `NotFound` for those who may not look for people.
pub async fn find_records(op: &OpCtx, input: FindRecords) -> Result<Vec<RecordMatch>> {
    op.signed_in()?;
    if !op.actor.may(Relation::Stranger, Action::Find) {
        return Err(AppError::NotFound);
    }
    let mut faults = Faults::default();
    if let Some(said) = input.identifier {
        let checked = said.check(&mut faults, &["identifier"]);
        let identifier = faults.or(checked)?;
        let id =
            find_by_identifier(op.db(), identifier.system, &identifier.issuer, &identifier.value)
                .await?;
        let rows = store::rows(op.db(), id.as_slice()).await?;
        return with_rights(
            op,
            op.db(),
            rows.into_iter().map(|row| (row, 100, Vec::new())).collect(),
        )
        .await;
    }
    let name = input.name.unwrap_or_default();
    if fold::words(&name).all(|word| word.chars().count() < 2) {
        faults.add(Code::Required, &["name"], "at least two letters of a name, or an identifier");
    }
    if 200 < name.chars().count() {
        faults.add(Code::TooLong, &["name"], "at most 200 characters");
    }
    if input.birth_date.is_none() {
        faults.add(Code::Required, &["birthDate"], "a name needs the birth date beside it");
    }
    let day = faults.or(input.birth_date)?;
    let found = by_name(op.db(), DateRange { from: day, to: day }, &name, LEAST_SCORE).await?;
    let found = found.into_iter().map(|(row, score)| (row, score, Vec::new())).collect();
    with_rights(op, op.db(), found).await
}

async fn by_name(
    db: &impl ConnectionTrait,
    born: DateRange,
    name: &str,
    least: u8,
) -> Result<Vec<(record::Model, u8)>> {
    let candidates = store::born_between(db, born).await?;
    let looked_for: Vec<String> = fold::words(name).collect();
    let mut found: Vec<(record::Model, u8)> = candidates
        .into_iter()
        .map(|row| {
            let has: Vec<String> =
                fold::words(&format!("{} {}", row.given_name, row.family_name)).collect();
            let score = name_score(&looked_for, &has);
            (row, score)
        })
        .filter(|(_, score)| least <= *score)
        .collect();
    found.sort_by(|(a, x), (b, y)| {
        (y, &a.family_name, &a.given_name, a.id).cmp(&(x, &b.family_name, &b.given_name, b.id))
    });
    found.truncate(MOST);
    Ok(found)
}

/// Says for each match whether the actor may read it, in two queries for all.
///
/// In a transaction it asks through the transaction: a second connection could be one
/// too many, with every other connection waiting for this one's locks.
pub(super) async fn with_rights(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    found: Vec<matching::store::Likely>,
) -> Result<Vec<RecordMatch>> {
    let ids: Vec<RecordId> = found.iter().map(|(row, ..)| row.id).collect();
    let (mut of_practice, mut of_children) = (Vec::new(), Vec::new());
    if let Some(practice) = op.actor.practice().filter(|_| !ids.is_empty()) {
        of_practice = accesses::open_to(db, practice.id, &ids, op.now()).await?;
    }
    if let Some(own) = op.actor.record_id().filter(|_| !ids.is_empty()) {
        of_children = families::store::acts_for(db, own, &ids, op.today()).await?;
    }
    let matches = found.into_iter().map(|(row, score, evidence)| {
        let relations = super::relations_of(
            &op.actor,
            row.id,
            of_children.iter().find(|(id, _)| *id == row.id).map(|(_, relation)| *relation),
            of_practice.contains(&row.id),
        );
        RecordMatch { can_read: op.actor.may_any(relations, Action::Read), row, score, evidence }
    });
    Ok(matches.collect())
}

/// How well the words looked for fit the words of a name, 0 to 100; every word looked
/// for must be found, each in a word of its own.
fn name_score(looked_for: &[String], has: &[String]) -> u8 {
    if looked_for.is_empty() {
        return 0;
    }
    let mut free: Vec<&String> = has.iter().collect();
    let mut sum = 0_usize;
    for word in looked_for {
        let best = free
            .iter()
            .enumerate()
            .map(|(i, h)| (word_score(word, h), i))
            .max_by_key(|(s, i)| (*s, usize::MAX - i));
        match best {
            Some((score, i)) if 0 < score => {
                sum += usize::from(score);
                free.remove(i);
            }
            _ => return 0,
        }
    }
    u8::try_from(sum / looked_for.len()).unwrap_or(100)
}

/// How well one word fits another: equal, beginning of it, one or two typing errors.
fn word_score(word: &str, has: &str) -> u8 {
    if word == has {
        return 100;
    }
    let length = word.chars().count();
    if 2 <= length && has.starts_with(word) {
        return 90;
    }
    match strsim::damerau_levenshtein(word, has) {
        1 if 4 <= length => 85,
        2 if 6 <= length => 70,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(looked_for: &str, has: &str) -> u8 {
        let words = |t: &str| fold::words(t).collect::<Vec<_>>();
        name_score(&words(looked_for), &words(has))
    }

    #[test]
    fn accents_case_and_order_do_not_matter() {
        assert_eq!(score("FERREIRA noe", "Noé Ferreira Thill"), 100);
        assert_eq!(score("müller", "Lea Muller"), 100);
    }

    #[test]
    fn a_typing_error_costs_little_and_another_name_is_another_name() {
        assert_eq!(score("fereira", "Noé Ferreira"), 85);
        assert_eq!(score("ferriera", "Noé Ferreira"), 85);
        assert_eq!(score("weber", "Noé Ferreira"), 0);
        assert_eq!(score("noe noe", "Noé Ferreira"), 0);
    }

    #[test]
    fn a_beginning_is_enough() {
        assert_eq!(score("fer", "Noé Ferreira"), 90);
    }
}
