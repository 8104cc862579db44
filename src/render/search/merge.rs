//! Pages with words → words with pages.

use std::collections::HashMap;

/// How many pages are kept of a word, the best ones: a word that most pages have would else fill files of
/// its own, and finds nothing by itself that anybody reads to its end.
pub(super) const MOST_PAGES: usize = 1000;

/// Six bits of a posting are the score, the rest the number of the page.
const SCORE_BITS: u32 = 6;

/// A word, how many pages have it, and the best of them in the order of their numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub word: String,
    pub n_pages: u32,
    /// Numbers with scores.
    pub pages: Vec<(u32, u32)>,
}

/// Collects the words of pages that come in the order of their numbers. What it holds is bounded: four bytes
/// for each word of each page, and never more than twice the most for one word.
#[derive(Debug, Default)]
pub(super) struct Merge {
    places: HashMap<String, usize>,
    words: Vec<(u32, Vec<u32>)>,
}

impl Merge {
    pub(super) fn add(&mut self, word: &str, number: u32, score: u32) {
        let at = match self.places.get(word) {
            Some(at) => *at,
            None => {
                self.places.insert(word.to_owned(), self.words.len());
                self.words.push((0, Vec::new()));
                self.words.len() - 1
            }
        };
        let (n_pages, packed) = &mut self.words[at];
        *n_pages += 1;
        packed.push(number << SCORE_BITS | score);
        if packed.len() >= MOST_PAGES * 2 {
            keep_best(packed);
        }
    }

    /// Returns all words in the order in which JavaScript compares texts: by UTF-16.
    pub(super) fn into_postings(self) -> Vec<Posting> {
        let mut words = self.words;
        let mut postings: Vec<Posting> = self
            .places
            .into_iter()
            .map(|(word, at)| {
                let (n_pages, mut packed) = std::mem::take(&mut words[at]);
                keep_best(&mut packed);
                let unpack = |packed: u32| (packed >> SCORE_BITS, packed & ((1 << SCORE_BITS) - 1));
                Posting { word, n_pages, pages: packed.into_iter().map(unpack).collect() }
            })
            .collect();
        // No two words are alike, so the order of the map does not show.
        postings.sort_unstable_by(|a, b| a.word.encode_utf16().cmp(b.word.encode_utf16()));
        postings
    }
}

/// Leaves the pages with the best scores; of equals, those with low numbers.
fn keep_best(packed: &mut Vec<u32>) {
    if packed.len() <= MOST_PAGES {
        return;
    }
    let score = |packed: &u32| packed & ((1 << SCORE_BITS) - 1);
    packed.sort_unstable_by_key(|one| (std::cmp::Reverse(score(one)), *one));
    packed.truncate(MOST_PAGES);
    packed.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_all_have_keeps_its_best_pages() {
        let n_pages = 5000;
        let score = |number: u32| 1 + number * 7 % 63;
        let mut merge = Merge::default();
        for number in 0..n_pages {
            merge.add("comune", number, score(number));
            if number % 1000 == 3 {
                merge.add("faro", number, 5);
            }
        }
        let postings = merge.into_postings();
        let [common, rare] = &postings[..] else { panic!("two words") };
        assert_eq!((&*common.word, common.n_pages, common.pages.len()), ("comune", n_pages, MOST_PAGES));
        assert!(common.pages.is_sorted());
        let mut best: Vec<(u32, u32)> = (0..n_pages).map(|number| (number, score(number))).collect();
        best.sort_by_key(|(number, score)| (std::cmp::Reverse(*score), *number));
        best.truncate(MOST_PAGES);
        best.sort_unstable();
        assert_eq!(common.pages, best);
        assert_eq!((&*rare.word, rare.n_pages, &rare.pages[1]), ("faro", 5, &(1003, 5)));
    }

    #[test]
    fn words_are_in_the_order_of_javascript() {
        let mut merge = Merge::default();
        for word in ["z", "\u{1d538}", "\u{fb01}", "a"] {
            merge.add(word, 1, 1);
        }
        let words: Vec<String> = merge.into_postings().into_iter().map(|posting| posting.word).collect();
        assert_eq!(words, ["a", "z", "\u{1d538}", "\u{fb01}"]);
    }
}
