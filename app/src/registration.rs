//! Registration of one person, as the person sees it.

pub mod api;
pub mod pages;
