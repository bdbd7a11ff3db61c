//! The files of CDC's supporting data in a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{LoadError, antigen, codes, schedule};
use crate::schedule::source::Source;

/// Reads a directory of `AntigenSupportingData*.xml` and `ScheduleSupportingData.xml`.
///
/// # Errors
/// The first file that cannot be read, with its line.
pub fn load(dir: &Path) -> Result<Source, LoadError> {
    let antigens = antigen_files(dir)?;
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| fail(path, e.to_string()));
    let path = dir.join("ScheduleSupportingData.xml");
    let mut source = schedule(&read(&path)?).map_err(|c| c.in_file(&path))?;
    source.name = "us-cdc".to_owned();
    for path in &antigens {
        let antigen = antigen(&read(path)?).map_err(|c| c.in_file(path))?;
        source.antigens.push(antigen);
    }
    codes::add_unmapped(&mut source);
    Ok(source)
}

fn fail(file: &Path, message: String) -> LoadError {
    LoadError { file: file.to_owned(), line: None, message }
}

/// The files `AntigenSupportingData*.xml` of a directory, in the order in which they are read.
///
/// # Errors
/// There is none, or the directory cannot be read.
pub fn antigen_files(dir: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let entries = fs::read_dir(dir).map_err(|e| fail(dir, e.to_string()))?;
    let mut antigens = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| fail(dir, e.to_string()))?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        if name.starts_with("AntigenSupportingData") && name.ends_with(".xml") {
            antigens.push(path);
        }
    }
    antigens.sort();
    if antigens.is_empty() {
        return Err(fail(dir, "no file `AntigenSupportingData*.xml` here".to_owned()));
    }
    Ok(antigens)
}
