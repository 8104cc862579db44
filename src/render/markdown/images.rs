//! Pictures of Markdown: a local one is offered in several widths, any other stays as it is.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use serde_json::json;

use super::assemble::Assembler;
use super::piece::Image;
use crate::assets::images::Picture;
use crate::render::escape::escaped;
use crate::render::picture::{Shown, candidates};
use crate::render::reference;

impl<'a, 's> Assembler<'a, 's> {
    pub(super) fn image(&mut self, image: Image, range: Range<usize>) {
        let Some(picture) = self.picture(&image.url) else { return self.plain(image, &range) };
        let (shown, wish) = Shown::of(picture, self.scene.config, None);
        let Image { title, alt, .. } = image;
        if self.hooks.has("render.image") {
            let is_taken = self.hooks.takes("render.image", "image");
            let arguments = vec![
                ("url", json!(shown.original)),
                ("alt", json!(alt)),
                ("title", json!(title)),
                ("image", json!(shown)),
            ];
            if let Some(html) = self.hook("render.image", arguments, (None, &range)) {
                if is_taken {
                    self.rendered.images.push((wish, range));
                }
                return self.push(Event::InlineHtml(CowStr::from(html)));
            }
        }
        self.rendered.images.push((wish, range));
        self.push(Event::InlineHtml(CowStr::from(html(&shown, &alt, &title))));
    }

    /// Pushes an image that is no picture of the site.
    fn plain(&mut self, Image { url, title, alt }: Image, range: &Range<usize>) {
        let url = self.destination(LinkType::Inline, CowStr::from(url), range);
        if self.hooks.has("render.image") {
            let arguments =
                vec![("url", json!(&*url)), ("alt", json!(alt)), ("title", json!(title)), ("image", json!(null))];
            if let Some(html) = self.hook("render.image", arguments, (None, range)) {
                return self.push(Event::InlineHtml(CowStr::from(html)));
            }
        }
        let tag = Tag::Image { link_type: LinkType::Inline, dest_url: url, title: title.into(), id: CowStr::from("") };
        let end = tag.to_end();
        self.push(Event::Start(tag));
        self.push(Event::Text(CowStr::from(alt)));
        self.push(Event::End(end));
    }

    /// Returns the picture that a link names.
    fn picture(&self, link: &str) -> Option<&'s Picture> {
        let is_odd = link.is_empty() || link.contains(['?', '#']) || reference::leads_elsewhere(link);
        if is_odd || !self.scene.config.images.markdown || self.prepared.is_in(link) {
            return None;
        }
        let mut named = candidates(link, Some(&self.scene.goals.page.source)).into_iter();
        named.find_map(|named| self.scene.caller.picture(&named))
    }
}

/// Returns the HTML of a picture. What is empty is left out, but `alt`: a picture without it would be
/// read out by its address.
fn html(shown: &Shown, alt: &str, title: &str) -> String {
    let mut html = String::new();
    let mut attribute = |name: &str, value: &str| {
        if !value.is_empty() || name == "alt" {
            html.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
    };
    attribute("src", &shown.src);
    attribute("srcset", &shown.srcset);
    attribute("sizes", &shown.sizes);
    let side = |side: Option<u32>| side.map_or(String::new(), |side| side.to_string());
    attribute("width", &side(shown.width));
    attribute("height", &side(shown.height));
    if shown.src != shown.original || !shown.sizes.is_empty() {
        attribute("loading", "lazy");
        attribute("decoding", "async");
    }
    attribute("alt", alt);
    attribute("title", title);
    let img = format!("<img{html}>");
    if shown.sources.is_empty() {
        return img;
    }
    let sizes = if shown.sizes.is_empty() { String::new() } else { format!(" sizes=\"{}\"", escaped(&shown.sizes)) };
    let sources = shown
        .sources
        .iter()
        .map(|source| format!("<source type=\"{}\" srcset=\"{}\"{sizes}>", source.media_type, escaped(&source.srcset)));
    format!("<picture>{}{img}</picture>", sources.collect::<String>())
}
