//! Pins what the driver answers, so that an upgrade that changes it fails here and not in production.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use surrealdb::types::{ErrorDetails, QueryError, Value, Variables};

use super::connect::{Store, StoreConfig};
use super::error::{Failure, worst};

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
fn a_throw_in_a_transaction_is_found_among_the_errors_it_causes() {
    run(async {
        let store = bare().await;
        let text = "BEGIN; LET $answer = { IF true { THROW 'area.reason' }; }; CREATE t:1; COMMIT;";
        assert_eq!(failure(&store, text).await, Failure::Thrown("area.reason".to_owned()));
        let errors: Vec<_> = answers(&store, text).await.into_iter().filter_map(Result::err).collect();
        assert!(matches!(errors.first().map(surrealdb::Error::details), Some(ErrorDetails::Thrown)), "{errors:?}");
        let last = errors.last().map(surrealdb::Error::details);
        assert!(matches!(last, Some(ErrorDetails::Query(Some(QueryError::NotExecuted)))), "{errors:?}");
    });
}

#[test]
fn a_taken_id_names_its_record() {
    run(async {
        let store = bare().await;
        assert!(answers(&store, "CREATE t:1").await.iter().all(Result::is_ok));
        assert_eq!(failure(&store, "BEGIN; CREATE t:1; COMMIT;").await, Failure::Exists("t:1".to_owned()));
    });
}

#[test]
fn a_text_whose_time_is_up_is_told_from_a_broken_one() {
    run(async {
        let store = bare().await;
        assert_eq!(failure(&store, "CREATE t:1; SELECT *, sleep(300ms) FROM t TIMEOUT 10ms;").await, Failure::Unreachable);
    });
}

#[test]
fn commit_answers_nothing_after_the_answer() {
    run(async {
        let store = bare().await;
        let values: Vec<Value> = answers(&store, "BEGIN; RETURN 7; COMMIT;").await.into_iter().map(Result::unwrap).collect();
        assert_eq!(values.last(), Some(&Value::None), "{values:?}");
        assert_eq!(values.len(), 3, "{values:?}");
    });
}

#[test]
fn a_return_inside_a_block_leaves_the_whole_text_and_still_commits() {
    run(async {
        let store = bare().await;
        answers(&store, "BEGIN; LET $a = { CREATE t:1; RETURN 1; }; CREATE t:2; COMMIT;").await;
        let made = answers(&store, "SELECT VALUE id FROM t").await;
        let made = made.into_iter().next().unwrap().unwrap();
        assert!(matches!(made, Value::Array(ref rows) if rows.len() == 1), "{made:?}");
    });
}

#[test]
fn a_throw_inside_an_event_keeps_its_code() {
    run(async {
        let store = bare().await;
        let text = "DEFINE EVENT once ON t WHEN $event != 'CREATE' THEN { THROW 't.once' }; CREATE t:1; UPDATE t:1 SET a = 1;";
        assert_eq!(failure(&store, text).await, Failure::Thrown("t.once".to_owned()));
    });
}
