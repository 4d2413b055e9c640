//! Rows of participants, teams and what is between them, and the ids of their records.

use domain::ideathon::{Ended, InviteCode, Link, Member, Participant, Side, Team, Wish};
use domain::kernel::ids::{AccountId, TeamId};
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::rows::{self, parts};
use crate::engine::clock::At;
use crate::engine::error::StoreError;

fn shape(what: impl ToString) -> StoreError {
    StoreError::shape("ideathon.row", what.to_string())
}

fn json(what: &impl serde::Serialize) -> Result<Json, StoreError> {
    serde_json::to_value(what).map_err(shape)
}

fn parsed<T: serde::de::DeserializeOwned>(what: Json) -> Result<T, StoreError> {
    serde_json::from_value(what).map_err(shape)
}

fn account_of(id: &str) -> Result<AccountId, StoreError> {
    AccountId::parse(id).map_err(shape)
}

fn team_of(id: &str) -> Result<TeamId, StoreError> {
    TeamId::parse(id).map_err(shape)
}

/// The record of a participant.
pub fn participant(id: &AccountId) -> RecordId {
    RecordId::new("participant", id.as_str())
}

/// The record of a team.
pub fn team(id: &TeamId) -> RecordId {
    RecordId::new("team", id.as_str())
}

pub fn link(team: &TeamId, person: &AccountId) -> RecordId {
    parts("team_link", [team.to_string(), person.to_string()])
}

pub fn wish(from: &TeamId, to: &TeamId) -> RecordId {
    parts("team_wish", [from.to_string(), to.to_string()])
}

#[derive(Clone, Debug, SurrealValue)]
pub struct ParticipantRow {
    account: RecordId,
    name: String,
    city: String,
    city_key: String,
    profile: Json,
    mentor: bool,
    team: Option<String>,
    since: At,
    version: i64,
}

impl ParticipantRow {
    /// The row that follows what was read. A new one begins at a number that none before it had, also not one that was deleted.
    pub fn of(participant: &Participant) -> Result<Self, StoreError> {
        let version = i64::try_from(participant.version).unwrap_or(i64::MAX);
        Ok(Self {
            account: rows::account(&participant.account),
            name: participant.name.clone(),
            city: participant.city.clone(),
            city_key: participant.city_key.clone(),
            profile: json(&participant.profile)?,
            mentor: participant.mentor,
            team: participant.team.as_ref().map(ToString::to_string),
            since: At(participant.since),
            version: if version == 0 { participant.since.as_microsecond() } else { version + 1 },
        })
    }

    pub fn participant(self) -> Result<Participant, StoreError> {
        Ok(Participant {
            account: rows::account_id(&self.account)?,
            name: self.name,
            city: self.city,
            city_key: self.city_key,
            profile: parsed(self.profile)?,
            mentor: self.mentor,
            team: self.team.as_deref().map(team_of).transpose()?,
            since: self.since.0,
            version: u64::try_from(self.version).unwrap_or_default(),
        })
    }
}

#[derive(Clone, Debug, SurrealValue)]
struct MemberRow {
    account: String,
    at: At,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct TeamRow {
    id: RecordId,
    facts: Json,
    members: Vec<MemberRow>,
    captain: Option<String>,
    closed: bool,
    open_to_match: bool,
    code: Option<String>,
    code_until: Option<At>,
    ended: Option<String>,
    into: Option<String>,
    since: At,
    version: i64,
}

impl TeamRow {
    /// The row that follows what was read.
    pub fn of(team: &Team) -> Result<Self, StoreError> {
        let into = match &team.ended {
            Some(Ended::Merged(into)) => Some(into.to_string()),
            _ => None,
        };
        Ok(Self {
            id: self::team(&team.id),
            facts: json(&team.facts)?,
            members: team.members.iter().map(|m| MemberRow { account: m.account.to_string(), at: At(m.at) }).collect(),
            captain: team.captain.as_ref().map(ToString::to_string),
            closed: team.closed,
            open_to_match: team.open_to_match,
            code: team.code.as_ref().map(|c| c.code.clone()),
            code_until: team.code.as_ref().map(|c| At(c.until)),
            ended: team.ended.as_ref().map(|e| if matches!(e, Ended::Merged(_)) { "merged" } else { "dissolved" }.to_owned()),
            into,
            since: At(team.since),
            version: i64::try_from(team.version).unwrap_or(i64::MAX - 1) + 1,
        })
    }

    /// The team that it is.
    pub fn team(self) -> Result<Team, StoreError> {
        let ended = match (self.ended, self.into) {
            (None, _) => None,
            (Some(_), Some(into)) => Some(Ended::Merged(team_of(&into)?)),
            (Some(_), None) => Some(Ended::Dissolved),
        };
        let members = self.members.into_iter().map(|m| Ok(Member { account: account_of(&m.account)?, at: m.at.0 }));
        Ok(Team {
            id: team_of(&rows::key(&self.id)?)?,
            facts: parsed(self.facts)?,
            members: members.collect::<Result<_, StoreError>>()?,
            captain: self.captain.as_deref().map(account_of).transpose()?,
            closed: self.closed,
            open_to_match: self.open_to_match,
            code: self.code.zip(self.code_until).map(|(code, until)| InviteCode { code, until: until.0 }),
            ended,
            since: self.since.0,
            version: u64::try_from(self.version).unwrap_or_default(),
        })
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub struct LinkRow {
    team: String,
    person: String,
    side: String,
    words: String,
    at: At,
}

impl LinkRow {
    pub fn of(link: &Link) -> Self {
        Self {
            team: link.team.to_string(),
            person: link.person.to_string(),
            side: if link.from == Side::Person { "person" } else { "team" }.to_owned(),
            words: link.words.clone(),
            at: At(link.at),
        }
    }

    pub fn link(self) -> Result<Link, StoreError> {
        let from = if self.side == "person" { Side::Person } else { Side::Team };
        Ok(Link { team: team_of(&self.team)?, person: account_of(&self.person)?, from, words: self.words, at: self.at.0 })
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub struct WishRow {
    team: String,
    into: String,
    at: At,
}

impl WishRow {
    pub fn of(wish: &Wish) -> Self {
        Self { team: wish.from.to_string(), into: wish.to.to_string(), at: At(wish.at) }
    }

    pub fn wish(self) -> Result<Wish, StoreError> {
        Ok(Wish { from: team_of(&self.team)?, to: team_of(&self.into)?, at: self.at.0 })
    }
}
