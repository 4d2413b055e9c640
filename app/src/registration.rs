//! Registration: the form of one person, delegations of cities, capacities.

pub mod api;
pub mod cities;
pub mod city_api;
pub mod delegation;
pub mod delegation_api;
pub mod pages;
pub mod table;
pub mod twins;
pub mod twins_api;
