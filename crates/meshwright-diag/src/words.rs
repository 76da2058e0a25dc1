//! From a [`Text`] to a sentence: message catalogues by language.
//!
//! A catalogue is a Fluent file, one per crate and language; each crate that speaks exports its
//! [`Source`]s, and whoever prints puts them together into [`Words`]. Commands, names and file
//! contents are arguments, never part of a catalogue.

mod spacing;

use std::sync::Arc;

use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Arg, Text};

/// A language that every catalogue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese in simplified characters; what a catalogue lacks is said in English.
    ZhCn,
}

impl Language {
    /// Every language, in the order of their tags.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The language of a tag such as `zh-CN`, whose case means nothing; `None` for one that no
    /// catalogue has.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }
}

/// A crate's messages in one language.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The language.
    pub language: Language,
    /// The text of a Fluent file.
    pub messages: &'static str,
}

/// The message catalogue of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// The same messages in English, where the language is another one.
    english: Option<Box<Words>>,
}

impl Words {
    /// Puts the messages of `sources` that are in `language` together.
    ///
    /// A source that does not parse, or a message given twice, is a mistake in this project;
    /// [`Words::mistakes`] finds it in a test. Here, what can be used is used.
    pub fn new(language: Language, sources: &[Source]) -> Self {
        let mut resources = resources(Language::En, sources);
        if language == Language::En {
            return Self::of(language, &resources, None);
        }
        let english = Self::of(Language::En, &resources, None);
        // What the language lacks is said in English; later messages take the place of earlier.
        resources.extend(self::resources(language, sources));
        Self::of(language, &resources, Some(Box::new(english)))
    }

    fn of(
        language: Language,
        resources: &[Arc<FluentResource>],
        english: Option<Box<Self>>,
    ) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        for resource in resources {
            bundle.add_resource_overriding(Arc::clone(resource));
        }
        Self {
            language,
            bundle,
            english,
        }
    }

    /// The same messages in English: for files that programs run or read, which are the same in
    /// every language.
    pub fn english(&self) -> &Self {
        self.english.as_deref().unwrap_or(self)
    }

    /// What is wrong with `sources`: files that do not parse, messages given twice.
    pub fn mistakes(language: Language, sources: &[Source]) -> Vec<String> {
        let mut mistakes = Vec::new();
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new(vec![tag]);
        for source in sources.iter().filter(|source| source.language == language) {
            match FluentResource::try_new(source.messages.to_owned()) {
                Ok(resource) => {
                    if let Err(errors) = bundle.add_resource(resource) {
                        mistakes.extend(errors.iter().map(ToString::to_string));
                    }
                }
                Err((_, errors)) => mistakes.extend(errors.iter().map(ToString::to_string)),
            }
        }
        mistakes
    }

    /// The language spoken.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The sentence for `text`; a key that the catalogue lacks is shown as the key itself.
    pub fn say(&self, text: &Text) -> String {
        self.find(text)
            .unwrap_or_else(|| text.key.clone().into_owned())
    }

    /// The sentence for `text`, or `None` where the catalogue has no such message.
    pub fn find(&self, text: &Text) -> Option<String> {
        let (id, attribute) = match text.key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (text.key.as_ref(), None),
        };
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::with_capacity(text.args.len());
        for (name, arg) in &text.args {
            args.set(*name, self.value(arg));
        }
        // An argument that the message names and the text lacks is shown as `{$name}`;
        // a test over all messages keeps that from happening.
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors);
        Some(match self.language {
            Language::En => said.into_owned(),
            Language::ZhCn => spacing::spaced(&said),
        })
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Word(word) => FluentValue::from(word.clone()),
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Arg::Count(count) => FluentValue::Number(FluentNumber::from(*count as f64)),
            Arg::List(items) => FluentValue::from(self.join(items)),
            Arg::Text(text) => FluentValue::from(self.say(text)),
        }
    }

    /// Phrases one after the other, with the mark that the language has for that.
    pub fn enumerate(&self, phrases: &[String]) -> String {
        phrases.join(match self.language {
            Language::En => ", ",
            Language::ZhCn => "、",
        })
    }

    /// What ends with a colon, and what follows it.
    pub fn after_colon(&self, lead: &str, rest: &str) -> String {
        match self.language {
            Language::En => format!("{lead} {rest}"),
            Language::ZhCn => format!("{lead}{rest}"),
        }
    }

    /// Clauses as one sentence, with the marks of the language between and behind them.
    pub fn sentence(&self, clauses: &[String]) -> String {
        let (between, behind) = match self.language {
            Language::En => ("; ", "."),
            Language::ZhCn => ("；", "。"),
        };
        format!("{}{behind}", clauses.join(between))
    }

    /// Joins names the way the language does: "`a`, `b` and `c`" in English.
    fn join(&self, items: &[String]) -> String {
        let quoted: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
        match quoted.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => match self.language {
                Language::En => format!("{} and {last}", rest.join(", ")),
                Language::ZhCn => format!("{} 和 {last}", rest.join("、")),
            },
        }
    }
}

fn resources(language: Language, sources: &[Source]) -> Vec<Arc<FluentResource>> {
    let own = sources.iter().filter(|source| source.language == language);
    own.map(|source| {
        let resource = match FluentResource::try_new(source.messages.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        Arc::new(resource)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, Source, Words};
    use crate::text;

    const SOURCE: Source = Source {
        language: Language::En,
        messages: "GWY101 = network `{$network}` has {$count ->\n    [one] one cluster\n   *[other] {$count} clusters\n}\n    .help = add a gateway to {$clusters}\n",
    };

    #[test]
    fn messages_take_arguments_plurals_and_lists() {
        let words = Words::new(Language::En, &[SOURCE]);
        let text = text!(
            "GWY101",
            network = "n1",
            count = 2_usize,
            clusters = vec!["a".to_owned(), "b".to_owned()]
        );
        assert_eq!(words.say(&text), "network `n1` has 2 clusters");
        assert_eq!(
            words.say(&text.attribute("help")),
            "add a gateway to `a` and `b`"
        );
        assert_eq!(words.find(&text.attribute("why")), None);
    }

    #[test]
    fn what_chinese_lacks_is_said_in_english_and_english_is_at_hand() {
        let chinese = Source {
            language: Language::ZhCn,
            messages: "both = 网络 {$names}\n",
        };
        let english = Source {
            messages: "both = networks {$names}\nenglish = alone\n",
            ..SOURCE
        };
        let words = Words::new(Language::ZhCn, &[chinese, english]);
        let names: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        let both = text!("both", names = names.clone());
        assert_eq!(words.say(&both), "网络 `a`、`b` 和 `c`");
        assert_eq!(words.say(&text!("english")), "alone");
        assert_eq!(words.sentence(&names), "a；b；c。");
        assert_eq!(words.enumerate(&names), "a、b、c");
        assert_eq!(words.after_colon("标志：", "a"), "标志：a");
        assert_eq!(words.english().say(&both), "networks `a`, `b` and `c`");
        assert_eq!(words.english().sentence(&names), "a; b; c.");
        assert_eq!(words.english().after_colon("when:", "a"), "when: a");
    }

    #[test]
    fn mistakes_are_found() {
        assert!(Words::mistakes(Language::En, &[SOURCE]).is_empty());
        assert!(
            !Words::mistakes(Language::En, &[SOURCE, SOURCE]).is_empty(),
            "given twice"
        );
        let broken = Source {
            messages: "= no id\n",
            ..SOURCE
        };
        assert!(
            !Words::mistakes(Language::En, &[broken]).is_empty(),
            "does not parse"
        );
    }
}
