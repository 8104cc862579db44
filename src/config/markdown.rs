//! `[markdown]`: what is done with Markdown beyond CommonMark.

use serde::{Deserialize, Serialize};

/// The settings of `[markdown]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Markdown {}
