//! `seawall init`.

use std::path::PathBuf;

use clap::Args;

use super::console::Console;
use super::failure::{Failure, Kind};
use super::options::Common;
use crate::base::files::Files;
use crate::scaffold;

/// Make a new site that builds and publishes at once.
///
/// Makes the folder NAME with a configuration, a home page and a first piece of news. A folder that
/// holds something already is refused.
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder to make.
    name: PathBuf,
    /// The title of the site; made from NAME by default.
    #[arg(long)]
    title: Option<String>,
}

pub(super) fn run(arguments: &InitArguments, common: &Common, console: &Console) -> Result<(), Failure> {
    let folder = &arguments.name;
    let is_used = folder.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if is_used || folder.is_file() {
        let failure = Failure::new(Kind::Config, format!("`{}` exists and is not an empty folder", folder.display()));
        return Err(failure.hint("choose another name"));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    let title = arguments.title.clone().or(name).unwrap_or_else(|| "New site".to_owned());
    let day = common.clock()?.day();
    let files = Files::new(folder);
    let made = scaffold::site(&title, &day);
    for file in &made {
        files
            .create(&file.path, &file.text)
            .map_err(|error| Failure::new(Kind::Config, format!("cannot write {error}")))?;
    }
    let path = folder.display();
    let names: Vec<&str> = made.iter().map(|file| file.path.as_str()).collect();
    console.data(
        &format!("made `{path}`\n"),
        || serde_json::json!({ "format": "seawall.init/1", "site": folder, "files": names }),
    );
    console.note(&format!("next: seawall serve {path}\n      seawall publish {path} --serve"));
    Ok(())
}
