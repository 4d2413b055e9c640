//! What runs: the program around pages, server functions and the store. No business rules.

pub mod api;
pub mod commands;
pub mod config;
pub mod cookies;
pub mod downloads;
pub mod event_files;
pub mod files;
pub mod hashing;
pub mod jobs;
pub mod layers;
pub mod live;
pub mod metrics;
pub mod pages;
pub mod passkeys;
pub mod press;
pub mod program;
pub mod sample;
pub mod throttle;
pub mod vault;
pub mod web;
