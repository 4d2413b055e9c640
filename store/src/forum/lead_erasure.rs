//! What of leads is one person's own: handing it out, and the piece that erases it. What companies wrote about a person is the person's too.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[
    CONSENT.sample(crate::accounts::erasure::OWN),
    WORDS.sample(crate::accounts::erasure::OWN),
    LEADS.sample(crate::accounts::erasure::OWN),
    SIGHTS.sample(crate::accounts::erasure::OWN),
];

/// What a person lets companies have.
pub(crate) const CONSENT: Query =
    Query::read("forum.export_consent", "SELECT mode, fields, withdrawn_at FROM ONLY type::record('lead_consent', $key)");
/// What a person told single companies.
pub(crate) const WORDS: Query = Query::read("forum.export_words", "SELECT company, word, fields, at FROM lead_word WHERE account = $account");
/// What companies have of a person.
pub(crate) const LEADS: Query = Query::read(
    "forum.export_own_leads",
    "SELECT company, state, fields, card, scanned_at, answered_at, rating, notes FROM lead WHERE account = $account",
);
/// Who saw what of a person.
pub(crate) const SIGHTS: Query = Query::read(
    "forum.export_sights",
    "SELECT at, kind, name, fields FROM sight WHERE account = $account AND at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT 10000",
);

/// Erases what companies have of a person, and what the person told them; `$account`, `$key`, `$now`. The consent is written before it is erased, so
/// that a scan at the same moment comes before or after.
macro_rules! erase_leads {
    () => {
        "UPSERT type::record('lead_consent', $key) SET turn = 0 RETURN NONE;
         DELETE type::record('lead_consent', $key) RETURN NONE;
         FOR $of IN (SELECT code, company FROM lead WHERE account = $account AND state = 'granted') {
            CREATE type::record('lead_gone', $of.code) SET company = $of.company, at = $now RETURN NONE;
         };
         DELETE lead WHERE account = $account RETURN NONE;
         DELETE lead_word WHERE account = $account RETURN NONE;
         DELETE sight WHERE account = $account RETURN NONE;\n"
    };
}
pub(crate) use erase_leads;
