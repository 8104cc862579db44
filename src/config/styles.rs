//! `[styles]`: what is done with style sheets, and `[build]`: what runs before a build.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::resolve::Resolver;
use crate::base::finding::nearest;

/// The browsers that style sheets are written for, unless the site says otherwise: those that had `:is()`
/// and flexible boxes with gaps, which is what the built-in theme and most style sheets of today need.
/// All of them came out in 2021 or before (<https://caniuse.com/css-matches-pseudo>).
const BROWSERS: [(Browser, u32); 5] = [
    (Browser::Chrome, version(90, 0)),
    (Browser::Edge, version(90, 0)),
    (Browser::Firefox, version(88, 0)),
    (Browser::IosSafari, version(14, 0)),
    (Browser::Safari, version(14, 0)),
];

/// What is done with style sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Styles {
    /// Whether spaces and the like are taken out.
    pub minify: bool,
    /// The oldest version of each browser that they are written for, as `major << 16 | minor << 8`, in the
    /// order of the browsers.
    pub browsers: Vec<(Browser, u32)>,
}

/// A browser whose versions are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Browser {
    /// The browser of Android before it was Chrome.
    Android,
    /// Chrome, on any system but iOS.
    Chrome,
    /// Edge.
    Edge,
    /// Firefox.
    Firefox,
    /// Internet Explorer.
    Ie,
    /// Safari on iPhones and iPads.
    IosSafari,
    /// Opera.
    Opera,
    /// Safari on computers.
    Safari,
    /// The browser of Samsung.
    Samsung,
}

/// Names of browsers in `seawall.toml`; some have two.
const NAMES: [(&str, Browser); 10] = [
    ("android", Browser::Android),
    ("chrome", Browser::Chrome),
    ("edge", Browser::Edge),
    ("firefox", Browser::Firefox),
    ("ie", Browser::Ie),
    ("ios_saf", Browser::IosSafari),
    ("ios", Browser::IosSafari),
    ("opera", Browser::Opera),
    ("safari", Browser::Safari),
    ("samsung", Browser::Samsung),
];

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawStyles {
    minify: bool,
    browsers: Option<Vec<Spanned<String>>>,
}

impl Default for RawStyles {
    fn default() -> Self {
        Self { minify: true, browsers: None }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawBuild {
    pub before: Commands,
}

/// One command, or several in a row.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a command or a list of commands")]
pub(super) enum Commands {
    One(String),
    Many(Vec<String>),
}

impl Default for Commands {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Commands {
    /// Returns the commands that are not empty.
    pub(super) fn into_list(self) -> Vec<String> {
        let all = match self {
            Self::One(command) => vec![command],
            Self::Many(commands) => commands,
        };
        all.into_iter().filter(|command| !command.trim().is_empty()).collect()
    }
}

impl Resolver<'_> {
    pub(super) fn styles(&mut self, raw: &RawStyles) -> Styles {
        let mut browsers: Vec<(Browser, u32)> = match &raw.browsers {
            Some(wishes) => wishes.iter().filter_map(|wish| self.browser(wish)).collect(),
            None => BROWSERS.to_vec(),
        };
        // Of two versions of one browser the older one decides.
        browsers.sort_unstable();
        browsers.dedup_by_key(|(browser, _)| *browser);
        Styles { minify: raw.minify, browsers }
    }

    /// Reads `safari 14` or `firefox 88.1`.
    fn browser(&mut self, wish: &Spanned<String>) -> Option<(Browser, u32)> {
        let text = wish.get_ref().trim();
        let (name, number) = text.split_once(' ').unwrap_or((text, ""));
        let name = name.to_ascii_lowercase();
        let Some((_, browser)) = NAMES.iter().find(|(known, _)| *known == name) else {
            let names = NAMES.iter().map(|(name, _)| *name);
            let hint = match nearest(&name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.refuse(wish.span(), "config-browser", format!("`{name}` is no known browser"), &hint);
            return None;
        };
        let Some(number) = parse_version(number.trim().trim_start_matches(">=").trim()) else {
            let message = format!("`{text}` names no version of a browser");
            self.refuse(wish.span(), "config-browser", message, "write the oldest version, as in `safari 14`");
            return None;
        };
        Some((*browser, number))
    }
}

fn parse_version(text: &str) -> Option<u32> {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    let number = |text: &str| text.parse::<u8>().ok().map(u32::from);
    Some(version(number(major)?, number(minor)?))
}

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}
