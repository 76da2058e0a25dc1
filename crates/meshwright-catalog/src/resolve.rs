//! From a version as written to a release and a patch.

use meshwright_model::IstioVersion;

use crate::facts::{Fact, Since};
use crate::hazard::Hazard;
use crate::release::{File, Release, files};
use crate::version::Numbers;

/// A version as written, looked up.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The release that says what to do; the nearest known one where the minor is unknown.
    pub release: &'static Release,
    /// The version in full: `1.30.3`.
    pub version: String,
    /// How well it is known.
    pub known: Known,
    patch: u32,
}

/// How well a version is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Its files were read.
    Exact,
    /// The minor is known, the patch came later.
    NewerPatch,
    /// The minor came later; it is treated like [`crate::NEWEST`].
    NewerThanKnown,
    /// The minor is older than [`crate::OLDEST`], and is treated like that.
    OlderThanKnown,
}

impl Resolved {
    /// Whether something that depends on the patch is so here.
    pub const fn has(&self, since: &Fact<Since>) -> bool {
        since.value().holds_in(self.patch)
    }

    /// What is known to go wrong in exactly this version.
    ///
    /// Nothing for versions whose files were not read: [`Resolved::known`] says so.
    pub fn hazards(&self) -> impl Iterator<Item = &'static Hazard> {
        let patch = (self.known == Known::Exact).then_some(self.patch);
        self.release
            .hazards()
            .iter()
            .filter(move |hazard| patch.is_some_and(|patch| hazard.affects(patch)))
    }
}

/// Looks a version up. `1.30` means the newest patch known.
pub fn resolve(version: &IstioVersion) -> Resolved {
    let asked = Numbers::read(version.as_str());
    let (file, distance) = nearest(asked);
    let release = file.release();
    let newest_patch = Numbers::read(release.newest_patch()).patch.unwrap_or(0);
    let patch = asked.patch.unwrap_or(match distance {
        Distance::Found => newest_patch,
        Distance::Newer | Distance::Older => 0,
    });
    let known = match distance {
        Distance::Found if patch > newest_patch => Known::NewerPatch,
        Distance::Found => Known::Exact,
        Distance::Newer => Known::NewerThanKnown,
        Distance::Older => Known::OlderThanKnown,
    };
    // What a release gained in some patch, every later minor has, and no earlier one.
    let effective_patch = match distance {
        Distance::Found => patch,
        Distance::Newer => u32::MAX,
        Distance::Older => 0,
    };
    Resolved {
        release,
        version: format!("{}.{}.{patch}", asked.major, asked.minor),
        known,
        patch: effective_patch,
    }
}

#[derive(Clone, Copy)]
enum Distance {
    Found,
    Newer,
    Older,
}

fn nearest(asked: Numbers) -> (&'static File, Distance) {
    let files = files();
    let mut oldest_first = files.iter();
    let mut nearest = oldest_first.next().expect("the catalogue has releases");
    if asked.line() < Numbers::read(nearest.minor()).line() {
        return (nearest, Distance::Older);
    }
    for file in oldest_first {
        if Numbers::read(file.minor()).line() > asked.line() {
            break;
        }
        nearest = file;
    }
    if Numbers::read(nearest.minor()).line() == asked.line() {
        (nearest, Distance::Found)
    } else {
        (nearest, Distance::Newer)
    }
}
