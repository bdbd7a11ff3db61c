//! What the stories are told with: a clock that is moved back to when it happened.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Duration, Months, NaiveTime, TimeZone, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use shared::{
    Date, IdentifierSystem, Locale, Matricule, NotGivenReason, PartialDate, ProofKind, RecordId,
    Sex, Site, VaccinationId,
};

use crate::{
    accesses::record_relation,
    app::App,
    authz::{AccountActor, Action, Actor},
    error::{AppError, Result},
    facts::{
        self, SaidFact,
        enter::{EnterFacts, enter_facts},
    },
    op::OpCtx,
    records::{
        self,
        create::{CreateRecord, Created, create_record},
        open::{OpenRecord, open_record},
    },
    synth::products::{Product, expiry_of, lot_of},
    vaccinations::{
        self, Content,
        confirm::{ConfirmVaccinations, confirm_vaccinations},
        correct::{CorrectVaccination, correct_vaccination},
        not_given::{RecordNotGiven, record_not_given},
        record::{GivenDose, RecordVaccinations, record_vaccinations},
        transcribe::{OtherDose, TakeOver, Way, take_over},
        void::{VoidVaccination, void_vaccination},
    },
};

/// Someone invented.
#[derive(Debug, Clone)]
pub(super) struct Invented {
    pub(super) given_name: &'static str,
    pub(super) family_name: &'static str,
    pub(super) born: PartialDate,
    pub(super) sex: Sex,
    pub(super) language: Locale,
    pub(super) commune: &'static str,
    pub(super) identifier: Identifier,
}

/// The number by which someone is known.
#[derive(Debug, Clone)]
pub(super) enum Identifier {
    /// A matricule of the birth date, with that serial.
    Matricule(u16),
    /// A number of another system: system, issuer, number.
    Other(IdentifierSystem, Option<&'static str>, String),
}

/// Someone whose record is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub(super) id: RecordId,
    /// The first possible day of birth.
    pub(super) born: Date,
}

impl Person {
    /// The day so many months and days after birth.
    pub(super) fn at(self, months: u32, days: i32) -> Date {
        months_after(self.born, months).plus_days(days)
    }
}

/// A dose given elsewhere, in short: product, when, country.
pub(super) type Elsewhere<'a> = (Product, &'a str, Option<&'a str>);

/// The stage of all stories.
#[derive(Debug)]
pub(super) struct Stage {
    app: Arc<App>,
    /// The day on which the demo was first loaded.
    pub(super) today: Date,
    now: DateTime<Utc>,
    people: u32,
    step: u32,
}

impl Stage {
    pub(super) fn new(app: Arc<App>, today: Date, now: DateTime<Utc>) -> Self {
        Self { app, today, now, people: 0, step: 0 }
    }

    /// The day so many years, months and days ago.
    pub(super) fn ago(&self, years: u32, months: u32, days: i32) -> Date {
        months_before(self.today, years * 12 + months).plus_days(-days)
    }

    /// A day ago in writing, as exactly as a pattern of chrono says.
    pub(super) fn written(&self, years: u32, months: u32, pattern: &str) -> String {
        self.ago(years, months, 0).naive().format(pattern).to_string()
    }

    /// The next step of this person's story: its key, and an operation on that day.
    fn next(&mut self, actor: &Actor, on: Date) -> (String, OpCtx) {
        self.step += 1;
        self.app.clock.set(self.moment(on));
        let key = format!("demo-{:03}-{:03}", self.people, self.step);
        (key, OpCtx::new(self.app.clone(), actor.clone()))
    }

    /// A time of that day in the practice's hours, later with each step, never after now.
    fn moment(&self, on: Date) -> DateTime<Utc> {
        let minutes = 8 * 60 + self.people * 37 % 420 + self.step * 4 % 160;
        let time =
            NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap_or_default();
        let local = on.naive().and_time(time);
        let zone = chrono_tz::Europe::Luxembourg;
        let moment = zone.from_local_datetime(&local).earliest().map(|m| m.with_timezone(&Utc));
        let early = on.naive().and_time(NaiveTime::MIN) + Duration::seconds(i64::from(self.step));
        let early = zone.from_local_datetime(&early).earliest().map(|m| m.with_timezone(&Utc));
        [moment, early].into_iter().flatten().find(|m| *m <= self.now).unwrap_or(self.now)
    }

    /// Creates the record of the next person.
    pub(super) async fn create(&mut self, by: &Actor, on: Date, who: Invented) -> Result<Person> {
        self.create_beside(by, on, who, &[]).await
    }

    /// The same, beside people who look the same and are not (or so someone thought).
    pub(super) async fn create_beside(
        &mut self,
        by: &Actor,
        on: Date,
        who: Invented,
        not_the_same_as: &[RecordId],
    ) -> Result<Person> {
        self.people += 1;
        self.step = 0;
        let (idempotency_key, op) = self.next(by, on);
        let born = who.born.range().map_or(on, |range| range.from);
        let (system, issuer, value) = match who.identifier {
            Identifier::Matricule(serial) => {
                (IdentifierSystem::LuMatricule, None, Matricule::invent(born, serial).to_string())
            }
            Identifier::Other(system, issuer, value) => (system, issuer.map(str::to_owned), value),
        };
        let input = CreateRecord {
            idempotency_key,
            identifiers: vec![records::SaidIdentifier { system, issuer, value }],
            family_name: who.family_name.to_owned(),
            given_name: who.given_name.to_owned(),
            birth_date: who.born.into(),
            sex: who.sex,
            language: who.language,
            email: None,
            phone: None,
            commune: Some(who.commune.to_owned()),
            not_the_same_as: not_the_same_as.to_vec(),
            consent: None,
        };
        match create_record(&op, input).await? {
            Created::Record(record) => Ok(Person { id: record.id(), born }),
            Created::Possible(_, faults) => Err(AppError::Refused(faults)),
        }
    }

    /// Gives these products in one visit, and tells the doses' ids.
    pub(super) async fn give(
        &mut self,
        by: &Actor,
        to: Person,
        on: Date,
        products: &[Product],
    ) -> Result<Vec<VaccinationId>> {
        let packs: Vec<Pack> = products.iter().map(|p| Pack::of(*p, on)).collect();
        self.give_packs(by, to, on, &packs, None).await
    }

    /// The same with packs that are not the usual ones, and words.
    pub(super) async fn give_packs(
        &mut self,
        by: &Actor,
        to: Person,
        on: Date,
        packs: &[Pack],
        note: Option<&str>,
    ) -> Result<Vec<VaccinationId>> {
        let (idempotency_key, op) = self.next(by, on);
        let is_infant = on.days_since(to.born) < 540;
        let doses = packs.iter().enumerate().map(|(i, pack)| pack.dose(is_infant, i)).collect();
        let input = RecordVaccinations {
            idempotency_key,
            record_id: to.id,
            given_on: on.into(),
            performer_id: None,
            note: note.map(str::to_owned),
            doses,
        };
        Ok(record_vaccinations(&op, input).await?.1)
    }

    /// Copies, reports or imports doses given elsewhere, and tells their ids.
    pub(super) async fn take_over(
        &mut self,
        (by, way): (&Actor, Way),
        to: Person,
        on: Date,
        proof: ProofKind,
        doses: &[Elsewhere<'_>],
    ) -> Result<Vec<VaccinationId>> {
        let (idempotency_key, op) = self.next(by, on);
        let dose = |(product, when, country): &Elsewhere<'_>| OtherDose {
            vaccine_code: product.code.into(),
            occurrence: crate::graphql::Said::text(when),
            lot: None,
            country: country.map(str::to_owned),
            note: None,
        };
        let doses = doses.iter().map(dose).collect();
        let input = TakeOver { idempotency_key, record_id: to.id, proof, doses };
        Ok(take_over(&op, way, input).await?.1)
    }

    /// Notes that a dose was not given.
    pub(super) async fn not_given(
        &mut self,
        by: &Actor,
        to: Person,
        on: Date,
        product: Product,
        (reason, note): (NotGivenReason, Option<&str>),
    ) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let input = RecordNotGiven {
            idempotency_key,
            record_id: to.id,
            vaccine_code: product.code.into(),
            on: on.into(),
            reason,
            note: note.map(str::to_owned),
        };
        record_not_given(&op, input).await.map(drop)
    }

    /// Corrects the lot of a dose.
    pub(super) async fn correct_lot(
        &mut self,
        by: &Actor,
        of: Person,
        on: Date,
        id: VaccinationId,
        (lot, reason): (&str, &str),
    ) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let (version, dose) = current(&op, of, id).await?;
        let input = CorrectVaccination {
            idempotency_key,
            record_id: of.id,
            vaccination_id: id,
            // The first version in every run: a second run must say the same.
            version: version.min(1),
            reason: reason.to_owned(),
            vaccine_code: dose.vaccine_code.into(),
            occurrence: dose.occurrence.into(),
            lot: Some(lot.to_owned()),
            expires_on: dose.expires_on.map(Into::into),
            serial: dose.serial,
            site: dose.site,
            route: dose.route,
            quantity_ml: dose.quantity_ul.map(|q| f64::from(q) / 1_000.0),
            performer_id: dose.performer.map(|p| p.id),
            country: dose.country,
            proof: dose.proof,
            not_given_reason: dose.not_given_reason,
            note: dose.note,
        };
        correct_vaccination(&op, input).await
    }

    /// Marks a dose as entered in error.
    pub(super) async fn void(
        &mut self,
        by: &Actor,
        of: Person,
        on: Date,
        id: VaccinationId,
        reason: &str,
    ) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let input = VoidVaccination {
            idempotency_key,
            record_id: of.id,
            vaccination_id: id,
            version: 1,
            reason: reason.to_owned(),
        };
        void_vaccination(&op, input).await
    }

    /// Confirms doses that nobody changed since they were written.
    pub(super) async fn confirm(
        &mut self,
        by: &Actor,
        of: Person,
        on: Date,
        ids: &[VaccinationId],
    ) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let vaccinations = ids.iter().map(|id| (*id, 1)).collect();
        let input = ConfirmVaccinations { idempotency_key, record_id: of.id, vaccinations };
        confirm_vaccinations(&op, input).await.map(drop)
    }

    /// Says facts of a person: code, number, since when. All are «yes».
    pub(super) async fn say(
        &mut self,
        (by, way): (&Actor, facts::enter::Way),
        of: Person,
        on: Date,
        said: &[(&str, Option<i32>, Option<Date>)],
    ) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let said = said.iter().map(|(code, number, from)| {
            let (from, to, note) = (from.map(Into::into), None, None);
            ((*code).to_owned(), SaidFact { answer: true, number: *number, from, to, note })
        });
        let input = EnterFacts { idempotency_key, record_id: of.id, facts: said.collect() };
        enter_facts(&op, way, input).await.map(drop)
    }

    /// Opens a record with the patient present.
    pub(super) async fn open(&mut self, by: &Actor, of: Person, on: Date, why: &str) -> Result<()> {
        let (idempotency_key, op) = self.next(by, on);
        let (record_id, reason) = (of.id, why.to_owned());
        let input = OpenRecord { idempotency_key, record_id, reason, consent: None };
        open_record(&op, input).await.map(drop)
    }

    /// Looks at a record.
    pub(super) async fn read(&mut self, by: &Actor, of: Person, on: Date) -> Result<()> {
        let (_, op) = self.next(by, on);
        records::require(&op, of.id, Action::Read).await.map(drop)
    }

    /// Says that a person may act for a child.
    pub(super) async fn parent(&mut self, child: Person, holder: Person, on: Date) -> Result<()> {
        let (_, op) = self.next(&Actor::System, on);
        let row = record_relation::ActiveModel {
            record_id: Set(child.id),
            holder_record_id: Set(holder.id),
            kind: Set("parent".to_owned()),
            since_at: Set(op.now()),
            ended_at: Set(None),
            rights: Set("all".to_owned()),
            consented_at: Set(None),
            ended_reason: Set(None),
        };
        let known = OnConflict::columns([
            record_relation::Column::RecordId,
            record_relation::Column::HolderRecordId,
        ])
        .update_column(record_relation::Column::Kind)
        .to_owned();
        record_relation::Entity::insert(row)
            .on_conflict(known)
            .exec_without_returning(op.db())
            .await?;
        Ok(())
    }
}

/// The patient, once the record is there.
pub(super) fn with_record(patient: &Actor, own: Person) -> Actor {
    match patient {
        Actor::Account(account) => {
            Actor::Account(AccountActor { record_id: Some(own.id), ..account.clone() })
        }
        Actor::Client(_) | Actor::Anonymous | Actor::System => patient.clone(),
    }
}

/// A product out of one pack.
#[derive(Debug, Clone)]
pub(super) struct Pack {
    pub(super) product: Product,
    pub(super) lot: String,
    pub(super) expires_on: Date,
}

impl Pack {
    /// A pack as it was on the market on that day.
    pub(super) fn of(product: Product, on: Date) -> Self {
        Self { product, lot: lot_of(product, on), expires_on: expiry_of(on) }
    }

    fn dose(&self, is_infant: bool, place: usize) -> GivenDose {
        const THIGHS: [Site; 2] = [Site::LeftThigh, Site::RightThigh];
        const ARMS: [Site; 2] = [Site::LeftArm, Site::RightArm];
        let sites = if is_infant { THIGHS } else { ARMS };
        let site = (self.product.route != shared::Route::Oral).then_some(sites[place % 2]);
        GivenDose {
            vaccine_code: self.product.code.into(),
            lot: self.lot.clone(),
            expires_on: Some(self.expires_on.into()),
            serial: None,
            site,
            route: Some(self.product.route),
            quantity_ml: Some(f64::from(self.product.quantity_ul) / 1_000.0),
        }
    }
}

async fn current(op: &OpCtx, of: Person, id: VaccinationId) -> Result<(i32, Content)> {
    let row = vaccinations::one(op, of.id, id).await?.ok_or(AppError::NotFound)?;
    let content = Content::of_row(&row).context("a dose of the demo has an unknown word")?;
    Ok((row.version, content))
}

/// The day so many months earlier.
pub(super) fn months_before(day: Date, months: u32) -> Date {
    let naive = day.naive().checked_sub_months(Months::new(months));
    naive.and_then(|d| Date::try_from(d).ok()).unwrap_or(Date::MIN)
}

/// The day so many months later.
pub(super) fn months_after(day: Date, months: u32) -> Date {
    let naive = day.naive().checked_add_months(Months::new(months));
    naive.and_then(|d| Date::try_from(d).ok()).unwrap_or(Date::MAX)
}
