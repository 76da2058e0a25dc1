//! The passphrase of the root's key: from a file, or from whoever sits at the terminal.
//!
//! Never an argument and never the environment: other processes can read both.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use meshwright_core::diag::{Text, text};
use meshwright_core::pki::{SHORTEST_PASSPHRASE, Zeroizing};

use crate::exit::Exit;
use crate::input;
use crate::ui::Ui;

/// The most bytes of a passphrase file that are read.
const LONGEST: usize = 4096;

/// Where the passphrase comes from.
#[derive(Debug, Args)]
pub(crate) struct PassphraseArgument {
    /// Read the passphrase of the root's key from the first line of this file, or - for standard
    /// input; without it, the terminal is asked.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// What the passphrase is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A key is to be encrypted with it: asked for twice.
    Choose,
    /// A key is to be opened with it.
    Open,
}

impl PassphraseArgument {
    /// The passphrase.
    pub(crate) fn passphrase(
        &self,
        purpose: Purpose,
        ui: &mut Ui,
    ) -> Result<Zeroizing<String>, Exit> {
        let passphrase = match &self.passphrase_file {
            Some(path) => {
                let bytes = match input::read(path, LONGEST) {
                    Ok(input) => Zeroizing::new(input.bytes),
                    Err(error) => return Err(ui.error(&error.text())),
                };
                let line = bytes
                    .split(|&byte| byte == b'\n')
                    .next()
                    .unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                match str::from_utf8(line) {
                    Ok(line) => Zeroizing::new(line.to_owned()),
                    Err(_) => return Err(ui.error(&text!("cli-passphrase-not-text"))),
                }
            }
            None if !io::stdin().is_terminal() => {
                return Err(ui.error(&text!("cli-passphrase-needed")));
            }
            None => at_terminal(purpose, ui)?,
        };
        if purpose == Purpose::Choose && passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(ui.error(&text!("pki-short-passphrase", least = SHORTEST_PASSPHRASE)));
        }
        Ok(passphrase)
    }
}

fn at_terminal(purpose: Purpose, ui: &mut Ui) -> Result<Zeroizing<String>, Exit> {
    let first = ask(&text!("cli-passphrase"), ui)?;
    if purpose == Purpose::Choose {
        let again = ask(&text!("cli-passphrase-again"), ui)?;
        if *first != *again {
            return Err(ui.error(&text!("cli-passphrases-differ")));
        }
    }
    Ok(first)
}

fn ask(question: &Text, ui: &mut Ui) -> Result<Zeroizing<String>, Exit> {
    let question = format!("{}: ", ui.say(question));
    ui.remark(&question);
    let mut line = Zeroizing::new(String::with_capacity(LONGEST));
    let silence = Silence::new();
    let read = io::stdin().lock().read_line(&mut line);
    drop(silence);
    // The line feed that was typed was not shown.
    ui.remark("\n");
    let _ = io::stderr().flush();
    match read {
        Ok(_) => Ok(Zeroizing::new(
            line.trim_end_matches(['\r', '\n']).to_owned(),
        )),
        Err(error) => Err(ui.error(&text!(
            "cli-cannot-read",
            path = "<stdin>",
            cause = crate::ui::cause(&error)
        ))),
    }
}

/// While it lives, the terminal does not show what is typed.
struct Silence {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Silence {
    #[cfg(unix)]
    fn new() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let stdin = io::stdin();
        let before = tcgetattr(&stdin).ok();
        if let Some(before) = &before {
            let mut silent = before.clone();
            silent.local_modes.remove(LocalModes::ECHO);
            // Where that fails the passphrase is seen, and nothing worse.
            let _ = tcsetattr(&stdin, OptionalActions::Flush, &silent);
        }
        Self { before }
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self {}
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            use rustix::termios::{OptionalActions, tcsetattr};
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, before);
        }
    }
}
