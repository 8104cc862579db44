//! Pictures of Markdown: a local one is offered in several widths, any other stays as it is.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use serde_json::json;

use super::assemble::Assembler;
use super::links::Goal;
use super::piece::Image;
use crate::assets::images::{Picture, SourceFormat};
use crate::base::finding::Finding;
use crate::base::path::leads_elsewhere;
use crate::render::escape::escaped;
use crate::render::picture::{Shown, candidates};

impl<'a, 's> Assembler<'a, 's> {
    pub(super) fn image(&mut self, image: Image, range: Range<usize>) {
        // The first picture is likely to be seen at once, and a browser that waits for the layout shows it late.
        let is_first = !std::mem::replace(&mut self.has_picture, true) && self.rendered.images.is_empty();
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
        self.push(Event::InlineHtml(CowStr::from(html(&shown, (&alt, &title), is_first))));
    }

    /// Pushes an image that is no picture of the site.
    fn plain(&mut self, Image { url, title, alt }: Image, range: &Range<usize>) {
        let url = self.checked(url, range);
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

    /// Returns where the address of an image that is no picture of the site leads; what keeps it from being seen is
    /// told.
    fn checked(&mut self, link: String, range: &Range<usize>) -> CowStr<'a> {
        if self.prepared.is_in(&link) || is_elsewhere(&link) {
            return self.destination(LinkType::Inline, CowStr::from(link), range);
        }
        if link.contains('\\') {
            let finding = Finding::error("link-broken", format!("`{link}` is no path: folders end with `/`"));
            let hint = format!("write `/`, as in `{}`", link.replace('\\', "/"));
            self.rendered.mistakes.push((finding.hint(hint), range.clone()));
            return CowStr::from(link);
        }
        self.rendered.mistakes.extend(unseen(&link).map(|finding| (finding, range.clone())));
        let n_goals = self.rendered.goals.len();
        let url = self.destination(LinkType::Inline, CowStr::from(link.clone()), range);
        let is_picture = self.scene.config.images.markdown && SourceFormat::of_name(&link).is_some();
        if let Some((goal, _)) = self.rendered.goals.get_mut(n_goals).filter(|_| is_picture) {
            match goal {
                Goal::Path(path, None) => *goal = Goal::Picture(Some(path.clone()), link),
                Goal::NoPage(_) => *goal = Goal::Picture(None, link),
                _ => {}
            }
        }
        url
    }

    /// Returns the picture that a link names.
    fn picture(&self, link: &str) -> Option<&'s Picture> {
        let is_odd = link.is_empty() || link.contains(['?', '#']) || leads_elsewhere(link);
        if is_odd || !self.scene.config.images.markdown || self.prepared.is_in(link) {
            return None;
        }
        let mut named = candidates(link, Some(&self.scene.goals.page.source)).into_iter();
        named.find_map(|named| self.scene.caller.picture(&named))
    }
}

/// Returns whether an image lies on another host or is written out. `C:\a.jpg` is neither.
fn is_elsewhere(link: &str) -> bool {
    leads_elsewhere(link) && !link.contains(":\\")
}

/// Returns a warning about a picture in a format that browsers do not show, or that nobody should send them.
fn unseen(link: &str) -> Option<Finding> {
    let path = link.split(['?', '#']).next().unwrap_or(link);
    let (_, ending) = path.rsplit_once('.')?;
    let message = match ending.to_ascii_lowercase().as_str() {
        "heic" | "heif" => format!("`{link}`: no browser but Safari shows HEIC"),
        "tif" | "tiff" => format!("`{link}`: no browser but Safari shows TIFF"),
        "bmp" => format!("`{link}`: a BMP is not compressed, and no variants are made of it"),
        _ => return None,
    };
    Some(Finding::warning("image-format", message).hint("export it as a JPEG, PNG or WebP"))
}

/// Returns the HTML of a picture. What is empty is left out, but `alt`: a picture without it would be
/// read out by its address.
fn html(shown: &Shown, (alt, title): (&str, &str), is_first: bool) -> String {
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
        attribute("loading", if is_first { "" } else { "lazy" });
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
