//! How much rules make that lie in each other: each selector of a rule meets each selector of the rule around it,
//! so 26 rules of two selectors each are 67 million.
//!
//! Counted as Sass joins them, before anything joins them. What is counted is what nesting adds: a sheet may be as
//! long as it likes.

use super::limits::{Token, Tokens, indent};

/// How many selectors nesting may add to a style sheet. Large frameworks add a few thousand.
pub(super) const MOST_SELECTORS: u64 = 100_000;

/// How many bytes these selectors may have.
pub(super) const MOST_BYTES: u64 = 16 << 20;

/// The selectors of a rule together with those of the rules around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Joined {
    number: u64,
    n_bytes: u64,
}

impl Joined {
    const TOP: Self = Self { number: 1, n_bytes: 0 };

    /// Returns these with selectors in them that name those around `factor` times and have so many bytes.
    fn with(self, factor: u64, n_bytes: usize) -> Self {
        let n_bytes = u64::try_from(n_bytes).unwrap_or(u64::MAX);
        Self {
            number: self.number.saturating_mul(factor),
            n_bytes: self.n_bytes.saturating_mul(factor).saturating_add(self.number.saturating_mul(n_bytes)),
        }
    }
}

/// What nesting added so far.
#[derive(Debug, Default)]
struct Added {
    number: u64,
    n_bytes: u64,
}

impl Added {
    /// Adds a rule below others; returns whether it is too much.
    fn add(&mut self, around: Joined, joined: Joined) -> bool {
        if around != Joined::TOP {
            self.number = self.number.saturating_add(joined.number);
            self.n_bytes = self.n_bytes.saturating_add(joined.n_bytes);
        }
        self.number > MOST_SELECTORS || self.n_bytes > MOST_BYTES
    }
}

/// What stands before a block, up to where the reader is.
#[derive(Debug, Default)]
struct Prelude {
    start: usize,
    /// How often the selectors before the last comma name those around them: at least once each.
    factor: u64,
    n_ampersands: u64,
    is_at_rule: bool,
}

impl Prelude {
    fn at(start: usize) -> Self {
        Self { start, ..Self::default() }
    }

    fn factor(&self) -> u64 {
        self.factor.saturating_add(self.n_ampersands.max(1))
    }
}

/// Returns the byte at which rules in rules become too many, if they do.
pub(super) fn too_many(text: &str, is_sass: bool) -> Option<usize> {
    // Brackets are `None`.
    let mut open: Vec<Option<Joined>> = Vec::new();
    let mut added = Added::default();
    let mut prelude = Prelude::default();
    for token in Tokens::of(text, is_sass) {
        let is_bracket = open.last().is_some_and(Option::is_none);
        match token {
            Token::Open(at) if text.as_bytes()[at] == b'{' && !text[..at].ends_with('#') => {
                let around = open.iter().rev().find_map(|level| *level).unwrap_or(Joined::TOP);
                let own = at.saturating_sub(prelude.start);
                let joined = if prelude.is_at_rule { around } else { around.with(prelude.factor(), own) };
                if added.add(around, joined) {
                    return Some(at);
                }
                open.push(Some(joined));
                prelude = Prelude::at(at + 1);
            }
            Token::Open(_) => open.push(None),
            Token::Close(at) => {
                if open.pop().flatten().is_some() {
                    prelude = Prelude::at(at + 1);
                }
            }
            Token::End(at) if !is_bracket && text.as_bytes()[at] == b';' => prelude = Prelude::at(at + 1),
            Token::End(_) if !is_bracket => (prelude.factor, prelude.n_ampersands) = (prelude.factor(), 0),
            Token::At(at, word) if text[prelude.start..at].trim().is_empty() => {
                prelude.is_at_rule = !matches!(word, "@nest" | "@at");
            }
            Token::Operator(at) if text.as_bytes()[at] == b'&' => prelude.n_ampersands += 1,
            Token::End(_) | Token::At(..) | Token::Operator(_) | Token::Variable(_) => {}
        }
    }
    None
}

/// Returns the byte at which rules in rules of indented Sass become too many, if they do.
pub(super) fn too_many_by_lines(text: &str) -> Option<usize> {
    let mut above: Vec<(usize, Joined)> = Vec::new();
    let mut added = Added::default();
    // A list that goes on in the next line.
    let (mut factor, mut n_bytes) = (0_u64, 0);
    // A line is a rule only if something lies in it.
    let mut last = (Joined::TOP, Joined::TOP);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, row) = (at, line.trim());
        at += line.len();
        if row.is_empty() || row.starts_with("//") {
            continue;
        }
        for part in row.split(',').filter(|part| !part.trim().is_empty()) {
            factor = factor.saturating_add(u64::try_from(part.matches('&').count()).unwrap_or(u64::MAX).max(1));
        }
        n_bytes += row.len();
        if row.ends_with(',') {
            continue;
        }
        let level = indent(line);
        if above.last().is_some_and(|(over, _)| *over < level) && added.add(last.0, last.1) {
            return Some(start);
        }
        above.retain(|(over, _)| *over < level);
        let around = above.last().map_or(Joined::TOP, |(_, joined)| *joined);
        let is_at_rule = row.starts_with(['@', '=', '+']) && !row.starts_with("@at-root");
        let joined = if is_at_rule { around } else { around.with(factor, n_bytes) };
        last = (around, joined);
        above.push((level, joined));
        (factor, n_bytes) = (0, 0);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        assert_eq!(too_many(text, false), expected, "{}", &text[..text.len().min(200)]);
        assert_eq!(too_many(text, true), expected, "{}", &text[..text.len().min(200)]);
    }

    fn nested(open: &str, n: usize) -> String {
        format!("{}color:red{}", open.repeat(n), "}".repeat(n))
    }

    #[test]
    fn selectors_are_multiplied() {
        check(&nested(".a,.b{", 10), None);
        check(&nested(".a,.b{", 26), Some(16 * 6 - 1));
        check(&nested("& & {", 10), None);
        check(&nested("& & {", 26), Some(16 * 5 - 1));
        check(&nested(".a{", 95), None);
        check(&nested("@media print, screen {", 95), None);
        check(&nested(".a:is(.b, .c) {", 90), None);
        check(&format!(".a {{ {} }}", ".b, .c { d: e }\n".repeat(20_000)), None);
        check(&".a, .b, .c { d: e, f, g }\n".repeat(200_000), None);
        let long = ".a".repeat(10_000);
        assert!(too_many(&format!("{long} {{ {} }}", ".b { d: e }".repeat(2_000)), false).is_some());
        assert_eq!(too_many("a { b: #{'x, y'}; #{$c}, &-d { e: f } }", true), None);
    }

    #[test]
    fn selectors_are_multiplied_by_lines() {
        let nested = |n: usize| (0..n).map(|n| format!("{}.a, .b\n", " ".repeat(n))).collect::<String>();
        assert_eq!(too_many_by_lines(&nested(10)), None);
        assert!(too_many_by_lines(&nested(26)).is_some());
        let rows: String = (0..26).map(|n| format!("{0}.a,\n{0}.b\n", " ".repeat(n))).collect();
        assert!(too_many_by_lines(&rows).is_some());
        assert_eq!(too_many_by_lines(&".a\n  grid: a, b, c\n  .c\n    d: e\n".repeat(20_000)), None);
    }
}
