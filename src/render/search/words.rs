//! Text → words, as the script splits what a visitor types.

use crate::base::locale::{folded, is_of_word, is_unspaced};

/// What is longer is no word that anybody types: it is cut here, and so is what is typed.
const LONGEST: usize = 40;

/// Returns the words of `text` in their order.
///
/// What is written without spaces becomes pairs of characters: any part of a sentence of two characters or more
/// is found by its pairs. A single letter is no word, a single digit is.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let mut words = Vec::new();
    for run in folded.split(|character| !is_of_word(character)).filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let is_unspaced_run = is_unspaced(first);
            let end = rest.find(|character| is_unspaced(character) != is_unspaced_run).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            if is_unspaced_run {
                pairs(part, &mut words)
            } else {
                words.extend(word(part))
            }
            rest = behind;
        }
    }
    words
}

fn word(part: &str) -> Option<String> {
    let word: String = part.chars().take(LONGEST).collect();
    let is_letter = word.chars().nth(1).is_none() && !word.starts_with(char::is_numeric);
    (!is_letter).then_some(word)
}

fn pairs(part: &str, words: &mut Vec<String>) {
    let characters: Vec<char> = part.chars().collect();
    match &*characters {
        [only] => words.push(only.to_string()),
        many => words.extend(many.windows(2).map(String::from_iter)),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    /// The same cases run through the script, in `tests/browser/folding.test.mjs`.
    #[test]
    fn the_cases_that_the_script_has_too() {
        let cases = include_str!("../../../tests/browser/folding.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(cases).unwrap();
        assert!(cases.len() > 20);
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }
}
