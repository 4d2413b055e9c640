//! The few notions every area shares: ids, languages, texts, actors, field errors.

pub mod actor;
pub mod fields;
pub mod ids;
pub mod lang;
pub mod links;
pub mod text;

pub use actor::{Actor, Role};
pub use fields::{FieldErrors, Problem};
pub use lang::{Lang, Text};
