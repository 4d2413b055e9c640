//! What of challenges is about people: who wrote one, and whom participants ask. Both are forgotten with the person, and whom to ask also when the
//! assembly is long over.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[
    EXPORT.sample(crate::accounts::erasure::OWN),
    CONTACTS.tiny(&[("challenge", "all of them, once, after the assembly")]),
    ERASE_CONTACTS.sample("{ ids: [challenge:a] }"),
];

/// The challenges that a person began.
pub(crate) const EXPORT: Query = Query::read("challenges.export", "SELECT city, wording, standing, at FROM challenge WHERE by = $account");
/// Challenges that name somebody to ask.
pub(crate) const CONTACTS: Query = Query::read(
    "challenges.contacts",
    "SELECT id, '' AS place FROM challenge WHERE wording.contact != NULL OR published.contact.email != NONE LIMIT 100",
);
/// Forgets whom to ask.
pub(crate) const ERASE_CONTACTS: Query = Query::write(
    "challenges.erase_contacts",
    "UPDATE $ids SET wording.contact = NULL, version += 1 RETURN NONE;
     UPDATE $ids SET published.contact = NULL WHERE published != NONE RETURN NONE;
     true",
);

/// Forgets who wrote challenges and whom to ask; `$account`, `$email`.
macro_rules! erase_challenges {
    () => {
        "UPDATE challenge SET by = NONE WHERE by = $account RETURN NONE;
         FOR $asked IN (SELECT VALUE id FROM challenge WHERE wording.contact.email = $email OR published.contact.email = $email) {
            DELETE idempotency WHERE answer.id = $asked RETURN NONE;
            UPDATE $asked SET wording.contact = NULL RETURN NONE;
            UPDATE $asked SET published.contact = NULL WHERE published != NONE RETURN NONE;
         };\n"
    };
}
pub(crate) use erase_challenges;
