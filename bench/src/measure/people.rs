//! Five thousand people who register at the same moment (P10), the memory of the program with their data (P14), and its start on it (P15).

use crate::Setup;
use crate::http::{self, Connection};
use crate::numbers::{grouped, median, ms, quantile, short};
use crate::program::{self, Log, Program};
use crate::report::Report;
use crate::scratch;
use anyhow::{Context, ensure};
use domain::kernel::Lang;
use domain::kernel::actor::Actor;
use domain::kernel::text::Email;
use domain::registration::State;
use jiff::Timestamp;
use std::fs::OpenOptions;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::{Act, Mail, NewAccount, NewSignIn, OutboxState, Secret, Store, StoreConfig};
use tokio::task::JoinSet;

/// How many forms make a registration: four steps and handing in.
const FORMS: u32 = 5;
/// How many people register one after the other before the load.
const ALONE: u32 = 44;
/// The first ones, whose times are not counted.
const WARM: usize = 4;
/// How many people are put into the database at the same time.
const AT_ONCE: u32 = 16;
/// What one synchronised write of the control writes.
const BLOCK: usize = 4096;
/// More messages than there are.
const MESSAGES: usize = 1_000_000;
/// How long the program is left alone before its memory is read.
const REST: Duration = Duration::from_secs(6);

/// Measures.
pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    crate::tell("== people who register");
    let data = setup.with_event("people")?;
    let everybody = setup.arguments.people + ALONE;
    let started = Instant::now();
    let (mut cookies, rows) = make(&data, everybody).await.context("the accounts")?;
    crate::tell(&format!("   {} accounts, each signed in, are in the database after {:.1} s", cookies.len(), started.elapsed().as_secs_f64()));
    let alone = cookies.split_off(setup.arguments.people as usize);

    let program = Program::start(setup, &data, Log::Kept).await?;
    tokio::time::sleep(REST).await;
    let idle = program.resident()?;
    one_by_one(setup, &program, &alone, report).await?;
    all_at_once(setup, &program, cookies, report).await?;
    let after = program.resident()?;
    program.kill()?;

    let crashed = setup.scratch.at("crashed");
    scratch::copy(&data, &crashed)?;
    let audit = verify(&data, everybody, rows, report).await?;
    start_after_kill(setup, &crashed, report).await?;
    start_after_end(setup, &data, report).await?;

    let program = Program::start(setup, &data, Log::Kept).await?;
    tokio::time::sleep(REST).await;
    let rested = program.resident()?;
    program.stop().await?;
    report.row(
        "P14",
        format!("resident memory, idle, {} people, {} audit rows", grouped(u64::from(everybody)), grouped(audit)),
        "≤ 120 MB",
        rested.to_string(),
        format!("VmRSS {} s after a start on the data of P10", REST.as_secs()),
    );
    report.row(
        "P14",
        "resident memory before and right after the registrations",
        "",
        format!("{idle}, then {after}"),
        "the process that took them; before: idle, with the accounts",
    );
    Ok(())
}

/// Puts accounts into the database that are proved and signed in; answers their cookies, and how many audit rows there are.
async fn make(data: &Path, count: u32) -> anyhow::Result<(Vec<String>, u64)> {
    let store = open(data).await?;
    let mut tasks = JoinSet::new();
    for lane in 0..AT_ONCE {
        let store = store.clone();
        tasks.spawn(async move {
            let mut made = Vec::new();
            for number in (lane..count).step_by(AT_ONCE as usize) {
                made.push(account(&store, number).await?);
            }
            anyhow::Ok(made)
        });
    }
    let mut cookies = Vec::new();
    while let Some(made) = tasks.join_next().await {
        cookies.append(&mut made??);
    }
    // Chained here, so that the program does not do it while it is measured.
    store.seal_audit(Timestamp::now()).await?;
    let rows = store.audit_verify().await?.sealed;
    store.close().await?;
    Ok((cookies, rows))
}

async fn open(data: &Path) -> anyhow::Result<Store> {
    Ok(Store::open(StoreConfig::new(format!("surrealkv://{}", data.join("db").display()))).await?)
}

async fn account(store: &Store, number: u32) -> anyhow::Result<String> {
    let (now, anonymous) = (Timestamp::now(), Actor::Anonymous);
    let act = Act { actor: &anonymous, now, request: None };
    let email = Email::parse(&format!("person-{number}@bench.invalid")).map_err(|_| anyhow::anyhow!("an address"))?;
    let (link, cookie) = (Secret::generate(), Secret::generate());
    let new = NewAccount {
        email: email.clone(),
        name: format!("Ana Silva {number}"),
        lang: Lang::En,
        // Nobody signs in with a password here.
        password_hash: String::new(),
        link: Secret::digest(link.reveal()),
    };
    let mail = |kind: &str| Mail::new(email.as_str(), "en", kind, "Sample", "Sample").due(Timestamp::MAX);
    store.sign_up(&act, &new, mail("welcome"), mail("already")).await?;
    let account = store.verify_email(&act, link.reveal()).await?;
    let value = cookie.reveal().to_owned();
    store.sign_in(&act, &NewSignIn { account, cookie, label: "bench".to_owned() }, None).await?;
    Ok(value)
}

/// The forms of one registration, in their order. `who` keeps the ids of requests apart.
fn forms(host: SocketAddr, cookie: &str, who: &str) -> Vec<Vec<u8>> {
    let steps = [
        ("save_step", format!("step=person&given_name=Ana&family_name=Silva+{who}&badge_name=&category=city_official")),
        ("save_step", "step=city&city=Lisbon&country=PT&organisation=City+of+Lisbon&position=Head+of+digital+services&phone=".to_owned()),
        ("save_step", "step=needs&languages%5B%5D=en&languages%5B%5D=pt&interpretation=&diet_note=&access_note=".to_owned()),
        ("save_step", "step=consents&consent_handling=yes&consent_list=yes".to_owned()),
        ("submit", String::new()),
    ];
    let (origin, cookie) = (format!("http://{host}"), format!("plenary={cookie}"));
    let headers = [("origin", origin.as_str()), ("cookie", cookie.as_str()), ("accept", "application/json")];
    (0..FORMS)
        .zip(steps)
        .map(|(version, (verb, fields))| {
            let form = format!("{fields}&version={version}&request_id={who}-{version}");
            http::post(host, &format!("/api/registration/{verb}"), &headers, form.trim_start_matches('&'))
        })
        .collect()
}

/// Sends the forms of one registration, and answers how long each took in milliseconds.
async fn register(connection: &mut Connection, host: SocketAddr, cookie: &str, who: &str) -> anyhow::Result<Vec<f64>> {
    let mut took = Vec::new();
    for form in forms(host, cookie, who) {
        let started = Instant::now();
        connection.exchange(&form).await?.expect(200)?;
        took.push(ms(started.elapsed()));
    }
    Ok(took)
}

/// One person after the other, in turns with synchronised writes to a file beside the database.
async fn one_by_one(setup: &Setup, program: &Program, cookies: &[String], report: &mut Report) -> anyhow::Result<()> {
    let mut connection = program.connect().await?;
    let mut file = OpenOptions::new().create(true).append(true).open(setup.scratch.at("control"))?;
    let block = vec![7; BLOCK];
    let (mut posts, mut syncs) = (Vec::new(), Vec::new());
    for (number, cookie) in cookies.iter().enumerate() {
        let took = register(&mut connection, program.address, cookie, &format!("alone-{number}")).await?;
        let mut control = Vec::new();
        for _ in 0..FORMS {
            let started = Instant::now();
            file.write_all(&block)?;
            file.sync_data()?;
            control.push(ms(started.elapsed()));
        }
        if number >= WARM {
            posts.extend(took);
            syncs.extend(control);
        }
    }
    let (post, sync) = (median(&posts), median(&syncs));
    report.row(
        "P10",
        "p50 of one form, nothing else going on, against a synchronised write",
        "≤ 12",
        format!("{}x ({} ms against {} ms)", short(post / sync), short(post), short(sync)),
        format!("{} forms, each five in turns with five appended blocks of {BLOCK} bytes and fdatasync in the same folder", posts.len()),
    );
    report.row(
        "P10",
        "p99 of the same",
        "",
        format!("{} ms; of the synchronised write {} ms", short(quantile(&posts, 0.99)), short(quantile(&syncs, 0.99))),
        "the same run",
    );
    Ok(())
}

/// Everybody at the same moment.
async fn all_at_once(setup: &Setup, program: &Program, cookies: Vec<String>, report: &mut Report) -> anyhow::Result<()> {
    let host = program.address;
    let (people, next) = (cookies.len(), Arc::new(AtomicUsize::new(0)));
    let cookies = Arc::new(cookies);
    let mut connections = Vec::new();
    for _ in 0..setup.arguments.connections.max(1) {
        connections.push(program.connect().await?);
    }
    let (started, before) = (Instant::now(), Spent::so_far(program)?);
    let mut tasks = JoinSet::new();
    for mut connection in connections {
        let (cookies, next) = (cookies.clone(), next.clone());
        tasks.spawn(async move {
            let mut took = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(cookie) = cookies.get(number) else { return anyhow::Ok(took) };
                took.append(&mut register(&mut connection, host, cookie, &format!("load-{number}")).await?);
            }
        });
    }
    let mut took = Vec::new();
    while let Some(done) = tasks.join_next().await {
        took.append(&mut done??);
    }
    let seconds = started.elapsed().as_secs_f64();
    let spent = Spent::so_far(program)?;
    ensure!(took.len() == people * FORMS as usize, "{} forms were answered", took.len());
    let how = format!("{} connections, {} forms each, every one its own durable commit", setup.arguments.connections.max(1), FORMS);
    report.row(
        "P10",
        format!("{} complete registrations over HTTP", grouped(people as u64)),
        "≤ 5 s",
        format!("{} s: {} registrations/s, {} commits/s", short(seconds), short(people as f64 / seconds), short(took.len() as f64 / seconds)),
        how,
    );
    report.row(
        "P10",
        "one form in this load",
        "",
        format!(
            "p50 {} ms, p99 {} ms; {} ms of processor time",
            short(median(&took)),
            short(quantile(&took, 0.99)),
            short((spent.program - before.program) * 1e3 / took.len() as f64)
        ),
        "the same run",
    );
    report.row("P10", "who had the cores meanwhile", "", before.shares(&spent, seconds), "/proc; what others had is what the figures of time lack");
    let troubles = setup.scratch.troubles();
    report.row("P10", "warnings and errors in the program's log", "", grouped(troubles.len() as u64), "of the whole run so far");
    if !troubles.is_empty() {
        crate::tell(&setup.scratch.end_of_log());
    }
    Ok(())
}

/// Processor time in seconds, since some beginning.
struct Spent {
    program: f64,
    bench: f64,
    all: f64,
}

impl Spent {
    fn so_far(program: &Program) -> anyhow::Result<Self> {
        Ok(Self { program: program.processor()?, bench: program::processor_of_this()?, all: program::processor_of_all()? })
    }

    /// Who had which share of all cores until `then`.
    fn shares(&self, then: &Self, seconds: f64) -> String {
        let cores = std::thread::available_parallelism().map_or(1.0, |n| n.get() as f64);
        let [program, bench, all] = [then.program - self.program, then.bench - self.bench, then.all - self.all].map(|s| s / seconds / cores * 100.0);
        format!("program {program:.0} %, load {bench:.0} %, others {:.0} %, nobody {:.0} %", (all - program - bench).max(0.0), (100.0 - all).max(0.0))
    }
}

/// Looks into the database after the program was killed: everything acknowledged is there, once. Answers how many audit rows there are.
async fn verify(data: &Path, everybody: u32, before: u64, report: &mut Report) -> anyhow::Result<u64> {
    let store = open(data).await?;
    let counts = store.registration_counts().await?;
    let handed_in = counts.iter().find(|(state, _)| *state == State::Submitted).map_or(0, |(_, number)| *number);
    let others: u64 = counts.iter().filter(|(state, _)| *state != State::Submitted).map(|(_, number)| number).sum();
    let queued = store.outbox(Some(OutboxState::Queued), None, MESSAGES).await?;
    let waiting = queued.rows.iter().filter(|row| row.mail.due.is_some_and(|due| due <= Timestamp::now())).count();
    let started = Instant::now();
    let open = store.seal_audit(Timestamp::now()).await?;
    let chained = started.elapsed();
    let trail = store.audit_verify().await?;
    store.close().await?;
    ensure!(
        handed_in == u64::from(everybody) && others == 0,
        "{handed_in} of {everybody} registrations are there as handed in, {others} as something else"
    );
    ensure!(trail.is_whole(), "{trail}");
    let expected = before + u64::from(everybody) * u64::from(FORMS);
    ensure!(trail.sealed == expected, "the audit trail has {} rows and not {expected}", trail.sealed);
    report.row(
        "P10",
        "registrations in the database afterwards",
        "all, once",
        format!("{} of {}; {} audit rows, the chain is whole", grouped(handed_in), grouped(u64::from(everybody)), grouped(trail.sealed)),
        "read with the store after `kill -9` right after the last answer",
    );
    report.row(
        "P10",
        "what the jobs had still to do when the load ended",
        "",
        format!(
            "{} audit rows to chain (done in {} s when nothing else went on), {} letters to send",
            grouped(open as u64),
            short(chained.as_secs_f64()),
            grouped(waiting as u64)
        ),
        "read with the store",
    );
    Ok(trail.sealed)
}

/// Starts on copies of what a kill under load left.
async fn start_after_kill(setup: &Setup, crashed: &Path, report: &mut Report) -> anyhow::Result<()> {
    let (mut starts, mut reads, mut size) = (Vec::new(), Vec::new(), 0);
    for _ in 0..setup.arguments.starts.max(1) {
        let copy = setup.scratch.at("copy");
        scratch::copy(crashed, &copy)?;
        let (bytes, read) = scratch::read_through(&copy)?;
        let program = Program::start(setup, &copy, Log::Kept).await?;
        starts.push(ms(program.ready_after));
        reads.push(ms(read));
        size = bytes;
        program.kill()?;
        std::fs::remove_dir_all(&copy)?;
    }
    started("after `kill -9` right after the load", "≤ 2 s", (&starts, &reads, size), report);
    Ok(())
}

/// Starts after orderly ends.
async fn start_after_end(setup: &Setup, data: &Path, report: &mut Report) -> anyhow::Result<()> {
    Program::start(setup, data, Log::Kept).await?.stop().await?;
    let (mut starts, mut reads, mut size) = (Vec::new(), Vec::new(), 0);
    for _ in 0..setup.arguments.starts.max(1) {
        let (bytes, read) = scratch::read_through(data)?;
        let program = Program::start(setup, data, Log::Kept).await?;
        starts.push(ms(program.ready_after));
        reads.push(ms(read));
        size = bytes;
        program.stop().await?;
    }
    started("after an orderly end", "≤ 0.5 s", (&starts, &reads, size), report);
    Ok(())
}

fn started(when: &str, goal: &'static str, (starts, reads, size): (&[f64], &[f64], u64), report: &mut Report) {
    let (start, read) = (median(starts), median(reads));
    report.row(
        "P15",
        format!("start until ready, {when}"),
        goal,
        format!("{} ms, {}x the time of reading its {} MB", short(start), short(start / read), short(size as f64 / 1e6)),
        format!("from spawning to 200 of `/readyz`; {} starts, medians; the data was just read and is in the system's cache", starts.len()),
    );
}
