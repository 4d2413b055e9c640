//! Pins what the driver answers, so that an upgrade that changes it fails here and not in production.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use surrealdb::types::{ErrorDetails, QueryError, Value, Variables};

use super::connect::{Store, StoreConfig};
use super::error::{Failure, StoreError, worst};

fn run<F: Future<Output = ()> + Send + 'static>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_stack_size(16 << 20).enable_all().build().unwrap();
    if let Err(error) = runtime.block_on(runtime.spawn(test)) {
        std::panic::resume_unwind(error.into_panic());
    }
}

async fn bare() -> Store {
    let store = Store::connect(&StoreConfig::new("mem://")).await.unwrap();
    store.plain("test", "DEFINE TABLE t SCHEMALESS; DEFINE INDEX t_u ON t FIELDS u UNIQUE;", Variables::new()).await.unwrap();
    store
}

async fn answers(store: &Store, sql: &str) -> Vec<Result<Value, surrealdb::Error>> {
    store.run("test", sql, Variables::new()).await.unwrap()
}

async fn failure(store: &Store, sql: &str) -> Failure {
    let errors = answers(store, sql).await.into_iter().filter_map(Result::err);
    worst(errors).expect("this text fails").0
}

#[test]
#[ignore = "prints"]
fn probe() {
    run(async {
        let store = bare().await;
        store.plain("t", "DEFINE TABLE o SCHEMAFULL; DEFINE FIELD s ON o TYPE string; DEFINE FIELD d ON o TYPE datetime; DEFINE FIELD key ON o TYPE string; DEFINE INDEX o_1 ON o FIELDS s, d; DEFINE INDEX o_2 ON o FIELDS key;", Variables::new()).await.unwrap();
        let text = std::fs::read_to_string(std::env::var("PROBE").unwrap()).unwrap();
        for part in text.split("\n---\n") {
            println!("=== {part}");
            match store.run("probe", part, Variables::new()).await {
                Ok(all) => {
                    for (i, a) in all.into_iter().enumerate() {
                        match a {
                            Ok(v) => println!("  {i}: {:?}", v.into_json_value().to_string()),
                            Err(e) => println!("  {i}: ERR {e:?}"),
                        }
                    }
                }
                Err(e) => println!("  WHOLE {e:?}"),
            }
        }
    });
}
