//! The held clock: one instant for a whole run, so that time is an input like any other.

use std::cmp::Ordering;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The instant a run is held at. Only `cli` reads the machine's clock; everyone else is given this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        // `9999-12-31` is how people write "never", and a few hours too late for an instant.
        let end = || if date.year() == 9999 { Ok(Timestamp::MAX) } else { Err(refused()) };
        date.to_zoned(TimeZone::UTC).map_or_else(|_| end(), |zoned| Ok(zoned.timestamp())).map(Self)
    }
}

/// The seconds of one day during which nothing happens that a clock decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    from: i64,
    until: i64,
    now: i64,
}

impl Span {
    /// Returns the day of `clock` in UTC.
    pub fn around(clock: Clock) -> Self {
        let now = clock.second();
        let from = now.div_euclid(DAY) * DAY;
        Self { from, until: from + DAY, now }
    }

    /// Returns the part of it in which each of these stays before or behind the clock.
    #[must_use]
    pub fn without(self, clocks: impl IntoIterator<Item = Clock>) -> Self {
        clocks.into_iter().fold(self, |span, clock| {
            let second = clock.second();
            match second <= span.now {
                true => Self { from: span.from.max(second), ..span },
                false => Self { until: span.until.min(second), ..span },
            }
        })
    }

    /// Returns the part of it in which a number of whole days is left until `end`, or has passed since.
    #[must_use]
    pub fn without_time_of(self, end: Clock) -> Self {
        let day = self.now.div_euclid(DAY) * DAY;
        // With the last second of a day none is left of it, and with the next one a day less is.
        let turn = day + end.second().rem_euclid(DAY);
        self.without([turn, turn + 1].into_iter().filter_map(Clock::at_second))
    }

    /// Returns whether a clock stands in it.
    pub fn holds(&self, clock: Clock) -> bool {
        (self.from..self.until).contains(&clock.second())
    }
}

/// A date as an author writes it: a day, or an instant of one. Compared as instants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    text: String,
    instant: Clock,
}

impl Moment {
    /// Returns the moment as `2026-11-23` or `2026-11-23T21:00:00+01:00`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the day that the author wrote, whatever the offset from UTC.
    pub fn day(&self) -> &str {
        &self.text[..10]
    }

    /// Returns the moment in the form of feeds (RFC 2822 section 3.3); a day begins at midnight UTC.
    pub fn rfc2822(&self) -> String {
        self.instant.0.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    /// Returns the moment in the form of RFC 3339, which is that of Atom, JSON Feed and sitemaps; a day begins at
    /// midnight UTC.
    pub fn rfc3339(&self) -> String {
        let time = self.text.get(10..).unwrap_or("");
        let offset = time.find(['+', '-', 'Z']).map_or("", |at| &time[at..]);
        // Jiff reads offsets such as `+01`, and the leap second `:60`.
        let is_plain = offset == "Z" || (offset.len() == 6 && offset.as_bytes()[3] == b':');
        if is_plain && !time.contains(":60") { self.text.clone() } else { self.instant.instant() }
    }

    /// Returns the moment as a sitemap says it: a day, or an instant of RFC 3339.
    /// <https://www.w3.org/TR/NOTE-datetime>.
    pub fn w3c(&self) -> String {
        if self.text.len() == 10 { self.text.clone() } else { self.rfc3339() }
    }

    /// Returns the instant; a day begins at midnight UTC.
    pub fn clock(&self) -> Clock {
        self.instant
    }
}

impl FromStr for Moment {
    type Err = NotAnInstant;

    /// Reads a day, an RFC 3339 instant, and what Jekyll writes: `2026-11-23 21:00:00 +0100`. A time
    /// without an offset is in UTC.
    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        let refused = || NotAnInstant(text.to_owned());
        let (day, time) = (text.get(..10).ok_or_else(refused)?, text.get(10..).ok_or_else(refused)?);
        let whole_day = Self { text: day.to_owned(), instant: day.parse().map_err(|_| refused())? };
        let time = time.trim_start_matches(['T', 't', ' ']).trim_end();
        if time.is_empty() {
            return Ok(whole_day);
        }
        let at = time.find(['+', '-', 'Z', 'z', ' ']).unwrap_or(time.len());
        let (clock, offset) = (&time[..at], time[at..].trim());
        let seconds = if clock.len() == 5 { ":00" } else { "" };
        let offset = match offset {
            "" | "Z" | "z" | "UTC" => "Z".to_owned(),
            offset if offset.len() == 5 && offset.is_ascii() => format!("{}:{}", &offset[..3], &offset[3..]),
            offset => offset.to_owned(),
        };
        let text = format!("{day}T{clock}{seconds}{offset}");
        let instant: Timestamp = text.parse().map_err(|_| refused())?;
        Ok(Self { text, instant: Clock(instant) })
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAnInstant;

    fn try_from(text: String) -> Result<Self, NotAnInstant> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.text
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.0.cmp(&other.instant.0).then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Moment};

    #[test]
    fn a_date_is_read_in_any_spelling() {
        #[track_caller]
        fn check(text: &str, expected: &str, feed: &str) {
            let moment: Moment = text.parse().unwrap();
            assert_eq!((moment.as_str(), &*moment.rfc2822()), (expected, feed));
        }
        check("2026-11-23", "2026-11-23", "Mon, 23 Nov 2026 00:00:00 GMT");
        check("2026-11-23T21:00:00+01:00", "2026-11-23T21:00:00+01:00", "Mon, 23 Nov 2026 20:00:00 GMT");
        check("2026-11-23 21:00:00 +0100", "2026-11-23T21:00:00+01:00", "Mon, 23 Nov 2026 20:00:00 GMT");
        check("2026-11-23 21:00", "2026-11-23T21:00:00Z", "Mon, 23 Nov 2026 21:00:00 GMT");
        check("2026-11-23T21:00:00.5Z", "2026-11-23T21:00:00.5Z", "Mon, 23 Nov 2026 21:00:00 GMT");
        for wrong in ["", "2026-11", "tomorrow at", "2026-13-01", "2026-11-23Tx", "2026-11-23T25:00:00Z", "2026-11-2ü "]
        {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
        }
        assert!("2026-11-23T23:30:00+01:00".parse::<Moment>().unwrap() < "2026-11-23T23:00:00Z".parse().unwrap());
    }

    #[test]
    fn reads_instants_and_dates() {
        assert_eq!("2026-11-23T22:00:00+01:00".parse::<Clock>().unwrap().instant(), "2026-11-23T21:00:00Z");
        assert_eq!("2026-11-23".parse::<Clock>().unwrap().day(), "2026-11-23");
        assert!("tomorrow".parse::<Clock>().is_err());
        assert!("9999-12-31".parse::<Clock>().unwrap().second() > "9999-12-30".parse::<Clock>().unwrap().second());
    }
}
