//! Questions of Markdown and templates, as they are told to an author.

use super::question::Question;
use crate::base::path::SourcePath;
use crate::content::Query;
use crate::incremental::Words;

/// Returns what a question of the log means, if it is one of this folder's.
pub fn words(question: &str) -> Option<Words> {
    Some(match question.parse::<Question>().ok()? {
        Question::Link(_, source) => {
            Words::new("the goal of a link:", "the goals of links:", &source).in_file(Some(source))
        }
        Question::Url(_, source) => Words::new("the address of", "the addresses of", &source).in_file(Some(source)),
        Question::Page(_, source) => Words::new("the card of", "the cards of", &source).in_file(Some(source)),
        Question::Section(_, source) => Words::new("the section", "the sections", &source).in_file(Some(source)),
        Question::Query(_, query) => {
            let mut words = Words::new("the list of", "the lists of", "");
            words.item = listed(&query);
            words
        }
        Question::Related(_, source, limit) => {
            let mut words = Words::new("", "", "");
            words.item = format!("the {limit} pages most like `{source}`");
            words
        }
        Question::Taxonomy(_, name) => Words::new("the taxonomy", "the taxonomies", name),
        Question::Term(_, taxonomy, name) => {
            Words::new("the pages of the term", "the pages of the terms", format!("{taxonomy}: {name}"))
        }
        Question::TermUrl(_, taxonomy, name) => {
            Words::new("the address of the term", "the addresses of the terms", format!("{taxonomy}: {name}"))
        }
        Question::Menu(_, name) => Words::new("the menu", "the menus", name),
        Question::File(source) => Words::new("the file", "the files", &source).in_file(Some(source)),
        Question::Data(path) => {
            let source = SourcePath::new(&format!("data/{path}"));
            Words::new("the data file", "the data files", path).in_file(source)
        }
        Question::Asset(name) => Words::new("the address of the asset", "the addresses of the assets", name),
        Question::Integrity(name) => Words::new("the checksum of the asset", "the checksums of the assets", name),
        Question::Picture(source) => Words::new("the picture", "the pictures", &source).in_file(Some(source)),
        Question::Shown(source, _) => {
            Words::new("how wide to show the picture", "how wide to show the pictures", &source).in_file(Some(source))
        }
        Question::Metadata(source) => {
            Words::new("what is known of the picture", "what is known of the pictures", &source).in_file(Some(source))
        }
        Question::Resize(source, _) => {
            Words::new("a variant of the picture", "variants of the pictures", &source).in_file(Some(source))
        }
        Question::Text(language, key, _) => Words::new("the text", "the texts", format!("{key} ({language})")),
        Question::Day => Words { about: ("the day of the build", ""), item: String::new(), files: Vec::new() },
        Question::Component(name) => Words::new("the component", "the components", name),
    })
}

/// Returns which pages a query wants: ``pages of `news`, the first 3``.
fn listed(query: &Query) -> String {
    let Query { section, term, key, value, year, sort_by, offset, limit, .. } = query;
    let mut text = match section {
        Some(folder) => format!("pages below `{folder}`"),
        None => "all pages".to_owned(),
    };
    let taxonomy = query.taxonomy.as_deref().unwrap_or("tags");
    let conditions = [
        term.as_ref().map(|term| format!("with `{taxonomy}: {term}`")),
        key.as_ref().map(|key| match value {
            Some(value) => format!("with `{key}: {value}`"),
            None => format!("with `{key}`"),
        }),
        year.as_ref().map(|year| format!("of {year}")),
        sort_by.as_ref().map(|sort_by| format!("by {sort_by}")),
    ];
    conditions.into_iter().flatten().for_each(|condition| text.push_str(&format!(" {condition}")));
    match (offset, limit) {
        (0, None) => {}
        (0, Some(limit)) => text.push_str(&format!(", the first {limit}")),
        (offset, None) => text.push_str(&format!(", without the first {offset}")),
        (offset, Some(limit)) => text.push_str(&format!(", {limit} after the first {offset}")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_told_in_words() {
        let check = |question: &str, expected: &str| assert_eq!(words(question).unwrap().phrase(), expected);
        check("menu it main", "the menu `main`");
        check("page it content/news/a.md", "the card of `content/news/a.md`");
        check("data votes.json", "the data file `votes.json`");
        check("text it close", "the text `close (it)`");
        check("day", "the day of the build");
        let query = |query: Query| Question::Query("it".to_owned(), query).to_string();
        let (section, limit, year) = (Some("news".to_owned()), Some(3), Some("2026".to_owned()));
        check(&query(Query::default()), "the list of all pages");
        check(
            &query(Query { section, limit, year, ..Query::default() }),
            "the list of pages below `news` of 2026, the first 3",
        );
        assert_eq!(words("data votes.json").unwrap().files[0].as_str(), "data/votes.json");
        assert_eq!(words("weather today"), None);
    }
}
