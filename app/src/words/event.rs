//! The words of the event pages.
