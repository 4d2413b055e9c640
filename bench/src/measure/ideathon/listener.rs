//! One who looks on: a board that is kept by what is told, with a connection that breaks now and then.

use super::{Dice, Run, lock};
use crate::http::{Event, Events};
use anyhow::{Context, bail};
use domain::ideathon::{Board, Delta, Mine};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// After how long somebody comes back when the connection broke by itself.
const COMES_BACK: Duration = Duration::from_millis(300);
/// Where the mark of a change begins in a text, and what it ends with.
pub const MARK: char = '#';

/// What a listener has heard so far.
#[derive(Default)]
pub struct Heard {
    /// The board, once there is one.
    pub board: Option<Arc<Board>>,
    /// What concerns the listener alone.
    pub mine: Mine,
    /// The id of what came last.
    last: String,
    /// When something came that changed anything.
    changed: Option<Instant>,
    /// Whether the connection is there.
    connected: bool,
    /// Marks that came as a change: which, when, and since when the connection was there.
    pub arrivals: Vec<(String, Instant, Instant)>,
    /// All marks that were ever seen.
    marks: HashSet<String>,
    /// How many whole boards came.
    pub rooms: u64,
    /// How many changes.
    pub deltas: u64,
    /// How often the listener came back.
    pub returns: u64,
}

/// One who looks on.
#[derive(Default)]
pub struct Listener {
    /// What they heard.
    pub heard: Mutex<Heard>,
}

#[derive(Deserialize)]
struct Whole {
    board: Board,
    mine: Mine,
}

impl Listener {
    /// The board as it is known here.
    pub fn board(&self) -> Option<Arc<Board>> {
        lock(&self.heard).board.clone()
    }

    /// Whether the listener is there, and has heard nothing for so long.
    pub fn has_heard_nothing_for(&self, long: Duration) -> bool {
        let heard = lock(&self.heard);
        heard.connected && heard.changed.is_some_and(|at| at.elapsed() >= long)
    }

    fn take(&self, event: &Event, since: Instant) -> anyhow::Result<()> {
        let mut heard = lock(&self.heard);
        match event.kind.as_str() {
            "room" => {
                let whole: Whole = serde_json::from_str(&event.data)?;
                let texts = whole.board.teams.iter().flat_map(|t| [&t.name, &t.pitch]);
                heard.marks.extend(texts.filter_map(|t| Some(t.split_once(MARK)?.1.to_owned())));
                (heard.board, heard.mine) = (Some(Arc::new(whole.board)), whole.mine);
                heard.rooms += 1;
            }
            "delta" => {
                let delta: Delta = serde_json::from_str(&event.data)?;
                let at = Instant::now();
                let texts = delta.teams.iter().flat_map(|t| [&t.name, &t.pitch]);
                // A team that changes again brings its old mark with it.
                for mark in texts.filter_map(|t| Some(t.split_once(MARK)?.1.to_owned())) {
                    if heard.marks.insert(mark.clone()) {
                        heard.arrivals.push((mark, at, since));
                    }
                }
                let mut board = heard.board.take().context("a change without a board")?;
                Arc::make_mut(&mut board).apply(&delta);
                heard.board = Some(board);
                heard.deltas += 1;
            }
            "mine" => heard.mine = serde_json::from_str(&event.data)?,
            "here" | "moved" => return Ok(()),
            other => bail!("an event of the kind {other:?}"),
        }
        if !event.id.is_empty() {
            heard.last.clone_from(&event.id);
        }
        heard.changed = Some(Instant::now());
        Ok(())
    }
}

/// Listens until everything is over.
pub async fn listen(run: Arc<Run>, number: usize) -> anyhow::Result<()> {
    let mut dice = Dice::new(1000 + number);
    let (listener, person) = run.listeners.get(number).zip(run.people.get(number)).context("a listener")?;
    let mut place = run.place.clone();
    let cookie = format!("plenary={}", person.cookie);
    while !run.end.load(Ordering::Relaxed) {
        let host = *place.borrow_and_update();
        let last = lock(&listener.heard).last.clone();
        let path = if last.is_empty() { "/ideathon/live?lang=en".to_owned() } else { format!("/ideathon/live?lang=en&since={last}") };
        let Ok(mut events) = Events::open(host, &path, &[("cookie", &cookie), ("accept", "text/event-stream")]).await else {
            tokio::time::sleep(COMES_BACK).await;
            continue;
        };
        let since = Instant::now();
        let goes_at = tokio::time::sleep(Duration::from_millis(10_000 + dice.below(40_000) as u64));
        tokio::pin!(goes_at);
        lock(&listener.heard).connected = true;
        let went = loop {
            tokio::select! {
                event = events.next() => match event {
                    Ok(Some(event)) => listener.take(&event, since)?,
                    Ok(None) | Err(_) => break false,
                },
                () = &mut goes_at, if !run.over.load(Ordering::Relaxed) => break true,
            }
        };
        drop(events);
        {
            let mut heard = lock(&listener.heard);
            heard.connected = false;
            heard.returns += 1;
        }
        let away = if went { Duration::from_millis(dice.below(3_000) as u64) } else { COMES_BACK };
        tokio::time::sleep(away).await;
    }
    Ok(())
}
