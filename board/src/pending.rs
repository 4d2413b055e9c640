//! What I did that the server has not answered yet: shown at once, and taken back visibly when it is refused.

use domain::ideathon::Mine;
use domain::kernel::ids::{AccountId, TeamId};
use serde::{Deserialize, Serialize};

/// Something that I did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The request's id: however often it is sent, it happens once.
    pub id: String,
    /// What, as the server function knows it.
    pub what: String,
    /// To which team.
    pub team: Option<TeamId>,
    /// To whom.
    pub person: Option<AccountId>,
    /// Whether the server has done it, and only its news is still on the way.
    #[serde(default)]
    pub done: bool,
}

impl Deed {
    /// Whether it is about this team or this person.
    pub fn is_about(&self, team: Option<&TeamId>, person: Option<&AccountId>) -> bool {
        self.team.as_ref() == team && self.person.as_ref() == person
    }
}

/// What concerns me as it will be when everything that I did is done.
pub fn after(mine: &Mine, deeds: &[Deed]) -> Mine {
    let mut mine = mine.clone();
    for deed in deeds {
        if let (Some(offer), "match_yes" | "match_no") = (&mut mine.offer, deed.what.as_str()) {
            offer.answer = Some(deed.what == "match_yes");
        }
        if let Some(team) = &deed.team {
            match deed.what.as_str() {
                "ask" if mine.invited_by.contains(team) => join(&mut mine, team),
                "ask" if !mine.asked.contains(team) => mine.asked.push(team.clone()),
                "take_back" => mine.asked.retain(|t| t != team),
                "accept_invitation" => join(&mut mine, team),
                "decline_invitation" => mine.invited_by.retain(|t| t != team),
                "wish_merge" if !mine.wished.contains(team) => mine.wished.push(team.clone()),
                "unwish_merge" => mine.wished.retain(|t| t != team),
                "accept_merge" | "decline_merge" => mine.wished_by.retain(|t| t != team),
                _ => {}
            }
        }
        if let Some(person) = &deed.person {
            match deed.what.as_str() {
                "invite" if mine.asking.iter().any(|(p, _)| p == person) => mine.asking.retain(|(p, _)| p != person),
                "invite" if !mine.invited.contains(person) => mine.invited.push(person.clone()),
                "uninvite" => mine.invited.retain(|p| p != person),
                "take_in" | "turn_down" => mine.asking.retain(|(p, _)| p != person),
                _ => {}
            }
        }
    }
    mine
}

fn join(mine: &mut Mine, team: &TeamId) {
    mine.team = Some(team.clone());
    mine.asked.clear();
    mine.invited_by.clear();
}

/// A list in which nothing moves under one's finger: what is gone stays, marked, until [`Still::settle`]; what is new comes at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// The ids of what is shown, in order, and whether it is gone.
    pub shown: Vec<(String, bool)>,
}

impl Still {
    /// A list of these.
    pub fn of(ids: Vec<String>) -> Self {
        Self { shown: ids.into_iter().map(|id| (id, false)).collect() }
    }

    /// Takes over what is there now; answers whether that is anything else than before.
    pub fn follow(&mut self, now: &[String]) -> bool {
        let mut differs = false;
        for (id, gone) in &mut self.shown {
            let is_gone = !now.contains(id);
            differs |= *gone != is_gone;
            *gone = is_gone;
        }
        for id in now {
            if !self.shown.iter().any(|(shown, _)| shown == id) {
                self.shown.push((id.clone(), false));
                differs = true;
            }
        }
        differs
    }

    /// Removes what is gone.
    pub fn settle(&mut self) {
        self.shown.retain(|(_, gone)| !gone);
    }

    /// How many are not gone.
    pub fn len(&self) -> usize {
        self.shown.iter().filter(|(_, gone)| !gone).count()
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(what: &str, team: &str) -> Deed {
        Deed { id: "1".into(), what: what.into(), team: Some(TeamId::parse(team).unwrap()), person: None, done: false }
    }

    #[test]
    fn what_i_do_shows_at_once_and_is_gone_when_it_is_taken_back() {
        let team = |id: &str| TeamId::parse(id).unwrap();
        let mine = Mine { invited_by: vec![team("b")], ..Mine::default() };
        assert_eq!(after(&mine, &[deed("ask", "a")]).asked, [team("a")]);
        assert_eq!(after(&mine, &[deed("ask", "a"), deed("take_back", "a")]), mine);
        // Where the team has invited, asking is joining.
        assert_eq!(after(&mine, &[deed("ask", "b")]).team, Some(team("b")));
        assert_eq!(after(&mine, &[]), mine);
    }

    #[test]
    fn nothing_moves_until_it_settles() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let shown = |list: &Still| list.shown.iter().map(|(id, gone)| format!("{id}{}", if *gone { "-" } else { "" })).collect::<Vec<_>>().join(" ");
        let mut list = Still::of(ids(&["a", "b", "c"]));
        assert!(list.follow(&ids(&["a", "c", "d"])));
        assert_eq!((shown(&list).as_str(), list.len()), ("a b- c d", 3));
        assert!(!list.follow(&ids(&["d", "a", "c"])), "another order is no change");
        assert!(list.follow(&ids(&["b", "a", "c", "d"])));
        assert_eq!(shown(&list), "a b c d");
        list.follow(&ids(&["c"]));
        list.settle();
        assert_eq!(shown(&list), "c");
    }
}
