//! The public pages of the event as it is: processor time against a control (P1), and what a first visit loads (P3).

use super::visit;
use crate::Setup;
use crate::http::{self, Connection};
use crate::numbers::{grouped, median, quantile, short};
use crate::program::{Log, Program};
use crate::report::Report;
use anyhow::{Context, ensure};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Over how many connections the pages are asked for.
const CONNECTIONS: usize = 8;
/// The control: an answer of six bytes through the same layers.
const HELLO: &str = "/healthz";
/// How much processor time of the program one measurement takes; its clock ticks a hundred times a second.
const ENOUGH: f64 = 0.5;
/// How long the number of requests for that is looked for.
const TRIAL: Duration = Duration::from_secs(2);
/// The fewest requests of one measurement.
const FEWEST: usize = 400;
/// The most requests of one measurement.
const MOST: usize = 100_000;
/// How many answers the time of one is taken from.
const ALONE: usize = 500;

/// A request that is sent again and again.
#[derive(Clone)]
struct Repeated {
    request: Arc<[u8]>,
    status: u16,
}

/// Measures.
pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    crate::tell("== the pages of the event");
    let data = setup.with_event("pages")?;
    let program = Program::start(setup, &data, Log::Kept).await?;
    sizes(&program, report).await?;
    program.stop().await?;
    let program = Program::start(setup, &data, Log::Away).await?;
    processor(setup, &program, report).await?;
    program.stop().await
}

async fn sizes(program: &Program, report: &mut Report) -> anyhow::Result<()> {
    let (host, mut connection) = (program.address, program.connect().await?);
    let programme = connection.get(host, "/en/programme", &[]).await?.expect(200)?.text();
    let mut largest: Option<(String, visit::Visit)> = None;
    for day in visit::days(&programme) {
        let visited = visit::first(&mut connection, host, &day).await?;
        if largest.as_ref().is_none_or(|(_, l)| l.html < visited.html) {
            largest = Some((day, visited));
        }
    }
    let (day, it) = largest.context("the programme has no days")?;
    report.row(
        "P3",
        format!("first visit to the largest day of the event, {} sessions", it.sessions),
        "≤ 150 kB, ≤ 6 requests",
        format!(
            "{} bytes in {} requests: HTML {}, CSS {}, JS {}, WASM {}",
            grouped(it.interactive() as u64),
            it.requests,
            grouped(it.html as u64),
            grouped(it.css as u64),
            grouped(it.js as u64),
            grouped(it.wasm as u64)
        ),
        format!("brotli bodies of `{day}` and of what it loads until it is interactive; the requests include the icon"),
    );
    Ok(())
}

async fn processor(setup: &Setup, program: &Program, report: &mut Report) -> anyhow::Result<()> {
    let host = program.address;
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(program.connect().await?);
    }
    let mut connection = program.connect().await?;
    let programme = connection.get(host, "/en/programme", &[]).await?.expect(200)?.text();
    let session = visit::below(&programme, "/en/programme")?;
    let exhibitors = connection.get(host, "/en/forum/exhibitors", &[]).await?.expect(200)?.text();
    let exhibitor = visit::below(&exhibitors, "/en/forum/exhibitors")?;
    let pages = [
        ("home", "/en"),
        ("programme", "/en/programme"),
        ("session", session.as_str()),
        ("exhibitors", "/en/forum/exhibitors"),
        ("exhibitor", exhibitor.as_str()),
        ("floor plan", "/en/forum/plan"),
    ];
    let hello = Repeated { request: http::get(host, HELLO, &[("accept-encoding", "br")]).into(), status: 200 };
    // Everything is asked for once before, so that what is measured is the program at work and not at its first steps.
    let control = enough(program, &mut connections, &hello).await?;
    let idle = idle(program).await?;
    let mut alone = Vec::new();
    for (name, path) in pages {
        let answer = connection.get(host, path, &[("accept-encoding", "br")]).await?.expect(200)?;
        ensure!(answer.header("content-encoding") == Some("br"), "{path} did not come as brotli");
        let tag = answer.header("etag").context("a public page has an entity tag")?;
        let whole = Repeated { request: http::get(host, path, &[("accept-encoding", "br")]).into(), status: 200 };
        let known = Repeated { request: http::get(host, path, &[("accept-encoding", "br"), ("if-none-match", tag)]).into(), status: 304 };
        for (kind, page) in [("200", whole.clone()), ("304", known)] {
            let size = if kind == "200" { format!(", {} bytes", grouped(answer.body.len() as u64)) } else { String::new() };
            compare(setup, program, &mut connections, (&hello, control), &page, &format!("{name}, {kind}{size}"), report).await?;
        }
        for _ in 0..ALONE {
            let started = Instant::now();
            connection.exchange(&whole.request).await?.expect(200)?;
            alone.push(started.elapsed().as_secs_f64() * 1e6);
        }
    }
    report.row(
        "P1",
        "time to the last byte of these pages, nothing else going on",
        "",
        format!("p50 {} µs, p99 {} µs", short(median(&alone)), short(quantile(&alone, 0.99))),
        format!("one connection, {} requests", grouped(alone.len() as u64)),
    );
    report.row("P1", "processor time of the idle program", "", format!("{} ms a second", short(idle * 1e3)), "jobs and probes, over three seconds");
    Ok(())
}

/// One page against the control: pairs in the order A B B A.
async fn compare(
    setup: &Setup,
    program: &Program,
    connections: &mut Vec<Connection>,
    (hello, count): (&Repeated, usize),
    page: &Repeated,
    name: &str,
    report: &mut Report,
) -> anyhow::Result<()> {
    burst(program, connections, page, FEWEST).await?;
    let (mut ratios, mut costs, mut controls) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..setup.arguments.pairs.max(1) {
        let (control, cost) = if pair % 2 == 0 {
            let control = burst(program, connections, hello, count).await?;
            (control, burst(program, connections, page, count).await?)
        } else {
            let cost = burst(program, connections, page, count).await?;
            (burst(program, connections, hello, count).await?, cost)
        };
        ratios.push(cost / control);
        costs.push(cost * 1e6);
        controls.push(control * 1e6);
    }
    report.row(
        "P1",
        format!("processor time of a public page against a hello: {name}"),
        "≤ 1.5",
        format!("{}x ({} µs against {} µs)", short(median(&ratios)), short(median(&costs)), short(median(&controls))),
        format!(
            "/proc, user and system; {CONNECTIONS} connections, {} pairs ABBA of {} requests each, medians",
            setup.arguments.pairs.max(1),
            grouped(count as u64)
        ),
    );
    Ok(())
}

/// How many requests take enough processor time for its coarse clock.
async fn enough(program: &Program, connections: &mut Vec<Connection>, hello: &Repeated) -> anyhow::Result<usize> {
    let (started, before, mut sent) = (Instant::now(), program.processor()?, 0);
    while started.elapsed() < TRIAL {
        burst(program, connections, hello, FEWEST).await?;
        sent += FEWEST;
    }
    let each = (program.processor()? - before) / sent as f64;
    ensure!(each > 0.0, "the program uses no processor time");
    Ok(((ENOUGH / each) as usize).clamp(FEWEST, MOST).next_multiple_of(CONNECTIONS))
}

/// Sends a request this often over all connections, and answers the program's processor time of one in seconds.
async fn burst(program: &Program, connections: &mut Vec<Connection>, it: &Repeated, count: usize) -> anyhow::Result<f64> {
    let each = count.div_ceil(connections.len().max(1));
    let sent = each * connections.len();
    let before = program.processor()?;
    let mut tasks = JoinSet::new();
    for mut connection in connections.drain(..) {
        let it = it.clone();
        tasks.spawn(async move {
            for _ in 0..each {
                connection.exchange(&it.request).await?.expect(it.status)?;
            }
            anyhow::Ok(connection)
        });
    }
    while let Some(done) = tasks.join_next().await {
        connections.push(done??);
    }
    Ok((program.processor()? - before) / sent as f64)
}

/// The processor time of the program that nobody asks anything, in seconds a second.
async fn idle(program: &Program) -> anyhow::Result<f64> {
    let (started, before) = (Instant::now(), program.processor()?);
    tokio::time::sleep(Duration::from_secs(3)).await;
    Ok((program.processor()? - before) / started.elapsed().as_secs_f64())
}
