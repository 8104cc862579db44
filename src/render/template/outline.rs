//! What a template names: parents, includes, components; and what it defines.
//!
//! Comes in: the text of a template. Goes out: names with their places, and its text cut into what
//! belongs to each component and what to the rest. A name too many is harmless here (`a <b` reads as a
//! call of `b`), one too few would be a stale page.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::{Placed, Token, tokens};

/// The names in one template.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Templates that it extends or includes.
    pub references: Vec<Reference>,
    /// Components that it may call.
    pub calls: Vec<(String, usize)>,
    /// Components that it defines.
    pub components: Vec<Component>,
    /// Blocks that it defines.
    pub blocks: BTreeSet<String>,
    /// Those that lie in no other block: in a child they must be blocks of a parent.
    pub outer_blocks: BTreeSet<String>,
}

/// A template that is named in another one.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// The name, as written.
    pub name: String,
    /// Whether it is the parent, and not merely included.
    pub is_parent: bool,
    /// Where the name stands, with its quotes.
    pub text: Range<usize>,
    /// Where the whole tag stands.
    pub tag: Range<usize>,
}

/// A component where it is defined.
#[derive(Debug)]
pub(super) struct Component {
    pub name: String,
    /// Its parameters in the order they are declared.
    pub parameters: Vec<String>,
    /// Where its name stands.
    pub place: Range<usize>,
    /// From the first tag to the end of the last one.
    pub whole: Range<usize>,
    /// What lies between these two tags.
    pub inner: Range<usize>,
}

impl Reference {
    fn read(start: usize, rest: &[Placed<'_>]) -> Option<Self> {
        let [(Token::Word(word @ ("extends" | "include")), _), (Token::Text(name), text), ..] = rest else {
            return None;
        };
        let (name, text, tag) = (name.clone().into_owned(), text.clone(), start..end_of_tag(rest));
        Some(Self { name, is_parent: *word == "extends", text, tag })
    }
}

impl Component {
    /// Begins a definition whose tokens after the word `component` are these.
    fn begin(start: usize, tokens: &[Placed<'_>]) -> Option<Self> {
        let (name, place, behind) = dotted(tokens)?;
        let head = end_of_tag(tokens);
        Some(Self { name, parameters: parameters(behind), place, whole: start..head, inner: head..head })
    }

    fn until(mut self, inner_end: usize, end: usize) -> Self {
        self.inner.end = inner_end.max(self.inner.start);
        self.whole.end = end.max(self.inner.end);
        self
    }
}

impl Outline {
    /// Returns the outline of a template.
    pub(super) fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let mut outline = Self::default();
        let mut open: Option<Component> = None;
        let mut depth = 0_usize;
        for (at, (token, place)) in tokens.iter().enumerate() {
            let rest = &tokens[at + 1..];
            match (token, rest) {
                (Token::Mark(b'<'), _) => {
                    outline.calls.extend(dotted(rest).map(|(name, _, _)| (name, place.start)));
                }
                (Token::TagStart, [(Token::Word("component"), _), behind @ ..]) => {
                    outline.components.extend(open.take().map(|component| component.until(place.start, place.start)));
                    open = Component::begin(place.start, behind);
                }
                (Token::TagStart, [(Token::Word("endcomponent"), _), ..]) => {
                    let end = end_of_tag(rest);
                    outline.components.extend(open.take().map(|component| component.until(place.start, end)));
                }
                (Token::TagStart, [(Token::Word("block"), _), (Token::Word(name), _), ..]) => {
                    outline.blocks.insert((*name).to_owned());
                    if depth == 0 {
                        outline.outer_blocks.insert((*name).to_owned());
                    }
                    depth += 1;
                }
                (Token::TagStart, [(Token::Word("endblock"), _), ..]) => depth = depth.saturating_sub(1),
                (Token::TagStart, _) => outline.references.extend(Reference::read(place.start, rest)),
                _ => {}
            }
        }
        outline.components.extend(open.map(|component| component.until(text.len(), text.len())));
        outline
    }

    /// Returns the component whose definition holds the byte at `offset`.
    pub(super) fn component_at(&self, offset: usize) -> Option<&Component> {
        let at = self.components.partition_point(|component| component.whole.end <= offset);
        self.components.get(at).filter(|component| component.whole.contains(&offset))
    }

    /// Returns the pieces of `text` that are not inside a component. The tags around each are among
    /// them, because their dashes say how much space stays.
    pub(super) fn outside<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for component in &self.components {
            pieces.extend(text.get(at..component.inner.start));
            at = component.inner.end;
        }
        pieces.extend(text.get(at..));
        pieces
    }
}

/// Returns a name such as `nav.link`, where it stands, and what comes after it.
fn dotted<'t, 'a>(tokens: &'t [Placed<'a>]) -> Option<(String, Range<usize>, &'t [Placed<'a>])> {
    let [(Token::Word(first), place), rest @ ..] = tokens else { return None };
    let (mut name, mut place, mut rest) = ((*first).to_owned(), place.clone(), rest);
    while let [(Token::Mark(b'.'), _), (Token::Word(word), end), behind @ ..] = rest {
        name.push('.');
        name.push_str(word);
        place.end = end.end;
        rest = behind;
    }
    Some((name, place, rest))
}

/// Returns the end of the tag of which these are the tokens, with those after it.
fn end_of_tag(tokens: &[Placed<'_>]) -> usize {
    let inside = tokens.iter().take_while(|(token, _)| !matches!(token, Token::TagStart | Token::ShowStart));
    let mut end = 0;
    for (token, place) in inside {
        end = place.end;
        if *token == Token::End {
            break;
        }
    }
    end
}

/// Returns the names in `(label: string, @lang, wide=false, ...rest)`, without the rest.
fn parameters(tokens: &[Placed<'_>]) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut is_expected = false;
    for (token, _) in tokens {
        match token {
            Token::End | Token::TagStart | Token::ShowStart => break,
            Token::Mark(b'(' | b'[' | b'{') => {
                depth += 1;
                is_expected = depth == 1;
            }
            Token::Mark(b')' | b']' | b'}') => depth -= 1,
            Token::Mark(b',') => is_expected = depth == 1,
            Token::Mark(b'@') => {}
            Token::Word(word) if is_expected => {
                names.push((*word).to_owned());
                is_expected = false;
            }
            _ => is_expected = false,
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let text = "{%- extends 'a.html' -%}{% block b %}{%include `c.html`%}{% endblock %}\
                    {{ <d . e f=\"g\"/> }}{% <h> %}i{% </h> %}{% if j <k %}{% endif %}{# {% include 'l' %} #}";
        let outline = Outline::of(text);
        let names: Vec<(&str, bool)> =
            outline.references.iter().map(|reference| (reference.name.as_str(), reference.is_parent)).collect();
        assert_eq!(names, [("a.html", true), ("c.html", false)]);
        assert_eq!(&text[outline.references[0].tag.clone()], "{%- extends 'a.html' -%}");
        assert_eq!(&text[outline.references[1].text.clone()], "`c.html`");
        let calls: Vec<&str> = outline.calls.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(calls, ["d.e", "h", "k"]);
        assert_eq!(outline.blocks, BTreeSet::from(["b".to_owned()]));
        let nested = Outline::of("{% block a %}{% block b %}{% endblock b %}{% endblock %}{% block c %}{% endblock %}");
        assert_eq!(nested.outer_blocks, BTreeSet::from(["a".to_owned(), "c".to_owned()]));
    }

    #[test]
    fn components_are_cut_out() {
        let text = "one {% component a.b(c: string, @d, e=[1, 2], f={\"g\": h}, i=None, ...j) {\"k\": 1} -%}\
                    two {{ <x/> }}{%- endcomponent a.b -%} three {% component l() %}four{% endcomponent %}";
        let outline = Outline::of(text);
        assert_eq!(outline.components[0].name, "a.b");
        assert_eq!(outline.components[0].parameters, ["c", "d", "e", "f", "i"]);
        assert_eq!(&text[outline.components[0].inner.clone()], "two {{ <x/> }}");
        assert!(text[outline.components[0].whole.clone()].ends_with("endcomponent a.b -%}"));
        assert_eq!(outline.component_at(outline.calls[0].1).map(|component| component.name.as_str()), Some("a.b"));
        assert_eq!(outline.components[1].name, "l");
        let outside = outline.outside(text).concat();
        assert!(!outside.contains("two") && !outside.contains("four"), "{outside}");
        assert!(outside.starts_with("one {% component a.b(") && outside.contains(" three "), "{outside}");
    }

    #[test]
    fn what_has_no_end_ends_with_the_text() {
        for text in ["{% component a(", "{% component a() %}x", "{% component", "{% component a.", "{% extends 'x'"] {
            let outline = Outline::of(text);
            assert!(outline.components.iter().all(|component| component.whole.end == text.len()), "{text}");
            assert!(outline.outside(text).concat().len() <= text.len());
        }
    }
}
