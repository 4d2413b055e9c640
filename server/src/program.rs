//! The running program: what every handler is given.

use crate::config::Config;
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::pages::Pages;
use crate::passkeys;
use crate::press::Press;
use crate::throttle::Throttle;
use app::platform::{Assets, Clock, Hashing, Passkeys, Services, Site, Vault};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use store::Store;

/// How old the last commit may be before the program says that it is not ready, in seconds.
const COMMIT_FRESH: i64 = 15;

/// Everything that a request needs.
pub struct Program {
    /// What pages and server functions are given.
    pub services: Services,
    /// The public pages and documents.
    pub pages: Pages,
    /// How it was configured.
    pub config: Config,
    /// Who has sent how many forms.
    pub throttle: Throttle,
    /// Where papers are made.
    pub press: Press,
    /// The ideathon's board, as those who look at it are told.
    pub hub: Arc<Hub>,
    /// How often exhibitors' pages were read since it was added up.
    pub views: crate::jobs::views::Counted,
    /// Counters.
    pub metrics: Metrics,
    committed: AtomicI64,
    leaving: AtomicBool,
}

/// The program, shared by its tasks.
pub type Shared = Arc<Program>;

impl Program {
    /// Puts the program together.
    pub fn new(config: Config, store: Store, clock: Clock, hashing: Arc<dyn Hashing>, vault: Arc<dyn Vault>) -> anyhow::Result<Shared> {
        let assets = manifest(&config.site)?;
        let rehearsal = config.rehearse.map(|_| clock().duration_since(Timestamp::now()));
        let site = Arc::new(Site { base_url: config.base_url(), assets, sends_mail: config.smtp.is_some(), rehearsal });
        let passkeys = passkeys::Site::at(&site.base_url).map(|site| Arc::new(site) as Arc<dyn Passkeys>);
        let services = Services { store, clock, hashing, vault, passkeys, site };
        Ok(Arc::new(Self {
            pages: Pages::new(services.clone()),
            throttle: Throttle::new(config.forms_per_minute),
            services,
            config,
            press: Press::default(),
            hub: Arc::default(),
            views: Default::default(),
            metrics: Metrics::default(),
            committed: AtomicI64::new(0),
            leaving: AtomicBool::new(false),
        }))
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        (self.services.clock)()
    }

    /// Notes that the database took a commit just now.
    pub fn has_committed(&self) {
        self.committed.store(self.now().as_second(), Ordering::Relaxed);
    }

    /// Notes that the program is about to end.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
        self.hub.end();
    }

    /// Whether requests should be sent here: the public data is loaded, the database takes commits, and the program is not about to end.
    pub fn is_ready(&self) -> bool {
        let fresh = self.now().as_second() - self.committed.load(Ordering::Relaxed) <= COMMIT_FRESH;
        fresh && self.pages.has_data() && !self.leaving.load(Ordering::Relaxed)
    }

    /// Whether the site is reached over https.
    pub fn is_secure(&self) -> bool {
        self.services.site.base_url.starts_with("https://")
    }
}

/// Where the build left the browser's side. Errors with the way to build it.
fn manifest(site: &Path) -> anyhow::Result<Assets> {
    let path = site.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|e| {
        anyhow::anyhow!("{} cannot be read ({e}): build the site with `make site`, or say where it is with PLENARY_SITE", path.display())
    })?;
    Ok(serde_json::from_str(&text)?)
}
