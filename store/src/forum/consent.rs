//! The delegate's side of leads: what companies get, answering them, taking it back. What [`super::leads`] says always holds here too.

use domain::forum::lead::WAITS;
use domain::forum::{Asked, Consent, Fields, Mode};
use domain::kernel::ids::{AccountId, CompanyId};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::leads::{card, consent, of_both, over, registration, state, words};
use super::{company_id, record};
use crate::accounts::rows::account;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    CONSENT.sample("{ consent: lead_consent:a }"),
    SET.sample("{ consent: lead_consent:a, account: account:a, mode: 'ask', fields: ['name'], now: time::now() }").tiny(OWN_LEADS),
    ASKED.sample("{ account: account:a }"),
    WITHDRAWN.sample("{ account: account:a }"),
    WAITING.sample("{ account: account:a, over: time::now() }"),
    GRANT.sample(
        "{ lead: lead:['c', 'a'], company_record: company:c, company: 'c', account: account:a, registration: registration:a,
           consent: lead_consent:a, word: lead_word:['c', 'a'], sight: sight:['a', 'x', 'c', 's'], fields: ['name'], now: time::now(),
           over: time::now() }",
    ),
    REFUSE
        .sample("{ lead: lead:['c', 'a'], company: 'c', account: account:a, consent: lead_consent:a, word: lead_word:['c', 'a'], now: time::now() }"),
    WITHDRAW.sample(
        "{ lead: lead:['c', 'a'], company_record: company:c, company: 'c', account: account:a, consent: lead_consent:a, word: lead_word:['c', 'a'],
           sight: sight:['a', 'x', 'c', 's'], now: time::now() }",
    ),
    WITHDRAW_ALL.sample("{ consent: lead_consent:a, account: account:a, key: 'a', now: time::now() }").tiny(OWN_LEADS),
];

const OWN_LEADS: &[(&str, &str)] = &[("lead", "the leads of one delegate are few, and the index finds those")];

const CONSENT: Query = Query::read("forum.consent", "SELECT mode, fields, withdrawn_at FROM ONLY $consent");
const SET: Query = Query::write(
    "forum.set_consent",
    "UPSERT $consent SET mode = $mode, fields = $fields, turn += 1 RETURN NONE;
     IF $mode = 'nothing' {
        UPDATE lead SET state = 'refused', answered_at = $now, rating = NONE, notes = '', version += 1 WHERE account = $account AND state = 'pending' RETURN NONE;
     };
     true",
);
const ASKED: Query = Query::read(
    "forum.asked_of",
    "SELECT company, type::record('company', company).name AS name, state, fields, scanned_at, asked_at, answered_at
     FROM lead WHERE account = $account LIMIT 500",
);
const WITHDRAWN: Query = Query::read(
    "forum.withdrawn_of",
    "SELECT company, type::record('company', company).name AS name, word AS state, fields, at AS scanned_at, at AS asked_at, at AS answered_at
     FROM lead_word WHERE account = $account AND word = 'withdrawn' AND !record::exists(type::record('lead', [company, record::id(account)])) LIMIT 500",
);
const WAITING: Query = Query::read(
    "forum.asked_waiting",
    "SELECT count() AS number FROM lead WHERE account = $account AND state = 'pending' AND asked_at >= $over GROUP ALL",
);
const GRANT: Query = Query::write(
    "forum.grant",
    concat!(
        "UPSERT $consent SET turn += 1 RETURN NONE;
         LET $known = (SELECT state, asked_at FROM ONLY $lead);
         IF $known = NONE OR (SELECT VALUE state FROM ONLY $registration) != 'approved' { THROW 'not_found' };
         IF $known.state = 'pending' AND $known.asked_at < $over { THROW 'forum.not_now' };
         ",
        card!(),
        "UPDATE $lead SET state = 'granted', fields = $fields, card = $card, answered_at = $now RETURN NONE;
         UPSERT $word SET company = $company, account = $account, word = 'granted', fields = $fields, at = $now RETURN NONE;
         CREATE $sight SET account = $account, at = $now, kind = 'granted', company = $company, name = (SELECT VALUE name FROM ONLY $company_record),
            fields = $fields RETURN NONE;
         true"
    ),
);
const REFUSE: Query = Query::write(
    "forum.refuse",
    "UPSERT $consent SET turn += 1 RETURN NONE;
     LET $known = (SELECT state FROM ONLY $lead);
     IF $known = NONE { THROW 'not_found' };
     IF $known.state = 'granted' { THROW 'forum.changed_meanwhile' };
     UPDATE $lead SET state = 'refused', fields = [], card = {}, answered_at = $now, rating = NONE, notes = '', noted_by = NONE, version += 1 RETURN NONE;
     UPSERT $word SET company = $company, account = $account, word = 'refused', fields = [], at = $now RETURN NONE;
     true",
);
const WITHDRAW: Query = Query::write(
    "forum.withdraw_consent",
    "UPSERT $consent SET turn += 1 RETURN NONE;
     LET $known = (SELECT state, code FROM ONLY $lead);
     IF $known = NONE { THROW 'not_found' };
     IF $known.state != 'granted' { THROW 'forum.changed_meanwhile' };
     CREATE type::record('lead_gone', $known.code) SET company = $company, at = $now RETURN NONE;
     DELETE $lead RETURN NONE;
     UPSERT $word SET company = $company, account = $account, word = 'withdrawn', fields = [], at = $now RETURN NONE;
     CREATE $sight SET account = $account, at = $now, kind = 'withdrawn', company = $company, name = (SELECT VALUE name FROM ONLY $company_record),
        fields = [] RETURN NONE;
     true",
);
const WITHDRAW_ALL: Query = Query::write(
    "forum.withdraw_all",
    "UPSERT $consent SET turn += 1, withdrawn_at = $now RETURN NONE;
     UPDATE $consent SET mode = 'ask' WHERE mode = 'share' RETURN NONE;
     LET $all = (SELECT id, code, company, state FROM lead WHERE account = $account);
     FOR $one IN $all {
        IF $one.state = 'granted' {
            CREATE type::record('lead_gone', $one.code) SET company = $one.company, at = $now RETURN NONE;
            DELETE $one.id RETURN NONE;
            UPSERT type::record('lead_word', [$one.company, $key]) SET company = $one.company, account = $account, word = 'withdrawn', fields = [],
                at = $now RETURN NONE;
            CREATE type::record('sight', [$key, 'withdrawn', $one.company, <string> $now]) SET account = $account, at = $now, kind = 'withdrawn',
                company = $one.company, name = (SELECT VALUE name FROM ONLY type::record('company', $one.company)), fields = [] RETURN NONE;
        } ELSE IF $one.state = 'pending' {
            UPDATE $one.id SET state = 'refused', answered_at = $now, rating = NONE, notes = '', noted_by = NONE, version += 1 RETURN NONE;
        };
     };
     true",
);

#[derive(SurrealValue)]
struct ConsentParams {
    consent: RecordId,
}

#[derive(SurrealValue)]
struct ConsentRow {
    mode: String,
    fields: Vec<String>,
    withdrawn_at: Option<At>,
}

#[derive(SurrealValue)]
struct SetParams {
    consent: RecordId,
    account: RecordId,
    mode: String,
    fields: Vec<String>,
    now: At,
}

#[derive(SurrealValue)]
struct OfAccount {
    account: RecordId,
}

#[derive(SurrealValue)]
struct WaitingParams {
    account: RecordId,
    over: At,
}

#[derive(SurrealValue)]
struct Number {
    number: i64,
}

#[derive(SurrealValue)]
struct AskedRow {
    company: String,
    name: Option<String>,
    state: String,
    fields: Vec<String>,
    scanned_at: At,
    asked_at: At,
    answered_at: Option<At>,
}

#[derive(SurrealValue)]
struct GrantParams {
    lead: RecordId,
    company_record: RecordId,
    company: String,
    account: RecordId,
    registration: RecordId,
    consent: RecordId,
    word: RecordId,
    sight: RecordId,
    fields: Vec<String>,
    now: At,
    over: At,
}

#[derive(SurrealValue)]
struct RefuseParams {
    lead: RecordId,
    company: String,
    account: RecordId,
    consent: RecordId,
    word: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct WithdrawParams {
    lead: RecordId,
    company_record: RecordId,
    company: String,
    account: RecordId,
    consent: RecordId,
    word: RecordId,
    sight: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct WithdrawAllParams {
    consent: RecordId,
    account: RecordId,
    key: String,
    now: At,
}

impl Store {
    /// What a delegate lets companies have.
    pub async fn consent_of(&self, who: &AccountId) -> Result<Consent, StoreError> {
        let row: Option<ConsentRow> = self.read_option(&CONSENT, ConsentParams { consent: consent(who) }).await?;
        Ok(row.map_or_else(Consent::default, |row| Consent {
            mode: Mode::parse(&row.mode).unwrap_or_default(),
            fields: Fields::parse(row.fields.iter().map(String::as_str)),
            withdrawn_at: row.withdrawn_at.map(|at| at.0),
        }))
    }

    /// Decides what companies get from now on. Who shares nothing refuses what waits.
    pub async fn set_consent(&self, act: &Act<'_>, who: &AccountId, mode: Mode, fields: &Fields) -> Result<(), StoreError> {
        let codes = fields.codes();
        let said = codes.join(",");
        let params = SetParams { consent: consent(who), account: account(who), mode: mode.code().to_owned(), fields: codes, now: At(act.now) };
        let entry = act.audit("forum.consent_set", format!("account:{who}")).detail("mode", mode.code());
        let tx = Tx::new(&SET, act.now)
            .bind(params)
            .once(act.once("forum.set_consent", &[who.as_str(), mode.code(), &said]))
            .audit(entry)
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Every company that scanned a delegate's badge, those that wait first, then the newest first; also those that the delegate withdrew from.
    pub async fn asked_of(&self, who: &AccountId, now: Timestamp) -> Result<Vec<Asked>, StoreError> {
        let mut rows: Vec<AskedRow> = self.read(&ASKED, OfAccount { account: account(who) }).await?;
        rows.extend(self.read::<AskedRow>(&WITHDRAWN, OfAccount { account: account(who) }).await?);
        let waits = |row: &AskedRow| row.state == "pending" && row.asked_at.0 >= over(now).0;
        rows.sort_by_key(|row| (!waits(row), std::cmp::Reverse(row.scanned_at.0)));
        rows.into_iter()
            .map(|row| {
                let until = waits(&row).then(|| row.asked_at.0.saturating_add(WAITS).unwrap_or(now));
                Ok(Asked {
                    company: company_id(&row.company)?,
                    name: row.name.unwrap_or(row.company),
                    state: state(&row.state, &row.fields)?,
                    scanned_at: row.scanned_at.0,
                    until,
                    answered_at: row.answered_at.map(|at| at.0),
                })
            })
            .collect()
    }

    /// How many companies wait for a delegate's answer.
    pub async fn waiting_for_consent(&self, who: &AccountId, now: Timestamp) -> Result<usize, StoreError> {
        let row: Option<Number> = self.read_option(&WAITING, WaitingParams { account: account(who), over: over(now) }).await?;
        Ok(row.map_or(0, |row| usize::try_from(row.number).unwrap_or(0)))
    }

    /// Lets a company that scanned the badge have these fields, as they are now. Refused: `forum.not_now` when the question is over.
    pub async fn grant(&self, act: &Act<'_>, company: &CompanyId, who: &AccountId, fields: &Fields) -> Result<(), StoreError> {
        let codes = fields.codes();
        let said = codes.join(",");
        let made = act.made("forum.grant");
        let params = GrantParams {
            lead: of_both("lead", company, who),
            company_record: record(company),
            company: company.to_string(),
            account: account(who),
            registration: registration(who),
            consent: consent(who),
            word: of_both("lead_word", company, who),
            sight: words("sight", [who.as_str(), "granted", company.as_str(), &made]),
            fields: codes,
            now: At(act.now),
            over: over(act.now),
        };
        let tx = Tx::new(&GRANT, act.now).bind(params).once(act.once("forum.grant", &[company.as_str(), who.as_str(), &said])).touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Lets a company that scanned the badge have nothing. Refused: `forum.changed_meanwhile` when it has something: that is withdrawn.
    pub async fn refuse_company(&self, act: &Act<'_>, company: &CompanyId, who: &AccountId) -> Result<(), StoreError> {
        let params = RefuseParams {
            lead: of_both("lead", company, who),
            company: company.to_string(),
            account: account(who),
            consent: consent(who),
            word: of_both("lead_word", company, who),
            now: At(act.now),
        };
        let tx = Tx::new(&REFUSE, act.now).bind(params).once(act.once("forum.refuse", &[company.as_str(), who.as_str()])).touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Takes back what a company has: its copy, rating and notes are erased, and what is left says nothing of the person.
    pub async fn withdraw_consent(&self, act: &Act<'_>, company: &CompanyId, who: &AccountId) -> Result<(), StoreError> {
        let made = act.made("forum.withdraw_consent");
        let params = WithdrawParams {
            lead: of_both("lead", company, who),
            company_record: record(company),
            company: company.to_string(),
            account: account(who),
            consent: consent(who),
            word: of_both("lead_word", company, who),
            sight: words("sight", [who.as_str(), "withdrawn", company.as_str(), &made]),
            now: At(act.now),
        };
        let tx = Tx::new(&WITHDRAW, act.now)
            .bind(params)
            .once(act.once("forum.withdraw_consent", &[company.as_str(), who.as_str()]))
            .audit(act.audit("forum.consent_withdrawn", format!("account:{who}")))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Takes back what every company has. Scans that were made until now and arrive later count for nothing.
    pub async fn withdraw_all_consent(&self, act: &Act<'_>, who: &AccountId) -> Result<(), StoreError> {
        let params = WithdrawAllParams { consent: consent(who), account: account(who), key: who.to_string(), now: At(act.now) };
        let tx = Tx::new(&WITHDRAW_ALL, act.now)
            .bind(params)
            .once(act.once("forum.withdraw_all", &[who.as_str()]))
            .audit(act.audit("forum.consent_withdrawn", format!("account:{who}")))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }
}
