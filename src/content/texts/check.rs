//! What texts refer to, in every variant: other texts, terms, functions.

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The functions that a text may call.
pub(super) const FUNCTIONS: [&str; 1] = ["NUMBER"];

/// One reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// `home`, `-brand`, `home.title`, or `NUMBER()`.
    pub name: String,
    /// The word in the text of the file.
    pub word: &'a str,
}

/// Returns what an entry refers to.
pub(super) fn references<'a>(entry: &'a Entry<&'a str>) -> Vec<Reference<'a>> {
    let (value, attributes) = match entry {
        Entry::Message(message) => (message.value.as_ref(), &message.attributes),
        Entry::Term(term) => (Some(&term.value), &term.attributes),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for text in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
        pattern(text, &mut found);
    }
    found
}

fn pattern<'a>(text: &'a Pattern<&'a str>, found: &mut Vec<Reference<'a>>) {
    for element in &text.elements {
        if let PatternElement::Placeable { expression: inside } = element {
            expression(inside, found);
        }
    }
}

fn expression<'a>(either: &'a Expression<&'a str>, found: &mut Vec<Reference<'a>>) {
    match either {
        Expression::Inline(one) => inline(one, found),
        Expression::Select { selector, variants } => {
            inline(selector, found);
            variants.iter().for_each(|variant| pattern(&variant.value, found));
        }
    }
}

fn inline<'a>(one: &'a InlineExpression<&'a str>, found: &mut Vec<Reference<'a>>) {
    let attributed = |sign: &str, name: &str, attribute: Option<&str>| match attribute {
        Some(attribute) => format!("{sign}{name}.{attribute}"),
        None => format!("{sign}{name}"),
    };
    match one {
        InlineExpression::MessageReference { id, attribute } => {
            let name = attributed("", id.name, attribute.as_ref().map(|attribute| attribute.name));
            found.push(Reference { name, word: id.name });
        }
        InlineExpression::TermReference { id, attribute, arguments } => {
            let name = attributed("-", id.name, attribute.as_ref().map(|attribute| attribute.name));
            found.push(Reference { name, word: id.name });
            arguments.iter().for_each(|inside| passed(inside, found));
        }
        InlineExpression::FunctionReference { id, arguments } => {
            found.push(Reference { name: format!("{}()", id.name), word: id.name });
            passed(arguments, found);
        }
        InlineExpression::Placeable { expression: inside } => expression(inside, found),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::VariableReference { .. } => {}
    }
}

fn passed<'a>(arguments: &'a CallArguments<&'a str>, found: &mut Vec<Reference<'a>>) {
    arguments.positional.iter().for_each(|one| inline(one, found));
}
