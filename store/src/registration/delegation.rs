//! Delegations: what the head of a city's delegation does for its people.
//!
//! Always holds: a head acts for people of their own city only, whatever id is asked for; a person whom a head registers has an account of
//! their own, which they enter by their address.

use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CityId, RegistrationId};
use domain::kernel::text::Email;
use domain::places::{Action as InPool, Party, Standing};
use domain::registration::form::SENSITIVE;
use domain::registration::state::{next, revised};
use domain::registration::{Action, Draft, Refusal, Registration, State};
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

use super::change::{Circumstances, Letters, Parameters, change, move_others};
use super::seats::{Deed, party_id};
use super::{Row, json, key, queue, record, words};
use crate::accounts::rows;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::places::{Tries, move_places, or_busy};
use domain::registration::city::name_key;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    HOLDER.sample("{ claim: email_claim:['a'] }"),
    JOIN.sample(
        "{ id: registration:a, row: { version: 1, state: 'submitted', city_name: 'KR seoul' }, counts: true, key: 'a', moves: [], others: [], twins: NONE, opened: true,
           account: account:a, claim: NONE, email: '', email_key: '', name: 'A', lang: 'en', now: time::now(), gone: NONE, votes: false }",
    ),
];

const HOLDER: Query = Query::read("registration.holder", "SELECT VALUE account FROM ONLY $claim");
// Somebody joins a delegation, maybe in place of somebody who goes: `$gone`.
const JOIN: Query = Query::write(
    "registration.join_delegation",
    concat!(
        "IF !record::exists($account) {
            IF $claim != NONE { CREATE $claim SET account = $account RETURN NONE };
            CREATE $account SET email = $email, email_key = $email_key, name = $name, lang = $lang, roles = [], created_at = $now RETURN NONE;
         };
         IF $gone != NONE {
            LET $leaves = (SELECT version, state, counted, city FROM ONLY $gone.id);
            IF $leaves.version != $gone.version { THROW 'registration.changed_meanwhile' };
            IF $leaves.counted != NONE { UPDATE type::record('city', $leaves.counted) SET registered -= 1 RETURN NONE };
            LET $old = record::id($gone.id);
            LET $new = record::id($id);
            UPDATE type::record('city', $leaves.city) SET
                voter = IF voter = $old { IF $votes { $new } ELSE { NONE } } ELSE { voter },
                alternates = array::complement(alternates, [$old]) WHERE voter = $old OR $old IN alternates RETURN NONE;
            UPDATE $gone.id SET state = 'superseded', version += 1, pool = NONE, until = NONE, counted = NONE RETURN NONE;
         };
         ",
        change!(),
        "(SELECT * FROM ONLY $id)"
    ),
);

/// Somebody whom a head of a delegation registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person's own address; without one everything is sent to the head of the delegation.
    pub email: Option<Email>,
    /// The answers, complete.
    pub draft: Draft,
}

#[derive(SurrealValue)]
struct ClaimParam {
    claim: RecordId,
}

#[derive(SurrealValue)]
struct Gone {
    id: RecordId,
    version: i64,
}

impl Store {
    /// Registers somebody for a city, on behalf of its head; it waits for the desk. `welcome` goes to the person.
    /// Refused: `registration.closed`, `registration.city_full`, `registration.address_taken`.
    pub async fn add_member(
        &self,
        act: &Act<'_>,
        head: &AccountId,
        lang: Lang,
        member: &Member,
        welcome: Option<Mail>,
    ) -> Result<Registration, StoreError> {
        let said = format!("{member:?}");
        let once = act.once("registration.add_member", &[head.as_str(), &said]);
        let row = match self.new_member(act, head, lang, member).await? {
            Ok(row) => row,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let entry = act.audit("registration.member_added", format!("registration:{}", key(&row.id)?)).detail("by", head.as_str());
        let mails = welcome.into_iter().collect();
        let about = Circumstances { once, entry, moves: Vec::new(), opened: true, letters: None, mails };
        self.join(act, row, member, lang, None, false, about).await?.registration()
    }

    /// Puts somebody else in a person's place, who goes. With `place` the newcomer takes over the place or the place in line, with `votes` the
    /// vote of the city; the newcomer is approved anew. Refused: as adding and changing are.
    #[expect(clippy::too_many_arguments, reason = "who acts, who goes, who comes, and what goes over")]
    pub async fn substitute(
        &self,
        act: &Act<'_>,
        head: &AccountId,
        lang: Lang,
        city: &CityId,
        gone: &RegistrationId,
        version: u32,
        member: &Member,
        (place, votes): (bool, bool),
        welcome: Option<Mail>,
        letters: Letters<'_>,
    ) -> Result<Registration, StoreError> {
        let said = format!("{member:?} {place} {votes}");
        let once = act.once("registration.substitute", &[gone.as_str(), &version.to_string(), &said]);
        let old = self.row_of_city(city, gone).await?;
        let possible = next(old.state()?, Action::Supersede).is_ok();
        if !possible || old.version != i64::from(version) {
            let refusal = if possible { Refusal::ChangedMeanwhile } else { Refusal::NotInThisState };
            return self.refuse_registration(once, refusal.code()).await?.registration();
        }
        let mut row = match self.new_member(act, head, lang, member).await? {
            Ok(row) => row,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let same = old.typed()?.category == member.draft.category;
        let (from, to) = (party_id(&old)?, party_id(&row)?);
        let entry = act
            .audit("registration.substituted", format!("registration:{gone}"))
            .detail("by", key(&row.id)?)
            .detail("place", place && same)
            .detail("vote", votes);
        let mut tries = Tries::new();
        loop {
            let mut moves = Vec::new();
            let pool = old.pool()?;
            let turn = self.queues().turn(pool.clone()).await;
            if let Some(pool) = pool {
                let party = Party { id: to.clone(), people: vec![to.to_string()], class: 0, asked_at: act.now, standing: Standing::Waiting };
                let hands_over = place && same;
                let action = if hands_over { InPool::HandOver { from: from.clone(), to: party } } else { InPool::Leave(from.clone()) };
                if let Ok(moved) = self.decide_places(&pool, Some(&from), &action, act.now).await? {
                    moves.push(moved);
                    row.pool = hands_over.then(|| pool.to_string());
                }
            }
            let mails = welcome.clone().into_iter().collect();
            let about = Circumstances { once: once.clone(), entry: entry.clone(), moves, opened: false, letters: Some(letters), mails };
            let gone = Gone { id: old.id.clone(), version: old.version };
            let outcome = self.join(act, row.clone(), member, lang, Some(gone), votes, about).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome)?.registration();
            }
        }
    }

    /// Changes the answers of a person of the city. What an approval rests on goes to the desk once more.
    /// Refused: `registration.changed_meanwhile`, `registration.not_in_this_state`, `registration.fixed_while_waiting`.
    pub async fn revise_member(
        &self,
        act: &Act<'_>,
        city: &CityId,
        id: &RegistrationId,
        version: u32,
        draft: &Draft,
    ) -> Result<Registration, StoreError> {
        let once = act.once("registration.revise_member", &[id.as_str(), &version.to_string(), &format!("{draft:?}")]);
        let row = self.row_of_city(city, id).await?;
        let before = row.typed()?;
        let changed = draft.changed(&before);
        let sensitive = changed.iter().any(|field| SENSITIVE.contains(field));
        let to = match revised(row.state()?, sensitive) {
            _ if row.version != i64::from(version) => Err(Refusal::ChangedMeanwhile),
            to => to,
        };
        let to = match to {
            Ok(to) => to,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let email = self.contacts([id.as_str()].into_iter()).await?.remove(id.as_str()).map(|c| c.to).unwrap_or_default();
        let mut after = row.becomes(to).answers(draft, &email)?;
        after.until = row.until;
        after.desk = true;
        if to == State::Submitted {
            after.submitted_at = Some(At(act.now));
            after.queue = queue(act.now, id.as_str());
        }
        let entry = act.audit("registration.amended", format!("registration:{id}")).detail("fields", changed.join(", "));
        let about = Circumstances { once, entry, moves: Vec::new(), opened: true, letters: None, mails: Vec::new() };
        self.change(act, after, about).await?.registration()
    }

    /// What a head of the delegation decides about a person of the city: approving before the desk does, asking, refusing, taking back.
    /// Refused: `registration.not_in_this_state`, `registration.changed_meanwhile`.
    pub async fn decide_for_city(
        &self,
        act: &Act<'_>,
        city: &CityId,
        id: &RegistrationId,
        version: u32,
        (action, message): (Action, Option<&str>),
        letters: Letters<'_>,
    ) -> Result<Registration, StoreError> {
        self.row_of_city(city, id).await?;
        self.in_turn(act, id.as_str(), Deed { action, version: Some(version), message }, letters).await
    }

    /// A registration of a city as a head of its delegation sees it.
    pub async fn member(&self, city: &CityId, id: &RegistrationId) -> Result<Registration, StoreError> {
        self.row_of_city(city, id).await?.registration()
    }

    /// The row of somebody who belongs to the city; for everybody else it does not exist, nor does what is not handed in.
    async fn row_of_city(&self, city: &CityId, id: &RegistrationId) -> Result<Row, StoreError> {
        let row = self.registration_row(id.as_str()).await?.ok_or(StoreError::NotFound)?;
        let shown = row.by.is_some() || row.submitted_at.is_some() && row.state()? != State::Draft;
        if shown && row.city.as_deref() == Some(city.as_str()) { Ok(row) } else { Err(StoreError::NotFound) }
    }

    /// The row of somebody new in a delegation, of the account that holds the address or of a new one.
    async fn new_member(&self, act: &Act<'_>, head: &AccountId, lang: Lang, member: &Member) -> Result<Result<Row, Refusal>, StoreError> {
        let claim = member.email.as_ref().map(rows::claim);
        let known: Option<RecordId> = match claim {
            Some(claim) => self.read_option(&HOLDER, ClaimParam { claim }).await?,
            None => None,
        };
        let id = match &known {
            Some(account) => key(account)?,
            None => Uuid::now_v7().simple().to_string(),
        };
        let mut version = 1;
        if known.is_some()
            && let Some(earlier) = self.registration_row(&id).await?
        {
            // A registration that ended makes way; what somebody else is about to hand in does not.
            if !matches!(earlier.state()?, State::Withdrawn | State::Superseded) {
                return Ok(Err(Refusal::AddressTaken));
            }
            version = earlier.version + 1;
        }
        let address = member.email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default();
        Ok(Ok(Row {
            id: record(&id),
            account: RecordId::new("account", id.as_str()),
            lang: lang.code().to_owned(),
            state: State::Submitted.code().to_owned(),
            draft: json(&member.draft)?,
            message: None,
            version,
            created_at: At(act.now),
            submitted_at: Some(At(act.now)),
            decided_at: None,
            approved: None,
            pool: None,
            until: None,
            city: None,
            counted: None,
            by: Some(rows::account(head)),
            desk: true,
            queue: queue(act.now, &id),
            words: words(&member.draft, &address),
            city_name: Some(name_key(&member.draft.country, &member.draft.city)),
        }))
    }

    #[expect(clippy::too_many_arguments, reason = "who joins, who goes, and the circumstances")]
    async fn join(
        &self,
        act: &Act<'_>,
        row: Row,
        member: &Member,
        lang: Lang,
        gone: Option<Gone>,
        votes: bool,
        about: Circumstances<'_>,
    ) -> Result<Row, StoreError> {
        let account = row.account.clone();
        let extra = Joining {
            account,
            claim: member.email.as_ref().map(rows::claim),
            email: member.email.as_ref().map(|e| e.as_str().to_owned()).unwrap_or_default(),
            email_key: member.email.as_ref().map(Email::normalised).unwrap_or_default(),
            name: member.draft.full_name(),
            lang: lang.code().to_owned(),
            now: At(act.now),
            gone,
            votes,
        };
        let tx = self.changing(act, &JOIN, row, about, Parameters::with(extra)).await?.taken("email_claim", Refusal::AddressTaken.code());
        self.tx(tx).await?.one()
    }
}

#[derive(SurrealValue)]
struct Joining {
    account: RecordId,
    claim: Option<RecordId>,
    email: String,
    email_key: String,
    name: String,
    lang: String,
    now: At,
    gone: Option<Gone>,
    votes: bool,
}
