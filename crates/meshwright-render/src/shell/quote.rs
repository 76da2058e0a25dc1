//! The one place where text becomes part of a shell command.

/// Quotes `text` so that bash, dash, zsh, ksh and busybox see exactly its characters.
///
/// Text of letters, digits and `_ . / : @ % + , -` stands as it is where it cannot be an option
/// or a tilde; everything else stands in single quotes.
pub fn quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+,-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `--name=value`, the value quoted; it cannot become an option of its own.
pub fn flag(name: &str, value: &str) -> String {
    format!("--{name}={}", quote(value))
}

#[cfg(test)]
mod tests {
    use super::{flag, quote};

    #[test]
    fn plain_text_stands_and_all_else_is_quoted() {
        for plain in ["cluster1", "a/b.yaml", "admin82@kubernetes", "1.2.3.4:6443"] {
            assert_eq!(quote(plain), plain);
        }
        assert_eq!(quote(""), "''");
        assert_eq!(quote("-rf"), "'-rf'");
        assert_eq!(quote("a b"), "'a b'");
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote("$(id)"), "'$(id)'");
        assert_eq!(quote("=ls"), "'=ls'");
        assert_eq!(flag("context", "~root"), "--context='~root'");
    }
}
