//! The order of a list, as a section and a query ask for it.

use serde::{Deserialize, Serialize};

/// What pages are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum SortBy {
    /// Newest first; pages without a date last, by title.
    #[default]
    Date,
    /// Last updated first.
    Updated,
    /// By title, as the language sorts.
    Title,
    /// By the last segment of the URL.
    Slug,
    /// Lightest first, then by title.
    Weight,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    Ascending,
    Descending,
}

/// Whether an order is turned around.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Direction {
    /// As `SortBy` says.
    #[default]
    Natural,
    /// The other way around.
    Reversed,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub sort_by: SortBy,
    pub direction: Direction,
}

/// Our names of orders, then those of Zola.
pub(crate) const ORDERS: [(&str, SortBy); 9] = [
    ("date", SortBy::Date),
    ("updated", SortBy::Updated),
    ("title", SortBy::Title),
    ("slug", SortBy::Slug),
    ("weight", SortBy::Weight),
    ("none", SortBy::Date),
    ("publish_date", SortBy::Date),
    ("update_date", SortBy::Updated),
    ("title_bytes", SortBy::Title),
];

/// The two ends.
pub(crate) const WISHES: [(&str, Wish); 4] = [
    ("asc", Wish::Ascending),
    ("desc", Wish::Descending),
    ("ascending", Wish::Ascending),
    ("descending", Wish::Descending),
];

impl Order {
    /// Returns the order by `sort_by`; without a wish dates go down and all else goes up.
    pub(crate) fn of(sort_by: SortBy, wish: Option<Wish>) -> Self {
        let natural = match sort_by {
            SortBy::Date | SortBy::Updated => Wish::Descending,
            SortBy::Title | SortBy::Slug | SortBy::Weight => Wish::Ascending,
        };
        let is_natural = wish.is_none_or(|wish| wish == natural);
        Self { sort_by, direction: if is_natural { Direction::Natural } else { Direction::Reversed } }
    }
}
