//! The board as signals, so that what changes is changed on the page and nothing else.

use crate::pending::{Deed, Still, after};
use crate::words::{Words, named};
use domain::ideathon::{Board, Delta, Mine, PersonCard, Skill, TeamCard, Terms};
use domain::kernel::ids::{AccountId, ChallengeId, TeamId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that a browser begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The board.
    pub board: Board,
    /// What concerns the one who looks.
    pub mine: Mine,
    /// Who is here now.
    pub here: Vec<AccountId>,
    /// The challenges and their titles.
    pub challenges: Vec<(ChallengeId, String)>,
    /// The names of skills.
    pub skills: Vec<(Skill, String)>,
    /// The names of languages.
    pub languages: Vec<(String, String)>,
    /// The words of the page.
    pub words: Words,
    /// The language of the page.
    pub lang: String,
    /// The page that forms return to.
    pub page: String,
    /// What the ids of this page's forms begin with.
    pub requests: String,
}

/// Why something was not done, beside what it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The team it was about.
    pub team: Option<TeamId>,
    /// The person it was about.
    pub person: Option<AccountId>,
    /// The reason, in the language of the page.
    pub says: String,
}

/// What one wants to see of the teams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this challenge.
    pub challenge: Option<ChallengeId>,
    /// Looking for this skill.
    pub skill: Option<Skill>,
    /// With a place free.
    pub free: bool,
}

impl Filter {
    /// Whether a team is among them.
    pub fn admits(&self, card: &TeamCard, terms: &Terms) -> bool {
        self.challenge.as_ref().is_none_or(|c| card.challenge.as_ref() == Some(c))
            && self.skill.is_none_or(|s| card.gaps.contains(&s))
            && (!self.free || (card.free(terms) > 0 && !card.closed))
    }
}

/// The board, alive.
#[derive(Clone, Copy)]
pub struct Live {
    /// What does not change while the page is open.
    pub room: StoredValue<Arc<Room>>,
    /// The terms.
    pub terms: RwSignal<Terms>,
    /// The teams, in the order in which they stand.
    pub teams: RwSignal<Still>,
    /// The people who look, likewise.
    pub people: RwSignal<Still>,
    cards: StoredValue<BTreeMap<TeamId, RwSignal<Arc<TeamCard>>>>,
    persons: StoredValue<BTreeMap<AccountId, RwSignal<Arc<PersonCard>>>>,
    board: StoredValue<Arc<Board>>,
    /// What concerns me, as the server says.
    pub told: RwSignal<Mine>,
    /// What I did that is not answered yet.
    pub deeds: RwSignal<Vec<Deed>>,
    /// What concerns me, with what I did.
    pub mine: Memo<Arc<Mine>>,
    /// Who is here now.
    pub here: RwSignal<Arc<Vec<AccountId>>>,
    /// Why the last thing was not done.
    pub refused: RwSignal<Option<Refused>>,
    /// What is said to those who listen.
    pub says: RwSignal<String>,
    /// Whether the server can be reached.
    pub online: RwSignal<bool>,
    /// Which teams are left out by the filter.
    pub hidden: RwSignal<Arc<Vec<TeamId>>>,
    /// The filter.
    pub filter: RwSignal<Filter>,
    /// Counts forms.
    forms: StoredValue<u32>,
    /// Does something that was asked for; nothing on the server.
    pub act: Callback<Deed>,
}

impl Live {
    /// The board as it begins.
    pub fn new(room: Room, filter: Filter, act: Callback<Deed>) -> Self {
        let mut cards = BTreeMap::new();
        for team in &room.board.teams {
            cards.insert(team.id.clone(), RwSignal::new(Arc::new(team.clone())));
        }
        let mut persons = BTreeMap::new();
        for person in &room.board.people {
            persons.insert(person.id.clone(), RwSignal::new(Arc::new(person.clone())));
        }
        let (told, deeds) = (RwSignal::new(room.mine.clone()), RwSignal::new(Vec::new()));
        let live = Self {
            terms: RwSignal::new(room.board.terms.clone()),
            teams: RwSignal::new(Still::of(ids_of_teams(&room.board))),
            people: RwSignal::new(Still::of(ids_of_people(&room.board))),
            cards: StoredValue::new(cards),
            persons: StoredValue::new(persons),
            board: StoredValue::new(Arc::new(room.board.clone())),
            told,
            deeds,
            mine: Memo::new(move |_| Arc::new(after(&told.get(), &deeds.get()))),
            here: RwSignal::new(Arc::new(room.here.clone())),
            refused: RwSignal::new(None),
            says: RwSignal::new(String::new()),
            online: RwSignal::new(true),
            hidden: RwSignal::default(),
            filter: RwSignal::new(Filter::default()),
            forms: StoredValue::new(0),
            act,
            room: StoredValue::new(Arc::new(room)),
        };
        live.choose(filter);
        live
    }

    /// What does not change while the page is open.
    pub fn room(&self) -> Arc<Room> {
        self.room.get_value()
    }

    /// A text of the page.
    pub fn words(&self, of: fn(&Words) -> String) -> String {
        of(&self.room().words)
    }

    /// The card of a team that is or was on the board.
    pub fn card(&self, id: &TeamId) -> Option<RwSignal<Arc<TeamCard>>> {
        self.cards.with_value(|cards| cards.get(id).copied())
    }

    /// The card of a person who is or was on the board.
    pub fn person(&self, id: &AccountId) -> Option<RwSignal<Arc<PersonCard>>> {
        self.persons.with_value(|persons| persons.get(id).copied())
    }

    /// The name of somebody who looks.
    pub fn name_of(&self, id: &AccountId) -> String {
        self.person(id).map(|p| p.get_untracked().name.clone()).unwrap_or_default()
    }

    /// The name of a team.
    pub fn team_name(&self, id: &TeamId) -> String {
        self.card(id).map(|c| c.get_untracked().name.clone()).unwrap_or_default()
    }

    /// The board at this moment.
    pub fn board(&self) -> Arc<Board> {
        self.board.get_value()
    }

    /// The id of another form of this page.
    pub fn form_id(&self) -> String {
        self.forms.update_value(|n| *n += 1);
        format!("{}-{}", self.room().requests, self.forms.get_value())
    }

    /// Shows the teams of a filter; what is gone goes now.
    pub fn choose(&self, filter: Filter) {
        self.settle();
        let terms = self.terms.get_untracked();
        let board = self.board();
        let hidden = board.teams.iter().filter(|t| !filter.admits(t, &terms)).map(|t| t.id.clone()).collect();
        self.hidden.set(Arc::new(hidden));
        self.filter.set(filter);
    }

    /// Removes what is gone.
    pub fn settle(&self) {
        for still in [self.teams, self.people] {
            let mut now = still.get_untracked();
            if now.shown.iter().any(|(_, gone)| *gone) {
                now.settle();
                still.set(now);
            }
        }
    }

    /// Takes over a whole board, after a pause.
    pub fn catch_up(&self, board: &Board) {
        let delta = board.since(&self.board());
        self.follow(&delta);
    }

    /// Takes over what changed.
    pub fn follow(&self, delta: &Delta) {
        if delta.is_empty() {
            return;
        }
        let mut board = (*self.board()).clone();
        board.apply(delta);
        let board = Arc::new(board);
        self.board.set_value(board.clone());
        if let Some(terms) = &delta.terms {
            self.terms.set(terms.clone());
        }
        for team in &delta.teams {
            match self.card(&team.id) {
                Some(card) => card.set(Arc::new(team.clone())),
                None => {
                    if !self.filter.get_untracked().admits(team, &self.terms.get_untracked()) {
                        let mut hidden = (*self.hidden.get_untracked()).clone();
                        hidden.push(team.id.clone());
                        self.hidden.set(Arc::new(hidden));
                    }
                    self.cards.update_value(|cards| {
                        cards.insert(team.id.clone(), RwSignal::new(Arc::new(team.clone())));
                    });
                }
            }
        }
        for person in &delta.people {
            match self.person(&person.id) {
                Some(card) => card.set(Arc::new(person.clone())),
                None => self.persons.update_value(|persons| {
                    persons.insert(person.id.clone(), RwSignal::new(Arc::new(person.clone())));
                }),
            }
        }
        for (still, ids) in [(self.teams, ids_of_teams(&board)), (self.people, ids_of_people(&board))] {
            let mut now = still.get_untracked();
            if now.follow(&ids) {
                still.set(now);
            }
        }
    }

    /// Takes over what concerns me, and says it to those who listen.
    pub fn hear(&self, mine: Mine) {
        let before = self.told.get_untracked();
        let mut news = Vec::new();
        for team in mine.invited_by.iter().filter(|t| !before.invited_by.contains(t)) {
            news.push(named(&self.words(|w| w.invites_you()), &self.team_name(team)));
        }
        for (person, _) in mine.asking.iter().filter(|(p, _)| !before.asking.iter().any(|(q, _)| q == p)) {
            news.push(named(&self.words(|w| w.asks_you()), &self.name_of(person)));
        }
        for team in mine.wished_by.iter().filter(|t| !before.wished_by.contains(t)) {
            news.push(named(&self.words(|w| w.wants_to_merge()), &self.team_name(team)));
        }
        if mine.offer.is_some() && before.offer.is_none() {
            news.push(self.words(|w| w.offered()));
        }
        if let Some(team) = mine.team.as_ref().filter(|t| before.team.as_ref() != Some(t)) {
            news.push(named(&self.words(|w| w.joined()), &self.team_name(team)));
        } else if mine.team.is_none() && before.team.is_some() {
            news.push(self.words(|w| w.left()));
        }
        if !news.is_empty() {
            self.says.set(news.join(" "));
        }
        self.deeds.update(|deeds| deeds.retain(|d| !d.done));
        self.told.set(mine);
    }
}

fn ids_of_teams(board: &Board) -> Vec<String> {
    board.teams.iter().map(|t| t.id.to_string()).collect()
}

fn ids_of_people(board: &Board) -> Vec<String> {
    board.people.iter().map(|p| p.id.to_string()).collect()
}
