//! Code blocks: their info strings, titles, line numbers and highlighted lines.

mod block;
mod info;
