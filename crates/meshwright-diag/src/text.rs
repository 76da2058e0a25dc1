//! Sentences before a language is chosen.

use std::borrow::Cow;

/// A sentence for people: the key of a message and its named arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The message's id in the catalogue, with `.attribute` where one is meant.
    pub key: Cow<'static, str>,
    /// The arguments the message names.
    pub args: Args,
}

/// Named arguments of a message, in the order they were given.
pub type Args = Vec<(&'static str, Arg)>;

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words put in as they are: a name, an address, a version.
    Word(String),
    /// A count, which a language may need for its plural.
    Count(u64),
    /// Names, joined the way the language joins lists.
    List(Vec<String>),
    /// Another sentence.
    Text(Box<Text>),
}

impl Text {
    /// The message `key` with `args`.
    pub fn new(key: impl Into<Cow<'static, str>>, args: Args) -> Self {
        Self {
            key: key.into(),
            args,
        }
    }

    /// The same message's attribute: `GWY101` becomes `GWY101.help`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Self {
        Self {
            key: format!("{}.{name}", self.key).into(),
            args: self.args.clone(),
        }
    }
}

impl From<&str> for Arg {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<String> for Arg {
    fn from(word: String) -> Self {
        Self::Word(word)
    }
}

impl From<&String> for Arg {
    fn from(word: &String) -> Self {
        Self::Word(word.clone())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u16> for Arg {
    /// A port or another number that is written as it is, without grouping.
    fn from(number: u16) -> Self {
        Self::Word(number.to_string())
    }
}

impl From<Vec<String>> for Arg {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

/// Named arguments: `args![network = &name, count = 3_usize]`.
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {
        vec![$((stringify!($name), $crate::Arg::from($value))),*]
    };
}

/// A [`Text`]: `text!("step-namespace", cluster = &name)`.
#[macro_export]
macro_rules! text {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Text::new($key, $crate::args![$($name = $value),*])
    };
}
