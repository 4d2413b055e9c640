//! Killing the process: what was acknowledged is there after reopening, and nothing is there by half.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod engine_rig;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use engine_rig::{TempDir, at, now, open, run};
use store::{AuditEntry, IdempotencyKey, Mail, Query, StoreConfig, Tx};

const PAIR: Query = Query::write(
    "test.pair",
    "CREATE type::record('pair', [$n, 'left']) SET n = $n RETURN NONE;
     CREATE type::record('pair', [$n, 'right']) SET n = $n RETURN NONE;
     $n;",
);
const PAIRS: Query = Query::read("test.pairs", "SELECT VALUE n FROM pair");
const URL: &str = "PLENARY_TEST_KILL_URL";
const FROM: &str = "PLENARY_TEST_KILL_FROM";
const SIZES: &str = "PLENARY_TEST_KILL_SIZES";

/// Not a test: the process that gets killed. It does nothing unless its parent asks for it.
#[test]
fn child() {
    let (Ok(url), Ok(from)) = (std::env::var(URL), std::env::var(FROM)) else {
        return;
    };
    let from: i64 = from.parse().unwrap();
    run(async move {
        let mut config = StoreConfig::new(url);
        let sizes: Vec<u64> = std::env::var(SIZES).iter().flat_map(|s| s.split(' ')).map(|n| n.parse().unwrap()).collect();
        if let [memtable, log_limit] = sizes[..] {
            config = StoreConfig { memtable, log_limit, ..config };
        }
        let store = open(config).await;
        let workers = 8;
        let tasks = (0..workers).map(|worker| {
            let store = store.clone();
            tokio::spawn(async move {
                for step in 0.. {
                    let n = from + step * workers + worker;
                    let key = IdempotencyKey { actor: "kill".into(), key: n.to_string(), body_hash: "b".into() };
                    let tx = Tx::new(&PAIR, now())
                        .bind(vars! { "n" => n })
                        .once(key)
                        .audit(AuditEntry::new("kill", "test.paired", format!("pair:{n}")))
                        .mail(Mail::new("k@example.org", "en", "test.paired", "Pair", n.to_string()));
                    store.tx(tx).await.unwrap();
                    println!("acknowledged {n}");
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    });
}

/// Starts the child, lets it work, kills it, and answers what it acknowledged.
fn kill_one(url: &str, from: i64, work: usize) -> BTreeSet<i64> {
    kill_one_with(url, from, work, "")
}

/// The same, with other sizes of memory and log.
fn kill_one_with(url: &str, from: i64, work: usize, sizes: &str) -> BTreeSet<i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(URL, url)
        .env(FROM, from.to_string())
        .envs((!sizes.is_empty()).then_some((SIZES, sizes)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut acknowledged = BTreeSet::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while acknowledged.len() < work {
        let Some(Ok(line)) = lines.next() else {
            panic!("the child ended by itself");
        };
        acknowledged.extend(line.split("acknowledged ").nth(1).and_then(|n| n.parse::<i64>().ok()));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What was still in the pipe had been acknowledged too; the last line may be cut off, and then does not count.
    for line in lines.map_while(Result::ok) {
        acknowledged.extend(line.split("acknowledged ").nth(1).and_then(|n| n.parse::<i64>().ok()));
    }
    acknowledged
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged_and_halves_nothing() {
    let dir = TempDir::new("kill");
    let mut acknowledged = BTreeSet::new();
    for round in 0..4 {
        acknowledged.extend(kill_one(&dir.url(), round * 1_000_000, 40 + 60 * usize::try_from(round).unwrap()));
    }
    let url = dir.url();
    run(async move {
        let store = at(&url).await;
        let pairs: Vec<i64> = store.read(&PAIRS, vars! {}).await.unwrap();
        let kept: BTreeSet<i64> = pairs.iter().copied().collect();
        assert_eq!(pairs.len(), kept.len() * 2, "a pair is half");
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "lost {} of {}: {lost:?}", lost.len(), acknowledged.len());
        let mut audited = 0;
        let mut before = None;
        loop {
            let page = store.audit(before.as_deref(), 500).await.unwrap();
            audited += page.rows.len();
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(audited, kept.len(), "each pair has its audit row");
        let mails = store.outbox(None, None, 100_000).await.unwrap().rows.len();
        assert_eq!(mails, kept.len(), "each pair has its message");
        let sealed = store.seal_audit(now()).await.unwrap();
        assert_eq!(sealed, kept.len());
        assert_eq!(store.audit_verify().await.unwrap().first_break, None);
        // A durable change whose acknowledgement was lost is not made twice.
        for n in kept.difference(&acknowledged) {
            let key = IdempotencyKey { actor: "kill".into(), key: n.to_string(), body_hash: "b".into() };
            let again = store.tx(Tx::new(&PAIR, now()).bind(vars! { "n" => *n }).once(key)).await.unwrap();
            assert!(again.repeated);
        }
        store.close().await.unwrap();
        tokio::time::sleep(Duration::from_millis(10)).await;
    });
}

/// Leaves half a record at the end of the newest segment, as a kill between two writes does: its header promises more than there is.
fn tear(log: &Path) {
    let segments = std::fs::read_dir(log).unwrap().map(|e| e.unwrap().path()).filter(|p| p.metadata().unwrap().len() > 0);
    let newest = segments.max().unwrap();
    let mut half = vec![0xAA, 0xAA, 0xAA, 0xAA, 0x01, 0x00, 0x01];
    half.extend([0x55; 20]);
    std::fs::OpenOptions::new().append(true).open(newest).unwrap().write_all(&half).unwrap();
}

#[test]
fn half_a_record_at_the_end_of_the_log_costs_nothing_that_comes_after_it() {
    let dir = TempDir::new("torn");
    let mut acknowledged = kill_one(&dir.url(), 0, 40);
    tear(&dir.path().join("store/wal"));
    for round in 1..3 {
        acknowledged.extend(kill_one(&dir.url(), round * 1_000_000, 40));
    }
    assert_eq!(lost(&dir, acknowledged), Vec::<i64>::new());
}

/// What was acknowledged and is not there.
fn lost(dir: &TempDir, acknowledged: BTreeSet<i64>) -> Vec<i64> {
    let (url, (tell, told)) = (dir.url(), std::sync::mpsc::channel());
    run(async move {
        let store = at(&url).await;
        let kept: BTreeSet<i64> = store.read(&PAIRS, vars! {}).await.unwrap().into_iter().collect();
        tell.send(acknowledged.difference(&kept).copied().collect()).unwrap();
        store.close().await.unwrap();
    });
    told.recv().unwrap()
}

#[test]
fn commits_that_come_while_the_engine_rests_are_there_after_a_kill() {
    let dir = TempDir::new("rest");
    let mut acknowledged = BTreeSet::new();
    for round in 0..2 {
        acknowledged.extend(kill_one_with(&dir.url(), round * 1_000_000, 300, "67108864 65536"));
    }
    let tables = std::fs::read_dir(dir.path().join("store/sstables")).unwrap().map(|e| e.unwrap().file_name());
    let newest = tables.max().unwrap();
    assert!(newest > *"00000000000000000006.sst", "the engine rested several times: {newest:?}");
    assert_eq!(lost(&dir, acknowledged), Vec::<i64>::new());
}

/// The reason for resting. When this fails after an upgrade of the engine, resting may be needed no longer.
#[test]
fn an_engine_that_fills_its_memory_loses_commits_by_a_kill() {
    for round in 0..12 {
        let dir = TempDir::new("full");
        // The schema is there before, because it alone would not fit into so little memory.
        let url = dir.url();
        run(async move { at(&url).await.close().await.unwrap() });
        let acknowledged = kill_one_with(&dir.url(), 0, 150 + 25 * round, "262144 18446744073709551615");
        if !lost(&dir, acknowledged).is_empty() {
            return;
        }
    }
    panic!("12 kills of an engine that fills its memory lost nothing: the test of resting cannot fail, so it proves nothing");
}
