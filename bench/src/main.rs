//! Measures the program `plenary` as it is shipped: the real process, over the loopback network, with its data on a disk.
//!
//! Always holds: nothing is asserted about times; what is functionally wrong (a status, a count, a stale page) is an error; every process that was
//! started ends and every folder that was made goes away, also after an error or Ctrl-C.

mod http;
mod measure;
mod numbers;
mod program;
mod report;
mod scratch;

use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};
use report::Report;
use scratch::Scratch;
use std::path::PathBuf;
use std::process::ExitCode;

/// The query parser of the database goes deep in builds that are not optimised.
const STACK: usize = 16 * 1024 * 1024;

/// Measures speed, size, memory and start of the program, and writes a table.
#[derive(Parser, Debug)]
#[command(name = "bench", version)]
pub struct Arguments {
    /// The program [default: the one beside this one].
    #[arg(long, env = "BENCH_PROGRAM")]
    program: Option<PathBuf>,
    /// The folder of the built site.
    #[arg(long, env = "PLENARY_SITE", default_value = "target/site")]
    site: PathBuf,
    /// The event's folder.
    #[arg(long, default_value = "event/wego-2017")]
    event: PathBuf,
    /// Where the data of the run is put; it has to be a disk and not memory for the figures of commits to mean something.
    #[arg(long, env = "CARGO_TARGET_DIR", default_value = "target")]
    folder: PathBuf,
    /// The file to write the table to [default: bench.md in the folder of the data].
    #[arg(long)]
    out: Option<PathBuf>,
    /// How the program was compiled [default: the name of its folder].
    #[arg(long)]
    profile: Option<String>,
    /// What to measure [default: everything].
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// How many pairs of a control and a page are measured.
    #[arg(long, default_value_t = 9)]
    pairs: u32,
    /// How many changes of the programme readers race with.
    #[arg(long, default_value_t = 200)]
    changes: u32,
    /// How many people register.
    #[arg(long, default_value_t = 5000)]
    people: u32,
    /// Over how many connections they do so.
    #[arg(long, default_value_t = 64)]
    connections: u32,
    /// How often each kind of start is measured.
    #[arg(long, default_value_t = 7)]
    starts: u32,
    /// How many people take part in the ideathon.
    #[arg(long, default_value_t = 1000)]
    participants: u32,
    /// For how many seconds they make teams.
    #[arg(long, default_value_t = 300)]
    seconds: u64,
}

/// A part of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Processor time of public pages (P1) and what a first visit loads (P3), on the event as it is.
    Pages,
    /// A large programme: its sizes (P3), changes with racing readers (P8), first renderings.
    Programme,
    /// Registrations (P10), memory (P14), start (P15).
    People,
    /// Public pages during a storm of sign-ins (P18).
    Storm,
    /// Participants of the ideathon who make teams while others look on; the boards of all are compared with the database.
    Ideathon,
}

/// What every measurement is given.
pub struct Setup {
    /// How the run was asked for.
    pub arguments: Arguments,
    /// The program.
    pub program: PathBuf,
    /// The folder of the run.
    pub scratch: Scratch,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build()?;
        // On a thread of the runtime, whose stack is as deep as the others'.
        runtime.block_on(async { tokio::spawn(start(arguments)).await? })
    });
    let outcome = worker.map_err(anyhow::Error::from).and_then(|w| w.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the benchmark broke"))));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("bench: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Says how far it is.
pub fn tell(text: &str) {
    eprintln!("{text}");
}

#[expect(clippy::print_stdout, reason = "the table is what the program is for")]
fn say(text: &str) {
    println!("{text}");
}

async fn start(arguments: Arguments) -> anyhow::Result<()> {
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("plenary"),
    };
    if !program.is_file() {
        bail!("{} is not there: build the workspace, or say where it is with --program", program.display());
    }
    if !arguments.site.join("manifest.json").is_file() {
        bail!("{} is no built site: build it with `make site`, or say where it is with PLENARY_SITE", arguments.site.display());
    }
    let out = arguments.out.clone().unwrap_or_else(|| arguments.folder.join("bench.md"));
    let scratch = Scratch::new(&arguments.folder)?;
    let setup = Setup { arguments, program, scratch };
    let text = tokio::select! {
        done = run(&setup) => match done {
            Ok(report) => report.text(),
            Err(error) => {
                tell(&setup.scratch.end_of_log());
                return Err(error);
            }
        },
        () = interrupted() => bail!("interrupted"),
    };
    std::fs::write(&out, &text).with_context(|| format!("{} cannot be written", out.display()))?;
    say(&text);
    tell(&format!("The table is in {}", out.display()));
    Ok(())
}

async fn run(setup: &Setup) -> anyhow::Result<Report> {
    let mut report = Report::new(setup);
    let wanted = |part| setup.arguments.only.is_empty() || setup.arguments.only.contains(&part);
    if wanted(Part::Pages) {
        measure::pages::run(setup, &mut report).await.context("the pages of the event")?;
    }
    if wanted(Part::Programme) {
        measure::programme::run(setup, &mut report).await.context("a large programme")?;
    }
    if wanted(Part::People) {
        measure::people::run(setup, &mut report).await.context("people who register")?;
    }
    if wanted(Part::Storm) {
        measure::storm::run(setup, &mut report).await.context("a storm of sign-ins")?;
    }
    if wanted(Part::Ideathon) {
        measure::ideathon::run(setup, &mut report).await.context("teams of the ideathon")?;
    }
    Ok(report)
}

/// Ends when the person at the terminal, or the system, wants the run to end.
async fn interrupted() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
