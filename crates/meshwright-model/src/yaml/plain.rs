//! What a scalar without quotes is, by the core schema of YAML 1.2.

use meshwright_diag::Value;
use serde_json::Number;

/// The type of a plain scalar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(Number),
    /// Another number; finite.
    Float(Number),
    /// A number that JSON cannot hold: too large, infinite, or none at all.
    Unholdable,
    /// A text.
    Text,
}

/// The type of the plain scalar `text`.
pub(crate) fn plain(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" | "True" | "TRUE" => return Plain::Bool(true),
        "false" | "False" | "FALSE" => return Plain::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Plain::Unholdable,
        _ => {}
    }
    // The longest number that means more than a shorter one has fewer characters.
    if text.len() > 1_100 {
        return Plain::Text;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Plain::Unholdable;
    }
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix)
            && !digits.is_empty()
            && digits.chars().all(|c| c.is_digit(radix))
        {
            return match u64::from_str_radix(digits, radix) {
                Ok(number) => Plain::Integer(number.into()),
                Err(_) => Plain::Unholdable,
            };
        }
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = text.strip_prefix('+').unwrap_or(text);
        return match (digits.parse::<i64>(), digits.parse::<u64>()) {
            (Ok(number), _) => Plain::Integer(number.into()),
            (_, Ok(number)) => Plain::Integer(number.into()),
            _ => Plain::Unholdable,
        };
    }
    if is_float(unsigned) {
        let number = text.parse::<f64>().ok().and_then(Number::from_f64);
        return number.map_or(Plain::Unholdable, Plain::Float);
    }
    Plain::Text
}

/// `[0-9]* [. [0-9]*] [e [+-] [0-9]+]` with a digit before the exponent.
fn is_float(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0 && exponent_fits
}

/// The value of a plain scalar; one that JSON cannot hold is a text.
pub(crate) fn value(text: &str) -> Value {
    match plain(text) {
        Plain::Null => Value::Null,
        Plain::Bool(bool) => Value::Bool(bool),
        Plain::Integer(number) | Plain::Float(number) => Value::Number(number),
        Plain::Unholdable | Plain::Text => Value::String(text.to_owned()),
    }
}

/// Whether readers of YAML 1.1 and 1.2 disagree about a plain scalar.
pub(crate) fn is_ambiguous(text: &str) -> bool {
    let is_octal =
        text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    is_octal || (plain(text) == Plain::Text && crate::names::is_yaml_word(text))
}

#[cfg(test)]
mod tests {
    use super::{Plain, plain, value};

    #[test]
    fn plain_scalars_have_the_types_of_the_core_schema() {
        for (text, json) in [
            ("", "null"),
            ("~", "null"),
            ("True", "true"),
            ("-1", "-1"),
            ("+7", "7"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0123", "123"),
            ("1.30", "1.3"),
            (".5", "0.5"),
            ("1e3", "1000.0"),
            ("18446744073709551615", "18446744073709551615"),
            ("yes", "\"yes\""),
            ("1_000", "\"1_000\""),
            ("12:30:45", "\"12:30:45\""),
            ("e3", "\"e3\""),
            (".", "\".\""),
            ("1e", "\"1e\""),
            ("NaN", "\"NaN\""),
            ("inf", "\"inf\""),
        ] {
            assert_eq!(value(text).to_string(), json, "{text}");
        }
    }

    #[test]
    fn numbers_beyond_json_are_told_apart() {
        for text in [
            ".inf",
            "-.INF",
            ".nan",
            "1e400",
            "18446744073709551616",
            "0xfffffffffffffffff",
        ] {
            assert_eq!(plain(text), Plain::Unholdable, "{text}");
        }
    }
}
