//! One spelling for what a person takes for the same word: `Città`, `citta` and `CITTÀ`.
//!
//! Whoever searches in a browser folds what was typed with the same rules, written in JavaScript
//! (`src/render/search/script.js`): what changes here changes there. The cases in
//! `tests/browser/folding.json` run through both.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Returns `text` in lower case, without accents, points and the like, and with its letters in their plain form.
///
/// The marks of scripts whose vowels are marks stay: without them most words of Hindi or Thai would be alike.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(text).to_lowercase();
    let mut bare = String::with_capacity(plain.len());
    for character in plain.chars().filter(|character| !is_dropped(*character)) {
        match letters(character) {
            Some(letters) => bare.push_str(letters),
            None => bare.push(character),
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&bare).into_owned()
}

/// Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and the stretching line of Arabic, and
/// what only says where a word may be broken.
fn is_dropped(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Letters that Unicode does not take apart, as people write them on a keyboard without them.
fn letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Returns whether a character belongs to a script that is written without spaces between words: Thai, Lao,
/// Burmese, Khmer, Chinese and Japanese.
pub fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}
