//! Changes: who needs to look again after a commit.
//!
//! Always holds: a change is announced after its commit and before its caller has the answer, so a reader that compares
//! [`Changes::public_revision`] after an acknowledgement sees that it must look again. Revisions only grow, also over a
//! restart; they say "something newer", never "how many".
//!
//! Other nodes on the same database are told through one small row per node (`node`), which [`Store::follow`] writes
//! soon after commits and reads of all others. A node that stops beating without a goodbye may have died with a change
//! untold: the others then take everything for changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use surrealdb::types::{SurrealValue, Variables};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::connect::Store;
use super::error::Failure;
use super::error::StoreError;
use super::query::{Query, drained};

/// How many changes a slow listener may be behind before it is told that it missed some.
const BACKLOG: usize = 4096;
/// How often a node tells and asks.
const BEAT: Duration = Duration::from_millis(250);
/// Beats without a sign of life after which a node counts as dead.
const SILENT_BEATS: u32 = 24;
/// Beats between two signs of life of a node that changes nothing.
const IDLE_BEATS: u32 = 8;
/// Stands for "anything may have changed" in [`Change::areas`].
pub const EVERYTHING: &str = "*";

/// One announced change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Grows with every change that this process knows of.
    pub revision: u64,
    /// The areas that changed; [`EVERYTHING`] when that is not known.
    pub areas: Vec<String>,
    /// Whether public pages changed.
    pub public: bool,
}

impl Change {
    /// Whether this area may have changed.
    #[must_use]
    pub fn touches(&self, area: &str) -> bool {
        self.areas.iter().any(|a| a == area || a == EVERYTHING)
    }
}

/// The announcements of this process.
#[derive(Debug)]
pub struct Changes {
    revision: AtomicU64,
    public: AtomicU64,
    sender: broadcast::Sender<Change>,
    untold: Mutex<Untold>,
    node: Uuid,
}

/// What other nodes were not told yet.
#[derive(Debug, Default)]
struct Untold {
    areas: BTreeMap<String, u64>,
    public: u64,
    dirty: bool,
}

impl Changes {
    pub(crate) fn new() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
        let first = seconds << 20;
        Self {
            revision: AtomicU64::new(first),
            public: AtomicU64::new(first),
            sender: broadcast::channel(BACKLOG).0,
            untold: Mutex::new(Untold::default()),
            node: Uuid::now_v7(),
        }
    }

    /// The newest revision of anything.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// The newest revision of something public.
    #[must_use]
    pub fn public_revision(&self) -> u64 {
        self.public.load(Ordering::Acquire)
    }

    /// Everything that is announced from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.sender.subscribe()
    }

    /// Announces a change of this process.
    pub(crate) fn announce(&self, areas: &[&'static str], public: bool) {
        if areas.is_empty() && !public {
            return;
        }
        let areas: Vec<String> = areas.iter().map(|a| (*a).to_owned()).collect();
        let revision = self.tell_here(areas.clone(), public);
        if let Ok(mut untold) = self.untold.lock() {
            untold.dirty = true;
            if public {
                untold.public = revision;
            }
            for area in areas {
                untold.areas.insert(area, revision);
            }
        }
    }

    /// Announces to the listeners of this process only.
    fn tell_here(&self, areas: Vec<String>, public: bool) -> u64 {
        let revision = self.revision.fetch_add(1, Ordering::AcqRel) + 1;
        if public {
            self.public.fetch_max(revision, Ordering::AcqRel);
        }
        // No listener is fine.
        let _ = self.sender.send(Change { revision, areas, public });
        revision
    }

    /// The row to write for other nodes, if there is news.
    fn news(&self, beat: i64, force: bool) -> Option<NodeRow> {
        let mut untold = self.untold.lock().ok()?;
        if !untold.dirty && !force {
            return None;
        }
        untold.dirty = false;
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        Some(NodeRow {
            node: self.node.to_string(),
            beat,
            public: number(untold.public),
            areas: untold.areas.iter().map(|(area, at)| (area.clone(), number(*at))).collect(),
            gone: false,
        })
    }

    fn news_untold(&self) {
        if let Ok(mut untold) = self.untold.lock() {
            untold.dirty = true;
        }
    }
}

/// What a node tells the others.
#[derive(Debug, Clone, PartialEq, SurrealValue)]
struct NodeRow {
    node: String,
    beat: i64,
    public: i64,
    areas: BTreeMap<String, i64>,
    gone: bool,
}

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    Query::write("engine.tell", TELL).sample("{ node: 'n', row: { node: 'n', beat: 1, public: 0, areas: {}, gone: false } }"),
    Query::read("engine.nodes", NODES).tiny(&[("node", "one row per running server")]),
    Query::write("engine.forget", FORGET).sample("{ node: 'n' }"),
];
const TELL: &str = "UPSERT type::record('node', $node) CONTENT $row RETURN NONE";
const NODES: &str = "SELECT node, beat, public, areas, gone FROM node";
const FORGET: &str = "DELETE type::record('node', $node) RETURN NONE";

/// What one node knows of another.
struct Known {
    row: NodeRow,
    silent: u32,
}

impl Store {
    /// Tells other nodes of the changes made here and announces theirs here, until the future is dropped. On an embedded
    /// engine, which has no other nodes, it only waits.
    pub async fn follow(&self) {
        if !self.is_shared() {
            return std::future::pending().await;
        }
        let mut follower = Follower { known: BTreeMap::new(), first: true, beat: 0 };
        let mut ticks = tokio::time::interval(BEAT);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.exchange(&mut follower).await {
                tracing::warn!(%error, "other nodes cannot be followed just now");
                self.changes().news_untold();
            }
        }
    }

    /// One round of telling and asking.
    async fn exchange(&self, follower: &mut Follower) -> Result<(), StoreError> {
        follower.beat += 1;
        let force = follower.beat % i64::from(IDLE_BEATS) == 1;
        if let Some(row) = self.changes().news(follower.beat, force) {
            let mut vars = Variables::new();
            vars.insert("node", row.node.clone());
            vars.insert("row", row);
            self.plain("engine.tell", TELL, vars).await?;
        }
        let rows: Vec<NodeRow> = match self.plain("engine.nodes", NODES, Variables::new()).await?.pop() {
            Some(value) => super::query::many("engine.nodes", value)?,
            None => Vec::new(),
        };
        let own = self.changes().node.to_string();
        let mut seen = BTreeSet::new();
        for row in rows.into_iter().filter(|row| row.node != own) {
            seen.insert(row.node.clone());
            self.compare(follower, row).await?;
        }
        follower.known.retain(|node, _| seen.contains(node));
        follower.first = false;
        Ok(())
    }

    async fn compare(&self, follower: &mut Follower, row: NodeRow) -> Result<(), StoreError> {
        let Some(known) = follower.known.get_mut(&row.node) else {
            if !follower.first {
                self.changes().tell_here(vec![EVERYTHING.to_owned()], true);
            }
            follower.known.insert(row.node.clone(), Known { row, silent: 0 });
            return Ok(());
        };
        if known.row.beat == row.beat && known.row == row {
            known.silent += 1;
            if known.silent == SILENT_BEATS {
                if !row.gone {
                    self.changes().tell_here(vec![EVERYTHING.to_owned()], true);
                }
                let mut vars = Variables::new();
                vars.insert("node", row.node);
                self.plain("engine.forget", FORGET, vars).await?;
            }
            return Ok(());
        }
        let areas: Vec<String> =
            row.areas.iter().filter(|(area, at)| known.row.areas.get(*area) != Some(*at)).map(|(area, _)| area.clone()).collect();
        let public = known.row.public != row.public;
        *known = Known { row, silent: 0 };
        if public || !areas.is_empty() {
            self.changes().tell_here(areas, public);
        }
        Ok(())
    }

    /// Tells the last changes and says goodbye, so that no other node has to suspect a death.
    pub async fn leave(&self) -> Result<(), StoreError> {
        if !self.is_shared() {
            return Ok(());
        }
        if let Some(row) = self.changes().news(i64::MAX, true) {
            let mut vars = Variables::new();
            vars.insert("node", row.node.clone());
            vars.insert("row", NodeRow { gone: true, ..row });
            self.plain("engine.tell", TELL, vars).await?;
        }
        Ok(())
    }

    /// A text of the engine itself, all errors drained.
    pub(crate) async fn plain(&self, name: &'static str, sql: &str, vars: Variables) -> Result<Vec<surrealdb::types::Value>, StoreError> {
        Box::pin(self.run(name, sql, vars))
            .await
            .map_err(|e| (Failure::of(&e), e))
            .and_then(drained)
            .map_err(|(_, error)| StoreError::driver(name, error))
    }
}

struct Follower {
    known: BTreeMap<String, Known>,
    first: bool,
    beat: i64,
}
