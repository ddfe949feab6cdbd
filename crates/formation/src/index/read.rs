//! A pool that is read member by member: the document is never held as a whole.

use std::{fmt, marker::PhantomData};

use muster_kernel::Day;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use super::{
    Index,
    build::{AT_ONCE, Builder, Distances, Related},
};
use crate::{
    Refusal,
    document::{Member, PoolFormat, keyed},
};

impl Index {
    /// Reads a document `muster-pool/1` into an index, the very one that [`Index::new`] makes of the whole document.
    ///
    /// Keys may come in any order. Members are held only where they come before `weeks`, ties and blocks only where
    /// they come before the members.
    ///
    /// # Errors
    /// Outside, what the reader says: the document is no JSON, or has not the keys and types of the format. Inside, the
    /// first thing in the document that cannot be believed.
    pub fn read<'de, D: Deserializer<'de>>(document: D) -> Result<Result<Self, Refusal>, D::Error> {
        document.deserialize_map(PoolVisitor)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Format,
    Week0,
    Weeks,
    Related,
    Distances,
    Members,
    Ties,
    Blocks,
}

/// Distances, each place named once.
#[derive(Default, Deserialize)]
#[serde(transparent)]
struct EachOnce(#[serde(deserialize_with = "keyed::once_each")] Distances);

/// What was read so far. What needs something that has not come yet waits as it was written.
#[derive(Default)]
struct Reading {
    format: Option<PoolFormat>,
    week0: Option<Day>,
    weeks: Option<i64>,
    related: Option<Related>,
    distances: Option<EachOnce>,
    /// Knows all members.
    builder: Option<Builder>,
    members: Option<Vec<Member>>,
    ties: Option<Vec<(String, String, i64)>>,
    blocks: Option<Vec<(String, String)>>,
}

struct PoolVisitor;

impl<'de> Visitor<'de> for PoolVisitor {
    type Value = Result<Index, Refusal>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document muster-pool/1")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut reading = Reading::default();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Format => once(&mut reading.format, "format", &mut map)?,
                Key::Week0 => once(&mut reading.week0, "week0", &mut map)?,
                Key::Weeks => once(&mut reading.weeks, "weeks", &mut map)?,
                Key::Related => once(&mut reading.related, "related", &mut map)?,
                Key::Distances => once(&mut reading.distances, "distances", &mut map)?,
                Key::Members => reading.members(&mut map)?,
                Key::Ties => reading.ties(&mut map)?,
                Key::Blocks => reading.blocks(&mut map)?,
            }
        }
        reading.finish()
    }
}

/// Reads a value whose key may stand once.
fn once<'de, A, T>(spot: &mut Option<T>, key: &'static str, map: &mut A) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Deserialize<'de>,
{
    if spot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *spot = Some(map.next_value()?);
    Ok(())
}

impl Reading {
    fn members<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        if self.builder.is_some() || self.members.is_some() {
            return Err(A::Error::duplicate_field("members"));
        }
        // Without the horizon nobody can be checked.
        let Some(weeks) = self.weeks else { return once(&mut self.members, "members", map) };
        let builder = self.builder.insert(Builder::new(weeks));
        map.next_value_seed(Each::new(|member: Member| builder.member(&member)))
    }

    fn ties<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        match &mut self.builder {
            Some(builder) if self.ties.is_none() => {
                self.ties = Some(Vec::new());
                let mut some = Vec::with_capacity(AT_ONCE);
                map.next_value_seed(Each::new(|tie| {
                    some.push(tie);
                    if some.len() == AT_ONCE {
                        builder.ties(&some);
                        some.clear();
                    }
                }))?;
                builder.ties(&some);
                Ok(())
            }
            _ => once(&mut self.ties, "ties", map),
        }
    }

    fn blocks<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        match &mut self.builder {
            Some(builder) if self.blocks.is_none() => {
                self.blocks = Some(Vec::new());
                map.next_value_seed(Each::new(|(a, b): (String, String)| builder.block(&a, &b)))
            }
            _ => once(&mut self.blocks, "blocks", map),
        }
    }

    /// Lays out what waited; then the pool is whole.
    fn finish<E: Error>(self) -> Result<Result<Index, Refusal>, E> {
        self.format.ok_or_else(|| E::missing_field("format"))?;
        let week0 = self.week0.ok_or_else(|| E::missing_field("week0"))?;
        let weeks = self.weeks.ok_or_else(|| E::missing_field("weeks"))?;
        let mut builder = match (self.builder, self.members) {
            (Some(builder), _) => builder,
            (None, Some(members)) => {
                let mut builder = Builder::new(weeks);
                members.iter().for_each(|member| builder.member(member));
                builder
            }
            (None, None) => return Err(E::missing_field("members")),
        };
        builder.ties(&self.ties.ok_or_else(|| E::missing_field("ties"))?);
        for (a, b) in self.blocks.ok_or_else(|| E::missing_field("blocks"))? {
            builder.block(&a, &b);
        }
        Ok(builder.finish(week0, &self.related.unwrap_or_default(), &self.distances.unwrap_or_default().0))
    }
}

/// Reads a list and hands each of its items on.
struct Each<T, F> {
    take: F,
    item: PhantomData<T>,
}

impl<T, F: FnMut(T)> Each<T, F> {
    fn new(take: F) -> Self {
        Self { take, item: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> DeserializeSeed<'de> for Each<T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.take)(item);
        }
        Ok(())
    }
}
