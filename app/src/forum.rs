//! The City Digital Solutions Forum: companies and their pages, the plan, meetings, leads and needs.
