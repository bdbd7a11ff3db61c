//! Which media type a response has, and whether a body is one that we read.

use axum::http::{
    HeaderMap,
    header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE},
};

/// How a response is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the status says whether it was executed.
    GraphqlResponse,
    /// `application/json`: what older clients read; 200 for every well-formed request.
    Json,
}

impl MediaType {
    /// The value of `Content-Type`.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json",
            Self::Json => "application/json",
        }
    }
}

/// How good a media range of `Accept` is for a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    Anything,
    Application,
    Exact,
}

/// Chooses what the client likes best, or nothing if it accepts none of both. Who says
/// nothing, or no more than `*/*`, is an older client.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut accepts = headers.get_all(ACCEPT).iter().peekable();
    if accepts.peek().is_none() {
        return Some(MediaType::Json);
    }
    let ranges: Vec<(&str, u16)> = accepts
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(range)
        .collect();
    let modern = quality(&ranges, MediaType::GraphqlResponse);
    let legacy = quality(&ranges, MediaType::Json);
    match (modern, legacy) {
        (None, None) => None,
        // The draft's own type wins a tie, but only if the client knows of it.
        (Some((is, Specificity::Exact)), Some((other, _))) if other <= is => {
            Some(MediaType::GraphqlResponse)
        }
        (Some(_), None) => Some(MediaType::GraphqlResponse),
        (_, Some(_)) => Some(MediaType::Json),
    }
}

/// A media range and its quality in thousandths.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let mut thousandths = 1_000;
    for part in parts {
        let Some((key, value)) = part.split_once('=') else { continue };
        let value = value.trim().trim_matches('"');
        match key.trim().to_ascii_lowercase().as_str() {
            "q" => thousandths = quality_value(value)?,
            "charset" if !value.eq_ignore_ascii_case("utf-8") => return None,
            _ => {}
        }
    }
    Some((name, thousandths))
}

fn quality_value(text: &str) -> Option<u16> {
    let quality: f32 = text.parse().ok()?;
    if !(0.0..=1.0).contains(&quality) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    Some((quality * 1_000.0).round() as u16)
}

/// The quality that the most specific range gives a media type; nothing if it is zero.
fn quality(ranges: &[(&str, u16)], media_type: MediaType) -> Option<(u16, Specificity)> {
    let specificity = |name: &str| {
        if name.eq_ignore_ascii_case(media_type.name()) {
            Some(Specificity::Exact)
        } else if name.eq_ignore_ascii_case("application/*") {
            Some(Specificity::Application)
        } else {
            (name == "*/*").then_some(Specificity::Anything)
        }
    };
    ranges
        .iter()
        .filter_map(|&(name, quality)| Some((quality, specificity(name)?)))
        .max_by_key(|&(quality, specificity)| (specificity, quality))
        .filter(|&(quality, _)| 0 < quality)
}

/// Whether the body is JSON in UTF-8, not compressed.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let is_plain =
        text(CONTENT_ENCODING).is_none_or(|encoding| encoding.eq_ignore_ascii_case("identity"));
    let Some(content_type) = text(CONTENT_TYPE) else { return false };
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let is_utf_8 = parts.filter_map(|part| part.split_once('=')).all(|(key, value)| {
        !key.trim().eq_ignore_ascii_case("charset")
            || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    is_plain && is_json && is_utf_8
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(name: HeaderName, values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    fn chosen(accept: &'static str) -> Option<MediaType> {
        negotiate(&headers(ACCEPT, &[accept]))
    }

    #[test]
    fn who_says_nothing_gets_plain_json() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(MediaType::Json));
        for accept in ["*/*", "application/*", "application/json", "text/html, */*;q=0.8"] {
            assert_eq!(chosen(accept), Some(MediaType::Json), "{accept}");
        }
    }

    #[test]
    fn who_knows_the_drafts_type_gets_it() {
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "Application/GraphQL-Response+JSON, */*;q=0.1",
            "application/*, application/json;q=0",
        ] {
            assert_eq!(chosen(accept), Some(MediaType::GraphqlResponse), "{accept}");
        }
        let two = headers(ACCEPT, &["text/html", "application/graphql-response+json"]);
        assert_eq!(negotiate(&two), Some(MediaType::GraphqlResponse));
    }

    #[test]
    fn quality_is_weighed() {
        assert_eq!(
            chosen("application/graphql-response+json;q=0.5, application/json"),
            Some(MediaType::Json)
        );
        assert_eq!(chosen("application/graphql-response+json;q=0, */*"), Some(MediaType::Json));
    }

    #[test]
    fn who_accepts_nothing_of_ours_gets_nothing() {
        for accept in [
            "text/html",
            "",
            "application/json;q=0",
            "application/json; charset=latin1",
            "application/json;q=x",
        ] {
            assert_eq!(chosen(accept), None, "{accept}");
        }
    }

    #[test]
    fn a_body_must_be_plain_json_in_utf_8() {
        for good in [
            "application/json",
            "Application/JSON ; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
        ] {
            assert!(is_json(&headers(CONTENT_TYPE, &[good])), "{good}");
        }
        for bad in [
            "text/plain;charset=UTF-8",
            "application/json; charset=latin1",
            "application/graphql",
            "",
        ] {
            assert!(!is_json(&headers(CONTENT_TYPE, &[bad])), "{bad}");
        }
        assert!(!is_json(&HeaderMap::new()));
        let mut compressed = headers(CONTENT_TYPE, &["application/json"]);
        compressed.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(!is_json(&compressed));
    }
}
