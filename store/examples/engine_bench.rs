//! How many whole transactions a second the engine commits, every one durable: `cargo run --release -p store --example
//! engine_bench [tasks] [transactions]`. Each makes two rows, an idempotency claim, an audit row and a message; once with
//! nothing in common, once all on one counted record.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::time::Instant;

use jiff::Timestamp;
use store::engine::Variables;
use store::{AuditEntry, IdempotencyKey, Mail, Query, Store, StoreConfig, Tx};

const APART: Query = Query::write(
    "bench.apart",
    "CREATE type::record('bench', [$n, 'a']) SET n = $n RETURN NONE;
     CREATE type::record('bench', [$n, 'b']) SET n = $n RETURN NONE;
     $n;",
);
const CONTENDED: Query = Query::write(
    "bench.contended",
    "LET $left = (UPDATE bench_place:one SET left -= 1 WHERE left > 0 RETURN VALUE left);
     IF array::is_empty($left) { THROW 'bench.full' };
     CREATE type::record('bench', [$n, 'a']) SET n = $n RETURN NONE;
     $left[0];",
);
const FILL: Query = Query::write("bench.fill", "UPSERT bench_place:one SET left = $n RETURN NONE");

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let (tasks, total): (i64, i64) = (args.next().unwrap_or(32), args.next().unwrap_or(5000));
    let runtime = tokio::runtime::Builder::new_multi_thread().thread_stack_size(16 << 20).enable_all().build().unwrap();
    runtime.block_on(runtime.spawn(bench(tasks, total))).unwrap();
}

async fn bench(tasks: i64, total: i64) {
    let dir = std::env::temp_dir().join(format!("plenary-bench-{}", std::process::id()));
    for url in ["mem://".to_owned(), format!("surrealkv://{}", dir.display())] {
        let store = Store::open(StoreConfig::new(url.clone())).await.unwrap();
        store.apply_schema(&["DEFINE TABLE bench SCHEMALESS; DEFINE TABLE bench_place SCHEMALESS;"]).await.unwrap();
        let mut vars = Variables::new();
        vars.insert("n", total);
        store.tx(Tx::new(&FILL, Timestamp::UNIX_EPOCH).bind(vars)).await.unwrap();
        for (name, query, offset) in [("apart", &APART, 0), ("one record", &CONTENDED, total)] {
            let began = Instant::now();
            let workers = (0..tasks).map(|worker| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut failed = 0;
                    for n in (worker..total).step_by(usize::try_from(tasks).unwrap()) {
                        let n = n + offset;
                        let mut vars = Variables::new();
                        vars.insert("n", n);
                        let key = IdempotencyKey { actor: "bench".into(), key: n.to_string(), body_hash: "b".into() };
                        let tx = Tx::new(query, Timestamp::UNIX_EPOCH)
                            .bind(vars)
                            .once(key)
                            .audit(AuditEntry::new("bench", "bench.done", format!("bench:{n}")))
                            .mail(Mail::new("b@example.org", "en", "bench.done", "Done", "Done."))
                            .touches("bench");
                        failed += usize::from(store.tx(tx).await.is_err());
                    }
                    failed
                })
            });
            let mut failed = 0;
            for worker in workers.collect::<Vec<_>>() {
                failed += worker.await.unwrap();
            }
            let seconds = began.elapsed().as_secs_f64();
            println!(
                "{url:.12} {name}: {total} in {seconds:.2} s = {:.0}/s with {tasks} tasks, {failed} failed",
                f64::from(i32::try_from(total).unwrap()) / seconds
            );
        }
        let began = Instant::now();
        let sealed = store.seal_audit(Timestamp::UNIX_EPOCH).await.unwrap();
        println!("{url:.12} sealed {sealed} in {:.2} s", began.elapsed().as_secs_f64());
        store.close().await.unwrap();
    }
    std::fs::remove_dir_all(dir).unwrap();
}
