//! A letter as a message: subject, text and HTML, and the headers that let a reader's program
//! stop the reminders with one press (RFC 8058).

use anyhow::Context;
use chrono::{DateTime, Utc};
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use minijinja::{Environment, context};

use super::{Kind, Letter, words};
use crate::{config::Config, reminders::Lead};

/// A header whose value is plain ASCII of ours.
macro_rules! headers {
    ($($kind:ident = $name:literal;)+) => {$(
        #[derive(Debug, Clone)]
        struct $kind(String);

        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }
            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }
            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    )+};
}

headers! {
    AutoSubmitted = "Auto-Submitted";
    ListUnsubscribe = "List-Unsubscribe";
    ListUnsubscribePost = "List-Unsubscribe-Post";
}

/// A letter in words.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) subject: &'static str,
    pub(crate) text: String,
    pub(crate) html: String,
    stop: Option<String>,
}

/// The letter in words. `base` is the service's address.
///
/// # Errors
/// If a template is broken.
pub(crate) fn render(base: &str, letter: &Letter) -> anyhow::Result<Rendered> {
    let words = words::of(letter.language);
    let at = match letter.lead {
        Lead::OneMonth => 0,
        Lead::TwoWeeks => 1,
        Lead::OneWeek => 2,
    };
    let (of, paragraphs, link, stop, why) = match letter.kind {
        Kind::Reminder => {
            let told = if letter.has_moved {
                vec![words.in_time[at], words.moved]
            } else {
                vec![words.in_time[at], words.reminder.paragraph]
            };
            let stop = format!("{base}/mail/stop/{}", letter.secret);
            (&words.reminder, told, format!("{base}/"), Some(stop), words.why_in_time[at])
        }
        Kind::Emergency => {
            let of = &words.emergency;
            (of, vec![of.paragraph], format!("{base}/"), None, of.why)
        }
        Kind::ConfirmAddress => {
            let link = format!("{base}/mail/confirm/{}", letter.secret);
            (&words.confirm, vec![words.confirm.paragraph], link, None, words.confirm.why)
        }
    };
    let mut templates = Environment::new();
    templates.add_template("mail.html", include_str!("templates/mail.html"))?;
    templates.add_template("mail.txt", include_str!("templates/mail.txt"))?;
    let values = context! {
        lang => letter.language.code(),
        subject => of.subject,
        preview => of.preview,
        title => of.subject,
        paragraphs,
        button => of.button,
        link,
        notes => of.notes,
        why,
        stop,
        change => format!("{base}/account"),
        change_words => words.change,
        stop_words => words.stop,
    };
    let render = |name: &str| templates.get_template(name)?.render(&values);
    Ok(Rendered {
        subject: of.subject,
        text: render("mail.txt").context("the mail's text")?,
        html: render("mail.html").context("the mail's page")?,
        stop,
    })
}

/// The message that goes to the server.
///
/// # Errors
/// If the configured sender is no address, or a template is broken.
pub(crate) fn message(
    config: &Config,
    letter: &Letter,
    now: DateTime<Utc>,
) -> anyhow::Result<Message> {
    let from: Mailbox = config
        .mail
        .mail_from
        .parse()
        .context("CARNET_MAIL_FROM: write `Carnet <carnet@example.lu>`")?;
    let domain = from.email.domain().to_owned();
    let rendered = render(&config.public_url(), letter)?;
    let mut builder = Message::builder()
        .from(from)
        .to(letter.to.as_str().parse().context("the recipient's address")?)
        .subject(rendered.subject)
        .date(now.into())
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .header(AutoSubmitted("auto-generated".to_owned()));
    if let Some(stop) = rendered.stop {
        builder = builder
            .header(ListUnsubscribe(format!("<{stop}>")))
            .header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
    }
    let parts = MultiPart::alternative_plain_html(rendered.text, rendered.html);
    builder.multipart(parts).context("the message")
}
