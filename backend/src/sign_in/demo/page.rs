//! The page on which a visitor of the demo chooses who to be.

use anyhow::Context;
use minijinja::{Environment, context};
use openidconnect::url::form_urlencoded;
use serde::Serialize;
use shared::{Locale, Role};

use super::{DemoPerson, authorize::AuthorizeRequest, words};

/// One person on the page.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    subject: &'a str,
    name: &'a str,
    initials: String,
    role: &'static str,
    story: &'a str,
}

/// People of one kind, under a heading.
#[derive(Debug, Serialize)]
struct Group<'a> {
    id: &'static str,
    title: &'static str,
    people: Vec<Shown<'a>>,
}

/// A link to the page in another language.
#[derive(Debug, Serialize)]
struct Language {
    code: &'static str,
    name: &'static str,
    address: String,
    is_current: bool,
}

/// Writes the page.
///
/// # Errors
/// If the template is broken.
pub(crate) fn render(
    people: &[DemoPerson],
    request: &AuthorizeRequest,
    locale: Locale,
) -> anyhow::Result<String> {
    let mut templates = Environment::new();
    templates
        .add_template("page.html", include_str!("page.html"))
        .context("the page's template")?;
    let page = templates.get_template("page.html").context("the page's template")?;
    let text = page.render(context! {
        lang => locale.code(),
        words => words::of(locale),
        languages => languages(request, locale),
        fields => fields(request),
        groups => groups(people, locale),
    });
    text.context("the page's template")
}

/// The fields of the request that the form repeats.
fn fields(request: &AuthorizeRequest) -> Vec<(&'static str, &str)> {
    let all = [
        ("client_id", &request.client_id),
        ("redirect_uri", &request.redirect_uri),
        ("response_type", &request.response_type),
        ("scope", &request.scope),
        ("state", &request.state),
        ("nonce", &request.nonce),
        ("code_challenge", &request.code_challenge),
        ("code_challenge_method", &request.code_challenge_method),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
}

fn languages(request: &AuthorizeRequest, current: Locale) -> Vec<Language> {
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(fields(request)).append_pair("ui_locales", locale.code());
            Language {
                code: locale.code(),
                name: words::language(locale),
                address: format!("/demo-idp/authorize?{}", query.finish()),
                is_current: locale == current,
            }
        })
        .collect()
}

fn groups(people: &[DemoPerson], locale: Locale) -> Vec<Group<'_>> {
    let words = words::of(locale);
    let mut groups = [
        Group { id: "clinical", title: words.clinical, people: Vec::new() },
        Group { id: "patients", title: words.patients, people: Vec::new() },
        Group { id: "others", title: words.others, people: Vec::new() },
    ];
    for person in people {
        let Some(role) = person.roles.first().copied() else { continue };
        let number = match role {
            Role::Doctor | Role::Nurse => 0,
            Role::Patient => 1,
            Role::RecommendationEditor
            | Role::PublicHealthOfficer
            | Role::Auditor
            | Role::Operator => 2,
        };
        groups[number].people.push(show(person, role, locale));
    }
    groups.into_iter().filter(|g| !g.people.is_empty()).collect()
}

fn show(person: &DemoPerson, role: Role, locale: Locale) -> Shown<'_> {
    let story = person.story.iter().find(|(l, _)| *l == locale).map_or("", |(_, text)| *text);
    let parts = person.name.split_whitespace().filter(|w| *w != "Dr");
    let initials = parts.filter_map(|w| w.chars().next()).take(2).collect();
    Shown {
        subject: &person.subject,
        name: &person.name,
        initials,
        role: words::role(role, locale),
        story,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anna() -> DemoPerson {
        DemoPerson {
            subject: "anna".to_owned(),
            name: "Dr Anna <b>Weber</b>".to_owned(),
            roles: vec![Role::Doctor, Role::Patient],
            matricule: None,
            professional_number: None,
            story: Locale::ALL.map(|l| (l, l.code())),
        }
    }

    #[test]
    fn each_language_has_its_page_and_nothing_inline() {
        for locale in Locale::ALL {
            let page = render(&[anna()], &AuthorizeRequest::default(), locale).expect("a page");
            assert!(page.contains(&format!("<html lang=\"{}\">", locale.code())), "{page}");
            assert!(page.contains(words::of(locale).warning), "{page}");
            for inline in ["<script", "<style", " style=", " onclick"] {
                assert!(!page.contains(inline), "{inline}: {page}");
            }
        }
    }

    #[test]
    fn what_comes_from_outside_is_escaped() {
        let state = Some("\"><script>alert(1)</script>".to_owned());
        let request = AuthorizeRequest { state, ..AuthorizeRequest::default() };
        let page = render(&[anna()], &request, Locale::En).expect("a page");
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("Dr Anna &lt;b&gt;Weber"), "{page}");
    }
}
