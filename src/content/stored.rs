//! What pages hold that the format of the cache, which names no types, could not give back: values of any kind.

/// Values of an author's own, as JSON text; nothing for none, because most pages have none.
pub(super) mod values {
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value};

    pub(crate) fn serialize<S: Serializer>(values: &Map<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
        match values.is_empty() {
            true => "".serialize(serializer),
            false => serde_json::to_string(values).map_err(S::Error::custom)?.serialize(serializer),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
        match <&str>::deserialize(deserializer)? {
            "" => Ok(Map::new()),
            json => serde_json::from_str(json).map_err(D::Error::custom),
        }
    }
}

/// What a page is to search engines. `Schema` itself is written as templates see it: without its place.
pub(super) mod schema {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value};

    use crate::base::finding::Place;
    use crate::content::Schema;

    #[derive(Serialize)]
    struct Shown<'a>(&'a Option<String>, #[serde(with = "super::values")] &'a Map<String, Value>, &'a Place);

    #[derive(Deserialize)]
    struct Stored(Option<String>, #[serde(with = "super::values")] Map<String, Value>, Place);

    pub(crate) fn serialize<S: Serializer>(schema: &Option<Schema>, serializer: S) -> Result<S::Ok, S::Error> {
        schema.as_ref().map(|Schema { kind, values, place }| Shown(kind, values, place)).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Schema>, D::Error> {
        let stored = Option::<Stored>::deserialize(deserializer)?;
        Ok(stored.map(|Stored(kind, values, place)| Schema { kind, values, place }))
    }
}

/// The site, which others share.
pub(super) mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::content::Site;

    pub(crate) fn serialize<S: Serializer>(site: &Arc<Site>, serializer: S) -> Result<S::Ok, S::Error> {
        site.as_ref().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Site>, D::Error> {
        Site::deserialize(deserializer).map(Arc::new)
    }
}
