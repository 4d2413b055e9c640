//! A large made-up programme: the size of a full day (P3), changes with racing readers (P8), and the first rendering of the largest pages.

use super::visit;
use crate::Setup;
use crate::http::Connection;
use crate::numbers::{grouped, median, ms, quantile, short};
use crate::program::{Log, Program};
use crate::report::Report;
use anyhow::{Context, ensure};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Instant;
use tokio::task::JoinSet;

/// How many sessions make a day of eighty.
const FULL_DAY: u32 = 320;
/// The sessions of a day that the goal is about.
const A_DAY: usize = 80;
/// How many sessions the large programme has.
const LARGE: u32 = 1500;
/// How often the first renderings are measured.
const ROUNDS: u32 = 5;
/// How many readers race with the changes.
const READERS: usize = 4;
/// A page that no change of a session touches.
const UNTOUCHED: &str = "/en/privacy";

/// Measures.
pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    crate::tell("== a large programme");
    let data = setup.with_event("programme")?;
    setup.once(&data, &["sample", "--sessions", &FULL_DAY.to_string(), "--people", "0"])?;
    let program = Program::start(setup, &data, Log::Kept).await?;
    sizes(&program, report).await?;
    changes(setup, &program, report).await?;
    renderings(&program, report).await?;
    program.stop().await
}

async fn sizes(program: &Program, report: &mut Report) -> anyhow::Result<()> {
    let (host, mut connection) = (program.address, program.connect().await?);
    let programme = connection.get(host, "/en/programme", &[]).await?.expect(200)?.text();
    for day in visit::days(&programme) {
        let it = visit::first(&mut connection, host, &day).await?;
        if it.sessions == A_DAY {
            report.row(
                "P3",
                format!("HTML and CSS of a programme day of {A_DAY} sessions"),
                "≤ 14 kB",
                format!(
                    "{} bytes: HTML {} (plain {}), CSS {}",
                    grouped((it.html + it.css) as u64),
                    grouped(it.html as u64),
                    grouped(it.plain as u64),
                    grouped(it.css as u64)
                ),
                format!("brotli bodies of `{day}` and its style sheet; made-up sessions, whose short texts compress better than real ones"),
            );
            report.row(
                "P3",
                format!("first visit to a programme day of {A_DAY} sessions"),
                "≤ 150 kB, ≤ 6 requests",
                format!("{} bytes in {} requests", grouped(it.interactive() as u64), it.requests),
                "brotli bodies of the page and of what it loads until it is interactive; the requests include the icon",
            );
            return Ok(());
        }
    }
    anyhow::bail!("no day of the sample programme has {A_DAY} sessions")
}

/// Has the program hold this many sessions, and comes back when that is acknowledged.
async fn hold(program: &Program, sessions: u32) -> anyhow::Result<()> {
    program.ask(&json!({ "Sample": { "sessions": sessions, "people": 0 } })).await.map(drop)
}

async fn tag(connection: &mut Connection, host: SocketAddr, path: &str) -> anyhow::Result<String> {
    let answer = connection.get(host, path, &[("accept-encoding", "br")]).await?.expect(200)?;
    answer.header("etag").map(str::to_owned).with_context(|| format!("{path} has no entity tag"))
}

fn session(number: u32) -> String {
    format!("/en/programme/session-{number}")
}

/// What readers found.
#[derive(Default)]
struct Race {
    /// How many sessions are acknowledged.
    acknowledged: AtomicU32,
    over: AtomicBool,
    reads: AtomicU64,
    stale: AtomicU64,
}

/// Adds sessions one by one. A reader that asks for one after it was acknowledged must find it, although other readers asked for it before,
/// so that its absence was kept.
async fn changes(setup: &Setup, program: &Program, report: &mut Report) -> anyhow::Result<()> {
    let (host, mut connection) = (program.address, program.connect().await?);
    let untouched = tag(&mut connection, host, UNTOUCHED).await?;
    let race = Arc::new(Race { acknowledged: AtomicU32::new(FULL_DAY), ..Race::default() });
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let (race, mut connection) = (race.clone(), program.connect().await?);
        readers.spawn(async move {
            while !race.over.load(Ordering::Acquire) {
                let there = race.acknowledged.load(Ordering::Acquire);
                let found = connection.get(host, &session(there - 1), &[]).await?;
                race.reads.fetch_add(1, Ordering::Relaxed);
                if found.status != 200 {
                    race.stale.fetch_add(1, Ordering::Relaxed);
                }
                let ahead = connection.get(host, &session(there), &[]).await?.status;
                ensure!(ahead == 200 || ahead == 404, "a session that is not there yet answered {ahead}");
            }
            anyhow::Ok(())
        });
    }
    let (mut saved, mut shown) = (Vec::new(), Vec::new());
    for number in 0..setup.arguments.changes {
        let wanted = FULL_DAY + number + 1;
        let started = Instant::now();
        hold(program, wanted).await?;
        race.acknowledged.store(wanted, Ordering::Release);
        saved.push(ms(started.elapsed()));
        let started = Instant::now();
        let found = connection.get(host, &session(wanted - 1), &[]).await?.status;
        shown.push(ms(started.elapsed()));
        race.reads.fetch_add(1, Ordering::Relaxed);
        race.stale.fetch_add(u64::from(found != 200), Ordering::Relaxed);
    }
    race.over.store(true, Ordering::Release);
    while let Some(done) = readers.join_next().await {
        done??;
    }
    let (reads, stale) = (race.reads.load(Ordering::Relaxed), race.stale.load(Ordering::Relaxed));
    report.row(
        "P8",
        "stale reads after the acknowledgement of a change",
        "0 in 10,000",
        format!("{stale} in {}", grouped(reads)),
        format!(
            "{} sessions added one by one, {READERS} readers racing; each asks for the last acknowledged one and for the next",
            setup.arguments.changes
        ),
    );
    report.row(
        "P8",
        "from the acknowledgement to the page of a new session, under these readers",
        "",
        format!("p50 {} ms, p99 {} ms", short(median(&shown)), short(quantile(&shown, 0.99))),
        format!("the change itself: p50 {} ms, as a command that compares the whole programme", short(median(&saved))),
    );
    ensure!(stale == 0, "{stale} of {reads} reads were stale");
    let again = tag(&mut connection, host, UNTOUCHED).await?;
    ensure!(untouched == again, "{UNTOUCHED} has another entity tag although nothing on it changed");
    report.row("P8", "a page that the changes do not touch", "keeps its entity tag", "kept", format!("`{UNTOUCHED}` before and after"));
    Ok(())
}

/// The first answers after a change, when nothing is kept, with 1,500 sessions.
async fn renderings(program: &Program, report: &mut Report) -> anyhow::Result<()> {
    let (host, mut connection) = (program.address, program.connect().await?);
    hold(program, LARGE).await?;
    let programme = connection.get(host, "/en/programme", &[]).await?.expect(200)?.text();
    let day = visit::days(&programme).into_iter().next().context("the sample programme has no days")?;
    let documents = [
        (day.as_str(), "a programme day as a timetable"),
        ("/en/programme?view=list", "the whole programme as a list"),
        ("/en/speakers", "all speakers"),
        ("/programme.ics", "the calendar"),
        ("/schedule.json", "the schedule as JSON"),
        ("/schedule.xml", "the schedule as XML"),
        ("/en/programme/index.json", "the search index"),
    ];
    let mut data = Vec::new();
    let mut times = documents.map(|_| (Vec::new(), 0, 0));
    for round in 1..=ROUNDS {
        hold(program, LARGE + round).await?;
        let started = Instant::now();
        connection.get(host, UNTOUCHED, &[("accept-encoding", "br")]).await?.expect(200)?;
        data.push(ms(started.elapsed()));
        for ((path, _), (first, compressed, plain)) in documents.iter().zip(&mut times) {
            let started = Instant::now();
            let answer = connection.get(host, path, &[("accept-encoding", "br")]).await?.expect(200)?;
            first.push(ms(started.elapsed()));
            *compressed = answer.body.len();
            *plain = connection.get(host, path, &[]).await?.expect(200)?.body.len();
        }
    }
    let page = times.first().map(|(first, ..)| median(first)).unwrap_or_default();
    report.row(
        "P8",
        format!("from a change to a day of the programme of {} sessions", grouped(u64::from(LARGE))),
        "≤ 100 ms",
        format!(
            "{} ms: {} to read the data and show a small page, {} to show the day",
            short(median(&data) + page),
            short(median(&data)),
            short(page)
        ),
        format!("first answers after an acknowledged change, medians of {ROUNDS}"),
    );
    for ((path, what), (first, compressed, plain)) in documents.iter().zip(&times) {
        report.row(
            "",
            format!("first rendering of {what}, {} sessions", grouped(u64::from(LARGE))),
            "",
            format!("{} ms; {} bytes, {} as brotli", short(median(first)), grouped(*plain as u64), grouped(*compressed as u64)),
            format!("`{path}`, with both compressions; median of {ROUNDS}"),
        );
    }
    Ok(())
}
