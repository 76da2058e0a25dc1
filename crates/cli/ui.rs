//! The terminal: the only place that prints.
//!
//! Results go to standard output, everything about them to standard error.
//! Whoever closes standard output early, as `head` does, has had enough: that is no error.

use std::cell::OnceCell;
use std::fmt;
use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use meshwright_core::diag::render::printable::clean_lines;
use meshwright_core::diag::render::{Colour, Style};
use meshwright_core::diag::{Language, Source, Text, Words, text};

use crate::exit::Exit;

/// The sentences of the command line itself.
pub(crate) const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("words/en.ftl"),
};

/// The same in Chinese.
const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("words/zh-CN.ftl"),
};

/// The sentences of everything that the command line speaks for, in every language.
pub(crate) fn sources() -> Vec<Source> {
    let mut sources = meshwright_core::sources().to_vec();
    sources.extend([WORDS, WORDS_ZH_CN]);
    sources.extend([meshwright_apply::WORDS, meshwright_apply::WORDS_ZH_CN]);
    #[cfg(unix)]
    sources.extend([
        meshwright_rehearsal::WORDS,
        meshwright_rehearsal::WORDS_ZH_CN,
    ]);
    sources
}

/// Columns where nobody says how many there are.
const WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 100;
/// Below this many columns nothing is made narrower.
const NARROWEST: usize = 20;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// Where standard output is a terminal and the environment does not object.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Reads the tag of a language, and lists the tags where help and completions show them.
pub(crate) fn language() -> impl TypedValueParser<Value = Language> {
    let tags = Language::ALL.map(Language::tag);
    PossibleValuesParser::new(tags).map(|tag| Language::from_tag(&tag).unwrap_or_default())
}

/// Where a command prints.
pub(crate) struct Ui {
    out: BufWriter<Box<dyn Write>>,
    out_style: Style,
    err_style: Style,
    /// What went wrong with standard output first, except that nobody reads it any more.
    failure: Option<io::Error>,
    is_closed: bool,
    language: Language,
    words: OnceCell<Words>,
}

impl Ui {
    /// The process's own streams, looked at once.
    pub(crate) fn new(when: When, language: Language) -> Self {
        let stdout = io::stdout();
        let width = width();
        let style = |choice: anstream::ColorChoice| Style {
            colour: match (when, choice) {
                (When::Always, _) => Colour::Styled,
                (When::Never, _) | (When::Auto, anstream::ColorChoice::Never) => Colour::Plain,
                (When::Auto, _) => Colour::Styled,
            },
            width,
        };
        Self {
            out_style: style(AutoStream::choice(&stdout)),
            err_style: style(AutoStream::choice(&io::stderr())),
            out: BufWriter::new(Box::new(stdout)),
            failure: None,
            is_closed: false,
            language,
            words: OnceCell::new(),
        }
    }

    /// How standard output looks.
    pub(crate) const fn style(&self) -> Style {
        self.out_style
    }

    /// How standard error looks.
    pub(crate) const fn error_style(&self) -> Style {
        self.err_style
    }

    /// The language of the output.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// The sentences of that language, made on first use: reading the catalogues takes longer than
    /// planning a small mesh.
    pub(crate) fn words(&self) -> &Words {
        self.words
            .get_or_init(|| Words::new(self.language, &sources()))
    }

    /// The sentence for `text`.
    pub(crate) fn say(&self, text: &Text) -> String {
        self.words().say(text)
    }

    /// Prints a result.
    pub(crate) fn print(&mut self, result: impl fmt::Display) {
        if self.is_closed || self.failure.is_some() {
            return;
        }
        if let Err(error) = write!(self.out, "{result}") {
            self.note_failure(error);
        }
    }

    /// Prints a result and a line feed.
    pub(crate) fn print_line(&mut self, result: impl fmt::Display) {
        self.print(format_args!("{result}\n"));
    }

    /// Prints something about the result, already safe to show, to standard error.
    pub(crate) fn remark(&mut self, remark: &str) {
        self.flush();
        // Nobody can be told that standard error is gone.
        let _ = io::stderr().write_all(remark.as_bytes());
    }

    /// Says a sentence on standard error.
    pub(crate) fn note(&mut self, text: &Text) {
        let sentence = clean_lines(&self.say(text));
        self.remark(&format!("{sentence}\n"));
    }

    /// Says on standard error what went wrong.
    pub(crate) fn error(&mut self, text: &Text) -> Exit {
        let label = self.say(&text!("cli-error"));
        let sentence = clean_lines(&self.say(text));
        let line = match self.err_style.colour {
            Colour::Plain => format!("{label}: {sentence}\n"),
            Colour::Styled => format!("\u{1b}[1;91m{label}\u{1b}[0m: {sentence}\n"),
        };
        self.remark(&line);
        Exit::Failed
    }

    fn flush(&mut self) {
        if self.is_closed || self.failure.is_some() {
            return;
        }
        if let Err(error) = self.out.flush() {
            self.note_failure(error);
        }
    }

    fn note_failure(&mut self, error: io::Error) {
        if error.kind() == io::ErrorKind::BrokenPipe {
            self.is_closed = true;
        } else {
            self.failure = Some(error);
        }
    }

    /// Writes what is left; results that could not be written are a failure.
    pub(crate) fn finish(mut self, exit: Exit) -> Exit {
        self.flush();
        let Some(failure) = self.failure.take() else {
            return exit;
        };
        self.error(&text!("cli-cannot-print", cause = cause(&failure)))
    }
}

/// The cause of an error of the operating system, without its number.
pub(crate) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut characters = text[..end].chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// Prints what clap has to say: help and version on standard output, mistakes on standard error.
pub(crate) fn usage(error: &clap::Error) -> Exit {
    let exit = if error.use_stderr() {
        Exit::Failed
    } else {
        Exit::Clean
    };
    let plain = error.render().to_string();
    let safe = clean_lines(&plain);
    if safe == plain {
        // A closed standard output is no error here either.
        let _ = error.print();
    } else {
        let _ = io::stderr().write_all(safe.as_bytes());
    }
    exit
}

fn width() -> usize {
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    asked
        .or_else(terminal)
        .filter(|&width| width > 0)
        .unwrap_or(WIDTH)
        .clamp(NARROWEST, WIDEST)
}

#[cfg(test)]
mod tests {
    use std::io;

    use meshwright_core::diag::{Language, Words};

    use super::{cause, sources};

    #[test]
    fn the_words_are_whole_and_contradict_no_other_crate() {
        for language in Language::ALL {
            assert_eq!(Words::mistakes(language, &sources()), Vec::<String>::new());
        }
    }

    #[test]
    fn causes_are_lower_case_and_without_numbers() {
        let error = io::Error::from_raw_os_error(2);
        assert_eq!(cause(&error), "no such file or directory");
        assert_eq!(cause(&io::Error::other("Odd")), "odd");
        assert_eq!(cause(&io::Error::other("")), "");
    }
}
