//! The embedded engine, which is put to rest and opened again before its memory for new writes is full.
//!
//! SurrealKV 0.21.4 begins a new segment of its log when that memory is full. A commit that is written to the old segment at that moment goes into
//! the new memory, and the old segment is removed once the old memory is in a table file: until the new memory is in one too, the commit is nowhere
//! on the disk, and a kill loses it though it was acknowledged. So that moment must never come while a commit is under way. The memory is made
//! far larger than what the log may grow to (its pages cost nothing until they are written to), and when the log has grown to its limit
//! the engine is stopped between two texts, which puts everything into table files, and opened again.
//!
//! Always holds: a text runs on an engine that is not being stopped meanwhile. `store/tests/engine_kill.rs` loses commits without this.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use surrealdb::engine::local::Db;
use surrealdb::opt::capabilities::Capabilities;
use surrealdb::types::Variables;
use surrealdb::{IndexedResults, Surreal};
use surrealdb_cnf::ConfigMap;
use surrealdb_engine_local::Datastore;
use tokio::sync::RwLock;

use super::connect::StoreConfig;
use super::error::StoreError;
use super::segment;

/// Memory for cached blocks.
const BLOCK_CACHE: u64 = 48 << 20;
/// Longest wait for more commits to share one sync, in nanoseconds.
const SYNC_GATHER: u64 = 500_000;
/// Longest run of one query.
const QUERY_TIMEOUT: Duration = Duration::from_secs(20);
/// After how many texts the length of the log is looked at. What so few can write is small against the memory that is left then.
const LOOK_EVERY: u64 = 64;
/// How often, and how long apart, the engine is opened while the file's lock is still held by the one that was stopped.
const OPENINGS: u32 = 20;
const BETWEEN_OPENINGS: Duration = Duration::from_millis(50);

/// The embedded engine.
pub struct Embedded {
    config: StoreConfig,
    /// The store's folder; none in memory.
    folder: Option<PathBuf>,
    open: RwLock<Option<Open>>,
    closed: AtomicBool,
    texts: AtomicU64,
}

struct Open {
    client: Surreal<Db>,
    datastore: Arc<Datastore>,
}

impl Embedded {
    /// Opens the engine, with its namespace and database.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let folder = config.url.strip_prefix("surrealkv://").map(|path| PathBuf::from(path.split('?').next().unwrap_or(path)));
        if folder.is_none() && !config.url.starts_with("mem://") {
            return Err(failed("the URL is none of surrealkv://, mem://, ws://, wss://"));
        }
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).map_err(|e| failed(e.to_string()))?;
        }
        let open = Open::new(config, folder.as_deref()).await?;
        Ok(Self { config: config.clone(), folder, open: RwLock::new(Some(open)), closed: AtomicBool::new(false), texts: AtomicU64::new(0) })
    }

    /// Runs one text.
    pub async fn query(&self, sql: &str, vars: Variables) -> Result<IndexedResults, surrealdb::Error> {
        self.rest_when_due().await;
        let open = self.open.read().await;
        match open.as_ref() {
            Some(open) => open.client.query(sql).bind(vars).await,
            None => Err(surrealdb::Error::connection("the engine is not open".to_owned(), None)),
        }
    }

    /// Puts the engine to rest and opens it again when its log has grown to the limit; opens it when that failed the last time.
    async fn rest_when_due(&self) {
        let Some(folder) = &self.folder else { return };
        let due = || segment::total_length(folder) >= self.config.log_limit;
        let look = self.texts.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOK_EVERY);
        let missing = self.open.try_read().is_ok_and(|open| open.is_none());
        let wanted = missing || (look && due());
        if !wanted {
            return;
        }
        let mut open = self.open.write().await;
        // Somebody else may have been quicker.
        if self.closed.load(Ordering::Acquire) || (open.is_some() && !due()) {
            return;
        }
        if let Some(old) = open.take()
            && let Err(error) = old.datastore.shutdown().await
        {
            tracing::error!(%error, "the engine did not rest in good order; its log is read when it is opened again");
        }
        match Open::new(&self.config, Some(folder)).await {
            Ok(new) => *open = Some(new),
            Err(error) => tracing::error!(%error, "the engine could not be opened again just now"),
        }
    }

    /// Stops the engine after the texts that are under way.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.closed.store(true, Ordering::Release);
        match self.open.write().await.take() {
            Some(open) => open.datastore.shutdown().await.map_err(|e| StoreError::shape("engine.close", e.to_string())),
            None => Ok(()),
        }
    }
}

fn failed(what: impl Into<String>) -> StoreError {
    StoreError::shape("engine.open", what)
}

impl Open {
    /// Opens the engine; waits for the file's lock, which one that was stopped lets go a moment later.
    async fn new(config: &StoreConfig, folder: Option<&Path>) -> Result<Self, StoreError> {
        let mut opening = 1;
        loop {
            match Self::once(config, folder).await {
                Err(_) if folder.is_some() && opening < OPENINGS => opening += 1,
                outcome => return outcome,
            }
            tokio::time::sleep(BETWEEN_OPENINGS).await;
        }
    }

    async fn once(config: &StoreConfig, folder: Option<&Path>) -> Result<Self, StoreError> {
        if let Some(folder) = folder {
            segment::begin(folder).map_err(|e| failed(e.to_string()))?;
        }
        let sizes = ConfigMap::empty()
            .with_key_value("surrealkv_block_cache_capacity", BLOCK_CACHE.to_string())
            .with_key_value("surrealkv_max_memtable_size", config.memtable.to_string())
            .with_key_value("surrealkv_grouped_commit_timeout", SYNC_GATHER.to_string())
            .with_key_value("datastore_sync", if folder.is_some() { "every" } else { "never" });
        let capabilities = Capabilities::new()
            .with_scripting(false)
            .with_guest_access(false)
            .with_live_query_notifications(false)
            .with_all_net_targets_denied()
            .with_function_denied("http::*")
            .map_err(|e| failed(e.to_string()))?
            .with_all_experimental_features_denied();
        let datastore = Datastore::builder()
            .with_config(sizes)
            .with_capabilities(capabilities.into())
            .with_query_timeout(Some(QUERY_TIMEOUT))
            .without_maintenance_tasks()
            .build_with_path(&config.url)
            .await
            .map_err(|e| failed(e.to_string()))?;
        // The version is settled before the maintenance tasks write: the driver's own order.
        datastore.check_version().await.map_err(|e| failed(e.to_string()))?;
        datastore.bootstrap().await.map_err(|e| failed(e.to_string()))?;
        datastore.start_maintenance_tasks();
        let client = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None).await.map_err(|e| StoreError::driver("engine.open", e))?;
        config.choose_database(&client).await?;
        Ok(Self { client, datastore })
    }
}
