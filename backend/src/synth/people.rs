//! One person after the other, with their record as the product would have written it.

use std::collections::HashSet;

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use rand::{Rng, rngs::StdRng};
use shared::{
    BirthDate, Date, EntryId, IdentifierSystem, Matricule, NotGivenReason, PartialDate, ProofKind,
    Provenance, RecordId, Route, Sex, Site, Text, VaccinationId, VaccinationStatus,
};

use super::{
    Plan,
    courses::{self, Had},
    day_of, names,
    practices::{Practices, Staffed},
    products::{expiry_of, lot_of},
    rows::{Rows, Written},
};
use crate::{
    ids::Ids,
    records::{Contact, Identifier, Person},
    vaccinations::{Content, content::Performer},
};

/// How many of a thousand people in the record are so old: from, to, share. Children are
/// more than in the country, as they are those who are vaccinated.
const AGES: [(i32, i32, u32); 9] = [
    (0, 2, 120),
    (2, 6, 130),
    (6, 16, 150),
    (16, 30, 120),
    (30, 45, 160),
    (45, 60, 130),
    (60, 70, 90),
    (70, 80, 65),
    (80, 97, 35),
];

/// The people still to come.
pub(super) struct Population {
    plan: Plan,
    today: Date,
    rng: StdRng,
    ids: Ids,
    practices: Practices,
    taken: HashSet<String>,
}

impl Population {
    pub(super) fn new(
        plan: Plan,
        rng: StdRng,
        ids: Ids,
        practices: Practices,
        taken: HashSet<String>,
    ) -> Self {
        let today = day_of(&plan);
        Self { plan, today, rng, ids, practices, taken }
    }

    /// Makes the next person and tells how many doses they have.
    pub(super) fn next(&mut self, rows: &mut Rows) -> u64 {
        let born = self.birth();
        let opened_on = self.opening(born);
        let practice = self.practices.one(&mut self.rng).clone();
        let opener = self.one_of(&practice);
        let opened_at = self.moment(opened_on, 0);
        let id = RecordId(self.ids.uuid(opened_at));
        let (person, country) = self.person(born);
        let read_on = self.today.plus_days(-self.rng.random_range(0..400));
        let last_read_at = self.moment(read_on, 9);
        let written =
            Written { id, at: opened_at, author: opener, practice: practice.name.clone() };
        rows.record(&written, &person, EntryId(self.ids.uuid(opened_at)));
        rows.access(&written, EntryId(self.ids.uuid(opened_at)), last_read_at.max(opened_at));
        rows.log(&written, EntryId(self.ids.uuid(opened_at)), "created");
        self.doses(rows, &written, &practice, (born, country))
    }

    /// The person's doses; those of one day are one visit and one line in the log.
    fn doses(
        &mut self,
        rows: &mut Rows,
        opened: &Written,
        practice: &Staffed,
        (born, country): (Date, &str),
    ) -> u64 {
        let opened_on = crate::clock::luxembourg_day(opened.at);
        let course = courses::course(&mut self.rng, born, opened_on, self.today);
        let mut performer = opened.author.clone();
        let mut logged: Option<DateTime<Utc>> = None;
        for (place, had) in course.iter().enumerate() {
            // What was told or sent came when the record was opened, or later.
            let written_on = had.on.max(opened_on);
            let at = self.moment(written_on, 20);
            if logged != Some(at) {
                performer = self.one_of(practice);
            }
            let written = Written { at, author: performer.clone(), ..opened.clone() };
            let content = self.content(had, &written, (born, country), place);
            let id = VaccinationId(self.ids.uuid(at));
            rows.vaccination(&written, id, &content);
            if logged != Some(at) {
                rows.log(&written, EntryId(self.ids.uuid(at)), "vaccination_recorded");
                logged = Some(at);
            }
        }
        u64::try_from(course.len()).unwrap_or(u64::MAX)
    }

    fn birth(&mut self) -> Date {
        let (from, to, _) = *names::weighted(&mut self.rng, &AGES, |(_, _, share)| *share);
        let days = self.rng.random_range(from * 365 + 20..to * 365);
        self.today.plus_days(-days)
    }

    /// When the record was opened: a child's at its first visit, within the last six years.
    fn opening(&mut self, born: Date) -> Date {
        let earliest = self.today.plus_days(-6 * 365).max(born.plus_days(15));
        let first_visit = born.plus_days(self.rng.random_range(15..70));
        if earliest <= first_visit && self.rng.random_ratio(85, 100) {
            return first_visit.min(self.today);
        }
        let span = self.today.days_since(earliest).max(1);
        earliest.plus_days(self.rng.random_range(0..span)).min(self.today)
    }

    /// Someone, and the country from which their older doses are.
    fn person(&mut self, born: Date) -> (Person, &'static str) {
        let sex = if self.rng.random_ratio(1, 2) { Sex::Female } else { Sex::Male };
        let called = names::called(&mut self.rng, sex);
        let family = match called.family_names {
            (first, Some(second)) => format!("{first} {second}"),
            (first, None) => first.to_owned(),
        };
        let birth_date = BirthDate::try_from(PartialDate::Day { on: born });
        let person = Person {
            identifiers: vec![self.identifier(born)],
            family_name: Text::parse(&family).expect("a name is short"),
            given_name: Text::parse(called.given_name).expect("a name is short"),
            birth_date: birth_date.expect("a day is a birth date"),
            sex,
            contact: Contact {
                language: called.language,
                email: None,
                phone: None,
                commune: Text::parse(called.commune).ok(),
            },
            not_the_same_as: Vec::new(),
        };
        (person, called.country)
    }

    /// A matricule, or for one in fifteen the number of a neighbour's system.
    fn identifier(&mut self, born: Date) -> Identifier {
        if self.rng.random_ratio(1, 15) {
            let system = names::one(
                &mut self.rng,
                &[IdentifierSystem::FrNir, IdentifierSystem::DeKvnr, IdentifierSystem::BeNiss],
            );
            let unique = self.ids.uuid(self.plan.now).simple().to_string().to_uppercase();
            let value = format!("S{}", &unique[12..]);
            return Identifier { system, issuer: String::new(), value };
        }
        let mut serial = self.rng.random_range(0..900);
        loop {
            let value = Matricule::invent(born, serial).to_string();
            if self.taken.insert(value.clone()) {
                return Identifier {
                    system: IdentifierSystem::LuMatricule,
                    issuer: String::new(),
                    value,
                };
            }
            serial = (serial + 1) % 900;
        }
    }

    fn content(
        &mut self,
        had: &Had,
        written: &Written,
        (born, country): (Date, &str),
        place: usize,
    ) -> Content {
        let base = Content {
            practice: Some(written.practice.clone()),
            ..Content::new(had.provenance, had.product.code, had.known)
        };
        if had.is_declined {
            return Content {
                status: VaccinationStatus::NotDone,
                not_given_reason: Some(NotGivenReason::PatientObjection),
                is_confirmed: true,
                ..base
            };
        }
        if had.provenance != Provenance::GivenHere {
            return self.given_elsewhere(had, country, base);
        }
        let is_infant = had.on.days_since(born) < 540;
        let sites = if is_infant {
            [Site::LeftThigh, Site::RightThigh]
        } else {
            [Site::LeftArm, Site::RightArm]
        };
        Content {
            lot: lot_of(had.product, had.on).parse().ok(),
            expires_on: Some(expiry_of(had.on)),
            site: (had.product.route != Route::Oral).then_some(sites[place % 2]),
            route: Some(had.product.route),
            quantity_ul: Some(had.product.quantity_ul),
            performer: Some(written.author.clone()),
            country: Some("LU".to_owned()),
            is_confirmed: true,
            ..base
        }
    }

    fn given_elsewhere(&mut self, had: &Had, country: &str, base: Content) -> Content {
        // Of the newcomers' older doses half were given where they come from.
        let is_abroad = had.provenance != Provenance::Imported && self.rng.random_ratio(1, 2);
        let proof = match had.provenance {
            Provenance::Imported => ProofKind::CovidCertificate,
            Provenance::Reported => ProofKind::Statement,
            Provenance::Transcribed | Provenance::GivenHere => ProofKind::YellowCard,
        };
        let is_confirmed =
            had.provenance == Provenance::Transcribed || self.rng.random_ratio(8, 10);
        Content {
            lot: self
                .rng
                .random_ratio(1, 2)
                .then(|| lot_of(had.product, had.on).parse().ok())
                .flatten(),
            country: Some(if is_abroad { country } else { "LU" }.to_owned()),
            proof: Some(proof),
            is_confirmed,
            ..base
        }
    }

    fn one_of(&mut self, practice: &Staffed) -> Performer {
        practice.staff[self.rng.random_range(0..practice.staff.len())].clone()
    }

    /// A time of that day in the practice's hours, the same for all that happened in one
    /// visit; never after now.
    fn moment(&mut self, on: Date, minutes: u32) -> DateTime<Utc> {
        let minute = 8 * 60 + minutes + on.days_since_epoch().unsigned_abs() * 7_919 % 560;
        let time =
            NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap_or_default();
        let local = on.naive().and_time(time);
        let moment = chrono_tz::Europe::Luxembourg.from_local_datetime(&local).earliest();
        moment.map_or(self.plan.now, |m| m.with_timezone(&Utc)).min(self.plan.now)
    }
}
