//! The interactive pieces. Each renders something useful on the server and comes alive in the browser.
