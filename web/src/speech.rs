//! What the page says, in the language of the user.

use std::rc::Rc;

use meshwright_core::diag::{Language, Source, Text, Words};

const SOURCES: &[Source] = &[
    Source {
        language: Language::En,
        messages: include_str!("../words/en.ftl"),
    },
    Source {
        language: Language::ZhCn,
        messages: include_str!("../words/zh-CN.ftl"),
    },
];

/// The catalogue of the page in one language. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Speech(Rc<Words>);

impl PartialEq for Speech {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Speech {
    /// The catalogue of `language`.
    pub(crate) fn new(language: Language) -> Self {
        Self(Rc::new(Words::new(language, SOURCES)))
    }

    /// Its language.
    pub(crate) fn language(&self) -> Language {
        self.0.language()
    }

    /// The sentence for `text`.
    pub(crate) fn say(&self, text: &Text) -> String {
        self.0.say(text)
    }

    /// The sentence that is called `key` and takes no arguments.
    pub(crate) fn t(&self, key: &str) -> String {
        self.0.say(&Text::new(key.to_owned(), Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::SOURCES;
    use meshwright_core::diag::{Language, Words};

    #[test]
    fn the_catalogues_of_the_page_are_whole() {
        for language in Language::ALL {
            assert_eq!(Words::mistakes(language, SOURCES), Vec::<String>::new());
        }
    }
}
