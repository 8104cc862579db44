//! What to tell the author of a date format that shows nothing, or not what was meant.

use std::fmt::Display;

use super::NotAForm;

/// The letters that most formats are made of.
pub(super) const LETTERS: &str =
    "the letters are `d` day, `MMMM` month, `y` year, `EEEE` weekday, `HH:mm` time; words stand in `'…'`";

/// The letters that stand for something. The parser lets others show themselves, so that `YYYY`
/// would show `YYYY`.
const FIELDS: &str = "GyuMLdDEecabBHhKms";

/// The letters that stand for a time zone.
const ZONES: &str = "zZOvVxX";

/// The parts of a layout of Go (as Hugo has it) with the letters of Unicode, longest first.
const GO: [(&str, &str); 18] = [
    ("January", "MMMM"),
    ("Monday", "EEEE"),
    ("2006", "y"),
    ("Jan", "MMM"),
    ("Mon", "EEE"),
    ("01", "MM"),
    ("02", "dd"),
    ("_2", "d"),
    ("03", "hh"),
    ("04", "mm"),
    ("05", "ss"),
    ("06", "yy"),
    ("15", "HH"),
    ("PM", "a"),
    ("pm", "a"),
    ("1", "M"),
    ("2", "d"),
    ("3", "h"),
];

/// Returns why a pattern cannot be meant as one, before it is read.
pub(super) fn refusal(pattern: &str) -> Option<NotAForm> {
    if let Some(name) = pattern.strip_prefix(":date_") {
        let hint = format!("write `format=\"{name}\"`; the styles are `short`, `medium`, `long` and `full`");
        return Some(NotAForm::new(format!("`{pattern}` is a layout of Hugo"), hint));
    }
    if ["2006", "January", "Jan ", "Monday", "15:04"].iter().any(|part| pattern.contains(part)) {
        return Some(NotAForm::new(
            format!("`{pattern}` is a layout of Go"),
            format!("write it as `{}`", from_go(pattern)),
        ));
    }
    let outside_of_quotes = pattern.split('\'').step_by(2);
    let letters: String = outside_of_quotes.flat_map(str::chars).filter(char::is_ascii_alphabetic).collect();
    if letters.is_empty() {
        let message = format!("the date format `{pattern}` shows nothing of a date");
        return Some(NotAForm::new(message, LETTERS));
    }
    if letters.contains(|letter| ZONES.contains(letter)) {
        let message = format!("the date format `{pattern}` asks for a time zone");
        return Some(NotAForm::new(message, "`%z` and `%:z` show the offset of an instant"));
    }
    let unknown = letters.chars().find(|letter| !FIELDS.contains(*letter))?;
    let hint = match unknown {
        'Y' => format!("write it as `{}`", pattern.replace("YYYY", "y").replace('Y', "y")),
        _ => LETTERS.to_owned(),
    };
    Some(NotAForm::new(format!("`{unknown}` in the date format `{pattern}` means nothing"), hint))
}

fn from_go(layout: &str) -> String {
    let mut pattern = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        let part = GO.iter().find(|(part, _)| rest.starts_with(part));
        pattern.push_str(&part.map_or(first.to_string(), |(_, letters)| (*letters).to_owned()));
        rest = &rest[part.map_or(first.len_utf8(), |(part, _)| part.len())..];
    }
    pattern
}

/// Returns what is wrong with the spelling of a pattern.
pub(super) fn syntax(pattern: &str, error: &impl Display) -> NotAForm {
    let message = format!("`{pattern}` is no date format: {}", error.to_string().trim_end_matches(" in pattern"));
    let is_open = pattern.matches('\'').count() % 2 == 1;
    NotAForm::new(message, if is_open { "words stand in `'…'`, and a quote as such is `''`" } else { LETTERS })
}

/// Returns why the fields of a pattern cannot be shown.
pub(super) fn fields(pattern: &str, error: &dyn Display) -> NotAForm {
    let error = error.to_string();
    if error.contains("conflicts") {
        let message = format!("the date format `{pattern}` asks for the same name in two lengths");
        return NotAForm::new(message, "show the two with a filter each");
    }
    NotAForm::new(format!("the date format `{pattern}` cannot be shown: {error}"), LETTERS)
}

/// Returns why the directives of `strftime` cannot be shown.
pub(super) fn directive(pattern: &str, error: &impl Display) -> NotAForm {
    let error = error.to_string();
    let hint = match error.contains("offset") || error.contains("time zone") || error.contains("timestamp") {
        true => "a date without an offset, such as `2026-11-23`, knows no time zone",
        false => "as in C: `%e` day, `%B` month, `%Y` year, `%A` weekday, `%H:%M` time; `%%` is a percent sign",
    };
    let said = error.trim_start_matches("strftime formatting failed: ");
    let error = if said.contains("end of format string") { "it ends in the middle of a directive" } else { said };
    NotAForm::new(format!("`{pattern}` is no date format: {error}"), hint)
}
