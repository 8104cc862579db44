//! Questions of style sheets, as they are told to an author.

use crate::incremental::Words;

/// Returns what a question of the log means, if it is one of this folder's.
pub fn words(question: &str) -> Option<Words> {
    let (kind, name) = question.split_once(' ')?;
    Some(match kind {
        "asset-text" => Words::new("the style sheet", "the style sheets", name),
        "asset-url" => Words::new("the address of the asset", "the addresses of the assets", name),
        "asset-has" => Words::new("whether there is an asset", "whether there are assets", name),
        "asset-folder" => {
            Words::new("whether there is a folder of assets", "whether there are folders of assets", name)
        }
        _ => return None,
    })
}
