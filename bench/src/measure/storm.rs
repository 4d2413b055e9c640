//! A storm of sign-ins (P18): what is left for those who only read. Passwords are hashed in a bounded queue, so the storm waits there.

use crate::Setup;
use crate::http;
use crate::numbers::{median, short};
use crate::program::{Log, Program};
use crate::report::Report;
use anyhow::{Context, ensure};
use domain::kernel::Lang;
use domain::kernel::actor::Actor;
use domain::kernel::text::{Email, percent};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{Act, Mail, NewAccount, Secret, Store, StoreConfig};
use tokio::task::JoinSet;

/// Whose password everybody has.
const PASSWORD: &str = "four calm seagulls";
/// How many accounts are signed in to.
const ACCOUNTS: usize = 64;
/// Over how many connections pages are read, and people sign in.
const READERS: usize = 4;
const STORMING: usize = 96;
/// How long each phase lasts.
const PHASE: Duration = Duration::from_secs(4);
/// When somebody who was turned away comes back: sooner than they are told, and no sooner than a person can.
const COMES_BACK: Duration = Duration::from_secs(1);
/// The page that is read.
const PAGE: &str = "/en/programme";

/// Measures: quiet, storm, storm, quiet, so that a drift of the machine falls on both.
pub async fn run(setup: &Setup, report: &mut Report) -> anyhow::Result<()> {
    crate::tell("== a storm of sign-ins");
    let data = setup.with_event("storm")?;
    let addresses = Arc::new(make(&data).await.context("the accounts")?);
    let program = Program::start(setup, &data, Log::Kept).await?;
    phase(&program, &addresses, false).await?;
    let mut quiet = Vec::new();
    let mut storm = Vec::new();
    let (mut served, mut turned_away) = (0, 0);
    for stormy in [false, true, true, false] {
        let seen = phase(&program, &addresses, stormy).await?;
        if stormy {
            storm.push(seen.pages);
            served += seen.served;
            turned_away += seen.turned_away;
        } else {
            quiet.push(seen.pages);
        }
    }
    program.stop().await?;
    ensure!(served > 0, "nobody could sign in");
    let share = median(&storm) / median(&quiet) * 100.0;
    report.row(
        "P18",
        format!("public pages while {STORMING} people sign in again and again, against none"),
        "≥ 80 %",
        format!("{} % ({} against {} pages/s)", short(share), short(median(&storm)), short(median(&quiet))),
        format!(
            "{READERS} connections read {PAGE}; four phases of {} s, quiet, storm, storm, quiet; client and program on the same cores",
            PHASE.as_secs()
        ),
    );
    let seconds = 2.0 * PHASE.as_secs_f64();
    report.row(
        "P18",
        "sign-ins served and turned away with 503 in the storm",
        "",
        format!("{}/s and {}/s", short(served as f64 / seconds), short(turned_away as f64 / seconds)),
        "the same run; who is turned away is told when to come back",
    );
    Ok(())
}

/// What is counted while a phase lasts.
#[derive(Default)]
struct Counts {
    pages: AtomicU64,
    served: AtomicU64,
    turned_away: AtomicU64,
}

/// What one phase saw.
struct Seen {
    pages: f64,
    served: u64,
    turned_away: u64,
}

async fn phase(program: &Program, addresses: &Arc<Vec<String>>, stormy: bool) -> anyhow::Result<Seen> {
    let host = program.address;
    let over = Arc::new(AtomicBool::new(false));
    let counts: Arc<Counts> = Arc::default();
    let mut tasks = JoinSet::new();
    for _ in 0..READERS {
        let (mut connection, over, counts) = (program.connect().await?, over.clone(), counts.clone());
        tasks.spawn(async move {
            while !over.load(Ordering::Relaxed) {
                connection.get(host, PAGE, &[("accept-encoding", "br")]).await?.expect(200)?;
                counts.pages.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    for number in 0..if stormy { STORMING } else { 0 } {
        let (mut connection, over, counts, addresses) = (program.connect().await?, over.clone(), counts.clone(), addresses.clone());
        tasks.spawn(async move {
            let origin = format!("http://{host}");
            let headers = [("origin", origin.as_str()), ("accept", "application/json")];
            let mut turn = number;
            while !over.load(Ordering::Relaxed) {
                let address = addresses.get(turn % addresses.len()).context("an address")?;
                let form = format!("email={}&password={}&request_id=storm-{number}-{turn}", percent(address), percent(PASSWORD));
                let status = connection.exchange(&http::post(host, "/api/accounts/sign_in", &headers, &form)).await?.status;
                ensure!(status == 200 || status == 503, "a sign-in was answered with {status}");
                (if status == 200 { &counts.served } else { &counts.turned_away }).fetch_add(1, Ordering::Relaxed);
                turn += STORMING;
                if status == 503 {
                    tokio::time::sleep(COMES_BACK).await;
                }
            }
            anyhow::Ok(())
        });
    }
    let began = Instant::now();
    tokio::time::sleep(PHASE).await;
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let pages = read(&counts.pages) as f64 / began.elapsed().as_secs_f64();
    let seen = Seen { pages, served: read(&counts.served), turned_away: read(&counts.turned_away) };
    over.store(true, Ordering::Relaxed);
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(seen)
}

/// Makes the accounts; answers their addresses.
async fn make(data: &Path) -> anyhow::Result<Vec<String>> {
    use argon2::password_hash::{PasswordHasher, SaltString};
    let salt = SaltString::encode_b64(b"the same for all").map_err(|e| anyhow::anyhow!("{e}"))?;
    let params = argon2::Params::new(19 * 1024, 2, 1, None).map_err(|e| anyhow::anyhow!("{e}"))?;
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let hash = argon2.hash_password(PASSWORD.as_bytes(), &salt).map_err(|e| anyhow::anyhow!("{e}"))?.to_string();
    let store = Store::open(StoreConfig::new(format!("surrealkv://{}", data.join("db").display()))).await?;
    let (now, anonymous) = (Timestamp::now(), Actor::Anonymous);
    let act = Act { actor: &anonymous, now, request: None };
    let mut addresses = Vec::new();
    for number in 0..ACCOUNTS {
        let address = format!("storm-{number}@bench.invalid");
        let email = Email::parse(&address).map_err(|_| anyhow::anyhow!("an address"))?;
        let link = Secret::generate();
        let new = NewAccount {
            email,
            name: format!("Ana Silva {number}"),
            lang: Lang::En,
            password_hash: hash.clone(),
            link: Secret::digest(link.reveal()),
        };
        let mail = |kind: &str| Mail::new(address.as_str(), "en", kind, "Sample", "Sample").due(Timestamp::MAX);
        store.sign_up(&act, &new, mail("welcome"), mail("already")).await?;
        store.verify_email(&act, link.reveal()).await?;
        addresses.push(address);
    }
    store.close().await?;
    Ok(addresses)
}
