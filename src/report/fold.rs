//! Long lists, short enough to be read.

use super::text::grouped;

/// How much of a list is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The first few, and how many more there are.
    Few,
    /// All.
    All,
}

/// How many are named of a list.
const FEW: usize = 4;

/// Returns `a, b, c and 9 more`.
pub(super) fn some(items: &[impl AsRef<str>], detail: Detail) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    let n_shown = match detail {
        // "and 1 more" would be no shorter.
        Detail::Few if items.len() > FEW + 1 => FEW,
        _ => items.len(),
    };
    let shown = items[..n_shown].join(", ");
    match items.len() - n_shown {
        0 => shown,
        n => format!("{shown} and {} more", grouped(n as u64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_where_that_makes_it_shorter() {
        let names: Vec<String> = (1..=9).map(|n| n.to_string()).collect();
        assert_eq!(some(&names[..5], Detail::Few), "1, 2, 3, 4, 5");
        assert_eq!(some(&names[..6], Detail::Few), "1, 2, 3, 4 and 2 more");
        assert_eq!(some(&names[..6], Detail::All), "1, 2, 3, 4, 5, 6");
        assert_eq!(some(&names[..0], Detail::Few), "");
    }
}
