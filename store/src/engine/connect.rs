//! Connecting: one handle over an embedded engine or a database server, chosen by URL.
//!
//! Always holds: an acknowledged commit of `surrealkv://` is on the disk (`sync=every`, commits of one moment share one
//! sync); the embedded engine may reach neither the network nor the file system nor a scripting runtime; and only this
//! module and `embedded` call the driver's `query`.
//!
//! The driver's own `connect` gives the embedded engine an empty configuration: neither `SURREAL_*` variables nor URL
//! parameters reach its cache and memory sizes, whose defaults are half of the machine. So the datastore is built by
//! us, with the same steps and small sizes.

use std::sync::Arc;

use surrealdb::engine::any::Any;
use surrealdb::opt::auth::Root;
use surrealdb::types::{Value, Variables};
use surrealdb::{Connection, Surreal};

use super::changes::Changes;
use super::embedded::Embedded;
use super::error::StoreError;
use crate::places::Queues;

/// Memory for writes that are not yet in a table file: more than they ever take, because pages that are not written to cost nothing.
const MEMTABLE: u64 = 512 << 20;
/// How long the log may grow; also what a start after a kill has to read.
const LOG_LIMIT: u64 = 24 << 20;

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
    /// Bytes of memory that the embedded engine has for new writes; far more than `log_limit`.
    pub memtable: u64,
    /// Bytes to which the log of the embedded engine may grow before it is put into table files.
    pub log_limit: u64,
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
        Self {
            url: url.into(),
            namespace: "plenary".to_owned(),
            database: "plenary".to_owned(),
            root: None,
            memtable: MEMTABLE,
            log_limit: LOG_LIMIT,
        }
    }

    /// Makes the namespace and the database where they are missing, and has the client use them. An error when one of the names is not of
    /// letters, digits and `_`.
    pub(super) async fn choose_database<C: Connection>(&self, client: &Surreal<C>) -> Result<(), StoreError> {
        let name = "engine.choose_database";
        let failed = |e| StoreError::driver(name, e);
        let fine = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let (namespace, database) = (&self.namespace, &self.database);
        if !fine(namespace) || !fine(database) {
            return Err(StoreError::shape(name, "a name is not of letters, digits and _"));
        }
        let define = format!("DEFINE NAMESPACE IF NOT EXISTS {namespace}; USE NS {namespace}; DEFINE DATABASE IF NOT EXISTS {database};");
        if let Some(error) = client.query(define).await.map_err(failed)?.take_errors().into_values().next() {
            return Err(failed(error));
        }
        client.use_ns(namespace).use_db(database).await.map_err(failed).map(drop)
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
    queues: Queues,
    shared: bool,
}

enum Client {
    Embedded(Box<Embedded>),
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
            Client::Embedded(Box::new(Embedded::open(config).await?))
        };
        Ok(Self::on(Arc::new(client), config.url.starts_with("ws")))
    }

    fn on(client: Arc<Client>, shared: bool) -> Self {
        Self { inner: Arc::new(Inner { client, changes: Changes::new(), queues: Queues::default(), shared }) }
    }

    /// Two handles that behave as two nodes on one database: a rehearsal of several servers without a database server.
    #[must_use]
    pub fn as_two_nodes(&self) -> (Self, Self) {
        (Self::on(Arc::clone(&self.inner.client), true), Self::on(Arc::clone(&self.inner.client), true))
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

    /// Who is next at which pool of places.
    pub(crate) fn queues(&self) -> &Queues {
        &self.inner.queues
    }

    /// Stops the embedded engine after the commits that are under way; later calls answer `Busy`, as when the database cannot be reached.
    /// Needed before the same file is opened again in this process.
    pub async fn close(&self) -> Result<(), StoreError> {
        match &*self.inner.client {
            Client::Embedded(embedded) => embedded.close().await,
            Client::Server(_) => Ok(()),
        }
    }

    /// Sends one text and gives back what each statement answered, errors included.
    pub(crate) async fn run(&self, name: &'static str, sql: &str, vars: Variables) -> Result<Vec<Result<Value, surrealdb::Error>>, surrealdb::Error> {
        tracing::trace!(query = name, "sent");
        let mut results = match &*self.inner.client {
            Client::Embedded(embedded) => embedded.query(sql, vars).await?,
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
        config.choose_database(&client).await?;
        Ok(Self::Server(client))
    }
}
