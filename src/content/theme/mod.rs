//! The theme chain: the site's own files over the theme's, over those of the theme it extends, over the
//! built-in theme.
//!
//! Comes in: the name of the theme. Goes out: layers of files, best first, and the settings that the
//! themes declare. What a template or a style is, is the business of `render` and `assets`.

mod chain;
mod declaration;
mod layer;

pub use chain::Theme;
pub use layer::{BUILT_IN_NAME, Layer, ThemeFile, embedded_text};
