//! What participants do: a random walk over what the board they know allows.

use super::{Dice, Person, Run, lock};
use crate::http::{self, Answer, Connection};
use anyhow::{Context, bail};
use domain::ideathon::{Board, TeamCard};
use domain::kernel::ids::{AccountId, TeamId};
use domain::kernel::text::percent;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// After how long an action is sent again that found nobody, or was told to wait.
const AGAIN: Duration = Duration::from_millis(400);
/// How often before the run is given up: longer than any start of the program.
const TRIES: usize = 400;

/// What was said between people and teams.
#[derive(Default)]
pub struct Known {
    /// Which teams invited whom.
    invited: HashMap<AccountId, Vec<TeamId>>,
    /// Who asked which team.
    asked: HashMap<TeamId, Vec<AccountId>>,
    /// Which teams would like to come into which.
    wished: HashMap<TeamId, Vec<TeamId>>,
    /// Codes with the teams they let into, the newest last.
    codes: Vec<(TeamId, String)>,
    /// The names of teams whose making was acknowledged.
    pub made: Vec<String>,
}

/// What became of actions.
#[derive(Default)]
pub struct Counts {
    /// Done.
    pub done: u64,
    /// Refused, by the reason that was shown.
    pub refused: BTreeMap<String, u64>,
    /// What was done, by kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Sent again.
    pub repeated: u64,
}

/// Something that somebody does.
#[derive(Clone)]
enum Deed {
    Create,
    Describe(TeamCard),
    Code(String),
    Gather(&'static str, Option<TeamId>, Option<AccountId>),
}

impl Deed {
    fn kind(&self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Describe(_) => "describe",
            Self::Code(_) => "use_code",
            Self::Gather(what, ..) => what,
        }
    }

    fn form(&self, mark: &str) -> (&'static str, String) {
        match self {
            Self::Create => ("create_team", format!("team_name={}&pitch=", percent(&format!("Team {mark}")))),
            Self::Describe(card) => {
                let pitch = percent(&format!("We want it {mark}"));
                ("describe_team", format!("team={}&team_name={}&pitch={pitch}", card.id, percent(&card.name)))
            }
            Self::Code(code) => ("use_code", format!("team_code={code}")),
            Self::Gather(what, team, person) => {
                let team = team.as_ref().map_or("", |t| t.as_str());
                let person = person.as_ref().map_or("", |p| p.as_str());
                ("gather", format!("what={what}&team={team}&person={person}&words="))
            }
        }
    }
}

/// Acts whenever it is time for an action, until the acting is over.
pub async fn act(run: Arc<Run>, hand: usize) -> anyhow::Result<()> {
    let mut dice = Dice::new(hand);
    let mut line = Line { run: run.clone(), connection: None };
    for turn in 0_usize.. {
        run.pace.acquire().await?.forget();
        if run.over.load(Ordering::Relaxed) {
            break;
        }
        let number = dice.below(run.people.len());
        let person = run.people.get(number).context("a person")?;
        // Who looks on knows their own board, the others one that is as old as somebody's is.
        let Some(board) = run.listeners.get(number % run.listeners.len()).and_then(|l| l.board()) else { continue };
        let Some(deed) = choose(&run, &board, &person.id, &mut dice) else { continue };
        line.does(person, deed, &format!("{hand}x{turn}")).await?;
    }
    Ok(())
}

/// Chooses what to do.
fn choose(run: &Run, board: &Board, me: &AccountId, dice: &mut Dice) -> Option<Deed> {
    let mut known = lock(&run.known);
    let gather = |what, team: Option<&TeamId>, person: Option<&AccountId>| Some(Deed::Gather(what, team.cloned(), person.cloned()));
    let own = board.teams.iter().find(|t| t.seats.iter().any(|s| s.id == *me));
    let roll = dice.below(100);
    let Some(own) = own else {
        let open: Vec<&TeamCard> = board.teams.iter().filter(|t| !t.closed && t.free(&board.terms) > 0).collect();
        if roll < 8 || open.len() < 5 {
            return Some(Deed::Create);
        }
        if roll < 45
            && let Some(team) = known.invited.get_mut(me).and_then(Vec::pop)
        {
            return gather(if roll < 40 { "accept_invitation" } else { "decline_invitation" }, Some(&team), None);
        }
        if roll < 55 {
            let recent = known.codes.iter().rev().take(40);
            let fits: Vec<&String> = recent.filter(|(team, _)| open.iter().any(|t| t.id == *team)).map(|(_, code)| code).collect();
            if let Some(code) = dice.pick(&fits) {
                return Some(Deed::Code((*code).clone()));
            }
        }
        if roll < 60
            && let Some((team, _)) = known.asked.iter().find(|(_, people)| people.contains(me))
        {
            return gather("take_back", Some(team), None);
        }
        return gather("ask", dice.pick(&open).map(|t| &t.id), None);
    };
    let captain = own.seats.iter().any(|s| s.id == *me && s.captain);
    let others: Vec<&AccountId> = own.seats.iter().map(|s| &s.id).filter(|id| *id != me).collect();
    if captain && roll < 25 {
        return match roll {
            0..4 if !others.is_empty() => gather("hand_over", None, dice.pick(&others).copied()),
            4..6 => gather(if own.closed { "open" } else { "close" }, None, None),
            6..7 => gather("no_code", None, None),
            7..16 => match known.wished.get_mut(&own.id).and_then(Vec::pop) {
                Some(from) => gather(if roll < 14 { "accept_merge" } else { "decline_merge" }, Some(&from), None),
                None => gather("match_on", None, None),
            },
            _ => {
                let fits = |t: &&TeamCard| t.id != own.id && !t.closed && t.seats.len() + own.seats.len() <= usize::from(board.terms.max);
                let fitting: Vec<&TeamCard> = board.teams.iter().filter(fits).collect();
                gather("wish_merge", dice.pick(&fitting).map(|t| &t.id).or(Some(&own.id)), None)
            }
        };
    }
    match roll {
        ..55 => match known.asked.get_mut(&own.id).and_then(Vec::pop) {
            Some(person) => gather(if roll < 50 { "take_in" } else { "turn_down" }, None, Some(&person)),
            None => gather("invite", None, dice.pick(&board.people).map(|p| &p.id)),
        },
        55..70 => Some(Deed::Describe(own.clone())),
        70..76 => gather("new_code", None, None),
        76..79 => gather("uninvite", None, dice.pick(&board.people).map(|p| &p.id)),
        79..90 => gather("leave", None, None),
        // A member who does what only a captain may; a captain hands over to nobody.
        90..92 => gather("close", None, None),
        _ => gather("invite", None, dice.pick(&board.people).map(|p| &p.id)),
    }
}

/// A connection that is made anew where it broke.
struct Line {
    run: Arc<Run>,
    connection: Option<(SocketAddr, Connection)>,
}

impl Line {
    /// Sends a request until there is an answer.
    async fn send(&mut self, bytes: impl Fn(SocketAddr) -> Vec<u8>) -> anyhow::Result<Answer> {
        for _ in 0..TRIES {
            let host = *self.run.place.borrow();
            let kept = self.connection.take().filter(|(of, _)| *of == host);
            let connection = match kept {
                Some((_, connection)) => Ok(connection),
                None => Connection::open(host).await,
            };
            if let Ok(mut connection) = connection
                && let Ok(answer) = connection.exchange(&bytes(host)).await
            {
                self.connection = Some((host, connection));
                if !matches!(answer.status, 429 | 503) {
                    return Ok(answer);
                }
            }
            lock(&self.run.counts).repeated += 1;
            tokio::time::sleep(AGAIN).await;
        }
        bail!("no answer however often it was asked")
    }

    async fn does(&mut self, person: &Person, deed: Deed, request: &str) -> anyhow::Result<()> {
        let mark = format!("{}{request}", super::listener::MARK);
        let (endpoint, form) = deed.form(&mark);
        let cookie = format!("plenary={}", person.cookie);
        let post = |host: SocketAddr| {
            let origin = format!("http://{host}");
            let headers = [("origin", origin.as_str()), ("accept", "application/json"), ("cookie", cookie.as_str())];
            http::post(host, &format!("/api/ideathon/{endpoint}"), &headers, &format!("{form}&request_id={request}"))
        };
        let answer = self.send(post).await?;
        let at = Instant::now();
        match answer.status {
            200 => {
                if let Deed::Create | Deed::Describe(_) = deed {
                    lock(&self.run.acknowledged).insert(request.to_owned(), at);
                }
                {
                    let mut counts = lock(&self.run.counts);
                    counts.done += 1;
                    *counts.kinds.entry(deed.kind()).or_default() += 1;
                }
                self.remember(person, &cookie, &deed, &mark).await
            }
            409 => {
                let why = format!("{} {}", deed.kind(), answer.text().trim());
                *lock(&self.run.counts).refused.entry(why).or_default() += 1;
                Ok(())
            }
            other => bail!("{} {form} was answered with {other}: {}", deed.kind(), answer.text()),
        }
    }

    /// Lets the others hear of what was said.
    async fn remember(&mut self, person: &Person, cookie: &str, deed: &Deed, mark: &str) -> anyhow::Result<()> {
        let board = self.run.listeners.first().and_then(|l| l.board());
        let seated = |id: &AccountId| board.as_ref().and_then(|b| b.teams.iter().find(|t| t.seats.iter().any(|s| s.id == *id)).map(|t| t.id.clone()));
        match deed {
            Deed::Create => lock(&self.run.known).made.push(format!("Team {mark}")),
            Deed::Gather("ask", Some(team), _) => lock(&self.run.known).asked.entry(team.clone()).or_default().push(person.id.clone()),
            Deed::Gather("invite", _, Some(whom)) => {
                if let Some(team) = seated(&person.id) {
                    lock(&self.run.known).invited.entry(whom.clone()).or_default().push(team);
                }
            }
            Deed::Gather("wish_merge", Some(to), _) => {
                if let Some(team) = seated(&person.id) {
                    lock(&self.run.known).wished.entry(to.clone()).or_default().push(team);
                }
            }
            Deed::Gather("new_code", ..) => {
                if let Some(team) = seated(&person.id) {
                    let path = format!("/en/ideathon/teams/{team}");
                    let page = self.send(|host| http::get(host, &path, &[("cookie", cookie)])).await?.text();
                    if let Some((code, _)) = page.split_once("<p class=\"code\">").and_then(|(_, rest)| rest.split_once('<')) {
                        lock(&self.run.known).codes.push((team, code.to_owned()));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
