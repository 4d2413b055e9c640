//! Registrations and the places of their categories: approving takes one or waits for one, an offer is taken or not, leaving gives it back.

use domain::kernel::ids::{AccountId, PartyId, PoolId, RegistrationId};
use domain::places::{self, Action as InPool, Party, Standing};
use domain::registration::state::next;
use domain::registration::{Action, Category, Draft, Membership, Refusal, Registration, State, pool};
use jiff::Timestamp;

use super::change::{Circumstances, Letters};
use super::{Row, key};
use crate::act::Act;
use crate::engine::audit::AuditEntry;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::places::{Move, Tries, or_busy};

/// What a pool's refusal means for a registration: it is not where the one who asks believes it is.
const ELSEWHERE: Refusal = Refusal::NotInThisState;

pub(super) fn party_id(row: &Row) -> Result<PartyId, StoreError> {
    PartyId::parse(&key(&row.id)?).map_err(|e| StoreError::shape("registration.party", e.to_string()))
}

/// What an action came to: the row and the moves, or why not.
pub(super) type Decided = Result<(Row, Vec<Move>), Refusal>;

/// What is done to a registration whose places move with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed<'a> {
    /// The action.
    pub action: Action,
    /// The version that somebody decided on; `None` for whichever is there.
    pub version: Option<u32>,
    /// The question or reason for the person.
    pub message: Option<&'a str>,
}

impl Deed<'_> {
    /// An action on whichever version is there, without words.
    fn plain(action: Action) -> Deed<'static> {
        Deed { action, version: None, message: None }
    }

    pub(super) fn verb(self) -> &'static str {
        match self.action {
            Action::AcceptOffer => "registration.offer_taken",
            Action::DeclineOffer => "registration.offer_declined",
            Action::AskAgain => "registration.asked_again",
            Action::Withdraw => "registration.withdrawn",
            Action::Endorse => "registration.endorsed",
            Action::CityAsks => "registration.city_asked",
            Action::CityRejects => "registration.city_rejected",
            Action::Supersede => "registration.superseded",
            Action::Approve => "registration.approved",
            Action::AskInfo => "registration.info_asked",
            Action::Reject => "registration.rejected",
            Action::Save | Action::Amend | Action::Submit | Action::Reopen => "registration.saved",
        }
    }
}

impl Store {
    /// Takes the place that is offered. Refused: `registration.not_in_this_state`, also when the offer has passed.
    pub async fn accept_offer(&self, act: &Act<'_>, account: &AccountId, letters: Letters<'_>) -> Result<Registration, StoreError> {
        self.in_turn(act, account.as_str(), Deed::plain(Action::AcceptOffer), letters).await
    }

    /// Does not want the place that is offered; the registration is taken back. Refused: `registration.not_in_this_state`.
    pub async fn decline_offer(&self, act: &Act<'_>, account: &AccountId, letters: Letters<'_>) -> Result<Registration, StoreError> {
        self.in_turn(act, account.as_str(), Deed::plain(Action::DeclineOffer), letters).await
    }

    /// Waits again after an offer passed. Refused: `registration.not_in_this_state`.
    pub async fn ask_again(&self, act: &Act<'_>, account: &AccountId, letters: Letters<'_>) -> Result<Registration, StoreError> {
        self.in_turn(act, account.as_str(), Deed::plain(Action::AskAgain), letters).await
    }

    /// Takes the registration back, with its place. Refused: `registration.not_in_this_state`.
    pub async fn withdraw(&self, act: &Act<'_>, account: &AccountId, letters: Letters<'_>) -> Result<Registration, StoreError> {
        self.in_turn(act, account.as_str(), Deed::plain(Action::Withdraw), letters).await
    }

    pub(super) async fn do_it(&self, row: &Row, deed: Deed<'_>, now: Timestamp) -> Result<Decided, StoreError> {
        let state = match next(row.state()?, deed.action) {
            Ok(state) => state,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let decided = match deed.action {
            Action::Approve | Action::AskAgain => self.seat(row, now).await?,
            Action::AcceptOffer => {
                let own = party_id(row)?;
                let Some(pool) = row.pool()? else { return Ok(Err(ELSEWHERE)) };
                let moved = self.decide_places(&pool, Some(&own), &InPool::Accept(own.clone()), now).await?;
                moved.map(|moved| (row.becomes(state), vec![moved])).map_err(|_| ELSEWHERE)
            }
            Action::Withdraw | Action::DeclineOffer | Action::CityRejects | Action::Reject | Action::Supersede => {
                self.unseat(row, deed.action, state, now).await?
            }
            _ => Ok((row.becomes(state), Vec::new())),
        };
        Ok(decided.map(|(mut after, moves)| {
            after.message = deed.message.map(str::to_owned);
            if matches!(deed.action, Action::Approve | Action::AskInfo | Action::Reject) {
                after.decided_at = Some(At(now));
            }
            (after, moves)
        }))
    }

    /// Approves: the row with a place, or waiting for one. What was held of another category's places is given back.
    async fn seat(&self, row: &Row, now: Timestamp) -> Result<Decided, StoreError> {
        let draft = row.typed()?;
        let Some(category) = Category::parse(&draft.category) else { return Ok(Err(Refusal::Incomplete)) };
        let (own, wanted, held) = (party_id(row)?, pool(category), row.pool()?);
        let mut moves = Vec::new();
        if let Some(held) = held.filter(|held| *held != wanted)
            && let Ok(moved) = self.decide_places(&held, Some(&own), &InPool::Leave(own.clone()), now).await?
        {
            moves.push(moved);
        }
        let class = self.priority(&draft).await?;
        let party = Party { id: own.clone(), people: vec![own.to_string()], class, asked_at: now, standing: Standing::Waiting };
        let standing = match self.decide_places(&wanted, Some(&own), &InPool::Ask(party), now).await? {
            Ok(moved) => {
                let standing = moved.plan.standing(&own);
                moves.push(moved);
                standing
            }
            // Approved before and changed since: the place or the wait is still there.
            Err(places::Refusal::AlreadyHere) => self.standing_of(&wanted, &own).await?,
            Err(_) => return Ok(Err(ELSEWHERE)),
        };
        let mut after = row.becomes(match standing {
            Some(Standing::Waiting) => State::Waitlisted,
            Some(Standing::Offered { .. }) => State::Offered,
            _ => State::Approved,
        });
        after.pool = Some(wanted.to_string());
        after.until = standing.and_then(Standing::until).map(At);
        after.approved = Some(row.draft.clone());
        Ok(Ok((after, moves)))
    }

    pub(super) async fn priority(&self, draft: &Draft) -> Result<u8, StoreError> {
        let city = self.city_named(&draft.country, &draft.city).await?;
        Ok(city.map_or(Membership::Guest, |c| c.facts.membership).priority())
    }

    /// The row without its place, in a state that has none.
    async fn unseat(&self, row: &Row, action: Action, state: State, now: Timestamp) -> Result<Decided, StoreError> {
        let own = party_id(row)?;
        let mut moves = Vec::new();
        if let Some(pool) = row.pool()? {
            let leaves = if action == Action::DeclineOffer { InPool::Decline(own.clone()) } else { InPool::Leave(own.clone()) };
            // Who let an offer pass holds nothing any more.
            if let Ok(moved) = self.decide_places(&pool, Some(&own), &leaves, now).await? {
                moves.push(moved);
            }
        }
        let mut after = row.becomes(state);
        after.pool = None;
        // What was never handed in was never at the desk.
        after.desk = row.desk && row.submitted_at.is_some();
        Ok(Ok((after, moves)))
    }

    /// Makes a change that may move places: reads, decides and writes, again until nobody was quicker.
    pub(super) async fn in_turn(&self, act: &Act<'_>, id: &str, deed: Deed<'_>, letters: Letters<'_>) -> Result<Registration, StoreError> {
        let version = deed.version.map(|v| v.to_string()).unwrap_or_default();
        let once = act.once(deed.verb(), &[id, &version, deed.message.unwrap_or_default()]);
        let mut entry = act.audit(deed.verb(), format!("registration:{id}"));
        if let Some(message) = deed.message {
            entry = entry.detail("message", message);
        }
        let mut tries = Tries::new();
        loop {
            let found = match deed.version {
                Some(version) => self.at_version(id, deed.action, version).await?,
                None => self.in_state(id, deed.action).await?,
            };
            let row = match found {
                Ok(row) => row,
                Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
            };
            let wanted = Category::parse(&row.typed()?.category).map(pool);
            let turn = self.queues().turn(row.pool()?.into_iter().chain(wanted)).await;
            let (after, moves) = match self.do_it(&row, deed, act.now).await? {
                Ok(decided) => decided,
                Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
            };
            let about = Circumstances { once: once.clone(), entry: entry.clone(), moves, opened: false, letters: Some(letters), mails: Vec::new() };
            let outcome = self.change(act, after, about).await;
            drop(turn);
            // Where no version was looked at, somebody else's change of the registration is only a reason to look again.
            let passed = deed.version.is_none() && matches!(&outcome, Err(e) if e.is_refusal(Refusal::ChangedMeanwhile.code()));
            if !tries.again(&outcome, passed).await {
                return or_busy(outcome)?.registration();
            }
        }
    }

    /// Ends the offers of a category whose time is up and offers what is free; the people are told.
    pub async fn settle_registrations(&self, act: &Act<'_>, pool: &PoolId, letters: Letters<'_>) -> Result<(), StoreError> {
        self.move_registrations(act, pool, &InPool::Settle, letters, None).await
    }

    /// Sets how many people of a category take part; `None` without a limit. `release` are people, chosen by the organiser, who give their
    /// places back and wait. Refused: `places.below_held`.
    pub async fn set_category_capacity(
        &self,
        act: &Act<'_>,
        category: Category,
        to: Option<u32>,
        release: &[RegistrationId],
        letters: Letters<'_>,
    ) -> Result<(), StoreError> {
        let pool = pool(category);
        let chosen: Vec<Party> =
            self.holders(&pool, 10_000).await?.into_iter().filter(|party| release.iter().any(|r| r.as_str() == party.id.as_str())).collect();
        let number = to.map_or_else(|| "no limit".to_owned(), |to| to.to_string());
        let entry = act.audit("registration.capacity_set", format!("category:{}", category.code())).detail("capacity", number);
        self.move_registrations(act, &pool, &InPool::SetCapacity { to, release: chosen }, letters, Some(entry)).await
    }

    async fn move_registrations(
        &self,
        act: &Act<'_>,
        pool: &PoolId,
        action: &InPool,
        letters: Letters<'_>,
        entry: Option<AuditEntry>,
    ) -> Result<(), StoreError> {
        let said = entry.as_ref().map(|e| format!("{}{:?}", e.subject, e.details)).unwrap_or_default();
        let once = act.once("registration.places_moved", &[pool.as_str(), &said, &format!("{action:?}")]);
        let mut tries = Tries::new();
        loop {
            let turn = self.queues().turn([pool.clone()]).await;
            let moved = match self.decide_places(pool, None, action, act.now).await? {
                Ok(moved) => moved,
                Err(refusal) => return self.refuse_registration(once, refusal.code()).await.map(drop),
            };
            let outcome = self.move_others(act, moved, once.clone(), entry.clone(), letters).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome);
            }
        }
    }
}
