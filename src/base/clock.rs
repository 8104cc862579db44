//! The held clock: one instant for a whole run, so that time is an input like any other.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// The instant a run is held at. Only `cli` reads the machine's clock; everyone else is given this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(Timestamp);

/// The text is neither an instant nor a date.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is neither an instant (`2026-11-23T21:00:00Z`) nor a date (`2026-11-23`)")]
pub struct NotAnInstant(String);

impl Clock {
    /// Returns a clock held at `seconds` after the Unix epoch, or `None` where that is no year 1–9999.
    pub fn at_second(seconds: i64) -> Option<Self> {
        Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Returns the day (UTC) the clock is held at, as `2026-11-23`.
    pub fn day(self) -> String {
        self.0.to_zoned(TimeZone::UTC).date().to_string()
    }

    /// Returns the instant in seconds after the Unix epoch.
    pub fn second(self) -> i64 {
        self.0.as_second()
    }

    /// Returns the instant as `2026-11-23T21:00:00Z`.
    pub fn instant(self) -> String {
        self.0.to_string()
    }
}

impl FromStr for Clock {
    type Err = NotAnInstant;

    /// Reads an RFC 3339 instant, or a date, which means its first moment in UTC.
    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Ok(Self(instant));
        }
        let refused = || NotAnInstant(text.to_owned());
        let date: Date = text.parse().map_err(|_| refused())?;
        let zoned = date.to_zoned(TimeZone::UTC).map_err(|_| refused())?;
        Ok(Self(zoned.timestamp()))
    }
}

/// Returns a day such as `2026-11-23` in the form of feeds (RFC 2822 section 3.3), at midnight UTC.
pub fn rfc2822(day: &str) -> Option<String> {
    let date: Date = day.parse().ok()?;
    Some(date.strftime("%a, %d %b %Y 00:00:00 GMT").to_string())
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn reads_instants_and_dates() {
        assert_eq!("2026-11-23T22:00:00+01:00".parse::<Clock>().unwrap().instant(), "2026-11-23T21:00:00Z");
        assert_eq!("2026-11-23".parse::<Clock>().unwrap().day(), "2026-11-23");
        assert!("tomorrow".parse::<Clock>().is_err());
    }
}
