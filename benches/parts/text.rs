//! Text that looks like that of a site: the same words in every run.

/// Words of announcements, in no language in particular.
const WORDS: [&str; 24] = [
    "comune",
    "servizio",
    "anagrafe",
    "scrutinio",
    "seggio",
    "bando",
    "avviso",
    "giunta",
    "ufficio",
    "modulo",
    "scadenza",
    "scuola",
    "election",
    "turnout",
    "ballot",
    "district",
    "notice",
    "register",
    "deadline",
    "budget",
    "water",
    "road",
    "census",
    "office",
];

/// SplitMix64 (Steele, Lea and Flood 2014): numbers that look like chance.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from(mixed ^ (mixed >> 31)).unwrap_or(usize::MAX) % end
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    /// Returns a sentence with some emphasis, links and code in it, as the posts of `make_corpus.py` have them.
    pub(crate) fn sentence(&mut self) -> String {
        let n_words = 8 + self.below(8);
        let mut words: Vec<String> = (0..n_words).map(|_| self.word().to_owned()).collect();
        words[2] = format!("**{}**", words[2]);
        words[5] = format!("*{}*", words[5]);
        match self.below(8) {
            0 | 1 => words[6] = format!("[{0}](https://example.org/{0})", words[6]),
            2 => words[7] = format!("`{}`", words[7]),
            _ => {}
        }
        format!("{}.", words.join(" "))
    }

    pub(crate) fn paragraph(&mut self) -> String {
        let sentences: Vec<String> = (0..3 + self.below(3)).map(|_| self.sentence()).collect();
        format!("{}\n", sentences.join(" "))
    }
}
