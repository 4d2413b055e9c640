//! Participants of the ideathon who make teams, ask, invite and merge while others look on. In the middle the program is killed and started again.
//! At the end everybody's board has to be the one in the database, and no rule may be broken.

mod check;
mod listener;
mod walk;

use crate::Setup;
use crate::numbers::{grouped, ms, quantile, short};
use crate::program::{Log, Program};
use crate::report::Report;
use anyhow::{Context, ensure};
use domain::kernel::ids::AccountId;
use domain::kernel::text::Email;
use jiff::{SignedDuration, Timestamp};
use listener::Listener;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::{Store, StoreConfig};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use walk::{Counts, Known};

/// When teams form, by the event's own rules.
const FORMING: &str = "2017-06-28T10:40:00+04:00";
/// How many look on.
const LISTENERS: usize = 250;
/// How many act at the same moment.
const HANDS: usize = 24;
/// The time between two actions, when the machine bears it.
const PACE: Duration = Duration::from_millis(30);
/// For how long nothing has to come before everybody is taken to have heard everything, and how long that may take to begin.
const QUIET: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(90);
/// For how long after a start it is counted apart how fast changes arrive: everybody fetches the whole board at once.
const RUSH: Duration = Duration::from_secs(15);

/// A participant.
pub struct Person {
    /// Who.
    pub id: AccountId,
    /// How they are signed in.
    pub cookie: String,
}

/// What everybody in the run shares.
pub struct Run {
    /// Everybody.
    pub people: Vec<Person>,
    /// The people who look on; the first ones.
    pub listeners: Vec<Arc<Listener>>,
    /// Where the program is; it moves when it starts again.
    pub place: watch::Receiver<SocketAddr>,
    /// Whether the acting is over.
    pub over: AtomicBool,
    /// Whether everything is over.
    pub end: AtomicBool,
    /// What was said between people and teams, as far as those who act have heard of it.
    pub known: Mutex<Known>,
    /// When which change that can be told from others was acknowledged.
    pub acknowledged: Mutex<HashMap<String, Instant>>,
    /// What became of all actions.
    pub counts: Mutex<Counts>,
    /// When the program was there again after it was killed.
    pub again: Mutex<Option<Instant>>,
    /// A permit for each action that may begin.
    pub pace: Semaphore,
}

/// Locks; what a broken task left is as good as what another one did.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Random numbers from a seed (splitmix64), so that a run takes the same decisions wherever it sees the same.
pub struct Dice(u64);

impl Dice {
    /// Numbers of their own for each who asks.
    pub fn new(of: usize) -> Self {
        Self(0x1dea_7404 + ((of as u64) << 32))
    }

    /// A number below this one.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most.max(1) as u64) as usize
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// Measures.
pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    crate::tell("== teams of the ideathon");
    let data = setup.with_event("ideathon")?;
    let people = make(setup, &data).await.context("the participants")?;
    let moment: Timestamp = FORMING.parse()?;
    let program = Program::start_at(setup, &data, Log::Kept, Some(moment)).await?;
    let (moved, place) = watch::channel(program.address);
    let listeners = people.iter().take(LISTENERS).map(|_| Arc::default()).collect();
    let run = Arc::new(Run {
        people,
        listeners,
        place,
        over: AtomicBool::new(false),
        end: AtomicBool::new(false),
        known: Mutex::default(),
        acknowledged: Mutex::default(),
        counts: Mutex::default(),
        again: Mutex::default(),
        pace: Semaphore::new(0),
    });
    let mut listening = JoinSet::new();
    for number in 0..run.listeners.len() {
        listening.spawn(listener::listen(run.clone(), number));
    }
    quiet(&run, Duration::from_secs(1), &mut listening).await.context("the first boards")?;

    let (began, before) = (Instant::now(), program.processor()?);
    let mut acting = JoinSet::new();
    for hand in 0..HANDS {
        acting.spawn(walk::act(run.clone(), hand));
    }
    let half = Duration::from_secs(setup.arguments.seconds.max(2)) / 2;
    pace(&run, half).await;
    let mut spent = program.processor()? - before;
    program.kill()?;
    let gone = began.elapsed();
    let ahead = moment + SignedDuration::try_from(gone)?;
    let program = Program::start_at(setup, &data, Log::Kept, Some(ahead)).await?;
    let before = program.processor()?;
    *lock(&run.again) = Some(Instant::now());
    moved.send_replace(program.address);
    pace(&run, half).await;
    run.over.store(true, Ordering::Relaxed);
    run.pace.add_permits(HANDS);
    while let Some(done) = acting.join_next().await {
        done??;
    }
    let seconds = began.elapsed().as_secs_f64();
    let settled = Instant::now();
    quiet(&run, QUIET, &mut listening).await.context("the last changes")?;
    let settled = settled.elapsed().saturating_sub(QUIET);
    spent += program.processor()? - before;
    let resident = program.resident()?;
    run.end.store(true, Ordering::Relaxed);
    program.stop().await?;
    while let Some(done) = listening.join_next().await {
        done??;
    }
    tell(setup, &run, seconds, spent, report);
    report.row("IDEATHON", "resident memory", "", resident.to_string(), format!("VmRSS at the end, {} listeners", run.listeners.len()));
    report.row("IDEATHON", "until nothing more came", "", format!("{} s", short(settled.as_secs_f64())), "after the last acknowledgement");
    check::check(&run, &data, report).await
}

/// Has people take part, each signed in.
async fn make(setup: &Setup, data: &Path) -> anyhow::Result<Vec<Person>> {
    let number = setup.arguments.participants.max(10).to_string();
    let started = Instant::now();
    let words = ["--rehearse", FORMING, "sample", "--sessions", "0", "--people", &number, "--participants", &number];
    let printed = setup.once(data, &words)?;
    let store = open(data).await?;
    let mut people = Vec::new();
    for (number, cookie) in printed.trim().lines().skip(1).enumerate() {
        let email = Email::parse(&format!("person-{number}@sample.invalid")).map_err(|_| anyhow::anyhow!("an address"))?;
        let id = store.password_of(&email).await?.context("somebody of the sample")?.account;
        people.push(Person { id, cookie: cookie.to_owned() });
    }
    store.close().await?;
    crate::tell(&format!("   {} participants are in the database after {:.1} s", people.len(), started.elapsed().as_secs_f64()));
    Ok(people)
}

async fn open(data: &Path) -> anyhow::Result<Store> {
    Ok(Store::open(StoreConfig::new(format!("surrealkv://{}", data.join("db").display()))).await?)
}

/// Lets actions begin for so long.
async fn pace(run: &Run, long: Duration) {
    let mut ticks = tokio::time::interval(PACE);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let until = Instant::now() + long;
    while Instant::now() < until {
        ticks.tick().await;
        // What the machine does not bear is not saved up.
        if run.pace.available_permits() < HANDS {
            run.pace.add_permits(1);
        }
    }
}

/// Waits until everybody listens, and nothing has come to anybody for so long.
async fn quiet(run: &Run, long: Duration, listening: &mut JoinSet<anyhow::Result<()>>) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if let Some(done) = listening.try_join_next() {
            done??;
        }
        if run.listeners.iter().all(|l| l.has_heard_nothing_for(long)) {
            return Ok(());
        }
        ensure!(began.elapsed() < PATIENCE, "there was always something more to hear");
    }
}

fn tell(setup: &Setup, run: &Run, seconds: f64, spent: f64, report: &mut Report) {
    let counts = lock(&run.counts);
    let (done, refused) = (counts.done, counts.refused.values().sum::<u64>());
    let how = format!(
        "{} participants in {} s, {HANDS} at the same moment, {} repeated after 503, 429 or a broken connection; refused: {}",
        run.people.len(),
        short(seconds),
        grouped(counts.repeated),
        counts.refused.iter().map(|(why, n)| format!("{n} {why}")).collect::<Vec<_>>().join(", ")
    );
    let each = counts.kinds.iter().map(|(what, n)| format!("{n} {what}")).collect::<Vec<_>>().join(", ");
    let measured = format!("{} and {}; {} actions/s", grouped(done), grouped(refused), short((done + refused) as f64 / seconds));
    report.row("IDEATHON", "actions done and refused", "", measured, how);
    report.row("IDEATHON", "what was done", "", each, "a seeded random walk over what each one's last known board allows");
    let acknowledged = lock(&run.acknowledged);
    let again = *lock(&run.again);
    let (mut arrivals, mut rush) = (Vec::new(), Vec::new());
    let (mut rooms, mut deltas, mut returns) = (0, 0, 0);
    for listener in &run.listeners {
        let heard = lock(&listener.heard);
        (rooms, deltas, returns) = (rooms + heard.rooms, deltas + heard.deltas, returns + heard.returns);
        for (token, at, since) in &heard.arrivals {
            if let Some(acknowledged) = acknowledged.get(token).filter(|a| *a >= since) {
                let rushes = again.is_some_and(|again| *acknowledged >= again && acknowledged.duration_since(again) < RUSH);
                (if rushes { &mut rush } else { &mut arrivals }).push(ms(at.saturating_duration_since(*acknowledged)));
            }
        }
    }
    report.row(
        "IDEATHON",
        "from the acknowledgement of an action to its change at a listener",
        "",
        format!("p50 {} ms, p99 {} ms", short(quantile(&arrivals, 0.5)), short(quantile(&arrivals, 0.99))),
        format!("{} arrivals of new teams and new descriptions, which carry a mark", grouped(arrivals.len() as u64)),
    );
    report.row(
        "IDEATHON",
        format!("the same in the {} s after the start on what the kill left", RUSH.as_secs()),
        "",
        format!("p50 {} ms, p99 {} ms", short(quantile(&rush, 0.5)), short(quantile(&rush, 0.99))),
        format!("{} arrivals, while all {} listeners fetch the whole board at once", grouped(rush.len() as u64), run.listeners.len()),
    );
    report.row(
        "IDEATHON",
        "what listeners were sent",
        "",
        format!("{} whole boards, {} changes", grouped(rooms), grouped(deltas)),
        format!("{} listeners, who went away and came back {} times", run.listeners.len(), grouped(returns)),
    );
    report.row(
        "IDEATHON",
        "processor time of the program for one action, with telling everybody",
        "",
        format!("{} ms", short(spent * 1e3 / (done + refused).max(1) as f64)),
        "both processes, before and after the kill; /proc",
    );
    let troubles = setup.scratch.troubles();
    report.row("IDEATHON", "warnings and errors in the program's log", "", grouped(troubles.len() as u64), "of the whole run so far");
    if !troubles.is_empty() {
        crate::tell(&setup.scratch.end_of_log());
    }
}
