//! Numbers for pages that stay when other pages come and go.
//!
//! Numbers in a row would be the shortest, but one page more would change all that come after it, and with them
//! nearly every file of the index. So a page has the place to which its address hashes in a table two to four
//! times as large as their number; only neighbors in a crowd move.

use super::shard::PAGES_PER_FILE;
use crate::base::path::UrlPath;
use crate::incremental::Fingerprint;

/// Returns the number of each address with its place among `urls`, in the order of the numbers.
pub(super) fn numbers<'a>(urls: impl Iterator<Item = &'a UrlPath>) -> Vec<(u32, usize)> {
    let mut hashed: Vec<(u64, &UrlPath, usize)> = urls.enumerate().map(|(at, url)| (hash(url), url, at)).collect();
    hashed.sort_unstable();
    let places = (hashed.len() * 2).next_power_of_two().max(PAGES_PER_FILE);
    let shift = u64::BITS - places.trailing_zeros();
    let mut next = 0;
    let numbered = hashed.into_iter().map(|(hash, _, at)| {
        let wish = u32::try_from(hash >> shift).expect("a site has fewer than two billion pages");
        let number = wish.max(next);
        next = number + 1;
        (number, at)
    });
    numbered.collect()
}

fn hash(url: &UrlPath) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *Fingerprint::of(url.as_str().as_bytes()).as_bytes();
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn of(names: impl Iterator<Item = usize>) -> BTreeMap<String, u32> {
        let urls: Vec<UrlPath> = names.map(|name| UrlPath::new(&format!("/{name}/")).unwrap()).collect();
        let numbers = numbers(urls.iter());
        assert!(numbers.is_sorted_by(|(a, _), (b, _)| a < b), "each has its own, in order");
        numbers.into_iter().map(|(number, at)| (urls[at].to_string(), number)).collect()
    }

    #[test]
    fn a_new_page_moves_few_others() {
        let before = of(0..1000);
        let after = of(0..1001);
        let n_moved = before.iter().filter(|(url, number)| after[*url] != **number).count();
        assert!(n_moved < 10, "{n_moved}");
        assert!(*after.values().max().unwrap() < 2100);
        assert!(of(0..0).is_empty());
    }
}
