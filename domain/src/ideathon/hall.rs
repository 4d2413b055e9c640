//! Who is with whom: what a decision about teams looks at, and what it changes.
//!
//! Everything that moves a person into or out of a team is decided here, on rows as they were read. The store writes what was decided when none
//! of these rows changed meanwhile, or has it decided again; every team and person that a decision rests on is among what it writes.

use super::{Ended, InviteCode, Matching, Member, Participant, Phase, Profile, Refusal, Rules, Team, TeamFacts};
use crate::kernel::ids::{AccountId, TeamId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many teams a person may have asked at once.
const MOST_ASKED: usize = 5;
/// How many people a team may have invited at once.
const MOST_INVITED: usize = 12;

/// That a person and a team may come together: one of the two said so. There is one a pair, so that request and invitation cannot miss each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The team.
    pub team: TeamId,
    /// The person.
    pub person: AccountId,
    /// Who said so.
    pub from: Side,
    /// A sentence with it.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// A side of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person asks to join.
    Person,
    /// The team invites.
    Team,
}

/// That a team would like to go into another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The team that asks, and would be no more.
    pub from: TeamId,
    /// The team that is asked.
    pub to: TeamId,
    /// When.
    pub at: Timestamp,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// A participant, for themselves or for their team.
    Participant(&'a AccountId),
    /// An organiser, or the match that was agreed to.
    Organiser,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Takes part, or says something else of oneself.
    Profile {
        /// The name that the others see.
        name: String,
        /// The city.
        city: String,
        /// What the rule of diversity counts it by.
        city_key: String,
        /// What the person says.
        profile: Profile,
    },
    /// Takes part no longer.
    Stop,
    /// Makes a team and is its captain.
    Create {
        /// The new team's id.
        team: TeamId,
        /// What it says of itself.
        facts: TeamFacts,
    },
    /// Says something else of one's team.
    Describe(TeamFacts),
    /// Asks to join; where the team has invited, that is joining.
    Ask {
        /// Which one.
        team: TeamId,
        /// A sentence with it.
        words: String,
    },
    /// Takes one's request back.
    TakeBack(TeamId),
    /// Joins a team that invited.
    AcceptInvitation(TeamId),
    /// Does not.
    DeclineInvitation(TeamId),
    /// Joins by the team's code.
    UseCode(TeamId, String),
    /// Invites somebody into one's team; where they have asked, that is taking them in.
    Invite(AccountId),
    /// Takes an invitation back.
    Uninvite(AccountId),
    /// Takes somebody in who asked.
    TakeIn(AccountId),
    /// Does not.
    TurnDown(AccountId),
    /// Has a new code for one's team; the one before lets nobody in any more.
    NewCode(InviteCode),
    /// Has no code any more.
    NoCode,
    /// Leaves one's team.
    Leave,
    /// Makes another member the captain.
    HandOver(AccountId),
    /// Closes one's team to newcomers, or opens it.
    Close(bool),
    /// Says whether one's team takes people whom the match proposes.
    OpenToMatch(bool),
    /// Would like to go into another team; where that one would like to come, it comes.
    WishMerge(TeamId),
    /// Takes that wish back.
    UnwishMerge(TeamId),
    /// Takes a team in that wished to come.
    AcceptMerge(TeamId),
    /// Does not.
    DeclineMerge(TeamId),
    /// Moves a person into a team, or out of theirs.
    Move(AccountId, Option<TeamId>),
    /// Ends a team.
    Dissolve(TeamId),
    /// Makes a participant a mentor, or no longer.
    Mentor(AccountId, bool),
    /// Brings those of these people into a team who can still come.
    Bring {
        /// The team.
        team: TeamId,
        /// Who.
        people: Vec<AccountId>,
    },
    /// Makes a team of those of these people who can still come.
    Form {
        /// The new team's id.
        team: TeamId,
        /// What it says of itself.
        facts: TeamFacts,
        /// Who, the captain first.
        people: Vec<AccountId>,
    },
}

impl Action {
    /// Reads what a form asks for that needs no more than a team, a person and a sentence; `None` when there is no such thing.
    pub fn parse(what: &str, team: Option<TeamId>, person: Option<AccountId>, words: String) -> Option<Self> {
        Some(match what {
            "ask" => Self::Ask { team: team?, words },
            "take_back" => Self::TakeBack(team?),
            "accept_invitation" => Self::AcceptInvitation(team?),
            "decline_invitation" => Self::DeclineInvitation(team?),
            "invite" => Self::Invite(person?),
            "uninvite" => Self::Uninvite(person?),
            "take_in" => Self::TakeIn(person?),
            "turn_down" => Self::TurnDown(person?),
            "no_code" => Self::NoCode,
            "leave" => Self::Leave,
            "hand_over" => Self::HandOver(person?),
            "close" => Self::Close(true),
            "open" => Self::Close(false),
            "match_on" => Self::OpenToMatch(true),
            "match_off" => Self::OpenToMatch(false),
            "wish_merge" => Self::WishMerge(team?),
            "unwish_merge" => Self::UnwishMerge(team?),
            "accept_merge" => Self::AcceptMerge(team?),
            "decline_merge" => Self::DeclineMerge(team?),
            "stop" => Self::Stop,
            _ => return None,
        })
    }

    /// The verb under which keys and audit rows know it.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Profile { .. } => "profile_kept",
            Self::Stop => "stopped",
            Self::Create { .. } => "team_made",
            Self::Describe(_) => "team_described",
            Self::Ask { .. } => "asked",
            Self::TakeBack(_) => "request_taken_back",
            Self::AcceptInvitation(_) => "invitation_accepted",
            Self::DeclineInvitation(_) => "invitation_declined",
            Self::UseCode(..) => "code_used",
            Self::Invite(_) => "invited",
            Self::Uninvite(_) => "invitation_taken_back",
            Self::TakeIn(_) => "taken_in",
            Self::TurnDown(_) => "turned_down",
            Self::NewCode(_) => "code_made",
            Self::NoCode => "code_dropped",
            Self::Leave => "left",
            Self::HandOver(_) => "handed_over",
            Self::Close(_) => "closed",
            Self::OpenToMatch(_) => "opened_to_match",
            Self::WishMerge(_) => "merge_wished",
            Self::UnwishMerge(_) => "merge_taken_back",
            Self::AcceptMerge(_) => "merged",
            Self::DeclineMerge(_) => "merge_declined",
            Self::Move(..) => "moved",
            Self::Dissolve(_) => "dissolved",
            Self::Mentor(..) => "mentor_set",
            Self::Bring { .. } | Self::Form { .. } => "matched",
        }
    }

    /// The people it names besides the one who acts.
    pub fn people(&self) -> Vec<&AccountId> {
        match self {
            Self::Invite(p) | Self::Uninvite(p) | Self::TakeIn(p) | Self::TurnDown(p) | Self::HandOver(p) | Self::Move(p, _) | Self::Mentor(p, _) => {
                vec![p]
            }
            Self::Bring { people, .. } | Self::Form { people, .. } => people.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The teams it names.
    pub fn teams(&self) -> Vec<&TeamId> {
        match self {
            Self::Create { team, .. } | Self::Ask { team, .. } | Self::Bring { team, .. } | Self::Form { team, .. } => vec![team],
            Self::TakeBack(t)
            | Self::AcceptInvitation(t)
            | Self::DeclineInvitation(t)
            | Self::UseCode(t, _)
            | Self::WishMerge(t)
            | Self::UnwishMerge(t)
            | Self::AcceptMerge(t)
            | Self::DeclineMerge(t)
            | Self::Dissolve(t)
            | Self::Move(_, Some(t)) => vec![t],
            _ => Vec::new(),
        }
    }
}

/// What somebody is told by e-mail, because they may not be looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A team invites them.
    Invited(TeamId),
    /// A team took them in.
    TakenIn(TeamId),
    /// An organiser moved them.
    Moved(Option<TeamId>),
    /// Their team went into another one.
    Merged(TeamId),
    /// Their team was dissolved by an organiser.
    Dissolved(TeamId),
    /// They lead their team now.
    Captain(TeamId),
    /// A team is proposed to them.
    Proposed,
}

/// What a decision looks at.
#[derive(Clone, Debug, Default)]
pub struct Hall {
    /// The rules.
    pub rules: Rules,
    /// The people it is about, and all members of the teams it is about.
    pub people: BTreeMap<AccountId, Participant>,
    /// The teams it is about.
    pub teams: BTreeMap<TeamId, Team>,
    /// All links of these people and of these teams.
    pub links: Vec<Link>,
    /// All wishes of and for these teams.
    pub wishes: Vec<Wish>,
    /// What is proposed to those who have no team, where everybody is in the hall.
    pub matching: Option<Matching>,
}

/// What a decision changes. Rows keep the version they were read with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Participants as they are then.
    pub people: Vec<Participant>,
    /// Those who take part no longer.
    pub gone: Vec<Participant>,
    /// Teams as they are then.
    pub teams: Vec<Team>,
    /// Links that are new or different.
    pub links: Vec<Link>,
    /// Links that end.
    pub unlinked: Vec<(TeamId, AccountId)>,
    /// Wishes that are new.
    pub wishes: Vec<Wish>,
    /// Wishes that end.
    pub unwished: Vec<(TeamId, TeamId)>,
    /// Who is told what.
    pub news: Vec<(AccountId, News)>,
}

/// A decision that is being made.
struct Deciding<'a> {
    hall: &'a mut Hall,
    now: Timestamp,
    organiser: bool,
    people: BTreeSet<AccountId>,
    teams: BTreeSet<TeamId>,
    plan: Plan,
}

impl Hall {
    /// Decides on an action at a moment.
    pub fn decide(mut self, by: By<'_>, action: &Action, now: Timestamp) -> Result<Plan, Refusal> {
        let organiser = by == By::Organiser;
        let mut deciding = Deciding { hall: &mut self, now, organiser, people: BTreeSet::new(), teams: BTreeSet::new(), plan: Plan::default() };
        match by {
            By::Organiser => deciding.organise(action)?,
            By::Participant(me) => deciding.act(me, action)?,
        }
        let Deciding { people, teams, mut plan, .. } = deciding;
        let gone = |id: &AccountId| plan.gone.iter().any(|p| p.account == *id);
        plan.people = people.iter().filter(|id| !gone(id)).filter_map(|id| self.people.get(id).cloned()).collect();
        plan.teams = teams.iter().filter_map(|id| self.teams.get(id).cloned()).collect();
        Ok(plan)
    }
}

impl Deciding<'_> {
    fn act(&mut self, me: &AccountId, action: &Action) -> Result<(), Refusal> {
        match action {
            Action::Profile { name, city, city_key, profile } => return self.profile(me, name, city, city_key, profile),
            Action::Stop => return self.stop(me),
            _ => {}
        }
        let own = self.person(me)?.team.clone();
        self.people.insert(me.clone());
        match action {
            Action::Profile { .. }
            | Action::Stop
            | Action::Move(..)
            | Action::Dissolve(_)
            | Action::Mentor(..)
            | Action::Bring { .. }
            | Action::Form { .. } => Err(Refusal::NothingToAnswer),
            Action::Create { team, facts } => self.create(me, team, facts),
            Action::Ask { team, words } => self.ask(me, team, words),
            Action::TakeBack(team) => self.unlink(team, me, Side::Person),
            Action::AcceptInvitation(team) => {
                self.linked(team, me, Side::Team)?;
                self.join(me, team)
            }
            Action::DeclineInvitation(team) => self.unlink(team, me, Side::Team),
            Action::UseCode(team, code) => self.use_code(me, team, code),
            Action::Leave => {
                self.is_forming()?;
                let team = own.ok_or(Refusal::InNoTeam)?;
                self.leave(me, &team)
            }
            _ => self.act_for_team(me, &own.ok_or(Refusal::InNoTeam)?, action),
        }
    }

    /// What any member does for their team, and what only its captain does.
    fn act_for_team(&mut self, me: &AccountId, own: &TeamId, action: &Action) -> Result<(), Refusal> {
        let captain = self.team(own)?.captain.as_ref() == Some(me);
        self.teams.insert(own.clone());
        let captains = matches!(
            action,
            Action::HandOver(_)
                | Action::Close(_)
                | Action::OpenToMatch(_)
                | Action::WishMerge(_)
                | Action::UnwishMerge(_)
                | Action::AcceptMerge(_)
                | Action::DeclineMerge(_)
        );
        if captains && !captain {
            return Err(Refusal::CaptainOnly);
        }
        match action {
            Action::Describe(facts) => {
                let idea = self.team(own)?.facts.idea.clone();
                self.change_team(own, |team| team.facts = TeamFacts { idea: facts.idea.clone().or(idea), ..facts.clone() })
            }
            Action::Invite(person) => self.invite(own, person),
            Action::Uninvite(person) => self.unlink(own, person, Side::Team),
            Action::TakeIn(person) => {
                self.linked(own, person, Side::Person)?;
                self.join(person, own)?;
                self.tell(person, News::TakenIn(own.clone()));
                Ok(())
            }
            Action::TurnDown(person) => self.unlink(own, person, Side::Person),
            Action::NewCode(code) => {
                self.is_forming()?;
                self.change_team(own, |team| team.code = Some(code.clone()))
            }
            Action::NoCode => self.change_team(own, |team| team.code = None),
            Action::HandOver(to) => {
                if !self.team(own)?.has(to) {
                    return Err(Refusal::InNoTeam);
                }
                self.tell(to, News::Captain(own.clone()));
                self.change_team(own, |team| team.captain = Some(to.clone()))
            }
            Action::Close(closed) => self.change_team(own, |team| team.closed = *closed),
            Action::OpenToMatch(open) => self.change_team(own, |team| team.open_to_match = *open),
            Action::WishMerge(other) => self.wish(own, other),
            Action::UnwishMerge(other) => self.unwish(own, other),
            Action::AcceptMerge(other) => {
                if !self.hall.wishes.iter().any(|w| w.from == *other && w.to == *own) {
                    return Err(Refusal::NothingToAnswer);
                }
                self.merge(other, own)
            }
            Action::DeclineMerge(other) => self.unwish(other, own),
            _ => Err(Refusal::NothingToAnswer),
        }
    }

    fn organise(&mut self, action: &Action) -> Result<(), Refusal> {
        match action {
            Action::Move(person, to) => {
                let from = self.person(person)?.team.clone();
                if from == *to {
                    return Err(if to.is_some() { Refusal::InATeam } else { Refusal::InNoTeam });
                }
                if let Some(from) = &from {
                    self.leave(person, from)?;
                }
                if let Some(to) = to {
                    self.join(person, to)?;
                }
                self.tell(person, News::Moved(to.clone()));
                Ok(())
            }
            Action::Dissolve(team) => {
                let members: Vec<AccountId> = self.team(team)?.members.iter().map(|m| m.account.clone()).collect();
                for member in &members {
                    self.leave(member, team)?;
                    self.tell(member, News::Dissolved(team.clone()));
                }
                self.plan.news.retain(|(_, news)| !matches!(news, News::Captain(_)));
                Ok(())
            }
            Action::Mentor(person, mentor) => {
                if *mentor && self.person(person)?.team.is_some() {
                    return Err(Refusal::InATeam);
                }
                if *mentor {
                    self.unlink_all(|link| link.person == *person);
                }
                self.change_person(person, |p| p.mentor = *mentor)
            }
            Action::Bring { team, people } => self.bring(team, people),
            Action::Form { team, facts, people } => {
                let able: Vec<&AccountId> = people.iter().filter(|p| self.person(p).is_ok_and(Participant::is_looking)).collect();
                let [captain, _, ..] = able.as_slice() else { return Err(Refusal::NotComplete) };
                self.create(captain, team, facts)?;
                self.tell(captain, News::TakenIn(team.clone()));
                let others: Vec<AccountId> = able.iter().skip(1).map(|p| (*p).clone()).collect();
                self.bring(team, &others)
            }
            _ => Err(Refusal::NothingToAnswer),
        }
    }

    /// Whoever cannot come any more stays where they are.
    fn bring(&mut self, team: &TeamId, people: &[AccountId]) -> Result<(), Refusal> {
        self.team(team)?;
        let mut came = 0;
        for person in people {
            if self.person(person).is_ok_and(Participant::is_looking) && self.join(person, team).is_ok() {
                self.tell(person, News::TakenIn(team.clone()));
                came += 1;
            }
        }
        if came == 0 { Err(Refusal::NotComplete) } else { Ok(()) }
    }

    fn profile(&mut self, me: &AccountId, name: &str, city: &str, city_key: &str, profile: &Profile) -> Result<(), Refusal> {
        self.people.insert(me.clone());
        let fresh = Participant {
            account: me.clone(),
            name: name.to_owned(),
            city: city.to_owned(),
            city_key: city_key.to_owned(),
            profile: profile.clone(),
            mentor: false,
            team: None,
            since: self.now,
            version: 0,
        };
        let kept = self.hall.people.remove(me);
        let after = match kept {
            None => fresh,
            // By the city that was counted when they joined the rule stays kept.
            Some(old) if old.team.is_some() => Participant { name: fresh.name, profile: fresh.profile, ..old },
            Some(old) => Participant { mentor: old.mentor, since: old.since, version: old.version, ..fresh },
        };
        self.hall.people.insert(me.clone(), after);
        Ok(())
    }

    fn stop(&mut self, me: &AccountId) -> Result<(), Refusal> {
        if let Some(team) = self.person(me)?.team.clone() {
            self.is_forming()?;
            self.leave(me, &team)?;
        }
        self.unlink_all(|link| link.person == *me);
        let gone = self.person(me)?.clone();
        self.plan.gone.push(gone);
        Ok(())
    }

    fn create(&mut self, me: &AccountId, team: &TeamId, facts: &TeamFacts) -> Result<(), Refusal> {
        if self.hall.teams.contains_key(team) {
            return Err(Refusal::ChangedMeanwhile);
        }
        let made = Team {
            id: team.clone(),
            facts: facts.clone(),
            members: Vec::new(),
            captain: Some(me.clone()),
            closed: false,
            open_to_match: true,
            code: None,
            ended: None,
            since: self.now,
            version: 0,
        };
        self.hall.teams.insert(team.clone(), made);
        self.join(me, team)
    }

    fn ask(&mut self, me: &AccountId, team: &TeamId, words: &str) -> Result<(), Refusal> {
        self.may_join(me, team)?;
        self.teams.insert(team.clone());
        match self.link(team, me).map(|l| l.from) {
            Some(Side::Team) => return self.join(me, team),
            Some(Side::Person) => return Ok(()),
            None => {}
        }
        if self.hall.links.iter().filter(|l| l.person == *me && l.from == Side::Person).count() >= MOST_ASKED {
            return Err(Refusal::TooManyRequests);
        }
        self.plan.links.push(Link { team: team.clone(), person: me.clone(), from: Side::Person, words: words.to_owned(), at: self.now });
        Ok(())
    }

    fn invite(&mut self, own: &TeamId, person: &AccountId) -> Result<(), Refusal> {
        self.may_join(person, own)?;
        self.people.insert(person.clone());
        match self.link(own, person).map(|l| l.from) {
            Some(Side::Person) => {
                self.tell(person, News::TakenIn(own.clone()));
                return self.join(person, own);
            }
            Some(Side::Team) => return Ok(()),
            None => {}
        }
        if self.hall.links.iter().filter(|l| l.team == *own && l.from == Side::Team).count() >= MOST_INVITED {
            return Err(Refusal::TooManyRequests);
        }
        self.plan.links.push(Link { team: own.clone(), person: person.clone(), from: Side::Team, words: String::new(), at: self.now });
        self.tell(person, News::Invited(own.clone()));
        Ok(())
    }

    fn use_code(&mut self, me: &AccountId, team: &TeamId, code: &str) -> Result<(), Refusal> {
        let fits = self.team(team)?.code.as_ref().is_some_and(|c| c.code == code && c.until > self.now);
        if !fits {
            return Err(Refusal::CodeNotValid);
        }
        self.join(me, team)
    }

    fn wish(&mut self, own: &TeamId, other: &TeamId) -> Result<(), Refusal> {
        self.may_merge(own, other)?;
        self.teams.insert(other.clone());
        if self.hall.wishes.iter().any(|w| w.from == *other && w.to == *own) {
            return self.merge(other, own);
        }
        if !self.hall.wishes.iter().any(|w| w.from == *own && w.to == *other) {
            self.plan.wishes.push(Wish { from: own.clone(), to: other.clone(), at: self.now });
        }
        Ok(())
    }

    fn unwish(&mut self, from: &TeamId, to: &TeamId) -> Result<(), Refusal> {
        if !self.hall.wishes.iter().any(|w| w.from == *from && w.to == *to) {
            return Err(Refusal::NothingToAnswer);
        }
        self.plan.unwished.push((from.clone(), to.clone()));
        Ok(())
    }

    /// Whether a team could go into another one.
    fn may_merge(&self, from: &TeamId, to: &TeamId) -> Result<(), Refusal> {
        self.is_forming()?;
        let (one, other) = (self.team(from)?, self.team(to)?);
        if from == to {
            return Err(Refusal::NothingToAnswer);
        }
        if one.closed || other.closed {
            return Err(Refusal::TeamClosed);
        }
        if one.members.len() + other.members.len() > usize::from(self.hall.rules.max) {
            return Err(Refusal::TooManyTogether);
        }
        let cities = one.members.iter().chain(&other.members).filter_map(|m| self.hall.people.get(&m.account)).map(|p| p.city_key.as_str());
        self.within_cities(cities)
    }

    fn merge(&mut self, from: &TeamId, to: &TeamId) -> Result<(), Refusal> {
        self.may_merge(from, to)?;
        let members = self.team(from)?.members.clone();
        for member in &members {
            self.change_person(&member.account, |p| p.team = Some(to.clone()))?;
            self.tell(&member.account, News::Merged(to.clone()));
        }
        self.end(from, Ended::Merged(to.clone()))?;
        self.change_team(to, |team| {
            team.members.extend(members);
            team.members.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.account.cmp(&b.account)));
        })
    }

    /// Whether a person could join a team.
    fn may_join(&self, person: &AccountId, team: &TeamId) -> Result<(), Refusal> {
        let (who, into) = (self.person(person)?, self.team(team)?);
        if !self.organiser {
            self.is_forming()?;
            if into.closed {
                return Err(Refusal::TeamClosed);
            }
        }
        if who.mentor {
            return Err(Refusal::Mentor);
        }
        if who.team.is_some() {
            return Err(Refusal::InATeam);
        }
        if into.free(&self.hall.rules) == 0 {
            return Err(Refusal::TeamFull);
        }
        let cities = into.members.iter().filter_map(|m| self.hall.people.get(&m.account)).map(|p| p.city_key.as_str());
        self.within_cities(cities.chain([who.city_key.as_str()]))
    }

    fn within_cities<'c>(&self, cities: impl Iterator<Item = &'c str>) -> Result<(), Refusal> {
        let Some(most) = self.hall.rules.most_of_one_city else { return Ok(()) };
        let mut counts: BTreeMap<&str, u8> = BTreeMap::new();
        for city in cities {
            let count = counts.entry(city).or_default();
            *count += 1;
            if *count > most {
                return Err(Refusal::TooManyOfOneCity);
            }
        }
        Ok(())
    }

    /// The one way into a team.
    fn join(&mut self, person: &AccountId, team: &TeamId) -> Result<(), Refusal> {
        self.may_join(person, team)?;
        let now = self.now;
        self.unlink_all(|link| link.person == *person);
        self.change_person(person, |p| p.team = Some(team.clone()))?;
        self.change_team(team, |team| team.members.push(Member { account: person.clone(), at: now }))
    }

    /// The one way out. The captaincy goes to the one who has been there longest; the last one's leaving ends the team.
    fn leave(&mut self, person: &AccountId, team: &TeamId) -> Result<(), Refusal> {
        self.change_person(person, |p| p.team = None)?;
        self.change_team(team, |team| team.members.retain(|m| m.account != *person))?;
        let left = self.team(team)?;
        let led = left.captain.as_ref() == Some(person);
        match left.members.first().map(|m| m.account.clone()) {
            None => self.end(team, Ended::Dissolved),
            Some(next) if led => {
                self.tell(&next, News::Captain(team.clone()));
                self.change_team(team, |team| team.captain = Some(next))
            }
            Some(_) => Ok(()),
        }
    }

    fn end(&mut self, team: &TeamId, how: Ended) -> Result<(), Refusal> {
        self.unlink_all(|link| link.team == *team);
        let wishes = self.hall.wishes.iter().filter(|w| w.from == *team || w.to == *team).map(|w| (w.from.clone(), w.to.clone()));
        self.plan.unwished.extend(wishes);
        self.change_team(team, |team| {
            team.members.clear();
            (team.captain, team.code, team.ended) = (None, None, Some(how));
        })
    }

    fn unlink(&mut self, team: &TeamId, person: &AccountId, from: Side) -> Result<(), Refusal> {
        self.linked(team, person, from)?;
        self.plan.unlinked.push((team.clone(), person.clone()));
        Ok(())
    }

    fn unlink_all(&mut self, of: impl Fn(&Link) -> bool) {
        let ended = self.hall.links.iter().filter(|l| of(l)).map(|l| (l.team.clone(), l.person.clone()));
        self.plan.unlinked.extend(ended);
    }

    fn linked(&self, team: &TeamId, person: &AccountId, from: Side) -> Result<(), Refusal> {
        self.link(team, person).filter(|l| l.from == from).map(drop).ok_or(Refusal::NothingToAnswer)
    }

    fn link(&self, team: &TeamId, person: &AccountId) -> Option<&Link> {
        self.hall.links.iter().find(|l| l.team == *team && l.person == *person)
    }

    fn is_forming(&self) -> Result<(), Refusal> {
        match self.hall.rules.phase(self.now) {
            Phase::Before => Err(Refusal::NotOpenYet),
            Phase::Forming => Ok(()),
            Phase::Working | Phase::Late | Phase::Closed => Err(Refusal::Locked),
        }
    }

    fn person(&self, id: &AccountId) -> Result<&Participant, Refusal> {
        self.hall.people.get(id).ok_or(Refusal::NoParticipant)
    }

    fn team(&self, id: &TeamId) -> Result<&Team, Refusal> {
        self.hall.teams.get(id).filter(|t| t.ended.is_none()).ok_or(Refusal::TeamGone)
    }

    fn change_person(&mut self, id: &AccountId, change: impl FnOnce(&mut Participant)) -> Result<(), Refusal> {
        change(self.hall.people.get_mut(id).ok_or(Refusal::NoParticipant)?);
        self.people.insert(id.clone());
        Ok(())
    }

    fn change_team(&mut self, id: &TeamId, change: impl FnOnce(&mut Team)) -> Result<(), Refusal> {
        change(self.hall.teams.get_mut(id).ok_or(Refusal::TeamGone)?);
        self.teams.insert(id.clone());
        Ok(())
    }

    fn tell(&mut self, person: &AccountId, news: News) {
        self.plan.news.push((person.clone(), news));
    }
}

#[cfg(test)]
mod tests;
