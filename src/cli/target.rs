//! Which target a publish goes to.

use super::failure::{Failure, Kind};
use crate::base::finding::nearest;
use crate::cloud::{Access, Connection};
use crate::config::{self, Config};
use crate::publish::Target;

/// The name of the target on this machine; always there, whatever `seawall.toml` says.
pub(super) const LOCAL: &str = "local";

/// Returns the target that is meant; none means this machine.
pub(super) fn choose<'a>(config: &'a Config, name: Option<&str>) -> Result<Option<&'a config::Target>, Failure> {
    let names = || config.targets.keys().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
    match name {
        Some(LOCAL) => Ok(None),
        Some(name) => match config.targets.get(name) {
            Some(target) => Ok(Some(target)),
            None => {
                let failure = Failure::new(Kind::Config, format!("there is no target `{name}`"));
                let known = config.targets.keys().map(String::as_str).chain([LOCAL]);
                Err(match nearest(name, known) {
                    Some(near) => failure.hint(format!("did you mean `--target {near}`?")),
                    None => failure.hint(format!("`seawall.toml` has no `[targets.{name}]`; targets: {}", names())),
                })
            }
        },
        None if config.targets.len() > 1 => Err(Failure::new(Kind::Config, "there is more than one target")
            .hint(format!("choose one with `--target`: {}", names()))),
        None => Ok(config.targets.values().next()),
    }
}

/// Connects to a target.
pub(super) async fn connect(target: &config::Target) -> (Connection, Target) {
    let access = Access { region: target.region.clone(), endpoint: target.endpoint.clone(), keys: None };
    let connection = Connection::open(&access).await;
    let distribution = target.distribution.as_ref().map(|id| connection.distribution(id));
    let connected = Target {
        name: target.name.clone(),
        bucket: connection.bucket(&target.bucket, &target.prefix),
        can_invalidate: distribution.is_some(),
        distribution,
        prefix: target.prefix.clone(),
    };
    (connection, connected)
}
