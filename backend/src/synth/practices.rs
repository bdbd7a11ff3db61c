//! The practices and professionals of the population.

use rand::{Rng, rngs::StdRng};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};
use shared::{PracticeId, PractitionerId, Role, Sex};

use super::{Plan, names, professional_number};
use crate::{
    db::insert_all,
    ids::Ids,
    practices::{as_practitioner, practice, practice_member, practitioner},
    vaccinations::content::{Performer, PracticeName},
};

/// A practice with those who work in it.
#[derive(Debug, Clone)]
pub(super) struct Staffed {
    pub(super) name: PracticeName,
    pub(super) staff: Vec<Performer>,
}

/// All practices of the population.
#[derive(Debug)]
pub(super) struct Practices {
    new: Vec<Staffed>,
    /// Those that were there before, each with a share of the people.
    earlier: Vec<Staffed>,
    /// How many were added.
    pub(super) added: u64,
}

impl Practices {
    /// The practice of the next person: one in forty goes to each one that was there.
    pub(super) fn one(&self, rng: &mut StdRng) -> &Staffed {
        let lot = rng.random_range(0..40);
        match self.earlier.get(lot) {
            Some(practice) => practice,
            None => &self.new[rng.random_range(0..self.new.len())],
        }
    }
}

/// Adds a practice for some 85 people, 2 to 400, each with one to three professionals.
pub(super) async fn found(
    db: &impl ConnectionTrait,
    rng: &mut StdRng,
    ids: &Ids,
    plan: &Plan,
) -> anyhow::Result<Practices> {
    let earlier = earlier(db).await?;
    let count = (plan.records / 85).clamp(2, 400);
    let (mut new, mut practices, mut practitioners, mut members) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..count {
        let commune = names::commune(rng);
        let id = PracticeId(ids.uuid(plan.now));
        let name = format!("Cabinet {} {commune}", names::family_name(rng));
        practices.push(practice::ActiveModel {
            id: Set(id),
            name: Set(name.clone()),
            commune: Set(Some(commune.to_owned())),
            created_at: Set(plan.now),
        });
        let mut staff = Vec::new();
        for place in 0..rng.random_range(1..=3) {
            let member = professional(rng, ids, plan, place == 2);
            practitioners.push(practitioner::ActiveModel {
                id: Set(member.id),
                professional_number: Set(professional_number(plan.seed, practitioners.len())),
                name: Set(member.name.clone()),
                role: Set(member.role.code().to_owned()),
                created_at: Set(plan.now),
            });
            members.push(practice_member::ActiveModel {
                practice_id: Set(id),
                practitioner_id: Set(member.id),
                since_at: Set(plan.now),
                ended_at: Set(None),
            });
            staff.push(member);
        }
        new.push(Staffed { name: PracticeName { id, name }, staff });
    }
    insert_all(db, practices).await?;
    insert_all(db, practitioners).await?;
    insert_all(db, members).await?;
    Ok(Practices { new, earlier, added: count })
}

fn professional(rng: &mut StdRng, ids: &Ids, plan: &Plan, is_nurse: bool) -> Performer {
    let sex = if rng.random_ratio(1, 2) { Sex::Female } else { Sex::Male };
    let name = format!("{} {}", names::given_name(rng, sex), names::family_name(rng));
    let id = PractitionerId(ids.uuid(plan.now));
    if is_nurse {
        Performer { id, name, role: Role::Nurse }
    } else {
        Performer { id, name: format!("Dr {name}"), role: Role::Doctor }
    }
}

/// The first ten practices that are there and have someone who works in them.
async fn earlier(db: &impl ConnectionTrait) -> anyhow::Result<Vec<Staffed>> {
    let practices = practice::Entity::find().order_by_asc(practice::Column::Name).all(db).await?;
    let members = practice_member::Entity::find().all(db).await?;
    let practitioners: Vec<_> = practitioner::Entity::find()
        .order_by_asc(practitioner::Column::Name)
        .all(db)
        .await?
        .into_iter()
        .filter_map(as_practitioner)
        .collect();
    let staffed = practices.into_iter().map(|p| {
        let works = |id| {
            members
                .iter()
                .any(|m| (m.practice_id, m.practitioner_id) == (p.id, id) && m.ended_at.is_none())
        };
        // By name: their ids are by chance, and would give others to each database.
        let staff = practitioners
            .iter()
            .filter(|x| works(x.id))
            .map(|x| Performer { id: x.id, name: x.name.clone(), role: x.role })
            .collect();
        Staffed { name: PracticeName { id: p.id, name: p.name }, staff }
    });
    Ok(staffed.filter(|p| !p.staff.is_empty()).take(10).collect())
}
