//! A picture in several widths and formats, so that each screen gets the one that fits.

use serde::{Deserialize, Serialize};

use super::header::Header;
use super::operation::{Operation, Request};
use crate::config::{ImageFormat, Images};

/// A picture in one format, narrow ones first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widths {
    /// The format.
    pub format: ImageFormat,
    /// What is done to make each.
    pub operations: Vec<Operation>,
}

/// Returns the formats and widths that a picture is offered in, the format for everybody last; nothing
/// where it cannot be decoded.
pub fn offers(header: &Header, images: &Images) -> Vec<Widths> {
    let Some((width, _)) = header.raster() else { return Vec::new() };
    let mut widths: Vec<u32> = images.widths.iter().copied().filter(|wanted| *wanted <= width).collect();
    // Wider than it is no picture is made; one that is narrower than wanted is offered as wide as it is.
    if images.widths.last().is_some_and(|widest| width < *widest) && !widths.contains(&width) {
        widths.push(width);
    }
    let of_format = |format: &ImageFormat| {
        let requests = widths.iter().map(|width| Request::width(*width, *format));
        let operations: Vec<Operation> = requests.filter_map(|request| request.resolve(header, images).ok()).collect();
        Widths { format: *format, operations }
    };
    let offers = images.formats.iter().map(of_format);
    offers.filter(|widths| !widths.operations.is_empty()).collect()
}
