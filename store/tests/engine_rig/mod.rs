//! What the engine's tests stand on: a runtime with deep stacks, a directory that goes away, and small tables.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod booths;
pub mod people;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use store::{Store, StoreConfig};

/// Runs a test on threads whose stacks hold the engine's futures in an unoptimised build.
pub fn run<F: Future<Output = ()> + Send + 'static>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).thread_stack_size(16 << 20).enable_all().build().unwrap();
    let outcome = runtime.block_on(runtime.spawn(test));
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}

/// A fixed moment: nothing here depends on the wall clock.
pub fn now() -> Timestamp {
    "2017-06-27T05:00:00Z".parse().unwrap()
}

pub struct TempDir(PathBuf);

impl TempDir {
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("plenary-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn url(&self) -> String {
        format!("surrealkv://{}/store", self.0.display())
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Tables of the races; additive to the real schema.
pub const TABLES: &str = "
    DEFINE TABLE OVERWRITE counter SCHEMALESS;
    DEFINE TABLE OVERWRITE bus SCHEMALESS;
    DEFINE TABLE OVERWRITE ticket SCHEMALESS;
    DEFINE TABLE OVERWRITE seat SCHEMALESS;
    DEFINE TABLE OVERWRITE claim SCHEMALESS;
    DEFINE TABLE OVERWRITE doctor SCHEMALESS;
    DEFINE TABLE OVERWRITE shift SCHEMALESS;
    DEFINE TABLE OVERWRITE pair SCHEMALESS;
    DEFINE INDEX IF NOT EXISTS ticket_bus_1 ON ticket FIELDS bus;
";

pub async fn in_memory() -> Store {
    let store = Store::in_memory().await.unwrap();
    store.apply_schema(&[TABLES]).await.unwrap();
    store
}

pub async fn at(url: &str) -> Store {
    open(StoreConfig::new(url)).await
}

pub async fn open(config: StoreConfig) -> Store {
    let store = Store::open(config).await.unwrap();
    store.apply_schema(&[TABLES]).await.unwrap();
    store
}

#[macro_export]
macro_rules! vars {
    ($($name:literal => $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut vars = store::engine::Variables::new();
        $(vars.insert($name, $value);)*
        vars
    }};
}
