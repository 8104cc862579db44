//! What pages hold that the format of the cache, which names no types, could not give back: values of any kind.

/// Values of an author's own. JSON text would be read back with floats that are a little off.
pub(super) mod values {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value};

    /// A value that says what it is.
    #[derive(Serialize, Deserialize)]
    enum Stored {
        Null,
        Bool(bool),
        Signed(i64),
        Unsigned(u64),
        Float(f64),
        Text(String),
        List(Vec<Stored>),
        Table(Vec<(String, Stored)>),
    }

    impl Stored {
        fn of(value: &Value) -> Self {
            match value {
                Value::Null => Self::Null,
                Value::Bool(value) => Self::Bool(*value),
                Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                    (Some(number), _) => Self::Signed(number),
                    (None, Some(number)) => Self::Unsigned(number),
                    (None, None) => number.as_f64().map_or(Self::Null, Self::Float),
                },
                Value::String(text) => Self::Text(text.clone()),
                Value::Array(values) => Self::List(values.iter().map(Self::of).collect()),
                Value::Object(values) => Self::Table(table(values)),
            }
        }

        fn into_value(self) -> Value {
            match self {
                Self::Null => Value::Null,
                Self::Bool(value) => value.into(),
                Self::Signed(number) => number.into(),
                Self::Unsigned(number) => number.into(),
                Self::Float(number) => number.into(),
                Self::Text(text) => text.into(),
                Self::List(values) => values.into_iter().map(Self::into_value).collect(),
                Self::Table(values) => Value::Object(map(values)),
            }
        }
    }

    fn table(values: &Map<String, Value>) -> Vec<(String, Stored)> {
        values.iter().map(|(name, value)| (name.clone(), Stored::of(value))).collect()
    }

    fn map(values: Vec<(String, Stored)>) -> Map<String, Value> {
        values.into_iter().map(|(name, value)| (name, value.into_value())).collect()
    }

    pub(crate) fn serialize<S: Serializer>(values: &Map<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
        table(values).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
        Vec::deserialize(deserializer).map(map)
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
