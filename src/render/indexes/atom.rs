//! Atom: RFC 4287.

use super::feed::{Item, Written};
use crate::base::clock::Moment;
use crate::render::escape::for_xml;

/// A feed must say when it changed (RFC 4287 section 4.2.15). One without any page has not changed since time began.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// Returns the text of the feed.
pub(super) fn write(written: &Written<'_>) -> String {
    let feed = written.feed;
    let (url, home) = (for_xml(&written.url), for_xml(&feed.home));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{url}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n{}\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{url}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n",
        for_xml(feed.language),
        for_xml(&feed.title),
        for_xml(&feed.description),
        feed.updated.map_or_else(|| NEVER.to_owned(), Moment::rfc3339),
        author(&feed.author),
    );
    for (item, body) in written.items() {
        xml.push_str(&head(item));
        // An entry without content must have an alternate link, and all have one (section 4.1.2).
        if let Some(summary) = &body.summary {
            xml.push_str(&format!("<summary type=\"html\">{}</summary>", for_xml(summary)));
        }
        if let Some(content) = &body.content {
            xml.push_str(&format!("<content type=\"html\">{}</content>", for_xml(content)));
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}

fn head(item: &Item<'_>) -> String {
    let url = for_xml(&item.url);
    let mut xml = format!(
        "<entry><id>{url}</id><title>{}</title><link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\
         <published>{}</published><updated>{}</updated>",
        for_xml(item.title),
        item.published.rfc3339(),
        item.updated.rfc3339(),
    );
    item.authors.iter().for_each(|name| xml.push_str(&author(name)));
    item.tags.iter().for_each(|tag| xml.push_str(&format!("<category term=\"{}\"/>", for_xml(tag))));
    xml
}

fn author(name: &str) -> String {
    format!("<author><name>{}</name></author>", for_xml(name))
}
