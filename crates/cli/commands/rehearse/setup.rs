//! `rehearse --setup`: builds what is missing, and shows how far that is.

use meshwright_core::diag::text;
use meshwright_rehearsal::tools::cache;
use meshwright_rehearsal::tools::setup::{Group, build};

use crate::exit::Exit;
use crate::ui::Ui;

/// Builds what is missing.
pub(super) fn run(ui: &mut Ui) -> Result<Exit, Exit> {
    let cache = cache().ok_or_else(|| ui.error(&text!("rehearse-no-cache")))?;
    for group in Group::ALL {
        let folder = group.folder(&cache).display().to_string();
        if !group.is_built(&cache) {
            let built = build(group, &cache, &mut |progress| {
                let seconds = progress.elapsed.as_secs();
                ui.note(&if seconds == 0 {
                    text!(
                        "rehearse-building",
                        group = group.name(),
                        program = progress.program,
                        nth = progress.nth,
                        all = progress.all
                    )
                } else {
                    text!(
                        "rehearse-building-still",
                        program = progress.program,
                        seconds = seconds,
                        at = progress.at
                    )
                });
            });
            built.map_err(|error| ui.error(&error.text()))?;
        }
        ui.note(&text!(
            "rehearse-built",
            group = group.name(),
            folder = folder
        ));
    }
    Ok(Exit::Clean)
}
