//! A question before the first write.

use std::io::{self, BufRead, IsTerminal};

use meshwright_core::diag::{Text, text};

use crate::exit::Exit;
use crate::ui::Ui;

/// Asks whoever sits at the terminal; nobody is asked where there is none.
pub(crate) fn confirm(question: &Text, is_yes: bool, ui: &mut Ui) -> Result<(), Exit> {
    if is_yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(ui.error(&text!("carry-say-yes")));
    }
    let question = ui.say(question);
    ui.remark(&format!("{question} "));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    let is_meant = matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes");
    if read.is_ok() && is_meant {
        return Ok(());
    }
    ui.note(&text!("carry-declined"));
    Err(Exit::Failed)
}
