//! What of companies is about people: who belongs to one, who is invited, who accepted the terms.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[
    COMPANIES.sample(crate::accounts::erasure::OWN),
    VERSIONS.tiny(&[("profile_version", "all of them, once, after the assembly")]),
    CONTACTS.tiny(&[("company_profile", "all of them, once, after the assembly")]),
    ERASE_CONTACTS.sample("{ ids: [company_profile:a] }"),
];

/// The versions of companies' pages.
pub(crate) const VERSIONS: Query = Query::read("forum.old_versions", "SELECT id, '' AS place FROM profile_version LIMIT 100");
/// Companies' pages that name somebody to ask.
pub(crate) const CONTACTS: Query = Query::read(
    "forum.contacts",
    "SELECT id, '' AS place FROM company_profile WHERE profile.contact.email != NONE OR approved.exhibitor.contact.email != NONE LIMIT 100",
);
/// Forgets whom to ask.
pub(crate) const ERASE_CONTACTS: Query = Query::write(
    "forum.erase_contacts",
    "UPDATE $ids SET profile.contact = NULL, turn += 1 RETURN NONE;
     UPDATE $ids SET approved.exhibitor.contact = NULL, approved.profile.contact = NULL WHERE approved != NONE RETURN NONE;
     true",
);

/// The companies that a person belongs to.
pub(crate) const COMPANIES: Query = Query::read(
    "forum.export_companies",
    "SELECT company, role, since, type::record('company', company).name AS name FROM company_member WHERE account = $account",
);

/// Takes a person out of their companies. Where nobody would administer one any more, whoever belongs to it longest does; where nobody is left, it
/// withdraws; `$account`, `$email`, `$now`.
macro_rules! erase_forum {
    () => {
        "FOR $own IN (SELECT company FROM company_member WHERE account = $account) {
            LET $of = type::record('company', $own.company);
            UPDATE $of SET people += 1 RETURN NONE;
            DELETE type::record('company_member', [$own.company, $account]) RETURN NONE;
            LET $others = (SELECT id, role, since FROM company_member WHERE company = $own.company AND since > d'1970-01-01T00:00:00Z' ORDER BY since);
            IF array::is_empty($others) {
                LET $booth = (SELECT VALUE booth FROM ONLY $of);
                IF $booth != NONE { UPDATE type::record('booth', $booth) SET holder = NONE, version += 1 WHERE holder = $own.company RETURN NONE };
                UPDATE $of SET standing = 'withdrawn', booth = NONE, version += 1 RETURN NONE;
            } ELSE IF 'admin' NOT IN $others.role {
                UPDATE $others[0].id SET role = 'admin' RETURN NONE;
            };
         };
         DELETE company_invitation WHERE email = $email RETURN NONE;
         UPDATE profile_version SET by = NONE WHERE by = $account RETURN NONE;
         UPDATE company SET terms_by = NONE WHERE terms_by = $account RETURN NONE;\n"
    };
}
pub(crate) use erase_forum;

/// Takes a person off the times to come at which they receive for companies: `$duties`, what was read of each; `$key`, `$now`.
macro_rules! erase_duties {
    () => {
        concat!(
            "FOR $told IN $duties {
            LET $company = $told.company;
            LET $times = $told.times;
            LET $booked = $told.booked;
            UPDATE type::record('company', $company) SET people += 1 RETURN NONE;
            ",
            $crate::forum::people::off_duty!(),
            "};
         IF !array::is_empty(SELECT VALUE id FROM booth_slot WHERE staff = $key AND start > $now AND gone = false LIMIT 1) {
            THROW 'forum.changed_meanwhile'
         };\n"
        )
    };
}
pub(crate) use erase_duties;
