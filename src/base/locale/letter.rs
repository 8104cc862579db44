//! Which characters are part of a word, in any script.

use icu_properties::props::{EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

/// Returns whether a character is part of a word: a letter, a digit, or a mark that belongs to one, such
/// as the vowel signs of Hindi and an accent that a file system keeps apart from its letter.
pub fn is_of_word(character: char) -> bool {
    character.is_alphanumeric()
        || (!character.is_ascii() && GeneralCategoryGroup::Mark.contains(GeneralCategory::for_char(character)))
}
