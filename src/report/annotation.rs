//! Findings in the words of a CI system, which shows them beside the changed line.

use crate::base::finding::{Finding, Severity};

/// Returns the workflow command of GitHub Actions for a finding:
/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
///
/// `folder` is the site's, relative to the repository.
pub fn github(finding: &Finding, folder: &str) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let title = property(&finding.code);
    let place = match &finding.place {
        Some(place) => {
            let file = property(&format!("{}{}", prefix(folder), place.file));
            format!(" file={file},line={},col={},title={title}", place.line, place.column)
        }
        None => format!(" title={title}"),
    };
    let hint = finding.hint.as_ref().map_or(String::new(), |hint| format!("\nhint: {hint}"));
    format!("::{kind}{place}::{}", data(&format!("{}{hint}", finding.message)))
}

fn prefix(folder: &str) -> String {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::finding::Place;
    use crate::base::path::SourcePath;

    #[test]
    fn a_finding_cannot_break_out_of_its_line() {
        let place = Place::of(&SourcePath::new("content/a.md").unwrap(), "one\ntwo", 4..7);
        let finding = Finding::error("link-broken", "50%\n::error::no").at(place).hint("do: this");
        assert_eq!(
            github(&finding, "./site/"),
            "::error file=site/content/a.md,line=2,col=1,title=link-broken::50%25%0A::error::no%0Ahint: do: this"
        );
        assert_eq!(github(&Finding::warning("w", "x"), "."), "::warning title=w::x");
    }
}
