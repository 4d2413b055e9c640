//! Cities that pilot an entry.
//!
//! Always holds: there is one pilot of a city and an entry, by its id, and of an announced contest only; each change is made on the version that
//! was looked at; its owner is reminded of the day once.

use domain::judging::pilot::Promise;
use domain::judging::{Pilot, PilotState};
use domain::kernel::Lang;
use domain::kernel::ids::{CityId, ContestId, EntryId};
use domain::kernel::text::Email;
use jiff::civil::Date;
use surrealdb::types::SurrealValue;

use super::rows::{self, params};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    PILOTS.sample("{ contest: 'a' }"),
    PILOT.sample("{ id: pilot:['a', 'b', 'c'] }"),
    INTEND.sample("{ contest: contest:a, entry: contest_entry:['a', 'b'], id: pilot:['a', 'b', 'c'], row: { state: 'intended' } }"),
    STEP.sample("{ id: pilot:['a', 'b', 'c'], version: 1, state: 'done', live: false, reason: NONE, now: time::now() }"),
    DUE.sample("{ today: '2017-07-01', limit: 10 }"),
    REMIND.sample("{ id: pilot:['a', 'b', 'c'], day: '2017-07-01', now: time::now() }"),
];

const PILOTS: Query = Query::read("judging.pilots", "SELECT * FROM pilot WHERE contest = $contest");
const PILOT: Query = Query::read("judging.pilot", "SELECT * FROM ONLY $id");
const INTEND: Query = Query::write(
    "judging.intend",
    "IF !record::exists($entry) { THROW 'not_found' };
     IF (SELECT VALUE state FROM ONLY $contest) != 'announced' { THROW 'judging.not_in_this_state' };
     CREATE $id CONTENT $row RETURN NONE;
     true",
);
const STEP: Query = Query::write(
    "judging.step_pilot",
    "LET $row = (SELECT version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version { THROW 'judging.changed_meanwhile' };
     UPDATE $id SET state = $state, due = IF $live { due } ELSE { NONE }, reason = $reason, at = $now, version += 1 RETURN NONE;
     true",
);
const DUE: Query = Query::read("judging.pilots_due", "SELECT * FROM pilot WHERE due > '' AND due < $today LIMIT $limit");
const REMIND: Query = Query::write(
    "judging.remind",
    "LET $due = (SELECT VALUE due FROM ONLY $id);
     IF $due = NONE OR $due != $day { false } ELSE {
        UPDATE $id SET due = NONE, reminded_at = $now RETURN NONE;
        true
     }",
);

#[derive(SurrealValue)]
struct OwnerRow {
    name: String,
    role: String,
    email: String,
}

#[derive(SurrealValue)]
struct PilotRow {
    contest: String,
    entry: String,
    city: String,
    city_name: String,
    owner: OwnerRow,
    owner_key: String,
    first_step: String,
    day: String,
    due: Option<String>,
    lang: String,
    state: String,
    reason: Option<String>,
    by: String,
    at: At,
    version: i64,
}

impl PilotRow {
    fn pilot(self) -> Result<(Pilot, Lang), StoreError> {
        let shape = |what: &str| StoreError::shape("judging.pilot", what.to_owned());
        let pilot = Pilot {
            contest: rows::id(&self.contest)?,
            entry: rows::id(&self.entry)?,
            city: rows::id(&self.city)?,
            city_name: self.city_name,
            promise: Promise {
                owner_name: self.owner.name,
                owner_role: self.owner.role,
                owner_email: self.owner.email,
                first_step: self.first_step,
                day: self.day.parse().map_err(|_| shape(&self.day))?,
            },
            state: PilotState::parse(&self.state).ok_or_else(|| shape(&self.state))?,
            reason: self.reason,
            at: self.at.0,
            version: rows::number(self.version),
        };
        Ok((pilot, Lang::parse(&self.lang).unwrap_or_default()))
    }
}

/// How the audit trail calls a pilot.
fn subject(contest: &ContestId, entry: &EntryId, city: &CityId) -> String {
    format!("pilot:{contest}/{entry}/{city}")
}

impl Store {
    /// Every pilot of a contest's entries, by entry and city.
    pub async fn pilots(&self, contest: &ContestId) -> Result<Vec<Pilot>, StoreError> {
        let rows: Vec<PilotRow> = self.read(&PILOTS, params! { contest: contest.to_string() }).await?;
        let mut all = rows.into_iter().map(|row| Ok(row.pilot()?.0)).collect::<Result<Vec<_>, StoreError>>()?;
        all.sort_by(|a, b| (&a.entry, &a.city).cmp(&(&b.entry, &b.city)));
        Ok(all)
    }

    /// A city's pilot of an entry.
    pub async fn pilot(&self, contest: &ContestId, entry: &EntryId, city: &CityId) -> Result<Option<Pilot>, StoreError> {
        let row: Option<PilotRow> = self.read_option(&PILOT, params! { id: rows::pilot(contest, entry, city) }).await?;
        row.map(|row| Ok(row.pilot()?.0)).transpose()
    }

    /// Notes that a city will pilot an entry, and queues `mails` to those who made it. `lang` is the language to remind the owner in.
    /// Refused: `judging.not_in_this_state`, `judging.pilot_known`.
    pub async fn intend_pilot(
        &self,
        act: &Act<'_>,
        (contest, entry): (&ContestId, &EntryId),
        (city, city_name): (&CityId, &str),
        promise: &Promise,
        lang: Lang,
        mails: Vec<Mail>,
    ) -> Result<(), StoreError> {
        let email = Email::parse(&promise.owner_email).map_err(|_| StoreError::shape("judging.intend", "an owner without an address"))?;
        let row = PilotRow {
            contest: contest.to_string(),
            entry: entry.to_string(),
            city: city.to_string(),
            city_name: city_name.to_owned(),
            owner: OwnerRow { name: promise.owner_name.clone(), role: promise.owner_role.clone(), email: promise.owner_email.clone() },
            owner_key: email.normalised(),
            first_step: promise.first_step.clone(),
            day: promise.day.to_string(),
            due: Some(promise.day.to_string()),
            lang: lang.code().to_owned(),
            state: PilotState::Intended.code().to_owned(),
            reason: None,
            by: act.actor.audit_name(),
            at: At(act.now),
            version: 1,
        };
        let params = params! { contest: rows::contest(contest), entry: rows::entry(contest, entry), id: rows::pilot(contest, entry, city), row: row };
        let said = super::canonical(promise)?;
        let mut tx = Tx::new(&INTEND, act.now)
            .bind(params)
            .once(act.once("judging.intend", &[contest.as_str(), entry.as_str(), city.as_str(), &said]))
            .taken("pilot", "judging.pilot_known")
            .audit(act.audit("judging.pilot_intended", subject(contest, entry, city)))
            .touches("judging");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Takes a step with a pilot that was looked at. Refused: `judging.changed_meanwhile`; whether the step is allowed the caller has asked
    /// [`Pilot::step`].
    pub async fn step_pilot(&self, act: &Act<'_>, pilot: &Pilot, to: PilotState, reason: Option<&str>) -> Result<(), StoreError> {
        let (contest, entry, city) = (&pilot.contest, &pilot.entry, &pilot.city);
        let params = params! {
            id: rows::pilot(contest, entry, city),
            version: i64::from(pilot.version),
            state: to.code().to_owned(),
            live: to.is_live(),
            reason: reason.map(str::to_owned),
            now: At(act.now),
        };
        let said = [contest.as_str(), entry.as_str(), city.as_str(), &pilot.version.to_string(), to.code(), reason.unwrap_or_default()];
        let tx = Tx::new(&STEP, act.now)
            .bind(params)
            .once(act.once("judging.step_pilot", &said))
            .audit(act.audit("judging.pilot_stepped", subject(contest, entry, city)).detail("state", to.code()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Pilots whose day is over and whose owner was not reminded, with the language to write in.
    pub async fn pilots_due(&self, today: Date, limit: usize) -> Result<Vec<(Pilot, Lang)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<PilotRow> = self.read(&DUE, params! { today: today.to_string(), limit: limit }).await?;
        rows.into_iter().map(PilotRow::pilot).collect()
    }

    /// Queues the letter that reminds of a pilot's day, once.
    pub async fn remind_of_pilot(&self, act: &Act<'_>, pilot: &Pilot, mail: Mail) -> Result<(), StoreError> {
        let (contest, entry, city) = (&pilot.contest, &pilot.entry, &pilot.city);
        let params = params! { id: rows::pilot(contest, entry, city), day: pilot.promise.day.to_string(), now: At(act.now) };
        let tx = Tx::new(&REMIND, act.now)
            .bind(params)
            .audit_when("$answer = true", act.audit("judging.pilot_reminded", subject(contest, entry, city)))
            .mail_when("$answer = true", mail)
            .touches("judging");
        self.tx(tx).await.map(drop)
    }
}
