//! The sentences of every crate, together.

use meshwright_diag::{Language, Source, Words};

/// Where the sentences come from, in every language.
///
/// Whoever uses them carries them all: a program that is to be small, such as a part of a web
/// page, leaves a language out by naming the sources that it wants, since [`Words::new`] takes
/// any list of them.
pub const fn sources() -> &'static [Source] {
    &[
        meshwright_diag::WORDS,
        meshwright_model::WORDS,
        meshwright_catalog::WORDS,
        meshwright_graph::WORDS,
        meshwright_pki::WORDS,
        meshwright_check::WORDS,
        meshwright_plan::WORDS,
        meshwright_render::WORDS,
        WORDS,
        meshwright_diag::WORDS_ZH_CN,
        meshwright_model::WORDS_ZH_CN,
        meshwright_catalog::WORDS_ZH_CN,
        meshwright_graph::WORDS_ZH_CN,
        meshwright_pki::WORDS_ZH_CN,
        meshwright_check::WORDS_ZH_CN,
        meshwright_plan::WORDS_ZH_CN,
        meshwright_render::WORDS_ZH_CN,
        WORDS_ZH_CN,
    ]
}

/// The catalogue of one language. Building it reads every message; build it once, and only
/// where something is to be said.
pub fn words(language: Language) -> Words {
    Words::new(language, sources())
}

const WORDS: Source = Source {
    language: Language::En,
    messages: include_str!("../words/en.ftl"),
};

const WORDS_ZH_CN: Source = Source {
    language: Language::ZhCn,
    messages: include_str!("../words/zh-CN.ftl"),
};

#[cfg(test)]
mod tests {
    use meshwright_diag::{Language, Words};

    #[test]
    fn the_catalogues_are_whole_and_do_not_contradict_each_other() {
        for language in Language::ALL {
            assert_eq!(
                Words::mistakes(language, super::sources()),
                Vec::<String>::new()
            );
        }
    }
}
