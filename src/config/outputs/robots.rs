//! `[robots]`: what crawlers are asked (RFC 9309).

use serde::Deserialize;
use toml::Spanned;

use super::OneOrMany;
use crate::base::finding::Place;
use crate::config::resolve::Resolver;

/// What `robots.txt` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    /// Its groups, the one for everybody first.
    pub groups: Vec<Group>,
    /// Where `seawall.toml` speaks of it, if it does.
    pub place: Option<Place>,
}

/// What some crawlers are asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Group {
    /// Their names; `*` for all that no other group names.
    pub agents: Vec<String>,
    /// What they may fetch of what is disallowed.
    pub allow: Vec<String>,
    /// What they may not fetch.
    pub disallow: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRobots {
    allow: Option<OneOrMany>,
    disallow: Option<OneOrMany>,
    #[serde(default)]
    agents: Vec<RawGroup>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: OneOrMany,
    allow: Option<OneOrMany>,
    disallow: Option<OneOrMany>,
}

impl Resolver<'_> {
    pub(crate) fn robots(&mut self, raw: Option<&Spanned<RawRobots>>) -> Robots {
        let everybody = vec!["*".to_owned()];
        let Some(raw) = raw else {
            return Robots {
                groups: vec![Group { agents: everybody, allow: Vec::new(), disallow: Vec::new() }],
                place: None,
            };
        };
        let own = raw.get_ref();
        let mut groups = vec![Group {
            agents: everybody,
            allow: self.rules(own.allow.as_ref()),
            disallow: self.rules(own.disallow.as_ref()),
        }];
        for group in &own.agents {
            let agents = self.agents(&group.name);
            let (allow, disallow) = (self.rules(group.allow.as_ref()), self.rules(group.disallow.as_ref()));
            groups.push(Group { agents, allow, disallow });
        }
        Robots { groups, place: Some(self.place(raw.span())) }
    }

    /// RFC 9309 section 2.2.2: a rule is a path, in which `*` stands for anything and `$` for the end.
    fn rules(&mut self, wish: Option<&OneOrMany>) -> Vec<String> {
        let mut rules = Vec::new();
        for rule in self.texts(wish) {
            let text = rule.get_ref();
            if text.starts_with(['/', '*']) && super::is_line(text) && !text.contains(['#', ' ']) {
                rules.push(text.clone());
            } else {
                let hint = "write a path such as `/drafts/`; `*` stands for anything and `$` for the end";
                self.refuse(rule.span(), "config-robots", format!("`{text}` is no rule of `robots.txt`"), hint);
            }
        }
        rules
    }

    /// RFC 9309 section 2.2.1: a name has letters, `_` and `-` only; crawlers with digits in theirs are told by them.
    fn agents(&mut self, names: &OneOrMany) -> Vec<String> {
        let mut agents = Vec::new();
        for name in self.texts(Some(names)) {
            let text = name.get_ref();
            let is_name = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
            if is_name && !text.is_empty() {
                agents.push(text.clone());
            } else {
                let hint = "write the crawler's own word, such as `GPTBot`; rules for all stand in `[robots]` itself";
                self.refuse(name.span(), "config-robots", format!("`{text}` is not the name of a crawler"), hint);
            }
        }
        agents
    }
}
