//! Texts of the document that are no names.

use std::fmt;

use crate::names::{Namespace, ServiceName, is_unprintable};

/// A text that names a cluster or a network, or is `*`; whether there is one is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// Everyone or everywhere.
    pub const EVERYONE: &'static str = "*";

    /// Takes any printable text of at most 253 bytes; `None` for another.
    pub fn parse(text: &str) -> Option<Self> {
        let good = !text.is_empty() && text.len() <= 253 && !text.chars().any(is_unprintable);
        good.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is `*`.
    pub fn is_everyone(&self) -> bool {
        self.0 == Self::EVERYONE
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&crate::names::ClusterName> for Reference {
    fn from(name: &crate::names::ClusterName) -> Self {
        Self(name.as_str().to_owned())
    }
}

impl From<&crate::names::NetworkName> for Reference {
    fn from(name: &crate::names::NetworkName) -> Self {
        Self(name.as_str().to_owned())
    }
}

/// A service written as `name.namespace`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceReference {
    /// The Service's name.
    pub name: ServiceName,
    /// Its namespace.
    pub namespace: Namespace,
}

impl ServiceReference {
    /// Takes `name.namespace`; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, namespace) = text.split_once('.')?;
        Some(Self {
            name: ServiceName::parse(name).ok()?,
            namespace: Namespace::parse(namespace).ok()?,
        })
    }
}

impl fmt::Display for ServiceReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.name, self.namespace)
    }
}

/// Sentences of the user's own; they may have several lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prose(String);

impl Prose {
    /// Takes a text without control characters other than line feed and tab; `None` for another.
    pub fn parse(text: &str) -> Option<Self> {
        let good = !text
            .chars()
            .any(|c| is_unprintable(c) && !matches!(c, '\n' | '\t' | '\u{200c}' | '\u{200d}'));
        good.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A day, written `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Date {
    /// Takes `YYYY-MM-DD` where the calendar has such a day; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(index, byte)| match index {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A rule's code: three capital letters and three digits. Whether there is such a rule is for the
/// crates that have rules to say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleCode(String);

impl RuleCode {
    /// Takes three capital letters and three digits; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        let (letters, digits) = text.split_at_checked(3)?;
        let good = letters.bytes().all(|b| b.is_ascii_uppercase())
            && digits.len() == 3
            && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A place on the canvas, in pixels at its natural size; both numbers are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    x: f64,
    y: f64,
}

impl Point {
    /// The farthest that something may be from the canvas's origin.
    pub const LIMIT: f64 = 1e9;

    /// A place; numbers beyond [`Point::LIMIT`] are moved there, what is no number becomes 0.
    pub fn new(x: f64, y: f64) -> Self {
        let tame = |number: f64| {
            if number.is_nan() {
                0.0
            } else {
                // Adding 0 turns the negative zero into the positive one.
                number.clamp(-Self::LIMIT, Self::LIMIT) + 0.0
            }
        };
        Self {
            x: tame(x),
            y: tame(y),
        }
    }

    /// Pixels from the left.
    pub const fn x(self) -> f64 {
        self.x
    }

    /// Pixels from the top.
    pub const fn y(self) -> f64 {
        self.y
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Point, RuleCode};

    #[test]
    fn dates_are_days_of_the_calendar() {
        for good in ["2027-03-31", "2028-02-29", "2000-02-29"] {
            assert!(Date::parse(good).is_some(), "{good}");
        }
        for bad in [
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-00-01",
            "2027-1-1",
            "2027-01-00",
            "2027/01/01",
            "é027-01-1",
        ] {
            assert!(Date::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn codes_are_three_letters_and_three_digits() {
        assert!(RuleCode::parse("GWY103").is_some());
        for bad in ["gwy103", "GWY", "GWY1034", "GW1034", "ÄÄ103", ""] {
            assert!(RuleCode::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn points_are_finite() {
        let point = Point::new(f64::NAN, f64::INFINITY);
        assert!(point.x().abs() < f64::EPSILON && (point.y() - Point::LIMIT).abs() < 1.0);
    }
}
