//! The words of a call, taken apart.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::tools::Call;

/// Documents that were read before: a few files are asked for again and again.
static READ: Mutex<BTreeMap<String, Value>> = Mutex::new(BTreeMap::new());

/// What a call asks for.
pub(crate) struct Asked<'a> {
    pub(crate) call: &'a Call,
    /// The words that are no flags, in order.
    pub(crate) plain: Vec<&'a str>,
    flags: Vec<(&'a str, &'a str)>,
    pub(crate) read: &'a dyn Fn(&str) -> Option<String>,
    /// The kubeconfig of the call alone.
    pub(crate) kubeconfig: Option<String>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(call: &'a Call, read: &'a dyn Fn(&str) -> Option<String>) -> Self {
        let mut plain = Vec::new();
        let mut flags = Vec::new();
        let mut words = call.words.iter().map(String::as_str);
        for word in words.by_ref() {
            if word == "--" {
                break;
            }
            match word.strip_prefix("--") {
                Some(flag) => flags.push(flag.split_once('=').unwrap_or((flag, ""))),
                None => plain.push(word),
            }
        }
        plain.extend(words);
        Self {
            call,
            plain,
            flags,
            read,
            kubeconfig: call
                .kubeconfig
                .as_ref()
                .map(|secret| secret.expose().to_owned()),
        }
    }

    /// The value of a flag.
    pub(crate) fn flag(&self, name: &str) -> Option<&'a str> {
        self.flags
            .iter()
            .find(|(flag, _)| *flag == name)
            .map(|(_, value)| *value)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.flag(name).is_some()
    }

    /// Every `--set` and `--set-string`, taken apart.
    pub(crate) fn settings(&self) -> Vec<(&'a str, &'a str)> {
        self.flags
            .iter()
            .filter(|(flag, _)| matches!(*flag, "set" | "set-string"))
            .filter_map(|(_, setting)| setting.split_once('='))
            .collect()
    }

    /// The context, by whichever flag.
    pub(crate) fn context(&self) -> &'a str {
        self.flag("context")
            .or_else(|| self.flag("kube-context"))
            .unwrap_or_default()
    }

    /// The file that `--filename` or `--values` names, or standard input.
    pub(crate) fn file(&self, flag: &str) -> Option<String> {
        match self.flag(flag)? {
            "-" => Some(self.call.input.text().to_owned()),
            path => (self.read)(path),
        }
    }
}

/// Reads a document of YAML.
pub(crate) fn document(text: &str) -> Result<Value, String> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(text) {
        return Ok(known.clone());
    }
    let value: Value = serde_yaml::from_str(text).map_err(|error| format!("Error: {error}"))?;
    read.insert(text.to_owned(), value.clone());
    Ok(value)
}
