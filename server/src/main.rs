//! The program `plenary`: serves the assembly, and the commands of the person who runs it.
// The futures of everything that runs at once are one type, which the compiler follows that deep.
#![recursion_limit = "256"]

use anyhow::Context;
use clap::Parser;
use server::commands::{self, Command};
use server::config::Config;
use server::{event_files, hashing, jobs, press, program, vault, web};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoreConfig};
use tracing_subscriber::EnvFilter;

/// The query parser of the database goes deep in builds that are not optimised.
const STACK: usize = 16 * 1024 * 1024;
/// How long requests may take to end after the program was asked to.
const DRAIN: Duration = Duration::from_secs(10);

/// One program that runs an assembly of cities.
#[derive(Parser)]
#[command(name = "plenary", version)]
struct Arguments {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Serves the site.
    Serve {
        /// An event's folder to import before serving.
        #[arg(long, env = "PLENARY_EVENT")]
        event: Option<PathBuf>,
    },
    /// Looks at an event's folder and says what is wrong, without a database.
    CheckEvent {
        /// The folder.
        folder: PathBuf,
    },
    #[command(flatten)]
    Command(Command),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A log for people on a terminal, one JSON object a line for machines.
    // The embedded engine calls its own orderly end an error, and so it does a job that the end interrupts.
    let quiet = "warn,server=info,app=info,store=info,surrealdb::core::kvs::ds=off,surrealdb_datastore::tr=off";
    let filter = EnvFilter::try_from_env("PLENARY_LOG").unwrap_or_else(|_| EnvFilter::new(quiet));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        log.init()
    } else {
        log.json().init()
    }
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build()?;
        runtime.block_on(start(arguments))
    });
    let outcome = worker.map_err(anyhow::Error::from).and_then(|w| w.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the program broke"))));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("plenary: {error:#}"), true);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the only place that talks to the person at the terminal")]
fn say(text: &str, trouble: bool) {
    if trouble { eprintln!("{text}") } else { println!("{text}") }
}

async fn start(Arguments { config, what }: Arguments) -> anyhow::Result<()> {
    match what {
        What::Serve { event } => serve(config, event.as_deref()).await,
        What::CheckEvent { folder } => match event_files::read(&folder) {
            Ok(data) => {
                let p = &data.programme;
                say(
                    &format!(
                        "{}: {} sessions, {} rooms, {} speakers; nothing is wrong",
                        folder.display(),
                        p.sessions.len(),
                        p.rooms.len(),
                        p.speakers.len()
                    ),
                    false,
                );
                Ok(())
            }
            Err(mistakes) => {
                for mistake in &mistakes {
                    say(&mistake.to_string(), true);
                }
                anyhow::bail!("{} mistakes in {}", mistakes.len(), folder.display())
            }
        },
        What::Command(command) => {
            // Paths mean the folder of the one who asks, not of the server.
            let command = absolute(command)?;
            let done = match commands::ask(&config.socket(), &command).await? {
                Some(done) => done,
                None => {
                    let store = open(&config).await?;
                    let done = commands::run(&store, &config.base_url(), jiff::Timestamp::now(), command).await;
                    store.close().await?;
                    done?
                }
            };
            say(&done, false);
            Ok(())
        }
    }
}

fn absolute(command: Command) -> anyhow::Result<Command> {
    let full = |path: PathBuf| std::path::absolute(&path).with_context(|| format!("{} is no path", path.display()));
    Ok(match command {
        Command::Import { folder } => Command::Import { folder: full(folder)? },
        Command::Backup { file } => Command::Backup { file: full(file)? },
        Command::Restore { file } => Command::Restore { file: full(file)? },
        other => other,
    })
}

async fn open(config: &Config) -> anyhow::Result<Store> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("{} cannot be made", config.data.display()))?;
    let mut store = StoreConfig::new(config.db());
    if let Some(password) = &config.db_password {
        store = store.root(&config.db_user, password);
    }
    Store::open(store).await.context("the database cannot be opened")
}

async fn serve(config: Config, event: Option<&Path>) -> anyhow::Result<()> {
    if !config.base_url().starts_with("https://") && !config.listen.ip().is_loopback() && !config.behind_proxy {
        anyhow::bail!("people would sign in over plain http: set PLENARY_BASE_URL to an https address, or listen on 127.0.0.1");
    }
    let post = jobs::Post::new(config.smtp.as_deref(), &config.mail_from)?;
    let store = open(&config).await?;
    let vault = Arc::new(match &config.vault_key {
        Some(file) => vault::KeyVault::of_file(file)?,
        None => vault::KeyVault::of_folder(&config.data)?,
    });
    if let Some(folder) = event {
        say(&commands::run(&store, &config.base_url(), jiff::Timestamp::now(), Command::Import { folder: folder.to_owned() }).await?, false);
    }
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get().div_ceil(2));
    let ahead = config.ahead();
    let clock: app::platform::Clock = Arc::new(move || jiff::Timestamp::now().saturating_add(ahead).unwrap_or(jiff::Timestamp::MAX));
    let program = program::Program::new(config.clone(), store.clone(), clock.clone(), Arc::new(hashing::Queue::new(workers)?), vault)?;
    let listener = tokio::net::TcpListener::bind(config.listen).await.with_context(|| format!("{} cannot be listened on", config.listen))?;
    let mut jobs = jobs::start(&program, post);
    jobs.spawn({
        let (socket, store, base_url) = (config.socket(), store.clone(), config.base_url());
        async move {
            if let Err(error) = commands::listen(socket, store, base_url, clock).await {
                tracing::error!(%error, "commands of this machine are not taken");
            }
        }
    });
    jobs.spawn_blocking(press::warn_of_missing_scripts);
    greet(&config, &store).await?;
    let service = web::router(program.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let asked = {
        let program = program.clone();
        async move {
            wait_for_the_end().await;
            program.leave();
        }
    };
    let (ending, ended) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        asked.await;
        let _ = ending.send(());
    });
    tokio::select! {
        outcome = server.into_future() => outcome?,
        () = async { let _ = ended.await; tokio::time::sleep(DRAIN).await } => tracing::warn!("some requests did not end in time"),
    }
    jobs.shutdown().await;
    if let Err(error) = jobs::views::flush(&program).await {
        tracing::warn!(%error, "views of exhibitors since the last minute are lost");
    }
    let _ = std::fs::remove_file(config.socket());
    store.leave().await?;
    store.close().await?;
    Ok(())
}

async fn wait_for_the_end() {
    let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "the signal to end is not heard");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Says where the site is and what to do next.
async fn greet(config: &Config, store: &Store) -> anyhow::Result<()> {
    let mut text = format!("\n  The assembly is open at {}\n", config.base_url());
    if store.snapshot().await?.is_none() {
        text.push_str("  It has no event yet:        plenary import <folder>\n");
    }
    if !store.staff().await?.iter().any(|a| a.roles.contains(&domain::kernel::Role::Organiser)) {
        text.push_str("  Become the first organiser: plenary organiser invite <your e-mail>   (with make: make organiser EMAIL=<your e-mail>)\n");
    }
    if config.smtp.is_none() {
        text.push_str("  E-mails are not sent: they are kept in the outbox, where an organiser reads them (/en/desk/outbox). PLENARY_SMTP names a mail server.\n");
    }
    text.push_str("  End it with Ctrl-C.\n");
    say(&text, false);
    Ok(())
}
