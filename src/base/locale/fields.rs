//! A moment taken apart into what a calendar shows.

use icu_calendar::Gregorian;
use icu_datetime::input::{Date, DateTime, Time};
use jiff::civil;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

use super::calendar::NotAForm;
use crate::base::clock::Moment;

/// What is shown of a moment. The time of day is the one that is written: whoever writes
/// `22:40:00+01:00` means 22:40.
pub(super) struct Fields {
    date: civil::Date,
    time: civil::Time,
    offset: Option<Offset>,
}

impl Fields {
    /// Takes a moment apart; a day begins at midnight.
    pub(super) fn of(moment: &Moment) -> Result<Self, NotAForm> {
        let refused = |_| NotAForm::new(format!("`{}` cannot be shown", moment.as_str()), "years go from 1 to 9999");
        let pieces = Pieces::parse(moment.as_str()).map_err(refused)?;
        let offset = pieces.offset().map(|offset| match offset {
            PiecesOffset::Numeric(offset) => offset.offset(),
            _ => Offset::UTC,
        });
        Ok(Self { date: pieces.date(), time: pieces.time().unwrap_or_default(), offset })
    }

    /// Returns the fields that the directives of `strftime` show.
    pub(super) fn plain(&self) -> BrokenDownTime {
        let mut fields = BrokenDownTime::from(self.date.to_datetime(self.time));
        fields.set_offset(self.offset);
        fields
    }

    /// Returns the fields that the data of Unicode shows.
    pub(super) fn named(&self) -> Result<DateTime<Gregorian>, NotAForm> {
        let (day, time) = (self.date, self.time);
        let small = |number: i8| u8::try_from(number).unwrap_or_default();
        let date = Date::try_new_gregorian(day.year().into(), small(day.month()), small(day.day()));
        let nanosecond = u32::try_from(time.subsec_nanosecond()).unwrap_or_default();
        let time = Time::try_new(small(time.hour()), small(time.minute()), small(time.second()), nanosecond);
        match (date, time) {
            (Ok(date), Ok(time)) => Ok(DateTime { date, time }),
            _ => Err(NotAForm::new(format!("`{day}` cannot be shown"), "years go from 1 to 9999")),
        }
    }
}
