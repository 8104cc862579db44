//! What a language is made of, as far as colors go.

/// The words and marks of a language. Lists are words with spaces between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar {
    /// What it is called behind a fence.
    pub names: &'static str,
    pub keywords: &'static str,
    pub types: &'static str,
    pub constants: &'static str,
    pub builtins: &'static str,
    /// What begins a comment that goes to the end of the line.
    pub comments: &'static [&'static str],
    /// What begins and ends a comment.
    pub blocks: &'static [(&'static str, &'static str)],
    /// Longer openings come before those they begin with.
    pub strings: &'static [Quote],
    /// Other habits.
    pub habits: u32,
}

/// A kind of string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    pub rules: u8,
}

/// In a string: `\` takes the next character along.
pub(super) const ESCAPES: u8 = 1;
/// A string may go over many lines.
pub(super) const LINES: u8 = 2;
/// A quote is doubled to stand in a string.
pub(super) const DOUBLED: u8 = 4;
/// Only what is closed after one character; otherwise the mark is the beginning of a name, as in `'a`.
pub(super) const CHARACTER: u8 = 8;

/// Words are the same in capitals.
pub(super) const CASELESS: u32 = 1;
/// Comments stand in comments.
pub(super) const NESTED: u32 = 1 << 1;
/// A line that begins with `#` is for the preprocessor.
pub(super) const PREPROCESSOR: u32 = 1 << 2;
/// `@name` is a decorator.
pub(super) const DECORATORS: u32 = 1 << 3;
/// `$name` and `${…}` are variables.
pub(super) const VARIABLES: u32 = 1 << 4;
/// Names hold `-`.
pub(super) const DASHES: u32 = 1 << 5;
/// A name before `:` is a key.
pub(super) const COLON_KEYS: u32 = 1 << 6;
/// A name before `=` is a key.
pub(super) const EQUAL_KEYS: u32 = 1 << 7;
/// A line that begins with `[` is a heading.
pub(super) const SECTIONS: u32 = 1 << 8;
/// `:name` is a symbol.
pub(super) const SYMBOLS: u32 = 1 << 9;
/// A name with a capital is a type.
pub(super) const CAPITALS: u32 = 1 << 10;
/// Names hold `'`.
pub(super) const PRIMES: u32 = 1 << 11;
/// `/…/` is a pattern where a value is expected.
pub(super) const PATTERNS: u32 = 1 << 12;
/// `name!` is a macro.
pub(super) const MACROS: u32 = 1 << 13;
/// A word of up to three letters before a quote belongs to the string.
pub(super) const PREFIXES: u32 = 1 << 14;
/// The name behind `(` is called, as in Lisp.
pub(super) const LISP: u32 = 1 << 15;
/// `#fff` is a color, `.name` a class.
pub(super) const STYLES: u32 = 1 << 16;
/// `\name` is a command.
pub(super) const COMMANDS: u32 = 1 << 17;
/// The first word of a line is a command.
pub(super) const DIRECTIVES: u32 = 1 << 18;
/// Names hold `?` and `!` at their end.
pub(super) const MARKED: u32 = 1 << 19;
/// `%name` is a register or a local.
pub(super) const REGISTERS: u32 = 1 << 20;
/// A comment begins only behind white space.
pub(super) const SPACED: u32 = 1 << 21;

pub(super) const DOUBLE: Quote = Quote { open: "\"", close: "\"", rules: ESCAPES };
pub(super) const SINGLE: Quote = Quote { open: "'", close: "'", rules: ESCAPES };
pub(super) const DOUBLE_LINES: Quote = Quote { open: "\"", close: "\"", rules: ESCAPES | LINES };
pub(super) const SINGLE_LINES: Quote = Quote { open: "'", close: "'", rules: ESCAPES | LINES };
pub(super) const SINGLE_RAW: Quote = Quote { open: "'", close: "'", rules: LINES };
pub(super) const LETTER: Quote = Quote { open: "'", close: "'", rules: ESCAPES | CHARACTER };
pub(super) const BACKTICK: Quote = Quote { open: "`", close: "`", rules: ESCAPES | LINES };
pub(super) const TRIPLE_DOUBLE: Quote = Quote { open: "\"\"\"", close: "\"\"\"", rules: ESCAPES | LINES };
pub(super) const TRIPLE_SINGLE: Quote = Quote { open: "'''", close: "'''", rules: ESCAPES | LINES };
pub(super) const DOUBLED_DOUBLE: Quote = Quote { open: "\"", close: "\"", rules: DOUBLED };
pub(super) const DOUBLED_SINGLE: Quote = Quote { open: "'", close: "'", rules: DOUBLED | LINES };

/// A language without any words.
pub(super) const BARE: Grammar = Grammar {
    names: "",
    keywords: "",
    types: "",
    constants: "true false null",
    builtins: "",
    comments: &["#"],
    blocks: &[],
    strings: &[DOUBLE, SINGLE],
    habits: 0,
};

/// A language with the comments of C.
pub(super) const CURLY: Grammar =
    Grammar { comments: &["//"], blocks: &[("/*", "*/")], strings: &[DOUBLE, LETTER], habits: CAPITALS, ..BARE };

/// A language with the comments and lists of Lisp.
pub(super) const LISPS: Grammar = Grammar {
    constants: "nil t true false",
    comments: &[";"],
    blocks: &[("#|", "|#")],
    strings: &[DOUBLE_LINES],
    habits: LISP | DASHES | MARKED | SYMBOLS,
    ..BARE
};
