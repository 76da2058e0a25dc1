//! Randomness of the operating system: the only place that draws any.

use meshwright_core::diag::text;
use meshwright_core::pki::{Seed, Zeroizing};

use crate::exit::Exit;
use crate::ui::Ui;

/// A seed for the keys of this run.
pub(crate) fn seed(ui: &mut Ui) -> Result<Seed, Exit> {
    let mut bytes = Zeroizing::new([0; 32]);
    if let Err(error) = getrandom::fill(bytes.as_mut_slice()) {
        return Err(ui.error(&text!("cli-no-randomness", cause = error.to_string())));
    }
    Ok(Seed::new(*bytes))
}
