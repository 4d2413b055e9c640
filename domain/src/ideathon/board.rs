//! The board that everybody sees at the same time: teams with their places, and the people who look for one. What a person does not show is not
//! in it.

use super::{Hall, Lacks, Participant, Side, Skill, Team};
use crate::kernel::ids::{AccountId, ChallengeId, TeamId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The terms under which teams form, moments as seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// How many people make a team complete.
    pub min: u8,
    /// How many people a team has at most.
    pub max: u8,
    /// From when teams form.
    pub opens_at: i64,
    /// When the leftovers are proposed a team.
    pub match_at: i64,
    /// Until when teams form.
    pub locks_at: i64,
}

/// A member as the board shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// Whether they lead the team.
    pub captain: bool,
}

/// A team as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCard {
    /// The id.
    pub id: TeamId,
    /// The name.
    pub name: String,
    /// What it wants to do.
    pub pitch: String,
    /// The challenge it works on.
    pub challenge: Option<ChallengeId>,
    /// Who is in it, by the time they joined.
    pub seats: Vec<Seat>,
    /// The skills it looks for and has not.
    pub gaps: Vec<Skill>,
    /// The skills that its members show.
    pub skills: Vec<Skill>,
    /// The languages that its members show.
    pub languages: Vec<String>,
    /// How many of its members chose which challenge.
    pub chose: Vec<(ChallengeId, u8)>,
    /// Whether it is closed to newcomers.
    pub closed: bool,
    /// What it lacks to be complete.
    pub lacks: Lacks,
}

/// A person as the board shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The city; empty where it is not shown.
    pub city: String,
    /// The skills; empty where they are not shown.
    pub skills: Vec<Skill>,
    /// The languages; empty where they are not shown.
    pub languages: Vec<String>,
    /// The challenges they chose.
    pub interests: Vec<ChallengeId>,
    /// What they say of themselves.
    pub about: String,
}

/// The whole board at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The terms.
    pub terms: Terms,
    /// The teams, oldest first, so that what is new comes at the end and moves nothing.
    pub teams: Vec<TeamCard>,
    /// Those who look for a team, likewise.
    pub people: Vec<PersonCard>,
}

/// What concerns one person alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// The person, with all they said of themselves; `None` for who takes no part.
    pub me: Option<PersonCard>,
    /// Whether they are a mentor.
    pub mentor: bool,
    /// The team they are in.
    pub team: Option<TeamId>,
    /// Whether they lead it.
    pub captain: bool,
    /// The teams that they asked.
    pub asked: Vec<TeamId>,
    /// The teams that invited them.
    pub invited_by: Vec<TeamId>,
    /// Those who asked their team, with a sentence each.
    pub asking: Vec<(AccountId, String)>,
    /// Those whom their team invited.
    pub invited: Vec<AccountId>,
    /// The teams that would like to come into theirs.
    pub wished_by: Vec<TeamId>,
    /// The teams that theirs would like to go into.
    pub wished: Vec<TeamId>,
    /// The team that is proposed to them.
    #[serde(default)]
    pub offer: Option<Offer>,
}

/// A team that is proposed to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The team's name; empty for a new one.
    pub team: String,
    /// The names of the others who would be in it.
    pub with: Vec<String>,
    /// Why.
    pub why: Vec<Reason>,
    /// Until when to answer, as seconds since 1970.
    pub until: i64,
    /// What they answered.
    pub answer: Option<bool>,
}

/// What differs between two boards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// The terms, where they are others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
    /// Teams that are new or different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamCard>,
    /// People who are new or different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonCard>,
    /// Teams that are no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_teams: Vec<TeamId>,
    /// People who look no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_people: Vec<AccountId>,
}

/// Who came to look at the board, and who went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Those who are here now.
    pub come: Vec<AccountId>,
    /// Those who are here no longer.
    pub gone: Vec<AccountId>,
}

impl Delta {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl PersonCard {
    /// As the others see the person.
    pub fn shown(person: &Participant) -> Self {
        let p = &person.profile;
        let if_shown = |shows: bool| move |text: &str| if shows { text.to_owned() } else { String::new() };
        Self {
            id: person.account.clone(),
            name: person.name.clone(),
            city: if_shown(p.shows_city)(&person.city),
            skills: if p.shows_skills { p.skills.clone() } else { Vec::new() },
            languages: if p.shows_languages { p.languages.clone() } else { Vec::new() },
            interests: p.interests.clone(),
            about: p.about.clone(),
        }
    }

    /// As the person sees themselves.
    pub fn own(person: &Participant) -> Self {
        let p = &person.profile;
        Self { city: person.city.clone(), skills: p.skills.clone(), languages: p.languages.clone(), ..Self::shown(person) }
    }
}

impl TeamCard {
    /// A team as it is among the people of a hall.
    pub fn of(team: &Team, hall: &Hall) -> Self {
        let members: Vec<&Participant> = team.members.iter().filter_map(|m| hall.people.get(&m.account)).collect();
        let shown: Vec<PersonCard> = members.iter().map(|m| PersonCard::shown(m)).collect();
        let skills: BTreeSet<Skill> = shown.iter().flat_map(|p| p.skills.iter().copied()).collect();
        let languages: BTreeSet<&String> = shown.iter().flat_map(|p| &p.languages).collect();
        let mut chose: BTreeMap<&ChallengeId, u8> = BTreeMap::new();
        for interest in shown.iter().flat_map(|p| &p.interests) {
            *chose.entry(interest).or_default() += 1;
        }
        let seat = |p: &&Participant| Seat { id: p.account.clone(), name: p.name.clone(), captain: team.captain.as_ref() == Some(&p.account) };
        Self {
            id: team.id.clone(),
            name: team.facts.name.clone(),
            pitch: team.facts.pitch.clone(),
            challenge: team.facts.challenge.clone(),
            seats: members.iter().map(seat).collect(),
            gaps: team.facts.wanted.iter().copied().filter(|s| !skills.contains(s)).collect(),
            languages: languages.into_iter().cloned().collect(),
            chose: chose.into_iter().map(|(c, n)| (c.clone(), n)).collect(),
            closed: team.closed,
            lacks: Lacks::of(members, &hall.rules),
            skills: skills.into_iter().collect(),
        }
    }

    /// How many places are free.
    pub fn free(&self, terms: &Terms) -> usize {
        usize::from(terms.max).saturating_sub(self.seats.len())
    }
}

impl Board {
    /// The board of a hall that holds everybody.
    pub fn of(hall: &Hall) -> Self {
        let rules = &hall.rules;
        let mut teams: Vec<&Team> = hall.teams.values().filter(|t| t.ended.is_none()).collect();
        teams.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
        let mut people: Vec<&Participant> = hall.people.values().filter(|p| p.is_looking()).collect();
        people.sort_by(|a, b| (a.since, &a.account).cmp(&(b.since, &b.account)));
        Self {
            terms: Terms {
                min: rules.min,
                max: rules.max,
                opens_at: rules.opens_at.as_second(),
                match_at: rules.match_at.as_second(),
                locks_at: rules.locks_at.as_second(),
            },
            teams: teams.into_iter().map(|t| TeamCard::of(t, hall)).collect(),
            people: people.into_iter().map(PersonCard::shown).collect(),
        }
    }

    /// What an older board lacks to be this one.
    pub fn since(&self, old: &Self) -> Delta {
        Delta {
            terms: (self.terms != old.terms).then(|| self.terms.clone()),
            teams: beyond(&self.teams, &old.teams, |one, other| one == other),
            people: beyond(&self.people, &old.people, |one, other| one == other),
            no_teams: beyond(&old.teams, &self.teams, |one, other| one.id == other.id).into_iter().map(|t| t.id).collect(),
            no_people: beyond(&old.people, &self.people, |one, other| one.id == other.id).into_iter().map(|p| p.id).collect(),
        }
    }

    /// Takes over what differs; new ones come at the end.
    pub fn apply(&mut self, delta: &Delta) {
        if let Some(terms) = &delta.terms {
            self.terms = terms.clone();
        }
        self.teams.retain(|t| !delta.no_teams.contains(&t.id));
        for team in &delta.teams {
            match self.teams.iter_mut().find(|t| t.id == team.id) {
                Some(old) => *old = team.clone(),
                None => self.teams.push(team.clone()),
            }
        }
        self.people.retain(|p| !delta.no_people.contains(&p.id));
        for person in &delta.people {
            match self.people.iter_mut().find(|p| p.id == person.id) {
                Some(old) => *old = person.clone(),
                None => self.people.push(person.clone()),
            }
        }
    }

    /// The same board whichever way it came about: for comparing what a browser shows with what is kept.
    pub fn sorted(mut self) -> Self {
        self.teams.sort_by(|a, b| a.id.cmp(&b.id));
        self.people.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }
}

/// Those that have no like among the others. Both are mostly in the same order, so it goes on where the last one was found; sorted maps would
/// cost the browser more than they save it.
fn beyond<T: Clone>(these: &[T], others: &[T], alike: fn(&T, &T) -> bool) -> Vec<T> {
    let mut from = 0;
    let mut found = Vec::new();
    for this in these {
        let (before, after) = others.split_at(from.min(others.len()));
        match after.iter().chain(before).position(|other| alike(this, other)) {
            Some(steps) => from = (from + steps + 1) % others.len().max(1),
            None => found.push(this.clone()),
        }
    }
    found
}

impl Mine {
    /// What concerns everybody of a hall that holds everybody.
    pub fn all(hall: &Hall) -> BTreeMap<AccountId, Self> {
        let mut all: BTreeMap<AccountId, Self> = hall
            .people
            .values()
            .map(|p| {
                let captain = p.team.as_ref().and_then(|t| hall.teams.get(t)).is_some_and(|t| t.captain.as_ref() == Some(&p.account));
                (p.account.clone(), Self { me: Some(PersonCard::own(p)), mentor: p.mentor, team: p.team.clone(), captain, ..Self::default() })
            })
            .collect();
        for matching in hall.matching.iter().filter(|m| !m.proposal.applied) {
            for group in &matching.proposal.groups {
                let team = group.team.as_ref().and_then(|id| hall.teams.get(id));
                let there = team.into_iter().flat_map(|t| t.members.iter().map(|m| &m.account));
                let everybody: Vec<&AccountId> = there.chain(group.people.iter().map(|p| &p.person)).collect();
                for proposed in &group.people {
                    let Some(mine) = all.get_mut(&proposed.person).filter(|m| m.team.is_none()) else { continue };
                    let others = everybody.iter().filter(|id| ***id != proposed.person).filter_map(|id| hall.people.get(*id));
                    mine.offer = Some(Offer {
                        team: team.map(|t| t.facts.name.clone()).unwrap_or_default(),
                        with: others.map(|p| p.name.clone()).collect(),
                        why: proposed.why.clone(),
                        until: matching.proposal.applies_at.as_second(),
                        answer: matching.answers.get(&proposed.person).copied(),
                    });
                }
            }
        }
        for link in &hall.links {
            if let Some(mine) = all.get_mut(&link.person) {
                let list = if link.from == Side::Person { &mut mine.asked } else { &mut mine.invited_by };
                list.push(link.team.clone());
            }
            for member in hall.teams.get(&link.team).into_iter().flat_map(|t| &t.members) {
                if let Some(mine) = all.get_mut(&member.account) {
                    match link.from {
                        Side::Person => mine.asking.push((link.person.clone(), link.words.clone())),
                        Side::Team => mine.invited.push(link.person.clone()),
                    }
                }
            }
        }
        for wish in &hall.wishes {
            for (team, other, incoming) in [(&wish.from, &wish.to, false), (&wish.to, &wish.from, true)] {
                for member in hall.teams.get(team).into_iter().flat_map(|t| &t.members) {
                    if let Some(mine) = all.get_mut(&member.account) {
                        let list = if incoming { &mut mine.wished_by } else { &mut mine.wished };
                        list.push(other.clone());
                    }
                }
            }
        }
        all
    }
}

/// Why two fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The person brings a skill that the team looks for.
    Brings(Skill),
    /// They speak a language in common.
    Speaks(String),
    /// The team works on a challenge that the person chose.
    WorksOn(ChallengeId),
    /// So many of the team chose a challenge that the person chose too.
    Chose(ChallengeId, u8),
    /// The person brings a skill that nobody there has.
    New(Skill),
    /// The team is not complete without so many more.
    Needs(u8),
}

/// How well a person and a team fit, and why.
pub fn fit(person: &PersonCard, team: &TeamCard) -> (u32, Vec<Reason>) {
    let mut reasons = Vec::new();
    let mut score = 0;
    for gap in team.gaps.iter().filter(|gap| person.skills.contains(gap)).take(2) {
        score += 4;
        reasons.push(Reason::Brings(*gap));
    }
    if let Some(challenge) = team.challenge.as_ref().filter(|c| person.interests.contains(c)) {
        score += 3;
        reasons.push(Reason::WorksOn(challenge.clone()));
    } else if let Some((challenge, number)) = team.chose.iter().filter(|(c, _)| person.interests.contains(c)).max_by_key(|(_, n)| *n) {
        score += 1 + u32::from(*number).min(2);
        reasons.push(Reason::Chose(challenge.clone(), *number));
    }
    if let Some(language) = team.languages.iter().find(|l| person.languages.contains(l)) {
        score += 3;
        reasons.push(Reason::Speaks(language.clone()));
    }
    if let Some(skill) = person.skills.iter().find(|s| !team.skills.contains(s) && !team.gaps.contains(s)) {
        score += 1;
        reasons.push(Reason::New(*skill));
    }
    if team.lacks.people > 0 {
        score += 1;
        reasons.push(Reason::Needs(team.lacks.people));
    }
    (score, reasons)
}

/// The teams that fit a person best and have a place free, best first; what fits alike comes in the order of the board.
pub fn teams_for<'a>(person: &PersonCard, board: &'a Board, most: usize) -> Vec<(&'a TeamCard, Vec<Reason>)> {
    let open = board.teams.iter().filter(|t| !t.closed && t.free(&board.terms) > 0);
    best(open.map(|team| (team, fit(person, team))), most)
}

/// The people who fit a team best, likewise.
pub fn people_for<'a>(team: &TeamCard, board: &'a Board, most: usize) -> Vec<(&'a PersonCard, Vec<Reason>)> {
    best(board.people.iter().map(|person| (person, fit(person, team))), most)
}

fn best<T>(scored: impl Iterator<Item = (T, (u32, Vec<Reason>))>, most: usize) -> Vec<(T, Vec<Reason>)> {
    let mut best: Vec<(u32, T, Vec<Reason>)> = Vec::new();
    for (what, (score, why)) in scored.filter(|(_, (score, _))| *score > 1) {
        // Behind those that fit as well.
        let place = best.iter().position(|(other, ..)| *other < score).unwrap_or(best.len());
        if place < most {
            best.insert(place, (score, what, why));
            best.truncate(most);
        }
    }
    best.into_iter().map(|(_, what, why)| (what, why)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ideathon::{Action, By, Profile, Rules, TeamFacts};
    use jiff::Timestamp;

    fn person(n: u8) -> AccountId {
        AccountId::parse(&format!("p{n}")).unwrap()
    }

    fn put(hall: &mut Hall, by: u8, action: &Action, second: i64) {
        let plan = hall.clone().decide(By::Participant(&person(by)), action, Timestamp::from_second(second).unwrap()).unwrap();
        hall.people.extend(plan.people.iter().map(|p| (p.account.clone(), p.clone())));
        hall.teams.extend(plan.teams.iter().map(|t| (t.id.clone(), t.clone())));
        hall.links.retain(|l| !plan.unlinked.contains(&(l.team.clone(), l.person.clone())));
        hall.links.extend(plan.links);
    }

    fn hall() -> Hall {
        let at = |s| Timestamp::from_second(s).unwrap();
        let mut hall = Hall { rules: Rules { locks_at: at(1000), ..Rules::default() }, ..Hall::default() };
        let mobility = ChallengeId::parse("mobility").unwrap();
        for (n, skill, language, shows) in
            [(0, Skill::Data, "ru", true), (1, Skill::Ux, "ru", true), (2, Skill::Law, "ko", false), (3, Skill::Ux, "ko", true)]
        {
            let profile = Profile {
                skills: vec![skill],
                languages: vec![language.into()],
                interests: vec![mobility.clone()],
                looking: true,
                shows_skills: shows,
                shows_languages: shows,
                ..Profile::default()
            };
            let action = Action::Profile { name: format!("P{n}"), city: "Faro".into(), city_key: "faro".into(), profile };
            put(&mut hall, n, &action, i64::from(n));
        }
        let facts = TeamFacts { name: "A".into(), wanted: vec![Skill::Ux, Skill::Data], ..TeamFacts::default() };
        put(&mut hall, 0, &Action::Create { team: TeamId::parse("a").unwrap(), facts }, 10);
        hall
    }

    #[test]
    fn the_board_shows_gaps_and_only_what_people_show() {
        let board = Board::of(&hall());
        assert_eq!(board.teams[0].gaps, [Skill::Ux]);
        assert_eq!(board.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["P1", "P2", "P3"]);
        assert!(board.people[1].skills.is_empty() && board.people[1].languages.is_empty() && board.people[1].city.is_empty());
        assert_eq!(Mine::all(&hall())[&person(2)].me.as_ref().unwrap().skills, [Skill::Law]);
    }

    #[test]
    fn a_suggestion_says_why() {
        let hall = hall();
        let board = Board::of(&hall);
        let found = people_for(&board.teams[0], &board, 2);
        assert_eq!(found[0].0.name, "P1");
        let mobility = ChallengeId::parse("mobility").unwrap();
        let why = [Reason::Brings(Skill::Ux), Reason::Chose(mobility, 1), Reason::Speaks("ru".into()), Reason::Needs(2)];
        assert_eq!(found[0].1, why);
        assert_eq!(found[1].0.name, "P3");
        let me = Mine::all(&hall)[&person(2)].me.clone().unwrap();
        assert_eq!(teams_for(&me, &board, 3)[0].0.name, "A");
    }

    #[test]
    fn an_older_board_and_the_difference_are_the_newer_one() {
        let before = hall();
        let mut after = before.clone();
        put(&mut after, 1, &Action::Ask { team: TeamId::parse("a").unwrap(), words: "hello".into() }, 20);
        assert_eq!(Board::of(&after), Board::of(&before));
        assert_eq!(Mine::all(&after)[&person(0)].asking, [(person(1), "hello".to_owned())]);
        put(&mut after, 0, &Action::TakeIn(person(1)), 21);
        put(&mut after, 2, &Action::Create { team: TeamId::parse("b").unwrap(), facts: TeamFacts::default() }, 22);
        let (old, new) = (Board::of(&before), Board::of(&after));
        let delta = new.since(&old);
        assert_eq!((delta.teams.len(), delta.no_people.clone()), (2, vec![person(1), person(2)]));
        let mut caught_up = old;
        caught_up.apply(&delta);
        assert_eq!(caught_up, new);
        assert!(new.since(&caught_up).is_empty());
    }
}
