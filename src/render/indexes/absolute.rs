//! HTML of a page → the same with whole addresses, since a feed is read anywhere, and with plain pictures: readers
//! know nothing of the page, so what it says of widths, formats and when to load them would mislead.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::base::path::UrlPath;
use crate::config::Config;
use crate::render::escape::escaped;
use crate::render::reference;

/// Returns `html`, the content of the page at `url`, with the scheme and host in every link.
pub(super) fn absolute(html: &str, url: &UrlPath, config: &Config) -> String {
    let mut made = String::with_capacity(html.len() + html.len() / 8);
    let (mut from, mut is_in_picture) = (0, false);
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()) {
        let (changed, span) = match token {
            Ok(Token::StartTag(tag)) if &**tag.name == b"picture" => {
                is_in_picture = true;
                (Some(String::new()), tag.span)
            }
            Ok(Token::StartTag(tag)) if &**tag.name == b"source" && is_in_picture => (Some(String::new()), tag.span),
            Ok(Token::StartTag(tag)) => (changed(&tag, (url, config)), tag.span),
            Ok(Token::EndTag(tag)) if &**tag.name == b"picture" => {
                is_in_picture = false;
                (Some(String::new()), tag.span)
            }
            _ => continue,
        };
        let Some(changed) = changed else { continue };
        made.push_str(html.get(from..span.start).unwrap_or_default());
        made.push_str(&changed);
        from = span.end;
    }
    made.push_str(html.get(from..).unwrap_or_default());
    made
}

/// Returns the tag with whole addresses and as a plain picture, or nothing where it is so.
fn changed(tag: &StartTag<usize>, (url, config): (&UrlPath, &Config)) -> Option<String> {
    let mut is_changed = false;
    let mut attributes: Vec<_> = tag.attributes.iter().collect();
    attributes.sort_by_key(|(_, value)| value.span.start);
    let mut made = format!("<{}", String::from_utf8_lossy(&tag.name));
    let is_image = &**tag.name == b"img";
    for (name, value) in attributes {
        let (name, value) = (String::from_utf8_lossy(name), String::from_utf8_lossy(value));
        if is_image && matches!(&*name, "srcset" | "sizes" | "loading") {
            is_changed = true;
            continue;
        }
        let whole = match &*name {
            "href" | "src" | "poster" | "cite" => whole(&value, url, config),
            _ => None,
        };
        is_changed |= whole.is_some();
        made.push_str(&format!(" {name}=\"{}\"", escaped(whole.as_deref().unwrap_or(&value))));
    }
    made.push_str(if tag.self_closing { " />" } else { ">" });
    is_changed.then_some(made)
}

/// Returns the whole of an address, or nothing where it is whole.
fn whole(link: &str, url: &UrlPath, config: &Config) -> Option<String> {
    let link = link.trim();
    if link.starts_with('#') || link.is_empty() {
        return Some(format!("{}{link}", config.permalink(url)));
    }
    if let Some(path) = link.strip_prefix('/').filter(|rest| !rest.starts_with('/')) {
        return Some(format!("{}/{path}", origin(&config.base_url)));
    }
    let path = reference::local(link, url, config)?;
    let rest = link.find(['?', '#']).map_or("", |at| &link[at..]);
    Some(format!("{}{rest}", config.permalink(&path)))
}

/// Returns scheme and host, without the folder of the site: links from the top of the host have that already.
fn origin(base_url: &str) -> &str {
    let host = base_url.find("://").map_or(0, |at| at + 3);
    base_url[host..].find('/').map_or(base_url, |at| &base_url[..host + at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_is_taken() {
        assert_eq!(origin("https://a.example/b/c"), "https://a.example");
        assert_eq!(origin("https://a.example"), "https://a.example");
    }
}
