//! The server's side of the platform: what the running program offers to pages and server functions.

use crate::error::{ApiError, Refusal};
use domain::accounts::Account;
use domain::accounts::policy::{Matter, may_do};
use domain::event::Snapshot;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{AccountId, RequestId};
use domain::kernel::text::address;
use domain::kernel::{Lang, Role};
use domain::organiser::seeing::SeenAs;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::{expect_context, use_context};
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use store::{KeptPasskey, Store, StoreError};

/// Where the built files of the browser's side are, as paths on the site; written by the build.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Assets {
    /// The module that starts everything.
    pub boot: String,
    /// The bindings.
    pub js: String,
    /// The WebAssembly.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The script for passkeys, which only the pages with them ask for.
    pub passkeys: String,
    /// The style sheet of badges and check-in.
    #[serde(default)]
    pub checkin_style: String,
    /// The style sheet of the ideathon.
    #[serde(default)]
    pub ideathon_style: String,
    /// The style sheet of the forum.
    #[serde(default)]
    pub forum_style: String,
    /// The module with which a plan is edited.
    #[serde(default)]
    pub plan: String,
    /// The script that saves drafts while one writes.
    #[serde(default)]
    pub draft: String,
    /// The module of a check-in station.
    #[serde(default)]
    pub checkin: String,
    /// What check-in stations and booths share: codes, the camera, what a device keeps.
    #[serde(default)]
    pub badges: String,
    /// The module of scanning at a booth.
    #[serde(default)]
    pub booth: String,
    /// The module that keeps the numbers of arrivals fresh.
    #[serde(default)]
    pub arrivals: String,
    /// The module of the ideathon's live board.
    #[serde(default)]
    pub board: String,
    /// The bindings of what reads QR codes.
    #[serde(default)]
    pub scanner: String,
    /// What reads QR codes, as WebAssembly.
    #[serde(default)]
    pub scanner_program: String,
}

/// What does not change while the program runs.
#[derive(Clone, Debug)]
pub struct Site {
    /// Scheme and authority, without a slash at the end; links in e-mails and canonical links begin with it.
    pub base_url: String,
    /// The built files.
    pub assets: Assets,
    /// Whether e-mails are really sent.
    pub sends_mail: bool,
    /// In a rehearsal: how far its clock is ahead of the real one.
    pub rehearsal: Option<SignedDuration>,
}

/// Reads the time; a test or a rehearsal gives another one.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Hashes and checks passwords in a bounded queue.
pub trait Hashing: Send + Sync {
    /// Lets one in who will have a password hashed or checked, before anything else is done for them; `Busy` when the queue is full.
    fn enter(&self) -> Result<Ticket, ApiError>;
    /// The Argon2id hash of a password in PHC format.
    fn hash(&self, password: String) -> std::pin::Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send>>;
    /// Whether the password fits the hash; with no hash it takes the same time and answers no.
    fn verify(&self, password: String, hash: Option<String>) -> std::pin::Pin<Box<dyn Future<Output = Result<Verdict, ApiError>> + Send>>;
}

/// A place in the queue of passwords, until it is dropped.
pub struct Ticket(pub Box<dyn std::any::Any + Send>);

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticket(..)")
    }
}

/// Seals what must not be readable in the database or a backup, with a key that is kept outside both.
pub trait Vault: Send + Sync {
    /// Seals bytes for one purpose (such as `totp`) and one record (such as `account:a`): the text opens for exactly these two. The text is for
    /// the store; it has no structure to rely on.
    fn seal(&self, purpose: &str, record: &str, plain: &[u8]) -> Result<String, ApiError>;
    /// Opens what was sealed for this purpose and record; `None` when it was for others, was changed, or the key is another one.
    fn open(&self, purpose: &str, record: &str, sealed: &str) -> Option<Vec<u8>>;
}

/// Asks browsers for passkeys and looks at their answers; everything passed on is text that only it understands.
pub trait Passkeys: Send + Sync {
    /// Asks to make a passkey for an account that has these already.
    fn ask_to_make(&self, owner: &AccountId, email: &str, name: &str, have: &[String]) -> Result<Asked, ApiError>;
    /// The passkey that was made; `None` when the answer is not right.
    fn made(&self, kept: &str, answer: &str) -> Option<Made>;
    /// Asks to show a passkey.
    fn ask_to_show(&self) -> Result<Asked, ApiError>;
    /// The challenge that an answer names; nothing is said yet of whether it is right.
    fn challenge_of(&self, answer: &str, making: bool) -> Option<String>;
    /// The passkey that an answer names; nothing is said yet of whether it is right.
    fn id_of(&self, answer: &str) -> Option<String>;
    /// What showing a passkey changed; `None` when the answer is not right.
    fn shown(&self, kept: &str, answer: &str, passkey: &KeptPasskey) -> Option<Shown>;
}

/// What a browser is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the browser, as JSON.
    pub options: String,
    /// The challenge, by which what is kept is found again.
    pub challenge: String,
    /// What has to be kept until the answer.
    pub kept: String,
}

/// A passkey that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// For whom.
    pub account: AccountId,
    /// Its public key.
    pub key: String,
    /// What changes with its use.
    pub state: String,
}

/// What showing a passkey changed.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What changes with its use.
    pub state: String,
    /// Whether its counter of uses went back, which a copy of it would do.
    pub went_back: bool,
}

/// The outcome of checking a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does not fit.
    Wrong,
    /// It fits.
    Right,
    /// It fits, and its hash is weaker than today's: hash again.
    RightButOld,
}

/// Everything the running program offers.
#[derive(Clone)]
pub struct Services {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Password hashing.
    pub hashing: Arc<dyn Hashing>,
    /// What seals secrets before they are stored.
    pub vault: Arc<dyn Vault>,
    /// Passkeys, where browsers allow them.
    pub passkeys: Option<Arc<dyn Passkeys>>,
    /// Constants.
    pub site: Arc<Site>,
}

/// What a form's last submission left for the page it returns to: the error and what was typed (never secrets), or a notice that it is done.
#[derive(Clone, Debug, Default)]
pub struct Flash {
    /// The endpoint that answered, such as `accounts/sign_in`.
    pub endpoint: String,
    /// What went wrong.
    pub error: Option<ApiError>,
    /// What was typed, without the fields whose names say that they are secret.
    pub values: Vec<(String, String)>,
    /// What was done, as a code that [`crate::words`] knows.
    pub notice: Option<String>,
    /// Whether the form on the page has told the error; a page that no longer has the form tells it at its top.
    pub told: Arc<AtomicBool>,
}

impl Flash {
    /// The value typed into a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, v)| v.as_str())
    }
}

/// One request, as pages and server functions see it. The server puts it into the context of every request; a public page's request
/// is always anonymous, because its answer is kept for everybody.
#[derive(Clone)]
pub struct Request {
    /// The program.
    pub services: Services,
    /// Who asks.
    pub actor: Actor,
    /// The account of the one who asks.
    pub account: Option<Account>,
    /// The account of the person whom the one who asks acts for, while they do.
    pub principal: Option<Account>,
    /// The public data of this moment; `None` before the first import.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The moment of the request.
    pub now: Timestamp,
    /// The language of the page, or of the page a form was on.
    pub lang: Lang,
    /// The path of the page, such as `/en/programme`.
    pub path: String,
    /// The decoded query pairs of the page.
    pub query: Vec<(String, String)>,
    /// The network address of the one who asks.
    pub address: String,
    /// The user agent.
    pub user_agent: String,
    /// The cookie of a sign-in that waits for its second factor.
    pub waiting: Option<String>,
    /// What the last form left.
    pub flash: Option<Flash>,
    /// The reference under which the log knows this request.
    pub reference: String,
    /// As which role an organiser only looks at the site; the actor is then that role's.
    pub seeing: Option<Seeing>,
}

/// An organiser who looks at the site as a role.
#[derive(Clone, Debug)]
pub struct Seeing {
    /// The role.
    pub seen: SeenAs,
    /// Until when.
    pub until: Timestamp,
    /// Who really looks.
    pub organiser: Person,
}

impl Request {
    /// The request being answered. Only to be called inside one.
    pub fn current() -> Self {
        expect_context::<Self>()
    }

    /// The address of the page below the site.
    pub fn address(&self) -> String {
        address(&self.path, &self.query)
    }

    /// The value of a query parameter of the page.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The moment by the clocks of people's own devices, which take no part in a rehearsal.
    pub fn outside(&self) -> Timestamp {
        let ahead = self.services.site.rehearsal.unwrap_or_default();
        self.now.saturating_sub(ahead).unwrap_or(self.now)
    }

    /// The public data, or `Busy` before the first import.
    pub fn snapshot(&self) -> Result<&Arc<Snapshot>, ApiError> {
        self.snapshot.as_ref().ok_or(ApiError::Busy)
    }

    /// The venue's time zone, once there is an event.
    pub fn zone(&self) -> Option<String> {
        self.snapshot.as_ref().map(|s| s.event.time_zone.clone())
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.services.store
    }

    /// The signed-in person and their account, for their own matters; `SignInFirst` when there is none, refused while acting for another.
    pub fn signed_in(&self) -> Result<(&Person, &Account), ApiError> {
        let (person, account) = self.whoever()?;
        match may_do(person, Matter::Account) {
            true => Ok((person, account)),
            false => Err(ApiError::Refused(Refusal::Accounts(domain::accounts::Refusal::ActingForAnother))),
        }
    }

    /// The signed-in person and their account, whoever they act for.
    pub fn whoever(&self) -> Result<(&Person, &Account), ApiError> {
        self.actor.person().zip(self.account.as_ref()).ok_or(ApiError::SignInFirst)
    }

    /// The account whose registration is handled: one's own, or that of the person whom one acts for.
    pub fn on_behalf(&self) -> Result<&Account, ApiError> {
        let (_, account) = self.whoever()?;
        Ok(self.principal.as_ref().unwrap_or(account))
    }

    /// The signed-in organiser; `SignInFirst`, `SecondFactorFirst` or `Forbidden` otherwise.
    pub fn organiser(&self) -> Result<(&Person, &Account), ApiError> {
        self.staff(&[Role::Organiser])
    }

    /// The signed-in person who wears one of these hats; `SignInFirst`, `SecondFactorFirst` or `Forbidden` otherwise.
    pub fn staff(&self, roles: &[Role]) -> Result<(&Person, &Account), ApiError> {
        let signed_in = self.signed_in()?;
        if roles.iter().any(|role| self.actor.serves_as(*role)) {
            Ok(signed_in)
        } else if roles.iter().any(|role| self.actor.lacks_second_factor_as(*role)) {
            Err(ApiError::SecondFactorFirst)
        } else {
            Err(ApiError::Forbidden)
        }
    }

    /// What the store needs to know of who acts, for a change that must happen at most once.
    pub fn act(&self, request_id: &str) -> store::Act<'_> {
        store::Act { actor: &self.actor, now: self.now, request: RequestId::parse(request_id).ok() }
    }

    /// Turns a store's error into an answer; what is broken goes to the log with the reference.
    pub fn fail(&self, error: StoreError) -> ApiError {
        match error {
            StoreError::NotFound => ApiError::NotFound,
            StoreError::Busy => ApiError::Busy,
            StoreError::Refused(code) => match Refusal::from_code(&code) {
                Some(refusal) => ApiError::Refused(refusal),
                None => self.broken(&format!("refused with an unknown code: {code}")),
            },
            other => self.broken(&other.to_string()),
        }
    }

    /// Logs what is broken and answers with the reference.
    pub fn broken(&self, what: &str) -> ApiError {
        tracing::error!(reference = %self.reference, error = %what, "broken");
        ApiError::Broken { reference: self.reference.clone() }
    }
}

/// Sends the browser to another page of the site after a form, with a notice for it.
pub fn redirect(path: &str, notice: Option<&str>) {
    leptos_axum::redirect(path);
    if let (Some(notice), Some(outbox)) = (notice, use_context::<Afterwards>()) {
        outbox.notice(notice);
    }
}

/// Lets every page be made for this browser alone while it sees the site as a role, or no longer.
pub fn see(on: bool) {
    if let Some(outbox) = use_context::<Afterwards>() {
        outbox.seeing(on);
    }
}

/// What the answer to this request carries besides its body: cookies and a notice. The server's layers write them.
#[derive(Clone, Default)]
pub struct Afterwards(Arc<std::sync::Mutex<Carried>>);

/// What is carried.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The notice for the next page.
    pub notice: Option<String>,
    /// The sign-in cookie's new value: `Some(Some(..))` sets it, `Some(None)` clears it.
    pub sign_in: Option<Option<String>>,
    /// The same for the cookie of a sign-in that waits for its second factor.
    pub waiting: Option<Option<String>>,
    /// Whether this browser begins or ends to see the site as a role.
    pub seeing: Option<bool>,
}

impl Afterwards {
    /// Leaves a notice for the next page.
    pub fn notice(&self, code: &str) {
        if let Ok(mut carried) = self.0.lock() {
            carried.notice = Some(code.to_owned());
        }
    }

    /// Signs this browser in with the cookie's value, or out.
    pub fn sign_in(&self, cookie: Option<String>) {
        if let Ok(mut carried) = self.0.lock() {
            carried.sign_in = Some(cookie);
        }
    }

    /// Lets this browser's sign-in wait for its second factor with the cookie's value, or no longer.
    pub fn waiting(&self, cookie: Option<String>) {
        if let Ok(mut carried) = self.0.lock() {
            carried.waiting = Some(cookie);
        }
    }

    /// Begins or ends to see the site as a role.
    pub fn seeing(&self, on: bool) {
        if let Ok(mut carried) = self.0.lock() {
            carried.seeing = Some(on);
        }
    }

    /// Takes what is carried.
    pub fn take(&self) -> Carried {
        self.0.lock().map(|mut c| std::mem::take(&mut *c)).unwrap_or_default()
    }
}
