//! `render --with-certs`: the certificates of the plan's trust steps, beside the bundle.
//!
//! They go where the runbook looks for them, never into the bundle: that is made to be shared.

use std::path::Path;

use clap::Args;
use meshwright_core::diag::text;

use super::issue::{What, issue, root_if_needed};
use super::store::{ROOT, StoreArgument, Wanted, make_root, wanted_by};
use crate::exit::Exit;
use crate::load::Loaded;
use crate::passphrase::PassphraseArgument;
use crate::ui::Ui;

/// Whether certificates are made, and where.
#[derive(Debug, Args)]
pub(crate) struct WithCerts {
    /// Make the certificates that the plan asks for, too: outside of the bundle, readable for you
    /// alone. What is there already stays.
    #[arg(long = "with-certs")]
    is_asked: bool,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    passphrase: PassphraseArgument,
}

impl WithCerts {
    /// Makes what is asked for and not there; `bundle` is where the bundle goes.
    pub(crate) fn make(&self, loaded: Loaded, bundle: &Path, ui: &mut Ui) -> Result<Loaded, Exit> {
        if !self.is_asked {
            return Ok(loaded);
        }
        let wanted = wanted_by(loaded, &self.store, ui)?;
        if is_inside(&wanted.folder, bundle) {
            let path = wanted.folder.display().to_string();
            return Err(ui.error(&text!("cli-ca-in-bundle", path = path)));
        }
        make_missing(wanted, &self.passphrase, ui)
    }
}

/// Makes the certificates that are asked for and not there.
pub(crate) fn make_missing(
    wanted: Wanted,
    passphrase: &PassphraseArgument,
    ui: &mut Ui,
) -> Result<Loaded, Exit> {
    let what = What::default();
    // Whoever brings certificates need not bring a root.
    let clusters = wanted.certificates.clusters.iter();
    let has_some = clusters
        .map(|cluster| wanted.folder.join(cluster.as_str()))
        .any(|place| place.symlink_metadata().is_ok());
    let root = if has_some || wanted.folder.join(ROOT).symlink_metadata().is_ok() {
        root_if_needed(&wanted, passphrase, what, ui)?
    } else {
        Some(make_root(&wanted, None, passphrase, ui)?)
    };
    if let Some(root) = root {
        issue(&wanted, &root, what, ui)?;
    }
    Ok(wanted.loaded)
}

/// Whether `path` lies in `folder`, links and dots resolved as far as the two exist.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (std::path::absolute(path), std::path::absolute(folder)) else {
        return true;
    };
    let real = |path: &Path| {
        let exists = path
            .ancestors()
            .find_map(|part| Some((part, part.canonicalize().ok()?)));
        exists.map_or_else(
            || path.to_owned(),
            |(part, real)| {
                path.strip_prefix(part)
                    .map_or_else(|_| real.clone(), |rest| real.join(rest))
            },
        )
    };
    real(&path).starts_with(real(&folder))
}
