//! RSS 2.0: <https://www.rssboard.org/rss-specification>, as the profile of
//! <https://www.rssboard.org/rss-profile> wants it.

use super::feed::Written;
use crate::render::escape::for_xml;

/// Returns the text of the feed.
pub(super) fn write(written: &Written<'_>) -> String {
    let feed = written.feed;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n",
        for_xml(&feed.title),
        for_xml(&feed.home),
        for_xml(&feed.description),
        for_xml(feed.language),
    );
    if let Some(updated) = feed.updated {
        xml.push_str(&format!("<lastBuildDate>{}</lastBuildDate>\n", updated.rfc2822()));
    }
    let url = for_xml(&written.url);
    xml.push_str(&format!("<atom:link href=\"{url}\" rel=\"self\" type=\"application/rss+xml\"/>\n"));
    for (item, body) in written.items() {
        let (title, url) = (for_xml(item.title), for_xml(&item.url));
        xml.push_str(&format!("<item><title>{title}</title><link>{url}</link><guid isPermaLink=\"true\">{url}</guid>"));
        xml.push_str(&format!("<pubDate>{}</pubDate>", item.published.rfc2822()));
        for author in &item.authors {
            xml.push_str(&format!("<dc:creator>{}</dc:creator>", for_xml(author)));
        }
        for tag in &item.tags {
            xml.push_str(&format!("<category>{}</category>", for_xml(tag)));
        }
        // Its text is HTML, so what is plain was made HTML before.
        xml.push_str(&format!("<description>{}</description>", for_xml(body.summary.as_deref().unwrap_or(""))));
        if let Some(content) = &body.content {
            xml.push_str(&format!("<content:encoded>{}</content:encoded>", for_xml(content)));
        }
        xml.push_str("</item>\n");
    }
    xml.push_str("</channel></rss>\n");
    xml
}
