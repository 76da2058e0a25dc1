//! How the user likes the page: theme, language, steps that are ticked off.

use std::rc::Rc;

use meshwright_core::diag::Language;

use super::App;
use crate::page;
use crate::store::{self, Liking};

impl App {
    /// Changes what is liked, as it is kept now: another tab may have changed it, too.
    pub(super) fn like(&mut self, change: impl FnOnce(&mut Liking)) {
        let mut liking = store::liking();
        change(&mut liking);
        store::like(&liking);
        self.liking = Rc::new(liking);
        self.dress();
    }

    /// Tells the document what theme and language it has.
    pub(super) fn dress(&self) {
        let Some(root) = page::document().and_then(|it| it.document_element()) else {
            return;
        };
        // Attributes with plain names cannot fail to be set.
        let _ = match &self.liking.theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
        let _ = root.set_attribute("lang", self.speech.language().tag());
    }
}

/// The language that is liked, else that of the browser.
pub(super) fn language(liking: &Liking) -> Language {
    let tag = liking.language.clone().or_else(|| {
        let language = web_sys::window()?.navigator().language()?;
        Some(language)
    });
    match tag.as_deref() {
        Some(tag) if tag.starts_with("zh") => Language::ZhCn,
        _ => Language::En,
    }
}
