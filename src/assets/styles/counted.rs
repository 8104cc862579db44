//! How long Sass may run, and how large what it makes may become: Sass has loops and functions, and its reader has
//! no bounds.
//!
//! So statements that reach our logger (`@debug`) are put into the text: one into the body of each loop, function and
//! mixin, which is counted and tells the selectors around it, and one behind each variable that is given a value,
//! which tells how large that is. See "Style sheets" in ARCHITECTURE.md.

use super::limits::{Token, Tokens, at_word, indent};

/// What the statement that is counted begins with.
pub(super) const STEP: &str = "seawall step";

/// What the statement that tells the value of a variable begins with.
pub(super) const SIZE: &str = "seawall size";

/// Statements whose bodies run more than once.
const COUNTED: [&str; 5] = ["@while", "@for", "@each", "@function", "@mixin"];

/// Returns whether the body of a rule runs more than once. `@\77hile` is `@while`, so what is escaped is taken for one.
fn is_counted(word: &str) -> bool {
    COUNTED.contains(&word) || word.contains('\\')
}

/// Sass with our statements in it, and where they were put.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub text: String,
    /// Line and column (from 0, in characters) after which this many characters are ours.
    within: Vec<(usize, usize, usize)>,
    /// Lines (from 0) that are ours.
    lines: Vec<usize>,
    /// Those of them that belong to the line before, and not to the next one.
    behind: Vec<usize>,
    /// Line and column at which the text ends.
    end: (usize, usize),
}

impl Counted {
    /// Returns a text in which nothing is counted.
    pub(super) fn unchanged(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Returns the line and column of the author's text for those of ours.
    pub(super) fn back(&self, line: usize, column: usize) -> (usize, usize) {
        let before = self.within.iter().filter(|(own, from, _)| *own == line && *from <= column);
        let shift: usize = before.map(|(_, from, length)| (column - from).min(*length)).sum();
        let n_ours = self.lines.iter().filter(|own| **own < line).count() + usize::from(self.behind.contains(&line));
        (line.saturating_sub(n_ours), column.saturating_sub(shift))
    }

    /// Adds what the author wrote.
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        let n_lines = text.matches('\n').count();
        let column = if n_lines == 0 { self.end.1 } else { 0 };
        let row = text.rsplit('\n').next().unwrap_or("");
        self.end = (self.end.0 + n_lines, column + row.chars().count());
    }

    /// Puts a statement of ours into the line.
    fn put(&mut self, statement: &str) {
        let n_letters = statement.chars().count();
        self.within.push((self.end.0, self.end.1, n_letters));
        self.text.push_str(statement);
        self.end.1 += n_letters;
    }
}

/// Returns the statement that is counted, without its end.
fn step() -> String {
    format!("@debug (\"{STEP}\", &)")
}

/// Returns the statement that tells the value of a variable, without its end.
fn size(variable: &str) -> String {
    format!("@debug (\"{SIZE}\", {variable})")
}

/// Puts our statements into SCSS.
pub(super) fn counted(text: &str) -> Counted {
    // Nothing but variables may stand before these.
    let is_load = |token: &Token<'_>| matches!(token, Token::At(_, "@use" | "@forward"));
    let last_load = Tokens::of(text, true).filter(is_load).last().map(Token::at);
    let mut counted = Counted::default();
    // What is open: blocks, and brackets.
    let (mut open, mut waiting, mut end): (Vec<bool>, _, _) = (Vec::new(), None, 0);
    // Where the statement begins, if nothing of it was looked at, and the variable that it gives a value.
    let (mut start, mut assigned): (Option<usize>, Option<(usize, &str)>) = (Some(0), None);
    for token in Tokens::of(text, true) {
        let levels = open.len();
        match token {
            Token::At(_, word) if is_counted(word) => waiting = Some(levels),
            Token::Variable(at) => {
                let variable = start.take().and_then(|start| given(text, start, at));
                let variable = variable.filter(|_| levels > 0 || last_load.is_none_or(|load| at > load));
                assigned = assigned.or_else(|| Some((levels, variable?)));
            }
            Token::Open(at) => {
                // Behind a colon it is the value of `--x`, or of a property in parts.
                let is_block = text.as_bytes()[at] == b'{' && !text[..at].trim_end().ends_with(['#', ':']);
                start = is_block.then_some(at + 1);
                if is_block && waiting == Some(levels) {
                    counted.add(&text[end..=at]);
                    counted.put(&format!("{};", step()));
                    (end, waiting) = (at + 1, None);
                }
                open.push(is_block);
            }
            Token::Close(at) if open.pop().unwrap_or(true) => {
                if let Some((_, variable)) = assigned.take_if(|(level, _)| *level == levels) {
                    counted.add(&text[end..at]);
                    counted.put(&format!(";{};", size(variable)));
                    end = at;
                }
                start = Some(at + 1);
            }
            Token::End(at) if text.as_bytes()[at] == b';' => {
                waiting = waiting.filter(|level| *level != levels);
                if let Some((_, variable)) = assigned.take_if(|(level, _)| *level == levels) {
                    counted.add(&text[end..=at]);
                    counted.put(&format!("{};", size(variable)));
                    end = at + 1;
                }
                start = open.last().is_none_or(|is_block| *is_block).then_some(at + 1);
            }
            _ => {}
        }
    }
    counted.add(&text[end..]);
    counted
}

/// Returns the variable, with its module, that is given a value by the statement that begins at `start`, if its
/// dollar sign is the one at `at`.
fn given(text: &str, start: usize, at: usize) -> Option<&str> {
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let begin = start + text[start..at].len() - uncommented(text.get(start..at)?).len();
    let module = &text[begin..at];
    if !module.is_empty() && !module.strip_suffix('.').is_some_and(|name| name.chars().all(is_name)) {
        return None;
    }
    let behind = &text[at + 1..];
    let rest = behind.trim_start_matches(is_name);
    let has_name = rest.len() < behind.len();
    (has_name && rest.trim_start().starts_with(':')).then(|| &text[begin..text.len() - rest.len()])
}

/// Returns a text without the spaces and comments that it begins with.
fn uncommented(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match rest.get(..2) {
            Some("//") => rest.find('\n'),
            Some("/*") => rest.find("*/").map(|at| at + 2),
            _ => return rest,
        };
        rest = end.map_or("", |end| rest[end..].trim_start());
    }
}

/// Puts our statements into indented Sass, each line of which has an end.
pub(super) fn counted_by_lines(text: &str) -> Counted {
    let mut counted = Counted::default();
    let mut waiting = false;
    let is_load = |line: &str| line.starts_with("@use") || line.starts_with("@forward");
    let last_load = text.lines().enumerate().filter(|(_, line)| is_load(line)).last().map(|(number, _)| number);
    // Tabs and spaces may not be mixed.
    let unit =
        text.split_inclusive('\n').find_map(|line| line.get(..indent(line).min(1)).filter(|unit| !unit.is_empty()));
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        let start = line.trim_start_matches([' ', '\t']);
        let own = &line[..line.len() - start.len()];
        if waiting && !start.trim().is_empty() {
            counted.lines.push(number + counted.lines.len());
            counted.text.push_str(&format!("{own}{}\n", step()));
            waiting = false;
        }
        counted.text.push_str(line);
        let is_whole = line.ends_with('\n') && line.matches('(').count() == line.matches(')').count();
        let dollar =
            start.find('$').filter(|_| is_whole && (!own.is_empty() || last_load.is_none_or(|load| number > load)));
        if let Some(variable) = dollar.and_then(|at| given(start, 0, at)) {
            let own_line = number + 1 + counted.lines.len();
            counted.lines.push(own_line);
            counted.behind.push(own_line);
            counted.text.push_str(&format!("{own}{}\n", size(variable)));
        }
        let word = if start.starts_with('@') { at_word(start) } else { "" };
        if is_counted(word) || start.starts_with('=') {
            let next = text[end..].lines().find(|line| !line.trim().is_empty());
            waiting = next.is_some_and(|next| indent(next) > indent(line));
            // These run without a body too.
            if !waiting && (matches!(word, "@while" | "@for") || word.contains('\\')) {
                let own_line = number + 1 + counted.lines.len();
                counted.lines.push(own_line);
                counted.behind.push(own_line);
                counted.text.push_str(&format!("{own}{}{}\n", unit.unwrap_or(" "), step()));
            }
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scss: &str, expected: &str) {
        let text = counted(scss).text.replace(&format!("{};", step()), "·");
        assert_eq!(text.replace(&format!("@debug (\"{SIZE}\", "), "?("), expected);
    }

    #[test]
    fn bodies_of_loops_and_functions_are_counted() {
        check("@while $i < 3 { a { b: c } }", "@while $i < 3 {· a { b: c } }");
        check("@each $a in (b: c) { x-#{$a} { d: e } }", "@each $a in (b: c) {· x-#{$a} { d: e } }");
        check("@function f($a: \"{\") { @return 1 }", "@function f($a: \"{\") {· @return 1 }");
        check("// @while {\n/* @for { */ a { b: '@each {' }", "// @while {\n/* @for { */ a { b: '@each {' }");
        check("@for $i from #{1} through 2 { a { b: c } }", "@for $i from #{1} through 2 {· a { b: c } }");
        check("@include m { a: url(http://e.org/{) }", "@include m { a: url(http://e.org/{) }");
    }

    #[test]
    fn values_of_variables_are_told() {
        check("$a: 1; $b: $a + $a;", "$a: 1;?($a); $b: $a + $a;?($b);");
        check("a { $b : (c: $d, e: f) !default; g: $b }", "a { $b : (c: $d, e: f) !default;?($b); g: $b }");
        check("a { b: c; /* d */ // e;\n$f: 1 }", "a { b: c; /* d */ // e;\n$f: 1 ;?($f);}");
        check("m.$x: #{$y};", "m.$x: #{$y};?(m.$x);");
        check("$a: 1; @use 'b' with ($c: 2); $d: 1;", "$a: 1; @use 'b' with ($c: 2); $d: 1;?($d);");
        check("@include m($a: 1, $b...); c: $d;", "@include m($a: 1, $b...); c: $d;");
        check("a { b: (f($a) $b: 1, c: $d) }", "a { b: (f($a) $b: 1, c: $d) }");
        check("@mixin m($a: 1) { $a: 2 }", "@mixin m($a: 1) {· $a: 2 ;?($a);}");
    }

    #[test]
    fn bodies_of_indented_sass_are_counted() {
        let sass = "@while true\n  a\n    b: c\n\n=m($x)\n\n  $d: e\n  f: $d\n";
        let counted = counted_by_lines(sass);
        let expected = "@while true\n  ·\n  a\n    b: c\n\n=m($x)\n\n  ·\n  $d: e\n  ?\n  f: $d\n";
        assert_eq!(counted.text.replace(&step(), "·").replace(&size("$d"), "?"), expected);
        assert_eq!([counted.back(0, 3), counted.back(2, 2), counted.back(8, 2)], [(0, 3), (1, 2), (6, 2)]);
        assert_eq!(counted.back(10, 1), (7, 1));
        let loops =
            counted_by_lines("@while true\n\n\ta\n\t\t@for $i from 1 through 2\n\tb\n@\\77hile 1\n@each $i in 1\n");
        let expected =
            "@while true\n\n\t·\n\ta\n\t\t@for $i from 1 through 2\n\t\t\t·\n\tb\n@\\77hile 1\n\t·\n@each $i in 1\n";
        assert_eq!(loops.text.replace(&step(), "·"), expected);
        assert_eq!([loops.back(5, 3), loops.back(8, 1)], [(3, 3), (5, 1)]);
    }

    #[test]
    fn places_lead_back() {
        let counted = counted("a {\n@while é { x: y; }\n}");
        let column = counted.text.lines().nth(1).unwrap().chars().take_while(|letter| *letter != 'x').count();
        assert_eq!(counted.back(1, column), (1, 11));
        assert_eq!(counted.back(1, 3), (1, 3));
    }
}
