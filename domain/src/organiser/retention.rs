//! What is kept about people: why, on what ground, and for how long. One table, from which the privacy page is written and by which a job erases;
//! a test holds every field of the database against it.

use jiff::{SignedDuration, Timestamp};

/// What something is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Having an account.
    Account,
    /// Signing in, and keeping others out.
    SignIn,
    /// Handling the registration.
    Registration,
    /// Writing letters for visas.
    Visa,
    /// Badges, and letting people in.
    Arrival,
    /// Forming teams of the ideathon.
    Ideathon,
    /// The exhibition: companies, their people and whom they meet.
    Forum,
    /// Looking after people at the assembly.
    Care,
    /// Being reached during the assembly.
    Contact,
    /// Telling people what was decided.
    Messages,
    /// Showing later who decided what.
    Accountability,
    /// A form that is sent twice has one effect.
    Once,
    /// The work of the secretariat: lists, filters, announcements.
    Desk,
    /// Keeping the program itself right; nothing in it tells of a person.
    Running,
    /// The public programme.
    Programme,
}

impl Purpose {
    /// Those that concern people, in the order the page tells them.
    pub const TOLD: [Self; 13] = [
        Self::Account,
        Self::SignIn,
        Self::Registration,
        Self::Visa,
        Self::Arrival,
        Self::Ideathon,
        Self::Forum,
        Self::Care,
        Self::Contact,
        Self::Messages,
        Self::Accountability,
        Self::Once,
        Self::Desk,
    ];
}

/// On what ground it is kept (GDPR, Article 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The person asked to take part: Article 6(1)(b).
    Participation,
    /// The person consented; for food and access also Article 9(2)(a).
    Consent,
    /// Keeping accounts and decisions safe: Article 6(1)(f).
    Security,
    /// It is not about a person.
    NotPersonal,
}

/// Until when it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Until the person asks for the removal of the account.
    Account,
    /// So many days after the last day of the assembly.
    AfterEvent(i64),
    /// So many days after it was made or last used.
    Days(i64),
    /// Until it ends by itself, within so many days.
    Ends(i64),
    /// So many years, for whoever checks decisions.
    Years(i64),
    /// As long as the program runs.
    Always,
}

/// What is kept: some fields of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The table.
    pub table: &'static str,
    /// The fields.
    pub fields: &'static [&'static str],
    /// Why.
    pub purpose: Purpose,
    /// On what ground.
    pub basis: Basis,
    /// How long.
    pub until: Until,
}

const fn kept(table: &'static str, fields: &'static [&'static str], purpose: Purpose, basis: Basis, until: Until) -> Kept {
    Kept { table, fields, purpose, basis, until }
}

/// Food and access: after this many days after the assembly nobody needs to know.
pub const CARE_DAYS: i64 = 30;
/// The registration itself.
pub const REGISTRATION_DAYS: i64 = 183;
/// A registration that was begun and never handed in.
pub const DRAFT_DAYS: i64 = 90;
/// An account whose address was never proved.
pub const UNPROVED_DAYS: i64 = 30;
/// The text of a message, which may hold a link or a name.
pub const TEXT_DAYS: i64 = 30;
/// That a message was sent.
pub const MESSAGE_DAYS: i64 = 183;
/// Lists and announcements of the desk.
pub const DESK_DAYS: i64 = 183;
/// What companies have of delegates: long enough for calling them back.
pub const LEAD_DAYS: i64 = 90;
/// A company's question that no delegate answered.
pub const QUESTION_DAYS: i64 = 14;
/// What cities said of pilots, and of who owns them.
pub const PILOT_DAYS: i64 = 1096;

/// The table. A field of the database that is not in it fails a test.
pub const KEPT: &[Kept] = &[
    kept(
        "account",
        &["email", "email_key", "name", "lang", "verified_at", "created_at", "roles", "erased_at"],
        Purpose::Account,
        Basis::Participation,
        Until::Account,
    ),
    kept("email_claim", &["account"], Purpose::Account, Basis::Participation, Until::Account),
    kept("credential", &["secret", "at"], Purpose::SignIn, Basis::Participation, Until::Account),
    kept("one_time", &["purpose", "hash", "email", "email_key", "at", "until"], Purpose::SignIn, Basis::Security, Until::Ends(3)),
    kept("sign_in", &["account", "label", "created_at", "seen_at", "second_factor", "acting"], Purpose::SignIn, Basis::Security, Until::Ends(60)),
    kept("sign_in_failure", &["number", "until"], Purpose::SignIn, Basis::Security, Until::Ends(1)),
    kept("role_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("seeing", &["role", "until"], Purpose::SignIn, Basis::Security, Until::Ends(1)),
    kept(
        "registration",
        &["draft.diet", "draft.diet_note", "draft.access", "draft.access_note"],
        Purpose::Care,
        Basis::Consent,
        Until::AfterEvent(CARE_DAYS),
    ),
    kept("registration", &["draft.phone"], Purpose::Contact, Basis::Participation, Until::AfterEvent(CARE_DAYS)),
    kept(
        "registration",
        &[
            "approved",
            "pool",
            "until",
            "city",
            "counted",
            "by",
            "city_name",
            "account",
            "lang",
            "state",
            "message",
            "version",
            "created_at",
            "submitted_at",
            "decided_at",
            "desk",
            "queue",
            "words",
            "draft",
            "draft.given_name",
            "draft.family_name",
            "draft.badge_name",
            "draft.category",
            "draft.city",
            "draft.country",
            "draft.organisation",
            "draft.position",
            "draft.languages",
            "draft.interpretation",
            "draft.consent_handling",
            "draft.consent_list",
            "draft.consent_pictures",
            "draft.consent_news",
        ],
        Purpose::Registration,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "place_pool",
        &["capacity", "held", "offered", "waiting", "offer_minutes", "closes_at", "version"],
        Purpose::Running,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept(
        "place",
        &["pool", "party", "people", "class", "asked_at", "rank", "standing", "until"],
        Purpose::Registration,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("place_claim", &["party"], Purpose::Registration, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept(
        "city",
        &["names", "country", "membership", "fee", "cap", "endorses", "registered", "version", "sorted"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("city", &["heads", "voter", "alternates"], Purpose::Registration, Basis::Participation, Until::Account),
    kept("city_name", &["city"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("twins", &["ids", "apart", "many"], Purpose::Registration, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("second_factor", &["secret", "step", "codes", "fresh", "fresh_until", "at"], Purpose::SignIn, Basis::Security, Until::Account),
    kept("pending_sign_in", &["account", "until"], Purpose::SignIn, Basis::Security, Until::Ends(1)),
    kept("passkey", &["account", "name", "key", "state", "at", "used_at"], Purpose::SignIn, Basis::Security, Until::Account),
    kept("passkey_challenge", &["purpose", "account", "kept", "until"], Purpose::SignIn, Basis::Security, Until::Ends(1)),
    kept("aide", &["principal", "aide", "email", "email_key", "until", "at", "accepted_at"], Purpose::Account, Basis::Participation, Until::Account),
    // The job of the visa desk erases these after the days of the event's own rule, which are thirty where it has none.
    kept("visa_request", &["passport", "message"], Purpose::Visa, Basis::Consent, Until::AfterEvent(CARE_DAYS)),
    kept("visa_letter", &["says"], Purpose::Visa, Basis::Consent, Until::AfterEvent(CARE_DAYS)),
    kept(
        "visa_request",
        &["account", "registration", "lang", "state", "holds", "version", "requested_at", "erased_at", "turn", "letter", "queue"],
        Purpose::Visa,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    // Until then a letter can be checked: what is left of it names nobody.
    kept(
        "visa_letter",
        &["account", "registration", "turn", "number", "code", "issued_at", "revoked_at"],
        Purpose::Accountability,
        Basis::Security,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("visa_counter", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept(
        "badge",
        &["registration", "code", "number", "live", "issued_at", "voided_at", "reason"],
        Purpose::Arrival,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "badge_holder",
        &["badge", "number", "printed_at", "printed_as"],
        Purpose::Arrival,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("print_run", &["registrations", "sheet", "at", "by"], Purpose::Arrival, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept(
        "check_in",
        &["station", "registration", "category", "at", "scan", "readings", "counts", "taken_back_at"],
        Purpose::Arrival,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "scan",
        &["said", "station", "registration", "at", "device_at", "received_at", "by", "means", "outcome", "flagged"],
        Purpose::Arrival,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "participant",
        &["account", "name", "city", "city_key", "profile", "mentor", "team", "since", "version"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "team",
        &[
            "facts",
            "members",
            "members[*].account",
            "members[*].at",
            "captain",
            "closed",
            "open_to_match",
            "code",
            "code_until",
            "ended",
            "into",
            "since",
            "version",
        ],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("team_link", &["team", "person", "side", "words", "at"], Purpose::Ideathon, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("team_wish", &["team", "into", "at"], Purpose::Ideathon, Basis::NotPersonal, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("team_match", &["proposal", "version"], Purpose::Ideathon, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("match_answer", &["person", "seed", "yes", "at"], Purpose::Ideathon, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("ideathon", &["rules", "version"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept(
        "workspace",
        &["team", "version", "canvas", "at", "by", "waits"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "work_version",
        &["team", "number", "canvas", "at", "by", "changed", "restored"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "submission",
        &["team", "version", "at", "late", "by", "by_itself"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "office_slot",
        &["mentor", "start", "end", "place", "team", "by", "booked_at"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("office_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("station", &["name", "at"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("person_word", &["word", "person"], Purpose::Desk, Basis::Participation, Until::Account),
    kept("person_open", &["number"], Purpose::Running, Basis::NotPersonal, Until::Ends(1)),
    kept("outbox", &["text", "html"], Purpose::Messages, Basis::Participation, Until::Days(TEXT_DAYS)),
    kept(
        "outbox",
        &["key", "to", "lang", "kind", "subject", "about", "due", "at", "attempts", "state", "lease", "trouble", "sent_at"],
        Purpose::Messages,
        Basis::Participation,
        Until::Days(MESSAGE_DAYS),
    ),
    kept("idempotency", &["body", "answer", "at"], Purpose::Once, Basis::Security, Until::Days(30)),
    kept(
        "audit",
        &["key", "at", "actor", "on_behalf", "verb", "subject", "details", "digest"],
        Purpose::Accountability,
        Basis::Security,
        Until::Years(6),
    ),
    kept("audit_seal", &["number", "rows", "prev", "hash", "at"], Purpose::Accountability, Basis::NotPersonal, Until::Years(6)),
    kept("audit_head", &["number", "total", "hash"], Purpose::Accountability, Basis::NotPersonal, Until::Always),
    kept(
        "bulk",
        &["by", "at", "decision", "message", "filter", "stage", "until", "undone_by"],
        Purpose::Desk,
        Basis::Security,
        Until::Days(DESK_DAYS),
    ),
    kept(
        "bulk_item",
        &["bulk", "ord", "registration", "version", "fate", "why", "before", "after"],
        Purpose::Desk,
        Basis::Security,
        Until::Days(DESK_DAYS),
    ),
    kept("saved_filter", &["owner", "name", "filter", "shared", "ord"], Purpose::Desk, Basis::Participation, Until::Account),
    kept(
        "announcement",
        &["by", "at", "filter", "subject", "text", "standing", "due", "cursor", "total", "written", "version"],
        Purpose::Desk,
        Basis::Participation,
        Until::Days(DESK_DAYS),
    ),
    kept("announcement_to", &["announcement", "account", "written"], Purpose::Desk, Basis::Participation, Until::Days(DESK_DAYS)),
    kept(
        "company",
        &["name", "name_key", "standing", "application", "reason", "terms", "terms_at", "booth", "version", "people", "at", "queue"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("company", &["terms_by"], Purpose::Forum, Basis::Participation, Until::Account),
    kept(
        "company_profile",
        &["version", "turn", "profile", "at", "handed_in", "reason", "approved"],
        Purpose::Forum,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "profile_version",
        &["company", "number", "profile", "changed", "restored", "at"],
        Purpose::Forum,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("profile_version", &["by"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("lead_consent", &["mode", "fields", "withdrawn_at", "turn"], Purpose::Forum, Basis::Consent, Until::AfterEvent(LEAD_DAYS)),
    kept("lead_word", &["company", "account", "word", "fields", "at"], Purpose::Forum, Basis::Consent, Until::AfterEvent(LEAD_DAYS)),
    kept(
        "lead",
        &[
            "code",
            "company",
            "account",
            "state",
            "fields",
            "card",
            "scanned_at",
            "by",
            "asked_at",
            "answered_at",
            "rating",
            "notes",
            "noted_by",
            "version",
            "queue",
        ],
        Purpose::Forum,
        Basis::Consent,
        Until::AfterEvent(LEAD_DAYS),
    ),
    kept("lead_gone", &["company", "at"], Purpose::Forum, Basis::NotPersonal, Until::AfterEvent(LEAD_DAYS)),
    kept(
        "sight",
        &["account", "at", "kind", "company", "name", "fields"],
        Purpose::Accountability,
        Basis::Security,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("company_member", &["company", "account", "role", "since", "turn"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("favourite", &["account", "company", "at"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("exhibitor_views", &["company", "day", "number"], Purpose::Forum, Basis::NotPersonal, Until::Always),
    kept("company_invitation", &["company", "email", "role", "hash", "at", "until"], Purpose::Forum, Basis::Participation, Until::Ends(14)),
    kept("hall", &["name", "width", "depth", "ord", "sample", "version"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept(
        "booth",
        &["hall", "number", "x", "y", "width", "depth", "class", "power", "internet", "holder", "version"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept(
        "commitment",
        &["account", "kind", "what", "start", "end", "label", "place", "blocks", "sequence", "live"],
        Purpose::Forum,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("calendar_feed", &["digest", "sealed", "at"], Purpose::Account, Basis::Participation, Until::Account),
    kept("calendar_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept(
        "booth_slot",
        &["company", "start", "end", "kind", "places", "taken", "offered", "waiting", "unmanned", "reminded", "gone", "version"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("plan_import", &["halls", "holders"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("booth_wish", &["booths", "competitors", "at", "version"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("booth_slot", &["staff"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("booth_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept(
        "city_need",
        &["city", "wording", "published", "shown", "standing", "until", "answers", "version", "turn", "at", "queue"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("city_need", &["by"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("need_answer", &["need", "company", "text", "solution", "outcome", "version", "at"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("need_answer", &["by"], Purpose::Forum, Basis::Participation, Until::Account),
    kept("need_mark", &["need", "company", "shortlisted", "note"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept(
        "booth_booking",
        &["slot", "company", "account", "city", "about", "need", "coming", "until", "reason", "start", "end", "at"],
        Purpose::Forum,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept("challenge", &["wording", "published"], Purpose::Ideathon, Basis::Participation, Until::AfterEvent(REGISTRATION_DAYS)),
    kept("challenge", &["by"], Purpose::Ideathon, Basis::Participation, Until::Account),
    kept(
        "challenge",
        &["city", "lang", "standing", "shown", "message", "version", "at", "queue"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept(
        "idea",
        &["facts", "by", "at", "open", "scope", "likes", "joins", "comments", "removed", "version", "queue", "liked", "joined"],
        Purpose::Ideathon,
        Basis::Participation,
        Until::Account,
    ),
    kept("idea_guard", &["number"], Purpose::Ideathon, Basis::Participation, Until::Account),
    kept("idea_reaction", &["idea", "kind", "account", "at"], Purpose::Ideathon, Basis::Participation, Until::Account),
    kept("idea_comment", &["idea", "by", "text", "at", "removed", "queue"], Purpose::Ideathon, Basis::Participation, Until::Account),
    // What a city publishes is no longer a person's own; who uploaded it is forgotten with the account.
    kept(
        "file",
        &["owner", "name", "kind", "size", "digest", "at", "dropped", "width", "height", "smaller"],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("file", &["by"], Purpose::Account, Basis::Participation, Until::Account),
    kept("file_part", &["bytes"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("file_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept(
        "contest",
        &[
            "title",
            "terms",
            "state",
            "version",
            "turn",
            "terms_digest",
            "opened_at",
            "closed_at",
            "sealed_at",
            "announced_at",
            "digest",
            "sealed",
            "result",
        ],
        Purpose::Programme,
        Basis::NotPersonal,
        Until::Always,
    ),
    kept("contest_entry", &["contest", "key", "title", "parts", "parts.*"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("contest_entry", &["affiliations"], Purpose::Accountability, Basis::Security, Until::AfterEvent(REGISTRATION_DAYS)),
    kept(
        "contest_juror",
        &["contest", "account", "since", "turn"],
        Purpose::Accountability,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "contest_conflict",
        &["contest", "juror", "entry", "ground", "reason", "at"],
        Purpose::Accountability,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "score_sheet",
        &["contest", "juror", "entry", "scores", "standing", "reopened", "saved_at", "version"],
        Purpose::Accountability,
        Basis::Participation,
        Until::AfterEvent(REGISTRATION_DAYS),
    ),
    kept(
        "pilot",
        &[
            "contest",
            "entry",
            "city",
            "city_name",
            "owner",
            "owner_key",
            "first_step",
            "day",
            "due",
            "lang",
            "state",
            "reason",
            "by",
            "at",
            "reminded_at",
            "version",
        ],
        Purpose::Contact,
        Basis::Participation,
        Until::AfterEvent(PILOT_DAYS),
    ),
    kept("item", &["kind", "key", "ord", "hash", "edited", "body"], Purpose::Programme, Basis::NotPersonal, Until::Always),
    kept("import_guard", &["number"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("engine", &["value", "at"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("migration", &["name", "digest", "at"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("lease", &["holder", "until"], Purpose::Running, Basis::NotPersonal, Until::Always),
    kept("node", &["node", "beat", "public", "areas", "gone"], Purpose::Running, Basis::NotPersonal, Until::Always),
];

/// What the job erases at a moment: everything older than these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Food, access and telephone numbers are erased: the assembly is that long over.
    pub care: bool,
    /// Registrations are erased.
    pub registrations: bool,
    /// What companies have of delegates is erased.
    pub leads: bool,
    /// Questions of companies asked before this.
    pub questions: Timestamp,
    /// Pilots are erased.
    pub pilots: bool,
    /// Drafts begun before this.
    pub drafts: Timestamp,
    /// Unproved accounts made before this.
    pub unproved: Timestamp,
    /// Texts of messages queued before this.
    pub texts: Timestamp,
    /// Messages queued before this.
    pub messages: Timestamp,
    /// Lists and announcements made before this.
    pub desk: Timestamp,
}

impl Horizon {
    /// Of this moment; `ended` is the end of the assembly, when there is one.
    pub fn at(now: Timestamp, ended: Option<Timestamp>) -> Self {
        let before = |days: i64| now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
        let over = |days: i64| ended.is_some_and(|ended| ended <= before(days));
        Self {
            care: over(CARE_DAYS),
            registrations: over(REGISTRATION_DAYS),
            leads: over(LEAD_DAYS),
            questions: before(QUESTION_DAYS),
            pilots: over(PILOT_DAYS),
            drafts: before(DRAFT_DAYS),
            unproved: before(UNPROVED_DAYS),
            texts: before(TEXT_DAYS),
            messages: before(MESSAGE_DAYS),
            desk: before(DESK_DAYS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::{Draft, Step};

    #[test]
    fn every_answer_of_the_form_has_a_purpose_and_an_end() {
        for field in Step::ALL.into_iter().flat_map(Draft::fields) {
            let name = format!("draft.{field}");
            let rows = KEPT.iter().filter(|k| k.table == "registration" && k.fields.contains(&name.as_str())).count();
            assert_eq!(rows, 1, "{field}");
        }
    }

    #[test]
    fn nothing_about_people_is_kept_for_ever() {
        for row in KEPT {
            assert!(row.basis == Basis::NotPersonal || row.until != Until::Always, "{}", row.table);
            assert!(row.basis == Basis::NotPersonal || Purpose::TOLD.contains(&row.purpose), "{}", row.table);
        }
    }

    #[test]
    fn what_is_due_depends_on_the_end_of_the_assembly() {
        let end = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 1000);
        let at = |days: i64| Horizon::at(end + SignedDuration::from_hours(24 * days), Some(end));
        assert_eq!((at(29).care, at(30).care, at(182).registrations, at(183).registrations), (false, true, false, true));
        assert!(!Horizon::at(end, None).care && !at(-400).registrations);
        assert_eq!(at(0).drafts, end - SignedDuration::from_hours(24 * 90));
    }
}
