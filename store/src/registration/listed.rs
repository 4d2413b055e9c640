//! Registrations on a list of the desk: decided there, and put back.
//!
//! Always holds: a registration and its record on the list change together; what is put back had the version that the list gave it, its letter
//! had not left, and a place that it gave away is free for it again.

use domain::kernel::ids::RegistrationId;
use domain::places::{Action as InPool, Party, Standing};
use domain::registration::{Category, Decision, Refusal, State, pool};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use super::Row;
use super::change::{Circumstances, Letters, Parameters, change, move_others};
use super::seats::{Deed, party_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::places::{Move, Tries, move_places, or_busy};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    DECIDE.sample(
        "{ id: registration:a, row: { version: 1, state: 'approved', city_name: 'KR seoul' }, counts: true, key: 'a', moves: [], others: [], twins: NONE,
           opened: false, bulk: bulk:a, item: bulk_item:['a', 'b'], was: {} }",
    ),
    PUT_BACK.sample(
        "{ id: registration:a, row: { version: 1, state: 'submitted', city_name: 'KR seoul' }, counts: true, key: 'a', moves: [], others: [], twins: NONE,
           opened: false, bulk: bulk:a, item: bulk_item:['a', 'b'], letter: outbox:a }",
    ),
];

/// What the transactions throw when the list has gone on without them.
pub(crate) const OVER: &str = "organiser.over";
/// What putting back throws when the letter has left.
pub(crate) const MAILED: &str = "organiser.mailed";
/// What putting back is refused with when the place was given away.
pub(crate) const NO_PLACE: &str = "organiser.no_place";

const DECIDE: Query = Query::write(
    "registration.decide_listed",
    concat!(
        "IF (SELECT VALUE stage FROM ONLY $bulk) != 'applying' OR (SELECT VALUE fate FROM ONLY $item) != 'waiting' { THROW 'organiser.over' };
         UPDATE $item SET fate = 'applied', before = $was, after = $row.version RETURN NONE;
         ",
        change!(),
        "true"
    ),
);
// The letter decides: what a sender has claimed stays decided, and what is put back loses its letter.
const PUT_BACK: Query = Query::write(
    "registration.put_back_listed",
    concat!(
        "IF (SELECT VALUE stage FROM ONLY $bulk) != 'undoing' OR (SELECT VALUE fate FROM ONLY $item) != 'applied' { THROW 'organiser.over' };
         IF ((SELECT VALUE state FROM ONLY $letter) ?? 'queued') != 'queued' { THROW 'organiser.mailed' };
         DELETE $letter RETURN NONE;
         UPDATE $item SET fate = 'undone' RETURN NONE;
         ",
        change!(),
        "true"
    ),
);

/// Where a registration stands on a list.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct Listed {
    pub bulk: RecordId,
    pub item: RecordId,
}

#[derive(SurrealValue)]
struct Deciding {
    bulk: RecordId,
    item: RecordId,
    was: Was,
}

#[derive(SurrealValue)]
struct PuttingBack {
    bulk: RecordId,
    item: RecordId,
    letter: RecordId,
}

/// What a registration was before a decision, as far as the decision changes it.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct Was {
    state: String,
    message: Option<String>,
    decided_at: Option<At>,
    approved: Option<Json>,
    pool: Option<String>,
    until: Option<At>,
}

impl Was {
    fn of(row: &Row) -> Self {
        Self {
            state: row.state.clone(),
            message: row.message.clone(),
            decided_at: row.decided_at,
            approved: row.approved.clone(),
            pool: row.pool.clone(),
            until: row.until,
        }
    }
}

fn refused(refusal: Refusal) -> StoreError {
    StoreError::Refused(refusal.code().to_owned())
}

impl Store {
    /// Decides on the version that is on the list. Refused: as by `decide`, and [`OVER`].
    pub(crate) async fn decide_listed(
        &self,
        act: &Act<'_>,
        listed: &Listed,
        id: &RegistrationId,
        version: u32,
        decision: &Decision,
        letters: Letters<'_>,
    ) -> Result<(), StoreError> {
        if self.registration(id).await?.is_none() {
            return Err(StoreError::NotFound);
        }
        let deed = Deed { action: decision.action(), version: Some(version), message: decision.message() };
        let mut entry = act.audit(deed.verb(), format!("registration:{id}"));
        if let Some(message) = decision.message() {
            entry = entry.detail("message", message);
        }
        let mut tries = Tries::new();
        loop {
            // That it changed says more than that its state is now another one.
            if self.registration_row(id.as_str()).await?.is_some_and(|row| row.version != i64::from(version)) {
                return Err(refused(Refusal::ChangedMeanwhile));
            }
            let row = self.at_version(id.as_str(), deed.action, version).await?.map_err(refused)?;
            let wanted = Category::parse(&row.typed()?.category).map(pool);
            let turn = self.queues().turn(row.pool()?.into_iter().chain(wanted)).await;
            let (after, moves) = self.do_it(&row, deed, act.now).await?.map_err(refused)?;
            let about = Circumstances { once: None, entry: entry.clone(), moves, opened: false, letters: Some(letters), mails: Vec::new() };
            let more = Deciding { bulk: listed.bulk.clone(), item: listed.item.clone(), was: Was::of(&row) };
            let tx = self.changing(act, &DECIDE, after, about, Parameters::with(more)).await?;
            let outcome = self.tx(tx).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    /// Puts a registration back as it was before the list's decision, which gave it this version. The person is told nothing; whoever gets a
    /// place that this frees is. Refused: [`OVER`], [`MAILED`], [`NO_PLACE`], `registration.changed_meanwhile`, `registration.city_full`.
    #[expect(clippy::too_many_arguments, reason = "the list's record, its letter and what was before are three things")]
    pub(crate) async fn put_back_listed(
        &self,
        act: &Act<'_>,
        listed: &Listed,
        letter: RecordId,
        id: &RegistrationId,
        version: u32,
        was: &Was,
        letters: Letters<'_>,
    ) -> Result<(), StoreError> {
        let state = State::parse(&was.state).ok_or_else(|| StoreError::shape("registration.was", was.state.clone()))?;
        let entry = act.audit("registration.put_back", format!("registration:{id}"));
        let mut tries = Tries::new();
        loop {
            let row = self.registration_row(id.as_str()).await?.ok_or(StoreError::NotFound)?;
            if row.version != i64::from(version) {
                return Err(refused(Refusal::ChangedMeanwhile));
            }
            let mut after = row.becomes(state);
            after.message = was.message.clone();
            after.decided_at = was.decided_at;
            after.approved = was.approved.clone();
            after.pool = was.pool.clone();
            after.until = was.until;
            let turn = self.queues().turn(row.pool()?.into_iter().chain(after.pool()?)).await;
            let moves = self.moves_back(&row, &after, state, act.now).await?;
            let mails = self.letters_to_others(&moves, id.as_str(), letters).await?;
            let about = Circumstances { once: None, entry: entry.clone(), moves, opened: false, letters: None, mails };
            let more = PuttingBack { bulk: listed.bulk.clone(), item: listed.item.clone(), letter: letter.clone() };
            let tx = self.changing(act, &PUT_BACK, after, about, Parameters::with(more)).await?;
            let outcome = self.tx(tx).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    /// What happens to places when a row becomes what it was. Refused with [`NO_PLACE`] where it gave one away that is no longer free, or its turn.
    async fn moves_back(&self, row: &Row, after: &Row, state: State, now: Timestamp) -> Result<Vec<Move>, StoreError> {
        let (held, wanted) = (row.pool()?, after.pool()?);
        if held == wanted {
            return Ok(Vec::new());
        }
        let no_place = || StoreError::Refused(NO_PLACE.to_owned());
        let own = party_id(row)?;
        let mut moves = Vec::new();
        if let Some(held) = held
            && let Ok(moved) = self.decide_places(&held, Some(&own), &InPool::Leave(own.clone()), now).await?
        {
            moves.push(moved);
        }
        if let Some(wanted) = wanted {
            // A turn on the waiting list that was left cannot be had again; a place can, while one is free.
            if matches!(state, State::Waitlisted | State::Offered) {
                return Err(no_place());
            }
            let class = self.priority(&row.typed()?).await?;
            let party = Party { id: own.clone(), people: vec![own.to_string()], class, asked_at: now, standing: Standing::Waiting };
            let moved = self.decide_places(&wanted, Some(&own), &InPool::Ask(party), now).await?.map_err(|_| no_place())?;
            if moved.plan.standing(&own) != Some(Standing::Confirmed) {
                return Err(no_place());
            }
            moves.push(moved);
        }
        Ok(moves)
    }
}
