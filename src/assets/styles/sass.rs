//! Sass → CSS, with files from the theme chain and nowhere else.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use grass_compiler::codemap::SpanLoc;
use grass_compiler::{ErrorKind, Fs, Logger, Options};

use super::circle;
use super::counted::{self, Counted, SIZE, STEP};
use super::desk::{Desk, beside};
use super::limits::{self, MOST_LEVELS};
use super::nesting;
use super::thread::STACK;
use crate::base::finding::{Finding, Findings, Place};

/// How often bodies of loops, functions and mixins may run for one style sheet. The largest frameworks need
/// a few ten thousand.
const MOST_STEPS: usize = 100_000;

/// How many bytes the value of a variable may have, written out, or the selectors around a body.
const MOST_VALUE: usize = 1 << 20;

/// How many bytes all values that variables were given may have together.
const MOST_VALUES: usize = 256 << 20;

/// How many warnings of one style sheet are told.
const MOST_WARNINGS: usize = 20;

/// Returns the CSS of a Sass file, or what is wrong with it; warnings go to `findings`.
pub(super) fn compile(desk: &Desk<'_>, name: &str, findings: &mut Findings) -> Result<String, Finding> {
    let view = View { desk, counted: RefCell::default(), trouble: RefCell::default() };
    let log = Log::default();
    // The second place to look for what is loaded: the top of the assets.
    let options = Options::default().fs(&view).logger(&log).allows_charset(false).load_path("");
    let result = catch_unwind(AssertUnwindSafe(|| grass_compiler::from_path(name, &options)));
    findings.extend(log.warnings(&view));
    match result {
        Ok(Ok(css)) => Ok(css),
        Ok(Err(error)) => Err(view.finding(name, *error)),
        Err(panic) => Err(match panic.downcast_ref::<Stopped>() {
            Some(stopped) => view.stopped(name, stopped),
            None => {
                let finding = Finding::error("style-crash", "the reader of Sass does not get along with this file");
                let finding = finding.hint("what stands there may be wrong in a way that it does not expect");
                Finding { place: desk.find(name, ""), ..finding }
            }
        }),
    }
}

/// What is without an end.
#[derive(Debug, Clone, Copy)]
enum Endless {
    Depth,
    Steps,
    Value,
    Values,
}

/// Why Sass was stopped.
#[derive(Debug)]
struct Stopped {
    why: Endless,
    /// The file, line and column (from 0) of the body that ran last.
    last: (String, usize, usize),
}

/// The files that Sass sees.
struct View<'a> {
    desk: &'a Desk<'a>,
    /// What was read, with counted statements in it.
    counted: RefCell<BTreeMap<String, Rc<Counted>>>,
    /// Why a file could not be read.
    trouble: RefCell<Option<Finding>>,
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("View")
    }
}

impl View<'_> {
    /// Returns the text of a file as Sass is given it.
    fn prepare(&self, name: &str) -> Result<String, Finding> {
        if let Some(counted) = self.counted.borrow().get(name) {
            return Ok(counted.text.clone());
        }
        let text = self.desk.text(name)?;
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        // For Sass all of these end a line, and then for us. In indented Sass it looks for the end of a comment up to
        // the end of the line, and beyond that of the file; the last line may end behind a star, the next cannot.
        let mut text = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
        if ending == "sass" {
            text.push_str("\n\n");
        }
        if let Some(at) = limits::open_comment(&text, ending == "sass") {
            let finding = Finding::error("sass-error", "a comment that begins here is not closed");
            let before = &text[..at];
            let column = before.rsplit('\n').next().unwrap_or("").chars().count();
            let place = self.desk.place(name, before.matches('\n').count(), column);
            return Err(Finding { place, ..finding });
        }
        let deep = limits::too_deep(&text, ending != "css");
        let deep = deep.or_else(|| if ending == "sass" { limits::too_deep_by_lines(&text) } else { None });
        if let Some(at) = deep {
            return Err(too_deep(self.desk, name, &text, at));
        }
        let many = match ending.as_str() {
            "sass" => nesting::too_many_by_lines(&text),
            ending => nesting::too_many(&text, ending != "css"),
        };
        if let Some(at) = many {
            return Err(too_many(self.desk, name, &text, at));
        }
        let counted = match ending.as_str() {
            "sass" => counted::counted_by_lines(&text),
            "css" => Counted::unchanged(text),
            _ => counted::counted(&text),
        };
        let text = counted.text.clone();
        self.counted.borrow_mut().insert(name.to_owned(), Rc::new(counted));
        Ok(text)
    }

    /// Returns where in the author's text a place of Sass is.
    fn place(&self, name: &str, line: usize, column: usize) -> Option<Place> {
        let name = plain(Path::new(name)).unwrap_or_else(|| name.to_owned());
        let counted = self.counted.borrow().get(&name).cloned();
        let (line, column) = counted.map_or((line, column), |counted| counted.back(line, column));
        self.desk.place(&name, line, column)
    }

    fn finding(&self, name: &str, error: grass_compiler::Error) -> Finding {
        if let Some(trouble) = self.trouble.take() {
            return trouble;
        }
        let ErrorKind::ParseError { message, loc, .. } = error.kind() else {
            let finding = Finding::error("sass-error", "the file cannot be read");
            return Finding { place: self.desk.find(name, ""), ..finding };
        };
        let file = loc.file.name();
        let place = self.place(file, loc.begin.line, loc.begin.column);
        let finding = match message.as_str() {
            "Module loop: this module is already being loaded." | "This file is already being loaded." => {
                circle::finding(&circle::of_sass(self.desk, &plain(Path::new(file)).unwrap_or_default()))
            }
            "Can't find stylesheet to import." => {
                let finding = Finding::error("style-import", "no style sheet of this name is found");
                let line = loc.file.source_line(loc.begin.line);
                let wish = line.split(['"', '\'']).nth(1).unwrap_or("");
                let stem = |name: &str| {
                    let file = name.rsplit('/').next().unwrap_or(name).trim_start_matches('_');
                    file.rsplit_once('.').map_or(file.to_owned(), |(stem, _)| stem.to_owned())
                };
                let stems: Vec<String> = self.desk.shelf.sources.names().map(stem).collect();
                let near = crate::base::finding::nearest(&stem(wish), stems.iter().map(String::as_str));
                let near = near.filter(|near| *near != stem(wish));
                finding.suggest(near, "it is looked for beside this file, then from the top of `assets/` of all layers")
            }
            "Undefined variable." => {
                let line = loc.file.source_line(loc.begin.line);
                let name = line.chars().take(loc.end.column).skip(loc.begin.column).collect::<String>();
                Finding::error("sass-error", format!("undefined variable `${}`", name.trim_start_matches('$')))
            }
            _ => Finding::error("sass-error", lower(message.trim_end_matches('.'))),
        };
        Finding { place, ..finding }
    }

    fn stopped(&self, name: &str, stopped: &Stopped) -> Finding {
        let (file, line, column) = &stopped.last;
        let message = match stopped.why {
            Endless::Depth => "functions or mixins call each other without an end".to_owned(),
            Endless::Steps => {
                format!("loops, functions and mixins ran {MOST_STEPS} times, which is taken for a loop without an end")
            }
            Endless::Value => {
                format!("a value, or the selectors here, have grown to more than {} MB", MOST_VALUE >> 20)
            }
            Endless::Values => {
                format!("the values of variables have more than {} MB together", MOST_VALUES >> 20)
            }
        };
        let place = self.place(file, *line, *column).or_else(|| self.desk.find(name, ""));
        let finding = Finding::error("style-limit", message);
        Finding { place, ..finding }.hint("is there a condition that ends it?")
    }
}

/// Returns an error about a text that is nested too deep at a byte.
pub(super) fn too_deep(desk: &Desk<'_>, name: &str, text: &str, at: usize) -> Finding {
    let message = format!("more than {MOST_LEVELS} brackets or blocks lie in each other, or a value is without an end");
    let place = place_of_byte(desk, name, text, at);
    Finding { place, ..Finding::error("style-limit", message) }.hint("is a bracket closed?")
}

/// Returns an error about rules in rules that make too many selectors, at a byte.
pub(super) fn too_many(desk: &Desk<'_>, name: &str, text: &str, at: usize) -> Finding {
    let message = format!(
        "rules that lie in each other make more than {} selectors, or {} MB of them",
        nesting::MOST_SELECTORS,
        nesting::MOST_BYTES >> 20
    );
    let place = place_of_byte(desk, name, text, at);
    let hint = "each selector meets each of the rule around it: put the rules beside each other";
    Finding { place, ..Finding::error("style-limit", message) }.hint(hint)
}

/// Returns where a byte of a text lies, if the text is that of the file.
fn place_of_byte(desk: &Desk<'_>, name: &str, text: &str, at: usize) -> Option<Place> {
    let before = &text[..at];
    let column = before.rsplit('\n').next().unwrap_or("").chars().count();
    desk.place(name, before.matches('\n').count(), column)
}

fn lower(message: &str) -> String {
    let mut letters = message.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.to_owned(),
    }
}

/// Returns the name of an asset for a path that Sass made by joining.
fn plain(path: &Path) -> Option<String> {
    beside("", path.to_str()?)
}

impl Fs for View<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        plain(path).is_some_and(|name| self.desk.has_folder(&name))
    }

    fn is_file(&self, path: &Path) -> bool {
        plain(path).is_some_and(|name| self.desk.has(&name))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = plain(path).ok_or(io::ErrorKind::NotFound)?;
        self.prepare(&name).map(String::into_bytes).map_err(|finding| {
            *self.trouble.borrow_mut() = Some(finding);
            io::ErrorKind::InvalidData.into()
        })
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        plain(path).map(PathBuf::from).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Counts the steps and keeps the warnings.
#[derive(Debug)]
struct Log {
    /// An address of the stack where Sass began.
    top: usize,
    n_steps: Cell<usize>,
    /// How many bytes were told of values.
    n_bytes: Cell<usize>,
    said: RefCell<Vec<(SpanLoc, String)>>,
}

impl Default for Log {
    fn default() -> Self {
        Self { top: stack(), n_steps: Cell::new(0), n_bytes: Cell::new(0), said: RefCell::default() }
    }
}

/// Returns about where the stack ends now.
fn stack() -> usize {
    let here = 0_u8;
    std::ptr::from_ref(&here).addr()
}

impl Log {
    fn warnings(&self, view: &View<'_>) -> Vec<Finding> {
        let said = self.said.take();
        let told = said.into_iter().map(|(loc, message)| {
            let place = view.place(loc.file.name(), loc.begin.line, loc.begin.column);
            let said = message.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&message);
            Finding { place, ..Finding::warning("sass-warning", said) }
        });
        told.collect()
    }

    fn endless(&self, message: &str) -> Option<Endless> {
        // Half of the stack is left for what a body may need that does not call itself.
        if self.top.abs_diff(stack()) > STACK / 2 {
            Some(Endless::Depth)
        } else if self.n_steps.get() > MOST_STEPS {
            Some(Endless::Steps)
        } else if message.len() > MOST_VALUE {
            Some(Endless::Value)
        } else {
            (self.n_bytes.get() > MOST_VALUES).then_some(Endless::Values)
        }
    }

    fn say(&self, loc: SpanLoc, message: &str) {
        let mut said = self.said.borrow_mut();
        if said.len() < MOST_WARNINGS {
            said.push((loc, message.to_owned()));
        }
    }
}

impl Logger for Log {
    fn debug(&self, loc: SpanLoc, message: &str) {
        let is_ours = |word: &str| message.strip_prefix('"').is_some_and(|rest| rest.starts_with(word));
        if is_ours(STEP) {
            self.n_steps.set(self.n_steps.get() + 1);
        } else if !is_ours(SIZE) {
            return self.say(loc, message);
        }
        self.n_bytes.set(self.n_bytes.get() + message.len());
        if let Some(why) = self.endless(message) {
            let last = (loc.file.name().to_owned(), loc.begin.line, loc.begin.column);
            // Unlike a panic this says nothing on the terminal.
            resume_unwind(Box::new(Stopped { why, last }));
        }
    }

    fn warn(&self, loc: SpanLoc, message: &str) {
        self.say(loc, message);
    }
}
