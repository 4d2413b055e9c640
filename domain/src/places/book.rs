//! The decision: what an action changes in a pool, given what of the pool it can depend on.

use super::{Party, Refusal, Standing};
use crate::kernel::ids::PartyId;
use jiff::{SignedDuration, Timestamp};

/// What a decision can depend on: the pool's numbers, the party that acts, the waiting list and the offers whose time is up.
#[derive(Clone, Debug)]
pub struct Book {
    /// How many places there are; `None` without a limit.
    pub capacity: Option<u32>,
    /// People of confirmed parties and of offers, those whose time is up included.
    pub held: u32,
    /// How long an offer lasts at most.
    pub offer_lasts: SignedDuration,
    /// When what the places are for begins: nothing is offered then any more, and before it never for longer than half of what is left, so that
    /// whoever is next has a turn too.
    pub closes: Option<Timestamp>,
    /// The party that acts, when it is known here.
    pub party: Option<Party>,
    /// Who waits, in the list's order.
    pub waiting: Vec<Party>,
    /// The offers whose time is up.
    pub ended: Vec<Party>,
}

/// What is to be done in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Asks for places. A party that was here before and left asks anew, at the end of the list.
    Ask(Party),
    /// Takes what is offered.
    Accept(PartyId),
    /// Does not want what is offered.
    Decline(PartyId),
    /// Leaves the waiting list, or gives places back.
    Leave(PartyId),
    /// Gives what it holds, or its place on the list, to another party of the same size that was not here.
    HandOver {
        /// Who gives.
        from: PartyId,
        /// Who takes.
        to: Party,
    },
    /// Came; also after it was noted that they did not, while there is room.
    Attend(PartyId),
    /// Did not come; the places are free for those who wait.
    MissOut(PartyId),
    /// Ends the pool: nobody holds or waits any more, and there is nothing to have. These are all who hold.
    Close(Vec<Party>),
    /// Sets the capacity. These parties, chosen by the organiser, give their places back and wait again, in order of when they had asked.
    SetCapacity {
        /// The new one; `None` without a limit.
        to: Option<u32>,
        /// Who gives places back.
        release: Vec<Party>,
    },
    /// Ends the offers whose time is up and offers what is free.
    Settle,
}

/// A party as it is after a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The party with its new standing.
    pub party: Party,
    /// How it stood before; `None` when it is new here.
    pub before: Option<Standing>,
}

/// What a decision changes; each party once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The capacity afterwards.
    pub capacity: Option<u32>,
    /// People who hold afterwards.
    pub held: u32,
    /// The parties that stand otherwise than before. The one that acts is among them.
    pub changes: Vec<Change>,
}

impl Plan {
    /// How a party stands afterwards, when this changes it.
    pub fn standing(&self, id: &PartyId) -> Option<Standing> {
        self.changes.iter().find(|c| c.party.id == *id).map(|c| c.party.standing)
    }
}

impl Book {
    /// Decides on an action. Every decision also ends the offers whose time is up and offers what is free then.
    pub fn decide(&self, action: &Action, now: Timestamp) -> Result<Plan, Refusal> {
        let mut plan = Plan { capacity: self.capacity, held: self.held, changes: Vec::new() };
        for party in &self.ended {
            plan.set(party, Standing::Expired);
        }
        match action {
            Action::Ask(party) => {
                let before = self.party.as_ref().map(|known| known.standing);
                if before.is_some_and(Standing::is_live) {
                    return Err(Refusal::AlreadyHere);
                }
                let fits = self.free(&plan) >= party.size() && !self.somebody_ahead_fits(party, &plan);
                let standing = if fits { Standing::Confirmed } else { Standing::Waiting };
                plan.held += if fits { party.size() } else { 0 };
                plan.changes.push(Change { party: Party { standing, ..party.clone() }, before });
            }
            Action::Accept(id) => match self.acting(id)? {
                party if matches!(party.standing, Standing::Offered { until } if until > now) => plan.set(party, Standing::Confirmed),
                party if matches!(party.standing, Standing::Offered { .. } | Standing::Expired) => return Err(Refusal::OfferEnded),
                _ => return Err(Refusal::NotHere),
            },
            Action::Decline(id) => match self.acting(id)? {
                party if matches!(party.standing, Standing::Offered { .. }) => plan.set(party, Standing::Declined),
                _ => return Err(Refusal::NotHere),
            },
            Action::Leave(id) => match self.acting(id)? {
                party if party.standing.is_live() => plan.set(party, Standing::Cancelled),
                _ => return Err(Refusal::NotHere),
            },
            Action::HandOver { from, to } => match self.acting(from)? {
                party if party.standing.is_live() && party.size() == to.size() => {
                    plan.set(party, Standing::Cancelled);
                    let standing = party.standing;
                    plan.held += if standing.holds() { to.size() } else { 0 };
                    plan.changes.push(Change { party: Party { standing, asked_at: party.asked_at, ..to.clone() }, before: None });
                }
                _ => return Err(Refusal::NotHere),
            },
            Action::Attend(id) => match self.acting(id)? {
                party if matches!(party.standing, Standing::Confirmed | Standing::Attended) => plan.set(party, Standing::Attended),
                party if party.standing == Standing::NoShow && party.size() <= self.free(&plan) => plan.set(party, Standing::Attended),
                _ => return Err(Refusal::NotHere),
            },
            Action::MissOut(id) => match self.acting(id)? {
                party if matches!(party.standing, Standing::Confirmed | Standing::Attended | Standing::NoShow) => plan.set(party, Standing::NoShow),
                _ => return Err(Refusal::NotHere),
            },
            Action::Close(holders) => {
                plan.capacity = Some(0);
                for party in holders.iter().chain(&self.waiting).filter(|p| p.standing.is_live()) {
                    plan.set(party, Standing::Cancelled);
                }
                // Somebody took a place since these were read.
                if plan.held > 0 {
                    return Err(Refusal::BelowHeld);
                }
            }
            Action::SetCapacity { to, release } => {
                plan.capacity = *to;
                for party in release.iter().filter(|p| p.standing.holds()) {
                    plan.set(party, Standing::Waiting);
                }
                if to.is_some_and(|to| plan.held > to) {
                    return Err(Refusal::BelowHeld);
                }
            }
            Action::Settle => {}
        }
        self.offer(&mut plan, now);
        Ok(plan)
    }

    /// The party that acts, as this book knows it.
    fn acting(&self, id: &PartyId) -> Result<&Party, Refusal> {
        self.party.as_ref().filter(|p| p.id == *id).ok_or(Refusal::NotHere)
    }

    fn free(&self, plan: &Plan) -> u32 {
        plan.capacity.map_or(u32::MAX - plan.held, |capacity| capacity.saturating_sub(plan.held))
    }

    /// Whether what is free goes to somebody of the waiting list first: an offer that just ended may have made room for them.
    fn somebody_ahead_fits(&self, party: &Party, plan: &Plan) -> bool {
        let (rank, free) = (party.rank(), self.free(plan));
        self.waiting.iter().any(|w| w.rank() < rank && w.size() <= free)
    }

    /// Offers what is free to those who wait, in order, as far as they fit.
    fn offer(&self, plan: &mut Plan, now: Timestamp) {
        let lasts = match self.closes {
            Some(closes) if closes <= now => return,
            Some(closes) => self.offer_lasts.min(closes.duration_since(now) / 2),
            None => self.offer_lasts,
        };
        let until = now.saturating_add(lasts).unwrap_or(Timestamp::MAX);
        for party in &self.waiting {
            // Who changes in this decision, such as by leaving, is not offered anything in it.
            if plan.changes.iter().all(|c| c.party.id != party.id) && party.size() <= self.free(plan) {
                plan.set(party, Standing::Offered { until });
            }
        }
    }
}

impl Plan {
    fn set(&mut self, party: &Party, standing: Standing) {
        let earlier = self.changes.iter().position(|c| c.party.id == party.id);
        let before = party.standing;
        let current = earlier.and_then(|at| self.changes.get(at)).map_or(before, |c| c.party.standing);
        match (current.holds(), standing.holds()) {
            (true, false) => self.held = self.held.saturating_sub(party.size()),
            (false, true) => self.held += party.size(),
            _ => {}
        }
        let change = Change { party: Party { standing, ..party.clone() }, before: Some(before) };
        match earlier.and_then(|at| self.changes.get_mut(at)) {
            Some(slot) => *slot = change,
            None => self.changes.push(change),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const OFFER: SignedDuration = SignedDuration::from_hours(48);

    /// A whole pool, from which the book of each action is made as the store does it.
    #[derive(Default)]
    struct Pool {
        capacity: Option<u32>,
        closes: Option<Timestamp>,
        parties: BTreeMap<PartyId, Party>,
    }

    impl Pool {
        fn book(&self, acting: Option<&PartyId>, now: Timestamp) -> Book {
            let mut waiting: Vec<Party> = self.parties.values().filter(|p| p.standing == Standing::Waiting).cloned().collect();
            waiting.sort_by_key(Party::rank);
            Book {
                capacity: self.capacity,
                held: self.held(),
                offer_lasts: OFFER,
                closes: self.closes,
                party: acting.and_then(|id| self.parties.get(id)).cloned(),
                waiting,
                ended: self.parties.values().filter(|p| p.standing.until().is_some_and(|until| until <= now)).cloned().collect(),
            }
        }

        fn held(&self) -> u32 {
            self.parties.values().filter(|p| p.standing.holds()).map(Party::size).sum()
        }

        fn act(&mut self, action: &Action, now: Timestamp) -> Result<Plan, Refusal> {
            let acting = match action {
                Action::Ask(party) => Some(&party.id),
                Action::Accept(id) | Action::Decline(id) | Action::Leave(id) | Action::Attend(id) | Action::MissOut(id) => Some(id),
                Action::HandOver { from, .. } => Some(from),
                Action::SetCapacity { .. } | Action::Settle | Action::Close(_) => None,
            };
            let plan = self.book(acting, now).decide(action, now)?;
            self.capacity = plan.capacity;
            for change in &plan.changes {
                self.parties.insert(change.party.id.clone(), change.party.clone());
            }
            assert_eq!(plan.held, self.held(), "the number kept is the number of those who hold");
            Ok(plan)
        }
    }

    fn id(n: u8) -> PartyId {
        PartyId::parse(&format!("p{n}")).unwrap_or_else(|_| unreachable!())
    }

    fn party(n: u8, size: u8, class: u8, now: Timestamp) -> Party {
        Party { id: id(n), people: (0..size).map(|m| format!("{n}-{m}")).collect(), class, asked_at: now, standing: Standing::Waiting }
    }

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn ask(pool: &mut Pool, n: u8, size: u8, class: u8, hours: i64) -> Option<Standing> {
        pool.act(&Action::Ask(party(n, size, class, at(hours))), at(hours)).ok()?.standing(&id(n))
    }

    #[test]
    fn the_full_pool_lets_wait_and_offers_what_is_given_back_in_order_of_class_and_time() {
        let mut pool = Pool { capacity: Some(2), ..Pool::default() };
        assert_eq!(ask(&mut pool, 1, 1, 1, 0), Some(Standing::Confirmed));
        assert_eq!(ask(&mut pool, 2, 1, 1, 1), Some(Standing::Confirmed));
        assert_eq!(ask(&mut pool, 3, 1, 1, 2), Some(Standing::Waiting));
        assert_eq!(ask(&mut pool, 4, 1, 0, 3), Some(Standing::Waiting));
        let plan = pool.act(&Action::Leave(id(1)), at(4)).unwrap();
        assert_eq!(plan.standing(&id(4)), Some(Standing::Offered { until: at(52) }));
        assert_eq!(pool.act(&Action::Accept(id(3)), at(5)), Err(Refusal::NotHere));
        // The offer passes, and the next one gets it; who let it pass is not offered again.
        let plan = pool.act(&Action::Settle, at(52)).unwrap();
        assert_eq!((plan.standing(&id(4)), plan.standing(&id(3))), (Some(Standing::Expired), Some(Standing::Offered { until: at(100) })));
        assert_eq!(pool.act(&Action::Accept(id(4)), at(53)), Err(Refusal::OfferEnded));
        assert_eq!(pool.act(&Action::Accept(id(3)), at(53)).unwrap().standing(&id(3)), Some(Standing::Confirmed));
        assert_eq!(ask(&mut pool, 4, 1, 0, 54), Some(Standing::Waiting));
    }

    #[test]
    fn a_group_comes_all_together_or_not_at_all() {
        let mut pool = Pool { capacity: Some(3), ..Pool::default() };
        assert_eq!(ask(&mut pool, 1, 2, 0, 0), Some(Standing::Confirmed));
        assert_eq!(ask(&mut pool, 2, 2, 0, 1), Some(Standing::Waiting));
        // One place is left that the group does not fit into; it goes to somebody whom it helps.
        assert_eq!(ask(&mut pool, 3, 1, 0, 2), Some(Standing::Confirmed));
        assert_eq!(ask(&mut pool, 4, 1, 0, 3), Some(Standing::Waiting));
        let plan = pool.act(&Action::Leave(id(1)), at(4)).unwrap();
        assert!(matches!(plan.standing(&id(2)), Some(Standing::Offered { .. })));
        assert_eq!(plan.standing(&id(4)), None);
    }

    #[test]
    fn a_raised_capacity_is_offered_at_once_and_a_lowered_one_takes_from_nobody_unasked() {
        let mut pool = Pool { capacity: Some(2), ..Pool::default() };
        for n in 1..=4 {
            ask(&mut pool, n, 1, 0, i64::from(n));
        }
        let plan = pool.act(&Action::SetCapacity { to: Some(3), release: vec![] }, at(5)).unwrap();
        assert!(matches!(plan.standing(&id(3)), Some(Standing::Offered { .. })));
        assert_eq!(pool.act(&Action::SetCapacity { to: Some(1), release: vec![] }, at(6)), Err(Refusal::BelowHeld));
        let release = vec![pool.parties[&id(2)].clone(), pool.parties[&id(3)].clone()];
        let plan = pool.act(&Action::SetCapacity { to: Some(1), release }, at(6)).unwrap();
        assert_eq!((plan.held, plan.standing(&id(2))), (1, Some(Standing::Waiting)));
        // Whoever had a place is in front of whoever had none.
        let plan = pool.act(&Action::SetCapacity { to: Some(2), release: vec![] }, at(7)).unwrap();
        assert!(matches!(plan.standing(&id(2)), Some(Standing::Offered { .. })));
        assert_eq!(pool.act(&Action::SetCapacity { to: None, release: vec![] }, at(8)).unwrap().changes.len(), 2);
    }

    #[test]
    fn who_does_not_come_makes_room() {
        let mut pool = Pool { capacity: Some(1), ..Pool::default() };
        ask(&mut pool, 1, 1, 0, 0);
        ask(&mut pool, 2, 1, 0, 1);
        let plan = pool.act(&Action::MissOut(id(1)), at(2)).unwrap();
        assert!(matches!(plan.standing(&id(2)), Some(Standing::Offered { .. })));
        pool.act(&Action::Accept(id(2)), at(3)).unwrap();
        assert_eq!(pool.act(&Action::Attend(id(2)), at(3)).unwrap().held, 1);
        // A note that was wrong is put right, unless the place went to somebody else meanwhile.
        assert_eq!(pool.act(&Action::MissOut(id(2)), at(3)).unwrap().held, 0);
        assert_eq!(pool.act(&Action::Attend(id(2)), at(3)).unwrap().standing(&id(2)), Some(Standing::Attended));
        assert_eq!(pool.act(&Action::Attend(id(1)), at(4)), Err(Refusal::NotHere));
    }

    #[test]
    fn what_begins_soon_is_offered_for_half_of_what_is_left_and_what_began_to_nobody() {
        let mut pool = Pool { capacity: Some(1), closes: Some(at(20)), ..Pool::default() };
        for n in 1..=4 {
            ask(&mut pool, n, 1, 0, 0);
        }
        let plan = pool.act(&Action::Leave(id(1)), at(10)).unwrap();
        assert_eq!(plan.standing(&id(2)), Some(Standing::Offered { until: at(15) }));
        let plan = pool.act(&Action::Decline(id(2)), at(12)).unwrap();
        assert_eq!(plan.standing(&id(3)), Some(Standing::Offered { until: at(16) }));
        let plan = pool.act(&Action::Settle, at(20)).unwrap();
        assert_eq!((plan.standing(&id(3)), plan.standing(&id(4)), plan.held), (Some(Standing::Expired), None, 0));
    }

    #[test]
    fn what_does_not_take_place_ends_for_everybody_who_has_a_place_or_waits() {
        let mut pool = Pool { capacity: Some(2), ..Pool::default() };
        for n in 1..=4 {
            ask(&mut pool, n, 1, 0, i64::from(n));
        }
        let holders: Vec<Party> = pool.parties.values().filter(|p| p.standing.holds()).cloned().collect();
        assert_eq!(pool.act(&Action::Close(holders[..1].to_vec()), at(5)), Err(Refusal::BelowHeld), "somebody was overlooked");
        let plan = pool.act(&Action::Close(holders), at(5)).unwrap();
        assert!((1..=4).all(|n| plan.standing(&id(n)) == Some(Standing::Cancelled)));
        assert_eq!((pool.held(), ask(&mut pool, 5, 1, 0, 6)), (0, Some(Standing::Waiting)));
    }

    #[test]
    fn a_substitute_takes_over_what_somebody_has_and_where_somebody_waits() {
        let mut pool = Pool { capacity: Some(1), ..Pool::default() };
        for n in 1..=3 {
            ask(&mut pool, n, 1, 0, i64::from(n));
        }
        let hand = |from: u8, to: u8| Action::HandOver { from: id(from), to: party(to, 1, 0, at(9)) };
        let plan = pool.act(&hand(1, 7), at(9)).unwrap();
        assert_eq!((plan.standing(&id(1)), plan.standing(&id(7)), plan.held), (Some(Standing::Cancelled), Some(Standing::Confirmed), 1));
        // The place on the list is that of the one who gave it.
        pool.act(&hand(2, 8), at(9)).unwrap();
        let plan = pool.act(&Action::Leave(id(7)), at(10)).unwrap();
        assert!(matches!(plan.standing(&id(8)), Some(Standing::Offered { .. })));
        assert_eq!(pool.act(&hand(1, 9), at(10)), Err(Refusal::NotHere));
    }

    fn actions() -> impl Strategy<Value = Vec<(u8, u8, u8, u8, u16)>> {
        // What, who, how many, which class, after how many hours.
        prop::collection::vec((0u8..10, 0u8..12, 1u8..4, 0u8..3, 0u16..40), 1..120)
    }

    proptest! {
        #[test]
        fn in_any_order_of_actions_nothing_is_oversold_and_nothing_that_fits_is_left(actions in actions(), start in 0u32..6) {
            let mut pool = Pool { capacity: Some(start), ..Pool::default() };
            let mut hour = 0i64;
            for (what, who, size, class, after) in actions {
                hour += i64::from(after);
                let now = at(hour);
                let action = match what {
                    0 | 1 => Action::Ask(party(who, size, class, now)),
                    2 => Action::Accept(id(who)),
                    3 => Action::Decline(id(who)),
                    4 => Action::Leave(id(who)),
                    5 => Action::MissOut(id(who)),
                    6 => {
                        let release = pool.parties.values().filter(|p| p.standing.holds()).take(usize::from(class)).cloned().collect();
                        Action::SetCapacity { to: Some(u32::from(who)), release }
                    }
                    7 => Action::Attend(id(who)),
                    8 => Action::Close(pool.parties.values().filter(|p| p.standing.holds()).cloned().collect()),
                    _ => Action::Settle,
                };
                let before: BTreeMap<PartyId, Standing> = pool.parties.iter().map(|(id, p)| (id.clone(), p.standing)).collect();
                let Ok(plan) = pool.act(&action, now) else { continue };
                let capacity = pool.capacity.unwrap_or(u32::MAX);
                prop_assert!(pool.held() <= capacity);
                let free = capacity - pool.held();
                // What gave places back in this very decision may wait although there is room for it: the next decision offers it.
                let left = pool.parties.values().filter(|p| p.standing == Standing::Waiting && p.size() <= free);
                prop_assert!(left.filter(|p| plan.standing(&p.id).is_none()).count() == 0);
                for change in &plan.changes {
                    let was = before.get(&change.party.id).copied();
                    prop_assert_eq!(was, change.before);
                    if matches!(change.party.standing, Standing::Offered { .. }) {
                        prop_assert_eq!(was, Some(Standing::Waiting), "only who waits is offered anything");
                    }
                    if change.party.standing == Standing::Confirmed {
                        let had = matches!(was, Some(Standing::Confirmed | Standing::Attended));
                        prop_assert!(!had, "nobody gets twice what they have");
                    }
                }
            }
        }
    }
}
