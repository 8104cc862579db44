//! The functions of templates about pictures. Each asks, and wishes for the variants it names.

use serde_json::{Value, json};
use tera::{Kwargs, State};

use super::addresses::url_of;
use super::asking::{about, ask, here, refused, wish};
use super::functions::{Function, Result, source};
use super::library::{Library, Refusal};
use crate::assets::images::{Anchor, Fitting, Operation, Picture, Request, SourceFormat};
use crate::base::path::{SourcePath, leads_elsewhere};
use crate::config::ImageFormat;
use crate::render::missing;
use crate::render::picture::{Shown, Wish, candidates};
use crate::render::question::Question;

/// These functions.
pub(super) const FUNCTIONS: [Function; 3] = [
    Function("get_image", &["path", "page", "sizes"], get_image),
    Function("get_image_metadata", &["path", "page", "allow_missing"], get_image_metadata),
    Function("resize_image", &RESIZE, resize_image),
];

const RESIZE: [&str; 8] = ["path", "page", "width", "height", "op", "anchor", "format", "quality"];

type Answer<T> = std::result::Result<T, tera::Error>;

/// `get_image(path="harbor.jpg")`: what Markdown makes of a picture: `src`, `srcset`, `sizes`, `width`,
/// `height`, `sources`. What is no picture of the site has `src` only.
fn get_image(arguments: Kwargs, _: &State) -> Result {
    let path: &str = arguments.must_get("path")?;
    let sizes: Option<String> = arguments.get("sizes")?;
    let Some(named) = located(path, &arguments)? else {
        let is_picture = is_local(path) && SourceFormat::of_name(path).is_some();
        return if is_picture { Err(missing(path, &arguments)?) } else { plain(path) };
    };
    wish(|library| Some(Shown::of(library.assets.pictures.find(&named)?, &library.config, None).1));
    ask(|_| Question::Shown(named, sizes))
}

/// Returns what `get_image` says of what is no picture of the site.
fn plain(path: &str) -> Result {
    let url = url_of(path)?.to_string();
    let (srcset, sizes, sources) = (String::new(), String::new(), Vec::new());
    let shown = Shown { src: url.clone(), srcset, sizes, width: None, height: None, sources, original: url };
    Ok(tera::Value::from_serializable(&shown))
}

/// `get_image_metadata(path="harbor.jpg")`: width, height, format and media type of a picture.
fn get_image_metadata(arguments: Kwargs, _: &State) -> Result {
    let path: &str = arguments.must_get("path")?;
    match located(path, &arguments)? {
        Some(named) => {
            wish(|library| Wish::of_broken(library.assets.pictures.find(&named)?));
            ask(|_| Question::Metadata(named))
        }
        None if arguments.get("allow_missing")?.unwrap_or(false) => Ok(tera::Value::none()),
        None => Err(missing(path, &arguments)?),
    }
}

/// `resize_image(path="harbor.jpg", width=480, height=320, op="fill")`: the URL and size of a variant.
fn resize_image(arguments: Kwargs, _: &State) -> Result {
    let path: &str = arguments.must_get("path")?;
    let request = request(&arguments)?;
    let Some(named) = located(path, &arguments)? else { return Err(missing(path, &arguments)?) };
    let wished = (named.clone(), request.clone());
    let answer = ask(|_| Question::Resize(named, request))?;
    wish(|library| {
        let (picture, operation) = library.operation(&wished.0, &wished.1).ok()?;
        Some(Wish { source: picture.source.clone(), operations: operation.into_iter().collect() })
    });
    Ok(answer)
}

/// Returns the first picture that `path` may name, on the page that is named, or on this one.
fn located(path: &str, arguments: &Kwargs) -> Answer<Option<SourcePath>> {
    if !is_local(path) {
        return Ok(None);
    }
    for named in candidates(path, page(arguments)?.as_ref()) {
        let question = named.clone();
        if !ask(|_| Question::Picture(question))?.is_none() {
            return Ok(Some(named));
        }
    }
    // Asked only now: a page that shows a picture does not depend on where the page beside it is served.
    if arguments.get::<String>("page")?.is_some_and(|page| !page.trim().is_empty())
        && let Some(page) = page(arguments)?
    {
        ask(|language| Question::Url(language, page))?;
    }
    Ok(None)
}

/// Returns whether a path may be that of a picture of the site.
fn is_local(path: &str) -> bool {
    !path.contains(['?', '#']) && !leads_elsewhere(path)
}

/// Returns the page that is named, or this one.
fn page(arguments: &Kwargs) -> Answer<Option<SourcePath>> {
    match arguments.get::<String>("page")? {
        Some(page) => source(&page).map(Some),
        None => Ok(SourcePath::new(&about()?)),
    }
}

/// Returns the error about a picture that is not there. It reads the library: a page with an error is rendered again
/// in any case.
fn missing(path: &str, arguments: &Kwargs) -> Answer<tera::Error> {
    if !is_local(path) {
        let hint = "it lies beside the page, below `content/`, in `assets/` or in `static/`, and has no `?` or `#`";
        return Ok(refused(&format!("`{path}` is no picture of the site"), hint));
    }
    let (library, ..) = here()?;
    let hint = missing::hint(path, page(arguments)?.as_ref(), &library.assets.pictures);
    Ok(refused(&format!("there is no picture `{path}`"), &hint))
}

fn request(arguments: &Kwargs) -> Answer<Request> {
    let text = |name: &str| arguments.get::<String>(name);
    let known = |name: &str, value: &str, hint: String| refused(&format!("`{name}` cannot be `{value}`"), &hint);
    let op = text("op")?.unwrap_or_else(|| "fill".to_owned());
    let anchor = text("anchor")?.unwrap_or_else(|| "center".to_owned());
    let format = text("format")?.filter(|format| format != "auto");
    let format = format.map(|name| ImageFormat::named(&name).map_err(|hint| known("format", &name, hint)));
    let quality = number(arguments, "quality")?;
    if quality.is_some_and(|quality| !(1..=100).contains(&quality)) {
        return Err(refused("`quality` is out of range", "a whole number from 1 to 100"));
    }
    Ok(Request {
        op: Fitting::named(&op).map_err(|hint| known("op", &op, hint))?,
        width: number(arguments, "width")?,
        height: number(arguments, "height")?,
        anchor: Anchor::named(&anchor).map_err(|hint| known("anchor", &anchor, hint))?,
        format: format.transpose()?,
        quality: quality.and_then(|quality| u8::try_from(quality).ok()),
    })
}

fn number(arguments: &Kwargs, name: &str) -> Answer<Option<u32>> {
    let Some(value) = arguments.get::<tera::Value>(name)?.filter(|value| !value.is_none()) else { return Ok(None) };
    let number = serde_json::to_value(&value).ok().and_then(|value| value.as_u64()).and_then(|n| u32::try_from(n).ok());
    number.map(Some).ok_or_else(|| tera::Error::message(format!("`{name}` must be a whole number of pixels")))
}

impl Library {
    /// Returns what a page shows of a picture.
    pub(super) fn shown(&self, named: &SourcePath, sizes: Option<&str>) -> Value {
        let picture = self.assets.pictures.find(named);
        json!(picture.map(|picture| Shown::of(picture, &self.config, sizes).0))
    }

    /// Returns what a picture says of itself.
    pub(super) fn metadata(&self, named: &SourcePath) -> std::result::Result<Value, Refusal> {
        let picture = self.picture(named)?;
        let header = picture.header.as_ref().ok();
        // What is wrong with it is told once, and a template must not stumble over it too.
        let size = header.map_or(Some((1, 1)), |header| header.size);
        let format = header.map(|header| header.format).or_else(|| SourceFormat::of_name(picture.source.name()));
        Ok(json!({
            "width": size.map(|(width, _)| width),
            "height": size.map(|(_, height)| height),
            "format": format,
            "mime": format.map(SourceFormat::media_type),
            "is_animated": header.is_some_and(|header| header.is_animated),
            "path": self.config.href(&picture.url),
        }))
    }

    /// Returns where a variant is served, and how large it is.
    pub(super) fn resized(&self, named: &SourcePath, request: &Request) -> std::result::Result<Value, Refusal> {
        let (picture, operation) = self.operation(named, request)?;
        let size = picture.header.as_ref().map_or(Some((1, 1)), |header| header.size);
        let (width, height) = size.unzip();
        let of_it = operation.as_ref().map(|it| (picture.variant(it), (it.width, it.height), it.format.media_type()));
        // One that is broken stands in for its variant: that it is broken is told once, at its first place.
        let (url, shown, mime) = of_it.unwrap_or_else(|| {
            let mime = SourceFormat::of_name(picture.source.name()).map_or("", SourceFormat::media_type);
            (picture.url.clone(), (request.width.unwrap_or(1), request.height.unwrap_or(1)), mime)
        });
        Ok(json!({
            "url": self.config.href(&url),
            "permalink": self.config.permalink(&url),
            "width": shown.0,
            "height": shown.1,
            "orig_width": width,
            "orig_height": height,
            "mime": mime,
        }))
    }

    /// Returns what is to be done with a picture; nothing where it is broken or too large.
    fn operation(
        &self,
        named: &SourcePath,
        request: &Request,
    ) -> std::result::Result<(&Picture, Option<Operation>), Refusal> {
        let picture = self.picture(named)?;
        let header = picture.header.as_ref().ok().filter(|_| picture.trouble(&self.config.images).is_none());
        let Some(header) = header else { return Ok((picture, None)) };
        let operation = request.resolve(header, &self.config.images).map_err(|impossible| Refusal {
            message: format!("`{}` cannot be resized: {}", picture.source, impossible.message),
            hint: Some(impossible.hint),
            place: None,
        })?;
        Ok((picture, Some(operation)))
    }

    fn picture(&self, named: &SourcePath) -> std::result::Result<&Picture, Refusal> {
        let missing = || Refusal { message: format!("there is no picture `{named}`"), hint: None, place: None };
        self.assets.pictures.find(named).ok_or_else(missing)
    }
}
