//! What is typed about a new person, and the input it becomes.

use shared::{Date, EmailAddress, Matricule, ParseMatriculeError, PartialDate, RecordId};

use crate::{
    api::{self, ConsentHow, IdentifierSystem, Locale, RecordErrorCode as Code, Sex},
    dates::DateProblem,
    doctor::{
        changes::{ConsentInput, CreateRecordInput},
        queries::IdentifierInput,
    },
    forms::{FieldErrors, Problem},
};

/// The ids of the controls.
pub mod field {
    /// The number.
    pub const NUMBER: &str = "number";
    /// Who issued it.
    pub const ISSUER: &str = "issuer";
    /// Family name.
    pub const FAMILY_NAME: &str = "family-name";
    /// Given name.
    pub const GIVEN_NAME: &str = "given-name";
    /// Birth date.
    pub const BIRTH: &str = "birth";
    /// Administrative sex.
    pub const SEX: &str = "sex";
    /// E-mail.
    pub const EMAIL: &str = "email";
    /// Telephone.
    pub const PHONE: &str = "phone";
    /// Commune.
    pub const COMMUNE: &str = "commune";
    /// How the person agreed.
    pub const CONSENT: &str = "consent";
}

/// What was typed, plain.
#[derive(Debug, Clone)]
pub struct PersonValues {
    /// Which kind of number.
    pub system: IdentifierSystem,
    /// Who issued it, in words.
    pub issuer: String,
    /// The number.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub birth: Result<Option<PartialDate>, DateProblem>,
    /// Administrative sex.
    pub sex: Option<Sex>,
    /// Of messages.
    pub language: Locale,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Commune.
    pub commune: String,
    /// How the person agreed that the record is kept.
    pub consent: Option<ConsentHow>,
}

/// Whether that kind of number says nothing without who issued it.
#[must_use]
pub fn needs_issuer(system: IdentifierSystem) -> bool {
    matches!(
        system,
        IdentifierSystem::LuNewborn | IdentifierSystem::Passport | IdentifierSystem::Other
    )
}

/// The birth date that a whole matricule states.
#[must_use]
pub fn birth_of_matricule(number: &str) -> Option<PartialDate> {
    number.parse::<Matricule>().ok()?.birth_date()
}

impl PersonValues {
    /// Checks everything at once; the server checks again.
    ///
    /// # Errors
    /// If something is missing or cannot be.
    pub fn check(
        self,
        key: String,
        not_the_same_as: Vec<RecordId>,
        today: Date,
    ) -> Result<CreateRecordInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let identifier = check_identifier(self.system, &self.issuer, &self.number, &mut errors);
        for (name, id) in
            [(&self.family_name, field::FAMILY_NAME), (&self.given_name, field::GIVEN_NAME)]
        {
            if name.trim().is_empty() {
                errors.add(id, Problem::Record(Code::Required));
            }
        }
        let birth = self.birth(today).map_err(|problem| errors.add(field::BIRTH, problem));
        if self.sex.is_none() {
            errors.add(field::SEX, Problem::Record(Code::Required));
        }
        let email = filled(&self.email);
        if email.as_ref().is_some_and(|email| email.parse::<EmailAddress>().is_err()) {
            errors.add(field::EMAIL, Problem::Email);
        }
        if self.consent.is_none() {
            errors.add(field::CONSENT, Problem::Record(Code::Required));
        }
        let (Some(identifier), Ok(birth), Some(sex)) = (identifier, birth, self.sex) else {
            return Err(errors);
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(CreateRecordInput {
            idempotency_key: key,
            identifiers: vec![identifier],
            family_name: self.family_name.trim().to_owned(),
            given_name: self.given_name.trim().to_owned(),
            birth_date: api::PartialDate(birth),
            sex,
            language: self.language,
            email,
            phone: filled(&self.phone),
            commune: filled(&self.commune),
            not_the_same_as,
            consent: self.consent.map(|how| ConsentInput::of(how, self.language)),
        })
    }

    fn birth(&self, today: Date) -> Result<PartialDate, Problem> {
        let is_matricule = self.system == IdentifierSystem::LuMatricule;
        check_birth(self.birth, is_matricule.then_some(&*self.number), today)
    }
}

/// Checks a number: it is there, a matricule is one, and who issued it is said where that is
/// needed. Nothing if something is wrong, which is added to the errors.
pub fn check_identifier(
    system: IdentifierSystem,
    issuer: &str,
    number: &str,
    errors: &mut FieldErrors,
) -> Option<IdentifierInput> {
    let value = check_number(system, number)
        .map_err(|code| errors.add(field::NUMBER, Problem::Record(code)));
    let issuer = filled(issuer).filter(|_| needs_issuer(system));
    if needs_issuer(system) && issuer.is_none() {
        errors.add(field::ISSUER, Problem::Record(Code::Required));
        return None;
    }
    Some(IdentifierInput { system, issuer, value: value.ok()? })
}

fn check_number(system: IdentifierSystem, number: &str) -> Result<String, Code> {
    let number = filled(number).ok_or(Code::Required)?;
    if system != IdentifierSystem::LuMatricule {
        return Ok(number);
    }
    number.parse::<Matricule>().map(Into::into).map_err(|error| match error {
        ParseMatriculeError::WrongCheckDigits => Code::WrongCheckDigits,
        ParseMatriculeError::NotThirteenDigits | ParseMatriculeError::NoSuchDay => Code::Malformed,
    })
}

/// Checks a birth date: it is there, not in the future, and no matricule states another.
///
/// # Errors
/// What is wrong with it.
pub fn check_birth(
    said: Result<Option<PartialDate>, DateProblem>,
    matricule: Option<&str>,
    today: Date,
) -> Result<PartialDate, Problem> {
    let birth = said.map_err(Problem::Date)?.ok_or(Problem::Record(Code::Required))?;
    let range = birth.range().ok_or(Problem::Record(Code::Required))?;
    if today < range.from {
        return Err(Problem::Record(Code::InFuture));
    }
    let stated = matricule.and_then(birth_of_matricule).and_then(PartialDate::range);
    if stated.is_some_and(|stated| range.to < stated.from || stated.to < range.from) {
        return Err(Problem::Record(Code::ContradictsMatricule));
    }
    Ok(birth)
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The control that a path of the input stands for.
#[must_use]
pub fn control_of(path: &[String]) -> &'static str {
    match path.last().map(String::as_str) {
        Some("issuer") => field::ISSUER,
        Some("familyName") => field::FAMILY_NAME,
        Some("givenName") => field::GIVEN_NAME,
        Some("birthDate") => field::BIRTH,
        Some("sex") => field::SEX,
        Some("email") => field::EMAIL,
        Some("phone") => field::PHONE,
        Some("commune") => field::COMMUNE,
        Some("consent") => field::CONSENT,
        _ => field::NUMBER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn values() -> PersonValues {
        PersonValues {
            system: IdentifierSystem::LuMatricule,
            issuer: String::new(),
            number: Matricule::invent(day("2025-04-14"), 103).to_string(),
            family_name: " Ferreira ".to_owned(),
            given_name: "Noé".to_owned(),
            birth: Ok("2025-04-14".parse().ok()),
            sex: Some(Sex::Male),
            language: Locale::Pt,
            email: String::new(),
            phone: String::new(),
            commune: "Esch-sur-Alzette".to_owned(),
            consent: Some(ConsentHow::Paper),
        }
    }

    fn check(values: PersonValues) -> Result<CreateRecordInput, FieldErrors> {
        values.check("k".to_owned(), Vec::new(), day("2026-11-24"))
    }

    #[test]
    fn a_person_with_a_matricule_is_created() {
        let input = check(values()).expect("no error");
        assert_eq!(input.family_name, "Ferreira");
        assert_eq!(input.identifiers[0].issuer, None);
        assert_eq!(input.consent, Some(ConsentInput::of(ConsentHow::Paper, Locale::Pt)));
        assert_eq!(birth_of_matricule(&values().number), "2025-04-14".parse().ok());
    }

    #[test]
    fn a_matricule_and_a_birth_date_must_agree() {
        let other = PersonValues { birth: Ok("2025-04-15".parse().ok()), ..values() };
        let errors = check(other).expect_err("another day");
        assert_eq!(errors.of(field::BIRTH), Some(Problem::Record(Code::ContradictsMatricule)));
        assert!(check(PersonValues { birth: Ok("2025-04".parse().ok()), ..values() }).is_ok());
    }

    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let empty = PersonValues {
            system: IdentifierSystem::Passport,
            number: String::new(),
            family_name: String::new(),
            birth: Ok(None),
            sex: None,
            email: "x".to_owned(),
            consent: None,
            ..values()
        };
        let errors = check(empty).expect_err("much is missing");
        for control in [
            field::NUMBER,
            field::ISSUER,
            field::FAMILY_NAME,
            field::BIRTH,
            field::SEX,
            field::CONSENT,
        ] {
            assert_eq!(errors.of(control), Some(Problem::Record(Code::Required)), "{control}");
        }
        assert_eq!(errors.of(field::EMAIL), Some(Problem::Email));
    }

    #[test]
    fn a_typing_error_in_a_matricule_is_told() {
        let wrong = PersonValues { number: "1985031410149".to_owned(), ..values() };
        let errors = check(wrong).expect_err("check digits");
        assert_eq!(errors.of(field::NUMBER), Some(Problem::Record(Code::WrongCheckDigits)));
    }
}
