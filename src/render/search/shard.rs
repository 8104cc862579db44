//! Sorted words → files of bounded size, cut where few other files change when a word comes or goes.
//!
//! Words are cut by their first letters: a set that is too large is cut by one letter more, and small neighbors
//! with the same beginning share a file. So a new word can move borders only among words that begin as it does.

use std::ops::Range;

use super::merge::Posting;

/// How large a file of words may be before it is compressed, unless it holds one word only. In our corpora it
/// has a third of that on the wire.
pub(super) const MOST_BYTES: usize = 12 * 1024;

/// How many numbers a file of pages covers; a quarter to a half of them are taken.
pub(super) const PAGES_PER_FILE: usize = 32;

/// How many files one list names. A longer list is cut into files of its own, so that what every visitor must
/// load first does not grow with the site.
pub(super) const MOST_FILES: usize = 128;

/// Some neighbors in a sorted list, and the text at or before the first of them that begins no other piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub from: String,
    pub items: Range<usize>,
    cost: usize,
}

/// Cuts a sorted list of texts with their costs into pieces of at most `limit`, or of one item.
pub(super) fn cut(items: &[(&str, usize)], limit: usize) -> Vec<Piece> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut pieces = cut_below(items, 0..items.len(), 0, limit);
    // Whatever is looked for lies in some piece.
    pieces[0].from.clear();
    pieces
}

fn cut_below(items: &[(&str, usize)], range: Range<usize>, n_letters: usize, limit: usize) -> Vec<Piece> {
    let cost = items[range.clone()].iter().map(|(_, cost)| cost).sum();
    if cost <= limit || range.len() == 1 {
        let from = items[range.start].0.chars().take(n_letters).collect();
        return vec![Piece { from, items: range, cost }];
    }
    let letter = |at: usize| items[at].0.chars().nth(n_letters);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let end = (start..range.end).find(|at| letter(*at) != letter(start)).unwrap_or(range.end);
        for piece in cut_below(items, start..end, n_letters + 1, limit) {
            match pieces.last_mut().filter(|last| last.cost + piece.cost <= limit) {
                Some(last) => {
                    last.items.end = piece.items.end;
                    last.cost += piece.cost;
                }
                None => pieces.push(piece),
            }
        }
        start = end;
    }
    pieces
}

/// Writes `"word":[3,12,40,5,9]`: how many pages have it, then for each of the best ones the distance from the
/// number of the one before, and its score.
pub(super) fn push_posting(json: &mut String, posting: &Posting) {
    // Words hold letters, digits and marks only: nothing that JSON escapes.
    json.push_str(&format!("\"{}\":[{}", posting.word, posting.n_pages));
    let mut before = 0;
    for (number, score) in &posting.pages {
        json.push_str(&format!(",{},{score}", number - before));
        before = *number;
    }
    json.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[(&str, usize)], limit: usize, expected: &[(&str, Range<usize>)]) {
        let pieces = cut(words, limit);
        let pieces: Vec<(&str, Range<usize>)> =
            pieces.iter().map(|piece| (&*piece.from, piece.items.clone())).collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn words_are_cut_by_their_first_letters() {
        check(&[], 10, &[]);
        check(&[("a", 3), ("b", 3)], 10, &[("", 0..2)]);
        check(&[("aa", 6), ("ab", 6), ("b", 3), ("c", 3)], 10, &[("", 0..1), ("ab", 1..3), ("c", 3..4)]);
        // A word that begins another, and one that is too large by itself.
        check(&[("a", 6), ("aa", 50), ("aaa", 6)], 10, &[("", 0..1), ("aa", 1..2), ("aaa", 2..3)]);
    }

    #[test]
    fn a_new_word_moves_no_border_of_words_that_begin_otherwise() {
        let names: Vec<String> = ('a'..='f').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}"))).collect();
        let mut words: Vec<(&str, usize)> = names.iter().map(|name| (&**name, 5)).collect();
        let before: Vec<String> = cut(&words, 40).into_iter().map(|piece| piece.from).collect();
        words.insert(words.partition_point(|(word, _)| *word < "bcc"), ("bcc", 5));
        let after: Vec<String> = cut(&words, 40).into_iter().map(|piece| piece.from).collect();
        let others =
            |pieces: &[String]| pieces.iter().filter(|from| !from.starts_with('b')).cloned().collect::<Vec<String>>();
        assert_eq!(others(&before), others(&after));
        assert!(before.len() > 20);
    }
}
