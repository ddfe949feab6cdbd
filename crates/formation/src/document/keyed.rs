//! Maps whose keys may be written only once: JSON itself would let the last one win unseen.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};

/// Reads a map and refuses a key that comes twice.
pub(crate) fn once<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    deserializer.deserialize_map(Once(PhantomData))
}

/// Reads a map of maps and refuses a key that comes twice, outside or inside.
pub(crate) fn once_each<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, BTreeMap<String, V>>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let outer: BTreeMap<String, Inner<V>> = once(deserializer)?;
    Ok(outer.into_iter().map(|(key, inner)| (key, inner.0)).collect())
}

#[derive(Deserialize)]
#[serde(transparent, bound = "V: Deserialize<'de>")]
struct Inner<V>(#[serde(deserialize_with = "once")] BTreeMap<String, V>);

struct Once<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Once<V> {
    type Value = BTreeMap<String, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("key `{key}` is given twice, it may stand once")));
            }
            let value = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(map)
    }
}
