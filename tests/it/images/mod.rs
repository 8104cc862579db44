//! Pictures: what Markdown and templates make of them, what is encoded when, and what is wrong with them.

mod broken;
mod cache;
mod markdown;
mod missing;
mod of_pages;
mod originals;
mod resize;
