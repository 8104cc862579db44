//! Formulas in TeX → MathML.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::piece::Shape;
use crate::base::finding::Finding;

/// A longer formula is refused.
const MOST_BYTES: usize = 8 << 10;

/// The parser calls itself for what stands inside of something. So many marks are safe on any stack;
/// a formula with more of them gets a stack that is large enough for the longest one.
const FEW_MARKS: usize = 64;
const STACK: usize = 256 << 20;

/// Returns the MathML of a formula, or what is wrong with it.
pub(super) fn to_mathml(latex: &str, shape: Shape) -> Result<String, Finding> {
    if latex.len() > MOST_BYTES {
        return Err(refuse(&format!("it is longer than {MOST_BYTES} bytes")));
    }
    let n_marks = latex.bytes().filter(|byte| b"\\{^_[(".contains(byte)).count();
    if n_marks <= FEW_MARKS {
        return convert(latex, shape);
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, || convert(latex, shape));
        let made = thread.ok().and_then(|thread| thread.join().ok());
        made.unwrap_or_else(|| Err(refuse("it is too deep")))
    })
}

fn convert(latex: &str, shape: Shape) -> Result<String, Finding> {
    let display = match shape {
        Shape::Inline => MathDisplay::Inline,
        Shape::Display => MathDisplay::Block,
    };
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|error| refuse(&error.0.to_string()))?;
    match converter.convert_with_local_state(latex, display) {
        Ok(result) => Ok(result.mathml),
        Err(error) => Err(refuse(&error.to_string())),
    }
}

fn refuse(message: &str) -> Finding {
    let message = message.trim_end_matches('.');
    Finding::error("math-invalid", format!("the formula is not valid: {message}"))
        .hint("a dollar sign that is none of a formula is written `\\$`")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parser calls itself for what stands in braces: what is too deep must not end the program.
    #[test]
    fn formulas_as_deep_as_they_may_be() {
        for (open, close) in [
            ("{", "}"),
            ("\\sqrt", ""),
            ("\\sqrt{", "}"),
            ("x^{", "}"),
            ("\\frac{1}{", "}"),
            ("\\left(", "\\right)"),
            ("\\text{", "}"),
            ("(", ")"),
            ("\\begin{matrix}", "\\end{matrix}"),
        ] {
            let n = MOST_BYTES / (open.len() + close.len());
            let _ = to_mathml(&format!("{}x{}", open.repeat(n), close.repeat(n)), Shape::Inline);
            let _ = to_mathml(&open.repeat(n), Shape::Display);
        }
    }
}
