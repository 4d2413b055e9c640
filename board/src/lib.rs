//! The live board of the ideathon: the same components are rendered to HTML by the server and, as a program of their own in the browser, take that
//! HTML's place when the first news arrive.
//!
//! Always holds: without scripts everything is a form; with them nothing moves that one may be about to press, what I do shows at once, and what
//! was sent twice happens once.

mod live;
mod pending;
mod view;
mod words;

#[cfg(target_arch = "wasm32")]
mod browser;

pub use live::{Filter, Live, Room};
pub use pending::{Deed, Still, after};
pub use view::Wall;
pub use words::{Words, Written, count, named};
