//! What `seawall.toml` says of the shape of a site: taxonomies, permalinks, redirects, menus.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::permalink::Pattern;
use super::resolve::Resolver;
use crate::base::finding::{Place, nearest};
use crate::base::path::UrlPath;

/// The segment before the number of a list's further pages: `/news/page/2/`.
pub const PAGINATE_PATH: &str = "page";

/// A way to group pages: `[taxonomies.tags]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    /// Its name in front matter.
    pub name: String,
    /// Its folder in URLs.
    pub path: String,
    /// Its title, by language; its name where there is none.
    pub titles: BTreeMap<String, String>,
    /// How many pages of a term are shown at once; all where it is not given.
    pub paginate_by: Option<usize>,
    /// The segment before the number of a further page.
    pub paginate_path: String,
    /// Whether each term has a feed.
    pub has_feeds: bool,
}

/// What was served elsewhere: `[[redirects]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Where it was.
    pub from: UrlPath,
    /// Where it is: a path of the site, `@/page.md` or an address elsewhere.
    pub to: String,
    /// The HTTP status of a target that can send one.
    pub status: u16,
    /// Where the file says so.
    pub place: Place,
}

/// One line of a menu: `[[menus.main]]`, or `menus` in a front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// What it says; the title of its page where it is not given.
    pub name: Option<String>,
    /// A page (`@/news/_index.md`), a path of the site or an address elsewhere.
    pub to: String,
    /// Light entries come first.
    pub weight: i64,
    /// What others name as their `parent`; the name where it is not given.
    pub identifier: Option<String>,
    /// The entry it stands below.
    pub parent: Option<String>,
    /// Where the file says so.
    pub place: Place,
}

/// Menus by name.
pub type Menus = BTreeMap<String, Vec<MenuEntry>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTaxonomy {
    title: Option<String>,
    path: Option<Spanned<String>>,
    paginate_by: Option<usize>,
    paginate_path: Option<Spanned<String>>,
    #[serde(default)]
    feed: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRedirect {
    from: Spanned<String>,
    to: Spanned<String>,
    status: Option<Spanned<u16>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMenuEntry {
    name: Option<String>,
    page: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    #[serde(default)]
    weight: i64,
    identifier: Option<String>,
    parent: Option<String>,
}

/// Menus as written.
pub(super) type RawMenus = BTreeMap<String, Vec<Spanned<RawMenuEntry>>>;

impl Resolver<'_> {
    pub(super) fn taxonomy(&mut self, name: &Spanned<String>, raw: &RawTaxonomy) -> Taxonomy {
        let own = self.segment(name);
        let path = raw.path.as_ref().map_or(own, |path| self.segment(path));
        let paginate_path = raw.paginate_path.as_ref();
        Taxonomy {
            name: name.get_ref().clone(),
            path,
            titles: BTreeMap::new(),
            paginate_by: raw.paginate_by.filter(|n| *n > 0),
            paginate_path: paginate_path.map_or_else(|| PAGINATE_PATH.to_owned(), |path| self.segment(path)),
            has_feeds: raw.feed,
        }
    }

    /// Returns the title of a taxonomy, if it has one.
    pub(super) fn taxonomy_title(raw: &RawTaxonomy) -> Option<&String> {
        raw.title.as_ref()
    }

    /// Returns a word that stands in addresses, without slashes around it.
    pub(super) fn segment(&mut self, text: &Spanned<String>) -> String {
        let path = UrlPath::new(text.get_ref()).filter(|path| path.as_str() != "/" && !path.is_reserved());
        match path {
            Some(path) => path.as_str().trim_matches('/').to_owned(),
            None => {
                let message = format!("`{}` is not a path of the site", text.get_ref());
                self.refuse(text.span(), "config-path", message, "write a word such as `tags`");
                "-".to_owned()
            }
        }
    }

    pub(super) fn permalink(&mut self, pattern: &Spanned<String>) -> Option<Pattern> {
        let name = match Pattern::parse(pattern.get_ref()) {
            Ok(found) if UrlPath::new(pattern.get_ref()).is_some() => return Some(found),
            Ok(_) => {
                let message = format!("`{}` makes no path of the site", pattern.get_ref());
                self.refuse(pattern.span(), "config-permalink", message, "write it as `/:year/:month/:slug/`");
                return None;
            }
            Err(name) => name,
        };
        let hint = match nearest(&name, Pattern::names()) {
            Some(near) => format!("did you mean `:{near}`?"),
            None => "write it as `/:year/:month/:slug/`".to_owned(),
        };
        self.refuse(pattern.span(), "config-permalink", format!("`:{name}` is no part of a permalink"), &hint);
        None
    }

    pub(super) fn redirect(&mut self, raw: &RawRedirect) -> Option<Redirect> {
        let from = raw.from.get_ref();
        let path = UrlPath::new(from).filter(|_| from.starts_with('/') && !from.contains(['*', '?', '#', ':']));
        let Some(path) = path.filter(|path| !path.is_reserved()) else {
            let hint = "write one path of the site, as in `/old/`; a bucket knows no patterns";
            self.refuse(raw.from.span(), "config-redirect", format!("`{from}` cannot be redirected"), hint);
            return None;
        };
        let to = raw.to.get_ref();
        if !is_goal(to) {
            let hint = "write a page (`@/news/a.md`), a path (`/new/`) or an address (`https://…`)";
            self.refuse(raw.to.span(), "config-redirect", format!("`{to}` leads nowhere"), hint);
        }
        let status = raw.status.as_ref().map_or(301, |status| *status.get_ref());
        if let Some(wrong) = raw.status.as_ref().filter(|_| ![301, 302, 307, 308].contains(&status)) {
            let hint = "301 and 308 are for good, 302 and 307 for a while (RFC 9110 section 15.4)";
            self.refuse(wrong.span(), "config-redirect", format!("{status} is not the status of a redirect"), hint);
        }
        let place = self.place(raw.from.span());
        Some(Redirect { from: as_folder(&path), to: to.clone(), status, place })
    }

    pub(super) fn menus(&mut self, raw: &RawMenus) -> Menus {
        raw.iter()
            .map(|(name, entries)| (name.clone(), entries.iter().filter_map(|entry| self.menu_entry(entry)).collect()))
            .collect()
    }

    fn menu_entry(&mut self, raw: &Spanned<RawMenuEntry>) -> Option<MenuEntry> {
        let (span, entry) = (raw.span(), raw.get_ref());
        let Some(to) = entry.page.as_ref().or(entry.url.as_ref()) else {
            let hint = "give it `page = \"@/news/_index.md\"` or `url = \"https://…\"`";
            self.refuse(span, "config-menu", "an entry of a menu leads somewhere".to_owned(), hint);
            return None;
        };
        let place = self.place(to.span());
        let mut goal = to.get_ref().clone();
        if entry.page.is_some() && !goal.starts_with("@/") {
            goal = format!("@/{}", goal.trim_start_matches('/'));
        } else if entry.page.is_none() && !is_goal(&goal) {
            let hint = "write a path (`/new/`) or an address (`https://…`)";
            self.refuse(to.span(), "config-menu", format!("`{goal}` leads nowhere"), hint);
        }
        Some(MenuEntry {
            name: entry.name.clone(),
            to: goal,
            weight: entry.weight,
            identifier: entry.identifier.clone(),
            parent: entry.parent.clone(),
            place,
        })
    }
}

/// Returns whether `text` is a page, a path of the site or an address elsewhere.
pub fn is_goal(text: &str) -> bool {
    let is_local = text.starts_with("@/") || (text.starts_with('/') && !text.starts_with("//"));
    // A browser reads `/\host` as `//host`.
    let is_plain = !text.chars().any(|character| character.is_control() || " \\".contains(character));
    is_plain && (is_local || ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme)))
}

/// Returns the path under which something without a dot in its name was served: a folder.
pub fn as_folder(path: &UrlPath) -> UrlPath {
    let folder = || UrlPath::new(&format!("{path}/"));
    if path.means_folder() { folder().unwrap_or_else(|| path.clone()) } else { path.canonical() }
}
