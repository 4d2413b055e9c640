//! What the server's tests stand on: the whole program on the engine in memory, with the event's files, a clock that the test moves, and
//! callers of every kind.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod booths;
mod teams;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use clap::Parser;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::Email;
use domain::kernel::{Lang, Role};
use jiff::Timestamp;
use server::config::Config;
use server::{event_files, hashing, program, vault, web};
use store::{Act, Mail, NewAccount, NewCodes, NewSecondFactor, NewSignIn, Secret, Store};
use tower::ServiceExt;

/// The site's own address.
pub const BASE: &str = "http://localhost:3000";
/// A password that nobody has.
pub const PASSWORD: &str = "four calm seagulls";

/// The secret of everybody's authenticator app.
pub const TOTP: &[u8] = b"12345678901234567890";
/// Everybody's recovery code.
pub const RECOVERY: &str = "0123456789abcdef";

/// The fields of a form, each with what is typed into it.
pub type Fields = &'static [(&'static str, &'static str)];

/// Everything a complete registration says, step by step.
pub const STEPS: [Fields; 4] = [
    &[("step", "person"), ("given_name", "Zoë"), ("family_name", "Müller"), ("category", "cio")],
    &[("step", "city"), ("city", "Köln"), ("country", "DE"), ("organisation", "City of Köln"), ("position", "CIO")],
    &[("step", "needs"), ("languages[]", "de"), ("languages[]", "en")],
    &[("step", "consents"), ("consent_handling", "yes")],
];

/// Everything a request for a visa letter says.
pub const PASSPORT: Fields = &[
    ("passport_number", "c01x00-t47"),
    ("issuing_country", "DE"),
    ("nationality", "FR"),
    ("date_of_birth", "1971-03-03"),
    ("passport_expiry", "2019-05-01"),
    ("consulate", "Almaty"),
    ("arrival", "2017-06-26"),
    ("departure", "2017-07-01"),
];

/// Runs a test on threads whose stacks hold the engine's futures in an unoptimised build.
pub fn run<F: Future<Output = ()> + Send + 'static>(test: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).thread_stack_size(16 << 20).enable_all().build().unwrap();
    if let Err(error) = runtime.block_on(runtime.spawn(test)) {
        std::panic::resume_unwind(error.into_panic());
    }
}

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    config: Config,
}

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The folder of a built site that goes away.
struct Site(PathBuf);

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running program.
#[derive(Clone)]
pub struct Rig {
    pub router: Router,
    pub store: Store,
    pub program: program::Shared,
    seconds: Arc<AtomicI64>,
    _site: Arc<Site>,
}

impl Rig {
    /// The program with the event of the repository, a month before it begins.
    pub async fn new() -> Self {
        let rig = Self::empty().await;
        let data = event_files::read(&root().join("event/wego-2017")).unwrap();
        rig.store.import_event(&Act::system(rig.now()), &data).await.unwrap();
        rig.store.import_halls(&Act::system(rig.now()), &data.halls).await.unwrap();
        rig
    }

    /// The program without an event.
    pub async fn empty() -> Self {
        Self::on(Store::in_memory().await.unwrap()).await
    }

    /// The program on a store.
    pub async fn on(store: Store) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let site = std::env::temp_dir().join(format!("plenary-site-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(site.join("assets")).unwrap();
        let manifest = r#"{"boot":"/assets/boot.js","js":"/assets/bindings.js","wasm":"/assets/program.wasm","css":"/assets/style.css","passkeys":"/assets/passkeys.js"}"#;
        std::fs::write(site.join("manifest.json"), manifest).unwrap();
        std::fs::write(site.join("assets/boot.js"), "// nothing").unwrap();
        let mut config = Arguments::parse_from(["plenary"]).config;
        config.site = site.clone();
        config.base_url = Some(BASE.to_owned());
        let start: Timestamp = "2017-05-27T05:00:00Z".parse().unwrap();
        let seconds = Arc::new(AtomicI64::new(start.as_second()));
        let clock: app::platform::Clock = {
            let seconds = seconds.clone();
            Arc::new(move || Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap())
        };
        let hashing = Arc::new(hashing::Queue::new(2).unwrap());
        let program = program::Program::new(config, store.clone(), clock, hashing, Arc::new(vault::KeyVault::new(&[7; 32]))).unwrap();
        Self { router: web::router(program.clone()), store, program, seconds, _site: Arc::new(Site(site)) }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_second(self.seconds.load(Ordering::Relaxed)).unwrap()
    }

    /// Moves the clock.
    pub fn later(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Somebody who is not signed in.
    pub fn anyone(&self) -> Caller {
        Caller { rig: self.clone(), cookie: None, waiting: None, account: None, headers: Vec::new() }
    }

    /// A signed-in person with a proved address.
    pub async fn person(&self, address: &str) -> Caller {
        let caller = self.newcomer(address).await;
        self.verify(address).await;
        caller
    }

    /// A signed-in person whose address is not proved.
    pub async fn newcomer(&self, address: &str) -> Caller {
        let email = Email::parse(address).unwrap();
        let link = Secret::generate();
        let hash = self.program.services.hashing.hash(PASSWORD.to_owned()).await.unwrap();
        let new = NewAccount {
            email: email.clone(),
            name: "Zoë Müller".to_owned(),
            lang: Lang::En,
            password_hash: hash,
            link: Secret::digest(link.reveal()),
        };
        let mail = |kind: &str| Mail::new(address, "en", kind, "s", format!("token {}", link.reveal()));
        self.store.sign_up(&Act::system(self.now()), &new, mail("welcome"), mail("already")).await.unwrap();
        self.sign_in(address).await
    }

    async fn verify(&self, address: &str) {
        let rows = self.store.outbox(None, None, 100).await.unwrap().rows;
        let row = rows.iter().find(|r| r.mail.to == address && r.mail.kind == "welcome").unwrap();
        let token = row.mail.text.trim_start_matches("token ");
        self.store.verify_email(&Act::system(self.now()), token).await.unwrap();
    }

    /// A device of an account that exists.
    pub async fn sign_in(&self, address: &str) -> Caller {
        let account = self.store.password_of(&Email::parse(address).unwrap()).await.unwrap().unwrap().account;
        let cookie = Secret::generate();
        let new = NewSignIn { account: account.clone(), cookie: cookie.clone(), label: "Firefox on Linux".to_owned() };
        self.store.sign_in(&Act::system(self.now()), &new, None).await.unwrap();
        Caller { rig: self.clone(), cookie: Some(cookie.reveal().to_owned()), waiting: None, account: Some(account), headers: Vec::new() }
    }

    /// A signed-in organiser.
    pub async fn organiser(&self, address: &str) -> Caller {
        self.staff(address, Role::Organiser).await
    }

    /// A signed-in person who wears a hat and has shown a second factor.
    pub async fn staff(&self, address: &str, role: Role) -> Caller {
        let caller = self.hat(address, role).await;
        let account = caller.account.clone().unwrap();
        let sign_in = self.store.devices(&account).await.unwrap()[0].id.clone();
        self.enrol(&account, &sign_in).await;
        caller
    }

    /// A signed-in person who wears a hat and has no second factor.
    pub async fn hat(&self, address: &str, role: Role) -> Caller {
        let person = self.person(address).await;
        let link = Secret::generate();
        let now = self.now();
        self.store.invite_staff(&Act::system(now), &Email::parse(address).unwrap(), role, &Secret::digest(link.reveal()), None).await.unwrap();
        let account = person.account.clone().unwrap();
        let sign_in = SignInId::parse("test").unwrap();
        let person = Person { account: account.clone(), sign_in, roles: Vec::new(), verified: true, second_factor: false, acting_for: None };
        let act = Act { actor: &Actor::Person(person), now, request: None };
        self.store.accept_invitation(&act, &account, link.reveal()).await.unwrap();
        self.sign_in(address).await
    }

    /// Turns a second factor with [`TOTP`] and [`RECOVERY`] on, shown on this device; its last used code is of long ago.
    pub async fn enrol(&self, account: &AccountId, sign_in: &SignInId) {
        let vault = &self.program.services.vault;
        let owner = format!("account:{account}");
        let codes = NewCodes { digests: vec![Secret::digest(RECOVERY)], fresh: vault.seal("recovery-codes", &owner, RECOVERY.as_bytes()).unwrap() };
        let new = NewSecondFactor { secret: vault.seal("totp", &owner, TOTP).unwrap(), step: 0, codes };
        let act = Act::system(self.now());
        self.store.enrol_second_factor(&act, account, sign_in, new, Mail::new("x@x.org", "en", "on", "s", "t")).await.unwrap();
        self.store.keep_recovery_codes(&act, account).await.unwrap();
    }

    /// The code that the app of [`Rig::enrol`] shows now.
    pub fn code(&self) -> String {
        app::accounts::totp::code(TOTP, self.now().as_second() / 30).unwrap()
    }
}

/// One who asks.
#[derive(Clone)]
pub struct Caller {
    rig: Rig,
    pub cookie: Option<String>,
    pub waiting: Option<String>,
    pub account: Option<AccountId>,
    headers: Vec<(String, String)>,
}

impl Caller {
    /// Adds a header to everything this caller sends.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    async fn send(&self, mut request: Request<Body>) -> Answer {
        let peer: SocketAddr = "203.0.113.7:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        if let Some(cookie) = &self.cookie {
            request.headers_mut().append(header::COOKIE, format!("plenary={cookie}").parse().unwrap());
        }
        if let Some(waiting) = &self.waiting {
            request.headers_mut().append(header::COOKIE, format!("plenary-waiting={waiting}").parse().unwrap());
        }
        for (name, value) in &self.headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        let response = self.rig.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap()).await
    }

    /// Sends a request of any kind.
    pub async fn request(&self, method: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Calls a server function as a script does.
    pub async fn call(&self, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(endpoint, fields, "application/json", "/en").await
    }

    /// Sends a form from a page as a browser without scripts does.
    pub async fn form(&self, page: &str, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(endpoint, fields, "text/html,application/xhtml+xml", page).await
    }

    /// Sends the steps of a complete registration from a version on, as a browser without scripts; answers the version after them.
    pub async fn fill(&self, from: usize) -> String {
        for (fields, version) in STEPS.iter().zip(from..) {
            let (version, id) = (version.to_string(), format!("step-{version}"));
            let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str()), ("request_id", id.as_str())]).collect();
            let _ = self.form("/en/me/registration/person", "registration/save_step", &fields).await.expect(303);
        }
        (from + STEPS.len()).to_string()
    }

    /// Sends a file as a browser without scripts does, or as a script does.
    pub async fn upload(&self, path: &str, accept: &str, request_id: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        let mut field = |head: &str, value: &[u8]| {
            body.extend(format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend(value);
            body.extend(b"\r\n");
        };
        field("name=\"request_id\"", request_id.as_bytes());
        field(&format!("name=\"file\"; filename=\"{name}\""), bytes);
        body.extend(b"--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header(header::ACCEPT, accept)
            .header(header::ORIGIN, BASE)
            .header(header::REFERER, format!("{BASE}/en"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn post(&self, endpoint: &str, fields: &[(&str, &str)], accept: &str, page: &str) -> Answer {
        let request = Request::post(format!("/api/{endpoint}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, accept)
            .header(header::ORIGIN, BASE)
            .header(header::REFERER, format!("{BASE}{page}"));
        self.send(request.body(Body::from(encoded(fields))).unwrap()).await
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", app::ui::percent(k), app::ui::percent(v))).collect();
    pairs.join("&")
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// Checks the status and answers itself.
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.code(), status, "{}", self.text().chars().take(2000).collect::<String>());
        self
    }

    /// The value of a cookie that the answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        set.filter_map(|v| v.split(';').next()?.split_once('=')).find(|(n, _)| *n == name).map(|(_, v)| v.to_owned())
    }
}
