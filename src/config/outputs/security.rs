//! `[security]`: whom to tell of a vulnerability (RFC 9116).

use serde::Deserialize;
use toml::Spanned;

use super::OneOrMany;
use crate::base::clock::Clock;
use crate::base::finding::Place;
use crate::config::resolve::Resolver;

/// What `security.txt` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// Its lines: a name of RFC 9116 and a value. `Expires` and what the site knows itself is not among them.
    pub fields: Vec<(&'static str, String)>,
    /// The languages in which one may write; those of the site where it is empty.
    pub preferred_languages: Vec<String>,
    /// Where the file is served, if elsewhere too.
    pub canonical: Vec<String>,
    /// When what it says is no longer to be trusted.
    pub expires: Clock,
    /// Where `seawall.toml` says that.
    pub expires_at: Place,
    /// Where `seawall.toml` speaks of all this.
    pub place: Place,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSecurity {
    contact: Option<OneOrMany>,
    expires: Option<Spanned<toml::Value>>,
    encryption: Option<OneOrMany>,
    acknowledgments: Option<OneOrMany>,
    policy: Option<OneOrMany>,
    hiring: Option<OneOrMany>,
    preferred_languages: Option<OneOrMany>,
    canonical: Option<OneOrMany>,
}

impl Resolver<'_> {
    pub(crate) fn security(&mut self, raw: &Spanned<RawSecurity>) -> Option<Security> {
        let own = raw.get_ref();
        let mut fields = self.addresses("Contact", own.contact.as_ref());
        if own.contact.is_none() {
            let hint = "write `contact = \"mailto:security@comune.example\"`";
            self.refuse(
                raw.span(),
                "config-security",
                "`[security]` needs a `contact` (RFC 9116 section 2.5.3)".to_owned(),
                hint,
            );
        }
        let further = [
            ("Encryption", &own.encryption),
            ("Acknowledgments", &own.acknowledgments),
            ("Policy", &own.policy),
            ("Hiring", &own.hiring),
        ];
        for (name, wish) in further {
            fields.extend(self.addresses(name, wish.as_ref()));
        }
        let canonical = self.addresses("Canonical", own.canonical.as_ref());
        let codes = self.texts(own.preferred_languages.as_ref());
        let preferred_languages = codes.iter().map(|code| self.locale(code).code().to_owned()).collect();
        let (expires, span) = self.expires(raw)?;
        Some(Security {
            fields,
            preferred_languages,
            canonical: canonical.into_iter().map(|(_, url)| url).collect(),
            expires,
            expires_at: self.place(span),
            place: self.place(raw.span()),
        })
    }

    fn expires(&mut self, raw: &Spanned<RawSecurity>) -> Option<(Clock, std::ops::Range<usize>)> {
        let hint = "write `expires = 2027-10-31T23:00:00Z`, less than a year from now";
        let Some(expires) = &raw.get_ref().expires else {
            let message = "`[security]` needs `expires` (RFC 9116 section 2.5.5)".to_owned();
            self.refuse(raw.span(), "config-security", message, hint);
            return None;
        };
        let text = match expires.get_ref() {
            toml::Value::Datetime(at) => at.to_string(),
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let Ok(clock) = text.parse() else {
            self.refuse(expires.span(), "config-security", format!("`{text}` is not an instant"), hint);
            return None;
        };
        Some((clock, expires.span()))
    }

    /// RFC 9116 section 2.5: a value is an address with a scheme, and one of the web begins with `https://`.
    fn addresses(&mut self, name: &'static str, wish: Option<&OneOrMany>) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        for value in self.texts(wish) {
            let text = value.get_ref();
            let hint = match text.as_str() {
                text if text.contains('@') && !text.contains(':') => format!("write `mailto:{text}`"),
                text if text.starts_with('+') => format!("write `tel:{}`", text.replace(' ', "-")),
                text if text.starts_with("http://") => format!("write `https://{}`", &text["http://".len()..]),
                _ => "it begins with `https://`, `mailto:` or `tel:`".to_owned(),
            };
            if is_address(text) {
                found.push((name, text.clone()));
            } else {
                self.refuse(value.span(), "config-security", format!("`{text}` is no address for `{name}`"), &hint);
            }
        }
        found
    }
}

fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_web = rest.starts_with("//");
    is_scheme
        && !scheme.eq_ignore_ascii_case("http")
        && (!scheme.eq_ignore_ascii_case("https") || is_web)
        && !rest.is_empty()
        && super::is_line(text)
        && !text.contains(' ')
}
