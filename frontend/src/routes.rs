//! The pages and their addresses. The only place that knows URLs.
//!
//! Addresses carry ids that mean nothing outside, never a name or a number of a person.

use shared::{EntryId, RecordId, VaccinationId};

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The first page of whoever is signed in.
    Start,
    /// Sign in.
    SignIn,
    /// The accessibility statement.
    Accessibility,
    /// The reader's own name, language, contact.
    Account,
    /// A patient's: everyone of the family side by side.
    MyFamily,
    /// A patient's: what is next for a person.
    MyNext(RecordId),
    /// A patient's: the doses of a record.
    MyVaccinations(RecordId),
    /// A patient's: one dose.
    MyVaccination(RecordId, VaccinationId),
    /// A patient's: who may see a dose.
    MyWhoSees(RecordId, VaccinationId),
    /// A patient's: add a dose that is remembered.
    MyReport(RecordId),
    /// A patient's: the health profile.
    MyProfile(RecordId),
    /// A patient's: everything on paper.
    MyPrint(RecordId),
    /// A patient's: who looked.
    MyAccessLog(RecordId),
    /// A patient's: what was asked to be corrected.
    MyCorrections(RecordId),
    /// A patient's: who may look.
    MySharing(RecordId),
    /// A patient's: what was agreed to.
    MyConsent(RecordId),
    /// A patient's: the receipt of a withdrawal.
    MyReceipt(RecordId, EntryId),
    /// A patient's: who acts for a person.
    MyHelpers(RecordId),
    /// A patient's: enter a code that one was given.
    Join,
    /// A professional's: find people, everyone of the practice.
    Records,
    /// A professional's: in whose record something is to be done.
    Worklist,
    /// A professional's: pairs of records that may be one person.
    Duplicates,
    /// A professional's: join the second record into the first.
    Merge(RecordId, RecordId),
    /// A professional's: take two records apart.
    Unmerge(RecordId, EntryId),
    /// A professional's: a code for a child's parent, to print.
    ParentCode(RecordId),
    /// A professional's: the day of death.
    Death(RecordId),
    /// A professional's: another number in the place of one.
    Number(RecordId),
    /// A professional's: doses that may be the same event.
    SameEvents(RecordId),
    /// A professional's: create a record.
    NewRecord,
    /// A professional's: one record.
    Record(RecordId),
    /// A professional's: decide what to give.
    Decide(RecordId),
    /// A professional's: record doses given now.
    RecordDoses(RecordId),
    /// A professional's: copy a yellow card.
    Transcribe(RecordId),
    /// A professional's: record that a dose was not given.
    NotGiven(RecordId),
    /// A professional's: the health profile.
    Profile(RecordId),
    /// A professional's: correct names, birth date, sex.
    CorrectPerson(RecordId),
    /// A professional's: one dose with its versions.
    Dose(RecordId, VaccinationId),
    /// A professional's: correct a dose.
    CorrectDose(RecordId, VaccinationId),
}

impl Page {
    /// Whether one can see it without signing in.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::SignIn | Self::Accessibility)
    }

    /// Whether it belongs to the patient's side.
    #[must_use]
    pub fn is_patients(self) -> bool {
        matches!(
            self,
            Self::MyFamily
                | Self::MyNext(_)
                | Self::MyVaccinations(_)
                | Self::MyVaccination(..)
                | Self::MyWhoSees(..)
                | Self::MyReport(_)
                | Self::MyProfile(_)
                | Self::MyPrint(_)
                | Self::MyAccessLog(_)
                | Self::MyCorrections(_)
                | Self::MySharing(_)
                | Self::MyConsent(_)
                | Self::MyReceipt(..)
                | Self::MyHelpers(_)
                | Self::Join
        )
    }

    /// Whether it belongs to the professional's side.
    #[must_use]
    pub fn is_professionals(self) -> bool {
        matches!(
            self,
            Self::Records
                | Self::Worklist
                | Self::Duplicates
                | Self::Merge(..)
                | Self::Unmerge(..)
                | Self::SameEvents(_)
                | Self::Death(_)
                | Self::Number(_)
                | Self::ParentCode(_)
                | Self::NewRecord
                | Self::Record(_)
                | Self::Decide(_)
                | Self::RecordDoses(_)
                | Self::Transcribe(_)
                | Self::NotGiven(_)
                | Self::Profile(_)
                | Self::CorrectPerson(_)
                | Self::Dose(..)
                | Self::CorrectDose(..)
        )
    }

    /// The record it is about.
    #[must_use]
    pub fn record(self) -> Option<RecordId> {
        match self {
            Self::MyNext(r)
            | Self::MyVaccinations(r)
            | Self::MyVaccination(r, _)
            | Self::MyWhoSees(r, _)
            | Self::MyReport(r)
            | Self::MyProfile(r)
            | Self::MyPrint(r)
            | Self::MyAccessLog(r)
            | Self::MyCorrections(r)
            | Self::MySharing(r)
            | Self::MyConsent(r)
            | Self::MyReceipt(r, _)
            | Self::MyHelpers(r)
            | Self::ParentCode(r)
            | Self::Record(r)
            | Self::Decide(r)
            | Self::RecordDoses(r)
            | Self::Transcribe(r)
            | Self::NotGiven(r)
            | Self::Profile(r)
            | Self::CorrectPerson(r)
            | Self::Dose(r, _)
            | Self::Merge(r, _)
            | Self::Unmerge(r, _)
            | Self::SameEvents(r)
            | Self::Death(r)
            | Self::Number(r)
            | Self::CorrectDose(r, _) => Some(r),
            Self::Start
            | Self::SignIn
            | Self::Accessibility
            | Self::Account
            | Self::MyFamily
            | Self::Join
            | Self::Records
            | Self::Worklist
            | Self::Duplicates
            | Self::NewRecord => None,
        }
    }

    /// The address.
    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Start => "/".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Accessibility => "/accessibility".to_owned(),
            Self::Account => "/account".to_owned(),
            Self::MyFamily => "/my".to_owned(),
            Self::MyNext(r) => format!("/my/{r}"),
            Self::MyVaccinations(r) => format!("/my/{r}/vaccinations"),
            Self::MyVaccination(r, v) => format!("/my/{r}/vaccinations/{v}"),
            Self::MyWhoSees(r, v) => format!("/my/{r}/vaccinations/{v}/who"),
            Self::MyReport(r) => format!("/my/{r}/report"),
            Self::MyProfile(r) => format!("/my/{r}/profile"),
            Self::MyPrint(r) => format!("/my/{r}/print"),
            Self::MyAccessLog(r) => format!("/my/{r}/access-log"),
            Self::MyCorrections(r) => format!("/my/{r}/corrections"),
            Self::MySharing(r) => format!("/my/{r}/sharing"),
            Self::MyConsent(r) => format!("/my/{r}/consent"),
            Self::MyReceipt(r, e) => format!("/my/{r}/consent/{e}"),
            Self::MyHelpers(r) => format!("/my/{r}/helpers"),
            Self::Join => "/join".to_owned(),
            Self::ParentCode(r) => format!("/records/{r}/parent-code"),
            Self::Records => "/records".to_owned(),
            Self::Worklist => "/worklist".to_owned(),
            Self::Duplicates => "/duplicates".to_owned(),
            Self::Merge(r, other) => format!("/records/{r}/merge/{other}"),
            Self::Unmerge(r, merge) => format!("/records/{r}/unmerge/{merge}"),
            Self::Death(r) => format!("/records/{r}/death"),
            Self::Number(r) => format!("/records/{r}/number"),
            Self::SameEvents(r) => format!("/records/{r}/same"),
            Self::NewRecord => "/records/new".to_owned(),
            Self::Record(r) => format!("/records/{r}"),
            Self::Decide(r) => format!("/records/{r}/decide"),
            Self::RecordDoses(r) => format!("/records/{r}/record"),
            Self::Transcribe(r) => format!("/records/{r}/transcribe"),
            Self::NotGiven(r) => format!("/records/{r}/not-given"),
            Self::Profile(r) => format!("/records/{r}/profile"),
            Self::CorrectPerson(r) => format!("/records/{r}/person"),
            Self::Dose(r, v) => format!("/records/{r}/vaccinations/{v}"),
            Self::CorrectDose(r, v) => format!("/records/{r}/vaccinations/{v}/correct"),
        }
    }

    /// The page of an address, if there is one.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts.as_slice() {
            [] => Self::Start,
            ["sign-in"] => Self::SignIn,
            ["accessibility"] => Self::Accessibility,
            ["account"] => Self::Account,
            ["my"] => Self::MyFamily,
            ["my", r] => Self::MyNext(r.parse().ok()?),
            ["my", r, "vaccinations"] => Self::MyVaccinations(r.parse().ok()?),
            ["my", r, "vaccinations", v] => Self::MyVaccination(r.parse().ok()?, v.parse().ok()?),
            ["my", r, "vaccinations", v, "who"] => {
                Self::MyWhoSees(r.parse().ok()?, v.parse().ok()?)
            }
            ["my", r, "report"] => Self::MyReport(r.parse().ok()?),
            ["my", r, "profile"] => Self::MyProfile(r.parse().ok()?),
            ["my", r, "print"] => Self::MyPrint(r.parse().ok()?),
            ["my", r, "access-log"] => Self::MyAccessLog(r.parse().ok()?),
            ["my", r, "corrections"] => Self::MyCorrections(r.parse().ok()?),
            ["my", r, "sharing"] => Self::MySharing(r.parse().ok()?),
            ["my", r, "consent"] => Self::MyConsent(r.parse().ok()?),
            ["my", r, "consent", e] => Self::MyReceipt(r.parse().ok()?, e.parse().ok()?),
            ["my", r, "helpers"] => Self::MyHelpers(r.parse().ok()?),
            ["join"] => Self::Join,
            ["records", r, "parent-code"] => Self::ParentCode(r.parse().ok()?),
            ["records"] => Self::Records,
            ["worklist"] => Self::Worklist,
            ["duplicates"] => Self::Duplicates,
            ["records", r, "merge", o] => Self::Merge(r.parse().ok()?, o.parse().ok()?),
            ["records", r, "unmerge", m] => Self::Unmerge(r.parse().ok()?, m.parse().ok()?),
            ["records", r, "death"] => Self::Death(r.parse().ok()?),
            ["records", r, "number"] => Self::Number(r.parse().ok()?),
            ["records", r, "same"] => Self::SameEvents(r.parse().ok()?),
            ["records", "new"] => Self::NewRecord,
            ["records", r] => Self::Record(r.parse().ok()?),
            ["records", r, "decide"] => Self::Decide(r.parse().ok()?),
            ["records", r, "record"] => Self::RecordDoses(r.parse().ok()?),
            ["records", r, "transcribe"] => Self::Transcribe(r.parse().ok()?),
            ["records", r, "not-given"] => Self::NotGiven(r.parse().ok()?),
            ["records", r, "profile"] => Self::Profile(r.parse().ok()?),
            ["records", r, "person"] => Self::CorrectPerson(r.parse().ok()?),
            ["records", r, "vaccinations", v] => Self::Dose(r.parse().ok()?, v.parse().ok()?),
            ["records", r, "vaccinations", v, "correct"] => {
                Self::CorrectDose(r.parse().ok()?, v.parse().ok()?)
            }
            _ => return None,
        })
    }
}

/// The address of asking that a dose be corrected.
#[must_use]
pub fn correct_dose_href(record: RecordId, dose: VaccinationId) -> String {
    format!("{}?dose={dose}", Page::MyCorrections(record).href())
}

/// The address of the server's sign-in that comes back to `return_to`.
#[must_use]
pub fn login_href(return_to: &str) -> String {
    format!("/auth/login?returnTo={}", encode(return_to))
}

/// The address of the sign-in page that remembers where to return.
#[must_use]
pub fn sign_in_href(return_to: &str) -> String {
    if return_to == "/" {
        return Page::SignIn.href();
    }
    format!("{}?returnTo={}", Page::SignIn.href(), encode(return_to))
}

/// A path of our own, or the start page: nobody is sent to another site.
#[must_use]
pub fn own_path(return_to: Option<String>) -> String {
    return_to
        .filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'))
        .unwrap_or_else(|| "/".to_owned())
}

/// Percent-encodes all but what needs none in a query.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_address() {
        let r = "0190d1a0-0000-7000-8000-00000000002a".parse().expect("an id");
        let v = "0190d1a0-0000-7000-8000-00000000002b".parse().expect("an id");
        let e = "0190d1a0-0000-7000-8000-00000000002c".parse().expect("an id");
        let o = "0190d1a0-0000-7000-8000-00000000002c".parse().expect("an id");
        let m = "0190d1a0-0000-7000-8000-00000000002d".parse().expect("an id");
        for page in [
            Page::Start,
            Page::SignIn,
            Page::Accessibility,
            Page::Account,
            Page::MyFamily,
            Page::MyNext(r),
            Page::MyVaccinations(r),
            Page::MyVaccination(r, v),
            Page::MyWhoSees(r, v),
            Page::MyReport(r),
            Page::MyProfile(r),
            Page::MyPrint(r),
            Page::MyAccessLog(r),
            Page::MyCorrections(r),
            Page::MySharing(r),
            Page::MyConsent(r),
            Page::MyReceipt(r, e),
            Page::Records,
            Page::Worklist,
            Page::NewRecord,
            Page::Duplicates,
            Page::Merge(r, o),
            Page::Unmerge(r, m),
            Page::SameEvents(r),
            Page::Death(r),
            Page::Number(r),
            Page::MyHelpers(r),
            Page::Join,
            Page::ParentCode(r),
            Page::Record(r),
            Page::Decide(r),
            Page::RecordDoses(r),
            Page::Transcribe(r),
            Page::NotGiven(r),
            Page::Profile(r),
            Page::CorrectPerson(r),
            Page::Dose(r, v),
            Page::CorrectDose(r, v),
        ] {
            assert_eq!(Page::of_path(&page.href()), Some(page));
        }
    }

    #[test]
    fn an_unknown_path_and_a_malformed_id_are_no_page() {
        for path in
            ["/nothing", "/my/42", "/my/42/vaccinations", "/records/x/record", "/account/more"]
        {
            assert_eq!(Page::of_path(path), None, "{path}");
        }
    }

    #[test]
    fn signing_in_returns_only_to_our_own_pages() {
        assert_eq!(own_path(Some("/account".to_owned())), "/account");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
            assert_eq!(own_path(Some(foreign.to_owned())), "/", "{foreign}");
        }
        assert_eq!(login_href("/a?b=c d"), "/auth/login?returnTo=/a%3Fb%3Dc%20d");
    }
}
