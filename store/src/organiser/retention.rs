//! Erasing what is no longer needed, as the table of [`domain::organiser::retention`] says.
//!
//! Always holds: what is erased, and that it was, is committed together: each piece has a row in the audit trail that says what and how many,
//! never whose.

use domain::organiser::retention::Horizon;
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::limited;
use crate::act::Act;
use crate::challenges::erasure::{CONTACTS, ERASE_CONTACTS};
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::forum::erasure as forum;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    WITH_CARE.sample("{ after: '', limit: 20 }"),
    ALL.sample("{ after: '', limit: 20 }"),
    DRAFTS.sample("{ after: '', before: 'z', limit: 20 }"),
    IN_USE.sample("{ account: account:a }"),
    UNPROVED.sample("{ before: time::now(), limit: 20 }"),
    HANDED_IN.sample("{ ids: [registration:a] }"),
    TEXTS.sample("{ after: '', before: 'z', limit: 20 }"),
    MESSAGES.sample("{ after: '', before: 'z', limit: 20 }"),
    BULKS.sample("{ before: time::now(), limit: 20 }"),
    ANNOUNCEMENTS.sample("{ before: time::now(), limit: 20 }"),
    PLACES.tiny(ONCE),
    CLAIMS.tiny(ONCE),
    TWINS.tiny(ONCE),
    BADGES.tiny(ONCE),
    HOLDERS.tiny(ONCE),
    PRINTS.tiny(ONCE),
    CHECK_INS.tiny(ONCE),
    SCANS.tiny(ONCE),
    VISAS.tiny(ONCE),
    VISA_LETTERS.tiny(ONCE),
    PARTICIPANTS.tiny(ONCE),
    TEAMS.tiny(ONCE),
    TEAM_LINKS.tiny(ONCE),
    TEAM_WISHES.tiny(ONCE),
    TEAM_MATCHES.tiny(ONCE),
    MATCH_ANSWERS.tiny(ONCE),
    WORKSPACES.tiny(ONCE),
    WORK_VERSIONS.tiny(ONCE),
    SUBMISSIONS.tiny(ONCE),
    OFFICE_HOURS.tiny(ONCE),
    BOOTH_BOOKINGS.tiny(ONCE),
    COMMITMENTS.tiny(ONCE),
    SCORE_SHEETS.tiny(ONCE),
    CONTEST_CONFLICTS.tiny(ONCE),
    CONTEST_JURORS.tiny(ONCE),
    AFFILIATIONS.tiny(ONCE),
    PILOTS.tiny(ONCE),
    LEADS.tiny(ONCE),
    LEADS_GONE.tiny(ONCE),
    LEAD_WORDS.tiny(ONCE),
    LEAD_CONSENTS.tiny(ONCE),
    SIGHTS.tiny(ONCE),
    QUESTIONS.sample("{ before: time::now(), limit: 20 }"),
    ERASE_CARE.sample("{ ids: [registration:a] }"),
    ERASE_TEXTS.sample("{ ids: [outbox:a] }"),
    ERASE_AFFILIATIONS.sample("{ ids: [contest_entry:a] }"),
    ERASE.sample("{ ids: [outbox:a] }"),
    ERASE_ACCOUNTS.sample("{ ids: [account:a], one: account:a }"),
    ERASE_BULKS.sample("{ ids: [bulk:a], one: bulk:a }"),
    ERASE_ANNOUNCEMENTS.sample("{ ids: [announcement:a], one: announcement:a }"),
];

/// How many records are erased in one transaction.
const PIECE: usize = 100;
/// How many accounts, with everything that hangs on them.
const ACCOUNTS: usize = 20;
/// The most accounts that are looked at in one run; the next one goes on.
const MOST: usize = 10_000;

const ONCE: &[(&str, &str)] = &[
    ("place", "all of them, once, after the assembly"),
    ("place_claim", "all of them, once, after the assembly"),
    ("twins", "all of them, once, after the assembly"),
    ("badge", "all of them, once, after the assembly"),
    ("badge_holder", "all of them, once, after the assembly"),
    ("print_run", "all of them, once, after the assembly"),
    ("check_in", "all of them, once, after the assembly"),
    ("scan", "all of them, once, after the assembly"),
    ("visa_request", "all of them, once, after the assembly"),
    ("visa_letter", "all of them, once, after the assembly"),
    ("participant", "all of them, once, after the assembly"),
    ("team", "all of them, once, after the assembly"),
    ("team_link", "all of them, once, after the assembly"),
    ("team_wish", "all of them, once, after the assembly"),
    ("team_match", "all of them, once, after the assembly"),
    ("match_answer", "all of them, once, after the assembly"),
    ("workspace", "all of them, once, after the assembly"),
    ("work_version", "all of them, once, after the assembly"),
    ("submission", "all of them, once, after the assembly"),
    ("office_slot", "all of them, once, after the assembly"),
    ("booth_booking", "all of them, once, after the assembly"),
    ("commitment", "all of them, once, after the assembly"),
    ("score_sheet", "all of them, once, after the assembly"),
    ("contest_conflict", "all of them, once, after the assembly"),
    ("contest_juror", "all of them, once, after the assembly"),
    ("contest_entry", "all of them, once, after the assembly"),
    ("lead", "all of them, once, after the assembly"),
    ("lead_gone", "all of them, once, after the assembly"),
    ("lead_word", "all of them, once, after the assembly"),
    ("lead_consent", "all of them, once, after the assembly"),
    ("sight", "all of them, once, after the assembly"),
    ("pilot", "all of them, once, years after the assembly"),
];

// Each of these walks on behind `after`, so that what is kept is looked at once a run.
const WITH_CARE: Query = Query::read(
    "retention.with_care",
    "SELECT id, queue, queue AS place FROM registration WHERE queue > $after
        AND (draft.diet ?? '') + (draft.diet_note ?? '') + (draft.access ?? '') + (draft.access_note ?? '') + (draft.phone ?? '') != ''
     ORDER BY queue LIMIT $limit",
);
const ALL: Query =
    Query::read("retention.registrations", "SELECT id, queue, queue AS place FROM registration WHERE queue > $after ORDER BY queue LIMIT $limit");
const DRAFTS: Query = Query::read(
    "retention.drafts",
    "SELECT id, queue, queue AS place FROM registration WHERE state = 'draft' AND queue > $after AND queue < $before AND submitted_at = NONE
     ORDER BY queue LIMIT $limit",
);
const IN_USE: Query = Query::read("retention.in_use", "SELECT VALUE id FROM sign_in WHERE account = $account LIMIT 1");
const UNPROVED: Query = Query::read(
    "retention.unproved",
    "SELECT id, '' AS place FROM account WHERE created_at < $before AND verified_at = NONE AND array::is_empty(roles) LIMIT $limit",
);
const HANDED_IN: Query = Query::read("retention.handed_in", "SELECT VALUE id FROM $ids WHERE desk = true");
const TEXTS: Query = Query::read(
    "retention.texts",
    "SELECT id, key, key AS place FROM outbox WHERE key > $after AND key < $before AND text != '' AND state NOT IN ['queued', 'sending']
     ORDER BY key LIMIT $limit",
);
const MESSAGES: Query = Query::read(
    "retention.messages",
    "SELECT id, key, key AS place FROM outbox WHERE key > $after AND key < $before AND state NOT IN ['queued', 'sending'] ORDER BY key LIMIT $limit",
);
const BULKS: Query = Query::read("retention.bulks", "SELECT id, '' AS place FROM bulk WHERE at < $before LIMIT $limit");
const ANNOUNCEMENTS: Query = Query::read("retention.announcements", "SELECT id, '' AS place FROM announcement WHERE at < $before LIMIT $limit");
const PLACES: Query = Query::read("retention.places", "SELECT id, '' AS place FROM place LIMIT 100");
const CLAIMS: Query = Query::read("retention.place_claims", "SELECT id, '' AS place FROM place_claim LIMIT 100");
const TWINS: Query = Query::read("retention.twins", "SELECT id, '' AS place FROM twins LIMIT 100");
const BADGES: Query = Query::read("retention.badges", "SELECT id, '' AS place FROM badge LIMIT 100");
const HOLDERS: Query = Query::read("retention.badge_holders", "SELECT id, '' AS place FROM badge_holder LIMIT 100");
const PRINTS: Query = Query::read("retention.print_runs", "SELECT id, '' AS place FROM print_run LIMIT 100");
const CHECK_INS: Query = Query::read("retention.check_ins", "SELECT id, '' AS place FROM check_in LIMIT 100");
const SCANS: Query = Query::read("retention.scans", "SELECT id, '' AS place FROM scan LIMIT 100");
const VISAS: Query = Query::read("retention.visa_requests", "SELECT id, '' AS place FROM visa_request WHERE holds = false LIMIT 100");
const VISA_LETTERS: Query = Query::read("retention.visa_letters", "SELECT id, '' AS place FROM visa_letter WHERE says = NONE LIMIT 100");
const PARTICIPANTS: Query = Query::read("retention.participants", "SELECT id, '' AS place FROM participant LIMIT 100");
const TEAMS: Query = Query::read("retention.teams", "SELECT id, '' AS place FROM team LIMIT 100");
const TEAM_LINKS: Query = Query::read("retention.team_links", "SELECT id, '' AS place FROM team_link LIMIT 100");
const TEAM_MATCHES: Query = Query::read("retention.team_matches", "SELECT id, '' AS place FROM team_match LIMIT 100");
const MATCH_ANSWERS: Query = Query::read("retention.match_answers", "SELECT id, '' AS place FROM match_answer LIMIT 100");
const TEAM_WISHES: Query = Query::read("retention.team_wishes", "SELECT id, '' AS place FROM team_wish LIMIT 100");
const WORKSPACES: Query = Query::read("retention.workspaces", "SELECT id, '' AS place FROM workspace LIMIT 100");
const WORK_VERSIONS: Query = Query::read("retention.work_versions", "SELECT id, '' AS place FROM work_version LIMIT 100");
const SUBMISSIONS: Query = Query::read("retention.submissions", "SELECT id, '' AS place FROM submission LIMIT 100");
const OFFICE_HOURS: Query = Query::read("retention.office_hours", "SELECT id, '' AS place FROM office_slot LIMIT 100");
const BOOTH_BOOKINGS: Query = Query::read("retention.booth_bookings", "SELECT id, '' AS place FROM booth_booking LIMIT 100");
const COMMITMENTS: Query = Query::read("retention.commitments", "SELECT id, '' AS place FROM commitment LIMIT 100");
const SCORE_SHEETS: Query = Query::read("retention.score_sheets", "SELECT id, '' AS place FROM score_sheet LIMIT 100");
const CONTEST_CONFLICTS: Query = Query::read("retention.contest_conflicts", "SELECT id, '' AS place FROM contest_conflict LIMIT 100");
const CONTEST_JURORS: Query = Query::read("retention.contest_jurors", "SELECT id, '' AS place FROM contest_juror LIMIT 100");
const AFFILIATIONS: Query = Query::read("retention.affiliations", "SELECT id, '' AS place FROM contest_entry WHERE affiliations != NONE LIMIT 100");
const PILOTS: Query = Query::read("retention.pilots", "SELECT id, '' AS place FROM pilot LIMIT 100");
const LEADS: Query = Query::read("retention.leads", "SELECT id, '' AS place FROM lead LIMIT 100");
const LEADS_GONE: Query = Query::read("retention.leads_gone", "SELECT id, '' AS place FROM lead_gone LIMIT 100");
const LEAD_WORDS: Query = Query::read("retention.lead_words", "SELECT id, '' AS place FROM lead_word LIMIT 100");
const LEAD_CONSENTS: Query = Query::read("retention.lead_consents", "SELECT id, '' AS place FROM lead_consent LIMIT 100");
const SIGHTS: Query = Query::read("retention.sights", "SELECT id, '' AS place FROM sight LIMIT 100");
const QUESTIONS: Query =
    Query::read("retention.lead_questions", "SELECT id, '' AS place FROM lead WHERE state = 'pending' AND asked_at < $before LIMIT $limit");
const ERASE_AFFILIATIONS: Query = Query::write("retention.erase_affiliations", "UPDATE $ids SET affiliations = NONE RETURN NONE; true");
const ERASE_CARE: Query = Query::write(
    "retention.erase_care",
    "UPDATE $ids SET draft.diet = '', draft.diet_note = '', draft.access = '', draft.access_note = '', draft.phone = '', version += 1 RETURN NONE;
     UPDATE $ids SET approved.diet = '', approved.diet_note = '', approved.access = '', approved.access_note = '', approved.phone = ''
        WHERE approved != NONE RETURN NONE;
     true",
);
const ERASE_TEXTS: Query = Query::write("retention.erase_texts", "UPDATE $ids SET text = '', html = NONE RETURN NONE; true");
const ERASE: Query = Query::write("retention.erase", "DELETE $ids RETURN NONE; true");
const ERASE_ACCOUNTS: Query = Query::write(
    "retention.erase_accounts",
    "FOR $one IN $ids {
        LET $row = (SELECT email_key, verified_at FROM ONLY $one);
        IF $row != NONE AND $row.verified_at = NONE {
            DELETE type::record('email_claim', [$row.email_key]) RETURN NONE;
            DELETE type::record('credential', [record::id($one), 'password', '1']) RETURN NONE;
            DELETE type::record('registration', record::id($one)) RETURN NONE;
            DELETE sign_in WHERE account = $one RETURN NONE;
            DELETE passkey WHERE account = $one RETURN NONE;
            DELETE $one RETURN NONE;
        };
     };
     true",
);
const ERASE_BULKS: Query = Query::write(
    "retention.erase_bulks",
    "FOR $one IN $ids {
        DELETE bulk_item WHERE bulk = $one RETURN NONE;
        DELETE $one RETURN NONE;
     };
     true",
);
const ERASE_ANNOUNCEMENTS: Query = Query::write(
    "retention.erase_announcements",
    "FOR $one IN $ids {
        DELETE announcement_to WHERE announcement = $one RETURN NONE;
        DELETE $one RETURN NONE;
     };
     true",
);

#[derive(SurrealValue)]
struct After {
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Between {
    after: String,
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Before {
    before: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct Of {
    account: RecordId,
}

#[derive(SurrealValue)]
struct Found {
    id: RecordId,
    place: String,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

/// What was erased, by kind.
pub type Erased = Vec<(&'static str, usize)>;

/// Where one kind of record is found and how it is erased.
struct Sweep {
    kind: &'static str,
    find: &'static Query,
    bound: Bound,
    erase: &'static Query,
    piece: usize,
    /// Whether only what belongs to people who are signed in nowhere.
    unused: bool,
}

enum Bound {
    All,
    None,
    Place(String),
    Moment(Timestamp),
}

/// The place of a moment in the queue of registrations.
fn in_queue(moment: Timestamp) -> String {
    format!("{:020}", moment.as_millisecond().max(0))
}

/// The place of a moment among the keys of messages.
fn among_keys(moment: Timestamp) -> String {
    let millis = moment.as_millisecond().max(0);
    format!("{:08x}-{:04x}", millis >> 16, millis & 0xffff)
}

impl Store {
    /// Erases everything that is due; answers how much of what.
    pub async fn erase_due(&self, due: &Horizon, now: Timestamp) -> Result<Erased, StoreError> {
        let sweep = |kind, find, bound, erase, piece| Sweep { kind, find, bound, erase, piece, unused: false };
        let mut sweeps = vec![
            Sweep { unused: true, ..sweep("drafts", &DRAFTS, Bound::Place(in_queue(due.drafts)), &ERASE, PIECE) },
            sweep("messages", &MESSAGES, Bound::Place(among_keys(due.messages)), &ERASE, PIECE),
            sweep("message_texts", &TEXTS, Bound::Place(among_keys(due.texts)), &ERASE_TEXTS, PIECE),
            sweep("bulk_decisions", &BULKS, Bound::Moment(due.desk), &ERASE_BULKS, 1),
            sweep("announcements", &ANNOUNCEMENTS, Bound::Moment(due.desk), &ERASE_ANNOUNCEMENTS, 1),
            sweep("lead_questions", &QUESTIONS, Bound::Moment(due.questions), &ERASE, PIECE),
        ];
        if due.leads {
            for find in [&LEADS, &LEADS_GONE, &LEAD_WORDS, &LEAD_CONSENTS] {
                sweeps.push(sweep("leads", find, Bound::All, &ERASE, PIECE));
            }
        }
        if due.registrations {
            sweeps.push(sweep("ledgers", &SIGHTS, Bound::All, &ERASE, PIECE));
            sweeps.push(sweep("registrations", &ALL, Bound::None, &ERASE, PIECE));
            sweeps.push(sweep("places", &PLACES, Bound::All, &ERASE, PIECE));
            sweeps.push(sweep("places", &CLAIMS, Bound::All, &ERASE, PIECE));
            sweeps.push(sweep("likenesses", &TWINS, Bound::All, &ERASE, PIECE));
            for find in [&BADGES, &HOLDERS, &PRINTS] {
                sweeps.push(sweep("badges", find, Bound::All, &ERASE, PIECE));
            }
            for find in [&CHECK_INS, &SCANS] {
                sweeps.push(sweep("check_ins", find, Bound::All, &ERASE, PIECE));
            }
            sweeps.push(sweep("challenge_contacts", &CONTACTS, Bound::All, &ERASE_CONTACTS, PIECE));
            sweeps.push(sweep("exhibitor_contacts", &forum::CONTACTS, Bound::All, &forum::ERASE_CONTACTS, PIECE));
            sweeps.push(sweep("exhibitor_pages", &forum::VERSIONS, Bound::All, &ERASE, PIECE));
            for find in [&VISAS, &VISA_LETTERS] {
                sweeps.push(sweep("visa_letters", find, Bound::All, &ERASE, PIECE));
            }
            for find in [&PARTICIPANTS, &TEAMS, &TEAM_LINKS, &TEAM_WISHES, &TEAM_MATCHES, &MATCH_ANSWERS] {
                sweeps.push(sweep("teams", find, Bound::All, &ERASE, PIECE));
            }
            for find in [&WORKSPACES, &WORK_VERSIONS, &SUBMISSIONS, &OFFICE_HOURS] {
                sweeps.push(sweep("workspaces", find, Bound::All, &ERASE, PIECE));
            }
            for find in [&BOOTH_BOOKINGS, &COMMITMENTS] {
                sweeps.push(sweep("booth_meetings", find, Bound::All, &ERASE, PIECE));
            }
            for find in [&SCORE_SHEETS, &CONTEST_CONFLICTS, &CONTEST_JURORS] {
                sweeps.push(sweep("scores", find, Bound::All, &ERASE, PIECE));
            }
            sweeps.push(sweep("affiliations", &AFFILIATIONS, Bound::All, &ERASE_AFFILIATIONS, PIECE));
            if due.pilots {
                sweeps.push(sweep("pilots", &PILOTS, Bound::All, &ERASE, PIECE));
            }
        } else if due.care {
            sweeps.push(sweep("food_access_phone", &WITH_CARE, Bound::None, &ERASE_CARE, PIECE));
        }
        let mut erased = Vec::new();
        let unproved = self.erase_unproved(due.unproved, now).await?;
        if unproved > 0 {
            erased.push(("unproved_accounts", unproved));
        }
        for sweep in &sweeps {
            let number = self.sweep(sweep, now).await?;
            if number > 0 {
                erased.push((sweep.kind, number));
            }
        }
        Ok(erased)
    }

    /// Erases accounts whose address was never proved. Whoever was registered by the head of a delegation proves nothing and stays.
    async fn erase_unproved(&self, before: Timestamp, now: Timestamp) -> Result<usize, StoreError> {
        let found: Vec<Found> = self.read(&UNPROVED, Before { before: At(before), limit: limited(MOST) }).await?;
        let mut number = 0;
        for piece in found.chunks(ACCOUNTS) {
            let registrations = piece.iter().map(|row| Ok(RecordId::new("registration", super::key(&row.id)?))).collect::<Result<_, StoreError>>()?;
            let handed_in: Vec<RecordId> = self.read(&HANDED_IN, Ids { ids: registrations }).await?;
            let stay = handed_in.iter().map(super::key).collect::<Result<Vec<_>, _>>()?;
            let ids: Vec<RecordId> =
                piece.iter().map(|row| row.id.clone()).filter(|id| super::key(id).is_ok_and(|key| !stay.contains(&key))).collect();
            if ids.is_empty() {
                continue;
            }
            number += ids.len();
            let entry = Act::system(now).audit("retention.erased", "retention:unproved_accounts".to_owned()).detail("number", ids.len());
            self.tx(Tx::new(&ERASE_ACCOUNTS, now).bind(Ids { ids }).audit(entry).touches("registration")).await?;
        }
        Ok(number)
    }

    async fn sweep(&self, sweep: &Sweep, now: Timestamp) -> Result<usize, StoreError> {
        let (mut number, mut after, limit) = (0, String::new(), limited(sweep.piece));
        loop {
            let found: Vec<Found> = match &sweep.bound {
                Bound::All => self.read(sweep.find, ()).await?,
                Bound::None => self.read(sweep.find, After { after: after.clone(), limit }).await?,
                Bound::Place(before) => self.read(sweep.find, Between { after: after.clone(), before: before.clone(), limit }).await?,
                Bound::Moment(before) => self.read(sweep.find, Before { before: At(*before), limit }).await?,
            };
            let Some(last) = found.last() else { return Ok(number) };
            after.clone_from(&last.place);
            let mut ids: Vec<RecordId> = found.into_iter().map(|row| row.id).collect();
            if sweep.unused {
                ids = self.of_nobody_signed_in(ids).await?;
            }
            if ids.is_empty() {
                continue;
            }
            number += ids.len();
            let entry = Act::system(now).audit("retention.erased", format!("retention:{}", sweep.kind)).detail("number", ids.len());
            self.tx(Tx::new(sweep.erase, now).bind(Ids { ids }).audit(entry).touches("registration")).await?;
        }
    }

    /// Those of these registrations whose people are signed in nowhere; the key of a registration is its account's.
    async fn of_nobody_signed_in(&self, ids: Vec<RecordId>) -> Result<Vec<RecordId>, StoreError> {
        let mut unused = Vec::with_capacity(ids.len());
        for id in ids {
            let account = RecordId::new("account", super::key(&id)?);
            let device: Option<RecordId> = self.read_option(&IN_USE, Of { account }).await?;
            if device.is_none() {
                unused.push(id);
            }
        }
        Ok(unused)
    }
}
