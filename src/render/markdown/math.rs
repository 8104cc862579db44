//! Formulas in TeX → MathML.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::piece::Shape;
use crate::base::finding::Finding;

/// A longer formula is refused: the parser goes as deep as its braces.
const MOST_BYTES: usize = 8 << 10;

/// Returns the MathML of a formula, or what is wrong with it.
pub(super) fn to_mathml(latex: &str, shape: Shape) -> Result<String, Finding> {
    let refuse = |message: String| Finding::error("math-invalid", format!("the formula is not valid: {message}"));
    if latex.len() > MOST_BYTES {
        return Err(refuse(format!("it is longer than {MOST_BYTES} bytes")));
    }
    let display = match shape {
        Shape::Inline => MathDisplay::Inline,
        Shape::Display => MathDisplay::Block,
    };
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|error| refuse(error.0.to_string()))?;
    match converter.convert_with_local_state(latex, display) {
        Ok(result) => Ok(result.mathml),
        Err(error) => Err(refuse(error.to_string().trim_end_matches('.').to_owned())
            .hint("to write a dollar sign, put a `\\` before it")),
    }
}
