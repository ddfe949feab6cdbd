//! The pool as a document, written member by member.

use muster_formation::document::PoolFormat;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{Instances, WEEKS, week0, world};

/// A list that is written as it is made.
struct Written<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Written<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Writes the document `muster-pool/1`, the same as that of [`pool`](Instances::pool).
impl Serialize for Instances {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pool = serializer.serialize_struct("Pool", 8)?;
        pool.serialize_field("format", &PoolFormat::One)?;
        pool.serialize_field("week0", &week0())?;
        pool.serialize_field("weeks", &WEEKS)?;
        pool.serialize_field("related", &world::related(self.seed))?;
        pool.serialize_field("distances", &world::distances(self.seed))?;
        pool.serialize_field("members", &Written(|| self.members()))?;
        pool.serialize_field("ties", &Written(|| self.ties()))?;
        pool.serialize_field("blocks", &Written(|| self.blocks()))?;
        pool.end()
    }
}
