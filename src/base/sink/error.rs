//! What can be wrong with a sink, and what to do about it.

use std::io;
use std::path::PathBuf;

use crate::base::finding::Finding;
use crate::base::path::UrlPath;

/// A sink could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// The operating system refused.
    #[error("{action} `{path}`: {source}", path = path.display())]
    Refused {
        /// What was tried: `write`, `read`, `remove`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The folder holds files that no build wrote, so nothing in it may be touched.
    #[error("write to `{path}`: it holds files that no Seawall build wrote", path = .0.display())]
    NotOurs(PathBuf),
    /// Another build writes into the folder at this moment.
    #[error("write to `{path}`: another build is writing there", path = .0.display())]
    Busy(PathBuf),
    /// A folder stands where a file must go, or the other way round.
    #[error("write `{path}`: `{other}` is in the way", path = path.display(), other = other.display())]
    InTheWay {
        /// The file to write.
        path: PathBuf,
        /// What stands there.
        other: PathBuf,
    },
    /// Nothing was ever put at this path.
    #[error("read `{0}`: nothing was built there")]
    Missing(UrlPath),
}

impl SinkError {
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotOurs(_) => "empty the folder, or build into another with `--output DIR`",
            Self::Busy(_) => "wait until it is done, or build into another folder with `--output DIR`",
            Self::InTheWay { .. } => "move it away, or give one of the two another name, and build again",
            Self::Refused { .. } => "is there space, and may this user write there?",
            Self::Missing(_) => "build again",
        }
    }
}

impl From<SinkError> for Finding {
    fn from(error: SinkError) -> Self {
        Self::error("output-refused", format!("cannot {error}")).hint(error.hint())
    }
}
