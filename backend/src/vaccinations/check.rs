//! The rules that every dose must keep. Pure; all faults of an input are told at once.

use shared::{
    BirthDate, Date, LotNumber, ParseLotError, ParsePartialDateError, PartialDate, VaccineCode,
    country::is_country,
};

use crate::{
    catalogue_api::catalogue,
    error::{Code, Faults},
    graphql::Said,
    records,
};

/// What a dose is checked against, and the faults found so far.
pub(super) struct Check {
    /// When the person was born.
    pub born: BirthDate,
    /// The civil day in Luxembourg.
    pub today: Date,
    /// What was found.
    pub faults: Faults,
}

impl Check {
    pub(super) fn new(born: BirthDate, today: Date) -> Self {
        Self { born, today, faults: Faults::default() }
    }

    /// A code of the catalogue.
    pub(super) fn vaccine(
        &mut self,
        field: &[&str],
        said: &Said<VaccineCode>,
    ) -> Option<VaccineCode> {
        let Ok(code) = said.read() else {
            self.faults.add(
                Code::UnknownCode,
                field,
                "not a NUVA vaccine code: write `VAC` and four digits",
            );
            return None;
        };
        if catalogue().vaccine(code).is_none() {
            self.faults.add(
                Code::UnknownCode,
                field,
                format_args!("no vaccine `{code}` in the catalogue"),
            );
            return None;
        }
        Some(code)
    }

    /// A day on which a dose can have been given.
    pub(super) fn day(&mut self, field: &[&str], said: &Said<Date>) -> Option<Date> {
        let on = match said.read() {
            Ok(on) => on,
            Err(error) => {
                self.faults.add(Code::Malformed, field, error);
                return None;
            }
        };
        self.occurrence_of(field, PartialDate::Day { on }).and_then(PartialDate::exact)
    }

    /// When a dose was given: not in the future, not before birth.
    pub(super) fn occurrence(
        &mut self,
        field: &[&str],
        said: &Said<PartialDate>,
    ) -> Option<PartialDate> {
        match said.read() {
            Ok(occurrence) => self.occurrence_of(field, occurrence),
            Err(error) => {
                let code = match error {
                    ParsePartialDateError::EndBeforeStart => Code::EndBeforeStart,
                    ParsePartialDateError::Malformed | ParsePartialDateError::NoSuchDay => {
                        Code::Malformed
                    }
                };
                self.faults.add(code, field, error);
                None
            }
        }
    }

    fn occurrence_of(&mut self, field: &[&str], occurrence: PartialDate) -> Option<PartialDate> {
        let Some(range) = occurrence.range() else { return Some(occurrence) };
        // «This year» has days to come and is fine; two days that someone wrote are not.
        let last_said =
            if matches!(occurrence, PartialDate::Between { .. }) { range.to } else { range.from };
        if self.today < last_said {
            self.faults.add(Code::InFuture, field, "it lies in the future");
            return None;
        }
        if range.to < self.born.range().from {
            self.faults.add(Code::BeforeBirth, field, "it lies before the person's birth");
            return None;
        }
        Some(occurrence)
    }

    /// A date on a pack; any day will do, an expired one is only strange.
    pub(super) fn expiry(&mut self, field: &[&str], said: Option<&Said<Date>>) -> Option<Date> {
        match said?.read() {
            Ok(date) => Some(date),
            Err(error) => {
                self.faults.add(Code::Malformed, field, error);
                None
            }
        }
    }

    /// A lot; an empty one is none.
    pub(super) fn lot(&mut self, field: &[&str], said: Option<&str>) -> Option<LotNumber> {
        let said = said.map(str::trim).filter(|s| !s.is_empty())?;
        match said.parse() {
            Ok(lot) => Some(lot),
            Err(error) => {
                let code = match error {
                    ParseLotError::Empty => Code::Required,
                    ParseLotError::TooLong => Code::TooLong,
                    ParseLotError::Malformed => Code::MalformedLot,
                };
                self.faults.add(code, field, error);
                None
            }
        }
    }

    /// The serial number on a pack; an empty one is none.
    pub(super) fn serial(&mut self, field: &[&str], said: Option<&str>) -> Option<String> {
        let serial = self.words::<20>(field, said)?;
        if !serial.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/._+".contains(&b)) {
            let message = "a serial number has letters, digits and `-/._+` only";
            self.faults.add(Code::Malformed, field, message);
            return None;
        }
        Some(serial)
    }

    /// A lot that must be there.
    pub(super) fn required_lot(&mut self, field: &[&str], said: &str) -> Option<LotNumber> {
        if said.trim().is_empty() {
            self.faults.add(Code::Required, field, "a dose given here needs its lot");
            return None;
        }
        self.lot(field, Some(said))
    }

    /// Millilitres as microlitres: 0.01 to 20 ml.
    pub(super) fn quantity(&mut self, field: &[&str], ml: Option<f64>) -> Option<i32> {
        let ml = ml?;
        if !(0.01..=20.0).contains(&ml) {
            self.faults.add(Code::QuantityOutOfRange, field, "a dose has between 0.01 and 20 ml");
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 20,000 microlitres")]
        Some((ml * 1_000.0).round() as i32)
    }

    /// Where it was given.
    pub(super) fn country(&mut self, field: &[&str], said: Option<&str>) -> Option<String> {
        let said = said.map(str::trim).filter(|s| !s.is_empty())?;
        let code = said.to_ascii_uppercase();
        if !is_country(&code) {
            self.faults.add(Code::UnknownCountry, field, "not a country of ISO 3166-1: write `PT`");
            return None;
        }
        Some(code)
    }

    /// Words that may be absent; empty ones are.
    pub(super) fn words<const MAX: usize>(
        &mut self,
        field: &[&str],
        said: Option<&str>,
    ) -> Option<String> {
        let said = said.map(str::trim).filter(|s| !s.is_empty())?;
        records::checked_text::<MAX>(&mut self.faults, field, said).map(String::from)
    }

    /// A list of 1 to `most`; whether it is.
    pub(super) fn list(&mut self, field: &str, length: usize, most: usize) -> bool {
        if length == 0 {
            self.faults.add(Code::EmptyList, &[field], "nothing in the list");
        } else if most < length {
            self.faults.add(Code::TooMany, &[field], format_args!("at most {most} at once"));
        }
        (1..=most).contains(&length)
    }
}
