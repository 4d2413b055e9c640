//! Scanning badges for a company.
//!
//! Always holds: whatever concerns a delegate's leads writes the delegate's `lead_consent` row, so that a scan, an answer and a withdrawal at once
//! come one after the other; a company's row of a delegate is one, by its id; what a company can read of a delegate is written in the transaction
//! that knows the consent, and erased in the one that ends it. A scan writes the row of the member who scans, and the company's withdrawal those of
//! all members, so that no scan leaves anything with a company that has withdrawn.

use domain::forum::lead::{State, WAITS};
use domain::forum::{BoothScan, Fields};
use domain::kernel::ids::{AccountId, CompanyId, LeadId};
use jiff::Timestamp;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use super::{member, record};
use crate::accounts::rows::{account, key};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    BEARER.sample("{ badge: badge:a }"),
    SCAN.sample(
        "{ lead: lead:['c', 'a'], company_record: company:c, company: 'c', member: company_member:['c', account:b], code: 'x', account: account:a,
           registration: registration:a, badge: badge:a, consent: lead_consent:a, word: lead_word:['c', 'a'], sight: sight:['a', 'scan', 'c', 's'],
           granting: sight:['a', 'granted', 'c', 's'], at: time::now(), now: time::now(), over: time::now(), by: account:b, queue: 'q' }",
    ),
];

const BEARER: Query = Query::read("forum.badge_bearer", "SELECT VALUE registration FROM ONLY $badge");

/// What a delegate's registration and account say in the fields of `$fields`; `$registration`, `$account`.
macro_rules! card {
    () => {
        "LET $said_of_self = (SELECT VALUE draft FROM ONLY $registration);
         LET $card = {
            name: string::trim(string::join(' ', $said_of_self.given_name ?? '', $said_of_self.family_name ?? '')),
            organisation: IF 'organisation' IN $fields { $said_of_self.organisation } ELSE { NONE },
            city: IF 'organisation' IN $fields { $said_of_self.city } ELSE { NONE },
            position: IF 'position' IN $fields { $said_of_self.position } ELSE { NONE },
            email: IF 'email' IN $fields { (SELECT VALUE email FROM ONLY $account) } ELSE { NONE },
            phone: IF 'phone' IN $fields { $said_of_self.phone } ELSE { NONE }
         };\n"
    };
}

pub(super) use card;

// `domain::forum::lead::decide` says the same, and is tested in every order.
const SCAN: Query = Query::write(
    "forum.scan",
    concat!(
        "LET $of = (SELECT standing, name FROM ONLY $company_record);
         LET $role = (SELECT VALUE role FROM ONLY $member);
         IF $of = NONE OR $role = NONE { THROW 'not_found' };
         IF $role NOT IN ['admin', 'staff'] { THROW 'forum.admin_only' };
         IF $of.standing != 'published' { THROW 'forum.not_published' };
         LET $card_of = (SELECT voided_at FROM ONLY $badge);
         IF $card_of = NONE OR ($card_of.voided_at != NONE AND $card_of.voided_at <= $at) OR (SELECT VALUE state FROM ONLY $registration) != 'approved' {
            THROW 'forum.badge_unknown'
         };
         UPDATE $member SET turn = (turn ?? 0) + 1 RETURN NONE;
         UPSERT $consent SET turn += 1 RETURN NONE;
         LET $all = (SELECT mode, fields, withdrawn_at FROM ONLY $consent);
         LET $said = (SELECT word, fields, at FROM ONLY $word);
         LET $known = (SELECT state, scanned_at, asked_at FROM ONLY $lead);
         LET $state = IF $said.word IN ['granted', 'refused'] { $said.word }
            ELSE IF $said.word = 'withdrawn' { IF $at <= $said.at { 'withdrawn' } ELSE { 'pending' } }
            ELSE IF $all.withdrawn_at != NONE AND $at <= $all.withdrawn_at { 'withdrawn' }
            ELSE IF $all.mode = 'share' { 'granted' }
            ELSE IF $all.mode = 'nothing' { 'refused' }
            ELSE { 'pending' };
         LET $fields = IF $state = 'granted' { $said.fields ?? $all.fields } ELSE { [] };
         ",
        card!(),
        "LET $copy = IF $state = 'granted' { $card } ELSE { {} };
         IF !record::exists($sight) {
            CREATE $sight SET account = $account, at = $at, kind = 'scanned', company = $company, name = $of.name, fields = [] RETURN NONE;
            IF $state != 'withdrawn' {
                IF $known = NONE {
                    CREATE $lead SET code = $code, company = $company, account = $account, state = $state, fields = $fields, card = $copy,
                        scanned_at = $at, by = $by, asked_at = $now, answered_at = IF $state = 'pending' { NONE } ELSE { $now }, notes = '',
                        version = 1, queue = $queue RETURN NONE;
                } ELSE {
                    IF $at < $known.scanned_at { UPDATE $lead SET scanned_at = $at, by = $by RETURN NONE };
                    IF $state != $known.state {
                        UPDATE $lead SET state = $state, fields = $fields, card = $copy, asked_at = $now RETURN NONE;
                    } ELSE IF $state = 'pending' AND $known.asked_at < $over {
                        UPDATE $lead SET asked_at = $now RETURN NONE;
                    };
                };
            };
            IF $state = 'granted' AND $known.state != 'granted' {
                UPSERT $word SET company = $company, account = $account, word = 'granted', fields = $fields, at = $now RETURN NONE;
                CREATE $granting SET account = $account, at = $now, kind = 'granted', company = $company, name = $of.name, fields = $fields RETURN NONE;
            };
         };
         LET $row = (SELECT code, state, fields FROM ONLY $lead);
         IF $row = NONE { { lead: NONE, state: 'withdrawn', fields: [] } } ELSE { { lead: $row.code, state: $row.state, fields: $row.fields } };"
    ),
);
/// What a scan came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// The lead, where there is one.
    pub lead: Option<LeadId>,
    /// How it stands.
    pub state: State,
}

#[derive(SurrealValue)]
struct BadgeParams {
    badge: RecordId,
}

#[derive(SurrealValue)]
struct ScanParams {
    lead: RecordId,
    company_record: RecordId,
    company: String,
    member: RecordId,
    code: String,
    account: RecordId,
    registration: RecordId,
    badge: RecordId,
    consent: RecordId,
    word: RecordId,
    sight: RecordId,
    granting: RecordId,
    at: At,
    now: At,
    over: At,
    by: RecordId,
    queue: String,
}

#[derive(SurrealValue)]
struct ScannedRow {
    lead: Option<String>,
    state: String,
    fields: Vec<String>,
}

pub(crate) fn state(code: &str, fields: &[String]) -> Result<State, StoreError> {
    let fields = Fields::parse(fields.iter().map(String::as_str));
    State::parse(code, fields).ok_or_else(|| StoreError::shape("forum.lead", code))
}

pub(super) fn words<const N: usize>(table: &str, words: [&str; N]) -> RecordId {
    RecordId::new(table, Array::from(words.map(|w| Value::String(w.to_owned())).to_vec()))
}

pub(super) fn of_both(table: &str, company: &CompanyId, who: &AccountId) -> RecordId {
    words(table, [company.as_str(), who.as_str()])
}

pub(super) fn consent(who: &AccountId) -> RecordId {
    RecordId::new("lead_consent", who.as_str())
}

pub(super) fn registration(who: &AccountId) -> RecordId {
    RecordId::new("registration", who.as_str())
}

/// The moment before which a question that was asked waits no longer.
pub(super) fn over(now: Timestamp) -> At {
    At(now.saturating_sub(WAITS).unwrap_or(now))
}

/// The place in lists, where the newest comes first.
fn queue(at: Timestamp, code: &str) -> String {
    format!("{:015}-{code}", 999_999_999_999_999_i64.saturating_sub(at.as_millisecond().max(0)))
}

impl Store {
    /// Keeps that a company's staff scanned a badge, and answers what the delegate lets the company have; the same scan again has no effect. `at`
    /// is by the server's clock. Refused: `forum.badge_unknown`, `forum.not_published`, `forum.admin_only`.
    pub async fn scan_badge(&self, act: &Act<'_>, company: &CompanyId, scan: &BoothScan, at: Timestamp) -> Result<Scanned, StoreError> {
        let person = act.actor.person().ok_or(StoreError::NotFound)?;
        let badge = RecordId::new("badge", scan.badge.as_str());
        // A badge never changes its bearer, so it may be asked before the transaction.
        let bearer: Option<RecordId> = self.read_option(&BEARER, BadgeParams { badge: badge.clone() }).await?;
        let who = match bearer {
            Some(found) => AccountId::parse(&key(&found)?).map_err(|e| StoreError::shape("forum.scan", e.to_string()))?,
            // Nobody has it: the transaction says what it says of a badge that counts no more.
            None => AccountId::parse("-").map_err(|e| StoreError::shape("forum.scan", e.to_string()))?,
        };
        let code = uuid::Uuid::new_v4().simple().to_string();
        let sight = |kind: &str| words("sight", [who.as_str(), kind, company.as_str(), scan.id.as_str()]);
        let params = ScanParams {
            lead: of_both("lead", company, &who),
            company_record: record(company),
            company: company.to_string(),
            member: member(company, &person.account),
            account: account(&who),
            registration: registration(&who),
            badge,
            consent: consent(&who),
            word: of_both("lead_word", company, &who),
            sight: sight("scan"),
            granting: sight("granted"),
            at: At(at),
            now: At(act.now),
            over: over(act.now),
            by: account(&person.account),
            queue: queue(at, &code),
            code,
        };
        let row: ScannedRow = self.tx(Tx::new(&SCAN, act.now).bind(params).touches("forum")).await?.one()?;
        let lead = row.lead.map(|raw| LeadId::parse(&raw).map_err(|e| StoreError::shape("forum.scan", e.to_string()))).transpose()?;
        Ok(Scanned { lead, state: state(&row.state, &row.fields)? })
    }
}
