//! Everything that is kept about one person: handing it out, and erasing it.
//!
//! Always holds: erasing is one transaction over every area. What is left of the account is a row without name and address, so that the audit
//! trail and whatever else knows the account by its id go on leading somewhere that says nothing. An area that keeps something about people adds
//! its piece to `ERASE` and its read to `EXPORTS`; the last organiser cannot be erased.

use domain::accounts::{Account, Refusal};
use domain::kernel::Role;
use domain::kernel::ids::{AccountId, CompanyId};
use serde_json::{Map, Value as Json};
use surrealdb::types::{RecordId, SurrealValue};

use super::rows;
use crate::act::Act;
use crate::challenges::erasure::{self as challenges, erase_challenges};
use crate::checkin::erasure::{self as checkin, erase_checkin};
use crate::commitments::erasure::{self as commitments, erase_commitments};
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::files::erasure::{self as files, erase_files};
use crate::forum::erasure::{self as forum, erase_duties, erase_forum};
use crate::forum::favourites::{self, erase_favourites};
use crate::forum::lead_erasure::{self as leads, erase_leads};
use crate::forum::meetings_erasure::{self as meetings, erase_meetings};
use crate::forum::needs_erasure::{self as needs, erase_needs};
use crate::forum::people::{Duties, OffDuty, again};
use crate::ideas::erasure::{self as ideas, erase_ideas};
use crate::ideathon::erasure::{self as ideathon, leave_ideathon};
use crate::ideathon::work_erasure::{self as work, erase_work};
use crate::judging::erasure::{self as judging, erase_judging};
use crate::registration::erasure::{self as registration, erase_registration};
use crate::visa::erasure::{self as visa, erase_visa};

pub const QUERIES: &[Query] = &[
    ERASE.sample("{ account: account:a, registration: registration:a, key: 'a', email: 'a@x.org', email_key: 'a@x.org', now: time::now(), duties: [], company: 'a', times: 0, booked: 0 }").tiny(&[
        ("account", "the organisers among them are few, and the index finds those"),
        ("city", "those who lead lead few, and the index finds them"),
        ("idempotency", "the kept answers about one registration or city are few, and the index finds them"),
        ("twins", "one row a name, looked through when somebody is erased"),
        ("challenge", "one row a challenge, looked through when somebody is erased"),
        ("company_member", "a company has few people, and the index finds those"),
        ("print_run", "one row a printing, looked through when somebody is erased"),
    ]),
    ACCOUNT.sample(OWN),
    DEVICES.sample(OWN),
    SECOND_FACTOR.sample(OWN),
    PASSKEYS.sample(OWN),
    AIDES.sample(OWN),
    MAILS.sample(OWN),
    ACTS.sample(OWN),
];

/// The parameters of every read of [`EXPORTS`].
pub(crate) const OWN: &str = "{ account: account:a, key: 'a', email: 'a@x.org' }";

/// What is handed out, area by area, under the names that it has in the file.
const EXPORTS: &[(&str, &Query)] = &[
    ("account", &ACCOUNT),
    ("devices", &DEVICES),
    ("second_factor", &SECOND_FACTOR),
    ("passkeys", &PASSKEYS),
    ("aides", &AIDES),
    ("registration", &registration::EXPORT),
    ("badges", &checkin::BADGES),
    ("check_ins", &checkin::CHECK_INS),
    ("visa", &visa::EXPORT),
    ("ideathon", &ideathon::EXPORT),
    ("ideathon_requests", &ideathon::LINKS),
    ("files", &files::EXPORT),
    ("workspace", &work::VERSIONS),
    ("office_hours", &work::HOURS),
    ("challenges", &challenges::EXPORT),
    ("judging", &judging::EXPORT),
    ("ideas", &ideas::IDEAS),
    ("idea_comments", &ideas::COMMENTS),
    ("idea_reactions", &ideas::REACTIONS),
    ("companies", &forum::COMPANIES),
    ("consent", &leads::CONSENT),
    ("consent_to_companies", &leads::WORDS),
    ("leads", &leads::LEADS),
    ("ledger", &leads::SIGHTS),
    ("booth_meetings", &meetings::EXPORT),
    ("calendar", &commitments::EXPORT),
    ("needs", &needs::EXPORT),
    ("favourites", &favourites::EXPORT),
    ("e_mails", &MAILS),
    ("acts", &ACTS),
];

macro_rules! erase_account {
    () => {
        "UPSERT type::record('role_guard', 'organiser') SET number = (number ?? 0) + 1 RETURN NONE;
         LET $who = (SELECT email_key, roles FROM ONLY $account);
         IF $who = NONE OR $who.email_key != $email_key { THROW 'not_found' };
         IF 'organiser' IN $who.roles AND array::len(SELECT VALUE id FROM account WHERE roles CONTAINS 'organiser' LIMIT 2) < 2 {
            THROW 'accounts.last_organiser'
         };
         DELETE type::record('email_claim', [$email_key]) RETURN NONE;
         FOR $purpose IN ['verify_email', 'reset_password', 'invite_organiser', 'invite_visa_desk', 'invite_check_in', 'invite_juror'] {
            DELETE type::record('one_time', [$purpose, $email_key]) RETURN NONE
         };
         DELETE type::record('credential', [$key, 'password', '1']) RETURN NONE;
         DELETE type::record('second_factor', $key) RETURN NONE;
         DELETE passkey WHERE account = $account RETURN NONE;
         DELETE aide WHERE principal = $account RETURN NONE;
         DELETE aide WHERE email_key = $email_key RETURN NONE;
         DELETE pending_sign_in WHERE account = $account RETURN NONE;
         DELETE sign_in WHERE account = $account RETURN NONE;
         DELETE outbox WHERE to = $email RETURN NONE;
         DELETE idempotency:[$key, NONE]..[$key, []] RETURN NONE;
         UPDATE $account SET email = '', email_key = '', name = '', roles = [], verified_at = NONE, erased_at = $now RETURN NONE;\n"
    };
}

/// Every area's piece.
const ERASE: Query = Query::write(
    "accounts.erase",
    concat!(
        erase_account!(),
        erase_checkin!(),
        erase_visa!(),
        leave_ideathon!(),
        erase_files!(),
        erase_work!(),
        erase_challenges!(),
        erase_judging!(),
        erase_ideas!(),
        erase_leads!(),
        erase_duties!(),
        erase_meetings!(),
        erase_commitments!(),
        erase_needs!(),
        erase_forum!(),
        erase_favourites!(),
        erase_registration!(),
        "true"
    ),
);

const ACCOUNT: Query = Query::read("accounts.export", "SELECT id, email, name, lang, roles, verified_at, created_at FROM ONLY $account");
const DEVICES: Query = Query::read(
    "accounts.export_devices",
    "SELECT label, created_at, seen_at, second_factor ?? false AS second_factor FROM sign_in WHERE account = $account ORDER BY seen_at DESC",
);
const SECOND_FACTOR: Query = Query::read(
    "accounts.export_second_factor",
    "SELECT at AS since, array::len(codes) AS recovery_codes_left FROM ONLY type::record('second_factor', $key)",
);
const PASSKEYS: Query = Query::read("accounts.export_passkeys", "SELECT name, at, used_at FROM passkey WHERE account = $account ORDER BY at");
const AIDES: Query = Query::read("accounts.export_aides", "SELECT email, until, at, accepted_at FROM aide WHERE principal = $account ORDER BY at");
// Without the texts: links in them would still work for whoever finds the file.
const MAILS: Query = Query::read(
    "accounts.export_mails",
    "SELECT key, at, kind, subject, state, sent_at FROM outbox WHERE to = $email AND key < '~' ORDER BY key DESC LIMIT 10000",
);
const ACTS: Query = Query::read(
    "accounts.export_acts",
    "SELECT key, at, verb, subject, on_behalf, details FROM audit WHERE actor = $key AND key < '~' ORDER BY key DESC LIMIT 10000",
);

#[derive(SurrealValue)]
struct EraseParams {
    account: RecordId,
    registration: RecordId,
    key: String,
    email: String,
    email_key: String,
    now: At,
    duties: Vec<DutiesParam>,
}

/// The times to come at which the person receives for a company, as they were read.
#[derive(SurrealValue)]
struct DutiesParam {
    company: String,
    times: i64,
    booked: i64,
}

#[derive(Clone, SurrealValue)]
struct OwnParams {
    account: RecordId,
    key: String,
    email: String,
}

impl Store {
    /// Everything that is kept about a person, area by area.
    pub async fn export_of(&self, account: &Account) -> Result<Map<String, Json>, StoreError> {
        let own = OwnParams { account: rows::account(&account.id), key: account.id.to_string(), email: account.email.clone() };
        let mut all = Map::new();
        for (area, query) in EXPORTS {
            let found = self.read_value(query, own.clone().into_value()).await?;
            all.insert((*area).to_owned(), found.into_json_value());
        }
        Ok(all)
    }

    /// Refuses where a person cannot be erased, before anything of theirs is given up for it. Refused: `accounts.last_organiser`.
    pub async fn may_be_erased(&self, account: &AccountId) -> Result<(), StoreError> {
        let organisers: Vec<Account> = self.staff().await?.into_iter().filter(|a| a.roles.contains(&Role::Organiser)).collect();
        match organisers.as_slice() {
            [last] if last.id == *account => Err(StoreError::Refused(Refusal::LastOrganiser.code().to_owned())),
            _ => Ok(()),
        }
    }

    /// Erases a person and queues the last letter to them, and `off_duty` to companies for which they would have received. Refused:
    /// `accounts.last_organiser`, and `registration.changed_meanwhile` while the registration holds a place or waits for one: it is withdrawn first.
    pub async fn erase(&self, act: &Act<'_>, account: &Account, mail: Mail, off_duty: OffDuty<'_>) -> Result<(), StoreError> {
        for tries in 1.. {
            let left = self.duties(&account.id, act.now).await?;
            let duty = |(company, left): (&CompanyId, &Duties)| DutiesParam {
                company: company.to_string(),
                times: left.times.into(),
                booked: left.booked.into(),
            };
            let params = EraseParams {
                account: rows::account(&account.id),
                registration: RecordId::new("registration", account.id.as_str()),
                key: account.id.to_string(),
                email: account.email.clone(),
                email_key: super::address_of(account)?.normalised(),
                now: At(act.now),
                duties: left.iter().map(duty).collect(),
            };
            let mut tx = Tx::new(&ERASE, act.now)
                .bind(params)
                .audit(act.audit("account.erased", format!("account:{}", account.id)))
                .mail(mail.clone())
                .touches("registration")
                .touches("ideathon")
                .touches("forum")
                .public();
            for letter in left.iter().flat_map(|(company, left)| off_duty(company, *left)) {
                tx = tx.mail(letter);
            }
            if again(self.tx(tx).await, tries)?.is_some() {
                break;
            }
        }
        Ok(())
    }
}
