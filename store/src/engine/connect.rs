//! Connecting: one handle over an embedded engine or a database server, chosen by URL.
//!
//! Always holds: an acknowledged commit of `surrealkv://` is on the disk (`sync=every`, commits of one moment share one
//! sync); the embedded engine may reach neither the network nor the file system nor a scripting runtime; and only this
//! module calls the driver's `query`.
//!
//! The driver's own `connect` gives the embedded engine an empty configuration: neither `SURREAL_*` variables nor URL
//! parameters reach its cache and memtable sizes, whose defaults are half of the machine. So the datastore is built
//! here, with the same steps and small sizes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use surrealdb::engine::local::Db;
use surrealdb::opt::auth::Root;
use surrealdb::opt::capabilities::Capabilities;
use surrealdb::types::{Value, Variables};
use surrealdb_cnf::ConfigMap;
use surrealdb_engine_local::Datastore;

use super::changes::Changes;
use super::error::StoreError;
use super::segment;

/// Memory for cached blocks of the embedded engine.
const BLOCK_CACHE: u64 = 48 << 20;
/// Memory for writes that are not yet in a table file; also what a start after a kill has to replay.
const MEMTABLE: u64 = 32 << 20;
/// Longest wait for more commits to share one sync, in nanoseconds.
const SYNC_GATHER: u64 = 500_000;
/// Longest run of one query.
const QUERY_TIMEOUT: Duration = Duration::from_secs(20);

/// Where the store is and how to get in.
#[derive(Clone)]
pub struct StoreConfig {
    /// `surrealkv://path`, `mem://`, `ws://host:port` or `wss://host`.
    pub url: String,
    /// The namespace; created when missing.
    pub namespace: String,
    /// The database; created when missing.
    pub database: String,
    /// Root user and password of a database server; the embedded engines need none.
    pub root: Option<(String, String)>,
}

impl std::fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreConfig").field("url", &self.url).field("database", &self.database).finish_non_exhaustive()
    }
}

impl StoreConfig {
    /// The store at this URL, with the product's own names.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), namespace: "plenary".to_owned(), database: "plenary".to_owned(), root: None }
    }

    /// Signs in to a database server.
    #[must_use]
    pub fn root(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.root = Some((user.into(), password.into()));
        self
    }
}

/// The store. Cheap to clone; all clones share one connection.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

struct Inner {
    client: Arc<Client>,
    changes: Changes,
    shared: bool,
    closed: AtomicBool,
}

enum Client {
    Embedded { client: Surreal<Db>, datastore: Arc<Datastore> },
    Server(Surreal<Any>),
}

impl Store {
    /// Opens the store, brings its schema up to date and runs the migrations that are missing.
    pub async fn open(config: StoreConfig) -> Result<Self, StoreError> {
        Box::pin(Self::open_inner(config)).await
    }

    /// An empty store in memory, with the schema.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Self::open(StoreConfig::new("mem://")).await
    }

    async fn open_inner(config: StoreConfig) -> Result<Self, StoreError> {
        let store = Self::connect(&config).await?;
        store.bring_up_to_date().await?;
        Ok(store)
    }

    /// Connects without touching the schema.
    pub(crate) async fn connect(config: &StoreConfig) -> Result<Self, StoreError> {
        let client = if config.url.starts_with("ws://") || config.url.starts_with("wss://") {
            Client::server(config).await?
        } else {
            Client::embedded(config).await?
        };
        let store = Self::on(Arc::new(client), config.url.starts_with("ws"));
        store.choose_database(config).await?;
        Ok(store)
    }

    fn on(client: Arc<Client>, shared: bool) -> Self {
        Self { inner: Arc::new(Inner { client, changes: Changes::new(), shared, closed: AtomicBool::new(false) }) }
    }

    /// Two handles that behave as two nodes on one database: a rehearsal of several servers without a database server.
    #[must_use]
    pub fn as_two_nodes(&self) -> (Self, Self) {
        (Self::on(Arc::clone(&self.inner.client), true), Self::on(Arc::clone(&self.inner.client), true))
    }

    async fn choose_database(&self, config: &StoreConfig) -> Result<(), StoreError> {
        let name = "engine.choose_database";
        let failed = |e| StoreError::driver(name, e);
        let quoted = |word: &str| {
            let fine = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if fine { Ok(word.to_owned()) } else { Err(StoreError::shape(name, "a name of letters, digits and _")) }
        };
        let (namespace, database) = (quoted(&config.namespace)?, quoted(&config.database)?);
        let define = format!("DEFINE NAMESPACE IF NOT EXISTS {namespace}; USE NS {namespace}; DEFINE DATABASE IF NOT EXISTS {database};");
        for result in self.run(name, &define, Variables::new()).await.map_err(failed)? {
            result.map_err(failed)?;
        }
        match &*self.inner.client {
            Client::Embedded { client, .. } => client.use_ns(namespace).use_db(database).await.map_err(failed)?,
            Client::Server(client) => client.use_ns(namespace).use_db(database).await.map_err(failed)?,
        };
        Ok(())
    }

    /// Whether other nodes may write to the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.inner.shared
    }

    /// What is announced after commits.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.inner.changes
    }

    /// Stops the embedded engine after the commits that are under way; later calls answer `Busy`, as when the database cannot be reached.
    /// Needed before the same file is opened again in this process.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.inner.closed.store(true, Ordering::Release);
        match &*self.inner.client {
            Client::Embedded { datastore, .. } => datastore.shutdown().await.map_err(|e| StoreError::shape("engine.close", e.to_string())),
            Client::Server(_) => Ok(()),
        }
    }

    /// Sends one text and gives back what each statement answered, errors included.
    pub(crate) async fn run(&self, name: &'static str, sql: &str, vars: Variables) -> Result<Vec<Result<Value, surrealdb::Error>>, surrealdb::Error> {
        tracing::trace!(query = name, "sent");
        // The engine itself would go on answering from memory.
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(surrealdb::Error::connection("the store is closed".to_owned(), None));
        }
        let mut results = match &*self.inner.client {
            Client::Embedded { client, .. } => client.query(sql).bind(vars).await?,
            Client::Server(client) => client.query(sql).bind(vars).await?,
        };
        let count = results.num_statements();
        let mut errors = results.take_errors();
        (0..count)
            .map(|index| match errors.remove(&index) {
                Some(error) => Ok(Err(error)),
                None => results.take::<Value>(index).map(Ok),
            })
            .collect()
    }
}

impl Client {
    async fn server(config: &StoreConfig) -> Result<Self, StoreError> {
        let failed = |e| StoreError::driver("engine.connect", e);
        let client = surrealdb::engine::any::connect(config.url.as_str()).await.map_err(failed)?;
        if let Some((username, password)) = &config.root {
            let root = Root { username: username.clone(), password: password.clone() };
            client.signin(root).await.map_err(failed)?;
        }
        Ok(Self::Server(client))
    }

    async fn embedded(config: &StoreConfig) -> Result<Self, StoreError> {
        let failed = |e: String| StoreError::shape("engine.open", e);
        if let Some(path) = config.url.strip_prefix("surrealkv://") {
            let path = Path::new(path.split('?').next().unwrap_or(path));
            std::fs::create_dir_all(path).map_err(|e| failed(e.to_string()))?;
            segment::begin(path).map_err(|e| failed(e.to_string()))?;
        } else if !config.url.starts_with("mem://") {
            return Err(failed("the URL is none of surrealkv://, mem://, ws://, wss://".to_owned()));
        }
        let sizes = ConfigMap::empty()
            .with_key_value("surrealkv_block_cache_capacity", BLOCK_CACHE.to_string())
            .with_key_value("surrealkv_max_memtable_size", MEMTABLE.to_string())
            .with_key_value("surrealkv_grouped_commit_timeout", SYNC_GATHER.to_string())
            .with_key_value("datastore_sync", if config.url.starts_with("mem://") { "never" } else { "every" });
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
        Ok(Self::Embedded { client, datastore })
    }
}
