//! What may have been meant: Tera's words about a mistake → ours, with a hint.

use super::sources::Sources;
use super::structure::near_template;
use super::{functions, standard};
use crate::base::finding::{Place, nearest};

/// A message and what to do about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub message: String,
    pub hint: Option<String>,
}

/// How many names a hint lists.
const MOST_LISTED: usize = 12;

/// Names of other engines and of Tera 1, with what takes their place.
const ELSEWHERE: &[(&str, &str)] = &[
    ("addslashes", "`json_encode` quotes a text for scripts"),
    ("as_str", "it is called `str`"),
    ("concat", "write `[...a, ...b]`"),
    ("current_path", "write `page.path` or `section.path`"),
    ("filter", "write a comprehension: `[p for p in pages if p.date]`"),
    ("get_env", "a build reads no environment: put the value under `[extra]` in `seawall.toml`"),
    ("import", "components are known everywhere without it: `{{ <nav.link path=\"…\"/> }}`"),
    ("jsonify", "it is called `json_encode`"),
    ("linebreaksbr", "it is called `newlines_to_br`"),
    ("macro", "a macro is a component: `{% component name(a: string, b=1) %}…{% endcomponent name %}`"),
    ("map", "write a comprehension: `[p.title for p in pages]`"),
    ("markdownify", "Markdown is rendered in content only"),
    ("object", "write `is map`"),
    ("partial", "write `{% include \"name.html\" %}`"),
    ("plainify", "it is called `striptags`"),
    ("relative_url", "write `get_url(path=\"…\")`"),
    ("slice", "write `list[start:end]`"),
    ("urlize", "it is called `slugify`"),
    ("where", "write a comprehension: `[p for p in pages if p.date]`"),
    ("with", "write `{% set name = value %}`"),
];

/// The words that a tag may begin with.
const TAGS: [&str; 20] = [
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "endblock",
    "endcomponent",
    "endfilter",
    "endfor",
    "endif",
    "endset",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
];

/// Tells what Tera said of templates that it could not load.
pub(super) fn load(message: &str, place: Option<&Place>, sources: &Sources) -> Told {
    let name = message.split('`').nth(1).unwrap_or("");
    let near = |known: &mut dyn Iterator<Item = &str>| nearest(name, known).map(str::to_owned);
    let near = if message.starts_with("Unknown component") {
        near(&mut sources.components().into_keys())
    } else if message.starts_with("Unknown function") {
        near(&mut functions::names().chain(standard::TERA_FUNCTIONS))
    } else if message.starts_with("Unknown filter") {
        near(&mut standard::filter_names())
    } else if message.starts_with("Unknown test") {
        near(&mut standard::TERA_TESTS.iter().copied())
    } else if message.starts_with("Unknown template") {
        near_template(sources, name)
    } else if message.starts_with("Block `") {
        near(
            &mut sources
                .iter()
                .flat_map(|(_, source)| source.outline.blocks.iter().map(String::as_str))
                .filter(|known| *known != name),
        )
    } else {
        return syntax(message, place, sources);
    };
    let hint = near.map(|near| format!("did you mean `{near}`?")).or_else(|| elsewhere(name));
    Told { message: message.to_owned(), hint }
}

fn elsewhere(name: &str) -> Option<String> {
    let found = ELSEWHERE.iter().find(|(known, _)| *known == name);
    found.map(|(_, advice)| (*advice).to_owned())
}

fn syntax(message: &str, place: Option<&Place>, sources: &Sources) -> Told {
    let message = message.to_owned();
    if message.starts_with("Unexpected end of input") {
        let hint = "is there a `{{`, `{%` or block that nothing closes?";
        return Told { message, hint: Some(hint.to_owned()) };
    }
    if message == "Unknown tag" {
        let word = place.and_then(|place| word(place, sources)).unwrap_or("");
        let near = nearest(word, TAGS).map(|near| format!("did you mean `{near}`?"));
        return Told { message: format!("unknown tag `{word}`"), hint: elsewhere(word).or(near) };
    }
    Told { message, hint: None }
}

/// Returns what stands at a place.
fn word<'a>(place: &Place, sources: &'a Sources) -> Option<&'a str> {
    let (_, source) = sources.iter().find(|(_, source)| source.file == place.file)?;
    source.text.get(place.offset..place.offset + place.length)
}

/// Tells what Tera said while a page was rendered.
pub(super) fn render(message: &str) -> Told {
    let message = with_plain_types(message);
    let told = undefined(&message).or_else(|| argument(&message));
    told.unwrap_or(Told { message, hint: None })
}

/// Tera names types as Rust does.
fn with_plain_types(message: &str) -> String {
    let integers = ["i64", "u64", "i128", "u128", "usize", "u32", "i32"].map(|name| (name, "integer"));
    let others = [("f64", "float"), ("&str", "string"), ("String", "string"), ("Number", "number"), ("Map", "map")];
    let lists = ["&[Value]", "Vec<Value>"].map(|name| (name, "array"));
    let types = integers.into_iter().chain(others).chain(lists);
    let message = types.fold(message.to_owned(), |message, (theirs, ours)| {
        message.replace(&format!("`{theirs}`"), &format!("`{ours}`"))
    });
    message.replace("`map/struct`", "a table").replace("a map/struct", "a table").replace("map/struct", "table")
}

/// "Field `titel` is not defined. Available fields: date, title".
fn undefined(message: &str) -> Option<Told> {
    let (said, rest) =
        message.split_once(" is not defined").filter(|(_, rest)| rest.is_empty() || rest.starts_with('.'))?;
    let names: Vec<&str> = rest.split_once(": ").map_or(Vec::new(), |(_, names)| names.split(", ").collect());
    let word = said.split('`').nth(1).unwrap_or("");
    let hint = match nearest(word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "where it may be missing, write `… or \"\"`, or ask with `?.`".to_owned(),
        None => format!("there are {}", listed(&names)),
    };
    Some(Told { message: format!("{said} is not defined"), hint: Some(hint) })
}

fn listed(names: &[&str]) -> String {
    let more = if names.len() > MOST_LISTED { ", …" } else { "" };
    format!("{}{more}", names.iter().take(MOST_LISTED).copied().collect::<Vec<_>>().join(", "))
}

/// What is wrong with the arguments of a component.
fn argument(message: &str) -> Option<Told> {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some(rest) = message.strip_prefix("Unknown argument(s) ") {
        let n_unknown = rest.split(" in component call").next()?.matches('`').count() / 2;
        let (unknown, known) = words.split_at_checked(n_unknown)?;
        // Tera tells them in another order in every run.
        let name = unknown.iter().min()?;
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "it has none at all".to_owned(),
            None => format!("it has {}", known.join(", ")),
        };
        return Some(Told { message: format!("this component has no argument `{name}`"), hint: Some(hint) });
    }
    match words.as_slice() {
        [name, actual, expected] if message.starts_with("Component argument ") => {
            Some(Told { message: format!("the argument `{name}` must be `{expected}`, not `{actual}`"), hint: None })
        }
        [name, ..] if message.starts_with("Argument ") && message.ends_with(" missing.") => {
            let kind = words.get(1).map(|kind| format!(" (`{kind}`)")).unwrap_or_default();
            Some(Told { message: format!("the argument `{name}`{kind} of this component is missing"), hint: None })
        }
        [name, ..] if message.starts_with("Implicit argument ") => Some(Told {
            message: format!("this component needs `{name}`, which nothing around it has"),
            hint: Some(format!("give it `{name}` as an argument")),
        }),
        _ => None,
    }
}
