//! The program that is measured, as a process of its own. It ends with its value.

use crate::Setup;
use crate::http::Connection;
use anyhow::{Context, bail, ensure};
use jiff::Timestamp;
use serde_json::Value as Json;
use std::fs::{self, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};

/// How long a start may take before the run is given up.
const START: Duration = Duration::from_secs(120);
/// How long an orderly end may take.
const END: Duration = Duration::from_secs(30);
/// How often it is looked whether the program is ready, or has ended.
const LOOK: Duration = Duration::from_millis(2);
/// Ticks of processor time a second in `/proc/<pid>/stat` (`USER_HZ`, which is 100 on Linux).
const TICKS: f64 = 100.0;

/// What becomes of the program's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// It is written and thrown away.
    Away,
    /// It goes to the log of the run.
    Kept,
}

/// A running program.
pub struct Program {
    child: Child,
    data: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took from its start until `/readyz` said so.
    pub ready_after: Duration,
}

impl Setup {
    /// The program with its options, and without what the surroundings would tell it.
    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PLENARY_") {
                command.env_remove(name);
            }
        }
        command.stdin(Stdio::null()).arg("--data").arg(data).arg("--site").arg(&self.arguments.site);
        command
    }

    /// Carries a command out while no program has the data open; answers what it printed.
    pub fn once(&self, data: &Path, words: &[&str]) -> anyhow::Result<String> {
        let done = self.command(data).args(words).output().with_context(|| format!("{} cannot be started", self.program.display()))?;
        ensure!(done.status.success(), "plenary {}: {}", words.join(" "), String::from_utf8_lossy(&done.stderr));
        Ok(String::from_utf8(done.stdout)?)
    }

    /// A data folder with the event in it.
    pub fn with_event(&self, name: &str) -> anyhow::Result<PathBuf> {
        let data = self.scratch.at(name);
        let event = self.arguments.event.to_string_lossy();
        self.once(&data, &["import", &event])?;
        Ok(data)
    }
}

impl Program {
    /// Starts the program on a data folder and waits until it is ready.
    pub async fn start(setup: &Setup, data: &Path, log: Log) -> anyhow::Result<Self> {
        Self::start_at(setup, data, log, None).await
    }

    /// The same with a clock that begins at a moment.
    pub async fn start_at(setup: &Setup, data: &Path, log: Log, moment: Option<Timestamp>) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
        let mut command = setup.command(data);
        command.arg("--listen").arg(address.to_string()).arg("--forms-per-minute").arg(u32::MAX.to_string()).arg("serve").stdout(Stdio::null());
        if let Some(moment) = moment {
            command.arg("--rehearse").arg(moment.to_string());
        }
        command.stderr(match log {
            Log::Away => Stdio::null(),
            Log::Kept => OpenOptions::new().create(true).append(true).open(setup.scratch.log())?.into(),
        });
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("{} cannot be started", setup.program.display()))?;
        let mut program = Self { child, data: data.to_owned(), address, ready_after: Duration::ZERO };
        while !program.is_ready().await {
            if let Some(status) = program.child.try_wait()? {
                bail!("the program ended at once: {status}");
            }
            ensure!(started.elapsed() < START, "the program did not become ready");
            tokio::time::sleep(LOOK).await;
        }
        program.ready_after = started.elapsed();
        Ok(program)
    }

    async fn is_ready(&self) -> bool {
        let Ok(mut connection) = Connection::open(self.address).await else { return false };
        connection.get(self.address, "/readyz", &[]).await.is_ok_and(|a| a.status == 200)
    }

    /// A new connection to it.
    pub async fn connect(&self) -> anyhow::Result<Connection> {
        Connection::open(self.address).await
    }

    /// Ends it in order, as the system does.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let pid = self.child.id().to_string();
        ensure!(Command::new("sh").args(["-c", "kill -TERM \"$1\"", "sh", &pid]).status()?.success(), "the program could not be told to end");
        let asked = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "the program ended with {status}");
                return Ok(());
            }
            ensure!(asked.elapsed() < END, "the program did not end");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Ends it from one moment to the next (`SIGKILL`).
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// The processor time it has used so far in both modes, in seconds.
    pub fn processor(&self) -> anyhow::Result<f64> {
        processor_of(&self.child.id().to_string())
    }

    /// Its resident memory.
    pub fn resident(&self) -> anyhow::Result<Resident> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|l| l.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib * 1024.0 / 1e6)
        };
        of("VmRSS:").zip(of("RssAnon:")).map(|(all, own)| Resident { all, own }).context("/proc/<pid>/status is another one than expected")
    }

    /// Has it carry out one of its own commands, and answers what it says about it.
    pub async fn ask(&self, command: &Json) -> anyhow::Result<String> {
        let mut stream = UnixStream::connect(self.data.join("admin.sock")).await.context("the socket for commands")?;
        stream.write_all(command.to_string().as_bytes()).await?;
        stream.shutdown().await?;
        let mut text = Vec::new();
        stream.read_to_end(&mut text).await?;
        let answer: Json = serde_json::from_slice(&text)?;
        match answer.get("Done").and_then(Json::as_str) {
            Some(done) => Ok(done.to_owned()),
            None => bail!("{command}: {answer}"),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Resident memory in MB (10⁶ bytes).
#[derive(Clone, Copy, Debug)]
pub struct Resident {
    /// All of it (`VmRSS`).
    all: f64,
    /// Without what is mapped from files, such as the program's own code (`RssAnon`).
    own: f64,
}

impl std::fmt::Display for Resident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0} MB ({:.0} without mapped files)", self.all, self.own)
    }
}

fn processor_of(process: &str) -> anyhow::Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    ticks(&stat).map(|ticks| ticks / TICKS).context("/proc/<pid>/stat is another one than expected")
}

/// The processor time that this process has used so far, in seconds.
pub fn processor_of_this() -> anyhow::Result<f64> {
    processor_of("self")
}

/// The processor time that everything on the machine has used so far, in seconds.
pub fn processor_of_all() -> anyhow::Result<f64> {
    busy(&fs::read_to_string("/proc/stat")?).map(|ticks| ticks / TICKS).context("/proc/stat is another one than expected")
}

/// All but waiting in the first line of `/proc/stat`: user, nice, system, then idle and iowait, then interrupts and what a hypervisor took.
fn busy(stat: &str) -> Option<f64> {
    let fields = stat.lines().next()?.strip_prefix("cpu ")?.split_whitespace();
    let ticks: Vec<f64> = fields.take(8).map(str::parse).collect::<Result<_, _>>().ok()?;
    let waiting = ticks.iter().skip(3).take(2).sum::<f64>();
    Some(ticks.iter().sum::<f64>() - waiting)
}

/// User and system time in a line of `/proc/<pid>/stat`. The name of the program comes before and may hold anything.
fn ticks(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11).map(str::parse::<f64>);
    Some(fields.next()?.ok()? + fields.next()?.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_found_after_a_name_with_spaces_and_brackets() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 17 25 0 0 20 0 1 0";
        assert_eq!(ticks(stat), Some(42.0));
    }

    #[test]
    fn waiting_is_not_counted_as_work_of_the_machine() {
        assert_eq!(busy("cpu  1 2 3 100 200 4 5 6 7 8\ncpu0 1 1 1 1"), Some(21.0));
    }
}
