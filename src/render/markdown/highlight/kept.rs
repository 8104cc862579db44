//! Tokens as bytes, for the store: a byte that says whether there are any, then the number of the class and
//! the length of each.

use super::Token;
use super::classes::CLASSES;

const PLAIN: u8 = 0;
const MARKED_UP: u8 = 1;

/// Returns tokens as bytes; none where the code stays plain.
pub(super) fn write(tokens: Option<&[Token]>) -> Vec<u8> {
    let Some(tokens) = tokens else { return vec![PLAIN] };
    let mut bytes = vec![MARKED_UP];
    let mut at = 0;
    for token in tokens {
        let class = CLASSES.iter().position(|class| *class == token.class).expect("every class is in the list");
        bytes.push(u8::try_from(class).expect("the list is short"));
        let length = u32::try_from(token.end - at).expect("a block is far below 4 GiB");
        bytes.extend(length.to_le_bytes());
        at = token.end;
    }
    bytes
}

/// Returns the tokens of `code`; none where it stays plain, or where they do not fit.
pub(super) fn read(bytes: &[u8], code: &str) -> Option<Vec<Token>> {
    let (&MARKED_UP, bytes) = bytes.split_first()? else { return None };
    let (chunks, rest) = bytes.as_chunks::<5>();
    let mut end = 0;
    let mut tokens = Vec::with_capacity(chunks.len());
    for [class, length @ ..] in chunks {
        let class = CLASSES.get(usize::from(*class))?;
        end += usize::try_from(u32::from_le_bytes(*length)).ok()?;
        if !code.is_char_boundary(end) {
            return None;
        }
        tokens.push(Token { class, end });
    }
    (rest.is_empty() && end == code.len()).then_some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_back() {
        let tokens = [Token { class: "k", end: 2 }, Token { class: "", end: 4 }];
        let bytes = write(Some(&tokens));
        assert_eq!(read(&bytes, "fné").unwrap(), tokens);
        assert_eq!(read(&write(Some(&[])), ""), Some(Vec::new()));
        assert_eq!(read(&write(None), "fné"), None);
    }

    #[test]
    fn bytes_of_other_code_are_refused() {
        let bytes = write(Some(&[Token { class: "k", end: 1 }, Token { class: "", end: 2 }]));
        assert!(read(&bytes, "ab").is_some());
        for code in ["", "a", "abc", "é"] {
            assert_eq!(read(&bytes, code), None, "{code}");
        }
        assert!((0..bytes.len()).all(|end| read(&bytes[..end], "ab").is_none()));
        assert_eq!(read(&[MARKED_UP, 255, 2, 0, 0, 0], "ab"), None);
    }
}
