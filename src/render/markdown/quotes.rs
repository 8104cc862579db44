//! Quotation marks of the page's language.
//!
//! pulldown-cmark tells which straight marks open and which close; here they get their shape. A mark
//! that the author wrote in its own shape, or escaped, stays as it is.

/// Opening and closing marks, outer and inner.
struct Marks {
    double: (&'static str, &'static str),
    single: (&'static str, &'static str),
}

const ENGLISH: Marks = Marks { double: ("“", "”"), single: ("‘", "’") };

/// By language, or by its first subtag. Sources: the style guides of the languages' publishers; where two
/// customs live side by side, the one of public administrations.
const LANGUAGES: &[(&[&str], Marks)] = &[
    (&["de-CH", "de-LI", "it-CH", "rm"], Marks { double: ("«", "»"), single: ("‹", "›") }),
    (&["it", "es", "ca", "gl", "pt-PT", "el"], Marks { double: ("«", "»"), single: ("“", "”") }),
    (&["fr-CH"], Marks { double: ("«\u{202f}", "\u{202f}»"), single: ("‹\u{202f}", "\u{202f}›") }),
    (&["fr"], Marks { double: ("«\u{a0}", "\u{a0}»"), single: ("“", "”") }),
    (&["de", "sl", "cs", "sk", "is", "lt", "et", "lv", "bg"], Marks { double: ("„", "“"), single: ("‚", "‘") }),
    (&["pl", "ro", "hu", "hr", "bs", "nl-BE"], Marks { double: ("„", "”"), single: ("‚", "’") }),
    (&["sv", "fi"], Marks { double: ("”", "”"), single: ("’", "’") }),
    (&["da"], Marks { double: ("»", "«"), single: ("›", "‹") }),
    (&["nb", "nn", "no"], Marks { double: ("«", "»"), single: ("‘", "’") }),
    (&["ru", "uk", "be"], Marks { double: ("«", "»"), single: ("„", "“") }),
];

/// Shapes the marks of one text after another.
pub(super) struct Quotes {
    marks: &'static Marks,
    /// A single mark is open, so that the next one that is no apostrophe closes it.
    is_single_open: bool,
}

impl Quotes {
    /// Returns the quotation marks of a language.
    pub(super) fn of(language: &str) -> Self {
        let first = language.split('-').next().unwrap_or(language);
        let find = |code: &str| LANGUAGES.iter().find(|(codes, _)| codes.contains(&code));
        let marks = find(language).or_else(|| find(first)).map_or(&ENGLISH, |(_, marks)| marks);
        Self { marks, is_single_open: false }
    }

    /// Forgets what is open: a block begins.
    pub(super) fn begin(&mut self) {
        self.is_single_open = false;
    }

    /// Returns what stands for a mark that was made of the straight one between `before` and `after`.
    pub(super) fn shape(&mut self, mark: &str, (before, after): (Option<char>, Option<char>)) -> Option<&'static str> {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        match mark {
            "“" => Some(self.marks.double.0),
            "”" => Some(self.marks.double.1),
            "‘" => {
                self.is_single_open = true;
                Some(self.marks.single.0)
            }
            "’" if self.is_single_open && !(is_letter(before) && is_letter(after)) => {
                self.is_single_open = false;
                Some(self.marks.single.1)
            }
            _ => None,
        }
    }
}
