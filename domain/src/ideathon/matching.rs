//! A team for those who have none yet: a proposal that the same data and the same seed always make, that breaks no team, and in which nobody is
//! ahead for having come earlier.

use super::board::{PersonCard, Reason, TeamCard, fit};
use super::{Hall, Member, Participant, Team, TeamFacts};
use crate::kernel::ids::{AccountId, TeamId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// For how long people can answer before a proposal applies, in minutes.
pub const ANSWERS: i64 = 15;

/// Somebody in a group, and why there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Who.
    pub person: AccountId,
    /// Why.
    pub why: Vec<Reason>,
}

/// People who are proposed to come together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its number, from 0.
    pub number: u32,
    /// The team that they would come into; `None`: a new one.
    pub team: Option<TeamId>,
    /// Who.
    pub people: Vec<Proposed>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What ties are broken by; it is published with the proposal.
    pub seed: String,
    /// From when it applies: until then people answer, and mentors and organisers change it.
    pub applies_at: Timestamp,
    /// Who with whom.
    pub groups: Vec<Group>,
    /// For whom there is no place that the rules allow.
    pub left: Vec<AccountId>,
    /// Whether it was carried out.
    pub applied: bool,
}

/// A proposal with what people answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// The proposal.
    pub proposal: Proposal,
    /// Who said yes or no.
    pub answers: BTreeMap<AccountId, bool>,
    /// Counts changes of the proposal.
    pub version: i64,
}

impl Proposal {
    /// The group that somebody is in.
    pub fn group_of(&self, person: &AccountId) -> Option<&Group> {
        self.groups.iter().find(|g| g.people.iter().any(|p| p.person == *person))
    }

    /// The same with somebody in another group, or in none. Who is put somewhere by hand has no reasons.
    #[must_use]
    pub fn moved(mut self, person: &AccountId, to: Option<u32>) -> Self {
        for group in &mut self.groups {
            group.people.retain(|p| p.person != *person);
        }
        self.left.retain(|p| p != person);
        match to.and_then(|to| self.groups.iter_mut().find(|g| g.number == to)) {
            Some(group) => group.people.push(Proposed { person: person.clone(), why: Vec::new() }),
            None => self.left.push(person.clone()),
        }
        self.groups.retain(|g| !g.people.is_empty());
        self
    }
}

impl Matching {
    /// Those of a group who said yes.
    pub fn agreed<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a AccountId> {
        group.people.iter().map(|p| &p.person).filter(|p| self.answers.get(*p) == Some(&true))
    }
}

/// The place of somebody among those who are alike (FNV-1a, 64 bits): it depends on the seed and on nothing that a person could choose.
fn lot(seed: &str, what: &str) -> u64 {
    seed.bytes().chain([0]).chain(what.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// A team as it would be, while the proposal is made.
struct Draft<'a> {
    team: Option<TeamId>,
    as_it_is: Team,
    card: TeamCard,
    most: usize,
    added: Vec<(&'a Participant, Vec<Reason>)>,
}

impl<'a> Draft<'a> {
    fn new(hall: &Hall, team: Option<&Team>, most: usize) -> Self {
        let fresh = || Team {
            id: TeamId::none(),
            facts: TeamFacts::default(),
            members: Vec::new(),
            captain: None,
            closed: false,
            open_to_match: true,
            code: None,
            ended: None,
            since: Timestamp::UNIX_EPOCH,
            version: 0,
        };
        let as_it_is = team.cloned().unwrap_or_else(fresh);
        Self { team: team.map(|t| t.id.clone()), card: TeamCard::of(&as_it_is, hall), as_it_is, most, added: Vec::new() }
    }

    fn free(&self) -> usize {
        self.most.saturating_sub(self.as_it_is.members.len())
    }

    fn admits(&self, hall: &Hall, person: &Participant) -> bool {
        let of_city = self.as_it_is.members.iter().filter(|m| hall.people.get(&m.account).is_some_and(|p| p.city_key == person.city_key)).count();
        self.free() > 0 && hall.rules.most_of_one_city.is_none_or(|most| of_city < usize::from(most))
    }

    /// How well somebody fits: a common language counts most, because without one nobody can talk.
    fn fits(&self, person: &Participant) -> u32 {
        let (score, why) = fit(&PersonCard::own(person), &self.card);
        let speaks = self.as_it_is.members.is_empty() || why.iter().any(|r| matches!(r, Reason::Speaks(_)));
        score + if speaks { 20 } else { 0 }
    }

    fn add(&mut self, hall: &Hall, person: &'a Participant) {
        let (_, why) = fit(&PersonCard::own(person), &self.card);
        self.as_it_is.members.push(Member { account: person.account.clone(), at: Timestamp::UNIX_EPOCH });
        self.card = TeamCard::of(&self.as_it_is, hall);
        let why = if self.as_it_is.members.len() == 1 { Vec::new() } else { why };
        self.added.push((person, why));
    }
}

/// Proposes a team to everybody who looks for one: teams that are not complete come first, then new teams are made, then places that are left.
pub fn propose(hall: &Hall, seed: &str, applies_at: Timestamp) -> Proposal {
    let (min, max) = (usize::from(hall.rules.min), usize::from(hall.rules.max));
    let mut waiting: Vec<&Participant> = hall.people.values().filter(|p| p.is_looking()).collect();
    waiting.sort_by_key(|p| (lot(seed, p.account.as_str()), p.account.clone()));
    let open = hall.teams.values().filter(|t| t.ended.is_none() && !t.closed && t.open_to_match && t.free(&hall.rules) > 0);
    let mut teams: Vec<Draft<'_>> = open.map(|t| Draft::new(hall, Some(t), max)).collect();
    teams.sort_by_key(|d| lot(seed, d.as_it_is.id.as_str()));

    // What a team lacks to be complete, the one that lacks most first.
    loop {
        teams.sort_by_key(|d| std::cmp::Reverse(min.saturating_sub(d.as_it_is.members.len())));
        let Some(team) = teams.iter_mut().find(|d| d.as_it_is.members.len() < min && waiting.iter().any(|p| d.admits(hall, p))) else { break };
        let Some(best) = best_of(&waiting, |p| team.admits(hall, p).then(|| team.fits(p))) else { break };
        team.add(hall, waiting.remove(best));
    }

    // New teams of about the same size between the least and the most.
    let mut fresh: Vec<Draft<'_>> = Vec::new();
    if waiting.len() >= min && min > 0 {
        let middle = (min + max).div_ceil(2);
        let number = (waiting.len() / middle).max(waiting.len().div_ceil(max)).max(1).min(waiting.len() / min);
        let size = waiting.len().div_ceil(number.max(1)).min(max);
        fresh = (0..number).map(|_| Draft::new(hall, None, size)).collect();
        for draft in &mut fresh {
            // Whoever is first in a group decides its language, so they are spread.
            if !waiting.is_empty() {
                draft.add(hall, waiting.remove(0));
            }
        }
        while let Some((group, person)) = next(hall, &fresh, &waiting) {
            if let Some(draft) = fresh.get_mut(group) {
                draft.add(hall, waiting.remove(person));
            }
        }
    }

    // Whoever is left, wherever there is room.
    for draft in &mut fresh {
        draft.most = max;
    }
    let mut all: Vec<Draft<'_>> = teams.into_iter().chain(fresh).collect();
    while let Some((group, person)) = next(hall, &all, &waiting) {
        if let Some(draft) = all.get_mut(group) {
            draft.add(hall, waiting.remove(person));
        }
    }

    let groups = all.into_iter().filter(|d| !d.added.is_empty());
    let (groups, single): (Vec<_>, Vec<_>) = groups.partition(|d| d.team.is_some() || d.added.len() > 1);
    let left = waiting.iter().copied().chain(single.iter().flat_map(|d| d.added.iter().map(|(p, _)| *p)));
    Proposal {
        seed: seed.to_owned(),
        applies_at,
        left: left.map(|p| p.account.clone()).collect(),
        groups: (0..)
            .zip(groups)
            .map(|(number, d)| Group {
                number,
                team: d.team,
                people: d.added.into_iter().map(|(p, why)| Proposed { person: p.account.clone(), why }).collect(),
            })
            .collect(),
        applied: false,
    }
}

/// The first of those who fit best.
fn best_of(waiting: &[&Participant], score: impl Fn(&Participant) -> Option<u32>) -> Option<usize> {
    let mut best: Option<(usize, u32)> = None;
    for (index, person) in waiting.iter().enumerate() {
        if let Some(score) = score(person)
            && best.is_none_or(|(_, most)| score > most)
        {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

/// The smallest group that somebody can go into, and who fits it best.
fn next(hall: &Hall, groups: &[Draft<'_>], waiting: &[&Participant]) -> Option<(usize, usize)> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|index| groups.get(*index).map_or(usize::MAX, |d| d.as_it_is.members.len()));
    order.into_iter().find_map(|index| {
        let draft = groups.get(index)?;
        best_of(waiting, |p| draft.admits(hall, p).then(|| draft.fits(p))).map(|person| (index, person))
    })
}

/// Whether nobody is twice in a proposal and no rule is broken by it: what [`propose`] always keeps, and what a change by hand is held against.
pub fn holds(hall: &Hall, proposal: &Proposal) -> bool {
    let mut seen = BTreeSet::new();
    let people = proposal.groups.iter().flat_map(|g| g.people.iter().map(|p| &p.person)).chain(&proposal.left);
    let once = people.into_iter().all(|p| seen.insert(p.clone()));
    once && proposal.groups.iter().all(|group| {
        let Some(team) = group.team.as_ref().map_or(Some(None), |id| hall.teams.get(id).filter(|t| t.ended.is_none()).map(Some)) else {
            return false;
        };
        let there = team.into_iter().flat_map(|t| t.members.iter().map(|m| &m.account));
        let members: Vec<&AccountId> = there.chain(group.people.iter().map(|p| &p.person)).collect();
        let mut cities: BTreeMap<&str, u8> = BTreeMap::new();
        for city in members.iter().filter_map(|m| hall.people.get(m)).map(|p| p.city_key.as_str()) {
            *cities.entry(city).or_default() += 1;
        }
        members.len() <= usize::from(hall.rules.max) && hall.rules.most_of_one_city.is_none_or(|most| cities.values().all(|n| *n <= most))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ideathon::{Profile, Rules, Skill};
    use proptest::prelude::*;

    fn id(n: usize) -> AccountId {
        AccountId::parse(&format!("p{n}")).unwrap()
    }

    fn person(n: usize, city: usize, language: usize, skill: usize) -> Participant {
        let languages = vec![["en", "ru", "ko"][language % 3].to_owned()];
        let skills = vec![Skill::ALL[skill % 12]];
        Participant {
            account: id(n),
            name: format!("P{n}"),
            city: format!("c{city}"),
            city_key: format!("c{city}"),
            profile: Profile { looking: true, skills, languages, shows_languages: true, shows_skills: true, ..Profile::default() },
            mentor: false,
            team: None,
            since: Timestamp::from_second(i64::try_from(n).unwrap()).unwrap(),
            version: 1,
        }
    }

    /// So many who look, and teams of these sizes.
    fn hall(looking: &[(usize, usize, usize)], teams: &[usize]) -> Hall {
        let mut hall = Hall { rules: Rules { min: 3, max: 5, most_of_one_city: Some(3), ..Rules::default() }, ..Hall::default() };
        for (n, (city, language, skill)) in looking.iter().enumerate() {
            hall.people.insert(id(n), person(n, *city, *language, *skill));
        }
        let mut next = 1000;
        for (t, size) in teams.iter().enumerate() {
            let team = TeamId::parse(&format!("t{t}")).unwrap();
            let mut members = Vec::new();
            for _ in 0..*size {
                let member = Participant { team: Some(team.clone()), ..person(next, next, 0, next) };
                members.push(Member { account: member.account.clone(), at: member.since });
                hall.people.insert(member.account.clone(), member);
                next += 1;
            }
            let captain = members.first().map(|m| m.account.clone());
            let row = Team {
                id: team.clone(),
                facts: TeamFacts::default(),
                members,
                captain,
                closed: false,
                open_to_match: true,
                code: None,
                ended: None,
                since: Timestamp::UNIX_EPOCH,
                version: 1,
            };
            hall.teams.insert(team, row);
        }
        hall
    }

    #[test]
    fn teams_that_are_not_complete_are_filled_first_and_the_rest_makes_new_ones() {
        let people: Vec<_> = (0..9).map(|n| (n, 0, n)).collect();
        let proposal = propose(&hall(&people, &[2, 1, 5]), "s", Timestamp::MAX);
        let into = |team: &str| {
            proposal.groups.iter().filter(|g| g.team.as_ref().is_some_and(|t| t.as_str() == team)).map(|g| g.people.len()).sum::<usize>()
        };
        assert_eq!((into("t0"), into("t1"), into("t2")), (1, 2, 0));
        let new: Vec<usize> = proposal.groups.iter().filter(|g| g.team.is_none()).map(|g| g.people.len()).collect();
        assert_eq!((new.iter().sum::<usize>(), proposal.left.len()), (6, 0));
        assert!(new.iter().all(|n| (3..=5).contains(n)), "{new:?}");
    }

    #[test]
    fn people_with_a_common_language_come_together() {
        let people: Vec<_> = (0..8).map(|n| (n, n % 2, n)).collect();
        let proposal = propose(&hall(&people, &[]), "s", Timestamp::MAX);
        assert_eq!(proposal.groups.len(), 2);
        for group in &proposal.groups {
            let spoken: BTreeSet<usize> = group.people.iter().map(|p| p.person.as_str()[1..].parse::<usize>().unwrap() % 2).collect();
            assert_eq!(spoken.len(), 1, "{group:?}");
        }
    }

    #[test]
    fn two_who_are_left_go_where_there_is_room_and_one_alone_stays_left() {
        let two = propose(&hall(&[(0, 0, 0), (1, 0, 1)], &[4]), "s", Timestamp::MAX);
        assert_eq!((two.groups.len(), two.left.len()), (1, 1));
        let alone = propose(&hall(&[(0, 0, 0)], &[5]), "s", Timestamp::MAX);
        assert_eq!((alone.groups.len(), alone.left), (0, vec![id(0)]));
    }

    #[test]
    fn a_change_by_hand_puts_somebody_elsewhere_once() {
        let people: Vec<_> = (0..8).map(|n| (n, 0, n)).collect();
        let hall = hall(&people, &[]);
        let proposal = propose(&hall, "s", Timestamp::MAX);
        let who = proposal.groups[0].people[0].person.clone();
        let to = proposal.groups[1].number;
        let moved = proposal.moved(&who, Some(to));
        assert_eq!(moved.group_of(&who).map(|g| g.number), Some(to));
        assert!(holds(&hall, &moved));
        assert_eq!(moved.moved(&who, None).left, [who]);
    }

    proptest! {
        #[test]
        fn the_same_people_always_get_the_same_proposal_and_every_rule_holds(
            looking in prop::collection::vec((0usize..6, 0usize..3, 0usize..12), 0..40),
            teams in prop::collection::vec(1usize..=5, 0..5),
            seed in "[a-z]{1,6}",
        ) {
            let hall = hall(&looking, &teams);
            let proposal = propose(&hall, &seed, Timestamp::MAX);
            prop_assert!(holds(&hall, &proposal));
            prop_assert_eq!(&proposal, &propose(&hall, &seed, Timestamp::MAX));
            let placed: usize = proposal.groups.iter().map(|g| g.people.len()).sum();
            prop_assert_eq!(placed + proposal.left.len(), looking.len());
            // Nobody is ahead for having come earlier.
            let mut shuffled = hall.clone();
            for (n, person) in shuffled.people.values_mut().enumerate() {
                person.since = Timestamp::from_second(10_000 - i64::try_from(n).unwrap()).unwrap();
            }
            prop_assert_eq!(&proposal, &propose(&shuffled, &seed, Timestamp::MAX));
        }
    }
}
