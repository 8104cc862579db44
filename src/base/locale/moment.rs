//! A day, perhaps with a time of day, as content and data files write it.

use jiff::civil::{Date, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

/// A day, perhaps with a time of day: `2026-11-23`, `2026-11-23T22:40:00+01:00`.
///
/// The time of day is the one that is written: whoever writes `22:40:00+01:00` means 22:40.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    offset: Option<Offset>,
}

/// The text is neither a day nor an instant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a day (`2026-11-23`) nor an instant (`2026-11-23T22:40:00+01:00`)")]
pub struct NotAMoment(String);

impl Moment {
    /// Reads a day or an instant of RFC 3339; the offset may be missing.
    pub fn new(text: &str) -> Result<Self, NotAMoment> {
        let pieces = Pieces::parse(text.trim()).map_err(|_| NotAMoment(text.chars().take(60).collect()))?;
        let offset = pieces.offset().map(|offset| match offset {
            PiecesOffset::Numeric(offset) => offset.offset(),
            _ => Offset::UTC,
        });
        Ok(Self { date: pieces.date(), time: pieces.time(), offset })
    }

    /// Returns the fields that the directives of `strftime` show.
    pub(super) fn fields(&self) -> BrokenDownTime {
        let mut fields = BrokenDownTime::from(self.date.to_datetime(self.time.unwrap_or(Time::midnight())));
        fields.set_offset(self.offset);
        fields
    }
}
