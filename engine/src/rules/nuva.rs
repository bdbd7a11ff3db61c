//! The NUVA vaccines that can stand in a record, as facts in our own compact file.

/// One vaccine of the file.
#[derive(Debug, Clone)]
pub(super) struct NuvaVaccine<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    /// Not a product but any of several.
    pub(super) is_abstract: bool,
    pub(super) valences: Vec<&'a str>,
    pub(super) targets: Vec<&'a str>,
}

/// The file's targets and vaccines.
#[derive(Debug, Default)]
pub(super) struct Nuva<'a> {
    /// Code and English name.
    pub(super) targets: Vec<(&'a str, &'a str)>,
    pub(super) vaccines: Vec<NuvaVaccine<'a>>,
}

/// Reads `code|kind|name|valences|targets`, a line each; `#` begins a remark.
///
/// # Errors
/// The line that cannot be read.
pub(super) fn read(text: &str) -> Result<Nuva<'_>, (usize, String)> {
    let mut nuva = Nuva::default();
    for (i, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parts: Vec<&str> = line.split('|').collect();
        let [code, kind, name, valences, targets] = parts[..] else {
            return Err((i + 1, "write `code|kind|name|valences|targets`".to_owned()));
        };
        if kind == "t" {
            nuva.targets.push((code, name));
            continue;
        }
        nuva.vaccines.push(NuvaVaccine {
            code,
            name,
            is_abstract: kind == "a",
            valences: valences.split_whitespace().collect(),
            targets: targets.split_whitespace().collect(),
        });
    }
    Ok(nuva)
}
