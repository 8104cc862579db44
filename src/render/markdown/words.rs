//! How many words a person reads.

/// Counts words as text goes by, across the borders of its pieces.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub n_words: usize,
    is_inside: bool,
}

impl Words {
    /// Reads on.
    pub(super) fn read(&mut self, text: &str) {
        for letter in text.chars() {
            if letter.is_ascii() {
                let is_part = letter.is_ascii_alphanumeric();
                self.n_words += usize::from(is_part && !self.is_inside);
                // A sign, such as a hyphen, stands between two words only beside a space.
                self.is_inside = is_part || (self.is_inside && !letter.is_ascii_whitespace() && letter != '\u{b}');
            } else if is_ideograph(letter) {
                self.n_words += 1;
                self.is_inside = false;
            } else if letter.is_whitespace() {
                self.is_inside = false;
            } else if letter.is_alphanumeric() && !self.is_inside {
                self.n_words += 1;
                self.is_inside = true;
            }
        }
    }

    /// Ends a word: a line or a block ends here.
    pub(super) fn pause(&mut self) {
        self.is_inside = false;
    }
}

/// Chinese and Japanese are written without spaces: each of their characters counts as a word.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_scripts() {
        #[track_caller]
        fn check(text: &str, expected: usize) {
            let mut words = Words::default();
            words.read(text);
            assert_eq!(words.n_words, expected, "{text}");
        }
        check("", 0);
        check("one two, three – four", 4);
        check("l'età dell’oro 9–12 e-mail", 4);
        check("今天天气", 4);
        check("使用 Rust 语言", 5);
        check("한국어 단어", 2);
    }
}
