//! What lets a browser check that a file is the one that was meant: Subresource Integrity
//! (<https://www.w3.org/TR/SRI/>).

use sha2::{Digest as _, Sha384};

/// The digits of Base64 (RFC 4648 section 4).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the value of `integrity` for a file with these bytes: `sha384-…`, the algorithm that the
/// specification recommends.
pub fn integrity(bytes: &[u8]) -> String {
    let digest = Sha384::digest(bytes);
    let mut text = String::from("sha384-");
    // 48 bytes are 16 groups of three, so there is never any padding.
    for group in digest.chunks(3) {
        let bits = group.iter().fold(0, |bits: u32, byte| bits << 8 | u32::from(*byte));
        for shift in [18, 12, 6, 0] {
            text.push(char::from(DIGITS[(bits >> shift & 63) as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::integrity;

    #[test]
    fn as_in_the_specification() {
        // The example of section 3.1 of the specification.
        let expected = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(b"alert('Hello, world.');"), expected);
    }
}
