//! An SVG as it is given to the filter: without entities, not too deep, and with marks where the filter, which
//! writes with indentation, would put white space that the author did not write.

use std::borrow::Cow;
use std::io::{self, Write};

use xml::attribute::Attribute;
use xml::name::Name;
use xml::reader::XmlEvent as Read;
use xml::writer::{EmitterConfig, XmlEvent as Written};

/// How many elements may be open at once. Drawing programs write a few ten.
const MOST_OPEN: usize = 256;

/// Stands between two tags. It is no letter and never part of a text: Unicode reserves it for such use.
const MARK: char = '\u{fdd0}';

/// `xml:space`, which the filter would take out, under a name that it lets through.
const SPACE: &str = "data-seawall-space";

/// The namespace of `xml:space`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is written, up to a length.
pub(super) struct Bounded {
    pub bytes: Vec<u8>,
    most: usize,
}

impl Bounded {
    /// Returns an empty one for what is made of so many bytes: a few times as much, because some letters must be
    /// written longer.
    pub(super) fn for_input(n_bytes: usize) -> Self {
        Self { bytes: Vec::new(), most: n_bytes.saturating_mul(4).saturating_add(4096) }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("it grows to more than four times its length"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns an SVG with marks, or what is wrong with it, behind its line and column.
pub(super) fn marked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    // As the filter reads, with its limits.
    let config = xml::ParserConfig::new()
        .cdata_to_characters(true)
        .ignore_comments(true)
        .coalesce_characters(false)
        .allow_multiple_root_elements(false)
        .max_attributes(200)
        .max_entity_expansion_depth(3)
        .max_name_length(1000);
    let mut reader = config.create_reader(bytes);
    let config = EmitterConfig::new().perform_indent(false).keep_element_names_stack(false);
    let mut writer = config.create_writer(Bounded::for_input(bytes.len()));
    let (mut n_open, mut is_behind_end) = (0, false);
    loop {
        let event = reader.next().map_err(|error| error.to_string())?;
        let is_end = matches!(event, Read::EndElement { .. });
        let is_tag = is_end || matches!(event, Read::StartElement { .. });
        let mut put = |event: Written<'_>| writer.write(event).map_err(|error| error.to_string());
        if n_open > 0 && is_tag && (!is_end || is_behind_end) {
            put(Written::characters(MARK.encode_utf8(&mut [0; 4])))?;
        }
        match event {
            Read::StartDocument { version, .. } => {
                put(Written::StartDocument { version, encoding: Some("utf-8"), standalone: None })?;
            }
            Read::StartElement { name, mut attributes, namespace } => {
                n_open += 1;
                if n_open > MOST_OPEN {
                    let place = xml::common::Position::position(&reader);
                    return Err(format!("{place} more than {MOST_OPEN} elements lie in each other"));
                }
                attributes.iter_mut().for_each(|attribute| attribute.value = plain(&attribute.value));
                let is_space = |name: &Name<'_>| name.local_name == "space" && name.namespace == Some(XML);
                let attributes: Vec<Attribute<'_>> = attributes
                    .iter()
                    .map(|attribute| attribute.borrow())
                    .map(|own| if is_space(&own.name) { Attribute::new(Name::local(SPACE), own.value) } else { own })
                    .collect();
                let (name, namespace) = (name.borrow(), Cow::Borrowed(&namespace));
                put(Written::StartElement { name, attributes: attributes.into(), namespace })?;
            }
            Read::EndElement { name } => {
                n_open -= 1;
                put(Written::EndElement { name: Some(name.borrow()) })?;
            }
            Read::Characters(text) | Read::Whitespace(text) | Read::CData(text) if n_open > 0 => {
                put(Written::characters(&plain(&text)))?;
            }
            Read::EndDocument => return Ok(writer.into_inner().bytes),
            _ => {}
        }
        is_behind_end = if is_tag { is_end } else { is_behind_end };
    }
}

/// Returns a text without marks: one in the middle of a word would hide it from the filter.
fn plain(text: &str) -> String {
    text.replace(MARK, "")
}

/// Takes the marks out of what the filter wrote.
pub(super) fn unmarked(text: &str) -> String {
    plain(text).replace(&format!(" {SPACE}=\""), " xml:space=\"")
}
