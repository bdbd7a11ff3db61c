//! What mails say, in each language, and that they have the headers they must have.

use std::fmt::Write;

use expect_test::expect_file;
use shared::{EntryId, Locale, RecordId};

use super::{Kind, Letter, render};
use crate::{reminders::Lead, testing::config};

fn letter(kind: Kind, language: Locale, lead: Lead, has_moved: bool) -> Letter {
    let id = "0190d1a0-0000-7000-8000-00000000002a".parse().expect("an id");
    Letter {
        record_id: RecordId(id),
        id: EntryId(id),
        kind,
        to: "lea@example.lu".parse().expect("an address"),
        language,
        secret: "s3cr3t".to_owned(),
        lead,
        has_moved,
    }
}

#[test]
fn every_mail_in_every_language_says_what_it_should() {
    let mut said = String::new();
    for language in Locale::ALL {
        let letters = [
            letter(Kind::ConfirmAddress, language, Lead::OneMonth, false),
            letter(Kind::Reminder, language, Lead::OneMonth, false),
            letter(Kind::Reminder, language, Lead::OneWeek, true),
            letter(Kind::Emergency, language, Lead::OneMonth, false),
        ];
        for letter in letters {
            let rendered = render::render("https://carnet.example.lu", &letter).expect("a mail");
            let head = format!("== {} {:?}", language.code(), letter.kind);
            writeln!(said, "{head}\nSubject: {}\n\n{}\n", rendered.subject, rendered.text)
                .expect("text");
            // The page says the same as the text, in one language.
            assert!(rendered.html.contains(&format!("<html lang=\"{}\">", language.code())));
            let has_secret = letter.kind != Kind::Emergency;
            assert_eq!(rendered.html.contains("s3cr3t"), has_secret, "{}", rendered.html);
            assert!(!rendered.html.contains("{{"), "{}", rendered.html);
            assert!(
                rendered.subject.chars().count() <= 50,
                "{}: cut in a phone's list",
                rendered.subject
            );
        }
    }
    expect_file!["./said.txt"].assert_eq(&said);
}

#[test]
fn a_reminder_can_be_stopped_by_the_readers_program_and_answers_nobody() {
    let now = "2026-11-24T09:00:00Z".parse().expect("a moment");
    let reminder = letter(Kind::Reminder, Locale::Fr, Lead::TwoWeeks, false);
    let message = render::message(&config(), &reminder, now).expect("a message");
    let text = String::from_utf8(message.formatted()).expect("text");
    for line in [
        "List-Unsubscribe: <http://127.0.0.1:8080/mail/stop/s3cr3t>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Auto-Submitted: auto-generated",
        "Message-ID: <0190d1a0-0000-7000-8000-00000000002a@carnet.invalid>",
        "Date: Tue, 24 Nov 2026 09:00:00 +0000",
        "Content-Type: multipart/alternative;",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    // The same letter tried again is the same message.
    let again = render::message(&config(), &reminder, now).expect("a message");
    let id = |m: &lettre::Message| m.headers().get_raw("Message-ID").map(str::to_owned);
    assert_eq!(id(&message), id(&again));
    let question = letter(Kind::ConfirmAddress, Locale::Fr, Lead::OneMonth, false);
    let message = render::message(&config(), &question, now).expect("a message");
    assert_eq!(message.headers().get_raw("List-Unsubscribe"), None);
}
