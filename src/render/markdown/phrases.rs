//! The few words that Markdown adds to a page, in the language of the page.

use pulldown_cmark::BlockQuoteKind;

use crate::render::template::Caller;

/// Language, the five titles of alerts, and what leads back from a footnote.
const PHRASES: &[(&str, [&str; 5], &str)] = &[
    ("de", ["Hinweis", "Tipp", "Wichtig", "Warnung", "Achtung"], "Zurück zur Stelle {n} im Text"),
    ("es", ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"], "Volver a la referencia {n}"),
    ("fr", ["Note", "Astuce", "Important", "Avertissement", "Attention"], "Retour à la référence {n}"),
    ("it", ["Nota", "Suggerimento", "Importante", "Avviso", "Attenzione"], "Torna al riferimento {n}"),
    ("sl", ["Opomba", "Nasvet", "Pomembno", "Opozorilo", "Previdno"], "Nazaj na sklic {n}"),
];

const ENGLISH: ([&str; 5], &str) = (["Note", "Tip", "Important", "Warning", "Caution"], "Back to reference {n}");

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

/// Returns the title of an alert: the theme's text `alert_note`, or ours.
pub(super) fn alert(alert: BlockQuoteKind, caller: &Caller<'_>) -> String {
    let own = caller.text(&format!("alert_{}", kind(alert)));
    own.unwrap_or_else(|| phrases(caller.language).0[alert as usize].to_owned())
}

/// Returns what leads back from a footnote: the theme's text `footnote_back`, or ours. `{n}` stands
/// for the number of the reference.
pub(super) fn back(caller: &Caller<'_>) -> String {
    caller.text("footnote_back").unwrap_or_else(|| phrases(caller.language).1.to_owned())
}

fn phrases(language: &str) -> ([&'static str; 5], &'static str) {
    let first = language.split('-').next().unwrap_or(language);
    let found = PHRASES.iter().find(|(code, ..)| *code == first);
    found.map_or(ENGLISH, |(_, alerts, back)| (*alerts, back))
}
