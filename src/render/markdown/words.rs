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
        let mut rest = text;
        while !rest.is_empty() {
            let n_ascii = rest.bytes().take_while(u8::is_ascii).count();
            self.read_ascii(&rest.as_bytes()[..n_ascii]);
            let mut letters = rest[n_ascii..].chars();
            if let Some(letter) = letters.next() {
                self.read_other(letter);
            }
            rest = letters.as_str();
        }
    }

    /// Most texts have little else, and bytes are read faster than characters.
    fn read_ascii(&mut self, bytes: &[u8]) {
        let (mut n_words, mut is_inside) = (self.n_words, self.is_inside);
        for byte in bytes {
            let is_part = byte.is_ascii_alphanumeric();
            n_words += usize::from(is_part & !is_inside);
            // A sign, such as a hyphen, stands between two words only beside a space.
            is_inside = is_part | (is_inside & !matches!(byte, b' ' | b'\t'..=b'\r'));
        }
        (self.n_words, self.is_inside) = (n_words, is_inside);
    }

    fn read_other(&mut self, letter: char) {
        if is_ideograph(letter) {
            self.n_words += 1;
            self.is_inside = false;
        } else if letter.is_whitespace() {
            self.is_inside = false;
        } else if letter.is_alphanumeric() && !self.is_inside {
            self.n_words += 1;
            self.is_inside = true;
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
