//! Time in rows: the one place where the product's time meets the database's.
//!
//! Always holds: times are stored as SurrealDB datetimes in UTC, and the store never reads a clock for a fact that it
//! keeps; the caller passes `now`.

use jiff::Timestamp;
use surrealdb::types::{Datetime, Error, Kind, SurrealValue, Value};

/// A moment as a column of a row or as a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At(pub Timestamp);

impl From<Timestamp> for At {
    fn from(value: Timestamp) -> Self {
        Self(value)
    }
}

impl From<At> for Timestamp {
    fn from(value: At) -> Self {
        value.0
    }
}

impl SurrealValue for At {
    fn kind_of() -> Kind {
        Kind::Datetime
    }

    fn into_value(self) -> Value {
        let nanos = self.0.as_nanosecond();
        let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or(i64::MAX);
        let rest = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or(0);
        Datetime::from_timestamp(seconds, rest).map_or(Value::None, Value::Datetime)
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        let datetime = Datetime::from_value(value)?;
        let nanos = i128::from(datetime.timestamp()) * 1_000_000_000 + i128::from(datetime.timestamp_subsec_nanos());
        Timestamp::from_nanosecond(nanos).map(Self).map_err(|e| Error::internal(e.to_string()))
    }
}
