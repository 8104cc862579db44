//! `[organization]`: who is behind the site, as search engines are told (<https://schema.org/Organization>).

use serde::Deserialize;
use toml::Spanned;

use super::OneOrMany;
use crate::base::finding::Place;
use crate::base::path::UrlPath;
use crate::config::resolve::Resolver;

/// Who is behind the site.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Organization {
    /// Its type at schema.org.
    pub kind: String,
    /// Its name; the title of the site where it is not given.
    pub name: Option<String>,
    /// Its name in law.
    pub legal_name: Option<String>,
    /// Its address on the web; that of the site where it is not given.
    pub url: Option<String>,
    /// Its emblem, a file of the site.
    pub logo: Option<UrlPath>,
    /// Its telephone number.
    pub telephone: Option<String>,
    /// Its address of electronic mail.
    pub email: Option<String>,
    /// Its tax number.
    pub tax_id: Option<String>,
    /// Where it is.
    pub address: Option<Address>,
    /// Other addresses of the web that are its own.
    pub same_as: Vec<String>,
    /// Where `seawall.toml` names the emblem.
    #[serde(skip)]
    pub logo_at: Option<Place>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// City or village.
    pub locality: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Province or region.
    pub region: Option<String>,
    /// Country, best as two letters (ISO 3166-1).
    pub country: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOrganization {
    #[serde(rename = "type")]
    kind: Option<Spanned<String>>,
    name: Option<String>,
    legal_name: Option<String>,
    url: Option<Spanned<String>>,
    logo: Option<Spanned<String>>,
    telephone: Option<String>,
    email: Option<String>,
    tax_id: Option<String>,
    address: Option<Address>,
    same_as: Option<OneOrMany>,
}

impl Resolver<'_> {
    pub(crate) fn organization(&mut self, raw: &RawOrganization) -> Organization {
        let kind = raw.kind.as_ref();
        let is_type = |text: &str| {
            text.starts_with(|letter: char| letter.is_ascii_uppercase())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if let Some(wrong) = kind.filter(|kind| !is_type(kind.get_ref())) {
            let message = format!("`{}` is no type of schema.org", wrong.get_ref());
            self.refuse(wrong.span(), "config-organization", message, "write it as `GovernmentOrganization`");
        }
        let same_as = self.texts(raw.same_as.as_ref());
        for url in raw.url.iter().chain(&same_as) {
            let text = url.get_ref();
            if !(text.starts_with("https://") || text.starts_with("http://")) || text.contains(' ') {
                let message = format!("`{text}` is no address of the web");
                self.refuse(url.span(), "config-organization", message, "write it as `https://www.comune.example`");
            }
        }
        Organization {
            kind: kind.map_or_else(|| "Organization".to_owned(), |kind| kind.get_ref().clone()),
            name: raw.name.clone(),
            legal_name: raw.legal_name.clone(),
            url: raw.url.as_ref().map(|url| url.get_ref().clone()),
            logo: raw.logo.as_ref().and_then(|logo| self.file(logo, "config-organization")),
            telephone: raw.telephone.clone(),
            email: raw.email.clone(),
            tax_id: raw.tax_id.clone(),
            address: raw.address.clone(),
            same_as: same_as.into_iter().map(Spanned::into_inner).collect(),
            logo_at: raw.logo.as_ref().map(|logo| self.place(logo.span())),
        }
    }
}
