//! Points in time that come in as an argument.

use std::fmt;

use time::{Duration, OffsetDateTime};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A point in time, to the second, from the year 1970 to the year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The last second that a certificate can name.
    const LAST: i64 = 253_402_300_799;

    /// Seconds since 1970-01-01 in UTC; what a certificate cannot name is moved to the nearest
    /// second that it can.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(0, Self::LAST))
    }

    /// Seconds since 1970-01-01 in UTC.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// That many days later, or earlier.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_unix(self.0.saturating_add(days.saturating_mul(DAY)))
    }

    /// That many seconds earlier.
    #[must_use]
    pub fn minus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_sub(seconds))
    }

    /// Whole days until `later`; negative where it has passed.
    pub const fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).div_euclid(DAY)
    }

    pub(crate) fn to_offset(self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::seconds(self.0))
    }
}

impl fmt::Display for Moment {
    /// The day in UTC: `2027-01-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.to_offset();
        let month = u8::from(date.month());
        write!(f, "{:04}-{month:02}-{:02}", date.year(), date.day())
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn days_are_counted_and_shown_in_utc() {
        let moment = Moment::from_unix(1_800_000_000);
        assert_eq!(moment.to_string(), "2027-01-15");
        assert_eq!(moment.plus_days(365).to_string(), "2028-01-15");
        assert_eq!(moment.days_until(moment.plus_days(30)), 30);
        assert_eq!(moment.days_until(moment.minus_seconds(1)), -1);
    }

    #[test]
    fn what_a_certificate_cannot_name_is_moved() {
        assert_eq!(Moment::from_unix(-5).unix(), 0);
        assert_eq!(Moment::from_unix(i64::MAX).to_string(), "9999-12-31");
        assert_eq!(
            Moment::from_unix(0).plus_days(i64::MAX).to_string(),
            "9999-12-31"
        );
    }
}
