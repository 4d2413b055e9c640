//! What the person who runs the machine can do. A running server has the embedded database to itself, so the commands are sent to it over a
//! socket that only its own user may open; without a running server they open the database themselves.

use crate::event_files;
use anyhow::{Context, bail};
use app::words::mail::Letter;
use clap::Subcommand;
use domain::accounts::Account;
use domain::kernel::text::Email;
use domain::kernel::{Lang, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use store::{Act, Secret, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

/// A command.
#[derive(Clone, Debug, Serialize, Deserialize, Subcommand)]
pub enum Command {
    /// Reads an event's folder and puts it on the site. Everything is looked at first; nothing changes when something is wrong.
    Import {
        /// The folder, such as event/wego-2017.
        folder: PathBuf,
    },
    /// The secretariat.
    #[command(subcommand)]
    Organiser(Organiser),
    /// Accounts.
    #[command(subcommand)]
    Account(AccountOf),
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// Writes everything that is kept into a file.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Reads a backup into an empty database.
    Restore {
        /// The file to read.
        file: PathBuf,
    },
    /// Puts a large made-up programme and many made-up people on the site, for load work. Never on a real site.
    Sample {
        /// How many sessions.
        #[arg(long, default_value_t = 1500)]
        sessions: u32,
        /// How many people with a registration.
        #[arg(long, default_value_t = 5000)]
        people: u32,
        /// How many of the people take part in the ideathon; prints the cookie with which each of them is signed in.
        #[arg(long, default_value_t = 0)]
        participants: u32,
    },
}

/// Commands about the secretariat.
#[derive(Clone, Debug, Serialize, Deserialize, Subcommand)]
pub enum Organiser {
    /// Makes a link that works once and makes the owner of this address an organiser.
    Invite {
        /// The e-mail address.
        email: String,
    },
}

/// Commands about accounts.
#[derive(Clone, Debug, Serialize, Deserialize, Subcommand)]
pub enum AccountOf {
    /// Takes the second factor away from somebody who lost phone and recovery codes, and signs them out everywhere. Make sure who asks.
    ResetSecondFactor {
        /// The e-mail address of the account.
        email: String,
    },
}

/// Commands about the audit trail.
#[derive(Clone, Debug, Serialize, Deserialize, Subcommand)]
pub enum Audit {
    /// Checks that no row was changed, removed or added afterwards.
    Verify,
}

/// Carries a command out on an open store and says what was done.
pub async fn run(store: &Store, base_url: &str, now: Timestamp, command: Command) -> anyhow::Result<String> {
    let act = Act::system(now);
    match command {
        Command::Import { folder } => {
            let data = match event_files::read(&folder) {
                Ok(data) => data,
                Err(mistakes) => {
                    let list: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
                    bail!("{}\n{} mistakes in {}; nothing was changed", list.join("\n"), mistakes.len(), folder.display());
                }
            };
            let report = store.import_event(&act, &data).await?;
            for contest in event_files::contests(&folder).unwrap_or_default() {
                store.make_contest(&act, &contest.id, &contest.title, &contest.terms).await?;
            }
            store.import_halls(&act, &data.halls).await?;
            Ok(format!("{}: {report}", folder.display()))
        }
        Command::Organiser(Organiser::Invite { email }) => {
            let email = Email::parse(&email).map_err(|_| anyhow::anyhow!("`{email}` is no e-mail address"))?;
            let link = Secret::generate();
            store.invite_staff(&act, &email, Role::Organiser, &Secret::digest(link.reveal()), None).await?;
            let path = app::route::Route::Invite.path(Lang::En);
            Ok(format!("This link makes {} an organiser. It works once, for three days:\n{base_url}{path}?token={}", email.as_str(), link.reveal()))
        }
        Command::Account(AccountOf::ResetSecondFactor { email }) => {
            let account = account(store, &email).await?;
            let event = store.snapshot().await?.map_or_else(|| "Plenary".to_owned(), |s| s.event.name.get(account.lang).to_owned());
            let letter = Letter { to: &account.email, lang: account.lang, name: &account.name, event: &event };
            let url = format!("{base_url}{}", app::route::Route::SignIn.path(account.lang));
            store.reset_second_factor(&act, &account.id, letter.second_factor(false, &url)).await?;
            Ok(format!("{} signs in with the password alone now, and was told so by e-mail", account.email))
        }
        Command::Audit(Audit::Verify) => {
            store.seal_audit(now).await?;
            let report = store.audit_verify().await?;
            if report.is_whole() { Ok(report.to_string()) } else { bail!("{report}") }
        }
        Command::Backup { file } => {
            let out = File::create_new(&file).with_context(|| format!("{} cannot be written", file.display()))?;
            let mut out = BufWriter::new(out);
            let records = store.export(&mut out).await?;
            out.flush()?;
            out.into_inner()?.sync_all()?;
            Ok(format!("{records} records are in {}", file.display()))
        }
        Command::Restore { file } => {
            let mut lines = BufReader::new(File::open(&file).with_context(|| format!("{} cannot be read", file.display()))?);
            Ok(format!("{} records came from {}", store.import(&mut lines).await?, file.display()))
        }
        // Boxed: with everything that it does inside, the program's own future would nest deeper than the compiler looks.
        Command::Sample { sessions, people, participants } => Box::pin(crate::sample::put(store, now, sessions, people, participants)).await,
    }
}

/// The account of an address. Errors when there is none.
async fn account(store: &Store, email: &str) -> anyhow::Result<Account> {
    let email = Email::parse(email).map_err(|_| anyhow::anyhow!("`{email}` is no e-mail address"))?;
    let known = store.password_of(&email).await?.with_context(|| format!("{} has no account", email.as_str()))?;
    store.account(&known.account).await?.with_context(|| format!("{} has no account", email.as_str()))
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Done(String),
    Failed(String),
}

/// Takes commands on the socket until the future is dropped. Errors when the socket cannot be made.
pub async fn listen(socket: PathBuf, store: Store, base_url: String, clock: app::platform::Clock) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if let Err(error) = std::fs::remove_file(&socket)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(error).context("the socket of an earlier run cannot be removed");
    }
    let listener = UnixListener::bind(&socket).with_context(|| format!("{} cannot be made", socket.display()))?;
    std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o600))?;
    loop {
        let (mut stream, _) = listener.accept().await?;
        let (store, base_url, clock) = (store.clone(), base_url.clone(), clock.clone());
        tokio::spawn(async move {
            let mut text = Vec::new();
            if stream.read_to_end(&mut text).await.is_err() {
                return;
            }
            let answer = match serde_json::from_slice(&text) {
                Ok(Command::Restore { .. }) => Answer::Failed("stop the server first: a backup is restored into an empty database".to_owned()),
                Ok(command) => match run(&store, &base_url, clock(), command).await {
                    Ok(done) => Answer::Done(done),
                    Err(error) => Answer::Failed(format!("{error:#}")),
                },
                Err(error) => Answer::Failed(format!("this server does not know the command: {error}")),
            };
            let _ = stream.write_all(&serde_json::to_vec(&answer).unwrap_or_default()).await;
        });
    }
}

/// Sends a command to a running server; `None` when none is running.
pub async fn ask(socket: &std::path::Path, command: &Command) -> anyhow::Result<Option<String>> {
    let Ok(mut stream) = UnixStream::connect(socket).await else { return Ok(None) };
    stream.write_all(&serde_json::to_vec(command)?).await?;
    stream.shutdown().await?;
    let mut text = Vec::new();
    stream.read_to_end(&mut text).await?;
    match serde_json::from_slice(&text)? {
        Answer::Done(done) => Ok(Some(done)),
        Answer::Failed(error) => bail!(error),
    }
}
