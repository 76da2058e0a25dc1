//! Texts that are never shown, printed or journaled.

use std::fmt;

use base64ct::{Base64, Encoding};
use meshwright_core::pki::Zeroizing;

/// A text that holds a key or a token; wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text, for whoever has to send it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text in base64, as the field `data` of a Secret has it.
    pub fn base64(&self) -> Zeroizing<String> {
        Zeroizing::new(Base64::encode_string(self.0.as_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Reads base64 into a text; `None` where it is none.
pub fn from_base64(text: &str) -> Option<Zeroizing<String>> {
    let bytes = Base64::decode_vec(text.trim()).ok()?;
    String::from_utf8(bytes).ok().map(Zeroizing::new)
}

/// A text in base64.
pub fn to_base64(text: &[u8]) -> String {
    Base64::encode_string(text)
}
