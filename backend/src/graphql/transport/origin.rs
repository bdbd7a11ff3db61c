//! Whether a request with a cookie was really meant by our own page.

use axum::http::{
    HeaderMap, HeaderName, Uri,
    header::{HOST, ORIGIN},
};

/// The header that only a script of our own origin can send without being asked first.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-carnet-csrf");

/// Whether the request has [`CSRF_HEADER`], with something in it.
#[must_use]
pub fn has_csrf_header(headers: &HeaderMap) -> bool {
    headers.get(CSRF_HEADER).is_some_and(|value| !value.is_empty())
}

/// Whether the request says no origin, or that of the host it is sent to. Scripts and
/// machines send none; a browser always sends one when it opens a socket.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let Some(origin) = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok()) else {
        return false;
    };
    origin.authority().is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_csrf_header_counts_only_with_something_in_it() {
        assert!(has_csrf_header(&headers(&[(CSRF_HEADER, "1")])));
        assert!(!has_csrf_header(&headers(&[(CSRF_HEADER, "")])));
        assert!(!has_csrf_header(&headers(&[])));
    }

    #[test]
    fn an_origin_must_be_the_host() {
        let same = |origin: &'static str| {
            is_same_origin(&headers(&[(HOST, "carnet.lu:8080"), (ORIGIN, origin)]))
        };
        assert!(same("https://carnet.lu:8080"));
        assert!(same("http://CARNET.lu:8080"));
        assert!(!same("http://carnet.lu"));
        assert!(!same("https://evil.example"));
        assert!(!same("https://carnet.lu:8080.evil.example"));
        assert!(!same("null"));
        assert!(!same(""));
    }

    #[test]
    fn a_request_without_origin_is_no_browsers_cross_site_request() {
        assert!(is_same_origin(&headers(&[(HOST, "carnet.lu")])));
    }

    #[test]
    fn an_origin_without_host_is_refused() {
        assert!(!is_same_origin(&headers(&[(ORIGIN, "https://carnet.lu")])));
    }
}
