//! Where certificates to look at come from: folders, manifests of Secrets, a topology.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use meshwright_core::diag::text;
use meshwright_core::model::limits;
use meshwright_core::pki::{Bundle, BundleFile, Cacerts, Istiod, Zeroizing, bundles_of_manifests};

use super::store::{LARGEST, REQUEST, ROOT, StoreArgument, read, wanted};
use crate::exit::Exit;
use crate::input;
use crate::ui::{Ui, cause};

/// How a block of PEM begins.
const BEGIN: &[u8] = b"-----BEGIN ";
/// The most files of one folder that are read.
const MOST_FILES: usize = 50;

/// What is at `paths`.
pub(crate) fn bundles(
    paths: &[PathBuf],
    store: &StoreArgument,
    release: Istiod,
    ui: &mut Ui,
) -> Result<Vec<Bundle>, Exit> {
    let mut bundles = Vec::new();
    for path in paths {
        let before = bundles.len();
        if path.is_dir() {
            folder(path, release, &mut bundles, ui)?;
        } else {
            file(path, store, release, &mut bundles, ui)?;
        }
        if bundles.len() == before {
            let path = path.display().to_string();
            return Err(ui.error(&text!("cli-ca-nothing", path = path)));
        }
    }
    Ok(bundles)
}

/// A folder with the files of one cluster, or a folder of such folders.
fn folder(path: &Path, release: Istiod, out: &mut Vec<Bundle>, ui: &mut Ui) -> Result<(), Exit> {
    if is_bundle(path) {
        let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = full.file_name().unwrap_or_default().to_string_lossy();
        out.push(bundle(path, &name, release, ui)?);
        return Ok(());
    }
    for (name, place) in entries(path, ui)? {
        if place.is_dir() && is_bundle(&place) {
            out.push(bundle(&place, &name, release, ui)?);
        }
    }
    Ok(())
}

/// A manifest of Secrets, or a topology.
fn file(
    path: &Path,
    store: &StoreArgument,
    release: Istiod,
    out: &mut Vec<Bundle>,
    ui: &mut Ui,
) -> Result<(), Exit> {
    let bytes = match input::read(path, limits::FILE_BYTES.most) {
        Ok(input) => Zeroizing::new(input.bytes),
        Err(error) => return Err(ui.error(&error.text())),
    };
    let found = bundles_of_manifests(&bytes, release);
    if !found.is_empty() {
        out.extend(found);
        return Ok(());
    }
    if bytes.windows(BEGIN.len()).any(|window| window == BEGIN) {
        let path = path.display().to_string();
        return Err(ui.error(&text!("cli-ca-one-file", path = path)));
    }
    if input::is_stdin(path) {
        return Ok(());
    }
    let wanted = wanted(path, store, ui)?;
    for cluster in &wanted.certificates.clusters {
        let release = wanted.istiod(cluster.as_str());
        let place = wanted.folder.join(cluster.as_str());
        if place.is_dir() {
            out.push(bundle(&place, cluster.as_str(), release, ui)?);
        } else {
            out.push(Bundle {
                name: cluster.to_string(),
                istiod: release,
                secret: None,
                files: BTreeMap::new(),
            });
        }
    }
    Ok(())
}

/// Whether a folder has a file that an istiod would look for.
fn is_bundle(path: &Path) -> bool {
    // The root has one of the files, and the key of a request waits for its certificate.
    let is_other = path
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name == ROOT || name.ends_with(REQUEST));
    let names = Cacerts::FILES.iter().chain(&["tls.crt"]);
    !is_other && names.clone().any(|name| path.join(name).is_file())
}

/// Reads the files of a folder.
pub(crate) fn bundle(path: &Path, name: &str, istiod: Istiod, ui: &mut Ui) -> Result<Bundle, Exit> {
    let mut files = BTreeMap::new();
    let all = entries(path, ui)?;
    for (name, place) in all
        .into_iter()
        .filter(|(_, place)| place.is_file())
        .take(MOST_FILES)
    {
        let is_large = fs::metadata(&place).is_ok_and(|file| file.len() > LARGEST as u64);
        if !is_large {
            let bytes = read(&place, ui)?;
            let is_open = is_open(&place);
            files.insert(name, BundleFile { bytes, is_open });
        }
    }
    Ok(Bundle {
        name: name.to_owned(),
        istiod,
        secret: None,
        files,
    })
}

/// The names in a folder with their paths, sorted; hidden ones are left out.
fn entries(path: &Path, ui: &mut Ui) -> Result<Vec<(String, PathBuf)>, Exit> {
    let read = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = read.map_err(|error| {
        let path = path.display().to_string();
        ui.error(&text!(
            "cli-cannot-read",
            path = path,
            cause = cause(&error)
        ))
    })?;
    let mut names: Vec<(String, PathBuf)> = entries
        .into_iter()
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            )
        })
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    names.sort();
    Ok(names)
}

/// Whether others than the owner may read a file.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_path: &Path) -> bool {
    false
}
