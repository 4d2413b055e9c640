//! What is measured, each part on data of its own.

pub mod ideathon;
pub mod pages;
pub mod people;
pub mod programme;
pub mod storm;
mod visit;
