//! Whether the front end in `dist/` still is what the sources say.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use anyhow::Result;

use crate::files;

/// Folders the browser's program is not made of. A new crate counts as part of it until it
/// is named here: built once too often is better than once too rarely.
const NOT_OF_THE_WEB: &[&str] =
    &["backend", "migrations", "xtask", "e2e", "docs", "data", ".ci", ".github"];

/// Files of the root that change the program.
const OF_THE_ROOT: &[&str] = &["Cargo.toml", "Cargo.lock", "Trunk.toml", "schema.graphql"];

/// What makes it, beside Trunk.
const HOW: &str = "xtask/src/web";

/// A number that changes with any input of the front end.
pub(crate) fn of_the_web(root: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let of_the_web = |name: &str| files::is_source(name) && !NOT_OF_THE_WEB.contains(&name);
    for path in files::under(root, of_the_web)? {
        let at_the_root = path.components().count() == 1;
        if at_the_root && !OF_THE_ROOT.iter().any(|name| Path::new(name) == path) {
            continue;
        }
        path.hash(&mut hasher);
        fs::read(root.join(&path))?.hash(&mut hasher);
    }
    // How it is cut and compressed changes it too.
    let how = root.join(HOW);
    if how.exists() {
        for path in files::under(&how, files::is_source)? {
            fs::read(how.join(path))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str) -> std::path::PathBuf {
        let root = std::env::temp_dir().join(format!("carnet-fp-{name}-{}", std::process::id()));
        for folder in ["frontend/src", "backend/src", "frontend/dist"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("frontend/src/main.rs"), "fn main() {}").unwrap();
        fs::write(root.join("backend/src/main.rs"), "fn main() {}").unwrap();
        fs::write(root.join("Cargo.lock"), "").unwrap();
        root
    }

    #[test]
    fn a_change_of_the_front_end_or_the_lock_file_is_noticed() {
        let root = project("changed");
        let before = of_the_web(&root).unwrap();
        fs::write(root.join("frontend/src/main.rs"), "fn main() { }").unwrap();
        let between = of_the_web(&root).unwrap();
        fs::write(root.join("Cargo.lock"), "version = 4").unwrap();
        let after = of_the_web(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert_ne!(before, between);
        assert_ne!(between, after);
    }

    #[test]
    fn the_server_and_what_builds_leave_behind_do_not_matter() {
        let root = project("same");
        let before = of_the_web(&root).unwrap();
        fs::write(root.join("backend/src/main.rs"), "fn main() { }").unwrap();
        fs::write(root.join("frontend/dist/x.js"), "").unwrap();
        fs::write(root.join("README.md"), "new").unwrap();
        let after = of_the_web(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(before, after);
    }
}
