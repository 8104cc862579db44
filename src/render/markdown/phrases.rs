//! The few words that Markdown adds to a page: texts of the theme chain, whose last link is built in and
//! has them in six languages.

use std::collections::BTreeMap;

use pulldown_cmark::BlockQuoteKind;
use serde_json::json;

use crate::render::escape::escaped;
use crate::render::template::Caller;

/// Returns the name of a kind of alert, as in `alert-note`.
pub(super) fn kind(alert: BlockQuoteKind) -> &'static str {
    match alert {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// Returns the title of an alert.
pub(super) fn alert(alert: BlockQuoteKind, caller: &Caller<'_>) -> String {
    let title = caller.text(&format!("alert-{}", kind(alert)), BTreeMap::new());
    title.unwrap_or_else(|| kind(alert).to_owned())
}

/// Returns what a link says that leads back from a footnote to its reference `number`.
pub(super) fn back(number: &str, caller: &Caller<'_>) -> String {
    let label = caller.text("footnote-back", BTreeMap::from([("n".to_owned(), json!(number))]));
    label.unwrap_or_else(|| number.to_owned())
}

/// Returns the box of a task. It has a name, as nothing ties the words beside it to it.
pub(super) fn task(is_done: bool, caller: &Caller<'_>) -> String {
    let (key, otherwise, checked) =
        if is_done { ("task-done", "done", " checked=\"\"") } else { ("task-open", "open", "") };
    let name = caller.text(key, BTreeMap::new()).unwrap_or_else(|| otherwise.to_owned());
    format!("<input disabled=\"\" type=\"checkbox\"{checked} aria-label=\"{}\"/>\n", escaped(&name))
}
