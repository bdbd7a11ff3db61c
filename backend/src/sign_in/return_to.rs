//! Where a sign-in leads: a path of this site, never another site.

/// The longest path kept.
const MAX_LEN: usize = 1_000;

/// The path, if it stays on this site; otherwise the start page.
///
/// A browser reads `//host` and `/\host` as another site and drops tabs and line breaks
/// before it reads, so none of these may appear.
pub(crate) fn local_path(text: Option<&str>) -> &str {
    text.filter(|t| is_local(t)).unwrap_or("/")
}

fn is_local(path: &str) -> bool {
    let is_plain = path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let is_absolute = path.starts_with('/') && !path.starts_with("//");
    // The routes of signing in lead back to themselves.
    is_plain && is_absolute && path.len() <= MAX_LEN && !path.starts_with("/auth/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_site_is_kept() {
        for path in ["/", "/records/0190d1a0?tab=doses#top", "/d%C3%A9but", "/a//b"] {
            assert_eq!(local_path(Some(path)), path);
        }
    }

    #[test]
    fn another_site_becomes_the_start_page() {
        let long = format!("/{}", "a".repeat(MAX_LEN));
        let others = [
            "//evil.example",
            "///evil.example",
            "https://evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "javascript:alert(1)",
            "evil.example",
            "",
            "?x",
            "/a b",
            "/é",
            "/a\\b",
            "/auth/login",
            long.as_str(),
        ];
        for path in others {
            assert_eq!(local_path(Some(path)), "/", "{path:?}");
        }
        assert_eq!(local_path(None), "/");
    }
}
