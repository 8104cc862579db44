//! `[manifest]`: how a phone shows the site on its home screen (<https://www.w3.org/TR/appmanifest/>).

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::base::finding::Place;
use crate::base::media::media_type;
use crate::base::path::UrlPath;
use crate::config::resolve::Resolver;

/// What the manifest says, in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The name below the icon; that of the site where it is not given.
    pub short_name: Option<String>,
    /// How much of the browser is seen.
    pub display: Display,
    /// The color of the browser around the site.
    pub theme_color: Option<String>,
    /// The color before the first page is there.
    pub background_color: Option<String>,
    /// Its icons.
    pub icons: Vec<Icon>,
    /// Where `seawall.toml` speaks of it.
    pub place: Place,
}

/// An icon: a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    /// Where it is served.
    pub src: UrlPath,
    /// `any`, or as in `192x192 512x512`.
    pub sizes: String,
    /// Its media type.
    pub media_type: String,
    /// `any`, `maskable`, `monochrome`, or several of them.
    pub purpose: Option<String>,
    /// Where `seawall.toml` names it.
    pub place: Place,
}

/// How much of the browser is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Display {
    /// All of it: a link on the home screen.
    #[default]
    Browser,
    /// Little more than a way back.
    MinimalUi,
    /// Nothing: it looks like a program of its own.
    Standalone,
    /// Nothing at all, not even the clock.
    Fullscreen,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawManifest {
    short_name: Option<String>,
    #[serde(default)]
    display: Display,
    theme_color: Option<Spanned<String>>,
    background_color: Option<Spanned<String>>,
    #[serde(default)]
    icons: Vec<RawIcon>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIcon {
    src: Spanned<String>,
    sizes: Option<Spanned<String>>,
    #[serde(rename = "type")]
    media_type: Option<String>,
    purpose: Option<Spanned<String>>,
}

impl Resolver<'_> {
    pub(crate) fn manifest(&mut self, raw: &Spanned<RawManifest>) -> Manifest {
        let own = raw.get_ref();
        Manifest {
            short_name: own.short_name.clone(),
            display: own.display,
            theme_color: self.color(own.theme_color.as_ref()),
            background_color: self.color(own.background_color.as_ref()),
            icons: own.icons.iter().filter_map(|icon| self.icon(icon)).collect(),
            place: self.place(raw.span()),
        }
    }

    /// A color of CSS; of its many forms only what could not be one is refused.
    fn color(&mut self, wish: Option<&Spanned<String>>) -> Option<String> {
        let wish = wish?;
        let text = wish.get_ref();
        let is_hex = |digits: &str| {
            [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        };
        let is_word = text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !text.is_empty();
        let is_call = text.ends_with(')') && text.contains('(') && !text.contains([';', '"', '<', '>']);
        if text.strip_prefix('#').map_or(is_word || is_call, is_hex) {
            return Some(text.clone());
        }
        self.refuse(wish.span(), "config-manifest", format!("`{text}` is not a color"), "write it as `#0b3d66`");
        None
    }

    fn icon(&mut self, raw: &RawIcon) -> Option<Icon> {
        let src = self.file(&raw.src, "config-manifest")?;
        let kind = raw.media_type.clone().unwrap_or_else(|| media_type(src.as_str()));
        let sizes = match &raw.sizes {
            Some(sizes) if is_sizes(sizes.get_ref()) => sizes.get_ref().clone(),
            None if kind == "image/svg+xml" => "any".to_owned(),
            wrong => {
                let span = wrong.as_ref().map_or(raw.src.span(), Spanned::span);
                let message = match wrong {
                    Some(sizes) => format!("`{}` are no sizes of an icon", sizes.get_ref()),
                    None => format!("the icon `{src}` needs `sizes`"),
                };
                self.refuse(span, "config-manifest", message, "write `sizes = \"192x192\"`");
                return None;
            }
        };
        let purpose = raw.purpose.as_ref();
        let is_purpose = |word: &str| ["any", "maskable", "monochrome"].contains(&word);
        if let Some(wrong) = purpose.filter(|purpose| !purpose.get_ref().split(' ').all(is_purpose)) {
            let message = format!("`{}` is no purpose of an icon", wrong.get_ref());
            self.refuse(wrong.span(), "config-manifest", message, "it can be `any`, `maskable` and `monochrome`");
        }
        let purpose = purpose.map(|purpose| purpose.get_ref().clone());
        Some(Icon { src, sizes, media_type: kind, purpose, place: self.place(raw.src.span()) })
    }
}

fn is_sizes(text: &str) -> bool {
    let is_number =
        |text: &str| !text.is_empty() && !text.starts_with('0') && text.bytes().all(|digit| digit.is_ascii_digit());
    text.split(' ').all(|size| {
        size == "any"
            || size.split_once(['x', 'X']).is_some_and(|(width, height)| is_number(width) && is_number(height))
    })
}
