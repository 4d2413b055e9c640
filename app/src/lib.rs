//! What people see: pages, islands and server functions.
//!
//! Pages are rendered on the server, from the public snapshot or, for personal pages, from the store. Only islands and the navigator are
//! compiled for the browser. Everything works as plain links and forms first. Only this file and [`platform`] tell the two sides apart.

pub mod islands;
pub mod platform;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod checkin;
#[cfg(feature = "ssr")]
pub mod commitments;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod event;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod forum;
#[cfg(feature = "ssr")]
pub mod ideathon;
#[cfg(feature = "ssr")]
pub mod judging;
#[cfg(feature = "ssr")]
pub mod organiser;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod programme;
#[cfg(feature = "ssr")]
pub mod registration;
#[cfg(feature = "ssr")]
pub mod route;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod visa;
#[cfg(feature = "ssr")]
pub mod words;
