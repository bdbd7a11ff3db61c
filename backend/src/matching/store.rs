//! The people who are compared, and which of them are known to be two.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::OnConflict,
};
use shared::{BirthDate, IdentifierSystem, PracticeId, RecordId};

use super::{
    Evidence, LISTED, Someone, compare, entity,
    names::{sound_key, words},
    score,
};
use crate::{
    accesses::Author,
    error::Result,
    op::OpCtx,
    records::{Person, birth_date_of, record, record_identifier, sex_of},
};

/// A record with its matricule, as far as people are compared.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) row: record::Model,
    matricule: Option<String>,
}

impl Candidate {
    pub(super) fn someone(&self) -> Someone<'_> {
        Someone {
            family_name: &self.row.family_name,
            given_name: &self.row.given_name,
            birth_date: birth_date_of(&self.row),
            sex: sex_of(&self.row),
            commune: self.row.commune.as_deref(),
            matricule: self.matricule.as_deref(),
        }
    }
}

/// Someone who may be the same, with the points.
pub(crate) type Likely = (record::Model, u8, Vec<Evidence>);

/// The people who may be the one that is to be created, best first.
pub(crate) async fn like(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    person: &Person,
    most: usize,
) -> Result<Vec<Likely>> {
    let matricules =
        person.identifiers.iter().filter(|i| i.system == IdentifierSystem::LuMatricule);
    let matricule = matricules.map(|i| i.value.as_str()).next();
    let new = Someone {
        family_name: person.family_name.as_str(),
        given_name: person.given_name.as_str(),
        birth_date: person.birth_date,
        sex: person.sex,
        commune: person.contact.commune.as_ref().map(|c| c.as_str()),
        matricule,
    };
    let mut found: Vec<Likely> = Vec::new();
    for other in born_about(op, db, person.birth_date).await? {
        if let Some((score, evidence)) = compare(&new, &other.someone())
            && super::SHOWN <= score
        {
            found.push((other.row, score, evidence));
        }
    }
    found.sort_by_key(|(row, score, _)| (std::cmp::Reverse(*score), row.id));
    found.truncate(most);
    Ok(found)
}

/// A birth date is known to the year at least: in days, from the first possible to the last. It
/// tells the database where in its index to begin.
const LONGEST_RANGE: i32 = 366;

/// Everyone who can have been born then, or on a day that is easily written for it.
async fn born_about(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    born: BirthDate,
) -> Result<Vec<Candidate>> {
    use record::Column as C;
    let range = born.range();
    let mut when = sea_orm::Condition::any().add(
        sea_orm::Condition::all()
            .add(C::BornFrom.gte(range.from.plus_days(-LONGEST_RANGE)))
            .add(C::BornFrom.lte(range.to))
            .add(C::BornTo.gte(range.from)),
    );
    if let Some(day) = born.partial().exact() {
        when = when.add(C::BornFrom.is_in(score::meant(day)));
    }
    let rows = record::Entity::find()
        .filter(when)
        .filter(C::MergedInto.is_null())
        .order_by_asc(C::Id)
        .limit(20_000)
        .all(db)
        .await?;
    with_matricules(op, db, rows).await
}

async fn with_matricules(
    _op: &OpCtx,
    db: &impl ConnectionTrait,
    rows: Vec<record::Model>,
) -> Result<Vec<Candidate>> {
    let mut matricules: HashMap<RecordId, String> = HashMap::new();
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    for some in ids.chunks(5_000) {
        let query = record_identifier::Entity::find()
            .filter(record_identifier::Column::RecordId.is_in(some.iter().copied()))
            .filter(record_identifier::Column::System.eq(IdentifierSystem::LuMatricule.code()))
            .filter(record_identifier::Column::SupersededAt.is_null());
        let found = query.all(db).await?;
        matricules.extend(found.into_iter().map(|row| (row.record_id, row.value)));
    }
    let with = |row: record::Model| Candidate { matricule: matricules.remove(&row.id), row };
    Ok(rows.into_iter().map(with).collect())
}

/// Two records that may be of one person.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) ids: (RecordId, RecordId),
    pub(crate) score: u8,
    pub(crate) evidence: Vec<Evidence>,
}

/// The pairs among the records that a practice may see, best first; without those of which
/// someone said that they are two people.
pub(super) async fn pairs_of_practice(op: &OpCtx, practice: PracticeId) -> Result<Vec<Pair>> {
    let people = visible(op, practice).await?;
    let apart = all_apart(op, practice).await?;
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let row = &person.row;
        let key = sound_key(&words(&row.family_name), &words(&row.given_name));
        blocks.entry(format!("sound {key}")).or_default().push(at);
        blocks.entry(format!("born {}", row.born_from)).or_default().push(at);
    }
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    for block in blocks.values() {
        for (i, a) in block.iter().enumerate() {
            for b in &block[i + 1..] {
                let (a, b) = (&people[*a], &people[*b]);
                let ids = ordered(a.row.id, b.row.id);
                if apart.contains(&ids) || !seen.insert(ids) {
                    continue;
                }
                match compare(&a.someone(), &b.someone()) {
                    Some((score, evidence)) if LISTED <= score => {
                        pairs.push(Pair { ids, score, evidence });
                    }
                    _ => {}
                }
            }
        }
    }
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.ids));
    Ok(pairs)
}

async fn visible(op: &OpCtx, practice: PracticeId) -> Result<Vec<Candidate>> {
    let sql = "SELECT r.* FROM record r
        JOIN record_access x ON x.record_id = r.id AND x.practice_id = $1 AND x.ended_at IS NULL
        WHERE r.merged_into IS NULL ORDER BY r.id";
    let backend = op.db().get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [practice.0.into()]);
    let rows = record::Model::find_by_statement(statement).all(op.db()).await?;
    with_matricules(op, op.db(), rows).await
}

async fn all_apart(op: &OpCtx, practice: PracticeId) -> Result<HashSet<(RecordId, RecordId)>> {
    let sql = "SELECT a.* FROM record_apart a
        JOIN record_access x ON x.record_id = a.record_id AND x.practice_id = $1";
    let backend = op.db().get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [practice.0.into()]);
    let rows = entity::Model::find_by_statement(statement).all(op.db()).await?;
    Ok(rows.into_iter().map(|row| (row.record_id, row.other_id)).collect())
}

/// A pair in the order in which it is kept.
pub(super) fn ordered(a: RecordId, b: RecordId) -> (RecordId, RecordId) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Keeps that two records are of two people; saying it again changes nothing.
pub(crate) async fn keep_apart(
    op: &OpCtx,
    db: &impl ConnectionTrait,
    a: RecordId,
    b: RecordId,
) -> Result<()> {
    let (record_id, other_id) = ordered(a, b);
    let author = Author::of(&op.actor);
    let row = entity::ActiveModel {
        record_id: Set(record_id),
        other_id: Set(other_id),
        decided_at: Set(op.now()),
        author_kind: Set(author.kind.code().to_owned()),
        author_name: Set(author.name),
        author_practice_name: Set(author.practice_name),
        account_id: Set(author.account_id),
        client_id: Set(author.client_id),
    };
    let once = OnConflict::columns([entity::Column::RecordId, entity::Column::OtherId])
        .update_column(entity::Column::RecordId)
        .to_owned();
    entity::Entity::insert(row).on_conflict(once).exec_without_returning(db).await?;
    Ok(())
}
